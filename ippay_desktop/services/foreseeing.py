"""Where money would go: what customers owe, read once, and the forecast made of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus, OpenDebt
from ippay_desktop.domain.errors import InvariantError, IPpayDesktopError, StorageError
from ippay_desktop.domain.forecast import Forecast, OpenDebts, PlannedPayment, foresee
from ippay_desktop.domain.ports import DocumentQuery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.domain.bulk import Plan
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.workspace import Workspace

# A pending invoice may be paid by the charge that is under way, or be open again tomorrow.
_OPEN = frozenset({DocumentStatus.NOT_PAID, DocumentStatus.PENDING})
# Up to so many customers are asked for by name; for more, reading everybody's takes fewer requests.
_FEW = 400


class ForecastService:
    """Foresees where payments go. Reads only; blocks; worker threads only.

    A forecast never stands in the way of a charge: what cannot be read is not foreseen, and the
    forecast says so.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of_order(self, order: ChargeOrder) -> Forecast:
        """Foresee one charge."""
        customer_id = order.document.customer_id
        debts = self._read([customer_id])
        owed = debts.of.get(customer_id, ())
        own = next((debt for debt in owed if debt.document == order.document), None)
        issued_on = own.dated if own else None
        payment = PlannedPayment(order.document, order.amount, order.due, issued_on)
        return foresee([payment], owed, are_complete=debts.are_complete)[0]

    def of_plan(self, plan: Plan) -> Plan:
        """Foresee every row of a plan, in a handful of lists and not one request a row."""
        customers = {row.document.customer_id for row in plan.eligible}
        return plan.foreseen(self._read(customers)) if customers else plan

    def _read(self, customers: Iterable[CustomerId]) -> OpenDebts:
        wanted = frozenset(customers)
        asked: frozenset[int] = wanted if len(wanted) <= _FEW else frozenset()
        invoices, debits = self._invoices(asked), self._debits(asked)
        found = defaultdict(list)
        for debt in (*(invoices or ()), *(debits or ())):
            if debt.customer_id in wanted and debt.amount.is_positive:
                found[debt.customer_id].append(debt)
        of = {customer_id: tuple(debts) for customer_id, debts in found.items()}
        return OpenDebts(of, are_complete=invoices is not None and debits is not None)

    def _invoices(self, customers: frozenset[int]) -> list[OpenDebt] | None:
        query = DocumentQuery(statuses=_OPEN, customers=customers)
        try:
            found = self._workspace.billing.documents(DocumentKind.INVOICE, query)
        except (InvariantError, StorageError):
            raise
        except IPpayDesktopError:
            return None
        return [
            OpenDebt(one.ref.id or 0, one.ref.customer_id, one.due, one.issued_on, one.ref)
            for one in found
        ]

    def _debits(self, customers: frozenset[int]) -> tuple[OpenDebt, ...] | None:
        try:
            return self._workspace.billing.open_debits(customers)
        except (InvariantError, StorageError):
            raise
        except IPpayDesktopError:
            return None
