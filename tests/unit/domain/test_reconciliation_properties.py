"""Any books at all: order, repetition and split periods change nothing, and the sums agree."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.reconciliation import FindingKind
from ippay_desktop.domain.report_port import Operation
from tests.unit.domain.books import DAY, dollars, judge
from tests.unit.domain.past import NOON, attempt, back, payment, row

S, K = AttemptState, FindingKind
VOID, REFUND, CHARGE = Operation.VOID, Operation.REFUND, Operation.CHARGE

STATES = st.sampled_from([S.RECORDED] * 3 + [S.TAKEN, S.UNKNOWN, S.DECLINED, S.NOT_SENT, S.VOIDED])


@st.composite
def shelves(draw: st.DrawFn) -> tuple[Any, ...]:
    """Some charges, each with whatever the three books hold of it."""
    evidence: list[Any] = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        cents = draw(st.integers(1, 3)) * 1000
        at = NOON + draw(st.integers(-25, 12)) * DAY
        base = attempt(number, draw(STATES), amount=Money(cents, "USD"), at=at)
        invoice = draw(st.sampled_from(["", "SAME", base.document.number]))
        base = replace(
            base,
            intent=replace(
                base.intent, instrument_kind=draw(st.sampled_from(list(InstrumentKind)))
            ),
        )
        if draw(st.booleans()):
            evidence.append(base)
        own = {"order_number": invoice, "attempt_reference": draw(st.sampled_from(["", "r"]))}
        readings = draw(st.sampled_from([(cents,), (cents, cents * 100), (cents * 100, cents), ()]))
        candidates = tuple(Money(minor, "USD") for minor in readings)
        for offset in range(draw(st.integers(0, 2))):
            kind = draw(st.sampled_from([CHARGE] * 4 + [VOID, REFUND, Operation.OTHER]))
            evidence.append(
                row(base, number * 10 + offset, operation=kind, amount_candidates=candidates, **own)
            )
        if draw(st.integers(0, 3)) == 0:
            evidence.append(back(base, number * 10, code=draw(st.sampled_from(["R01", "C01"]))))
        for offset in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            paid = {"amount": Money(cents + draw(st.sampled_from([0, 0, 1])), "USD")}
            customer = draw(st.sampled_from([base.customer_id] * 4 + [CustomerId(99)]))
            evidence.append(payment(base, number * 10 + offset, customer_id=customer, **paid))
    return tuple(evidence)


@given(shelves(), st.randoms())
def test_order_and_repetition_do_not_matter(
    evidence: tuple[Any, ...], shuffler: random.Random
) -> None:
    expected = judge(*evidence)
    again = [*evidence, *(one for one in evidence if shuffler.random() < 0.5)]
    again += [
        replace(one, is_outside_window=True)
        for one in evidence
        if hasattr(one, "is_outside_window") and shuffler.random() < 0.5
    ]
    shuffler.shuffle(again)
    assert judge(*again) == expected


@given(shelves(), st.integers(1, 29))
def test_a_period_is_its_parts_together(evidence: tuple[Any, ...], last: int) -> None:
    whole = judge(*evidence)
    parts = [
        judge(*evidence, period=Period(date(2026, 11, first), date(2026, 11, end)))
        for first, end in ((1, last), (last + 1, 30))
    ]
    assert parts[0].findings + parts[1].findings == whole.findings
    assert parts[0].awaited + parts[1].awaited == whole.awaited


@given(shelves())
def test_the_sums_agree(evidence: tuple[Any, ...]) -> None:
    everything = judge(*evidence, period=Period(date(2026, 1, 1), date(2027, 1, 1)))
    overall, parts = everything.totals(), [everything.totals(kind) for kind in FindingKind]
    for name in ("claimed", "charged", "recorded"):
        for side in ("gross", "back", "net"):
            sums = [getattr(getattr(part, side), name) for part in parts]
            assert total(sums, "USD") == getattr(getattr(overall, side), name)
    assert sum(part.count for part in parts) == overall.count == len(everything.findings)
    # Every payment that bears our receipt is in exactly one finding.
    payments = {one.id: one for one in evidence if type(one).__name__ == "Payment"}
    told = [number for finding in everything.findings for number in finding.evidence.payments]
    assert sorted(told) == sorted(payments)
    assert overall.gross.recorded == total([one.amount for one in payments.values()], "USD")
    # And all that the journal claims.
    taken = [
        one for one in evidence if isinstance(one, Attempt) and one.state in {S.TAKEN, S.RECORDED}
    ]
    assert overall.net.claimed == total([one.intent.amount for one in taken], "USD")
    for finding in everything.of(K.MATCHED):
        assert finding.difference == dollars("0")
        assert finding.is_elsewhere or finding.net.claimed == finding.net.charged
    if everything.agrees:
        own, elsewhere = everything.own.net, everything.elsewhere.net
        assert own.claimed == own.charged == own.recorded
        assert elsewhere.charged == elsewhere.recorded
    assert everything.agrees == (overall.count == everything.totals(K.MATCHED).count)
