"""Payments in the practice Splynx: allocation, reversal and duplicates, under each switch."""

from typing import Any

import pytest
import requests

from tests.sandbox.conftest import Splynx
from tests.support.practice import PracticeServers

CUSTOMER = 1


class Books:
    """One fresh customer with chosen debts."""

    def __init__(self, splynx: Splynx, practice: PracticeServers) -> None:
        self.splynx = splynx
        self.practice = practice
        body = {"name": "Fresh", "partner_id": 1, "location_id": 1}
        self.customer = splynx.post("customers/customer", body)

    def invoice(self, total: str, date: str = "2026-11-01") -> int:
        made = self.practice.control(
            "POST",
            "/splynx/invoice",
            {"customer_id": self.customer, "total": total, "date_created": date},
        )
        return int(made["id"])

    def debit(self, price: str) -> int:
        body = {"customer_id": self.customer, "type": "debit", "price": price, "category": 1}
        return self.splynx.post("finance/transactions", {**body, "date": "2026-09-01"})

    def pay(self, amount: str, **more: Any) -> int:
        return self.splynx.pay(self.customer, amount, **more)

    def due(self, invoice: int) -> float:
        return float(self.splynx.get(f"finance/invoices/{invoice}")["due"])

    def status(self, invoice: int) -> str:
        return str(self.splynx.get(f"finance/invoices/{invoice}")["status"])

    def remind(self, payment: int) -> str:
        return str(self.splynx.get(f"finance/payments/{payment}")["remind_amount"])

    def deposit(self) -> str:
        return str(self.splynx.get(f"customers/customer-billing/{self.customer}")["deposit"])


@pytest.fixture
def books(splynx: Splynx, practice: PracticeServers) -> Books:
    return Books(splynx, practice)


def test_full_payment_of_a_pinned_invoice(books: Books) -> None:
    older, pinned = books.invoice("10.00", "2026-10-01"), books.invoice("64.50")
    assert books.deposit() == "-74.5000"
    payment = books.pay("64.50", invoice_id=pinned, date="2026-11-20")
    invoice = books.splynx.get(f"finance/invoices/{pinned}")
    assert (invoice["status"], invoice["due"], invoice["payment_id"]) == ("paid", 0, payment)
    assert invoice["date_payment"] == "2026-11-20"
    assert books.due(older) == 10
    assert books.deposit() == "-10.0000"
    (link,) = books.splynx.get(f"finance/invoice-relations?invoice_id={pinned}")
    assert (link["payer_id"], link["type"], link["amount"]) == (payment, "payment", 64.5)
    credit = books.splynx.get(f"finance/payments/{payment}")["transaction_id"]
    row = books.splynx.get(f"finance/transactions/{credit}")
    assert (row["type"], row["category"], row["total"]) == ("credit", 3, "64.5000")


def test_partial_payment_and_rest(books: Books) -> None:
    invoice = books.invoice("100.00")
    first = books.pay("40.00", invoice_id=invoice)
    assert (books.status(invoice), books.due(invoice)) == ("not_paid", 60)
    second = books.pay("60.00", invoice_id=invoice)
    assert (books.status(invoice), books.due(invoice)) == ("paid", 0)
    assert books.splynx.get(f"finance/invoices/{invoice}")["payment_id"] == second != first


def test_surplus_goes_to_debits_then_invoices_oldest_first(books: Books) -> None:
    debit = books.debit("12.00")
    new, old = books.invoice("30.00", "2026-11-01"), books.invoice("20.00", "2026-10-01")
    pinned = books.invoice("50.00", "2026-11-02")
    payment = books.pay("87.00", invoice_id=pinned)
    assert books.due(pinned) == 0
    assert books.splynx.get(f"finance/transactions/{debit}")["remind_amount"] == "0.0000"
    assert (books.due(old), books.due(new)) == (0, 25)
    assert books.remind(payment) == "0.0000"
    rest = books.pay("100.00")
    assert books.remind(rest) == "75.0000"
    assert books.deposit() == "75.0000"


