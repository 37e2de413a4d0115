"""Which documents staff ask for: the filter of lists, plans and links."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import (
    Customer,
    CustomerBilling,
    Document,
    DocumentKind,
    DocumentState,
)
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATORS: dict[str, Callable[[Money, Money], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_COMPARISON = re.compile(r"(<=|>=|=|<|>)?\s*(.+)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2026-11-01..2026-11-30".

        Raises:
            InputError: not two dates, or the wrong way round.
        """
        first, dots, last = text.partition("..")
        try:
            period = cls(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))
        except ValueError:
            dots = ""
            period = cls(date.min, date.min)
        if not dots:
            raise InputError(f"“{text}” is not a period. Write it like 2026-11-01..2026-11-30.")
        if period.last < period.first:
            raise InputError(f"The period “{text}” ends before it begins.")
        return period

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class AmountTest:
    """A comparison such as ">10" with an amount."""

    sign: str
    amount: Money

    @classmethod
    def parse(cls, text: str, currency: str) -> AmountTest:
        """Read ">10", "<=50.00", "=64.50" or "64.50".

        Raises:
            InputError: no amount in it.
        """
        match = _COMPARISON.fullmatch(text.strip())
        if match is None:
            raise InputError(f"“{text}” is not a comparison. Write it like '>10'.")
        return cls(match.group(1) or "=", Money.parse(match.group(2), currency))

    def holds_for(self, amount: Money) -> bool:
        """Whether an amount passes."""
        return _OPERATORS[self.sign](amount, self.amount)

    def __str__(self) -> str:
        return f"{self.sign}{self.amount.text()}"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """All conditions must hold; an empty set or None asks nothing.

    Attributes:
        kinds: Invoices, proformas or both.
        search: Part of a number or of a customer's name, any case.
    """

    kinds: frozenset[DocumentKind] = frozenset({DocumentKind.INVOICE})
    period: Period | None = None
    partners: frozenset[int] = frozenset()
    locations: frozenset[int] = frozenset()
    payment_types: frozenset[int] = frozenset()
    states: frozenset[DocumentState] = frozenset()
    total: AmountTest | None = None
    due: AmountTest | None = None
    customers: frozenset[int] = frozenset()
    numbers: frozenset[str] = frozenset()
    search: str = ""

    def accepts_document(self, document: Document, today: date) -> bool:
        """The conditions that the document alone decides."""
        ref = document.ref
        return (
            ref.kind in self.kinds
            and (
                self.period is None
                or (document.issued_on is not None and document.issued_on in self.period)
            )
            and (not self.states or document.state(today) in self.states)
            and (self.total is None or self.total.holds_for(document.total))
            and (self.due is None or self.due.holds_for(document.due))
            and (not self.customers or ref.customer_id in self.customers)
            and (not self.numbers or ref.number in self.numbers)
        )

    def accepts_customer(self, customer: Customer | None) -> bool:
        """The conditions on partner and location."""
        if not self.partners and not self.locations:
            return True
        return (
            customer is not None
            and (not self.partners or customer.partner_id in self.partners)
            and (not self.locations or customer.location_id in self.locations)
        )

    def accepts_billing(self, billing: CustomerBilling | None) -> bool:
        """The condition on the customer's payment method."""
        return not self.payment_types or (
            billing is not None and billing.payment_method in self.payment_types
        )

    def accepts_text(self, document: Document, customer_name: str) -> bool:
        """The text condition."""
        needle = self.search.casefold().strip()
        return (
            not needle
            or needle in (document.ref.number or "").casefold()
            or needle in customer_name.casefold()
        )

    def describe(self) -> str:
        """One line for the run history, in the command line's own words."""
        words = [f"documents {'+'.join(sorted(self.kinds))}"]
        named = {
            "period": self.period,
            "partner": _listed(self.partners),
            "location": _listed(self.locations),
            "payment-type": _listed(self.payment_types),
            "status": _listed(self.states),
            "total": self.total,
            "due": self.due,
            "customer": _listed(self.customers),
            "number": _listed(self.numbers),
            "search": self.search,
        }
        words += [f"{name} {value}" for name, value in named.items() if value]
        return "; ".join(words)


def _listed(values: frozenset[int] | frozenset[str] | frozenset[DocumentState]) -> str:
    return ",".join(str(value) for value in sorted(values, key=str))
