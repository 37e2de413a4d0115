"""Voids and refunds of our own in IPpay's books: known, counted once, and no news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import Attempt, AttemptState, Outcome
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reconciliation import Case, Finding
from ippay_desktop.domain.reconciliation_findings import Sums
from ippay_desktop.services.comparing import CompareService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService

if TYPE_CHECKING:
    from tests.sim.reports.conftest import Office

CARD = InstrumentKind.CARD


def today(office: Office) -> Period:
    return Period(office.workspace.today(), office.workspace.today())


def own(office: Office, attempt: Attempt, period: Period) -> list[Finding]:
    """What is found about one charge; other tests share the servers, not the journal."""
    found = CompareService(office.workspace).compare(period)
    both = (*found.result.findings, *found.result.awaited)
    return [one for one in both if attempt.id in one.evidence.attempts]


def test_a_void_of_our_own_is_no_news_and_leaves_equal_books(office: Office) -> None:
    attempt = office.charge(CARD)
    period = today(office)
    service = ReversalService(office.workspace)
    service.carry_out(service.prepare_void(attempt.id, keep_payment=False))
    voided = office.now(attempt)
    assert (voided.state, voided.outcome) == (AttemptState.RECORDED, Outcome.VOIDED)
    assert office.reconcile().heard == ()
    assert office.now(attempt) == voided
    assert office.waiting(attempt) == []
    assert own(office, attempt, period) == []


@pytest.mark.parametrize("part", ["1.00", None])
@pytest.mark.parametrize("is_settled", [False, True])
def test_a_refund_of_our_own_is_counted_under_its_charge(
    office: Office, part: str | None, *, is_settled: bool
) -> None:
    attempt = office.charge(CARD)
    period = today(office)
    if is_settled:
        office.practice.control("POST", "/ippay/close-batch", {})
        office.pass_days(1)
    service = ReversalService(office.workspace)
    amount = None if part is None else Money.parse(part, "USD")
    service.carry_out(service.prepare_refund(attempt.id, amount))
    office.reconcile()
    assert office.now(attempt).state is AttemptState.RECORDED
    whole = attempt.intent.amount
    back = whole if amount is None else amount
    left, nothing = whole - back, Money.zero("USD")
    (found,) = own(office, attempt, period)
    # Until a person has entered it, Splynx's book holds the whole.
    assert (found.case, found.difference) == (Case.REFUND_NOT_ENTERED, nothing - back)
    assert found.net == Sums(left, left, whole)
    (reversal,) = office.workspace.journal.reversals.of(attempt.id)
    ReversalResolveService(office.workspace).resolve(reversal.id, Decision.APPROVED, "Entered.")
    (found,) = own(office, attempt, period)
    assert (found.case, found.difference) == (Case.AGREED, nothing)
    assert found.gross == Sums(whole, whole, whole)
    assert found.back == Sums(back, back, back)
