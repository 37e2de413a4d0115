"""Splynx's books: documents, payments and which payment settled what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.simulation.events import Log
from tests.simulation.scheduler import Scheduler

if TYPE_CHECKING:
    from tests.simulation.scenario import Paper, Person


@dataclass
class Doc:
    """An invoice or proforma; cents."""

    kind: str
    number: int
    customer: int
    total: int
    due: int
    day: int
    status: str = "not_paid"
    payment: int = 0

    @property
    def key(self) -> str:
        """Identity, as in "invoice:12"."""
        return f"{self.kind}:{self.number}"


@dataclass
class Paid:
    """A payment."""

    number: int
    customer: int
    cents: int
    rest: int
    receipt: str
    method: int
    day: str
    comment: str
    invoice: int = 0
    proforma: int = 0


@dataclass
class Relation:
    """Part of a payment and the invoice it settled."""

    number: int
    customer: int
    payment: int
    invoice: int
    cents: int


@dataclass
class Slots:
    """A customer's saved methods; `version` moves when they are replaced."""

    card: bool
    bank: bool
    version: int = 1


@dataclass
class Books:
    """All of it, and the rules of booking.

    Attributes:
        keeps_rest: What a payment does not need for what it names stays on the balance.
    """

    scheduler: Scheduler
    log: Log
    pin_ignored: bool
    keeps_rest: bool = False
    docs: dict[str, Doc] = field(default_factory=dict)
    payments: dict[int, Paid] = field(default_factory=dict)
    deleted: dict[int, Paid] = field(default_factory=dict)
    relations: dict[int, Relation] = field(default_factory=dict)
    relations_made: int = 0
    slots: dict[int, Slots] = field(default_factory=dict)

    def fill(self, people: tuple[Person, ...], papers: tuple[Paper, ...]) -> None:
        """Enter the customers and documents of a scenario."""
        for person in people:
            self.slots[person.number] = Slots(person.card, person.bank)
        for paper in papers:
            doc = Doc(paper.kind, paper.number, paper.customer, paper.total, paper.total, paper.day)
            self.docs[doc.key] = doc

    def add_payment(  # noqa: PLR0913 - the columns of a payment
        self,
        customer: int,
        cents: int,
        *,
        receipt: str = "",
        method: int = 1,
        day: str = "2026-11-20",
        comment: str = "",
        invoice: int = 0,
        proforma: int = 0,
    ) -> int:
        """Book a payment: what it names first, then the oldest debts; its id."""
        number = len(self.payments) + len(self.deleted) + 1
        paid = Paid(
            number, customer, cents, cents, receipt, method, day, comment, invoice, proforma
        )
        self.payments[number] = paid
        self._note("payment", receipt=receipt, payment=number, cents=cents, customer=customer)
        if proforma:
            self._settle_proforma(paid)
            return number
        if invoice and not self.pin_ignored:
            self._allocate(paid, self.docs.get(f"invoice:{invoice}"))
        if self.keeps_rest:
            return number
        for doc in sorted(self.docs.values(), key=lambda doc: doc.number):
            if doc.kind == "invoice" and doc.customer == customer:
                self._allocate(paid, doc)
        return number

    def use_credit(self, doc: Doc, cents: int) -> bool:
        """A customer settles an invoice, or a part of it, from money on the balance."""
        cents = min(cents, doc.due)
        if doc.status not in {"not_paid", "pending"} or cents <= 0:
            return False
        number = len(self.payments) + len(self.deleted) + 1
        # How Splynx tells of money that was used from the balance is not documented: as a payment
        # without a receipt number, of an earlier day.
        paid = Paid(number, doc.customer, cents, cents, "", 1, "2026-11-01", "Balance")
        self.payments[number] = paid
        self._note("credit_used", key=doc.key, cents=cents)
        self._allocate(paid, doc)
        return True

    def _settle_proforma(self, paid: Paid) -> None:
        doc = self.docs.get(f"proforma:{paid.proforma}")
        if doc is not None and doc.status == "not_paid":
            doc.status, doc.payment, doc.due = "paid", paid.number, 0
            self._note("allocated", receipt=paid.receipt, key=doc.key, cents=paid.cents)

    def _allocate(self, paid: Paid, doc: Doc | None) -> None:
        if doc is None or doc.status not in {"not_paid", "pending"}:
            return
        cents = min(doc.due, paid.rest)
        if cents <= 0:
            return
        self.relations_made += 1
        number = self.relations_made
        self.relations[number] = Relation(number, paid.customer, paid.number, doc.number, cents)
        doc.due -= cents
        paid.rest -= cents
        doc.payment = paid.number
        if doc.due == 0:
            doc.status = "paid"
        self._note("allocated", receipt=paid.receipt, key=doc.key, cents=cents)

    def delete_payment(self, number: int, by: str = "program") -> bool:
        """Delete a payment for good: what it settled is due again."""
        paid = self.payments.pop(number, None)
        if paid is None:
            return False
        self.deleted[number] = paid
        self._note("payment_deleted", receipt=paid.receipt, payment=number, by=by)
        for relation in [one for one in self.relations.values() if one.payment == number]:
            del self.relations[relation.number]
            self._reopen(self.docs[f"invoice:{relation.invoice}"], number, relation.cents)
        proforma = self.docs.get(f"proforma:{paid.proforma}")
        if proforma is not None and proforma.payment == number:
            self._reopen(proforma, number, proforma.total)
        return True

    def _reopen(self, doc: Doc, payment: int, cents: int) -> None:
        doc.due += cents
        if doc.status == "paid":
            doc.status = "not_paid"
        if doc.payment == payment:
            doc.payment = 0
        self._note("reopened", key=doc.key, due=doc.due)

    def edit(self, doc: Doc, cents: int) -> bool:
        """Staff change an untouched document's total."""
        if doc.status != "not_paid" or doc.due != doc.total or cents == doc.total:
            return False
        doc.total = doc.due = cents
        self._note("edited", key=doc.key, cents=cents)
        return True

    def delete(self, doc: Doc) -> bool:
        """Staff delete an untouched document."""
        if doc.status != "not_paid" or doc.due != doc.total:
            return False
        doc.status = "deleted"
        self._note("deleted", key=doc.key)
        return True

    def _note(self, kind: str, **facts: Any) -> None:
        self.log.add(self.scheduler.now, kind, **facts)
