"""The reversal of a charge: its states, the events that move it, and one table of transitions.

A reversal is our durable record of one try to give money back. Like a charge it is committed before
a byte leaves, sent once, and never aged into a no. It is open while money may still move or our
payment in Splynx is being deleted; an open one blocks a second reversal of its charge, and the
document from being charged again. What only waits for a person's entry in Splynx blocks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentRef
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.given_back import GivenBack
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    PaymentId,
    ReversalId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable


class Operation(StrEnum):
    """How money is given back.

    VOID takes a card charge back before it settles, LINKED_CREDIT refunds it under its own id; an
    enquiry about that id may describe the charge instead. FREE_CREDIT and BANK_CREDIT bear an id
    of their own, so that an enquiry can tell what became of them.
    """

    VOID = "void"
    LINKED_CREDIT = "linked_credit"
    FREE_CREDIT = "free_credit"
    BANK_CREDIT = "bank_credit"

    @property
    def has_own_id(self) -> bool:
        """Whether the gateway knows it by an id that no other operation bears."""
        return self in {Operation.FREE_CREDIT, Operation.BANK_CREDIT}


class ReversalState(StrEnum):
    """Where a reversal stands.

    INTENT: committed; the request may or may not have left.
    UNKNOWN: it left, and no answer can be trusted.
    PROVISIONAL: an enquiry said done; asked again before it counts, as the gateway may still take
        it back by itself.
    GIVEN_BACK: the money went back; Splynx does not show it yet.
    DELETING: the deletion of our payment in Splynx was sent, or its answer was lost.
    TO_ENTER: a person must enter it in Splynx.
    DELETED: final; the money went back, and our payment is gone from Splynx.
    ENTERED: final; the money went back, and a person said that it is in Splynx.
    REFUSED: final; the gateway said no, and nothing went back.
    NOT_SENT: final; nothing was processed.
    UNDONE: final; the gateway took it back by itself, and nothing went back.
    """

    INTENT = "intent"
    UNKNOWN = "unknown"
    PROVISIONAL = "provisional"
    GIVEN_BACK = "given_back"
    DELETING = "deleting"
    TO_ENTER = "to_enter"
    DELETED = "deleted"
    ENTERED = "entered"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNDONE = "undone"


class ReversalEvent(StrEnum):
    """Everything that can happen to a reversal, in the past tense."""

    ANSWERED_DONE = "answered_done"
    ANSWERED_REFUSED = "answered_refused"
    ANSWERED_UNCLEAR = "answered_unclear"
    PROVEN_NOT_SENT = "proven_not_sent"
    LEFT_BEHIND = "left_behind"
    FOUND_DONE = "found_done"
    FOUND_VOIDED = "found_voided"
    FOUND_REFUSED = "found_refused"
    FOUND_UNDONE = "found_undone"
    FOUND_NOTHING = "found_nothing"
    FOUND_UNCLEAR = "found_unclear"
    DONE_CONFIRMED = "done_confirmed"
    HOLD_PASSED = "hold_passed"
    REPORT_SAID_DONE = "report_said_done"
    REPORT_SAID_REFUSED = "report_said_refused"
    DELETION_STARTED = "deletion_started"
    DELETION_NOT_SENT = "deletion_not_sent"
    DELETION_UNCLEAR = "deletion_unclear"
    ENTRY_NEEDED = "entry_needed"
    PAYMENT_GONE = "payment_gone"
    PERSON_SAID_DONE = "person_said_done"
    PERSON_SAID_REFUSED = "person_said_refused"
    PERSON_SAID_NEVER_SENT = "person_said_never_sent"
    PERSON_ENTERED = "person_entered"


_S, _E = ReversalState, ReversalEvent

TRANSITIONS: dict[tuple[ReversalState, ReversalEvent], ReversalState] = {
    (_S.INTENT, _E.ANSWERED_DONE): _S.GIVEN_BACK,
    (_S.INTENT, _E.ANSWERED_REFUSED): _S.REFUSED,
    (_S.INTENT, _E.ANSWERED_UNCLEAR): _S.UNKNOWN,
    (_S.INTENT, _E.PROVEN_NOT_SENT): _S.NOT_SENT,
    (_S.INTENT, _E.LEFT_BEHIND): _S.UNKNOWN,
    (_S.UNKNOWN, _E.FOUND_DONE): _S.PROVISIONAL,
    (_S.UNKNOWN, _E.FOUND_VOIDED): _S.GIVEN_BACK,
    (_S.UNKNOWN, _E.FOUND_REFUSED): _S.REFUSED,
    (_S.UNKNOWN, _E.FOUND_UNDONE): _S.UNDONE,
    (_S.UNKNOWN, _E.FOUND_NOTHING): _S.UNKNOWN,
    (_S.UNKNOWN, _E.FOUND_UNCLEAR): _S.UNKNOWN,
    (_S.UNKNOWN, _E.HOLD_PASSED): _S.NOT_SENT,
    (_S.UNKNOWN, _E.REPORT_SAID_DONE): _S.GIVEN_BACK,
    (_S.UNKNOWN, _E.REPORT_SAID_REFUSED): _S.REFUSED,
    (_S.UNKNOWN, _E.PERSON_SAID_DONE): _S.GIVEN_BACK,
    (_S.UNKNOWN, _E.PERSON_SAID_REFUSED): _S.REFUSED,
    (_S.UNKNOWN, _E.PERSON_SAID_NEVER_SENT): _S.NOT_SENT,
    (_S.PROVISIONAL, _E.FOUND_DONE): _S.PROVISIONAL,
    (_S.PROVISIONAL, _E.DONE_CONFIRMED): _S.GIVEN_BACK,
    (_S.PROVISIONAL, _E.FOUND_REFUSED): _S.REFUSED,
    (_S.PROVISIONAL, _E.FOUND_UNDONE): _S.UNDONE,
    (_S.PROVISIONAL, _E.FOUND_NOTHING): _S.UNKNOWN,
    (_S.PROVISIONAL, _E.FOUND_UNCLEAR): _S.PROVISIONAL,
    (_S.PROVISIONAL, _E.REPORT_SAID_DONE): _S.GIVEN_BACK,
    (_S.PROVISIONAL, _E.PERSON_SAID_DONE): _S.GIVEN_BACK,
    (_S.GIVEN_BACK, _E.DELETION_STARTED): _S.DELETING,
    (_S.GIVEN_BACK, _E.ENTRY_NEEDED): _S.TO_ENTER,
    (_S.GIVEN_BACK, _E.PAYMENT_GONE): _S.DELETED,
    (_S.DELETING, _E.DELETION_STARTED): _S.DELETING,
    (_S.DELETING, _E.DELETION_NOT_SENT): _S.GIVEN_BACK,
    (_S.DELETING, _E.DELETION_UNCLEAR): _S.DELETING,
    (_S.DELETING, _E.ENTRY_NEEDED): _S.TO_ENTER,
    (_S.DELETING, _E.PAYMENT_GONE): _S.DELETED,
    (_S.TO_ENTER, _E.PERSON_ENTERED): _S.ENTERED,
    (_S.TO_ENTER, _E.PAYMENT_GONE): _S.DELETED,
}

FINAL_STATES = frozenset({_S.DELETED, _S.ENTERED, _S.REFUSED, _S.NOT_SENT, _S.UNDONE})
# Nothing blocks for a person's bookkeeping: the money is where it belongs.
UNBLOCKED_STATES = FINAL_STATES | {_S.TO_ENTER}
OPEN_STATES = frozenset(ReversalState) - UNBLOCKED_STATES
BEING_CHECKED_STATES = frozenset({_S.INTENT, _S.UNKNOWN, _S.PROVISIONAL})
NOTHING_WENT_BACK_STATES = frozenset({_S.REFUSED, _S.NOT_SENT, _S.UNDONE})
WENT_BACK_STATES = frozenset(ReversalState) - BEING_CHECKED_STATES - NOTHING_WENT_BACK_STATES


def advance(state: ReversalState, event: ReversalEvent) -> ReversalState:
    """The state after an event.

    Raises:
        InvariantError: the event cannot happen in that state.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise InvariantError(f"A reversal that is {state} cannot be {event}.") from None


