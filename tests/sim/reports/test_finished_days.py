"""A finished day says so, proves it, and is told when its books change later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.reconciliation import Case
from ippay_desktop.services.comparing import BooksState, CompareService, Comparison, finding_subject
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService

if TYPE_CHECKING:
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
