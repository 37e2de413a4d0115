"""Where a payment will go, before it is made: certain, expected, or Splynx's to decide.

Splynx's documents say that a payment settles open plain debits first, then invoices, oldest first.
Whether naming an invoice overrides that is nowhere said, so both are reckoned with: where they
agree the landing is certain, and where they differ staff read by how much, before they charge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, OpenDebt
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.money import Money, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Certainty(StrEnum):
    """How much a forecast is worth.

    CERTAIN: the same under every rule that Splynx may follow.
    EXPECTED: so by Splynx's documents; it depends on what is paid before, on the order of debts of
        one day, on debts that could not be read, or on a rule that is documented only.
    UNKNOWN: Splynx may put older debts first.
    """

    CERTAIN = "certain"
    EXPECTED = "expected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a payment that goes on another debt first."""

    debt: OpenDebt
    amount: Money


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where one payment goes if Splynx puts older debts first.

    Attributes:
        lands: The part that reaches the document; of a refill, the part that stays on the balance.
        still_due: What then stays due on the document.
        first: What goes elsewhere before it.
        is_blind: Not all that the customer owes could be read.
    """

    document: DocumentRef
    certainty: Certainty
    lands: Money
    still_due: Money
    first: tuple[Share, ...] = ()
    is_blind: bool = False

    @property
    def elsewhere(self) -> Money:
        """The part that does not reach the document."""
        return total([share.amount for share in self.first], self.lands.currency)

    @property
    def is_doubtful(self) -> bool:
        """Whether staff should read it before they charge."""
        return self.certainty is Certainty.UNKNOWN or bool(self.first)


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """A payment about to be made; `due` and `issued_on` are the document's."""

    document: DocumentRef
    amount: Money
    due: Money
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class OpenDebts:
    """What customers owe besides, as far as it could be read."""

    of: Mapping[CustomerId, tuple[OpenDebt, ...]]
    are_complete: bool


def foresee(
    payments: Sequence[PlannedPayment], debts: Iterable[OpenDebt], *, are_complete: bool
) -> tuple[Forecast, ...]:
    """Foresee payments of one customer that are made one after another.

    Args:
        payments: In the order in which they are made.
        debts: All that the customer owes; the documents themselves may be among it.
        are_complete: Whether that is all; if not, nothing is certain.
    """
    owed = sorted(debts, key=_age)
    left = {_name(debt): debt.amount for debt in owed}
    found = []
    for payment in payments:
        seen = _foresee_one(payment, owed, left)
        if not are_complete:
            weaker = Certainty.EXPECTED if seen.certainty is Certainty.CERTAIN else seen.certainty
            seen = replace(seen, certainty=weaker, is_blind=True)
        found.append(seen)
    return tuple(found)


def _foresee_one(
    payment: PlannedPayment, owed: Sequence[OpenDebt], left: dict[str, Money]
) -> Forecast:
    document, amount = payment.document, payment.amount
    others = [debt for debt in owed if _name(debt) != document.key]
    if document.kind is DocumentKind.PROFORMA:
        # It waits on the balance for the invoice to come.
        certainty = Certainty.EXPECTED if others else Certainty.CERTAIN
        return Forecast(document, certainty, amount, payment.due - amount)
    if document.kind is DocumentKind.REFILL:
        first = _settle(amount, others, left)
        certainty = Certainty.EXPECTED if others else Certainty.CERTAIN
    else:
        ahead = [debt for debt in others if _is_ahead(debt, payment)]
        first = _settle(amount, [debt for debt in ahead if _comes_first(debt, payment)], left)
        certainty = Certainty.EXPECTED if ahead else Certainty.CERTAIN
        certainty = Certainty.UNKNOWN if first else certainty
    lands = amount - total([share.amount for share in first], amount.currency)
    if document.kind is DocumentKind.INVOICE:
        left[document.key] = left.get(document.key, payment.due) - lands
    return Forecast(document, certainty, lands, payment.due - lands, first)


def _settle(amount: Money, debts: Iterable[OpenDebt], left: dict[str, Money]) -> tuple[Share, ...]:
    """Spend an amount on debts in turn."""
    shares = []
    for debt in debts:
        part = min(amount, left[_name(debt)])
        if part.is_positive:
            left[_name(debt)] -= part
            amount -= part
            shares.append(Share(debt, part))
    return tuple(shares)


def _name(debt: OpenDebt) -> str:
    return debt.document.key if debt.document is not None else f"debit:{debt.id}"


def _age(debt: OpenDebt) -> tuple[bool, date, int]:
    return debt.document is not None, debt.dated or date.min, debt.id


def _is_ahead(debt: OpenDebt, payment: PlannedPayment) -> bool:
    """Whether a debt may be settled before the document; how a day's own are ordered is unknown."""
    issued_on = payment.issued_on or date.max
    return debt.document is None or (debt.dated or date.min) <= issued_on


def _comes_first(debt: OpenDebt, payment: PlannedPayment) -> bool:
    """Whether it is settled before, taking the lower id of a day's first."""
    return _age(debt) < (True, payment.issued_on or date.min, payment.document.id or 0)