class InSplynx(StrEnum):
    """What is to happen to our payment in Splynx once the money went back.

    DELETE: delete it, if it is still ours and of the same day. ENTER: leave it to a person.
    """

    DELETE = "delete"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class ReversalIntent:
    """What is committed before a byte leaves: everything the reversal will be.

    Attributes:
        attempt_id: The charge whose money goes back.
        charge_transaction_id: The id that charge bears at the gateway.
        transaction_id: The id this request bears: the charge's, or one of its own.
        number: Counts the requests of this amount with ids of their own, from 1.
        terminal_id: The one that was charged through, whatever the profile says today.
        payment_id: Our payment in Splynx, if the charge was recorded.
        key_mark: `Profile.key_mark` of the Splynx key it was made with; "" when not known.
    """

    reversal_id: ReversalId
    attempt_id: AttemptId
    profile_id: str
    splynx_host: str
    terminal_id: str
    document: DocumentRef
    customer_name: str
    operation: Operation
    charge_transaction_id: TransactionId
    transaction_id: TransactionId
    number: int
    amount: Money
    instrument_kind: InstrumentKind
    last4: str
    in_splynx: InSplynx
    payment_id: PaymentId | None
    operator: str
    station: str
    created_at: datetime
    key_mark: str = ""


@dataclass(frozen=True, slots=True)
class Reversal:
    """One try to give money back, as the journal knows it now. Times are UTC.

    Attributes:
        intent: What was committed first; never changes.
        next_check_at: When evidence is due next, or None when nothing is awaited.
        enquiries: How often the gateway was asked about it.
        not_found_since: First of an unbroken series of "not found" answers.
        seen_done_at: First enquiry that said done, while PROVISIONAL.
        deletions: How often the deletion of our payment was sent.
    """

    intent: ReversalIntent
    state: ReversalState
    reason: str
    updated_at: datetime
    action_code: str | None = None
    approval: str | None = None
    next_check_at: datetime | None = None
    enquiries: int = 0
    not_found_since: datetime | None = None
    seen_done_at: datetime | None = None
    deletions: int = 0

    @property
    def id(self) -> ReversalId:
        """The reversal's own id."""
        return self.intent.reversal_id

    @property
    def attempt_id(self) -> AttemptId:
        """The charge it reverses."""
        return self.intent.attempt_id

    @property
    def customer_id(self) -> CustomerId:
        """Whose money it is."""
        return self.intent.document.customer_id

    @property
    def operation(self) -> Operation:
        """How the money is given back."""
        return self.intent.operation

    @property
    def is_open(self) -> bool:
        """Whether it still blocks its charge and document."""
        return self.state in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        """Whether evidence or a person has still something to say."""
        return self.state not in FINAL_STATES

    @property
    def went_back(self) -> bool:
        """Whether the money is known to be with the customer again."""
        return self.state in WENT_BACK_STATES

    @property
    def is_being_checked(self) -> bool:
        """Whether it is not known if the money went back."""
        return self.state in BEING_CHECKED_STATES


