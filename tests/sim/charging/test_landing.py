"""Where the money went: foreseen, read back, and a person's matter when it paid another debt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.forecast import Certainty, Forecast
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, receipt_number
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.services.charging import ChargeOrder, ChargeService
from ippay_desktop.services.foreseeing import ForecastService
from ippay_desktop.services.planning import BEING_SETTLED, PlanService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from tests.sandbox.conftest import Splynx
from tests.support.workspaces import chargeable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

CARD = AccountChoice.CARD
PINS = ("honoured", "ignored")
SETTINGS = [{"invoice_pin": pin, "alloc_rest": rest} for pin in PINS for rest in ("oldest", "none")]
_had: set[int] = set()


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


class Customer:
    """A customer with a good card who owes exactly what a test wants."""

    def __init__(self, practice: PracticeServers, workspace: Workspace) -> None:
        self._practice = practice
        self._workspace = workspace
        self._splynx = Splynx(practice)
        owners = {row.document.ref.customer_id for row in chargeable(workspace)}
        self.id = min(CustomerId(number) for number in owners if number not in _had)
        _had.add(self.id)
        self._forgive()

    def close(self) -> None:
        self._splynx.session.close()

    def _forgive(self) -> None:
        for invoice in self._practice.books_splynx(self.id, only_open=True)["invoices"]:
            self.edit("invoices", invoice["id"], status="paid", due="0")
        for debit in self._workspace.billing.open_debits(frozenset({self.id})) or ():
            self.edit("transactions", debit.id, remind_amount="0")

    def edit(self, table: str, number: int, **values: Any) -> None:
        self._practice.control(
            "POST", "/splynx/edit", {"table": table, "id": number, "set": values}
        )

    def invoice(self, total: str, issued_on: str) -> DocumentId:
        body = {"customer_id": self.id, "total": total, "date_created": issued_on}
        return DocumentId(self._practice.control("POST", "/splynx/invoice", body)["id"])

    def debit(self, price: str, dated: str = "2026-09-01") -> int:
        body = {"customer_id": self.id, "type": "debit", "price": price, "category": 1}
        return self._splynx.post("finance/transactions", {**body, "date": dated})

    def proforma(self, total: str) -> DocumentId:
        items = [{"description": "Plan", "quantity": 1, "price": total, "tax": 0}]
        body = {"customer_id": self.id, "number": f"P{self.id}", "items": items}
        return DocumentId(self._splynx.post("finance/proforma-invoices", body))

    def pay_by_hand(self, amount: str) -> None:
        """Money that comes in by another way, for no document."""
        self._splynx.pay(self.id, amount)

    def order(self, invoice: DocumentId, amount: str | None = None) -> ChargeOrder:
        document = self._workspace.billing.document(DocumentKind.INVOICE, invoice)
        part = None if amount is None else usd(amount)
        return ChargeService(self._workspace).prepare_document(document, CARD, part)

    def due(self, invoice: DocumentId) -> Money:
        return self._workspace.billing.document(DocumentKind.INVOICE, invoice).due

    def went(self, attempt: Attempt) -> dict[int | None, Money]:
        """Where a charge's payment went by Splynx's own books: by invoice, None for debits."""
        relations = self._practice.books_splynx(self.id)["relations"]
        return {
            row["invoice_id"]: usd(str(row["amount"]))
            for row in relations
            if row["payer_id"] == attempt.payment_id
        }

    def debited(self) -> list[int]:
        """Cents that the gateway moved for this customer's documents."""
        numbers = {row["number"] for row in self._practice.books_splynx(self.id)["invoices"]}
        return [
            entry["amount_minor"]
            for entry in self._practice.books_ippay()["transactions"]
            if entry["order_number"] in numbers and entry["status"] == "CAPTURED"
        ]


