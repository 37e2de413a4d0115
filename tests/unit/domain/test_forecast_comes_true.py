"""Forecasts held against the practice server's own bookkeeping, over generated customers.

Both were written from the same documents but share no code: the server allocates in its database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, OpenDebt
from ippay_desktop.domain.forecast import Certainty, Forecast, PlannedPayment, foresee
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.money import Money, total
from ippay_desktop.sandbox.clock import Clock
from ippay_desktop.sandbox.splynx.ledger import Ledger
from ippay_desktop.sandbox.splynx.schema import schema_sql
from ippay_desktop.sandbox.store import Store, Value
from ippay_desktop.sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.sandbox.store import Row

FIRST_DAY = date(2026, 11, 1)
NOTHING = Money.zero("USD")


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


@dataclass(frozen=True)
class World:
    """A customer's debts, and how the server allocates.

    Attributes:
        invoices: Cents, day and whether it is pending.
        debits: Cents and day.
        credit: Cents that lie on the balance from before.
    """

    invoices: list[tuple[int, int, bool]]
    debits: list[tuple[int, int]]
    credit: int
    pin: str
    rest: str


# Few days and small sums, so that same days and sums that just fit are met often.
CENTS = st.integers(1, 40)
worlds = st.builds(
    World,
    invoices=st.lists(st.tuples(CENTS, st.integers(0, 3), st.booleans()), min_size=1, max_size=4),
    debits=st.lists(st.tuples(CENTS, st.integers(0, 5)), max_size=3),
    credit=st.integers(0, 20),
    pin=st.sampled_from(["honoured", "ignored"]),
    rest=st.sampled_from(["oldest", "none"]),
)


class Practice:
    """The practice server's ledger, without the server around it; each customer is a new one."""

    def __init__(self, store: Store) -> None:
        self.switches = Switches(on_change=lambda _values: None)
        self.ledger = Ledger(store, Clock(zone="UTC"), self.switches)
        self.store = store
        self.customer = CustomerId(0)

    def begin(self, world: World) -> tuple[list[OpenDebt], list[OpenDebt]]:
        """A new customer with a world's debts: the invoices, and the plain debits."""
        self.switches.change("splynx", {"invoice_pin": world.pin, "alloc_rest": world.rest})
        self.customer = CustomerId(self.customer + 1)
        self.store.insert("customer_billing", {"customer_id": self.customer})
        if world.credit:
            # Paid before there was any debt, so that it stays on the balance.
            self.pay(Money(world.credit, "USD"))
        return [self._issue(*one) for one in world.invoices], [
            self._debit(*one) for one in world.debits
        ]

    def _issue(self, cents: int, on: int, is_pending: bool) -> OpenDebt:  # drawn
        status = "pending" if is_pending else "not_paid"
        values: dict[str, Value] = {
            "customer_id": self.customer,
            "date_created": str(day(on)),
            "status": status,
        }
        number = self.ledger.issue_invoice(values, cents * 100)
        ref = DocumentRef(DocumentKind.INVOICE, self.customer, DocumentId(number), None)
        return OpenDebt(number, self.customer, Money(cents, "USD"), day(on), ref)

    def _debit(self, cents: int, on: int) -> OpenDebt:
        open_part = cents * 100
        number = self.ledger.add_transaction(
            self.customer, "debit", open_part, str(day(on)), description="Box", remind=open_part
        )
        return OpenDebt(number, self.customer, Money(cents, "USD"), day(on))

    def pay(self, amount: Money, **pinned: int | None) -> dict[str, Money]:
        """Record a payment; where it went, by debt, and the rest on the balance as ""."""
        values: dict[str, Value] = {
            "customer_id": self.customer,
            "amount": amount.minor * 100,
            "date": "2026-12-01",
            **pinned,
        }
        payment = self.ledger.record_payment(values)
        links = self.store.rows("SELECT * FROM invoice_relations WHERE payer_id = ?", (payment,))
        went = {_name(link): Money(int(link["amount"]) // 100, "USD") for link in links}
        rest = amount - total(list(went.values()), "USD")
        return went | ({"": rest} if rest.is_positive else {})

    def due(self, debt: OpenDebt) -> Money:
        due = self.store.number("SELECT due FROM invoices WHERE id = ?", (debt.id,))
        return Money(due // 100, "USD")


def _name(link: Row) -> str:
    invoice = link["invoice_id"]
    return f"invoice:{invoice}" if invoice else f"debit:{link['transaction_id']}"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    file = tmp_path_factory.mktemp("ledger") / "splynx.sqlite"
    store = Store(file, schema_sql())
    with store.transaction():
        yield Practice(store)
    store.close()


def foreseen_shares(forecast: Forecast, own: str) -> dict[str, Money]:
    """What a forecast says, in the form of what `Practice.pay` tells."""
    shares = {
        share.debt.document.key if share.debt.document else f"debit:{share.debt.id}": share.amount
        for share in forecast.first
    }
    return shares | ({own: forecast.lands} if forecast.lands.is_positive else {})


@given(world=worlds, chosen=st.integers(0, 3), part=st.integers(1, 4))
def test_one_invoice_lands_as_foreseen(
    practice: Practice, world: World, chosen: int, part: int
) -> None:
    issued, debits = practice.begin(world)
    own = issued[chosen % len(issued)]
    assert own.document is not None
    amount = Money(max(1, own.amount.minor * part // 4), "USD")
    payment = PlannedPayment(own.document, amount, own.amount, own.dated)
    [forecast] = foresee([payment], issued + debits, are_complete=True)
    went = practice.pay(amount, invoice_id=own.id)
    if forecast.certainty is not Certainty.UNKNOWN or world.pin == "honoured":
        assert went == {own.document.key: amount}
        assert practice.due(own) == own.amount - amount
    else:
        assert forecast.first
        assert went == foreseen_shares(forecast, own.document.key)
        assert practice.due(own) == forecast.still_due


@given(world=worlds, cents=st.integers(1, 150), is_proforma=st.booleans())
def test_money_for_no_invoice_lands_as_foreseen(
    practice: Practice, world: World, cents: int, *, is_proforma: bool
) -> None:
    issued, debits = practice.begin(world)
    amount, pinned = Money(cents, "USD"), {}
    document = DocumentRef.refill(practice.customer)
    if is_proforma:
        number = practice.store.insert("proforma_invoices", {"customer_id": practice.customer})
        document = DocumentRef(DocumentKind.PROFORMA, practice.customer, DocumentId(number), None)
        pinned = {"request_id": number}
    payment = PlannedPayment(document, amount, amount, FIRST_DAY)
    [forecast] = foresee([payment], issued + debits, are_complete=True)
    assert practice.pay(amount, **pinned) == foreseen_shares(forecast, "")


@given(world=worlds, order=st.permutations(range(4)))
def test_a_run_lands_as_foreseen_row_by_row(
    practice: Practice, world: World, order: list[int]
) -> None:
    issued, debits = practice.begin(world)
    charged = [issued[number] for number in order if number < len(issued)]
    payments = [
        PlannedPayment(debt.document, debt.amount, debt.amount, debt.dated)
        for debt in charged
        if debt.document is not None
    ]
    forecasts = foresee(payments, issued + debits, are_complete=True)
    for debt, payment, forecast in zip(charged, payments, forecasts, strict=True):
        if practice.due(debt) != payment.due:
            # An earlier row's money went here: the charge refuses a document that changed.
            break
        went = practice.pay(payment.amount, invoice_id=debt.id)
        if forecast.certainty is not Certainty.UNKNOWN or world.pin == "honoured":
            assert went == {payment.document.key: payment.amount}
        else:
            assert went == foreseen_shares(forecast, payment.document.key)
