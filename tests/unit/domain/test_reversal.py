"""The state machine of a reversal, over every state and event, and what reversals add up to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ippay_desktop.domain.charge import AttemptState, MoneyTaken, Outcome, first_record
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.given_back import NOTHING_GIVEN_BACK
from ippay_desktop.domain.identifiers import AttemptId, PaymentId, ReversalId, TransactionId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import (
    BEING_CHECKED_STATES,
    FINAL_STATES,
    NOTHING_WENT_BACK_STATES,
    OPEN_STATES,
    TRANSITIONS,
    UNBLOCKED_STATES,
    WENT_BACK_STATES,
    InSplynx,
    Operation,
    ReversalChange,
    ReversalEvent,
    ReversalIntent,
    ReversalState,
    advance,
    apply_reversal_change,
    first_reversal_record,
    sum_up,
)
from tests.unit.domain.test_charge import intent as charge_intent

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
S, E = ReversalState, ReversalEvent


def intent(operation=Operation.FREE_CREDIT, minor=6450):
    charge = charge_intent()
    own = TransactionId("ZZZZZZZZZZZZZZZZZZ")
    return ReversalIntent(
        reversal_id=ReversalId("r1"),
        attempt_id=AttemptId("a1"),
        profile_id="p1",
        splynx_host=charge.splynx_host,
        terminal_id=charge.terminal_id,
        document=charge.document,
        customer_name=charge.customer_name,
        operation=operation,
        charge_transaction_id=charge.transaction_id,
        transaction_id=own if operation.has_own_id else charge.transaction_id,
        number=1,
        amount=Money(minor, "USD"),
        instrument_kind=charge.instrument_kind,
        last4="4242",
        in_splynx=InSplynx.ENTER,
        payment_id=PaymentId(9021),
        operator="dana",
        station="desk-1",
        created_at=NOON,
    )


def reversal(state, operation=Operation.FREE_CREDIT, minor=6450, reason=""):
    return replace(first_reversal_record(intent(operation, minor)), state=state, reason=reason)


@pytest.mark.parametrize(("state", "event"), list(product(S, E)))
def test_every_pair_is_in_the_table_or_refused(state, event):
    if (state, event) in TRANSITIONS:
        assert advance(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(InvariantError):
            advance(state, event)


def test_final_states_never_move():
    assert not {state for state, _ in TRANSITIONS} & FINAL_STATES


def test_every_state_is_reached_and_every_other_can_be_left():
    assert set(TRANSITIONS.values()) | {S.INTENT} == set(S)
    left = {state for (state, _), after in TRANSITIONS.items() if after is not state}
    assert left == set(S) - FINAL_STATES


def test_every_event_is_used():
    assert {event for _, event in TRANSITIONS} == set(E)


def test_each_state_says_where_the_money_is():
    assert set(S) == BEING_CHECKED_STATES | WENT_BACK_STATES | NOTHING_WENT_BACK_STATES
    assert not BEING_CHECKED_STATES & WENT_BACK_STATES
    assert BEING_CHECKED_STATES <= OPEN_STATES
    assert {S.TO_ENTER} == UNBLOCKED_STATES - FINAL_STATES


def test_an_unknown_never_becomes_a_no_by_itself():
    """Only an answer, a proof, a passed hold, a report or a named person may say nothing went."""
    ways = {event for (_, event), after in TRANSITIONS.items() if after in NOTHING_WENT_BACK_STATES}
    assert ways == {
        E.ANSWERED_REFUSED,
        E.PROVEN_NOT_SENT,
        E.FOUND_REFUSED,
        E.FOUND_UNDONE,
        E.HOLD_PASSED,
        E.REPORT_SAID_REFUSED,
        E.PERSON_SAID_REFUSED,
        E.PERSON_SAID_NEVER_SENT,
    }


def test_money_that_went_back_never_comes_again_into_doubt():
    for (state, _), after in TRANSITIONS.items():
        if state in WENT_BACK_STATES:
            assert after in WENT_BACK_STATES


def test_one_enquiry_that_says_done_does_not_count_yet():
    assert advance(S.UNKNOWN, E.FOUND_DONE) is S.PROVISIONAL
    assert (S.UNKNOWN, E.DONE_CONFIRMED) not in TRANSITIONS


def changed(before, event, minutes=0, **facts):
    at = NOON + timedelta(minutes=minutes)
    return apply_reversal_change(before, ReversalChange(event, **facts), at)


def test_a_series_of_not_found_starts_again_after_a_failed_enquiry():
    after = changed(first_reversal_record(intent()), E.ANSWERED_UNCLEAR)
    after = changed(changed(after, E.FOUND_NOTHING, 1), E.FOUND_NOTHING, 2)
    assert after.not_found_since == NOON + timedelta(minutes=1)
    after = changed(after, E.FOUND_UNCLEAR, 3)
    assert after.not_found_since is None
    after = changed(after, E.FOUND_NOTHING, 4)
    assert after.not_found_since == NOON + timedelta(minutes=4)
    assert after.enquiries == 4


def test_the_first_time_it_was_seen_done_is_kept_until_the_state_is_left():
    after = changed(first_reversal_record(intent()), E.ANSWERED_UNCLEAR)
    after = changed(after, E.FOUND_DONE, 1, approval="TEST42")
    after = changed(after, E.FOUND_DONE, 5)
    assert (after.seen_done_at, after.approval) == (NOON + timedelta(minutes=1), "TEST42")
    assert changed(after, E.FOUND_NOTHING, 6).seen_done_at is None


def test_deletions_are_counted():
    after = changed(first_reversal_record(intent(Operation.VOID)), E.ANSWERED_DONE)
    after = changed(after, E.DELETION_STARTED)
    after = changed(changed(after, E.DELETION_UNCLEAR), E.DELETION_STARTED)
    assert after.deletions == 2


@pytest.mark.parametrize("state", S)
def test_a_whole_refund_as_the_charge_shows_it(state):
    attempt = replace(
        first_record(charge_intent()),
        state=AttemptState.RECORDED,
        payment_id=PaymentId(9021),
        given_back=sum_up([reversal(state)]),
    )
    if state in WENT_BACK_STATES:
        assert (attempt.outcome, attempt.money_taken) == (Outcome.REFUNDED, MoneyTaken.NO)
        assert attempt.refunded == Money(6450, "USD")
        assert attempt.left_minor == 0
    elif state in BEING_CHECKED_STATES:
        assert attempt.outcome is Outcome.APPROVED
        assert attempt.money_taken is MoneyTaken.BEING_CHECKED
        assert attempt.left_minor == 0
    else:
        assert (attempt.outcome, attempt.money_taken) == (Outcome.APPROVED, MoneyTaken.YES)
        assert attempt.left_minor == 6450
    assert attempt.is_recorded == (state is not S.DELETED)
    assert attempt.given_back.is_being_reversed == (state in OPEN_STATES)


def test_a_part_that_is_refunded_leaves_the_charge_approved():
    done = sum_up([reversal(S.ENTERED, minor=1000), reversal(S.REFUSED, minor=5000)])
    attempt = replace(first_record(charge_intent()), state=AttemptState.RECORDED, given_back=done)
    assert (attempt.outcome, attempt.money_taken) == (Outcome.APPROVED, MoneyTaken.YES)
    assert attempt.refunded == Money(1000, "USD")
    assert attempt.left_minor == 5450
    both = sum_up([reversal(S.ENTERED, minor=1000), reversal(S.UNKNOWN, minor=5450)])
    attempt = replace(attempt, given_back=both)
    assert attempt.money_taken is MoneyTaken.BEING_CHECKED
    assert attempt.left_minor == 0


def test_a_void_takes_everything_back():
    attempt = replace(
        first_record(charge_intent()),
        state=AttemptState.RECORDED,
        given_back=sum_up([reversal(S.DELETED, Operation.VOID, reason="Voided.")]),
    )
    assert (attempt.outcome, attempt.money_taken) == (Outcome.VOIDED, MoneyTaken.NO)
    assert (attempt.refunded, attempt.left_minor) == (None, 0)
    assert attempt.given_back.reason == "Voided."


def test_without_reversals_nothing_was_given_back():
    assert sum_up([]) == NOTHING_GIVEN_BACK