def test_switch_alloc_rest_none(books: Books, practice: PracticeServers) -> None:
    practice.switches(splynx={"alloc_rest": "none"})
    other, pinned = books.invoice("20.00", "2026-10-01"), books.invoice("50.00")
    payment = books.pay("60.00", invoice_id=pinned)
    assert (books.due(pinned), books.due(other)) == (0, 20)
    assert books.remind(payment) == "10.0000"


def test_switch_invoice_pin_ignored(books: Books, practice: PracticeServers) -> None:
    practice.switches(splynx={"invoice_pin": "ignored"})
    debit = books.debit("12.00")
    older, pinned = books.invoice("20.00", "2026-10-01"), books.invoice("50.00")
    books.pay("50.00", invoice_id=pinned)
    assert books.splynx.get(f"finance/transactions/{debit}")["remind_amount"] == "0.0000"
    assert (books.due(older), books.due(pinned), books.status(pinned)) == (0, 32, "not_paid")


def test_proforma_payment_waits_on_the_balance(books: Books, practice: PracticeServers) -> None:
    invoice = books.invoice("20.00")
    items = [{"description": "x", "quantity": 2, "price": "60.00", "tax": "7.5"}]
    body = {"customer_id": books.customer, "number": "P1", "items": items}
    first = books.splynx.post("finance/proforma-invoices", body)
    assert books.splynx.get(f"finance/proforma-invoices/{first}")["total"] == 129
    payment = books.pay("129.00", request_id=first)
    paid = books.splynx.get(f"finance/proforma-invoices/{first}")
    assert (paid["status"], paid["payment_id"]) == ("paid", payment)
    assert (books.remind(payment), books.due(invoice)) == ("129.0000", 20)
    assert books.splynx.call("DELETE", f"finance/payments/{payment}").status_code == 204
    assert books.splynx.get(f"finance/proforma-invoices/{first}")["status"] == "not_paid"
    practice.switches(splynx={"proforma_auto_paid": "off"})
    books.pay("129.00", request_id=first)
    assert books.splynx.get(f"finance/proforma-invoices/{first}")["status"] == "not_paid"


def test_delete_undoes_everything(books: Books, practice: PracticeServers) -> None:
    debit = books.debit("5.00")
    invoice = books.invoice("20.00")
    payment = books.pay("40.00", invoice_id=invoice)
    path = f"finance/payments/{payment}"
    assert books.splynx.call("DELETE", path).status_code == 204
    assert (books.status(invoice), books.due(invoice)) == ("not_paid", 20)
    assert books.splynx.get(f"finance/invoices/{invoice}")["date_payment"] == "0000-00-00"
    assert books.splynx.get(f"finance/transactions/{debit}")["remind_amount"] == "5.0000"
    assert books.deposit() == "-25.0000"
    assert books.splynx.call("DELETE", path).status_code == 404
    assert books.splynx.call("GET", path).status_code == 404
    practice.switches(splynx={"deleted_payments_listed": "on"})
    assert books.splynx.get(path)["id"] == payment
    assert books.splynx.call("DELETE", path).status_code == 404


def test_invoice_with_money_cannot_be_deleted(books: Books) -> None:
    invoice = books.invoice("20.00")
    payment = books.pay("5.00", invoice_id=invoice)
    path = f"finance/invoices/{invoice}"
    refused = books.splynx.call("DELETE", path)
    assert refused.json()["error"]["internal_code"] == "ENTITY_CANNOT_BE_DELETED"
    books.splynx.call("DELETE", f"finance/payments/{payment}")
    assert books.splynx.call("DELETE", path).status_code == 204
    assert books.status(invoice) == "deleted"
    assert books.deposit() == "0.0000"