@pytest.fixture
def customer(practice: PracticeServers, workspace: Workspace) -> Iterator[Customer]:
    made = Customer(practice, workspace)
    yield made
    made.close()
    practice.switches(
        splynx={
            "invoice_pin": "honoured",
            "alloc_rest": "oldest",
            "proforma_auto_paid": "on",
            "relations_supported": "on",
        }
    )


def foresee(workspace: Workspace, order: ChargeOrder) -> Forecast:
    return ForecastService(workspace).of_order(order)


def pay(workspace: Workspace, order: ChargeOrder) -> Attempt:
    return ChargeService(workspace).charge(order).attempt


def misplaced(
    practice: PracticeServers, workspace: Workspace, customer: Customer
) -> tuple[DocumentId, DocumentId, ChargeOrder, Attempt]:
    """An invoice whose money paid a debit and an older invoice: both, its order, its charge."""
    practice.switches(splynx={"invoice_pin": "ignored"})
    customer.debit("50.00")
    older, own = customer.invoice("12.00", "2026-10-01"), customer.invoice("70.00", "2026-11-01")
    order = customer.order(own)
    return older, own, order, pay(workspace, order)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_an_invoice_behind_older_debts(practice, workspace, customer, settings):
    practice.switches(splynx=settings)
    customer.debit("50.00")
    older, own = customer.invoice("12.00", "2026-10-01"), customer.invoice("70.00", "2026-11-01")
    newer = customer.invoice("9.00", "2026-11-02")
    order = customer.order(own)
    forecast = foresee(workspace, order)
    assert forecast.certainty is Certainty.UNKNOWN
    assert [share.amount.text() for share in forecast.first] == ["50.00", "12.00"]
    assert (forecast.lands, forecast.still_due) == (usd("8.00"), usd("62.00"))
    attempt = pay(workspace, order)
    assert attempt.money_taken is MoneyTaken.YES
    if settings["invoice_pin"] == "honoured":
        assert attempt.state is AttemptState.RECORDED
        assert customer.went(attempt) == {own: usd("70.00")}
    else:
        assert attempt.state is AttemptState.MISPLACED
        assert customer.went(attempt) == {
            None: usd("50.00"),
            older: usd("12.00"),
            own: usd("8.00"),
        }
        assert customer.due(own) == forecast.still_due
    assert customer.due(newer) == usd("9.00")
    assert customer.debited() == [7000]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("amount", [None, "30.00"], ids=["whole", "part"])
def test_what_is_certain_lands_under_every_setting(practice, workspace, customer, settings, amount):
    practice.switches(splynx=settings)
    # Money on the balance and newer debts change nothing.
    customer.pay_by_hand("15.00")
    own, newer = customer.invoice("70.00", "2026-10-01"), customer.invoice("9.00", "2026-11-02")
    order = customer.order(own, amount)
    forecast = foresee(workspace, order)
    assert forecast.certainty is Certainty.CERTAIN
    assert not forecast.is_doubtful
    attempt = pay(workspace, order)
    assert attempt.state is AttemptState.RECORDED
    assert customer.went(attempt) == {own: order.amount}
    assert customer.due(own) == forecast.still_due == usd("70.00") - order.amount
    assert customer.due(newer) == usd("9.00")


def test_a_part_payment_that_an_older_debt_takes_whole(practice, workspace, customer):
    practice.switches(splynx={"invoice_pin": "ignored"})
    customer.debit("50.00")
    own = customer.invoice("70.00", "2026-10-01")
    order = customer.order(own, "30.00")
    forecast = foresee(workspace, order)
    assert (forecast.lands, forecast.still_due) == (usd("0.00"), usd("70.00"))
    attempt = pay(workspace, order)
    assert attempt.state is AttemptState.MISPLACED
    assert customer.went(attempt) == {None: usd("30.00")}
    assert customer.due(own) == usd("70.00")


