"""Payments to record on the practice Splynx."""

from datetime import date
from typing import Any

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, NewPayment
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentMethodId
from ippay_desktop.domain.money import Money
from tests.support.practice import PracticeServers

RECEIPT = "IPP-9F3K2M7QX1B0C4D5E6"


def open_invoice(servers: PracticeServers) -> dict[str, Any]:
    """The first unpaid invoice of a customer who has no other open one."""
    rows = [row for row in servers.books_splynx()["invoices"] if row["status"] == "not_paid"]
    customers = [row["customer_id"] for row in rows]
    return next(row for row in rows if customers.count(row["customer_id"]) == 1)


def open_proforma(servers: PracticeServers) -> dict[str, Any]:
    """The first unpaid proforma."""
    rows = servers.books_splynx()["proformas"]
    return next(row for row in rows if row["status"] == "not_paid")


def payment_for(
    servers: PracticeServers,
    row: dict[str, Any],
    *,
    kind: DocumentKind = DocumentKind.INVOICE,
    pinned: bool = True,
) -> NewPayment:
    return NewPayment(
        document=DocumentRef(
            kind, CustomerId(row["customer_id"]), DocumentId(row["id"]), row["number"]
        ),
        pinned=pinned,
        amount=Money.parse(row.get("due", row["total"]), "USD"),
        method=PaymentMethodId(servers.card_method),
        paid_on=date.fromisoformat(servers.today),
        receipt_number=RECEIPT,
        transaction_id=RECEIPT.removeprefix("IPP-"),
        masked_number="···· 4242",
        comment="IPpay approval 014467",
    )


def recorded(servers: PracticeServers) -> list[dict[str, Any]]:
    """What Splynx's books hold under our receipt number."""
    rows = servers.books_splynx()["payments"]
    return [row for row in rows if row["receipt_number"] == RECEIPT]