def test_no_protection_against_duplicates(books: Books, practice: PracticeServers) -> None:
    same = {"receipt_number": "IPP-1", "additional_attributes": {"ext_attempt_key": "k1"}}
    assert books.pay("1.00", **same) != books.pay("1.00", **same)
    body = {"customer_id": books.customer, "payment_type": 7, "date": "2026-11-23", "amount": "1"}
    for switch in ("receipt_duplicate_error", "unique_custom_field"):
        practice.switches(splynx={switch: "on"})
        answer = books.splynx.call("POST", "finance/payments", json=body | same)
        assert answer.status_code == 422
        practice.switches(splynx={switch: "off"})
    custom = "finance/payments?additional_attributes[ext_attempt_key]=k1"
    assert len(books.splynx.get(custom)) == 2


def test_small_switches_of_payments(books: Books, practice: PracticeServers) -> None:
    invoice = books.invoice("20.00", "2026-01-05")
    practice.control(
        "POST",
        "/splynx/edit",
        {"table": "invoices", "id": invoice, "set": {"date_updated": "2026-01-05"}},
    )
    books.pay("5.00", invoice_id=invoice)
    path = f"finance/invoices/{invoice}"
    assert books.splynx.get(path)["date_updated"] == "2026-01-05"
    practice.switches(splynx={"date_updated_on_payment": "on", "empty_receipt_autonumber": "on"})
    payment = books.pay("5.00", invoice_id=invoice, receipt_number="")
    assert books.splynx.get(path)["date_updated"] == practice.today
    row = books.splynx.get(f"finance/payments/{payment}")
    assert row["receipt_number"].startswith("2026-07-")
    practice.advance(3600)
    books.splynx.call("PUT", f"finance/payments/{payment}", json={"comment": "a"})
    assert books.splynx.get(f"finance/payments/{payment}")["updated_at"] == row["updated_at"]
    practice.switches(splynx={"updated_at_moves": "on"})
    books.splynx.call("PUT", f"finance/payments/{payment}", json={"comment": "b"})
    assert books.splynx.get(f"finance/payments/{payment}")["updated_at"] > row["updated_at"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"customer_id": 999_999}, "customer_id"),
        ({"payment_type": 99}, "payment_type"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.00001"}, "amount"),
        ({"amount": "ten"}, "amount"),
        ({"date": "soon"}, "date"),
        ({"invoice_id": 999_999}, "invoice_id"),
        ({"receipt_number": "R" * 33}, "receipt_number"),
    ],
)
def test_validation(splynx: Splynx, wrong: dict[str, Any], field: str) -> None:
    good = {"customer_id": 1, "payment_type": 7, "date": "2026-11-23", "amount": "1.00"}
    answer = splynx.call("POST", "finance/payments", json=good | wrong)
    assert answer.status_code == 422
    assert [entry["field"] for entry in answer.json()] == [field]


def test_three_decimals_and_paid_documents(books: Books) -> None:
    invoice = books.invoice("1.235")
    payment = books.pay("1.235", invoice_id=invoice)
    assert books.status(invoice) == "paid"
    again = books.pay("2.00", invoice_id=invoice)
    assert books.remind(again) == "2.0000"
    path = f"finance/invoices/{invoice}"
    assert books.splynx.call("PUT", path, json={"status": "not_paid"}).status_code == 422
    assert books.splynx.call("PUT", path, json={"memo": "seen"}).status_code == 202
    assert payment


def test_lost_answer_after_commit(books: Books, practice: PracticeServers) -> None:
    invoice = books.invoice("20.00")
    practice.faults(
        [
            {
                "server": "splynx",
                "method": "POST",
                "path": "payments$",
                "fault": "drop_after",
                "times": 1,
            }
        ]
    )
    with pytest.raises(requests.ConnectionError):
        books.pay("20.00", invoice_id=invoice, receipt_number="IPP-LOST")
    found = books.splynx.get("finance/payments?main_attributes[receipt_number]=IPP-LOST")
    assert len(found) == 1
    assert books.status(invoice) == "paid"
