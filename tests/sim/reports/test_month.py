"""A month of mixed traffic, with injected differences of every kind: all found, nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import RECEIPT_PREFIX, receipt_number
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reconciliation import Case
from ippay_desktop.domain.reversal import ReversalState
from ippay_desktop.services.comparing import BooksState, CompareService, Comparison, finding_subject
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.return_rates import ReturnRates
from tests.sim.reports.conftest import Office, office_with
from tests.sim.reports.month import (
    Month,
    charge_unrecorded,
    inject_gateway,
    inject_payments,
    inject_strangers,
    inject_unsettled,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
MATCHED = {Case.AGREED, Case.AGREED_ELSEWHERE}
OF_BOOKS = ("books:", "payment_gone:")
HAZARDS = {"report_dup": "on", "report_units": "alt", "report_outside": "on"}


@pytest.fixture
def month(office: Office, tmp_path: Path) -> Iterator[Month]:
    office.pass_days(2)
    # Splynx tells what day it is.
    office.unused(CARD)
    with office_with(office.practice, tmp_path / "elsewhere") as elsewhere:
        yield Month(office, elsewhere)


def compared(office: Office, period: Period) -> Comparison:
    office.reconcile()
    return CompareService(office.workspace).compare(period)


def found_cases(found: Comparison) -> Counter[Case]:
    return Counter(one.case for one in found.result.findings if one.case not in MATCHED)


@pytest.mark.timeout(400)
def test_every_injected_difference_is_found_and_nothing_else(month: Month) -> None:
    office = month.office
    first = office.workspace.today()
    for _ in range(3):
        month.ordinary_traffic()
        office.pass_days(3)
    month.given_back()
    check_doubted_reversals(month)
    inject_payments(month)
    inject_gateway(month)
    inject_strangers(month)
    office.pass_days(2)
    month.ordinary_traffic()
    inject_unsettled(month)
    last = office.workspace.today()
    office.pass_days(20)
    period = Period(first, last)
    service = CompareService(office.workspace)
    found = service.compare(period)
    assert (found_cases(found), found.result.awaited) == (month.expected, ())
    assert set(found_cases(found)) | MATCHED == set(Case)
    assert found.state is BooksState.DIFFERENT
    check_sums(month, found)
    # Each part of the month says of its days what the whole says.
    middle = first + (last - first) // 2
    parts = [Period(first, middle), Period(middle + timedelta(days=1), last)]
    halves = [service.compare(part) for part in parts]
    assert sum((found_cases(half) for half in halves), Counter()) == month.expected
    # Evidence settles by itself what was under way; no hazard of the reports is a difference.
    office.practice.faults([])
    office.reconcile()
    found = compared(office, period)
    assert found_cases(found) == month.expected - month.settled
    check_sums(month, found)
    for hazard, value in HAZARDS.items():
        office.practice.switches(ippay={hazard: value})
        again = service.compare(period)
        assert (again.proof, again.is_kept) == (found.proof, False), hazard
    check_people(month, period)


def check_doubted_reversals(month: Month) -> None:
    """A void and a linked refund in doubt: only IPpay's reports can settle them, and they do."""
    office = month.office
    voided, refunded = month.doubted_reversals()
    reversals = office.workspace.journal.reversals
    for attempt in (voided, refunded):
        (reversal,) = reversals.of(attempt.id)
        assert reversal.state is ReversalState.UNKNOWN
    done = office.reconcile()
    assert {voided.id, refunded.id} <= {one.id for one in done.heard}
    assert [one.state for one in reversals.of(voided.id)] == [ReversalState.DELETED]
    assert [one.state for one in reversals.of(refunded.id)] == [ReversalState.TO_ENTER]
    month.enter_all(refunded)


def check_sums(month: Month, found: Comparison) -> None:
    """To the cent, and by the servers' own books rather than by the comparison."""
    practice, totals = month.office.practice, found.result.totals()
    since = found.result.scope.period.first.isoformat()
    operations = [
        entry for entry in practice.books_ippay()["transactions"] if entry["received_at"] >= since
    ]
    assert totals.net.charged.minor == sum(entry["net_minor"] for entry in operations)
    receipts = {entry["transaction_id"] for entry in operations}
    payments = [
        entry
        for entry in practice.books_splynx()["payments"]
        if not entry["deleted"]
        and entry["date"] >= since
        and entry["receipt_number"].startswith((RECEIPT_PREFIX, *receipts))
    ]
    recorded = sum(int(entry["amount"].replace(".", "")) for entry in payments)
    assert totals.gross.recorded.minor * 100 == recorded
    # The parts are the whole, and what others did is not in the sums that are compared.
    result = found.result
    assert result.own.count + result.elsewhere.count == totals.count
    differences = sum(one.difference.minor for one in result.findings)
    assert totals.net.charged.minor - totals.net.recorded.minor == differences
    assert result.elsewhere.net.charged == result.elsewhere.net.recorded
    agreed = [one for one in result.findings if one.case in MATCHED]
    assert all(one.difference.minor == 0 for one in agreed)