@pytest.mark.parametrize("pin", PINS)
def test_several_invoices_charged_oldest_first_all_land(practice, workspace, customer, pin):
    practice.switches(splynx={"invoice_pin": pin})
    own = [customer.invoice(f"{number}1.00", f"2026-10-0{number}") for number in (1, 2, 3)]
    period = Period.parse("2026-10-01..2026-10-03")
    wanted = DocumentFilter(period=period, customers=frozenset({customer.id}))
    plan = ForecastService(workspace).of_plan(PlanService(workspace).plan(wanted, CARD))
    assert [row.document.id for row in plan.rows] == own
    assert not any(row.needs_a_look for row in plan.rows)
    # Without the first, the money for the others may go on it.
    assert all(row.needs_a_look for row in plan.without(frozenset({f"invoice:{own[0]}"})).rows)
    for invoice in own:
        assert pay(workspace, customer.order(invoice)).state is AttemptState.RECORDED
    assert [customer.due(invoice) for invoice in own] == [usd("0.00")] * 3


def test_a_refill_settles_what_is_open_first(workspace, customer):
    customer.debit("50.00")
    older = customer.invoice("12.00", "2026-10-01")
    order = ChargeService(workspace).prepare_refill(customer.id, CARD, usd("100.00"))
    forecast = foresee(workspace, order)
    assert forecast.certainty is Certainty.EXPECTED
    assert (forecast.elsewhere, forecast.lands) == (usd("62.00"), usd("38.00"))
    attempt = pay(workspace, order)
    assert attempt.state is AttemptState.RECORDED
    assert customer.went(attempt) == {None: usd("50.00"), older: usd("12.00")}
    assert attempt.payment_id is not None
    assert workspace.billing.payment(attempt.payment_id).unallocated == forecast.lands


@pytest.mark.parametrize("is_marked_paid", ["on", "off"])
def test_a_proforma_waits_on_the_balance(practice, workspace, customer, is_marked_paid):
    practice.switches(splynx={"proforma_auto_paid": is_marked_paid})
    older = customer.invoice("12.00", "2026-10-01")
    number = customer.proforma("25.00")
    document = workspace.billing.document(DocumentKind.PROFORMA, number)
    order = ChargeService(workspace).prepare_document(document, CARD, None)
    forecast = foresee(workspace, order)
    assert (forecast.certainty, forecast.lands) == (Certainty.EXPECTED, usd("25.00"))
    attempt = pay(workspace, order)
    assert customer.went(attempt) == {}
    assert customer.due(older) == usd("12.00")
    if is_marked_paid == "on":
        assert attempt.state is AttemptState.RECORDED
    else:
        # Taken, and the proforma would look as if it could be charged again.
        assert attempt.state is AttemptState.MISPLACED
        assert "25.00 USD is on the customer's balance" in attempt.reason
        with pytest.raises(AttemptOpenError):
            pay(workspace, order)


def test_attention_says_where_it_went_and_the_document_is_not_charged_again(
    practice, workspace, customer
):
    older, own, order, attempt = misplaced(practice, workspace, customer)
    [item] = AttentionService(workspace).items()
    assert item.kind == "allocated_elsewhere"
    number = workspace.billing.document(DocumentKind.INVOICE, older).ref.number
    assert "50.00 USD went on a debit that belongs to no invoice" in item.about.reason
    assert f"12.00 USD went on invoice {number}" in item.about.reason
    assert "resolve" in item.choices
    with pytest.raises(AttemptOpenError):
        customer.order(own)
    with pytest.raises(AttemptOpenError):
        pay(workspace, order)
    period = Period.parse("2026-11-01..2026-11-01")
    wanted = DocumentFilter(period=period, customers=frozenset({customer.id}))
    [row] = PlanService(workspace).plan(wanted, CARD).rows
    assert (row.document.id, row.reason) == (own, BEING_SETTLED)
    # Asking again and again decides nothing, and writes nothing.
    before = workspace.journal.entries_of(attempt.id)[0]
    ReconcileService(workspace).reconcile(wait_s=0)
    assert workspace.journal.entries_of(attempt.id)[0] == before
    assert customer.debited() == [7000]


