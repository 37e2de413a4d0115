"""Splynx's records to our values. Pure; raises `ProtocolError` for what must not be guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from ippay_desktop.adapters.splynx.values import (
    Row,
    read_date,
    read_flag,
    read_id,
    read_money,
    read_reference,
    read_rounded_money,
    read_text,
    to_date,
    to_text,
    unusable,
)
from ippay_desktop.domain.billing import (
    AccountDefinition,
    Allocation,
    Customer,
    CustomerBilling,
    Document,
    DocumentKind,
    DocumentRef,
    DocumentStatus,
    Location,
    OpenDebt,
    Partner,
    Payment,
    PaymentMethod,
)
from ippay_desktop.domain.identifiers import (
    CustomerId,
    DocumentId,
    PaymentAccountId,
    PaymentId,
    PaymentMethodId,
)
from ippay_desktop.domain.instrument import SLOT_COUNT, SavedFields
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText

_MAX_DESCRIPTION = 200
_METHOD_LABELS = 5
_STATUSES = {status.value: status for status in DocumentStatus}


def _document_id(row: Row, column: str) -> DocumentId | None:
    number = read_reference(row, column)
    return None if number is None else DocumentId(number)


def _method_id(row: Row, column: str) -> PaymentMethodId | None:
    number = read_reference(row, column)
    return None if number is None else PaymentMethodId(number)


def partner(row: Row) -> Partner:
    """A partner."""
    return Partner(read_id(row, "id"), read_text(row, "name"))


def location(row: Row) -> Location:
    """A location."""
    return Location(read_id(row, "id"), read_text(row, "name"))


def payment_method(row: Row) -> PaymentMethod:
    """A payment method with the labels of its five fields."""
    labels = [read_text(row, f"name_{number}") for number in range(1, _METHOD_LABELS + 1)]
    return PaymentMethod(
        id=PaymentMethodId(read_id(row, "id")),
        name=read_text(row, "name"),
        is_active=read_flag(row, "is_active"),
        labels=(labels[0], labels[1], labels[2], labels[3], labels[4]),
    )


def account_definition(row: Row) -> AccountDefinition:
    """A payment account with the labels of its ten slots."""
    return AccountDefinition(
        id=PaymentAccountId(read_id(row, "id")),
        title=read_text(row, "title"),
        labels=tuple(read_text(row, f"field_{number}") for number in range(1, SLOT_COUNT + 1)),
    )


def saved_fields(row: Row) -> SavedFields | None:
    """One customer's slots; a row of blanks is nothing stored."""
    slots = [to_text(row.get(f"field_{number}")) for number in range(1, SLOT_COUNT + 1)]
    if not any(slot.strip() for slot in slots):
        return None
    return SavedFields(tuple(SecretText(slot) for slot in slots))


class CustomerColumns(TypedDict, total=False):
    """All that `customer` looks at, and what pages of changes are judged by."""

    id: Any
    name: Any
    status: Any
    login: Any
    email: Any
    phone: Any
    partner_id: Any
    location_id: Any
    street_1: Any
    zip_code: Any
    city: Any
    category: Any
    date_add: Any
    last_update: Any


def customer(row: Row) -> Customer:
    """A customer; an unreadable day of joining is none, as nothing depends on it."""
    try:
        added_on = to_date(row.get("date_add"))
    except ValueError:
        added_on = None
    return Customer(
        id=CustomerId(read_id(row, "id")),
        name=read_text(row, "name"),
        status=read_text(row, "status"),
        login=read_text(row, "login"),
        email=read_text(row, "email"),
        phone=read_text(row, "phone"),
        partner_id=read_reference(row, "partner_id") or 0,
        location_id=read_reference(row, "location_id") or 0,
        street=read_text(row, "street_1"),
        zip_code=read_text(row, "zip_code"),
        city=read_text(row, "city"),
        category=read_text(row, "category"),
        added_on=added_on,
    )


def customer_billing(row: Row, currency: str) -> CustomerBilling:
    """A customer's balance and preferred method."""
    return CustomerBilling(
        customer_id=CustomerId(read_id(row, "customer_id")),
        balance=read_rounded_money(row, "deposit", currency)[0],
        payment_method=_method_id(row, "payment_method"),
    )


