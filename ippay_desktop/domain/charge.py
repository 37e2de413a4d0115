"""The charge attempt, our durable record of one try to move money, and what changes make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ippay_desktop.domain.billing import DocumentRef
from ippay_desktop.domain.charge_table import (
    BEING_CHECKED_STATES,
    FINAL_STATES,
    IN_SPLYNX_STATES,
    LATE_EVENTS,
    NO_MONEY_STATES,
    OPEN_STATES,
    TAKEN_BACK_STATES,
    TRANSITIONS,
    UNRECORDED_STATES,
    AttemptState,
    ChargeEvent,
    advance,
)
from ippay_desktop.domain.given_back import NOTHING_GIVEN_BACK, GivenBack
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    PaymentId,
    RunId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money

__all__ = [
    "BEING_CHECKED_STATES",
    "FINAL_STATES",
    "IN_SPLYNX_STATES",
    "LATE_EVENTS",
    "NO_MONEY_STATES",
    "OPEN_STATES",
    "TAKEN_BACK_STATES",
    "TRANSITIONS",
    "UNRECORDED_STATES",
    "Attempt",
    "AttemptState",
    "Change",
    "ChargeEvent",
    "Intent",
    "MoneyTaken",
    "Outcome",
    "advance",
    "apply_change",
    "first_record",
]

_S, _E = AttemptState, ChargeEvent


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
    _S.RETURNED: Outcome.RETURNED,
}
_MONEY_TAKEN = {
    Outcome.APPROVED: MoneyTaken.YES,
    Outcome.SETTLED: MoneyTaken.YES,
    Outcome.ACCEPTED: MoneyTaken.BEING_CHECKED,
    Outcome.UNKNOWN: MoneyTaken.BEING_CHECKED,
}


@dataclass(frozen=True, slots=True)
class Intent:
    """What is committed before a byte leaves: everything the charge will be.

    Attributes:
        due: The document's open amount when staff confirmed; equals `amount` for a full payment
            and for a refill.
        attempt_number: Counts tries that used up a transaction id on this document, from 1.
        method_mark: `Instrument.mark` of what was charged; "" when not known.
        key_mark: `Profile.key_mark` of the Splynx key it was made with; "" when not known.
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
    method_mark: str = ""
    key_mark: str = ""


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
        settled_at: When the bank paid, as the gateway's reports or a person say.
        returned_at: When the bank took the money back.
        return_code: Why, such as "R01"; "" when nobody said.
        reported_at: When the gateway's reports first showed the charge while it was being checked.
        given_back: What its reversals gave back; they have states and records of their own.
        is_payment_gone: Its payment was in Splynx, and was seen to be there no longer.
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
    settled_at: datetime | None = None
    returned_at: datetime | None = None
    return_code: str | None = None
    reported_at: datetime | None = None
    given_back: GivenBack = NOTHING_GIVEN_BACK
    is_payment_gone: bool = False

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
        """Whether the payment is in Splynx, as far as was seen."""
        if self.given_back.is_payment_deleted or self.is_payment_gone:
            return False
        is_left_there = self.state is _S.TAKEN_BACK and self.payment_id is not None
        return is_left_there or self.state in IN_SPLYNX_STATES

    @property
    def is_bank(self) -> bool:
        """Whether it is a bank debit."""
        return self.intent.instrument_kind is InstrumentKind.BANK

    @property
    def awaits_bank(self) -> bool:
        """Whether it is a bank debit that was accepted, and neither settled nor returned yet."""
        return self.outcome is Outcome.ACCEPTED

    @property
    def outcome(self) -> Outcome:
        """The outcome word; a bank debit is accepted, and settled once the bank has paid."""
        if self.state is _S.TAKEN_BACK:
            return Outcome.VOIDED if self.returned_at is None else Outcome.RETURNED
        if self.state in _FINAL_OUTCOMES:
            return _FINAL_OUTCOMES[self.state]
        if self.state in BEING_CHECKED_STATES:
            return Outcome.UNKNOWN
        return self._outcome_of_taken()

    def _outcome_of_taken(self) -> Outcome:
        if self.given_back.is_voided:
            return Outcome.VOIDED
        if self.given_back.refunded_minor >= self.intent.amount.minor:
            return Outcome.REFUNDED
        if not self.is_bank:
            return Outcome.APPROVED
        return Outcome.ACCEPTED if self.settled_at is None else Outcome.SETTLED

    @property
    def refunded(self) -> Money | None:
        """What was sent back of it; None when nothing was."""
        minor = self.given_back.refunded_minor
        return Money(minor, self.intent.amount.currency) if minor else None

    @property
    def was_collected(self) -> bool:
        """Whether it counted as taken, whoever gave or took the money back since."""
        if self.state is _S.VOIDED:
            # Otherwise the gateway voided it before anybody counted on it.
            return self.payment_id is not None
        return self.state in UNRECORDED_STATES | IN_SPLYNX_STATES | TAKEN_BACK_STATES

    @property
    def went_back(self) -> Money:
        """What of it went back: by our void or refunds, by the bank, or by a void elsewhere."""
        back, amount = self.given_back, self.intent.amount
        is_gone = self.was_collected and self.state in NO_MONEY_STATES
        is_whole = back.is_voided or is_gone
        return amount if is_whole else Money(back.refunded_minor, amount.currency)

    @property
    def latest_reason(self) -> str:
        """The sentence for staff, about where the money stands now."""
        if self.is_payment_gone and self.state is _S.RECORDED:
            return payment_gone_words(self.payment_id)
        is_back = self.outcome in {Outcome.VOIDED, Outcome.REFUNDED}
        told = self.given_back.reason if is_back or self.given_back.is_being_reversed else ""
        return told or self.reason

    @property
    def left_minor(self) -> int:
        """What could still be given back, in minor units."""
        back = self.given_back
        gone = self.intent.amount.minor if back.is_voided else back.refunded_minor
        return self.intent.amount.minor - gone - back.in_doubt_minor

    @property
    def money_taken(self) -> MoneyTaken:
        """Was money taken? A bank debit stays being checked until it settles.

        So does a charge that may just have been given back whole.
        """
        if self.given_back.in_doubt_minor and not self.left_minor:
            return MoneyTaken.BEING_CHECKED
        return _MONEY_TAKEN.get(self.outcome, MoneyTaken.NO)


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
    settled_at: datetime | None = None
    returned_at: datetime | None = None
    return_code: str | None = None


