"""A month of mixed traffic, with injected differences of every kind: all found, nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from ippay_desktop.domain.billing import DocumentRef, NewPayment
from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import TransactionId, receipt_number
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reconciliation import Case
from ippay_desktop.services.comparing import BooksState, CompareService, Comparison, finding_subject
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.return_rates import ReturnRates
from tests.sim.reports.conftest import Office
from tests.sim.reports.test_unheard_charges import void_at_ippay

CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK


@dataclass
class Month:
    """What was done on purpose, by the case that must be found for it."""

    office: Office
    expected: Counter[Case] = field(default_factory=Counter)
    charged: list[Attempt] = field(default_factory=list)

    def charge(self, kind: InstrumentKind = CARD) -> Attempt:
        attempt = self.office.charge(kind)
        assert attempt.state is AttemptState.RECORDED
        self.charged.append(attempt)
        return attempt

    def record(self, attempt: Attempt, receipt: str, amount: Money) -> None:
        """A payment that somebody enters by hand, or that was posted twice."""
        workspace = self.office.workspace
        workspace.billing.record_payment(
            NewPayment(
                document=DocumentRef.refill(attempt.customer_id),
                pinned=False,
                amount=amount,
                method=workspace.profile.method_for(CARD),
                paid_on=workspace.today(),
                receipt_number=receipt,
                transaction_id=TransactionId(receipt),
                masked_number="",
                comment="by hand",
            )
        )

    def addon(self, *, record: bool) -> None:
        row = self.office.unused(CARD)
        body = {"invoice_id": row.document.ref.id, "record": record}
        assert self.office.practice.control("POST", "/splynx/addon-charge", body)["charged"]
        self.expected[Case.STRANGER_RECORDED if record else Case.STRANGER_UNRECORDED] += 1


@pytest.fixture
def month(office: Office) -> Month:
    return Month(office)


def compared(office: Office, period: Period) -> Comparison:
    office.reconcile()
    return CompareService(office.workspace).compare(period)


def found_cases(found: Comparison) -> Counter[Case]:
    matched = {Case.AGREED, Case.AGREED_ELSEWHERE}
    return Counter(one.case for one in found.result.findings if one.case not in matched)


def inject(month: Month) -> None:
    """One difference of every kind that the world can make."""
    office = month.office
    # A payment that somebody deletes, one that is doubled, one whose amount is another.
    office.delete_payment(month.charge())
    month.expected[Case.PAYMENT_GONE] += 1
    doubled = month.charge()
    receipt = receipt_number(doubled.intent.transaction_id)
    month.record(doubled, receipt, doubled.intent.amount)
    month.expected[Case.RECORDED_TWICE] += 1
    short = month.charge()
    cents = str(short.intent.amount.minor - 1)
    edit: dict[str, Any] = {"table": "payments", "id": short.payment_id}
    edit["set"] = {"amount": f"{cents[:-2]}.{cents[-2:]}"}
    office.practice.control("POST", "/splynx/edit", edit)
    month.expected[Case.AMOUNTS_DIFFER] += 1
    # A receipt of ours that IPpay knows no charge of.
    month.record(month.charge(), receipt_number(TransactionId("0" * 18)), Money(4242, "USD"))
    month.expected[Case.NEVER_CHARGED] += 1
    # The add-on, with and without its payment.
    month.addon(record=True)
    month.addon(record=False)
    # Voided on IPpay's pages, and returned by the bank: the payments stay in Splynx.
    void_at_ippay(office, month.charge())
    office.come_back(month.charge(BANK), "R01")
    month.expected[Case.TAKEN_BACK] += 2


def test_every_injected_difference_is_found_and_nothing_else(month: Month) -> None:
    office = month.office
    first = office.workspace.today()
    for _ in range(3):
        for kind in (CARD, CARD, BANK):
            month.charge(kind)
        office.pass_days(3)
    inject(month)
    office.pass_days(2)
    for kind in (CARD, BANK):
        month.charge(kind)
    last = office.workspace.today()
    office.pass_days(20)
    period = Period(first, last)
    found = compared(office, period)
    assert found.result.awaited == ()
    assert found_cases(found) == month.expected
    assert found.state is BooksState.DIFFERENT
    check_sums(month, found)
    # Each part of the month says of its days what the whole says.
    middle = first + (last - first) // 2
    parts = [Period(first, middle), Period(middle + timedelta(days=1), last)]
    halves = [CompareService(office.workspace).compare(part) for part in parts]
    assert sum((found_cases(half) for half in halves), Counter()) == month.expected
    check_people(month, period)


def check_sums(month: Month, found: Comparison) -> None:
    """To the cent, and by the books themselves rather than by the comparison."""
    practice = month.office.practice
    totals = found.result.totals()
    ids = {attempt.intent.transaction_id for attempt in month.charged}
    moved = 0
    for entry in practice.books_ippay()["transactions"]:
        known = any(
            entry["transaction_id"] in str(one.evidence.transaction_id)
            for one in found.result.findings
        )
        counts = entry["type"] in {"SALE", "CHECK"} and entry["status"] in {
            "CAPTURED",
            "SETTLED",
            "ACH_SETTLED",
        }
        moved += entry["amount_minor"] if known and counts else 0
    assert totals.net.charged.minor == moved
    lost = {AttemptState.TAKEN_BACK, AttemptState.RETURNED, AttemptState.VOIDED}
    now = [month.office.now(attempt) for attempt in month.charged]
    claimed = sum(one.intent.amount.minor for one in now if one.state not in lost)
    assert totals.net.claimed.minor == claimed
    assert len(ids) == len(month.charged)


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
    waiting = {one.subject for one in findings.open() if one.subject.startswith("books:")}
    assert waiting == {finding_subject(one) for one in found.waiting}
    for one in found.waiting:
        findings.dismiss(finding_subject(one), "Looked at.")
    done = service.compare(period)
    assert (done.state, done.waiting, done.is_kept) == (BooksState.EQUAL, (), True)
    assert not any(one.subject.startswith("books:") for one in findings.open())
    again = service.compare(period)
    assert (again.proof, again.is_kept) == (done.proof, False)
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
