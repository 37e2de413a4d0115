"""Somebody who looks in the gateway's own pages and in Splynx, and decides what evidence cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reversal import Operation, ReversalState
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.reversal_resolving import ReversalResolveService

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.services.workspace import Workspace
    from tests.simulation.station import Station

_DOUBTED = frozenset({AttemptState.UNKNOWN, AttemptState.PROVISIONAL})
_DOUBTED_BACK = frozenset({ReversalState.UNKNOWN, ReversalState.PROVISIONAL})
_REASON = "as IPpay's own pages show"


class Person:
    """Decides by the bank's own books; whoever cannot tell yet waits."""

    def __init__(self, workspace: Workspace, station: Station) -> None:
        self._workspace = workspace
        self._station = station
        self._world = station.world
        self._charges = ResolveService(workspace)
        self._reversals = ReversalResolveService(workspace)

    def decide_everything(self) -> None:
        """Go through all that waits for a person, as somebody does in the end."""
        self.decide_about_reversals()
        self.enter_in_splynx()
        self.clear_returns()
        self.decide_about_charges()

    def decide_about_charges(self, *, wrongly: bool = False) -> None:
        """Say of each charge that is being checked what became of it."""
        for listed in self._open_attempts():
            # Others may have settled it while this person was busy with the one before.
            attempt = self._workspace.journal.attempt(listed.id)
            decision = self._of_charge(attempt)
            if decision is not None and attempt.state in _DOUBTED:
                said = self._contrary(decision, attempt) if wrongly else decision
                if attempt.state is AttemptState.UNKNOWN or said is Decision.APPROVED:
                    self._decide(attempt, said, wrongly=wrongly)

    def decide_about_reversals(self) -> None:
        """Say of each void and refund that is being checked what became of it."""
        for reversal in self._waiting():
            decision = self._of_reversal(reversal)
            if reversal.state in _DOUBTED_BACK and decision is not None:
                self._decide_back(reversal, decision)

    def enter_in_splynx(self) -> None:
        """Do in Splynx what the program asks for, and say so."""
        for reversal in self._waiting():
            if reversal.state is ReversalState.TO_ENTER:
                self._enter(reversal)
                self._decide_back(reversal, Decision.APPROVED)

    def clear_returns(self) -> None:
        """Delete the payments in Splynx of money that went back, as Attention asks for."""
        wanted = AttemptFilter(states=frozenset({AttemptState.TAKEN_BACK}))
        for attempt in self._workspace.journal.attempts(wanted):
            receipt = f"IPP-{attempt.intent.transaction_id}"
            books = self._world.books
            for paid in [one for one in books.payments.values() if one.receipt == receipt]:
                books.delete_payment(paid.number, by="person")

    def _open_attempts(self) -> tuple[Attempt, ...]:
        return self._workspace.journal.open_attempts(self._workspace.profile.splynx_host)

    def _waiting(self) -> tuple[Reversal, ...]:
        return self._workspace.journal.reversals.waiting(self._workspace.profile.splynx_host)

    def _of_charge(self, attempt: Attempt) -> Decision | None:
        intent = attempt.intent
        if self._world.in_flight[intent.transaction_id]:
            return None
        filed = self._world.filed(intent.terminal_id, intent.transaction_id)
        if filed is None:
            return Decision.NEVER_SENT
        if filed.may_be_voided:
            return None
        # A debit of another amount is that of an earlier try under the same id.
        is_taken = (
            filed.debit is not None
            and filed.debit.live
            and filed.debit.cents == attempt.intent.amount.minor
        )
        return Decision.APPROVED if is_taken else Decision.DECLINED

    def _contrary(self, decision: Decision, attempt: Attempt) -> Decision:
        if decision is not Decision.APPROVED:
            return Decision.APPROVED
        noes = (Decision.DECLINED, Decision.NEVER_SENT)
        return self._world.dice.pick(noes, "which no", attempt.id)

    def _of_reversal(self, reversal: Reversal) -> Decision | None:
        intent = reversal.intent
        if self._world.in_flight[intent.transaction_id]:
            return None
        filed = self._world.filed(intent.terminal_id, intent.transaction_id)
        if filed is not None and filed.may_be_voided:
            return None
        if reversal.operation is Operation.VOID:
            return self._yes_or_no(is_yes=filed is not None and filed.is_voided)
        credits_ = [one for one in self._world.credits if one.transaction == intent.transaction_id]
        return self._yes_or_no(is_yes=any(one.live for one in credits_))

    @staticmethod
    def _yes_or_no(*, is_yes: bool) -> Decision:
        return Decision.APPROVED if is_yes else Decision.DECLINED

    def _enter(self, reversal: Reversal) -> None:
        """A void's payment is deleted; a refund's gets a credit note, or is deleted if whole."""
        intent, books = reversal.intent, self._world.books
        attempt = self._workspace.journal.attempt(reversal.attempt_id)
        is_whole = intent.amount == attempt.intent.amount
        if intent.payment_id is None:
            return
        if reversal.operation is Operation.VOID or (
            is_whole and self._world.dice.chance(0.5, "deletes", reversal.id)
        ):
            books.delete_payment(int(intent.payment_id), by="person")

    def _decide(self, attempt: Attempt, decision: Decision, *, wrongly: bool) -> None:
        self._station.note(
            "judging", attempt=attempt.id, state=attempt.state.value, wrongly=wrongly
        )
        try:
            after = self._charges.resolve(attempt.id, decision, _REASON)
        except IPpayDesktopError as error:
            self._station.told(error)
            return
        self._station.note(
            "decided",
            attempt=attempt.id,
            decision=decision.value,
            state=after.state.value,
        )

    def _decide_back(self, reversal: Reversal, decision: Decision) -> None:
        try:
            after = self._reversals.resolve(reversal.id, decision, _REASON)
        except IPpayDesktopError as error:
            self._station.told(error)
            return
        self._station.note(
            "decided_back",
            reversal=reversal.id,
            decision=decision.value,
            state=after.state.value,
        )
