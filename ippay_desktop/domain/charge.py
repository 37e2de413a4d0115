"""The charge attempt: its states, the events that move it, and one table of transitions.

An attempt is our durable record of one try to move money. It is open while anything about it may
still change, and an open attempt blocks its document: the journal's unique index allows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ippay_desktop.domain.billing import DocumentRef
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    PaymentId,
    RunId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money


class AttemptState(StrEnum):
    """Where an attempt stands.

    INTENT: committed; the request may or may not have left.
    UNKNOWN: it left, and no answer can be trusted.
    PROVISIONAL: an enquiry said approved; asked again before it counts, as the gateway may still
        void by itself.
    TAKEN: money was taken (card) or will be (bank debit accepted); not in Splynx yet.
    RECORDING: the payment is being posted to Splynx, or that answer was lost.
    RECORD_REFUSED: Splynx definitely refused the payment; tried again when someone asks.
    CONFLICTED: Splynx holds another payment under our receipt number: a person looks.
    POSTED: the payment is in Splynx; where it landed has not been read back.
    MISPLACED: the payment is in Splynx but paid something else: a person looks.
    RECORDED, DECLINED, NOT_SENT, VOIDED: final.
    """

    INTENT = "intent"
    UNKNOWN = "unknown"
    PROVISIONAL = "provisional"
    TAKEN = "taken"
    RECORDING = "recording"
    RECORD_REFUSED = "record_refused"
    CONFLICTED = "conflicted"
    POSTED = "posted"
    MISPLACED = "misplaced"
    RECORDED = "recorded"
    DECLINED = "declined"
    NOT_SENT = "not_sent"
    VOIDED = "voided"


class ChargeEvent(StrEnum):
    """Everything that can happen to an attempt, in the past tense."""

    ANSWERED_APPROVED = "answered_approved"
    ANSWERED_DECLINED = "answered_declined"
    ANSWERED_UNCLEAR = "answered_unclear"
    PROVEN_NOT_SENT = "proven_not_sent"
    LEFT_BEHIND = "left_behind"
    ENQUIRY_APPROVED = "enquiry_approved"
    ENQUIRY_DECLINED = "enquiry_declined"
    ENQUIRY_VOIDED = "enquiry_voided"
    ENQUIRY_NOT_FOUND = "enquiry_not_found"
    ENQUIRY_UNCLEAR = "enquiry_unclear"
    APPROVAL_CONFIRMED = "approval_confirmed"
    HOLD_PASSED = "hold_passed"
    POSTING_STARTED = "posting_started"
    POSTING_NOT_SENT = "posting_not_sent"
    POSTING_UNCLEAR = "posting_unclear"
    POSTING_SEARCHED = "posting_searched"
    POSTING_REFUSED = "posting_refused"
    PAYMENT_CONFLICTED = "payment_conflicted"
    PAYMENT_POSTED = "payment_posted"
    PAYMENT_VERIFIED = "payment_verified"
    PAYMENT_MISPLACED = "payment_misplaced"
    PERSON_SAID_APPROVED = "person_said_approved"
    PERSON_SAID_DECLINED = "person_said_declined"
    PERSON_SAID_NEVER_SENT = "person_said_never_sent"
    PERSON_ACCEPTED_LANDING = "person_accepted_landing"


_S, _E = AttemptState, ChargeEvent

TRANSITIONS: dict[tuple[AttemptState, ChargeEvent], AttemptState] = {
    (_S.INTENT, _E.ANSWERED_APPROVED): _S.TAKEN,
    (_S.INTENT, _E.ANSWERED_DECLINED): _S.DECLINED,
    (_S.INTENT, _E.ANSWERED_UNCLEAR): _S.UNKNOWN,
    (_S.INTENT, _E.PROVEN_NOT_SENT): _S.NOT_SENT,
    (_S.INTENT, _E.LEFT_BEHIND): _S.UNKNOWN,
    (_S.UNKNOWN, _E.ENQUIRY_APPROVED): _S.PROVISIONAL,
    (_S.UNKNOWN, _E.ENQUIRY_DECLINED): _S.DECLINED,
    (_S.UNKNOWN, _E.ENQUIRY_VOIDED): _S.VOIDED,
    (_S.UNKNOWN, _E.ENQUIRY_NOT_FOUND): _S.UNKNOWN,
    (_S.UNKNOWN, _E.ENQUIRY_UNCLEAR): _S.UNKNOWN,
    (_S.UNKNOWN, _E.HOLD_PASSED): _S.NOT_SENT,
    (_S.PROVISIONAL, _E.ENQUIRY_APPROVED): _S.PROVISIONAL,
    (_S.PROVISIONAL, _E.APPROVAL_CONFIRMED): _S.TAKEN,
    (_S.PROVISIONAL, _E.ENQUIRY_DECLINED): _S.DECLINED,
    (_S.PROVISIONAL, _E.ENQUIRY_VOIDED): _S.VOIDED,
    (_S.PROVISIONAL, _E.ENQUIRY_NOT_FOUND): _S.UNKNOWN,
    (_S.PROVISIONAL, _E.ENQUIRY_UNCLEAR): _S.PROVISIONAL,
    (_S.TAKEN, _E.POSTING_STARTED): _S.RECORDING,
    (_S.TAKEN, _E.PAYMENT_CONFLICTED): _S.CONFLICTED,
    (_S.TAKEN, _E.PAYMENT_POSTED): _S.POSTED,
    (_S.RECORDING, _E.POSTING_STARTED): _S.RECORDING,
    (_S.RECORDING, _E.POSTING_NOT_SENT): _S.TAKEN,
    (_S.RECORDING, _E.POSTING_UNCLEAR): _S.RECORDING,
    (_S.RECORDING, _E.POSTING_SEARCHED): _S.RECORDING,
    (_S.RECORDING, _E.POSTING_REFUSED): _S.RECORD_REFUSED,
    (_S.RECORDING, _E.PAYMENT_CONFLICTED): _S.CONFLICTED,
    (_S.RECORDING, _E.PAYMENT_POSTED): _S.POSTED,
    (_S.RECORD_REFUSED, _E.POSTING_STARTED): _S.RECORDING,
    (_S.RECORD_REFUSED, _E.PAYMENT_CONFLICTED): _S.CONFLICTED,
    (_S.RECORD_REFUSED, _E.PAYMENT_POSTED): _S.POSTED,
    (_S.CONFLICTED, _E.PAYMENT_CONFLICTED): _S.CONFLICTED,
    (_S.CONFLICTED, _E.PAYMENT_POSTED): _S.POSTED,
    (_S.POSTED, _E.PAYMENT_VERIFIED): _S.RECORDED,
    (_S.POSTED, _E.PAYMENT_MISPLACED): _S.MISPLACED,
    (_S.MISPLACED, _E.PAYMENT_VERIFIED): _S.RECORDED,
    (_S.UNKNOWN, _E.PERSON_SAID_APPROVED): _S.TAKEN,
    (_S.UNKNOWN, _E.PERSON_SAID_DECLINED): _S.DECLINED,
    (_S.UNKNOWN, _E.PERSON_SAID_NEVER_SENT): _S.NOT_SENT,
    (_S.PROVISIONAL, _E.PERSON_SAID_APPROVED): _S.TAKEN,
    (_S.MISPLACED, _E.PERSON_ACCEPTED_LANDING): _S.RECORDED,
}

FINAL_STATES = frozenset({_S.RECORDED, _S.DECLINED, _S.NOT_SENT, _S.VOIDED})
OPEN_STATES = frozenset(AttemptState) - FINAL_STATES
BEING_CHECKED_STATES = frozenset({_S.INTENT, _S.UNKNOWN, _S.PROVISIONAL})
UNRECORDED_STATES = frozenset({_S.TAKEN, _S.RECORDING, _S.RECORD_REFUSED, _S.CONFLICTED})
IN_SPLYNX_STATES = frozenset({_S.POSTED, _S.MISPLACED, _S.RECORDED})


def advance(state: AttemptState, event: ChargeEvent) -> AttemptState:
    """The state after an event.

    Raises:
        InvariantError: the event cannot happen in that state.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise InvariantError(f"A charge that is {state} cannot be {event}.") from None


