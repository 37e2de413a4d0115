"""The states of a charge attempt, the events that move it, and one table of transitions.

An attempt is open while anything about it may still change by our own doing, and an open attempt
blocks its document: the journal's unique index allows one. A settled one can still be moved by what
the bank or the gateway's books say weeks later; that never blocks, as others may be charging the
document by then.
"""

from __future__ import annotations

from enum import StrEnum

from ippay_desktop.domain.errors import InvariantError


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
    TAKEN_BACK: the money went back, by a return of the bank or a void in the gateway's books, and
        the payment is or may be in Splynx: a person removes it there. Blocks nothing, as the
        document is owed again.
    RECORDED, DECLINED, NOT_SENT, VOIDED: final.
    RETURNED: final; the bank took the money back and Splynx holds no payment.
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
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"


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
    BANK_SETTLED = "bank_settled"
    BANK_RETURNED = "bank_returned"
    BOOKS_SHOW_CHARGE = "books_show_charge"
    BOOKS_SHOW_REFUSAL = "books_show_refusal"
    BOOKS_SHOW_VOID = "books_show_void"
    RETURN_CLEARED = "return_cleared"
    VOID_CLEARED = "void_cleared"
    PERSON_SAID_SETTLED = "person_said_settled"
    PERSON_SAID_RETURNED = "person_said_returned"
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
    # Asked before a payment is posted again: somebody else may have voided the charge since.
    (_S.RECORDING, _E.ENQUIRY_VOIDED): _S.TAKEN_BACK,
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
    # Splynx tells something else about it than before.
    (_S.MISPLACED, _E.PAYMENT_MISPLACED): _S.MISPLACED,
    (_S.UNKNOWN, _E.PERSON_SAID_APPROVED): _S.TAKEN,
    (_S.UNKNOWN, _E.PERSON_SAID_DECLINED): _S.DECLINED,
    (_S.UNKNOWN, _E.PERSON_SAID_NEVER_SENT): _S.NOT_SENT,
    (_S.PROVISIONAL, _E.PERSON_SAID_APPROVED): _S.TAKEN,
    (_S.MISPLACED, _E.PERSON_ACCEPTED_LANDING): _S.RECORDED,
    # What the gateway's reports say of a charge without a trusted answer.
    (_S.UNKNOWN, _E.BOOKS_SHOW_CHARGE): _S.PROVISIONAL,
    (_S.PROVISIONAL, _E.BOOKS_SHOW_CHARGE): _S.PROVISIONAL,
    (_S.UNKNOWN, _E.BOOKS_SHOW_REFUSAL): _S.DECLINED,
    (_S.UNKNOWN, _E.BANK_SETTLED): _S.TAKEN,
    (_S.PROVISIONAL, _E.BANK_SETTLED): _S.TAKEN,
    (_S.TAKEN_BACK, _E.RETURN_CLEARED): _S.RETURNED,
    (_S.TAKEN_BACK, _E.VOID_CLEARED): _S.VOIDED,
    (_S.TAKEN, _E.PERSON_SAID_SETTLED): _S.TAKEN,
    (_S.RECORDED, _E.PERSON_SAID_SETTLED): _S.RECORDED,
    (_S.TAKEN, _E.PERSON_SAID_RETURNED): _S.RETURNED,
    (_S.RECORDED, _E.PERSON_SAID_RETURNED): _S.TAKEN_BACK,
}

_WITHOUT_PAYMENT = (_S.UNKNOWN, _S.PROVISIONAL, _S.TAKEN, _S.RECORD_REFUSED)
_PERHAPS_WITH_PAYMENT = (_S.RECORDING, _S.CONFLICTED, _S.POSTED, _S.MISPLACED, _S.RECORDED)
# A settlement says when; it may be read long after, and even after the return that followed it.
TRANSITIONS |= {
    (state, _E.BANK_SETTLED): state
    for state in (
        *(_S.TAKEN, _S.RECORD_REFUSED),
        *_PERHAPS_WITH_PAYMENT,
        *(_S.TAKEN_BACK, _S.RETURNED),
    )
}
TRANSITIONS |= {(state, _E.BANK_RETURNED): _S.RETURNED for state in _WITHOUT_PAYMENT}
TRANSITIONS |= {(state, _E.BOOKS_SHOW_VOID): _S.VOIDED for state in _WITHOUT_PAYMENT}
TRANSITIONS |= {
    (state, event): _S.TAKEN_BACK
    for state in _PERHAPS_WITH_PAYMENT
    for event in (_E.BANK_RETURNED, _E.BOOKS_SHOW_VOID)
}

# What the bank or the gateway's books may still say of a charge that is settled here.
LATE_EVENTS = frozenset(
    {
        *(_E.BANK_SETTLED, _E.BANK_RETURNED, _E.BOOKS_SHOW_VOID),
        *(_E.RETURN_CLEARED, _E.VOID_CLEARED),
        *(_E.PERSON_SAID_SETTLED, _E.PERSON_SAID_RETURNED),
    }
)
FINAL_STATES = frozenset(
    {_S.RECORDED, _S.DECLINED, _S.NOT_SENT, _S.VOIDED, _S.TAKEN_BACK, _S.RETURNED}
)
# Said to be a yes first, and taken back later: by the bank, or by a void.
TAKEN_BACK_STATES = frozenset({_S.TAKEN_BACK, _S.RETURNED})
# Nothing was taken, or all of it is back.
NO_MONEY_STATES = FINAL_STATES - {_S.RECORDED}
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
