"""A finished day says so, proves it, and is told when its books change later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reconciliation import Case
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.comparing import BooksState, CompareService, Comparison, finding_subject
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService
from tests.sim.reports.month import Month

if TYPE_CHECKING:
    from ippay_desktop.domain.findings import Finding
    from tests.sim.reports.conftest import Office

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK


def today(office: Office) -> Period:
    return Period(office.workspace.today(), office.workspace.today())


def compare(office: Office, period: Period) -> Comparison:
    office.reconcile()
    return CompareService(office.workspace).compare(period)


def finished(office: Office, kind: InstrumentKind = CARD) -> tuple[Attempt, Period]:
    """A charge on a day that nothing else happened on, and the day found equal."""
    office.pass_days(2)
    attempt, period = office.charge(kind), today(office)
    assert attempt.state is AttemptState.RECORDED
    office.pass_days(2)
    found = compare(office, period)
    assert (found.state, found.changed, found.is_kept) == (BooksState.EQUAL, (), True)
    assert found.finished is not None
    again = compare(office, period)
    assert (again.finished, again.is_kept) == (found.finished, False)
    return attempt, period


def deal_with_all(office: Office, found: Comparison) -> None:
    findings = FindingService(office.workspace)
    for subject in (
        *(finding_subject(one) for one in found.waiting),
        *(one.subject for one in found.reopened),
    ):
        findings.dismiss(subject, "Looked at.")


def test_a_payment_deleted_later_reopens_the_day_until_a_person_has_looked(office: Office) -> None:
    attempt, period = finished(office)
    whole, nothing = attempt.intent.amount.text(), "0.00"
    office.delete_payment(attempt)
    found = compare(office, period)
    (changed,) = found.changed
    assert (changed.day, changed.finished_by) == (period.first, office.workspace.operator)
    assert changed.before.sums == (whole, whole, whole)
    assert changed.now.sums == (whole, whole, nothing)
    assert [one.case for one in found.waiting] == [Case.PAYMENT_GONE]
    assert (found.state, found.finished) == (BooksState.DIFFERENT, None)
    waiting = {one.subject: one for one in FindingService(office.workspace).open()}
    assert changed.subject in waiting
    assert "were finished on" in waiting[changed.subject].reason
    # Seen again it is the same change, and kept once.
    assert not compare(office, period).is_kept
    deal_with_all(office, found)
    again = compare(office, period)
    assert (again.state, again.reopened) == (BooksState.EQUAL, ())
    assert compare(office, period).changed == ()
    assert changed.subject not in {one.subject for one in FindingService(office.workspace).open()}


def open_findings(office: Office) -> list[Finding]:
    return list(FindingService(office.workspace).open())


def day_told(finding: Finding) -> date:
    """Of a finding that says that a finished day has changed."""
    _, day, what, _ = finding.subject.split(":")
    assert what == "changed"
    return date.fromisoformat(day)


def test_a_finished_day_is_looked_at_again_by_itself_once_a_day(office: Office) -> None:
    attempt, period = finished(office)
    office.pass_days(2)
    # A day between finished ones that nobody has compared is nobody's business yet.
    body = {"invoice_id": office.unused(CARD).document.ref.id, "record": False}
    assert office.practice.control("POST", "/splynx/addon-charge", body)["charged"]
    later, _ = finished(office)
    office.delete_payment(attempt)
    # It was looked at today, before that.
    assert office.reconcile().found == ()
    office.pass_days(1)
    told = office.reconcile().found
    gone, changed = told
    assert (gone.attempt_id, gone.document, gone.amount) == (
        attempt.id,
        attempt.document,
        attempt.intent.amount,
    )
    assert (gone.kind, day_told(changed)) == ("charge_without_payment", period.first)
    subjects = [one.subject for one in told]
    assert [one.subject for one in open_findings(office)] == subjects
    assert office.now(later).is_recorded
    office.pass_days(1)
    assert office.reconcile().found == ()
    assert [one.subject for one in open_findings(office)] == subjects


def test_trouble_in_reading_leaves_the_look_for_another_time(office: Office) -> None:
    attempt, period = finished(office)
    office.pass_days(1)
    office.delete_payment(attempt)
    office.practice.faults([{"server": "reports", "fault": "http_500"}])
    assert office.reconcile().found == ()
    office.practice.faults([])
    assert day_told(office.reconcile().found[-1]) == period.first


def test_a_charge_whose_payment_is_gone_says_so_in_one_line_until_it_is_back(
    office: Office,
) -> None:
    attempt, period = finished(office)
    assert attempt.document.id is not None
    office.delete_payment(attempt)
    service = ChargeService(office.workspace)
    fresh = office.workspace.billing.document(DocumentKind.INVOICE, attempt.document.id)
    with pytest.raises(InputError, match="no longer in Splynx"):
        service.prepare_document(fresh, AccountChoice.CARD, None)
    (line,) = open_findings(office)
    gone = office.now(attempt)
    assert (gone.is_recorded, gone.money_taken) == (False, MoneyTaken.YES)
    assert f"payment {attempt.payment_id} is no longer in Splynx" in gone.latest_reason
    assert [
        one.id for one in office.workspace.journal.attempts(AttemptFilter()) if not one.is_recorded
    ] == [attempt.id]
    # The books find the same, and it stays one line; the day's own change is another.
    found = compare(office, period)
    assert [finding_subject(one) for one in found.waiting] == [line.subject]
    assert {one.subject for one in open_findings(office)} == {
        line.subject,
        *(one.subject for one in found.changed),
    }
    Month(office, office).record(
        attempt, receipt_number(attempt.intent.transaction_id), attempt.intent.amount
    )
    office.reconcile()
    assert line.subject not in {one.subject for one in open_findings(office)}
    assert office.now(attempt).is_recorded
    assert office.now(attempt).latest_reason == attempt.latest_reason


def test_what_was_dealt_with_in_the_books_can_be_charged(office: Office) -> None:
    attempt, period = finished(office)
    assert attempt.document.id is not None
    office.delete_payment(attempt)
    deal_with_all(office, compare(office, period))
    fresh = office.workspace.billing.document(DocumentKind.INVOICE, attempt.document.id)
    again = ChargeService(office.workspace).prepare_document(fresh, AccountChoice.CARD, None)
    assert again.document == attempt.document
    # Where the money of the first one stands is told all the same.
    assert not office.now(attempt).is_recorded


def test_a_change_that_is_undone_is_no_change(office: Office) -> None:
    attempt, period = finished(office)
    edit = {"table": "payments", "id": attempt.payment_id, "set": {"amount": "0.01"}}
    office.practice.control("POST", "/splynx/edit", edit)
    (changed,) = compare(office, period).changed
    edit["set"] = {"amount": attempt.intent.amount.text()}
    office.practice.control("POST", "/splynx/edit", edit)
    found = compare(office, period)
    assert (found.state, found.changed) == (BooksState.EQUAL, ())
    assert changed.subject not in {one.subject for one in FindingService(office.workspace).open()}


def test_a_bank_return_weeks_later_is_a_change_of_the_day(office: Office) -> None:
    attempt, period = finished(office, BANK)
    office.come_back(attempt, "R10", days=20)
    office.pass_days(25)
    office.reconcile()
    # Nobody has compared the day again, and staff hear of it.
    assert [day_told(one) for one in open_findings(office)] == [period.first]
    found = compare(office, period)
    assert [one.day for one in found.changed] == [period.first]
    assert [one.case for one in found.waiting] == [Case.TAKEN_BACK]


def test_a_refund_long_after_is_seen_with_its_charge_and_equal_books_stay_equal(
    office: Office,
) -> None:
    attempt, period = finished(office)
    office.practice.control("POST", "/ippay/close-batch", {})
    office.pass_days(30)
    service = ReversalService(office.workspace)
    service.carry_out(service.prepare_refund(attempt.id, None))
    (reversal,) = office.workspace.journal.reversals.of(attempt.id)
    ReversalResolveService(office.workspace).resolve(reversal.id, Decision.APPROVED, "Entered.")
    # Equal books are no news by themselves, and are told as changed to whoever compares them.
    assert office.reconcile().found == ()
    # Thirty days are far outside the margin that is read around the day itself.
    found = compare(office, period)
    assert found.waiting == ()
    assert [one.now.sums for one in found.reopened] == [("0.00", "0.00", "0.00")]
    deal_with_all(office, found)
    assert compare(office, period).state is BooksState.EQUAL


def test_a_day_finished_by_itself_is_watched_by_its_month_and_the_other_way_round(
    office: Office,
) -> None:
    first, period = finished(office)
    second, other = finished(office)
    both = Period(period.first, other.last)
    found = compare(office, both)
    assert (found.state, found.changed) == (BooksState.EQUAL, ())
    office.delete_payment(first)
    assert [one.day for one in compare(office, both).changed] == [period.first]
    assert compare(office, other).changed == ()
    deal_with_all(office, compare(office, both))
    assert compare(office, both).state is BooksState.EQUAL
    office.delete_payment(second)
    assert [one.day for one in compare(office, other).changed] == [other.first]


def test_a_charge_that_turns_up_on_an_empty_finished_day(office: Office) -> None:
    office.pass_days(2)
    row = office.unused(CARD)
    period = today(office)
    body = {"invoice_id": row.document.ref.id, "record": False}
    office.practice.switches(ippay={"report_lag_h": "72"})
    assert office.practice.control("POST", "/splynx/addon-charge", body)["charged"]
    office.pass_days(2)
    assert compare(office, period).state is BooksState.EQUAL
    office.pass_days(2)
    found = compare(office, period)
    assert [one.case for one in found.waiting] == [Case.STRANGER_UNRECORDED]
    assert [one.before.sums for one in found.changed] == [("0.00", "0.00", "0.00")]