class MoneyTaken(StrEnum):
    """The first question of every result."""

    YES = "yes"
    NO = "no"
    BEING_CHECKED = "being_checked"


class Outcome(StrEnum):
    """The outcome word shown everywhere: window, command line, exports."""

    APPROVED = "approved"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"
    SKIPPED = "skipped"
    VOIDED = "voided"
    REFUNDED = "refunded"
    SETTLED = "settled"
    RETURNED = "returned"


_FINAL_OUTCOMES = {
    _S.DECLINED: Outcome.DECLINED,
    _S.NOT_SENT: Outcome.NOT_SENT,
    _S.VOIDED: Outcome.VOIDED,
}


@dataclass(frozen=True, slots=True)
class Intent:
    """What is committed before a byte leaves: everything the charge will be.

    Attributes:
        due: The document's open amount when staff confirmed; equals `amount` for a full payment
            and for a refill.
        attempt_number: Counts tries that used up a transaction id on this document, from 1.
    """

    attempt_id: AttemptId
    run_id: RunId | None
    profile_id: str
    splynx_host: str
    terminal_id: str
    document: DocumentRef
    attempt_number: int
    transaction_id: TransactionId
    customer_name: str
    amount: Money
    due: Money
    instrument_kind: InstrumentKind
    last4: str
    operator: str
    station: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to move money, as the journal knows it now. Times are UTC.

    Attributes:
        intent: What was committed first; never changes.
        next_check_at: When evidence is due next, or None when nothing is awaited.
        enquiries: How often the gateway was asked about it.
        not_found_since: First of an unbroken series of "not found" answers.
        approved_seen_at: First enquiry that said approved, while PROVISIONAL.
        searches: How often Splynx was searched since the payment was last posted.
        posted_at: When the payment was last posted to Splynx.
    """

    intent: Intent
    state: AttemptState
    reason: str
    updated_at: datetime
    action_code: str | None = None
    approval: str | None = None
    decline_class: str | None = None
    payment_id: PaymentId | None = None
    next_check_at: datetime | None = None
    enquiries: int = 0
    not_found_since: datetime | None = None
    approved_seen_at: datetime | None = None
    searches: int = 0
    posted_at: datetime | None = None

    @property
    def id(self) -> AttemptId:
        """The attempt's own id."""
        return self.intent.attempt_id

    @property
    def document(self) -> DocumentRef:
        """What was charged."""
        return self.intent.document

    @property
    def customer_id(self) -> CustomerId:
        """Whose method was charged."""
        return self.intent.document.customer_id

    @property
    def is_open(self) -> bool:
        """Whether it still blocks its document."""
        return self.state in OPEN_STATES

    @property
    def is_recorded(self) -> bool:
        """Whether the payment is in Splynx."""
        return self.state in IN_SPLYNX_STATES

    @property
    def outcome(self) -> Outcome:
        """The outcome word; a bank debit is accepted, not approved."""
        if self.state in _FINAL_OUTCOMES:
            return _FINAL_OUTCOMES[self.state]
        if self.state in BEING_CHECKED_STATES:
            return Outcome.UNKNOWN
        is_card = self.intent.instrument_kind is InstrumentKind.CARD
        return Outcome.APPROVED if is_card else Outcome.ACCEPTED

    @property
    def money_taken(self) -> MoneyTaken:
        """Was money taken? A bank debit stays being checked until it settles."""
        return {
            Outcome.APPROVED: MoneyTaken.YES,
            Outcome.ACCEPTED: MoneyTaken.BEING_CHECKED,
            Outcome.UNKNOWN: MoneyTaken.BEING_CHECKED,
        }.get(self.outcome, MoneyTaken.NO)


