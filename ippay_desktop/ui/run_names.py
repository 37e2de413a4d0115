"""What a run charges, in the words of the window.

A run is named once, when it is planned, in the command line's words ("documents invoice; period
2026-11-01..2026-11-30; status overdue"), and kept under that name for ever.
"""

from __future__ import annotations

from datetime import date

from ippay_desktop.ui.text import day, mark, said, tr

_CONDITIONS = {
    "documents": mark("Documents"),
    "period": mark("Period"),
    "partner": mark("Partner"),
    "location": mark("Location"),
    "payment-type": mark("Payment type"),
    "status": mark("Status"),
    "total": mark("Total"),
    "due": mark("Due"),
    "customer": mark("Customer"),
    "number": mark("Number"),
    "search": mark("Text"),
}
_VALUES = {
    "invoice": mark("invoices"),
    "proforma": mark("proformas"),
    "unpaid": mark("Unpaid"),
    "partial": mark("Partly paid"),
    "overdue": mark("Overdue"),
}


def run_name(name: str) -> str:
    """The name of a run as the window says it; one of no known form as it is."""
    parts = [part.partition(" ") for part in name.split("; ")]
    if not all(key in _CONDITIONS and value for key, _, value in parts):
        return said(name)
    return "; ".join(f"{tr(_CONDITIONS[key])}: {_value(key, value)}" for key, _, value in parts)


def _value(key: str, value: str) -> str:
    if key == "period":
        first, _, last = value.partition("..")
        return f"{_day(first)}\N{EN DASH}{_day(last)}"
    if key in {"documents", "status"}:
        words = value.replace("+", ",").split(",")
        return ", ".join(tr(_VALUES[one]) if one in _VALUES else one for one in words)
    return value


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
