"""A named person decides what evidence cannot; evidence is asked once more, and wins."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    AttemptState,
    Change,
    ChargeEvent,
    MoneyTaken,
)
from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.gateway_books import GatewayBooks
from ippay_desktop.services.recording import Recorder
from ippay_desktop.services.settling import Settler

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.services.workspace import Workspace


class Decision(StrEnum):
    """What a person says became of a charge."""

    APPROVED = "approved"
    DECLINED = "declined"
    NEVER_SENT = "never-sent"


_EVENTS = {
    (AttemptState.UNKNOWN, Decision.APPROVED): ChargeEvent.PERSON_SAID_APPROVED,
    (AttemptState.UNKNOWN, Decision.DECLINED): ChargeEvent.PERSON_SAID_DECLINED,
    (AttemptState.UNKNOWN, Decision.NEVER_SENT): ChargeEvent.PERSON_SAID_NEVER_SENT,
    (AttemptState.PROVISIONAL, Decision.APPROVED): ChargeEvent.PERSON_SAID_APPROVED,
    (AttemptState.MISPLACED, Decision.APPROVED): ChargeEvent.PERSON_ACCEPTED_LANDING,
}
# A bank tells by telephone or letter too: that a debit has settled, or that it came back.
_BANK_EVENTS = {
    (AttemptState.TAKEN, Decision.APPROVED): ChargeEvent.PERSON_SAID_SETTLED,
    (AttemptState.RECORDED, Decision.APPROVED): ChargeEvent.PERSON_SAID_SETTLED,
    (AttemptState.TAKEN, Decision.DECLINED): ChargeEvent.PERSON_SAID_RETURNED,
    (AttemptState.RECORDED, Decision.DECLINED): ChargeEvent.PERSON_SAID_RETURNED,
    (AttemptState.TAKEN_BACK, Decision.DECLINED): ChargeEvent.RETURN_CLEARED,
}


def decision_event(attempt: Attempt, decision: Decision) -> ChargeEvent | None:
    """What a person's decision does to a charge as it stands; None when it decides nothing."""
    if attempt.state is AttemptState.TAKEN_BACK and attempt.returned_at is None:
        return ChargeEvent.VOID_CLEARED if decision is Decision.DECLINED else None
    event = _EVENTS.get((attempt.state, decision))
    if event is None and attempt.is_bank:
        event = _BANK_EVENTS.get((attempt.state, decision))
    is_known = event is ChargeEvent.PERSON_SAID_SETTLED and attempt.settled_at is not None
    return None if is_known else event


def _is_still_the_question(before: Attempt, after: Attempt, decision: Decision) -> bool:
    """Whether a decision made about `before` is one about `after`, which evidence has made of it.

    That money was taken is no word on where its payment landed, or whether the bank has paid.
    """
    if before.state in BEING_CHECKED_STATES:
        return after.state in BEING_CHECKED_STATES
    return decision_event(before, decision) is decision_event(after, decision)


class ResolveService:
    """Takes decisions. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._settler = Settler(workspace)
        self._recorder = Recorder(workspace)
        self._books = GatewayBooks(workspace)

    def resolve(self, attempt_id: AttemptId, decision: Decision, reason: str) -> Attempt:
        """Ask gateway and reports once more; where they tell nothing, do as the person says.

        Args:
            attempt_id: A charge that is being checked, or whose payment landed elsewhere.
            decision: What the person says; APPROVED also accepts where a payment landed.
            reason: Why; kept with the person's name in the journal.

        Raises:
            InputError: no reason, nothing to decide, or the evidence says otherwise.
        """
        self._workspace.authority.require(Task.DECIDE)
        if not reason.strip():
            raise InputError("Give the reason for the decision: --reason TEXT.")
        attempt = self._workspace.journal.attempt(attempt_id)
        if attempt.intent.splynx_host != self._workspace.profile.splynx_host:
            raise InputError("This charge belongs to another profile. Choose that profile first.")
        self._workspace.refuse_elsewhere(attempt.intent.profile_id)
        if attempt.state in BEING_CHECKED_STATES:
            # They may show what no enquiry tells, and what they show wins as well.
            self._books.refresh()
        with (
            self._workspace.locks.hold(attempt.customer_id),
            attempt_held(self._workspace, attempt_id) as holder,
        ):
            if holder is not None:
                raise InputError(f"{holder.who} is at work on this charge just now. Try again.")
            attempt = self._workspace.journal.attempt(attempt_id)
            if not attempt.is_open and decision_event(attempt, decision) is None:
                raise InputError(f"This charge is settled: {attempt.reason}")
            after = self._settler.settle_locked(attempt)
            event = decision_event(after, decision)
            if not _is_still_the_question(attempt, after, decision):
                event = None
            return self._decide(after, event, decision, reason.strip())

    def _decide(
        self, attempt: Attempt, event: ChargeEvent | None, decision: Decision, reason: str
    ) -> Attempt:
        self._workspace.audit.note(
            Deed.RESOLVED, attempt.id, decision=decision.value, reason=reason
        )
        if event is None:
            return self._agree(attempt, decision)
        now = self._workspace.clock.now()
        words = f"{self._workspace.operator} decided “{decision}”: {reason}"
        attempt = self._workspace.journal.apply(attempt.id, Change(event, reason=words), now)
        if attempt.state is AttemptState.TAKEN:
            attempt = self._recorder.record(attempt)
        return attempt

    def _agree(self, attempt: Attempt, decision: Decision) -> Attempt:
        """The evidence decided by itself just now: fine if it says what the person says."""
        is_yes = decision is Decision.APPROVED
        says_yes = attempt.money_taken is not MoneyTaken.NO
        if is_yes != says_yes:
            raise InputError(f"The evidence says otherwise, and it wins. Now: {attempt.reason}")
        if attempt.is_open and attempt.state is not AttemptState.TAKEN and not is_yes:
            raise InputError("There is nothing for a person to decide here.")
        return attempt