@dataclass(frozen=True, slots=True)
class Change:
    """One event with what it brought; fields left None keep their value.

    Attributes:
        next_check_at: When evidence is due next. Unlike the others None means "nothing awaited".
    """

    event: ChargeEvent
    reason: str | None = None
    action_code: str | None = None
    approval: str | None = None
    decline_class: str | None = None
    payment_id: PaymentId | None = None
    next_check_at: datetime | None = None


_ENQUIRY_EVENTS = frozenset(
    {
        _E.ENQUIRY_APPROVED,
        _E.ENQUIRY_DECLINED,
        _E.ENQUIRY_VOIDED,
        _E.ENQUIRY_NOT_FOUND,
        _E.ENQUIRY_UNCLEAR,
    }
)


def apply_change(attempt: Attempt, change: Change, at: datetime) -> Attempt:
    """The attempt after a change; the one place where an attempt's fields are computed.

    Raises:
        InvariantError: the event cannot happen in the attempt's state.
    """
    event = change.event
    state = advance(attempt.state, event)
    not_found_since = attempt.not_found_since
    if event is _E.ENQUIRY_NOT_FOUND:
        not_found_since = not_found_since or at
    elif event in _ENQUIRY_EVENTS:
        # An enquiry that failed proves nothing, so the series of "not found" starts again.
        not_found_since = None
    approved_seen_at = attempt.approved_seen_at if state is _S.PROVISIONAL else None
    if event is _E.ENQUIRY_APPROVED:
        approved_seen_at = approved_seen_at or at
    posting = event is _E.POSTING_STARTED
    return Attempt(
        intent=attempt.intent,
        state=state,
        reason=attempt.reason if change.reason is None else change.reason,
        updated_at=at,
        action_code=change.action_code or attempt.action_code,
        approval=change.approval or attempt.approval,
        decline_class=change.decline_class or attempt.decline_class,
        payment_id=change.payment_id or attempt.payment_id,
        next_check_at=change.next_check_at,
        enquiries=attempt.enquiries + (event in _ENQUIRY_EVENTS),
        not_found_since=not_found_since,
        approved_seen_at=approved_seen_at,
        searches=0 if posting else attempt.searches + (event is _E.POSTING_SEARCHED),
        posted_at=at if posting else attempt.posted_at,
    )


def first_record(intent: Intent) -> Attempt:
    """The attempt as it is the moment its intent is committed."""
    return Attempt(intent, AttemptState.INTENT, "Being sent to IPpay.", intent.created_at)
