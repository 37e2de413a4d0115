"""Deciding from evidence what an unclear charge became, and finishing what a crash left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
)
from ippay_desktop.domain.outcome import KNOWN_ID_CODE, EnquiryAnswer, EnquiryVerdict
from ippay_desktop.services.absence import FORGOTTEN, hold_has_passed, may_be_forgotten
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.earlier_tries import doubt_about_amount
from ippay_desktop.services.gateway_books import GatewayBooks
from ippay_desktop.services.recording import Recorder
from ippay_desktop.services.waiting import APPROVED, begin_waits

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.services.workspace import Workspace

_EVENTS = {
    EnquiryVerdict.APPROVED: ChargeEvent.ENQUIRY_APPROVED,
    EnquiryVerdict.DECLINED: ChargeEvent.ENQUIRY_DECLINED,
    EnquiryVerdict.VOIDED: ChargeEvent.ENQUIRY_VOIDED,
    EnquiryVerdict.NOT_FOUND: ChargeEvent.ENQUIRY_NOT_FOUND,
    EnquiryVerdict.UNCLEAR: ChargeEvent.ENQUIRY_UNCLEAR,
}
_CONTRADICTED = "IPpay's enquiry does not find the charge, and its books hold it."
_KNOWN_BEFORE = "IPpay said that it has had this charge before, and its enquiry does not find it."
_FINAL_VERDICTS = {EnquiryVerdict.DECLINED, EnquiryVerdict.VOIDED}


def mark_left_behind(workspace: Workspace) -> tuple[Attempt, ...]:
    """Turn intents of a dead process into unknowns; call once, right after opening the journal.

    A request of such an intent may have left: it is enquired about, never forgotten. An intent that
    another station holds is on its way there, and not left behind.
    """
    marked = []
    for attempt in workspace.journal.open_attempts(workspace.profile.splynx_host):
        if attempt.state is AttemptState.INTENT:
            with attempt_held(workspace, attempt.id) as holder:
                fresh = workspace.journal.attempt(attempt.id)
                if holder is None and fresh.state is AttemptState.INTENT:
                    marked.append(_left_behind(workspace, fresh))
    return tuple(marked)


def _left_behind(workspace: Workspace, attempt: Attempt) -> Attempt:
    now = workspace.clock.now()
    change = Change(
        ChargeEvent.LEFT_BEHIND,
        reason="The program ended while this charge was on its way.",
        next_check_at=now,
    )
    return workspace.journal.apply(attempt.id, change, now)


class Settler:
    """Moves an open attempt as far as evidence allows. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._policy = workspace.profile.policy
        self._recorder = Recorder(workspace)
        self._books = GatewayBooks(workspace)

    def settle(self, attempt: Attempt) -> Attempt:
        """Ask the gateway or Splynx now, and act on the answer.

        Takes the customer's lock, claims the attempt and reads it again, so that a charge under way
        in this process is never mistaken for one that was left behind, and one that another station
        is at work on is left to it.
        """
        with (
            self._workspace.locks.hold(attempt.customer_id),
            attempt_held(self._workspace, attempt.id) as holder,
        ):
            fresh = self._workspace.journal.attempt(attempt.id)
            if holder is not None:
                return fresh
            if fresh.state is AttemptState.INTENT:
                # Whoever committed it is dead, or could not write down what the gateway said.
                fresh = _left_behind(self._workspace, fresh)
            return self.settle_locked(fresh)

    def settle_locked(self, attempt: Attempt) -> Attempt:
        """As `settle`, for a caller that holds the customer's lock and the attempt."""
        if attempt.state is AttemptState.UNKNOWN:
            attempt = self._enquire(attempt)
        if attempt.state is AttemptState.PROVISIONAL and not self._recheck_in(attempt):
            attempt = self._enquire(attempt)
        if attempt.is_open and attempt.state not in BEING_CHECKED_STATES:
            attempt = self._recorder.record(attempt)
        if attempt.state is AttemptState.TAKEN_BACK:
            attempt = self._recorder.see_whether_gone(attempt)
        return attempt

    def _enquire(self, attempt: Attempt) -> Attempt:
        intent = attempt.intent
        if intent.profile_id in self._workspace.names_elsewhere():
            # This profile's gateway never had it: its "not found" would be a lie.
            return attempt
        answer = self._workspace.gateway.enquire(
            intent.transaction_id, intent.instrument_kind, terminal_id=intent.terminal_id
        )
        now = self._workspace.clock.now()
        doubt = self._doubt(attempt, answer, now)
        if doubt:
            answer = replace(answer, verdict=EnquiryVerdict.UNCLEAR, reason=doubt)
        change = self._confirmation(attempt, answer) or Change(
            _EVENTS[answer.verdict],
            reason=answer.reason,
            action_code=self._code(attempt, answer),
            approval=answer.approval,
            decline_class=answer.decline_class,
            next_check_at=self._next_check_at(attempt, answer, now),
        )
        attempt = self._workspace.journal.apply(attempt.id, change, now)
        begin_waits(
            self._workspace, attempt.id, now, attempt.approved_seen_at, attempt.not_found_since
        )
        if self._hold_has_passed(attempt) and self._books.hold_charge(attempt) is False:
            reason = "IPpay has no record of this charge. No money was taken."
            attempt = self._workspace.journal.apply(
                attempt.id, Change(ChargeEvent.HOLD_PASSED, reason=reason), now
            )
        return attempt

    def _doubt(self, attempt: Attempt, answer: EnquiryAnswer, now: datetime) -> str:
        """Why an answer says nothing about this charge; "" when it does."""
        if answer.verdict is EnquiryVerdict.NOT_FOUND:
            return self._doubt_about_absence(attempt, now)
        if answer.verdict is EnquiryVerdict.APPROVED:
            return doubt_about_amount(self._workspace, attempt)
        return ""

    @staticmethod
    def _doubt_about_absence(attempt: Attempt, now: datetime) -> str:
        """Why "not found" says nothing about this charge; "" when it does."""
        if attempt.reported_at is not None:
            return _CONTRADICTED
        if attempt.action_code == KNOWN_ID_CODE:
            return _KNOWN_BEFORE
        if may_be_forgotten(attempt.intent.created_at, now):
            return FORGOTTEN
        return ""

    @staticmethod
    def _code(attempt: Attempt, answer: EnquiryAnswer) -> str | None:
        """The enquiry's code, unless that would hide that the gateway knew the id."""
        is_final = answer.verdict in _FINAL_VERDICTS
        return answer.action_code if is_final or attempt.action_code != KNOWN_ID_CODE else None

    def _confirmation(self, attempt: Attempt, answer: EnquiryAnswer) -> Change | None:
        """The second approval, once the first has held long enough for an automatic void."""
        if (
            answer.verdict is not EnquiryVerdict.APPROVED
            or attempt.approved_seen_at is None
            or self._recheck_in(attempt)
        ):
            return None
        return Change(
            ChargeEvent.APPROVAL_CONFIRMED,
            reason="Approved; the answer was lost, and IPpay confirmed it when asked.",
            action_code=answer.action_code,
            approval=answer.approval,
        )

    def _hold_has_passed(self, attempt: Attempt) -> bool:
        return attempt.state is AttemptState.UNKNOWN and hold_has_passed(
            self._workspace, attempt.id, attempt.not_found_since, attempt.enquiries
        )

    def _recheck_in(self, attempt: Attempt) -> timedelta:
        """How long the approval must still hold; zero once it counts."""
        wait_s = self._policy.approved_recheck_s
        if attempt.approved_seen_at is None:
            return timedelta(seconds=wait_s)
        return self._workspace.waits.left(
            self._workspace, f"{attempt.id}:{APPROVED}", attempt.approved_seen_at, wait_s
        )

    def _next_check_at(
        self, attempt: Attempt, answer: EnquiryAnswer, now: datetime
    ) -> datetime | None:
        if answer.verdict in _FINAL_VERDICTS:
            return None
        if answer.verdict is EnquiryVerdict.APPROVED:
            return now + self._recheck_in(attempt)
        delays = self._policy.enquiry_delays_s
        delay = delays[min(attempt.enquiries + 1, len(delays) - 1)]
        return now + timedelta(seconds=delay)
