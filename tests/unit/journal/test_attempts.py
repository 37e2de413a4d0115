"""Attempts: what goes in comes out, a second one is refused, changes follow the table."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from ippay_desktop.adapters.journal import JournalCheck, SqlJournal, codec
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.charge import (
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
    Intent,
    apply_change,
    first_record,
)
from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    PaymentId,
    RunId,
    TransactionId,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from tests.unit.journal.build import HOST, START, intent, invoice

E = ChargeEvent
LATER = START + timedelta(minutes=5)


def settle(journal: SqlJournal, attempt: Attempt, *events: ChargeEvent) -> Attempt:
    for event in events:
        payment = PaymentId(9021) if event is E.PAYMENT_POSTED else None
        attempt = journal.apply(attempt.id, Change(event, payment_id=payment), LATER)
    return attempt


def test_an_intent_comes_back_as_it_went_in(journal: SqlJournal) -> None:
    committed = journal.add_intent(intent("a1", invoice(1)))
    assert committed == first_record(intent("a1", invoice(1)))
    assert journal.attempt(AttemptId("a1")) == committed


@pytest.mark.parametrize(
    "document",
    [
        DocumentRef(DocumentKind.PROFORMA, CustomerId(3), DocumentId(226), None),
        DocumentRef.refill(CustomerId(17)),
    ],
)
def test_every_kind_of_document_comes_back(journal: SqlJournal, document: DocumentRef) -> None:
    yen = Money(5000, "JPY")
    made = intent(
        "a1", document, amount=yen, due=yen, instrument_kind=InstrumentKind.BANK, last4=""
    )
    journal.add_intent(made)
    assert journal.attempt(AttemptId("a1")).intent == made


def test_a_time_of_another_zone_is_the_same_instant(journal: SqlJournal) -> None:
    elsewhere = START.astimezone(timezone(timedelta(hours=-8)))
    journal.add_intent(intent("a1", invoice(1), created_at=elsewhere))
    stored = journal.attempt(AttemptId("a1")).intent.created_at
    assert (stored, stored.tzinfo) == (START, UTC)


def test_a_time_without_a_zone_is_refused(journal: SqlJournal) -> None:
    with pytest.raises(InvariantError):
        journal.add_intent(intent("a1", invoice(1), created_at=START.replace(tzinfo=None)))


def test_every_field_of_a_change_comes_back(journal: SqlJournal) -> None:
    attempt = journal.add_intent(intent("a1", invoice(1)))
    changes = [
        Change(E.ANSWERED_UNCLEAR, reason="The line dropped.", next_check_at=LATER),
        Change(E.ENQUIRY_NOT_FOUND, next_check_at=LATER + timedelta(hours=1)),
        Change(E.ENQUIRY_APPROVED, action_code="000", approval="TEST42", next_check_at=LATER),
        Change(E.APPROVAL_CONFIRMED),
        Change(E.POSTING_STARTED),
        Change(E.POSTING_SEARCHED, next_check_at=LATER),
        Change(E.PAYMENT_POSTED, payment_id=PaymentId(9021)),
        Change(E.PAYMENT_VERIFIED, reason="Recorded."),
    ]
    for minutes, change in enumerate(changes):
        at = LATER + timedelta(minutes=minutes)
        expected = apply_change(attempt, change, at)
        attempt = journal.apply(attempt.id, change, at)
        assert attempt == expected == journal.attempt(attempt.id)
    assert attempt.state is AttemptState.RECORDED
    assert journal.verify().is_sound


def test_a_decline_keeps_its_class(journal: SqlJournal) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    change = Change(E.ANSWERED_DECLINED, action_code="116", decline_class="soft")
    journal.apply(AttemptId("a1"), change, LATER)
    declined = journal.attempt(AttemptId("a1"))
    assert (declined.action_code, declined.decline_class) == ("116", "soft")


def test_attempts_are_read_page_by_page(journal: SqlJournal) -> None:
    for number in range(1, 8):
        journal.add_intent(intent(f"a{number}", invoice(number)))
    query, pages = AttemptFilter(limit=3), []
    while page := journal.attempts(query):
        pages.append([attempt.id for attempt in page])
        query = replace(query, before=page[-1].id)
    assert pages == [["a7", "a6", "a5"], ["a4", "a3", "a2"], ["a1"]]


def test_declines_count_until_their_method_was_approved(journal: SqlJournal) -> None:
    def end(name: str, number: int, event: ChargeEvent, **changes: Any) -> None:
        journal.add_intent(intent(name, invoice(number), **changes))
        journal.apply(AttemptId(name), Change(event), LATER)

    end("forgiven", 1, E.ANSWERED_DECLINED)
    end("bank", 2, E.ANSWERED_DECLINED, instrument_kind=InstrumentKind.BANK)
    end("other card", 3, E.ANSWERED_DECLINED, last4="1111")
    end("elsewhere", 4, E.ANSWERED_DECLINED, splynx_host="other.example")
    end("approved", 5, E.ANSWERED_APPROVED)
    end("new", 6, E.ANSWERED_DECLINED)
    end("not sent", 7, E.PROVEN_NOT_SENT)
    end("checked", 8, E.ANSWERED_UNCLEAR)
    customer = invoice(1).customer_id
    for asked in (customer, None):
        found = [attempt.id for attempt in journal.declines(HOST, asked)]
        assert found == ["bank", "other card", "new"]
    assert journal.declines(HOST, CustomerId(customer + 1)) == ()


def test_the_columns_hold_every_field_of_an_attempt() -> None:
    columns = codec.progress_columns(first_record(intent("a1", invoice(1))))
    assert columns.keys() == {field.name for field in fields(Attempt)} - {
        "intent",
        "given_back",
        "is_payment_gone",
    }
    kept = codec.intent_columns(intent("a1", invoice(1))).keys()
    renamed = {"document", "amount", "due"}
    assert {field.name for field in fields(Intent)} - renamed <= kept


def test_a_change_writes_what_it_moved() -> None:
    before = first_record(intent("a1", invoice(1)))
    whole = codec.progress_columns(before)
    assert codec.progress_columns(before, before) == {"updated_at": whole["updated_at"]}
    for name, after in {
        "reason": replace(before, reason="x"),
        "next_check_at": replace(before, next_check_at=LATER),
        "searches": replace(before, searches=2),
    }.items():
        moved = codec.progress_columns(after, before)
        assert moved.keys() == {"updated_at", name}
        assert {**whole, **moved} == codec.progress_columns(after)
        assert codec.progress_columns(before, after)[name] == whole[name]


def test_an_unknown_attempt_is_an_input_error(journal: SqlJournal) -> None:
    with pytest.raises(InputError, match="nobody"):
        journal.attempt(AttemptId("nobody"))
    with pytest.raises(InputError, match="nobody"):
        journal.apply(AttemptId("nobody"), Change(E.ANSWERED_APPROVED), LATER)


@pytest.mark.parametrize(
    "events",
    [
        (),
        (E.LEFT_BEHIND,),
        (E.ANSWERED_APPROVED,),
        (E.ANSWERED_APPROVED, E.POSTING_STARTED),
        (E.ANSWERED_APPROVED, E.POSTING_STARTED, E.POSTING_REFUSED),
        (E.ANSWERED_APPROVED, E.PAYMENT_CONFLICTED),
        (E.ANSWERED_APPROVED, E.PAYMENT_POSTED),
        (E.ANSWERED_APPROVED, E.PAYMENT_POSTED, E.PAYMENT_MISPLACED),
    ],
)
def test_an_open_attempt_blocks_its_document(
    journal: SqlJournal, events: tuple[ChargeEvent, ...]
) -> None:
    first = settle(journal, journal.add_intent(intent("a1", invoice(1))), *events)
    with pytest.raises(AttemptOpenError) as refused:
        journal.add_intent(intent("a2", invoice(1), number=2))
    assert refused.value.existing == first
    assert journal.open_attempts(HOST) == (first,)
    assert journal.verify().entries == 1 + len(events)


def test_the_same_document_of_another_splynx_is_another_document(journal: SqlJournal) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    elsewhere = journal.add_intent(intent("a2", invoice(1), splynx_host="other.example"))
    assert journal.open_attempts("other.example") == (elsewhere,)


@pytest.mark.parametrize(
    ("events", "next_number"),
    [
        ((E.PROVEN_NOT_SENT,), 1),
        ((E.LEFT_BEHIND, E.HOLD_PASSED), 1),
        ((E.ANSWERED_DECLINED,), 2),
        ((E.LEFT_BEHIND, E.ENQUIRY_VOIDED), 2),
        ((E.ANSWERED_APPROVED, E.PAYMENT_POSTED, E.PAYMENT_VERIFIED), 2),
        ((E.LEFT_BEHIND,), 2),
    ],
)
def test_only_what_was_not_sent_leaves_its_number_to_the_next(
    journal: SqlJournal, events: tuple[ChargeEvent, ...], next_number: int
) -> None:
    assert journal.next_attempt_number(HOST, "invoice:1") == 1
    settle(journal, journal.add_intent(intent("a1", invoice(1))), *events)
    assert journal.next_attempt_number(HOST, "invoice:1") == next_number
    assert journal.next_attempt_number("other.example", "invoice:1") == 1


def test_a_number_whose_try_was_not_sent_presents_the_same_id_again(journal: SqlJournal) -> None:
    for attempt_id in ("a1", "a2"):
        settle(journal, journal.add_intent(intent(attempt_id, invoice(1))), E.PROVEN_NOT_SENT)
    third = journal.add_intent(intent("a3", invoice(1)))
    ids = {attempt.intent.transaction_id for attempt in journal.attempts(AttemptFilter())}
    assert ids == {third.intent.transaction_id}


def test_a_used_transaction_id_is_never_committed_again(journal: SqlJournal) -> None:
    settle(journal, journal.add_intent(intent("a1", invoice(1))), E.ANSWERED_DECLINED)
    with pytest.raises(InputError, match="a moment ago"):
        journal.add_intent(intent("a2", invoice(1)))
    assert len(journal.attempts(AttemptFilter())) == 1


def test_an_attempt_begun_after_the_position_was_read_refuses_ours(journal: SqlJournal) -> None:
    """Whatever its number, and although it has ended: the document was read before it was paid."""
    before = journal.position_of(HOST, "invoice:1")
    first = journal.add_intent(intent("a1", invoice(1)), after=before)
    with pytest.raises(AttemptOpenError):
        journal.position_of(HOST, "invoice:1")
    number = journal.next_attempt_number(HOST, "invoice:1")
    with pytest.raises(AttemptOpenError):
        journal.add_intent(intent("a2", invoice(1), number), after=before)
    settle(journal, first, E.ANSWERED_APPROVED, E.PAYMENT_POSTED, E.PAYMENT_VERIFIED)
    with pytest.raises(InputError, match="a moment ago"):
        journal.add_intent(intent("a2", invoice(1), number), after=before)
    journal.add_intent(
        intent("a2", invoice(1), number), after=journal.position_of(HOST, "invoice:1")
    )
    assert journal.verify().entries == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Money(0, "USD")},
        {"amount": Money(-5, "USD")},
        {"due": Money(6450, "EUR")},
        {"due": Money(0, "USD")},
        {"amount": Money(10**30, "USD")},
        {"attempt_number": 0},
        {"transaction_id": TransactionId("SHORT")},
        {"transaction_id": TransactionId("abcdefghijklmnopqr")},
        {"last4": "41111"},
        {"last4": "4x42"},
        {"run_id": RunId("never planned")},
        {"document": DocumentRef(DocumentKind.INVOICE, CustomerId(1), None, None)},
    ],
)
def test_what_cannot_be_is_not_committed(journal: SqlJournal, changes: dict[str, object]) -> None:
    with pytest.raises(InvariantError):
        journal.add_intent(replace(intent("a1", invoice(1)), **changes))  # type: ignore[arg-type]  # by name
    assert journal.attempts(AttemptFilter()) == ()
    assert journal.verify() == JournalCheck(entries=0)


def test_the_same_attempt_is_not_committed_twice(journal: SqlJournal) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    with pytest.raises(InvariantError):
        journal.add_intent(intent("a1", invoice(2)))


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ((), Change(E.PAYMENT_VERIFIED)),
        ((E.ANSWERED_DECLINED,), Change(E.ANSWERED_APPROVED)),
        ((), Change(E.ANSWERED_DECLINED, next_check_at=LATER)),
        ((E.ANSWERED_APPROVED,), Change(E.PAYMENT_POSTED)),
    ],
)
def test_a_change_that_cannot_be_leaves_everything(
    journal: SqlJournal, before: tuple[ChargeEvent, ...], change: Change
) -> None:
    attempt = settle(journal, journal.add_intent(intent("a1", invoice(1))), *before)
    with pytest.raises(InvariantError):
        journal.apply(attempt.id, change, LATER)
    assert journal.attempt(attempt.id) == attempt
    assert journal.verify().entries == 1 + len(before)


def test_attempts_are_found_newest_first(journal: SqlJournal) -> None:
    for number in range(1, 6):
        day = datetime(2026, 11, number, tzinfo=UTC)
        journal.add_intent(
            intent(f"a{number}", invoice(number, customer=number % 2), created_at=day)
        )
    journal.apply(AttemptId("a2"), Change(E.ANSWERED_DECLINED), LATER)

    def found(wanted: AttemptFilter) -> list[str]:
        return [attempt.id for attempt in journal.attempts(wanted)]

    assert found(AttemptFilter()) == ["a5", "a4", "a3", "a2", "a1"]
    assert found(AttemptFilter(limit=2)) == ["a5", "a4"]
    assert found(AttemptFilter(customer_id=CustomerId(0))) == ["a4", "a2"]
    assert found(AttemptFilter(document_key="invoice:3")) == ["a3"]
    assert found(AttemptFilter(states=frozenset({AttemptState.DECLINED}))) == ["a2"]
    assert found(AttemptFilter(run_id=RunId("r"))) == []
    period = Period(date(2026, 11, 2), date(2026, 11, 4))
    assert found(AttemptFilter(period=period)) == ["a4", "a3", "a2"]
    assert [attempt.id for attempt in journal.open_attempts(HOST)] == ["a1", "a3", "a4", "a5"]


def test_a_period_includes_its_last_instant(journal: SqlJournal) -> None:
    last = datetime(2026, 11, 30, 23, 59, 59, 999_999, tzinfo=UTC)
    journal.add_intent(intent("a1", invoice(1), created_at=last))
    journal.add_intent(intent("a2", invoice(2), created_at=last + timedelta(microseconds=1)))
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert [one.id for one in journal.attempts(AttemptFilter(period=november))] == ["a1"]


def test_text_that_no_database_takes_is_made_storable(journal: SqlJournal) -> None:
    committed = journal.add_intent(intent("a1", invoice(1), customer_name="A\0nn \ud800"))
    assert committed == journal.attempt(AttemptId("a1"))
    assert committed.intent.customer_name == "Ann ?"


def test_charges_are_found_by_the_beginning_of_their_id(journal: SqlJournal) -> None:
    """In any case, never by an inner part, of the asked Splynx alone, and what SQL knows as a
    pattern is none.
    """
    ids = ("AB12000000000000XY", "AB13000000000000AB", "ZZAB12000000000000")
    for number, transaction_id in enumerate(ids):
        made = intent(f"a{number}", invoice(number + 1), transaction_id=transaction_id)
        journal.add_intent(made)
    for begin, expected in (
        ("AB1", {0, 1}),
        ("ab12", {0}),
        (ids[2], {2}),
        *[("B12", set()), ("A%", set()), ("__12", set()), ("*", set()), (f"{ids[0]}0", {0})],
    ):
        found = journal.attempts(AttemptFilter(splynx_host=HOST, transaction_prefix=begin, limit=6))
        assert {one.intent.transaction_id for one in found} == {ids[at] for at in expected}, begin
    nowhere = AttemptFilter(splynx_host="elsewhere", transaction_prefix="AB1", limit=6)
    assert journal.attempts(nowhere) == ()
    few = journal.attempts(AttemptFilter(splynx_host=HOST, transaction_prefix="AB1", limit=1))
    assert len(few) == 1
