"""Voids and refunds of our own in IPpay's books: known, counted once, and no news."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import Attempt, AttemptState, Outcome
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import ReversalOpenError
from ippay_desktop.domain.reconciliation import Case, Finding
from ippay_desktop.domain.reconciliation_findings import Sums
from ippay_desktop.domain.reversal import Operation, ReversalState
from ippay_desktop.services.comparing import CompareService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversal_settling import ReversalSettler
from ippay_desktop.services.reversing import ReversalService
from tests.sim.reports.conftest import Office, office_with

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.reversal import Reversal
    from tests.support.practice import PracticeServers

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


class _LikeACard:
    """Gives ids that hold what passes for a card number, which IPpay masks in what it was sent."""

    def __init__(self) -> None:
        self._made = itertools.count(1)

    def new_id(self) -> str:
        return f"a4111111111111111b{next(self._made):014d}"


def test_a_refund_whose_reference_ippay_has_masked_is_ours_all_the_same(office: Office) -> None:
    masked = Office(office.practice, replace(office.workspace, ids=_LikeACard()), office.clock)
    attempt = masked.charge(CARD)
    period = today(office)
    service = ReversalService(office.workspace)
    part = Money.parse("1.00", "USD")
    service.carry_out(service.prepare_refund(attempt.id, part))
    books = office.practice.books_ippay()["transactions"]
    assert not any(attempt.id in str(entry) for entry in books)
    assert any("****1111" in str(entry) for entry in books)
    assert [one.case for one in own(office, attempt, period)] == [Case.REFUND_NOT_ENTERED]


def test_a_refund_of_a_charge_of_weeks_ago_is_no_strangers(office: Office) -> None:
    attempt = office.charge(CARD)
    office.pass_days(40)
    service = ReversalService(office.workspace)
    service.carry_out(service.prepare_refund(attempt.id, Money.parse("1.00", "USD")))
    found = CompareService(office.workspace).compare(today(office)).result
    # It belongs to the day of its charge.
    assert (found.findings, found.awaited) == ((), ())


def lost_part(office: Office, fault: str, **args: Any) -> Reversal:
    """A refund of a part, whose answer never came."""
    attempt = office.charge(CARD)
    rule = {"server": "ippay", "type": "CREDIT", "fault": fault, "args": args, "times": 1}
    office.practice.faults([rule])
    service = ReversalService(office.workspace)
    order = service.prepare_refund(attempt.id, Money.parse("1.00", "USD"))
    assert order.operations == (Operation.FREE_CREDIT,)
    return service.carry_out(order).reversal


def test_absence_from_the_books_joins_the_hold_of_a_refund(office: Office) -> None:
    reversals = office.workspace.journal.reversals
    reversal = lost_part(office, "drop_before")
    # The books cannot be read: every enquiry says "not found", and yet nothing may go back again.
    office.practice.faults([{"server": "reports", "fault": "http_500"}])
    office.reconcile()
    office.reconcile()
    assert reversals.one(reversal.id).state is ReversalState.UNKNOWN
    with pytest.raises(ReversalOpenError):
        ReversalService(office.workspace).prepare_refund(reversal.attempt_id, None)
    office.practice.faults([])
    office.reconcile()
    settled = reversals.one(reversal.id)
    assert (settled.state, settled.went_back) == (ReversalState.NOT_SENT, False)
    again = ReversalService(office.workspace).prepare_refund(
        reversal.attempt_id, Money.parse("1.00", "USD")
    )
    after = ReversalService(office.workspace).carry_out(again).reversal
    assert after.state is ReversalState.TO_ENTER
    assert after.intent.transaction_id == reversal.intent.transaction_id


def test_a_refund_that_the_books_hold_is_not_declared_not_sent(
    practice: PracticeServers, tmp_path: Path
) -> None:
    """A gateway whose enquiry does not find what its books tell of."""
    practice.switches(ippay={"enq_mode": "late", "enq_late_s": "86400"})
    try:
        with office_with(practice, tmp_path, approved_recheck_s=600) as office:
            reversal = lost_part(office, "drop_after")
            reversals = office.workspace.journal.reversals
            # In the books too briefly to count, and no longer than that unknown to enquiries.
            settler = ReversalSettler(office.workspace)
            for _ in range(3):
                assert settler.settle(reversal).state is ReversalState.UNKNOWN
            office.pass_days(0.02)
            office.reconcile()
            assert reversals.one(reversal.id).state is ReversalState.TO_ENTER
    finally:
        practice.switches(ippay={"enq_mode": "normal"})
