"""Customers: search, and everything on one customer's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import (
    CHARGEABLE_STATES,
    Customer,
    CustomerBilling,
    DocumentKind,
    Payment,
)
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.errors import InputError, NotFoundError
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.instrument import SavedMethods
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.documents import DocumentRow, DocumentService
from ippay_desktop.services.saved_methods import SavedMethodReader

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.services.workspace import Workspace

SEARCH_LIMIT = 50
_NOTHING_SAVED = SavedMethods()


@dataclass(frozen=True, slots=True)
class CustomerSummary:
    """One row of the customer list.

    Attributes:
        unpaid: How many documents could be charged, and `due` their sum.
    """

    customer: Customer
    methods: SavedMethods
    unpaid: int
    due: Money


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Everything a customer's page shows; documents newest first."""

    customer: Customer
    billing: CustomerBilling
    methods: SavedMethods
    documents: tuple[DocumentRow, ...]
    payments: tuple[Payment, ...]
    attempts: tuple[Attempt, ...]


class CustomerService:
    """Reads customers from Splynx, live."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._documents = DocumentService(workspace)
        self._methods = SavedMethodReader(workspace)

    def search(self, text: str, *, limit: int = SEARCH_LIMIT) -> tuple[CustomerSummary, ...]:
        """Customers whose id, name, login, e-mail or phone matches; the first ones without text."""
        found = self._workspace.billing.search_customers(text.strip(), limit=limit)
        if not found:
            return ()
        rows = self._documents.matching(
            DocumentFilter(
                kinds=frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA}),
                states=CHARGEABLE_STATES,
                customers=frozenset(customer.id for customer in found),
            )
        )
        methods = self._methods.of_everybody()
        return tuple(self._summary(customer, methods.get(customer.id), rows) for customer in found)

    def _summary(
        self,
        customer: Customer,
        methods: SavedMethods | None,
        rows: tuple[DocumentRow, ...],
    ) -> CustomerSummary:
        own = [row.document.due for row in rows if row.document.ref.customer_id == customer.id]
        return CustomerSummary(
            customer, methods or _NOTHING_SAVED, len(own), total(own, self._workspace.currency)
        )

    def facts(self, customer_id: CustomerId) -> Customer:
        """One customer's facts.

        Raises:
            InputError: there is none.
        """
        try:
            return self._workspace.billing.customer(customer_id)
        except NotFoundError:
            raise InputError(f"Splynx has no customer {customer_id}.") from None

    def accounts(self, customer_id: CustomerId) -> SavedMethods:
        """One customer's saved methods.

        Raises:
            InputError: there is no such customer.
        """
        self.facts(customer_id)
        self._workspace.audit.note(Deed.SAW, f"methods:{customer_id}")
        return self._methods.of(customer_id)

    def page(self, customer_id: CustomerId) -> CustomerPage:
        """Everything about one customer.

        Raises:
            InputError: there is none.
        """
        customer = self.facts(customer_id)
        self._workspace.audit.note(Deed.SAW, f"customer:{customer_id}")
        documents = self._documents.matching(
            DocumentFilter(
                kinds=frozenset({DocumentKind.INVOICE, DocumentKind.PROFORMA}),
                customers=frozenset({customer_id}),
            )
        )
        newest_first = sorted(
            documents, key=lambda row: (str(row.document.issued_on), row.document.ref.id or 0)
        )[::-1]
        return CustomerPage(
            customer,
            self._workspace.billing.customer_billing(customer_id),
            self._methods.of(customer_id),
            tuple(newest_first),
            self._workspace.billing.payments(customer_id)[::-1],
            self._workspace.journal.attempts(AttemptFilter(customer_id=customer_id)),
        )
