"""Reversals in the journal: what goes in comes back, and what must not be is refused."""

import threading
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.adapters.journal import reversal_codec as codec
from ippay_desktop.domain.charge import Change, ChargeEvent, MoneyTaken, Outcome
from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.identifiers import AttemptId, PaymentId, ReversalId, derive_reversal_id
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError, ReversalOpenError
from ippay_desktop.domain.reversal import (
    FINAL_STATES,
    OPEN_STATES,
    TRANSITIONS,
    InSplynx,
    Operation,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalIntent,
    ReversalState,
    first_reversal_record,
)
from tests.unit.journal.build import HOST, START, intent, invoice
from tests.unit.journal.stores import Store
from tests.unit.journal.test_verification import forge

LATER = START + timedelta(minutes=5)
S, E = ReversalState, ReversalEvent


def taken(journal: SqlJournal, attempt_id: str = "a1", document: int = 1, number: int = 1) -> None:
    """A charge that is taken and recorded as payment 9021."""
    journal.add_intent(intent(attempt_id, invoice(document), number))
    for event in (
        ChargeEvent.ANSWERED_APPROVED,
        ChargeEvent.PAYMENT_POSTED,
        ChargeEvent.PAYMENT_VERIFIED,
    ):
        change = Change(event, payment_id=PaymentId(9021))
        journal.apply(AttemptId(attempt_id), change, LATER)


def back(
    reversal_id: str, attempt_id: str = "a1", document: int = 1, **changes: Any
) -> ReversalIntent:
    charge = intent(attempt_id, invoice(document))
    operation = changes.pop("operation", Operation.FREE_CREDIT)
    minor, number = changes.pop("minor", 6450), changes.pop("number", 1)
    own = derive_reversal_id(
        splynx_host=HOST,
        terminal_id=charge.terminal_id,
        charge=charge.transaction_id,
        amount_minor=minor,
        number=number,
    )
    made = ReversalIntent(
        reversal_id=ReversalId(reversal_id),
        attempt_id=AttemptId(attempt_id),
        profile_id=charge.profile_id,
        splynx_host=HOST,
        terminal_id=charge.terminal_id,
        document=charge.document,
        customer_name=charge.customer_name,
        operation=operation,
        charge_transaction_id=charge.transaction_id,
        transaction_id=own if operation.has_own_id else charge.transaction_id,
        number=number,
        amount=Money(minor, "USD"),
        instrument_kind=charge.instrument_kind,
        last4="4242",
        in_splynx=InSplynx.ENTER,
        payment_id=PaymentId(9021),
        operator="ann",
        station="desk-1",
        created_at=LATER,
    )
    return replace(made, **changes)


def move(journal: SqlJournal, reversal_id: str, *events: ReversalEvent) -> Reversal:
    for event in events:
        change = ReversalChange(event, reason=f"It was {event}.")
        journal.reversals.apply(ReversalId(reversal_id), change, LATER)
    return journal.reversals.one(ReversalId(reversal_id))


def test_an_intent_comes_back_as_it_went_in(journal: SqlJournal) -> None:
    taken(journal)
    wanted = back("r1", operation=Operation.VOID, in_splynx=InSplynx.DELETE)
    journal.reversals.add(wanted)
    found = journal.reversals.one(ReversalId("r1"))
    assert found == first_reversal_record(wanted)
    assert journal.reversals.of(AttemptId("a1")) == (found,)
    assert journal.reversals.waiting(HOST) == (found,)
    assert journal.reversals.waiting("elsewhere") == ()


def test_the_columns_hold_every_field() -> None:
    columns = codec.progress_columns(first_reversal_record(back("r1")))
    assert columns.keys() == {field.name for field in fields(Reversal)} - {"intent"}
    kept = codec.intent_columns(back("r1")).keys()
    assert {field.name for field in fields(ReversalIntent)} - {"document", "amount"} <= kept


def test_a_change_comes_back_as_it_went_in(journal: SqlJournal) -> None:
    taken(journal)
    journal.reversals.add(back("r1"))
    change = ReversalChange(
        E.ANSWERED_UNCLEAR,
        reason="No answer of 4111 1111 1111 1111.",
        action_code="999",
        approval="TEST42",
        next_check_at=LATER,
    )
    after = journal.reversals.apply(ReversalId("r1"), change, LATER)
    assert after == journal.reversals.one(ReversalId("r1"))
    assert after.reason == "No answer of ···· 1111."
    assert (after.state, after.action_code, after.next_check_at) == (S.UNKNOWN, "999", LATER)