def _status(row: Row) -> DocumentStatus:
    text = read_text(row, "status")
    if not text:
        raise unusable("status")
    return _STATUSES.get(text, DocumentStatus.OTHER)


def has_due(row: Row) -> bool:
    """Whether a record says itself what is open of it."""
    value = row.get("due")
    return type(value) is int or bool(to_text(value).strip())


def _due(row: Row, kind: DocumentKind, status: DocumentStatus, total: Money) -> tuple[Money, bool]:
    """The open amount, and whether it is exact.

    Proformas, and invoices of 3.x servers, have no such column: while unpaid, all is due.
    """
    if kind is DocumentKind.INVOICE and has_due(row):
        return read_rounded_money(row, "due", total.currency)
    return (total if status is DocumentStatus.NOT_PAID else Money.zero(total.currency)), True


def _description(row: Row) -> str:
    items = row.get("items")
    names = [
        read_text(item, "description")
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, Mapping)
    ]
    text = "; ".join(name for name in names if name) or read_text(row, "note")
    return text[:_MAX_DESCRIPTION]


class DocumentColumns(TypedDict, total=False):
    """All that `document` looks at for its values, and what pages of changes are judged by."""

    id: Any
    customer_id: Any
    number: Any
    status: Any
    total: Any
    due: Any
    date_created: Any
    date_till: Any
    payment_id: Any
    date_updated: Any


def document(row: Row, kind: DocumentKind, currency: str, *, is_described: bool = True) -> Document:
    """An invoice or proforma; without what its items say where nobody reads that."""
    status = _status(row)
    total, is_total_exact = read_rounded_money(row, "total", currency)
    due, is_due_exact = _due(row, kind, status, total)
    payment = read_reference(row, "payment_id")
    return Document(
        ref=DocumentRef(
            kind,
            CustomerId(read_id(row, "customer_id")),
            DocumentId(read_id(row, "id")),
            read_text(row, "number") or None,
        ),
        status=status,
        total=total,
        due=due,
        issued_on=read_date(row, "date_created"),
        due_on=read_date(row, "date_till"),
        payment_id=None if payment is None else PaymentId(payment),
        description=_description(row) if is_described else "",
        is_exact=is_total_exact and is_due_exact,
    )


def is_deleted(row: Row) -> bool:
    """Whether a record carries any of the marks that a deleted one may carry."""
    marked = read_flag(row, "deleted") or read_flag(row, "is_deleted")
    return marked or read_text(row, "status").casefold() == "deleted"


def payment(row: Row, currency: str) -> Payment:
    """A payment; a server that does not tell what is unallocated says nothing is."""
    has_rest = bool(to_text(row.get("remind_amount")).strip())
    rest = read_money(row, "remind_amount", currency) if has_rest else Money.zero(currency)
    return Payment(
        id=PaymentId(read_id(row, "id")),
        customer_id=CustomerId(read_id(row, "customer_id")),
        amount=read_money(row, "amount", currency),
        unallocated=rest,
        invoice_id=_document_id(row, "invoice_id"),
        proforma_id=_document_id(row, "request_id"),
        method=_method_id(row, "payment_type"),
        receipt_number=read_text(row, "receipt_number"),
        paid_on=read_date(row, "date"),
        comment=read_text(row, "comment"),
    )


def allocation(row: Row, payment_id: PaymentId, currency: str) -> Allocation | None:
    """Where part of a payment went; None for what transactions, credit notes and others settled."""
    if read_text(row, "type") != "payment" or read_id(row, "payer_id") != payment_id:
        return None
    return Allocation(
        payment_id=payment_id,
        invoice_id=_document_id(row, "invoice_id"),
        amount=read_money(row, "amount", currency),
    )


def open_debit(row: Row, currency: str) -> OpenDebt | None:
    """The open part of a debit transaction; None for that of an invoice, which is due there."""
    if read_reference(row, "invoice_id") is not None:
        return None
    return OpenDebt(
        id=read_id(row, "id"),
        customer_id=CustomerId(read_id(row, "customer_id")),
        amount=read_rounded_money(row, "remind_amount", currency)[0],
        dated=read_date(row, "date"),
    )
