"""Deciding from evidence what an unclear void or refund became, and finishing what a crash left.

A refund with an id of its own is enquired about like a charge. Of a void, only the gateway's words
that the charge was voided settle it; of a refund under its charge's id, no enquiry does. Those wait
for the gateway's reports or a named person, for as long as it takes: money that may have gone back
is never sent again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.outcome import EnquiryAnswer, EnquiryVerdict
from ippay_desktop.domain.reversal import (
    Operation,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalState,
)
from ippay_desktop.services.absence import FORGOTTEN, hold_has_passed, may_be_forgotten
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.gateway_books import GatewayBooks
from ippay_desktop.services.unposting import Unposter
from ippay_desktop.services.waiting import APPROVED, begin_waits

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.services.workspace import Workspace

_EVENTS = {
    EnquiryVerdict.APPROVED: ReversalEvent.FOUND_DONE,
    EnquiryVerdict.DECLINED: ReversalEvent.FOUND_REFUSED,
    EnquiryVerdict.VOIDED: ReversalEvent.FOUND_UNDONE,
    EnquiryVerdict.NOT_FOUND: ReversalEvent.FOUND_NOTHING,
    EnquiryVerdict.UNCLEAR: ReversalEvent.FOUND_UNCLEAR,
}
_FINAL_VERDICTS = {EnquiryVerdict.DECLINED, EnquiryVerdict.VOIDED}
LEFT_BEHIND = "The program ended while this was on its way to IPpay."


def mark_reversals_left_behind(workspace: Workspace) -> tuple[Reversal, ...]:
    """Turn intents of a dead process into unknowns; call once, right after opening the journal."""
    marked = []
    for reversal in workspace.journal.reversals.waiting(workspace.profile.splynx_host):
        if reversal.state is ReversalState.INTENT:
            with attempt_held(workspace, reversal.attempt_id) as holder:
                fresh = workspace.journal.reversals.one(reversal.id)
                if holder is None and fresh.state is ReversalState.INTENT:
                    marked.append(_left_behind(workspace, fresh))
    return tuple(marked)


def _left_behind(workspace: Workspace, reversal: Reversal) -> Reversal:
    now = workspace.clock.now()
    # About a linked refund no enquiry tells anything, so none is due.
    due = None if reversal.operation is Operation.LINKED_CREDIT else now
    change = ReversalChange(ReversalEvent.LEFT_BEHIND, reason=LEFT_BEHIND, next_check_at=due)
    return workspace.journal.reversals.apply(reversal.id, change, now)


class ReversalSettler:
    """Moves a waiting reversal as far as evidence allows. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._policy = workspace.profile.policy
        self._unposter = Unposter(workspace)
        self._books = GatewayBooks(workspace)

    def settle(self, reversal: Reversal) -> Reversal:
        """Ask the gateway or Splynx now, and act on the answer.

        Takes the customer's lock, claims the charge and reads the reversal again, so that one under
        way in this process or at another station is left to it.
        """
        with (
            self._workspace.locks.hold(reversal.customer_id),
            attempt_held(self._workspace, reversal.attempt_id) as holder,
        ):
            fresh = self._workspace.journal.reversals.one(reversal.id)
            if holder is not None:
                return fresh
            if fresh.state is ReversalState.INTENT:
                # Whoever committed it is dead, or could not write down what the gateway said.
                fresh = _left_behind(self._workspace, fresh)
            return self.settle_locked(fresh)

    def settle_locked(self, reversal: Reversal) -> Reversal:
        """As `settle`, for a caller that holds the customer's lock and the charge."""
        if reversal.state is ReversalState.UNKNOWN:
            reversal = self._enquire(reversal)
        if reversal.state is ReversalState.PROVISIONAL and not self._recheck_in(reversal):
            reversal = self._enquire(reversal)
        if reversal.is_waiting and reversal.went_back:
            reversal = self._unposter.finish(reversal)
        return reversal

    def _enquire(self, reversal: Reversal) -> Reversal:
        intent = reversal.intent
        if reversal.operation is Operation.LINKED_CREDIT:
            # No answer could settle it, so nothing is asked.
            return reversal
        if intent.profile_id in self._workspace.names_elsewhere():
            # This profile's gateway never had it: its "not found" would be a lie.
            return reversal
        answer = self._workspace.gateway.enquire_reversal(
            intent.operation, intent.transaction_id, terminal_id=intent.terminal_id
        )
        now = self._workspace.clock.now()
        reversal = self._workspace.journal.reversals.apply(
            reversal.id, self._change(reversal, answer, now), now
        )
        begin_waits(
            self._workspace, reversal.id, now, reversal.seen_done_at, reversal.not_found_since
        )
        if self._hold_has_passed(reversal) and self._books.hold_refund(reversal) is False:
            reason = "IPpay has no record of this refund. No money went back."
            change = ReversalChange(ReversalEvent.HOLD_PASSED, reason=reason)
            reversal = self._workspace.journal.reversals.apply(reversal.id, change, now)
        return reversal

    def _change(self, reversal: Reversal, answer: EnquiryAnswer, now: datetime) -> ReversalChange:
        is_void = reversal.operation is Operation.VOID
        if is_void and answer.verdict is EnquiryVerdict.VOIDED:
            reason = "Voided; the answer was lost, and IPpay confirmed it when asked."
            return ReversalChange(ReversalEvent.FOUND_VOIDED, reason=reason)
        if self._confirms(reversal, answer):
            return ReversalChange(
                ReversalEvent.DONE_CONFIRMED,
                reason="Refunded; the answer was lost, and IPpay confirmed it when asked.",
                action_code=answer.action_code,
                approval=answer.approval,
            )
        event, reason = _EVENTS[answer.verdict], answer.reason
        if event is ReversalEvent.FOUND_NOTHING and may_be_forgotten(
            reversal.intent.created_at, now
        ):
            event, reason = ReversalEvent.FOUND_UNCLEAR, FORGOTTEN
        return ReversalChange(
            event,
            reason=reason,
            action_code=answer.action_code,
            approval=answer.approval,
            next_check_at=self._next_check_at(reversal, answer, now),
        )

    def _confirms(self, reversal: Reversal, answer: EnquiryAnswer) -> bool:
        """Whether this is the second "done", once the first has held long enough."""
        return (
            answer.verdict is EnquiryVerdict.APPROVED
            and reversal.seen_done_at is not None
            and not self._recheck_in(reversal)
        )

    def _recheck_in(self, reversal: Reversal) -> timedelta:
        """How long the "done" must still hold; zero once it counts."""
        wait_s = self._policy.approved_recheck_s
        if reversal.seen_done_at is None:
            return timedelta(seconds=wait_s)
        return self._workspace.waits.left(
            self._workspace, f"{reversal.id}:{APPROVED}", reversal.seen_done_at, wait_s
        )

    def _next_check_at(
        self, reversal: Reversal, answer: EnquiryAnswer, now: datetime
    ) -> datetime | None:
        if answer.verdict in _FINAL_VERDICTS:
            return None
        if answer.verdict is EnquiryVerdict.APPROVED:
            return now + self._recheck_in(reversal)
        delays = self._policy.enquiry_delays_s
        delay = delays[min(reversal.enquiries + 1, len(delays) - 1)]
        return now + timedelta(seconds=delay)

    def _hold_has_passed(self, reversal: Reversal) -> bool:
        return reversal.state is ReversalState.UNKNOWN and hold_has_passed(
            self._workspace, reversal.id, reversal.not_found_since, reversal.enquiries
        )