@pytest.mark.parametrize("state", S)
def test_only_an_open_one_blocks_charge_and_document(journal: SqlJournal, state) -> None:
    taken(journal)
    journal.reversals.add(back("r1", minor=1000))
    move(journal, "r1", *shortest_way(state))
    again = back("r2", minor=1000, number=2)
    anew = intent("a2", invoice(1), 2)
    if state in OPEN_STATES:
        with pytest.raises(ReversalOpenError) as refused:
            journal.reversals.add(again)
        assert refused.value.existing is not None
        assert refused.value.existing.given_back.is_being_reversed
        with pytest.raises(ReversalOpenError):
            journal.position_of(HOST, invoice(1).key)
        with pytest.raises(ReversalOpenError):
            journal.add_intent(anew)
    else:
        journal.reversals.add(again)
        move(journal, "r2", E.ANSWERED_REFUSED)
        journal.add_intent(anew, journal.position_of(HOST, invoice(1).key))
    assert journal.verify().is_sound


def shortest_way(wanted: ReversalState) -> tuple[ReversalEvent, ...]:
    """Events that lead from an intent to a state."""
    ways: dict[ReversalState, tuple[ReversalEvent, ...]] = {S.INTENT: ()}
    while wanted not in ways:
        for (state, event), after in TRANSITIONS.items():
            if state in ways and after not in ways:
                ways[after] = (*ways[state], event)
    return ways[wanted]


@pytest.mark.parametrize("state", S)
def test_it_waits_until_it_is_final(journal: SqlJournal, state) -> None:
    taken(journal)
    journal.reversals.add(back("r1"))
    move(journal, "r1", *shortest_way(state))
    waiting = [each.state for each in journal.reversals.waiting(HOST)]
    assert waiting == ([] if state in FINAL_STATES else [state])


def test_an_unsettled_charge_is_not_given_back(journal: SqlJournal) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    with pytest.raises(AttemptOpenError):
        journal.reversals.add(back("r1"))
    assert journal.reversals.of(AttemptId("a1")) == ()


def test_no_more_than_was_taken_goes_back(journal: SqlJournal) -> None:
    taken(journal)
    with pytest.raises(InputError, match=r"64\.50 USD is left .* not 64\.51 USD"):
        journal.reversals.add(back("r1", minor=6451))
    journal.reversals.add(back("r1", minor=1000))
    move(journal, "r1", E.ANSWERED_DONE, E.ENTRY_NEEDED)
    with pytest.raises(InputError, match=r"54\.50 USD is left"):
        journal.reversals.add(back("r2", minor=6450))
    journal.reversals.add(back("r2", minor=5450))
    # What is in doubt counts as gone, and what was refused does not.
    move(journal, "r2", E.ANSWERED_UNCLEAR, E.FOUND_REFUSED)
    journal.reversals.add(back("r3", minor=5450, number=2))
    move(journal, "r3", E.ANSWERED_DONE, E.ENTRY_NEEDED)
    with pytest.raises(InputError, match=r"0\.00 USD is left"):
        journal.reversals.add(back("r4", minor=1, number=3))
    assert journal.verify().is_sound


def test_a_void_is_of_the_whole_charge(journal: SqlJournal) -> None:
    taken(journal)
    with pytest.raises(InvariantError, match="whole"):
        journal.reversals.add(back("r1", operation=Operation.VOID, minor=1000))


def test_an_id_of_its_own_is_used_once(journal: SqlJournal) -> None:
    taken(journal)
    journal.reversals.add(back("r1", minor=1000))
    move(journal, "r1", E.ANSWERED_REFUSED)
    with pytest.raises(InvariantError):
        journal.reversals.add(back("r2", minor=1000))
    journal.reversals.add(back("r2", minor=1000, number=2))
    move(journal, "r2", E.PROVEN_NOT_SENT)
    # What was provably not sent has used up nothing.
    journal.reversals.add(back("r3", minor=1000, number=2))


