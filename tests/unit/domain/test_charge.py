"""The state machine of an attempt, over every state and event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.charge import (
    FINAL_STATES,
    IN_SPLYNX_STATES,
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


def test_final_states_never_move():
    assert not {state for state, _ in TRANSITIONS} & FINAL_STATES


def test_every_state_is_reached_and_every_open_one_can_be_left():
    assert set(TRANSITIONS.values()) | {S.INTENT} == set(AttemptState)
    assert {state for (state, _), after in TRANSITIONS.items() if after is not state} == OPEN_STATES


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
    }


def test_taken_money_never_becomes_not_taken():
    for (state, _), after in TRANSITIONS.items():
        if state in {S.TAKEN, S.RECORDING, S.RECORD_REFUSED, S.CONFLICTED, *IN_SPLYNX_STATES}:
            assert after not in {S.DECLINED, S.NOT_SENT, S.VOIDED, S.UNKNOWN, S.INTENT}


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


def test_posting_again_starts_a_new_series_of_searches():
    attempt = changed(first_record(intent()), E.ANSWERED_APPROVED)
    attempt = changed(attempt, E.POSTING_STARTED, 1)
    attempt = changed(changed(attempt, E.POSTING_UNCLEAR, 2), E.POSTING_SEARCHED, 3)
    assert (attempt.searches, attempt.posted_at) == (1, NOON + timedelta(minutes=1))
    attempt = changed(attempt, E.POSTING_STARTED, 4)
    assert (attempt.searches, attempt.posted_at) == (0, NOON + timedelta(minutes=4))
