"""Where a payment will go: each rule by example."""

from __future__ import annotations

from datetime import date

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, OpenDebt
from ippay_desktop.domain.bulk import Plan, PlanRow
from ippay_desktop.domain.forecast import (
    Certainty,
    Forecast,
    OpenDebts,
    PlannedPayment,
    foresee,
)
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from tests.unit.domain.past import NOON

ANA = CustomerId(17)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def ref(number: int, kind: DocumentKind = DocumentKind.INVOICE) -> DocumentRef:
    return DocumentRef(kind, ANA, DocumentId(number), f"N{number}")


def invoice(number: int, due: str, day: int) -> OpenDebt:
    return OpenDebt(number, ANA, usd(due), date(2026, 11, day), ref(number))


def debit(number: int, due: str, day: int = 1) -> OpenDebt:
    return OpenDebt(number, ANA, usd(due), date(2026, 11, day))


OWN = invoice(44, "70.00", 10)


def pay(debt: OpenDebt = OWN, amount: str = "70.00") -> PlannedPayment:
    assert debt.document is not None
    return PlannedPayment(debt.document, usd(amount), debt.amount, debt.dated)


def one(*others: OpenDebt, amount: str = "70.00", are_complete: bool = True) -> Forecast:
    [found] = foresee([pay(amount=amount)], [OWN, *others], are_complete=are_complete)
    return found


@pytest.mark.parametrize(
    ("others", "certainty", "elsewhere", "still_due"),
    [
        ([], Certainty.CERTAIN, "0.00", "0.00"),
        ([invoice(50, "20.00", 11)], Certainty.CERTAIN, "0.00", "0.00"),
        # How debts of one day are ordered is not documented.
        ([invoice(45, "20.00", 10)], Certainty.EXPECTED, "0.00", "0.00"),
        ([invoice(43, "20.00", 10)], Certainty.UNKNOWN, "20.00", "20.00"),
        ([invoice(50, "20.00", 9)], Certainty.UNKNOWN, "20.00", "20.00"),
        ([invoice(12, "500.00", 1)], Certainty.UNKNOWN, "70.00", "70.00"),
        # Plain debits come before invoices, whatever their day.
        ([debit(3, "50.00", 28)], Certainty.UNKNOWN, "50.00", "50.00"),
        ([debit(3, "30.00"), invoice(12, "25.50", 2)], Certainty.UNKNOWN, "55.50", "55.50"),
    ],
)
def test_one_invoice(
    others: list[OpenDebt], certainty: Certainty, elsewhere: str, still_due: str
) -> None:
    found = one(*others)
    assert found.certainty is certainty
    assert (found.elsewhere, found.still_due) == (usd(elsewhere), usd(still_due))
    assert found.lands + found.elsewhere == usd("70.00")
    assert found.is_doubtful is (certainty is Certainty.UNKNOWN)


def test_of_a_part_payment_more_stays_due() -> None:
    found = one(debit(3, "15.00"), amount="20.00")
    assert (found.lands, found.elsewhere, found.still_due) == (
        usd("5.00"),
        usd("15.00"),
        usd("65.00"),
    )


def test_shares_name_the_debts_in_turn() -> None:
    found = one(invoice(12, "25.50", 2), debit(3, "30.00"))
    assert [(share.debt.id, share.amount) for share in found.first] == [
        (3, usd("30.00")),
        (12, usd("25.50")),
    ]


def test_nothing_is_certain_of_a_customer_whose_debts_could_not_all_be_read() -> None:
    alone, older = one(are_complete=False), one(debit(3, "1.00"), are_complete=False)
    assert (alone.certainty, alone.is_blind) == (Certainty.EXPECTED, True)
    assert (older.certainty, older.is_blind) == (Certainty.UNKNOWN, True)


def test_a_refill_settles_debts_first_and_stays_on_the_balance_with_the_rest() -> None:
    refill = PlannedPayment(DocumentRef.refill(ANA), usd("100.00"), usd("100.00"), None)
    [found] = foresee([refill], [OWN, debit(3, "10.00")], are_complete=True)
    assert found.certainty is Certainty.EXPECTED
    assert found.is_doubtful
    assert (found.elsewhere, found.lands) == (usd("80.00"), usd("20.00"))
    [alone] = foresee([refill], [], are_complete=True)
    assert (alone.certainty, alone.lands) == (Certainty.CERTAIN, usd("100.00"))


def test_a_proforma_waits_on_the_balance() -> None:
    proforma = PlannedPayment(ref(9, DocumentKind.PROFORMA), usd("5.00"), usd("5.00"), None)
    [found] = foresee([proforma], [OWN, debit(3, "10.00")], are_complete=True)
    assert (found.certainty, found.lands) == (Certainty.EXPECTED, usd("5.00"))
    assert not found.is_doubtful


def test_what_the_run_pays_first_is_in_no_way() -> None:
    older = invoice(40, "10.00", 1)
    first, second = foresee([pay(older, "10.00"), pay()], [OWN, older], are_complete=True)
    assert first.certainty is Certainty.CERTAIN
    # Should the first be declined, the second may land on it.
    assert second.certainty is Certainty.EXPECTED
    assert not second.is_doubtful


def test_a_debit_before_them_makes_each_of_a_run_short_in_turn() -> None:
    older = invoice(40, "10.00", 1)
    debts = [OWN, older, debit(3, "4.00")]
    first, second = foresee([pay(older, "10.00"), pay()], debts, are_complete=True)
    assert (first.elsewhere, first.still_due) == (usd("4.00"), usd("4.00"))
    assert [(share.debt.id, share.amount) for share in second.first] == [(40, usd("4.00"))]


def test_a_row_that_a_person_takes_out_settles_nothing() -> None:
    older = invoice(40, "10.00", 1)
    rows = tuple(
        PlanRow(debt.document, "Ana", debt.amount, None, "", issued_on=debt.dated)
        for debt in (older, OWN)
        if debt.document is not None
    )
    plan = Plan(rows, "", AccountChoice.ANY, "USD", NOON)
    foreseen = plan.foreseen(OpenDebts({ANA: (OWN, older)}, are_complete=True))
    assert [row.needs_a_look for row in foreseen.rows] == [False, False]
    [left] = foreseen.without(frozenset({"invoice:40"})).rows
    assert left.forecast is not None
    assert left.forecast.elsewhere == usd("10.00")
    assert left.needs_a_look
    assert foreseen.plan_hash == plan.plan_hash
