"""What Splynx holds, as frozen values: customers, documents, payments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ippay_desktop.domain.identifiers import (
    CustomerId,
    DocumentId,
    PaymentAccountId,
    PaymentId,
    PaymentMethodId,
)
from ippay_desktop.domain.money import Money


class DocumentKind(StrEnum):
    """What is charged: an invoice, a proforma invoice, or the customer's balance itself."""

    INVOICE = "invoice"
    PROFORMA = "proforma"
    REFILL = "refill"


class DocumentStatus(StrEnum):
    """Status as Splynx stores it; anything unseen is OTHER and never acted upon."""

    NOT_PAID = "not_paid"
    PAID = "paid"
    PENDING = "pending"
    DELETED = "deleted"
    OTHER = "other"


class DocumentState(StrEnum):
    """Status as staff see it; disjoint, overdue wins over partly paid."""

    UNPAID = "unpaid"
    PARTIAL = "partial"
    OVERDUE = "overdue"
    PENDING = "pending"
    PAID = "paid"
    DELETED = "deleted"
    OTHER = "other"


CHARGEABLE_STATES = frozenset({DocumentState.UNPAID, DocumentState.PARTIAL, DocumentState.OVERDUE})


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Names what is charged. A refill names its customer and has neither id nor number."""

    kind: DocumentKind
    customer_id: CustomerId
    id: DocumentId | None
    number: str | None

    @classmethod
    def refill(cls, customer_id: CustomerId) -> DocumentRef:
        """The customer's own balance."""
        return cls(DocumentKind.REFILL, customer_id, None, None)

    @property
    def key(self) -> str:
        """Identity within one Splynx server: "invoice:5513", "proforma:226", "refill:17"."""
        number = self.customer_id if self.kind is DocumentKind.REFILL else self.id
        return f"{self.kind}:{number}"


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice or a proforma invoice.

    Attributes:
        ref: Kind, customer, id and number.
        status: As stored by Splynx.
        total: Gross total.
        due: Open amount. A proforma has no such column: its total while unpaid, else zero.
        issued_on: Document date; the one a period filter looks at.
        due_on: Last day to pay, if set.
        payment_id: The (last) paying payment, if any.
        is_exact: Whether total and due are what Splynx holds; if finer than the currency, they are
            rounded, for reading alone.
    """

    ref: DocumentRef
    status: DocumentStatus
    total: Money
    due: Money
    issued_on: date | None
    due_on: date | None
    payment_id: PaymentId | None = None
    description: str = ""
    is_exact: bool = True

    def state(self, today: date) -> DocumentState:
        """The word for staff on the given day of Splynx's calendar."""
        if self.status is not DocumentStatus.NOT_PAID:
            return DocumentState(self.status.value)
        if self.due_on is not None and self.due_on < today:
            return DocumentState.OVERDUE
        return DocumentState.PARTIAL if self.due < self.total else DocumentState.UNPAID


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's facts; never the portal password, which Splynx sends with single reads."""

    id: CustomerId
    name: str
    status: str
    login: str = ""
    email: str = ""
    phone: str = ""
    partner_id: int = 0
    location_id: int = 0
    street: str = ""
    zip_code: str = ""
    city: str = ""
    category: str = ""
    added_on: date | None = None


@dataclass(frozen=True, slots=True)
class CustomerBilling:
    """A customer's balance and preferred payment method.

    Attributes:
        balance: Negative when the customer owes.
        payment_method: The preferred method's id, if set.
    """

    customer_id: CustomerId
    balance: Money
    payment_method: PaymentMethodId | None


@dataclass(frozen=True, slots=True)
class Payment:
    """Splynx's record of money received.

    Attributes:
        unallocated: The part that no invoice or debit has used yet.
    """

    id: PaymentId
    customer_id: CustomerId
    amount: Money
    unallocated: Money
    invoice_id: DocumentId | None
    proforma_id: DocumentId | None
    method: PaymentMethodId | None
    receipt_number: str
    paid_on: date | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment to record: money that the gateway has already taken.

    Attributes:
        document: Invoice or proforma to pin it to; a refill pins to nothing.
        pinned: False records it on the customer's balance although a document was charged,
            because that document is no longer open.
        may_leave: Asked right before the first byte leaves; a no means that nothing reached Splynx.
    """

    document: DocumentRef
    pinned: bool
    amount: Money
    method: PaymentMethodId
    paid_on: date
    receipt_number: str
    transaction_id: str
    masked_number: str
    comment: str
    may_leave: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where part of a payment went: one row of Splynx's invoice relations."""

    payment_id: PaymentId
    invoice_id: DocumentId | None
    amount: Money


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """What a customer owes, and any payment may settle.

    Attributes:
        id: The invoice's, or that of the transaction.
        amount: The open part.
        document: The invoice; None for a debit transaction that stands by itself.
    """

    id: int
    customer_id: CustomerId
    amount: Money
    dated: date | None
    document: DocumentRef | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A brand or reseller inside one Splynx."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place customers belong to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A payment method and the labels of its five fields."""

    id: PaymentMethodId
    name: str
    is_active: bool
    labels: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class AccountDefinition:
    """A payment account: the ten labelled slots in which an add-on keeps saved methods."""

    id: PaymentAccountId
    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServerMoment:
    """The server's clock as its last answer gave it, and ours at that moment (both UTC)."""

    server_at: datetime
    local_at: datetime
