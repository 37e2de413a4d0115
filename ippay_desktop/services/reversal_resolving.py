"""A named person decides about a void or refund, or has entered it in Splynx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.reversal import (
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalState,
)
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_settling import ReversalSettler

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import AttemptId, ReversalId
    from ippay_desktop.services.workspace import Workspace

_EVENTS = {
    (ReversalState.UNKNOWN, Decision.APPROVED): ReversalEvent.PERSON_SAID_DONE,
    (ReversalState.UNKNOWN, Decision.DECLINED): ReversalEvent.PERSON_SAID_REFUSED,
    (ReversalState.UNKNOWN, Decision.NEVER_SENT): ReversalEvent.PERSON_SAID_NEVER_SENT,
    (ReversalState.PROVISIONAL, Decision.APPROVED): ReversalEvent.PERSON_SAID_DONE,
    (ReversalState.TO_ENTER, Decision.APPROVED): ReversalEvent.PERSON_ENTERED,
}


def can_decide(reversal: Reversal, decision: Decision) -> bool:
    """Whether a person's decision does something to a reversal as it stands."""
    return (reversal.state, decision) in _EVENTS


class ReversalResolveService:
    """Takes decisions about reversals. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._settler = ReversalSettler(workspace)

    def waiting_of(self, attempt_id: AttemptId) -> Reversal | None:
        """The reversal of a charge that waits for a decision; None when none does.

        Raises:
            InputError: several do, so one has to be named by its own id.
        """
        waiting = [
            each for each in self._workspace.journal.reversals.of(attempt_id) if each.is_waiting
        ]
        unsettled = [each for each in waiting if each.is_open] or waiting
        if len(unsettled) > 1:
            ids = ", ".join(each.id for each in unsettled)
            raise InputError(f"Several refunds of this charge wait. Name one: {ids}.")
        return unsettled[0] if unsettled else None

    def resolve(self, reversal_id: ReversalId, decision: Decision, reason: str) -> Reversal:
        """Ask for evidence once more; where there is none, do as the person says.

        Args:
            reversal_id: One that is being checked, or that waits to be entered in Splynx.
            decision: APPROVED says that the money went back, or that it is entered; DECLINED that
                IPpay refused it; NEVER_SENT that IPpay never had it.
            reason: Why; kept with the person's name in the journal.

        Raises:
            InputError: no reason, nothing to decide, or the evidence says otherwise.
        """
        self._workspace.authority.require(Task.DECIDE)
        if not reason.strip():
            raise InputError("Give the reason for the decision: --reason TEXT.")
        reversal = self._workspace.journal.reversals.one(reversal_id)
        self._workspace.refuse_elsewhere(reversal.intent.profile_id)
        with (
            self._workspace.locks.hold(reversal.customer_id),
            attempt_held(self._workspace, reversal.attempt_id) as holder,
        ):
            if holder is not None:
                raise InputError(f"{holder.who} is at work on this charge just now. Try again.")
            reversal = self._workspace.journal.reversals.one(reversal_id)
            if not reversal.is_waiting:
                raise InputError(f"This is settled: {reversal.reason}")
            was_to_enter = reversal.state is ReversalState.TO_ENTER
            reversal = self._settler.settle_locked(reversal)
            event = _EVENTS.get((reversal.state, decision))
            if event is ReversalEvent.PERSON_ENTERED and not was_to_enter:
                # It was about whether the money went back, and the evidence has just said so.
                event = None
            if event is None:
                return self._agree(reversal, decision)
            return self._decide(reversal, event, decision, reason.strip())

    def _decide(
        self, reversal: Reversal, event: ReversalEvent, decision: Decision, reason: str
    ) -> Reversal:
        # Under the charge's id, as decisions about the charge itself are.
        self._workspace.audit.note(
            Deed.RESOLVED,
            reversal.attempt_id,
            reversal=reversal.id,
            decision=decision.value,
            reason=reason,
        )
        said = "entered in Splynx" if event is ReversalEvent.PERSON_ENTERED else decision
        words = f"{self._workspace.operator} decided “{said}”: {reason}"
        reversal = self._workspace.journal.reversals.apply(
            reversal.id, ReversalChange(event, reason=words), self._workspace.clock.now()
        )
        return self._settler.settle_locked(reversal) if reversal.went_back else reversal

    def _agree(self, reversal: Reversal, decision: Decision) -> Reversal:
        """The evidence decided by itself just now: fine if it says what the person says."""
        is_yes = decision is Decision.APPROVED
        if reversal.is_being_checked or reversal.went_back != is_yes:
            raise InputError(f"The evidence says otherwise, and it wins. Now: {reversal.reason}")
        return reversal
