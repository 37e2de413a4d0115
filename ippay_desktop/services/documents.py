"""Invoices and proformas: lists by filter, and one by id or number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import (
    Customer,
    Document,
    DocumentKind,
    DocumentState,
    DocumentStatus,
)
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.errors import InputError, NotFoundError
from ippay_desktop.domain.ports import DocumentQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.billing import CustomerBilling
    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.domain.identifiers import CustomerId, DocumentId
    from ippay_desktop.services.workspace import Workspace

# Splynx stores fewer words than staff use: these are asked for, the rest is judged here.
_STATUS_OF = {
    DocumentState.UNPAID: DocumentStatus.NOT_PAID,
    DocumentState.PARTIAL: DocumentStatus.NOT_PAID,
    DocumentState.OVERDUE: DocumentStatus.NOT_PAID,
    DocumentState.PENDING: DocumentStatus.PENDING,
    DocumentState.PAID: DocumentStatus.PAID,
    DocumentState.DELETED: DocumentStatus.DELETED,
}
_PARALLEL_READS = 4


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with what a list shows beside it.

    Attributes:
        customer: None when Splynx no longer has the customer.
        open_attempt: Our unsettled charge of it, which blocks another.
    """

    document: Document
    customer: Customer | None
    state: DocumentState
    open_attempt: Attempt | None

    @property
    def customer_name(self) -> str:
        """The customer's name, or a stand-in."""
        return self.customer.name if self.customer else f"customer {self.document.ref.customer_id}"


class DocumentService:
    """Reads documents from Splynx, live."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def matching(self, wanted: DocumentFilter) -> tuple[DocumentRow, ...]:
        """All documents that pass a filter, by kind and id."""
        query = DocumentQuery(
            period=wanted.period,
            statuses=frozenset(_STATUS_OF[state] for state in wanted.states if state in _STATUS_OF),
            customers=wanted.customers,
            numbers=wanted.numbers,
        )
        found = [
            document
            for kind in sorted(wanted.kinds)
            for document in self._workspace.billing.documents(kind, query)
        ]
        today = self._workspace.today()
        kept = [document for document in found if wanted.accepts_document(document, today)]
        customers = self._workspace.billing.customers_by_id(
            {document.ref.customer_id for document in kept}
        )
        billings: Mapping[CustomerId, CustomerBilling] = {}
        if wanted.payment_types:
            billings = self.billing_of(document.ref.customer_id for document in kept)
        rows = self._rows(kept, customers)
        return tuple(
            row
            for row in rows
            if wanted.accepts_customer(row.customer)
            and wanted.accepts_billing(billings.get(row.document.ref.customer_id))
            and wanted.accepts_text(row.document, row.customer_name)
        )

    def billing_of(self, customers: Iterable[CustomerId]) -> Mapping[CustomerId, CustomerBilling]:
        """Balance and preferred method of several customers; Splynx has no list of them."""
        ids = sorted(set(customers))
        with ThreadPoolExecutor(_PARALLEL_READS, thread_name_prefix="billing-read") as pool:
            return dict(
                zip(ids, pool.map(self._workspace.billing.customer_billing, ids), strict=True)
            )

    def by_id(self, kind: DocumentKind, document_id: DocumentId) -> DocumentRow:
        """One document, fresh.

        Raises:
            InputError: there is none.
        """
        try:
            document = self._workspace.billing.document(kind, document_id)
        except NotFoundError:
            raise InputError(f"Splynx has no {kind} with id {document_id}.") from None
        return self._one(document)

    def by_number(self, kind: DocumentKind, number: str) -> DocumentRow:
        """One document, fresh, by its number.

        Raises:
            InputError: none, or several (numbers are not unique in Splynx).
        """
        found = self._workspace.billing.documents(kind, DocumentQuery(numbers=frozenset({number})))
        if len(found) > 1:
            ids = ", ".join(str(document.ref.id) for document in found)
            raise InputError(f"Several documents bear number {number}. Name one by id: {ids}.")
        if not found or found[0].ref.id is None:
            raise InputError(f"Splynx has no {kind} with number {number}.")
        return self.by_id(kind, found[0].ref.id)

    def _one(self, document: Document) -> DocumentRow:
        customers = self._workspace.billing.customers_by_id([document.ref.customer_id])
        return self._rows([document], customers)[0]

    def _rows(
        self, documents: list[Document], customers: Mapping[CustomerId, Customer]
    ) -> list[DocumentRow]:
        host, today = self._workspace.profile.splynx_host, self._workspace.today()
        journal = self._workspace.journal
        open_by_key = {attempt.document.key: attempt for attempt in journal.open_attempts(host)} | {
            reversal.intent.document.key: journal.attempt(reversal.attempt_id)
            for reversal in journal.reversals.waiting(host)
            if reversal.is_open
        }
        return [
            DocumentRow(
                document,
                customers.get(document.ref.customer_id),
                document.state(today),
                open_by_key.get(document.ref.key),
            )
            for document in documents
        ]
