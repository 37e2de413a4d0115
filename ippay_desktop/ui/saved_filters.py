"""Filters that staff keep: their name, and a period that moves on with the months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentState
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME, MOST_FILTERS = 40, 12
_MOST_MONTHS = 120
_LONGEST_TEXT = 2000


def month_start(day: date, months_before: int = 0) -> date:
    """The first day of the month so many months before a day's own."""
    number = day.year * 12 + day.month - 1 - months_before
    return date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return date.fromordinal(month_start(day, -1).toordinal() - 1)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """One kept filter.

    Attributes:
        wanted: With the period as it was when kept.
        months_before: The period is so many whole months before this one, and this one; None for
            the dates as they stand.
    """

    name: str
    wanted: FilterInput
    months_before: int | None = None

    @classmethod
    def of(cls, name: str, wanted: FilterInput, today: date) -> SavedFilter:
        """Keep a filter; whole months up to this one are understood as such."""
        back = (today.year - wanted.first.year) * 12 + today.month - wanted.first.month
        is_whole = (
            0 <= back <= _MOST_MONTHS
            and wanted.first == month_start(today, back)
            and wanted.last == month_end(today)
        )
        return cls(name, wanted, back if is_whole else None)

    def at(self, today: date) -> FilterInput:
        """The filter as it is meant on a day."""
        if self.months_before is None:
            return self.wanted
        first = month_start(today, self.months_before)
        return replace(self.wanted, first=first, last=month_end(today))


def first_filters(today: date) -> tuple[SavedFilter, ...]:
    """What is offered until staff keep their own."""
    last = month_end(today)

    def of(name: str, months_before: int, states: frozenset[DocumentState]) -> SavedFilter:
        wanted = FilterInput(month_start(today, months_before), last, states=states)
        return SavedFilter.of(name, wanted, today)

    return (
        of(tr("This month, unpaid"), 0, CHARGEABLE_STATES),
        of(tr("Overdue"), 11, frozenset({DocumentState.OVERDUE})),
        of(tr("Paid in part"), 11, frozenset({DocumentState.PARTIAL})),
    )


def dump_filter(kept: SavedFilter) -> dict[str, object]:
    """As JSON can hold it."""
    wanted = kept.wanted
    return {
        "name": kept.name,
        "months_before": kept.months_before,
        "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(),
        "states": sorted(state.value for state in wanted.states),
        "partner": wanted.partner,
        "location": wanted.location,
        "payment_type": wanted.payment_type,
        "total": wanted.total,
        "search": wanted.search,
        "customers": wanted.customers,
        "numbers": wanted.numbers,
    }


def parse_filter(held: object) -> SavedFilter | None:
    """The filter behind its JSON; None when anything in it cannot be meant."""
    if not isinstance(held, dict):
        return None
    try:
        return _parsed(held)
    except (KeyError, TypeError, ValueError):
        return None


def _parsed(held: Mapping[str, object]) -> SavedFilter:
    name, months = str(held["name"]), held["months_before"]
    if not 0 < len(name) <= LONGEST_NAME or not (
        months is None or (type(months) is int and 0 <= months <= _MOST_MONTHS)
    ):
        raise ValueError(name)
    states = held["states"]
    if not isinstance(states, list):
        raise TypeError(states)
    wanted = FilterInput(
        first=date.fromisoformat(str(held["first"])),
        last=date.fromisoformat(str(held["last"])),
        states=frozenset(DocumentState(state) for state in states),
        partner=_whole(held["partner"]),
        location=_whole(held["location"]),
        payment_type=_whole(held["payment_type"]),
        total=_short(held["total"]),
        search=_short(held["search"]),
        customers=_short(held["customers"]),
        numbers=_short(held["numbers"]),
    )
    return SavedFilter(name, wanted, months)


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _short(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError(value)
    return value