def test_a_refund_tells_its_charge(journal: SqlJournal) -> None:
    taken(journal)
    refund = back("r1", minor=100)
    journal.reversals.add(refund)
    asked = [refund.transaction_id, "0" * 18]
    told = {refund.transaction_id: refund.charge_transaction_id}
    assert journal.reversals.charges_behind(HOST, asked) == told
    assert journal.reversals.charges_behind("elsewhere", asked) == {}
    assert journal.reversals.charges_behind(HOST, []) == {}


def test_charges_show_what_was_given_back(journal: SqlJournal) -> None:
    taken(journal)
    taken(journal, "a2", 2)
    journal.reversals.add(back("r1", minor=1000))
    move(journal, "r1", E.ANSWERED_DONE, E.ENTRY_NEEDED)
    one = journal.attempt(AttemptId("a1"))
    assert one.refunded == Money(1000, "USD")
    second, first = journal.attempts(AttemptFilter())
    assert (first, second.refunded) == (one, None)
    journal.reversals.add(back("r2", minor=5450))
    move(journal, "r2", E.ANSWERED_DONE)
    whole = journal.attempt(AttemptId("a1"))
    assert (whole.outcome, whole.money_taken) == (Outcome.REFUNDED, MoneyTaken.NO)


def test_the_history_tells_charge_and_reversal_in_order(journal: SqlJournal) -> None:
    taken(journal)
    taken(journal, "a2", 2)
    journal.reversals.add(back("r1"))
    move(journal, "r1", E.ANSWERED_DONE, E.ENTRY_NEEDED)
    lines = journal.reversals.history(AttemptId("a1"))
    assert [(line.event, line.reversal_id) for line in lines] == [
        ("intent_recorded", None),
        ("answered_approved", None),
        ("payment_posted", None),
        ("payment_verified", None),
        ("reversal_recorded", "r1"),
        ("answered_done", "r1"),
        ("entry_needed", "r1"),
    ]
    assert lines[-1].facts["reason"] == "It was entry_needed."
    assert [line.sequence for line in lines] == sorted(line.sequence for line in lines)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE reversals SET state = 'refused'", "reversals r1 is not"),
        ("UPDATE reversals SET amount_minor = 1", "reversals r1 is not"),
        ("DELETE FROM reversals", "reversals r1 is missing"),
    ],
)
def test_a_table_that_is_not_the_logs_replay_is_named(
    store: Store, change: str, problem: str
) -> None:
    journal = store.open()
    taken(journal)
    journal.reversals.add(back("r1"))
    journal.close()
    store.tamper(change)
    opened = store.open()
    assert problem in opened.verify().problem
    opened.close()


@pytest.mark.parametrize("event", ["reversal_recorded", "reversal.answered_done"])
def test_a_reversal_filed_under_another_charge_is_found(store: Store, event: str) -> None:
    """Also by somebody who makes every hash fit again."""
    journal = store.open()
    taken(journal)
    taken(journal, "a2", 2)
    journal.reversals.add(back("r1"))
    move(journal, "r1", E.ANSWERED_DONE)
    journal.close()
    [[sequence]] = store.ask(f"SELECT sequence FROM entries WHERE event = '{event}'")  # noqa: S608  # ours
    forge(store, int(str(sequence)), "attempt_id = 'a2'")
    opened = store.open()
    found = opened.verify()
    opened.close()
    assert f"Entry {sequence} of the journal reverses another charge" in found.problem


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM reversals", "UPDATE reversals SET amount_minor = 1", "DELETE FROM entries"],
)
def test_the_table_itself_refuses_to_forget(journal: SqlJournal, statement: str) -> None:
    taken(journal)
    journal.reversals.add(back("r1"))
    with (
        pytest.raises(InvariantError),
        journal.transactions.write() as connection,
    ):
        connection.driver.execute(statement)


def test_of_two_at_once_one_is_refused(journal: SqlJournal) -> None:
    taken(journal)
    refused: list[Exception] = []
    start = threading.Barrier(4)

    def order(number: int) -> None:
        start.wait()
        try:
            journal.reversals.add(back(f"r{number}", minor=1000, number=number))
        except ReversalOpenError as error:
            refused.append(error)

    threads = [threading.Thread(target=order, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert len(journal.reversals.of(AttemptId("a1"))) == 1
