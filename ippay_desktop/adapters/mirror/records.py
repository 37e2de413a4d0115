"""Values to rows of the copy, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.mirror.folding import digits, fold
from ippay_desktop.adapters.mirror.schema import KINDS, STATUSES
from ippay_desktop.domain.billing import Customer, Document, DocumentRef
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentId
from ippay_desktop.domain.local_copy import document_key
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_STATUS_NUMBERS = {status: number for number, status in enumerate(STATUSES)}

CUSTOMER_READ = (
    "id, name, status, login, email, phone, partner_id, location_id, street, zip_code, city, "
    "category, added_on"
)
DOCUMENT_READ = (
    "d.key, d.kind, d.customer_id, d.number, d.status, d.total, d.due, d.issued_on, d.due_on, "
    "d.payment_id"
)


def ordinal(day: date | None) -> int:
    """A day as a number; 0 for none."""
    return 0 if day is None else day.toordinal()


def day_of(number: int) -> date | None:
    """The day of a number."""
    return date.fromordinal(number) if number else None


def customer_row(one: Customer) -> tuple[Any, ...]:
    """A customer, in the order of `CUSTOMER_COLUMNS`."""
    phone = digits(one.phone)
    words = fold(f"{one.name} {one.login} {one.email} {one.phone} {phone} {one.id}")
    return (
        int(one.id), one.name, one.status, one.login, one.email, one.phone, one.partner_id,
        one.location_id, one.street, one.zip_code, one.city, one.category,
        ordinal(one.added_on), fold(one.name), words,
    )  # fmt: skip


def customer_of(row: Sequence[Any]) -> Customer:
    """A customer from the columns of `CUSTOMER_READ`."""
    number, name, status, login, email, phone, partner, location = row[:8]
    street, code, city, kind, added_on = row[8:13]
    return Customer(
        CustomerId(number), name, status, login, email, phone, partner, location, street, code,
        city, kind, day_of(added_on),
    )  # fmt: skip


def document_row(one: Document) -> tuple[Any, ...]:
    """A document, in the order of `DOCUMENT_COLUMNS`."""
    ref = one.ref
    return (
        document_key(ref.kind, ref.id or 0), _KIND_NUMBERS[ref.kind], int(ref.customer_id),
        ref.number or "", _STATUS_NUMBERS[one.status], one.total.minor, one.due.minor,
        ordinal(one.issued_on), ordinal(one.due_on), one.payment_id or 0,
    )  # fmt: skip


def document_of(row: Sequence[Any], currency: str) -> Document:
    """A document from the columns of `DOCUMENT_READ`."""
    key, kind, customer, number, status, total, due, issued, due_on, payment = row[:10]
    return Document(
        ref=DocumentRef(KINDS[kind], CustomerId(customer), DocumentId(key // 2), number or None),
        status=STATUSES[status],
        total=Money(total, currency),
        due=Money(due, currency),
        issued_on=day_of(issued),
        due_on=day_of(due_on),
        payment_id=PaymentId(payment) if payment else None,
    )


def kind_number(one: object) -> int:
    """The number of a kind."""
    return _KIND_NUMBERS[one]  # type: ignore[index]  # a KeyError is our bug


def status_number(one: object) -> int:
    """The number of a status."""
    return _STATUS_NUMBERS[one]  # type: ignore[index]  # a KeyError is our bug