_APPROVAL_SEEN = frozenset({_E.ENQUIRY_APPROVED, _E.BOOKS_SHOW_CHARGE})
_SETTLEMENTS = frozenset({_E.BANK_SETTLED, _E.PERSON_SAID_SETTLED})
_RETURNS = frozenset({_E.BANK_RETURNED, _E.PERSON_SAID_RETURNED})
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
    if event in _APPROVAL_SEEN:
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
        settled_at=_first(attempt.settled_at, change.settled_at, at, event in _SETTLEMENTS),
        returned_at=_first(attempt.returned_at, change.returned_at, at, event in _RETURNS),
        return_code=change.return_code or attempt.return_code,
        reported_at=_first(attempt.reported_at, None, at, event is _E.BOOKS_SHOW_CHARGE),
        given_back=attempt.given_back,
        is_payment_gone=attempt.is_payment_gone,
    )


def _first(
    known: datetime | None,
    told: datetime | None,
    at: datetime,
    is_now: bool,  # noqa: FBT001
) -> datetime | None:
    """What was known first; else what the event told, or when it happened."""
    return known or ((told or at) if is_now else None)


def payment_gone_words(payment_id: PaymentId | None) -> str:
    """That a payment which was recorded is not in Splynx any more."""
    return (
        f"Money was taken, and its payment {payment_id} is no longer in Splynx. Enter it there "
        "again, or see whether somebody has."
    )


def first_record(intent: Intent) -> Attempt:
    """The attempt as it is the moment its intent is committed."""
    return Attempt(intent, AttemptState.INTENT, "Being sent to IPpay.", intent.created_at)
