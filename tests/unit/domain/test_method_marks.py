"""Saved bank accounts that a return has made unusable, and findings that wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ippay_desktop.domain.attention import AttentionKind, attention_for, overdue_item
from ippay_desktop.domain.bank_debit import expected_on, is_overdue
from ippay_desktop.domain.bank_return_codes import RETURN_RULES
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.findings import Finding, facts_of, finding_from, open_notes
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, PaymentId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.method_marks import method_marks, method_subject
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import Note, NoteKind
from tests.unit.domain.test_charge import NOON, intent

METHOD = (CustomerId(17), InstrumentKind.BANK, "4242")


def returned(code: str, at: datetime = NOON, **changes: object) -> Attempt:
    attempt = Attempt(
        intent(InstrumentKind.BANK),
        AttemptState.RETURNED,
        "",
        at,
        returned_at=at,
        return_code=code,
    )
    return replace(attempt, **changes)  # type: ignore[arg-type]  # names of its fields


def note(kind: NoteKind, subject: str, at: datetime) -> Note:
    return Note(f"{kind}{at}", kind, "h", subject, at, "ann", "desk", {})


@pytest.mark.parametrize("code", sorted(RETURN_RULES))
def test_a_method_is_marked_exactly_where_its_code_says_so(code: str) -> None:
    marks = method_marks([returned(code)], [])
    assert (METHOD in marks) == RETURN_RULES[code].is_method_unusable
    for mark in marks.values():
        assert RETURN_RULES[code].meaning in mark.reason
        assert RETURN_RULES[code].next_step in mark.reason


def test_an_unknown_code_marks_the_method_and_a_notice_of_change_does_not() -> None:
    assert METHOD in method_marks([returned("R99")], [])
    assert method_marks([returned("C01")], []) == {}


def test_a_person_ends_a_mark_until_the_next_return() -> None:
    lifted = note(NoteKind.DEALT_WITH, method_subject(METHOD), NOON + timedelta(hours=1))
    assert method_marks([returned("R07")], [lifted]) == {}
    again = returned("R02", NOON + timedelta(hours=2))
    marks = method_marks([again, returned("R07")], [lifted])
    assert marks[METHOD].code == "R02"


def test_of_a_subject_the_latest_note_tells() -> None:
    times = [NOON + timedelta(minutes=minute) for minute in range(4)]
    finding, gone = NoteKind.FINDING, NoteKind.GONE
    first = note(finding, "a", times[0])
    assert open_notes([first, note(finding, "a", times[1])]) == (first,)
    assert open_notes([first, note(gone, "a", times[1])]) == ()
    again = note(finding, "a", times[2])
    assert open_notes([first, note(gone, "a", times[1]), again]) == (again,)


def test_a_finding_survives_its_note() -> None:
    found = Finding(
        "stranger:AB",
        "charge_without_payment",
        NOON,
        "Why.",
        "What next.",
        transaction_id="AB",
        attempt_id=AttemptId("a1"),
        document=intent().document,
        customer_id=CustomerId(17),
        customer_name="Ana",
        amount=Money(-250, "USD"),
    )
    for one in (found, Finding("b", "other", NOON, "Why.", "What next.")):
        kept = Note("n", NoteKind.FINDING, "h", one.subject, NOON, "ann", "desk", facts_of(one))
        assert finding_from(kept) == one


def test_a_return_says_what_to_do_in_splynx_and_with_the_account() -> None:
    back = returned("R01", state=AttemptState.TAKEN_BACK, payment_id=PaymentId(9021))
    item = attention_for(back)
    assert item.kind is AttentionKind.BANK_RETURN
    assert item.about.money_taken is MoneyTaken.NO
    assert "Returned R01" in item.about.reason
    assert "Remove payment 9021 in Splynx" in item.next_step
    assert not item.can_be_dismissed
    never_recorded = attention_for(returned("R02"))
    assert never_recorded.can_be_dismissed
    assert "Splynx" not in never_recorded.next_step


def test_a_void_in_the_books_is_a_payment_without_a_charge() -> None:
    voided = Attempt(intent(), AttemptState.TAKEN_BACK, "", NOON, payment_id=PaymentId(7))
    assert attention_for(voided).kind is AttentionKind.PAYMENT_WITHOUT_CHARGE


def test_a_bank_debit_is_overdue_some_banking_days_after_it_should_have_settled() -> None:
    # Wednesday before Thanksgiving, in the evening at the banks: Thursday in UTC.
    accepted_at = datetime(2026, 11, 26, 3, tzinfo=UTC)
    made = replace(intent(InstrumentKind.BANK), created_at=accepted_at)
    attempt = Attempt(made, AttemptState.RECORDED, "", NOON, payment_id=PaymentId(1))
    assert expected_on(attempt).isoformat() == "2026-11-27"
    assert not is_overdue(attempt, datetime(2026, 12, 1, 23, tzinfo=UTC))
    late = datetime(2026, 12, 2, 15, tzinfo=UTC)
    assert is_overdue(attempt, late)
    assert not is_overdue(replace(attempt, settled_at=late), late)
    assert "2026-11-27" in overdue_item(attempt).about.reason