def check_people(month: Month, period: Period) -> None:
    """Persons deal with what is left; then the days are finished, and stay provable."""
    office = month.office
    service, findings = CompareService(office.workspace), FindingService(office.workspace)
    for attempt in month.charged:
        if office.now(attempt).state is AttemptState.TAKEN_BACK:
            office.delete_payment(attempt)
    office.reconcile()
    found = service.compare(period)
    assert not found_cases(found)[Case.TAKEN_BACK]
    waiting = {one.subject for one in findings.open() if one.subject.startswith(OF_BOOKS)}
    # The refund stands in Attention as what is to be entered, and not once more.
    own = {finding_subject(one) for one in found.waiting if one.case is Case.REFUND_NOT_ENTERED}
    assert waiting == {finding_subject(one) for one in found.waiting} - own
    for one in found.waiting:
        findings.dismiss(finding_subject(one), "Looked at.")
    done = service.compare(period)
    assert (done.state, done.waiting, done.is_kept) == (BooksState.EQUAL, (), True)
    assert not any(one.subject.startswith(OF_BOOKS) for one in findings.open())
    again = service.compare(period)
    assert (again.proof, again.is_kept, again.changed) == (done.proof, False, ())
    (kept,) = [note for note in service.kept() if note.facts["proof"] == done.proof][-1:]
    assert kept.facts["state"] == "equal"
    gauges = {gauge.name: gauge for gauge in ReturnRates(office.workspace).gauges()}
    banks = sum(attempt.is_bank for attempt in month.charged)
    assert (gauges["overall"].returned, gauges["overall"].debits) == (1, banks)


def test_a_quiet_day_is_equal_and_today_is_open(office: Office) -> None:
    attempt = office.charge(CARD)
    today = Period(office.workspace.today(), office.workspace.today())
    assert compared(office, today).state is BooksState.OPEN
    office.pass_days(2)
    found = compared(office, today)
    assert (found.state, found.result.awaited) == (BooksState.EQUAL, ())
    assert found.result.totals().net.charged == attempt.intent.amount


def test_reports_that_are_behind_accuse_nobody(office: Office) -> None:
    office.charge(CARD)
    office.practice.switches(ippay={"report_lag_h": "12"})
    today = Period(office.workspace.today(), office.workspace.today())
    found = compared(office, today)
    assert [one.case for one in found.result.findings if one.case is not Case.AGREED] == []
    assert [one.case for one in found.result.awaited] == [Case.NEVER_CHARGED]
    assert found.state is BooksState.OPEN
    office.pass_days(1)
    assert compared(office, today).result.awaited == ()


@pytest.mark.parametrize("hazard", ["report_dup", "report_units", "report_outside"])
def test_no_hazard_of_the_reports_makes_a_difference(office: Office, hazard: str) -> None:
    made = [office.charge(CARD), office.charge(BANK)]
    today = Period(office.workspace.today(), office.workspace.today())
    office.pass_days(5)
    plain = compared(office, today)
    value = "alt" if hazard == "report_units" else "on"
    office.practice.switches(ippay={hazard: value})
    found = compared(office, today)
    assert found.proof == plain.proof
    assert found.state is BooksState.EQUAL
    assert found.result.totals().net.charged.minor == sum(one.intent.amount.minor for one in made)


@pytest.mark.parametrize("is_void", [True, False])
def test_reports_that_are_behind_a_reversal_accuse_nobody(month: Month, *, is_void: bool) -> None:
    office, attempt = month.office, month.charge()
    charged_on = Period(office.workspace.today(), office.workspace.today())
    # Long enough for the reports to have the charge, too short for what takes it back.
    if is_void:
        office.pass_days(0.45)
        office.practice.switches(ippay={"report_lag_h": "10"})
        month.void(attempt)
    else:
        office.practice.control("POST", "/ippay/close-batch", {})
        office.pass_days(1.5)
        office.practice.switches(ippay={"report_lag_h": "34"})
        month.refund(attempt, None)
    month.enter_all(attempt)
    found = compared(office, charged_on)
    assert found.result.differences == ()
    assert [one.evidence.attempts for one in found.result.awaited] == [(attempt.id,)]
    office.pass_days(2)
    after = compared(office, charged_on)
    assert (after.state, after.result.awaited) == (BooksState.EQUAL, ())
    assert after.result.own.net.charged == after.result.own.net.recorded == Money.zero("USD")


def test_a_payment_weeks_after_its_charge_accuses_nobody(month: Month) -> None:
    """Another computer's charge, of which this one's journal knows nothing."""
    office, elsewhere = month.office, month.elsewhere
    refused = charge_unrecorded(elsewhere)
    charged_on = Period(office.workspace.today(), office.workspace.today())
    (found,) = compared(office, charged_on).result.findings
    assert found.case is Case.UNRECORDED_ELSEWHERE
    for one in (office, elsewhere):
        one.clock.ahead += timedelta(days=30)
    office.practice.advance(30 * 86400)
    elsewhere.reconcile()
    assert elsewhere.now(refused).state is AttemptState.RECORDED
    (found,) = compared(office, charged_on).result.findings
    assert (found.case, found.difference) == (Case.AGREED_ELSEWHERE, Money.zero("USD"))
    recorded_on = Period(office.workspace.today(), office.workspace.today())
    assert compared(office, recorded_on).result.findings == ()


def test_a_charge_that_is_recorded_again_weeks_later_is_found_on_its_day(month: Month) -> None:
    office = month.office
    attempt = month.charge()
    charged_on = Period(office.workspace.today(), office.workspace.today())
    office.pass_days(25)
    # Splynx tells what day it is.
    office.unused(CARD)
    month.record(attempt, receipt_number(attempt.intent.transaction_id), attempt.intent.amount)
    (found,) = compared(office, charged_on).result.findings
    assert (found.case, len(found.evidence.payments)) == (Case.RECORDED_TWICE, 2)
