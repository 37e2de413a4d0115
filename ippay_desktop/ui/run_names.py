"""What a run charges, as a clerk would say it.

A run's filter, and the name of one that nobody named, are kept for ever in the command line's words
("documents invoice; period 2026-11-01..2026-11-30; status overdue"). The window and its papers say
"Invoices of November 2026, overdue".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import CHARGEABLE_STATES
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import PaymentMethodId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.ui.saved_filters import month_end, month_start
from ippay_desktop.ui.text import count, day, mark, moment, money, month_name, said, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.ui.presenters.session import Catalogue

_KEYS = frozenset(
    {"documents", "period", "partner", "location", "payment-type", "status", "total", "due"}
    | {"customer", "number", "search"}
)
# What the command line calls a second run, and the filter of one.
_RETRY_NAME = re.compile(r"Retry of (.+)")
_RETRY_FILTER = re.compile(r"retry of run (.+)")
_HEADS = {
    "invoice": (
        mark("Invoices"),
        mark("Invoices of {month}"),
        mark("Invoices of {day}"),
        mark("Invoices from {first} to {last}"),
    ),
    "proforma": (
        mark("Proformas"),
        mark("Proformas of {month}"),
        mark("Proformas of {day}"),
        mark("Proformas from {first} to {last}"),
    ),
    "invoice+proforma": (
        mark("Invoices and proformas"),
        mark("Invoices and proformas of {month}"),
        mark("Invoices and proformas of {day}"),
        mark("Invoices and proformas from {first} to {last}"),
    ),
}
_STATES = {
    "unpaid": mark("unpaid"),
    "partial": mark("partly paid"),
    "overdue": mark("overdue"),
}
_COMPARED = {
    ("total", "="): mark("total {amount}"),
    ("total", "<"): mark("total below {amount}"),
    ("total", ">"): mark("total above {amount}"),
    ("total", "<="): mark("total {amount} at most"),
    ("total", ">="): mark("total {amount} at least"),
    ("due", "="): mark("{amount} due"),
    ("due", "<"): mark("less than {amount} due"),
    ("due", ">"): mark("more than {amount} due"),
    ("due", "<="): mark("{amount} due at most"),
    ("due", ">="): mark("{amount} due at least"),
}
_NAMES_OF: dict[str, Callable[[Catalogue, int], str]] = {
    "partner": lambda catalogue, number: catalogue.partner(number),
    "location": lambda catalogue, number: catalogue.location(number),
    "payment-type": lambda catalogue, number: catalogue.method(PaymentMethodId(number)),
}
_COMPARISON = re.compile(r"(<=|>=|=|<|>)(\d+(?:\.\d+)?)")
_MOST_LISTED = 3


def run_name(run: Run, catalogue: Catalogue) -> str:
    """The name of a run; one that somebody gave it as it was typed."""
    again = _RETRY_NAME.fullmatch(run.name)
    name = again[1] if again else run.name
    words = _said_filter(name, run.amount_planned.currency, catalogue)
    if words is None:
        return said(run.name)
    return tr("Retry of {name}", name=words) if again else words


def run_choice(run: Run, catalogue: Catalogue, earlier: Run | None = None) -> str:
    """What a run charges: "Invoices of October 2026, 222 documents, by card and bank account".

    Args:
        run: Of any state.
        catalogue: Names for the numbers in its filter.
        earlier: The run of which this one is a retry, where it is known.
    """
    first_id = retried(run)
    if first_id:
        words = _retry(first_id, catalogue, earlier)
    else:
        filtered = _said_filter(run.filter_text, run.amount_planned.currency, catalogue)
        words = said(run.filter_text) if filtered is None else filtered
    how = {
        AccountChoice.ANY: tr("by card and bank account"),
        AccountChoice.CARD: tr("by card"),
        AccountChoice.BANK: tr("by bank account"),
    }[run.account]
    return ", ".join((words, count(run.planned, "{n} document", "{n} documents"), how))


def retried(run: Run) -> str:
    """The id of the run of which this one is a retry; "" of any other."""
    again = _RETRY_FILTER.fullmatch(run.filter_text)
    return again[1] if again else ""


def _retry(run_id: str, catalogue: Catalogue, earlier: Run | None) -> str:
    if earlier is None:
        return tr("What run {id} did not bring in", id=run_id)
    return tr(
        "What the run “{name}” of {at} did not bring in",
        name=run_name(earlier, catalogue),
        at=moment(earlier.created_at),
    )


def _said_filter(text: str, currency: str, catalogue: Catalogue) -> str | None:
    """A filter in words; None of what is no filter, or one of another version."""
    # What was searched for stands last and holds whatever was typed.
    text, _, search = text.partition("; search ")
    parts = [part.partition(" ") for part in text.split("; ")]
    if not all(key in _KEYS and value for key, _, value in parts):
        return None
    values = {key: value for key, _, value in parts}
    head = _head(values.pop("documents", ""), values.pop("period", ""))
    if head is None:
        return None
    told = [_condition(key, value, currency, catalogue) for key, value in values.items()]
    if search:
        told.append(tr("with “{text}” in number or name", text=search))
    return ", ".join(filter(None, (head, *told)))


def _head(documents: str, period: str) -> str | None:
    heads = _HEADS.get(documents)
    if heads is None:
        return None
    alone, of_month, of_day, from_to = heads
    if not period:
        return tr(alone)
    try:
        days = Period.parse(period)
    except InputError:
        return None
    if days.first == month_start(days.first) and days.last == month_end(days.first):
        return tr(of_month, month=month_name(days.first))
    if days.first == days.last:
        return tr(of_day, day=day(days.first))
    return tr(from_to, first=day(days.first), last=day(days.last))


def _condition(key: str, value: str, currency: str, catalogue: Catalogue) -> str:
    """One condition; "" of one that every run has."""
    if key in {"total", "due"}:
        return _comparison(key, value, currency)
    if key == "status":
        is_any = set(value.split(",")) == set(CHARGEABLE_STATES)
        return "" if is_any else _states(value)
    if key in {"customer", "number"}:
        return _chosen(key, value)
    names = _NAMES_OF[key]
    listed = [names(catalogue, int(one)) if one.isdecimal() else one for one in value.split(",")]
    words = ", ".join(listed)
    return {
        "partner": tr("partner {names}", names=words),
        "location": tr("location {names}", names=words),
        "payment-type": tr("payment type {names}", names=words),
    }[key]


def _comparison(key: str, value: str, currency: str) -> str:
    match = _COMPARISON.fullmatch(value)
    if match is None:
        return f"{key} {value}"
    return tr(_COMPARED[key, match[1]], amount=money(Money.parse(match[2], currency)))


def _states(value: str) -> str:
    words = [tr(_STATES[one]) if one in _STATES else one for one in value.split(",")]
    if len(words) == 1:
        return words[0]
    return tr("{one} or {other}", one=", ".join(words[:-1]), other=words[-1])


def _chosen(key: str, value: str) -> str:
    """Customers or documents that were named one by one; a long list is left to the rows."""
    chosen = value.split(",")
    if len(chosen) > _MOST_LISTED:
        return tr("chosen by number") if key == "number" else tr("of chosen customers")
    listed = ", ".join(chosen)
    if key == "number":
        return tr("number {listed}", listed=listed)
    return tr("of customer {listed}", listed=listed)