def test_a_person_accepts_where_it_is_and_the_rest_may_be_charged(practice, workspace, customer):
    _, own, _, attempt = misplaced(practice, workspace, customer)
    resolving = ResolveService(workspace)
    decided = resolving.resolve(attempt.id, Decision.APPROVED, "the router was owed anyway")
    assert decided.state is AttemptState.RECORDED
    assert AttentionService(workspace).items() == ()
    again = pay(workspace, customer.order(own))
    assert again.state is AttemptState.RECORDED
    assert again.intent.transaction_id != attempt.intent.transaction_id
    # What the older debts took of the first is charged once more, by a person's decision.
    assert customer.debited() == [7000, 6200]
    assert customer.due(own) == usd("0.00")


def test_money_that_a_person_moves_in_splynx_is_seen(practice, workspace, customer):
    _, own, _, attempt = misplaced(practice, workspace, customer)
    relations = practice.books_splynx(customer.id)["relations"]
    first, *others = [row for row in relations if row["payer_id"] == attempt.payment_id]
    customer.edit(
        "invoice_relations", first["id"], invoice_id=own, transaction_id=None, amount="70"
    )
    for row in others:
        customer.edit("invoice_relations", row["id"], payer_id=1)
    customer.edit("invoices", own, status="paid", due="0")
    ReconcileService(workspace).reconcile(wait_s=0)
    assert workspace.journal.attempt(attempt.id).state is AttemptState.RECORDED
    assert customer.debited() == [7000]


def test_a_deleted_payment_is_said_and_never_posted_again(practice, workspace, customer):
    _, own, _, attempt = misplaced(practice, workspace, customer)
    practice.control("POST", "/splynx/delete-payment", {"id": attempt.payment_id})
    assert customer.due(own) == usd("70.00")
    ReconcileService(workspace).reconcile(wait_s=0)
    after = workspace.journal.attempt(attempt.id)
    assert after.state is AttemptState.MISPLACED
    assert after.money_taken is MoneyTaken.YES
    assert f"payment {attempt.payment_id} is no longer in Splynx" in after.reason
    assert not after.is_recorded
    with pytest.raises(AttemptOpenError):
        customer.order(own)
    ReconcileService(workspace).reconcile(wait_s=0)
    receipt = receipt_number(attempt.intent.transaction_id)
    assert workspace.billing.payments(customer.id, receipt_number=receipt) == ()
    assert customer.debited() == [7000]


def test_a_server_without_relations_is_judged_by_the_invoice(practice, workspace, customer):
    practice.switches(splynx={"relations_supported": "404"})
    _, own, _, attempt = misplaced(practice, workspace, customer)
    assert attempt.state is AttemptState.MISPLACED
    assert "See in Splynx what it paid" in attempt.reason
    practice.switches(splynx={"invoice_pin": "honoured"})
    fresh = customer.invoice("5.00", "2026-11-05")
    assert pay(workspace, customer.order(fresh)).state is AttemptState.RECORDED
    assert customer.due(own) == usd("62.00")


@pytest.mark.parametrize("path", ["admin/finance/transactions", "admin/finance/invoices$"])
def test_what_cannot_be_read_is_not_foreseen_and_stops_no_charge(
    practice, workspace, customer, path
):
    own = customer.invoice("70.00", "2026-10-01")
    order = customer.order(own)
    practice.faults([{"server": "splynx", "path": path, "fault": "http_500", "times": None}])
    forecast = foresee(workspace, order)
    assert forecast.is_blind
    assert forecast.certainty is Certainty.EXPECTED
    assert not forecast.is_doubtful
    assert pay(workspace, order).state is AttemptState.RECORDED
    practice.control("DELETE", "/faults")
    paid = workspace.billing.document(DocumentKind.INVOICE, own)
    assert paid.status is DocumentStatus.PAID
