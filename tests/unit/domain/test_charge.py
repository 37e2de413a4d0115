"""The state machine of an attempt, over every state and event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.charge import (
    FINAL_STATES,
    IN_SPLYNX_STATES,
    LATE_EVENTS,
    OPEN_STATES,
    TRANSITIONS,
    AttemptState,
    Change,
    ChargeEvent,
    Intent,
    MoneyTaken,
    Outcome,
    advance,
    apply_change,
    first_record,
)
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    PaymentId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
S, E = AttemptState, ChargeEvent


def intent(kind: InstrumentKind = InstrumentKind.CARD) -> Intent:
    return Intent(
        attempt_id=AttemptId("a1"),
        run_id=None,
        profile_id="p1",
        splynx_host="127.0.0.1:1",
        terminal_id="TESTTERMINAL",
        document=DocumentRef(
            DocumentKind.INVOICE, CustomerId(17), DocumentId(5513), "202501000312"
        ),
        attempt_number=1,
        transaction_id=TransactionId("0R4W8Z1N6T3Y7H2V5S"),
        customer_name="Ana Petrov",
        amount=Money(6450, "USD"),
        due=Money(6450, "USD"),
        instrument_kind=kind,
        last4="4242",
        operator="dana",
        station="desk-1",
        created_at=NOON,
    )


@pytest.mark.parametrize(("state", "event"), list(product(AttemptState, ChargeEvent)))
def test_every_pair_is_in_the_table_or_refused(state, event):
    if (state, event) in TRANSITIONS:
        assert advance(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(InvariantError):
            advance(state, event)


def test_settled_states_move_only_by_what_is_told_later_and_never_block_again():
    for (state, event), after in TRANSITIONS.items():
        if state in FINAL_STATES:
            assert event in LATE_EVENTS
            assert after in FINAL_STATES


def test_what_the_bank_never_had_is_never_moved():
    assert not {state for state, _ in TRANSITIONS} & {S.DECLINED, S.NOT_SENT, S.VOIDED}


def test_a_returned_debit_stays_returned():
    assert {after for (state, _), after in TRANSITIONS.items() if state is S.RETURNED} == {
        S.RETURNED
    }


def test_every_state_is_reached_and_every_open_one_can_be_left():
    assert set(TRANSITIONS.values()) | {S.INTENT} == set(AttemptState)
    moving = {state for (state, _), after in TRANSITIONS.items() if after is not state}
    assert moving >= OPEN_STATES


def test_an_unknown_never_becomes_a_no_by_itself():
    """Only an answer, a proof, a passed hold or a named person may say no money was taken."""
    ways = {
        event
        for (state, event), after in TRANSITIONS.items()
        if after in {S.DECLINED, S.NOT_SENT, S.VOIDED}
    }
    assert ways == {
        E.ANSWERED_DECLINED,
        E.PROVEN_NOT_SENT,
        E.ENQUIRY_DECLINED,
        E.ENQUIRY_VOIDED,
        E.HOLD_PASSED,
        E.PERSON_SAID_DECLINED,
        E.PERSON_SAID_NEVER_SENT,
        E.BOOKS_SHOW_REFUSAL,
        E.BOOKS_SHOW_VOID,
        E.VOID_CLEARED,
    }


def test_taken_money_becomes_not_taken_only_by_the_banks_or_the_gateways_books():
    taken = {S.TAKEN, S.RECORDING, S.RECORD_REFUSED, S.CONFLICTED, *IN_SPLYNX_STATES}
    ways = {
        event
        for (state, event), after in TRANSITIONS.items()
        if state in taken and after not in taken
    }
    assert ways == {E.BANK_RETURNED, E.BOOKS_SHOW_VOID, E.ENQUIRY_VOIDED, E.PERSON_SAID_RETURNED}
    for (state, _), after in TRANSITIONS.items():
        if state in taken:
            assert after not in {S.DECLINED, S.NOT_SENT, S.UNKNOWN, S.INTENT}


@pytest.mark.parametrize("state", list(AttemptState))
def test_what_went_back_while_a_payment_may_be_in_splynx_is_never_forgotten(state):
    for event in (E.BANK_RETURNED, E.BOOKS_SHOW_VOID):
        may_be_there = {S.RECORDING, S.CONFLICTED, *IN_SPLYNX_STATES}
        after = TRANSITIONS.get((state, event))
        assert (after is S.TAKEN_BACK) == (state in may_be_there)


def test_one_approved_enquiry_does_not_count_yet():
    assert advance(S.UNKNOWN, E.ENQUIRY_APPROVED) is S.PROVISIONAL
    assert (S.UNKNOWN, E.APPROVAL_CONFIRMED) not in TRANSITIONS


@pytest.mark.parametrize(
    ("state", "card", "bank", "taken_card", "taken_bank"),
    [
        (S.INTENT, "unknown", "unknown", "being_checked", "being_checked"),
        (S.UNKNOWN, "unknown", "unknown", "being_checked", "being_checked"),
        (S.PROVISIONAL, "unknown", "unknown", "being_checked", "being_checked"),
        (S.TAKEN, "approved", "accepted", "yes", "being_checked"),
        (S.RECORDING, "approved", "accepted", "yes", "being_checked"),
        (S.RECORD_REFUSED, "approved", "accepted", "yes", "being_checked"),
        (S.CONFLICTED, "approved", "accepted", "yes", "being_checked"),
        (S.POSTED, "approved", "accepted", "yes", "being_checked"),
        (S.MISPLACED, "approved", "accepted", "yes", "being_checked"),
        (S.RECORDED, "approved", "accepted", "yes", "being_checked"),
        (S.DECLINED, "declined", "declined", "no", "no"),
        (S.NOT_SENT, "not_sent", "not_sent", "no", "no"),
        (S.VOIDED, "voided", "voided", "no", "no"),
        (S.RETURNED, "returned", "returned", "no", "no"),
        (S.TAKEN_BACK, "voided", "voided", "no", "no"),
    ],
)
def test_each_state_answers_whether_money_was_taken(state, card, bank, taken_card, taken_bank):
    for kind, outcome, taken in (
        (InstrumentKind.CARD, card, taken_card),
        (InstrumentKind.BANK, bank, taken_bank),
    ):
        attempt = replace(first_record(intent(kind)), state=state)
        assert attempt.outcome is Outcome(outcome)
        assert attempt.money_taken is MoneyTaken(taken)


def changed(attempt, event, minutes=0, **facts):
    return apply_change(attempt, Change(event, **facts), NOON + timedelta(minutes=minutes))


def test_a_series_of_not_found_starts_again_after_a_failed_enquiry():
    attempt = changed(first_record(intent()), E.ANSWERED_UNCLEAR)
    attempt = changed(attempt, E.ENQUIRY_NOT_FOUND, 1)
    attempt = changed(attempt, E.ENQUIRY_NOT_FOUND, 2)
    assert attempt.not_found_since == NOON + timedelta(minutes=1)
    attempt = changed(attempt, E.ENQUIRY_UNCLEAR, 3)
    assert attempt.not_found_since is None
    attempt = changed(attempt, E.ENQUIRY_NOT_FOUND, 4)
    assert attempt.not_found_since == NOON + timedelta(minutes=4)
    assert attempt.enquiries == 4


def test_the_first_approval_seen_is_kept_until_the_state_is_left():
    attempt = changed(first_record(intent()), E.ANSWERED_UNCLEAR)
    attempt = changed(attempt, E.ENQUIRY_APPROVED, 1, approval="TEST42")
    attempt = changed(attempt, E.ENQUIRY_APPROVED, 5)
    assert attempt.approved_seen_at == NOON + timedelta(minutes=1)
    assert attempt.approval == "TEST42"
    assert changed(attempt, E.ENQUIRY_NOT_FOUND, 6).approved_seen_at is None


def test_a_bank_debit_is_accepted_until_the_bank_has_paid_or_taken_back():
    attempt = changed(first_record(intent(InstrumentKind.BANK)), E.ANSWERED_APPROVED)
    assert (attempt.outcome, attempt.awaits_bank) == (Outcome.ACCEPTED, True)
    paid_at = NOON + timedelta(days=3)
    attempt = changed(attempt, E.BANK_SETTLED, 60, settled_at=paid_at)
    assert (attempt.outcome, attempt.money_taken) == (Outcome.SETTLED, MoneyTaken.YES)
    assert (attempt.settled_at, attempt.awaits_bank) == (paid_at, False)
    back_at = NOON + timedelta(days=40)
    attempt = changed(attempt, E.BANK_RETURNED, 99, returned_at=back_at, return_code="R10")
    assert (attempt.outcome, attempt.money_taken) == (Outcome.RETURNED, MoneyTaken.NO)
    assert (attempt.returned_at, attempt.return_code) == (back_at, "R10")
    assert attempt.settled_at == paid_at


def test_a_settlement_read_after_its_return_tells_only_when():
    attempt = changed(first_record(intent(InstrumentKind.BANK)), E.ANSWERED_APPROVED)
    attempt = changed(attempt, E.BANK_RETURNED, 9, return_code="R01")
    attempt = changed(attempt, E.BANK_SETTLED, 10, settled_at=NOON)
    assert (attempt.state, attempt.settled_at) == (S.RETURNED, NOON)
    assert attempt.money_taken is MoneyTaken.NO


def test_a_return_of_a_recorded_debit_leaves_its_payment_for_a_person():
    attempt = replace(
        first_record(intent(InstrumentKind.BANK)), state=S.RECORDED, payment_id=PaymentId(7)
    )
    attempt = changed(attempt, E.BANK_RETURNED, 9, return_code="R01")
    assert (attempt.state, attempt.outcome) == (S.TAKEN_BACK, Outcome.RETURNED)
    assert attempt.is_recorded
    attempt = changed(attempt, E.RETURN_CLEARED, 10)
    assert (attempt.state, attempt.is_recorded) == (S.RETURNED, False)


def test_the_books_show_a_charge_first_once():
    attempt = changed(first_record(intent()), E.ANSWERED_UNCLEAR)
    attempt = changed(attempt, E.BOOKS_SHOW_CHARGE, 1)
    attempt = changed(attempt, E.BOOKS_SHOW_CHARGE, 5)
    assert attempt.state is S.PROVISIONAL
    assert attempt.reported_at == attempt.approved_seen_at == NOON + timedelta(minutes=1)


def test_posting_again_starts_a_new_series_of_searches():
    attempt = changed(first_record(intent()), E.ANSWERED_APPROVED)
    attempt = changed(attempt, E.POSTING_STARTED, 1)
    attempt = changed(changed(attempt, E.POSTING_UNCLEAR, 2), E.POSTING_SEARCHED, 3)
    assert (attempt.searches, attempt.posted_at) == (1, NOON + timedelta(minutes=1))
    attempt = changed(attempt, E.POSTING_STARTED, 4)
    assert (attempt.searches, attempt.posted_at) == (0, NOON + timedelta(minutes=4))
