"""The first population: believable, repeatable, and consistent to the last cent."""

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from ippay_desktop.sandbox.ippay.cards import passes_luhn, penny_code
from ippay_desktop.sandbox.population.months import monthly_counts
from tests.sandbox.conftest import Splynx
from tests.support.practice import PracticeServers


@pytest.fixture(scope="module")
def default() -> Any:
    with PracticeServers() as practice:
        client = Splynx(practice)
        yield practice, client
        client.session.close()


def test_books_agree(default: Any) -> None:
    practice, _ = default
    check_books(practice, Splynx(practice))


def check_books(practice: PracticeServers, client: Splynx) -> None:
    books = practice.books_splynx()
    balance: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in client.get("finance/transactions"):
        sign = 1 if row["type"] == "credit" else -1
        balance[row["customer_id"]] += sign * Decimal(row["total"])
    for customer, deposit in books["deposits"].items():
        assert Decimal(deposit) == balance[int(customer)], customer
    to_invoice: defaultdict[int, Decimal] = defaultdict(Decimal)
    from_payment: defaultdict[int, Decimal] = defaultdict(Decimal)
    for link in books["relations"]:
        to_invoice[link["invoice_id"]] += Decimal(link["amount"])
        from_payment[link["payer_id"]] += Decimal(link["amount"])
    for invoice in books["invoices"]:
        total, due = Decimal(invoice["total"]), Decimal(invoice["due"])
        if invoice["status"] == "deleted":
            assert due == 0
        else:
            assert total - due == to_invoice[invoice["id"]]
            assert (due == 0) == (invoice["status"] == "paid")
    for payment in books["payments"]:
        left = Decimal(payment["amount"]) - from_payment[payment["id"]]
        assert Decimal(payment["remind_amount"]) == left
    client.session.close()


def test_the_latest_month_is_worth_a_run(default: Any) -> None:
    practice, client = default
    start, end = practice.period.split("..")
    between = "main_attributes[date_created][0]=BETWEEN"
    between += f"&main_attributes[date_created][1]={start}&main_attributes[date_created][2]={end}"
    rows = client.get(f"finance/invoices?{between}&main_attributes[status]=not_paid")
    saved = {row["customer_id"] for row in client.get("customers/customer-payment-account-data")}
    chargeable = [row for row in rows if row["due"] > 0 and str(row["customer_id"]) in saved]
    assert len(chargeable) >= 250
    codes = Counter(penny_code(round(row["due"] * 100)) for row in chargeable)
    assert 0.88 < codes["000"] / len(chargeable) < 0.98
    assert len(codes) > 4


def test_every_state_is_there(default: Any) -> None:
    practice, client = default
    books = practice.books_splynx()
    today = practice.today
    states = Counter(row["status"] for row in books["invoices"])
    assert set(states) == {"not_paid", "paid", "pending", "deleted"}
    unpaid = [row for row in books["invoices"] if row["status"] == "not_paid"]
    assert any(row["date_till"] < today for row in unpaid)
    assert any(0 < Decimal(row["due"]) < Decimal(row["total"]) for row in unpaid)
    assert {row["status"] for row in books["proformas"]} == {"not_paid", "paid", "pending"}
    assert {row["type"] for row in books["invoices"]} == {"recurring", "one_time"}
    customers = client.get("customers/customer")
    assert {row["status"] for row in customers} == {"new", "active", "blocked", "disabled"}
    assert {row["partner_id"] for row in customers} == {1, 2, 3}
    assert "& Sons <Fiber> LLC" in customers[0]["name"]
    assert len(books["invoices"]) + len(books["proformas"]) == 1500
    months = {row["date_created"][:7] for row in books["invoices"] if row["type"] == "recurring"}
    assert len(months) == 8
    old = [
        r
        for r in client.get("finance/transactions")
        if r["type"] == "debit" and not r["invoice_id"]
    ]
    assert len(old) == 10
    assert all(row["remind_amount"] == row["total"] for row in old)


def test_saved_methods(default: Any) -> None:
    practice, client = default
    rows = client.get("customers/customer-payment-account-data")
    cards = [row for row in rows if row["field_1"]]
    banks = [row for row in rows if row["field_6"]]
    assert 0.65 < len(cards) / 400 < 0.8
    assert 0.1 < len(banks) / 400 < 0.22
    assert any(row["field_1"] and row["field_6"] for row in rows)
    raw = [row["field_1"] for row in cards if passes_luhn(row["field_1"])]
    assert len(raw) == 2
    assert [row["field_4"] for row in cards if row["field_4"] == "see note"]
    accounts = [row for row in banks if row["field_6"].isdigit()]
    assert 0 < len(accounts) < len(banks) / 3
    year = dt.date.fromisoformat(practice.today).year
    assert sum(row["field_4"].endswith(str(year - 1)) for row in cards) >= 2
    tokens = [row["field_1"] for row in cards if not row["field_1"].isdigit()]
    assert len(set(tokens)) == len(tokens)


def test_the_same_seed_gives_the_same_population() -> None:
    def population(seed: int) -> tuple[Any, Any]:
        with PracticeServers(customers=20, invoices=60, seed=seed) as practice:
            client = Splynx(practice)
            found = client.get("customers/customer"), client.get("finance/invoices")
            client.session.close()
            return found

    first = population(5)
    assert first == population(5)
    assert first != population(6)


@pytest.mark.parametrize(("billed", "wanted"), [(372, 1290), (95_000, 860_000), (3, 100), (50, 0)])
def test_months(billed: int, wanted: int) -> None:
    counts = monthly_counts(billed, wanted)
    assert sum(counts) == wanted
    assert all(0 <= count <= billed for count in counts)
    assert counts == sorted(counts)


def test_twenty_thousand_documents() -> None:
    with PracticeServers(customers=2_000, invoices=20_000) as practice:
        counts = practice.control("GET", "/state")["counts"]
        assert counts["invoices"] + counts["proforma_invoices"] == 20_000
        client = Splynx(practice)
        page = client.get(
            "finance/invoices?main_attributes[id][0]=%3E&main_attributes[id][1]=15000"
            "&order[id]=ASC&limit=500"
        )
        assert [row["id"] for row in page] == list(range(15_001, 15_501))
        client.session.close()