@dataclass(frozen=True, slots=True)
class ReversalChange:
    """One event with what it brought; fields left None keep their value.

    Attributes:
        next_check_at: When evidence is due next. Unlike the others None means "nothing awaited".
    """

    event: ReversalEvent
    reason: str | None = None
    action_code: str | None = None
    approval: str | None = None
    next_check_at: datetime | None = None


_ENQUIRY_EVENTS = frozenset(
    {
        _E.FOUND_DONE,
        _E.FOUND_VOIDED,
        _E.FOUND_REFUSED,
        _E.FOUND_UNDONE,
        _E.FOUND_NOTHING,
        _E.FOUND_UNCLEAR,
    }
)


def apply_reversal_change(reversal: Reversal, change: ReversalChange, at: datetime) -> Reversal:
    """The reversal after a change; the one place where a reversal's fields are computed.

    Raises:
        InvariantError: the event cannot happen in the reversal's state.
    """
    event = change.event
    state = advance(reversal.state, event)
    not_found_since = reversal.not_found_since
    if event is _E.FOUND_NOTHING:
        not_found_since = not_found_since or at
    elif event in _ENQUIRY_EVENTS:
        # An enquiry that failed proves nothing, so the series of "not found" starts again.
        not_found_since = None
    seen_done_at = reversal.seen_done_at if state is _S.PROVISIONAL else None
    if event is _E.FOUND_DONE:
        seen_done_at = seen_done_at or at
    return Reversal(
        intent=reversal.intent,
        state=state,
        reason=reversal.reason if change.reason is None else change.reason,
        updated_at=at,
        action_code=change.action_code or reversal.action_code,
        approval=change.approval or reversal.approval,
        next_check_at=change.next_check_at,
        enquiries=reversal.enquiries + (event in _ENQUIRY_EVENTS),
        not_found_since=not_found_since,
        seen_done_at=seen_done_at,
        deletions=reversal.deletions + (event is _E.DELETION_STARTED),
    )


def first_reversal_record(intent: ReversalIntent) -> Reversal:
    """The reversal as it is the moment its intent is committed."""
    return Reversal(intent, ReversalState.INTENT, "Being sent to IPpay.", intent.created_at)


def sum_up(reversals: Iterable[Reversal]) -> GivenBack:
    """What all reversals of one charge, oldest first, come to."""
    counted = [each for each in reversals if each.state not in NOTHING_WENT_BACK_STATES]
    done = [each for each in counted if each.went_back]
    return GivenBack(
        is_voided=any(each.operation is Operation.VOID for each in done),
        refunded_minor=sum(
            each.intent.amount.minor for each in done if each.operation is not Operation.VOID
        ),
        not_entered_minor=sum(each.intent.amount.minor for each in done if each.is_waiting),
        in_doubt_minor=sum(each.intent.amount.minor for each in counted if not each.went_back),
        is_being_reversed=any(each.is_open for each in counted),
        is_payment_deleted=any(each.state is ReversalState.DELETED for each in done),
        reason=counted[-1].reason if counted else "",
    )
