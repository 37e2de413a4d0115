"""Splynx's query language: conditions, each with the test that its rows must pass.

A parameter that the server does not understand is ignored in silence, and it answers with
everybody's rows. So a condition is one value that holds both what is sent and how an answered row
is judged; one cannot be had without the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote_plus

from ippay_desktop.adapters.splynx.values import Row, to_date, to_id, to_text

if TYPE_CHECKING:
    from datetime import date

PhpValue: TypeAlias = "str | int | bool | Sequence[PhpValue] | Mapping[str, PhpValue] | None"
_WILDCARDS = frozenset("%_\\")
_OPERATORS = frozenset({">", ">="})
_PLAIN = re.compile(r"[A-Za-z0-9_.-]*")


def _quote(text: str) -> str:
    # Ids, days, receipt numbers and most words stay as they are, which is seen at a glance.
    if _PLAIN.fullmatch(text):
        return text
    # PHP escapes the tilde, Python does not.
    return quote_plus(text).replace("~", "%7E")


# Of names and operators there are some dozens, and each request has the same few.
_quote_known = lru_cache(maxsize=256)(_quote)


def _write(name: str, value: PhpValue, written: list[str]) -> None:
    if value is None:
        return
    if isinstance(value, str):
        quoted = _quote_known(value) if value in _OPERATORS else _quote(value)
        written.append(f"{_quote_known(name)}={quoted}")
    elif isinstance(value, int):
        written.append(f"{_quote_known(name)}={int(value)}")
    else:
        inner = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, item in inner:
            _write(f"{name}[{key}]", item, written)


def encode(parameters: Mapping[str, PhpValue]) -> str:
    """Write nested parameters as PHP's `http_build_query` does.

    Lists get indexes from 0, booleans become 1 and 0, and what is None or empty disappears.
    """
    written: list[str] = []
    for name, value in parameters.items():
        _write(name, value, written)
    return "&".join(written)


@dataclass(frozen=True, slots=True)
class Condition:
    """One column's condition: how it is sent, and whether an answered row passes.

    Attributes:
        column: At most one condition per column fits into a query.
        value: Bare for equality, else operator and operands.
        accepts: Judges the column's raw value in a row.
    """

    column: str
    value: PhpValue
    accepts: Callable[[object], bool]

    def holds_for(self, row: Row) -> bool:
        """Whether a row is one that was asked for."""
        return self.accepts(row.get(self.column))


def equals_id(column: str, number: int) -> Condition:
    """Rows with this id."""
    return Condition(column, number, lambda value: to_id(value) == number)


def id_above(last: int) -> Condition:
    """Rows after the last one seen: the page condition."""
    return Condition("id", [">", last], lambda value: (to_id(value) or 0) > last)


def id_in(column: str, numbers: Iterable[int]) -> Condition:
    """Rows with one of these ids."""
    wanted = frozenset(numbers)
    return Condition(column, ["IN", sorted(wanted)], lambda value: to_id(value) in wanted)


def fold(text: str) -> str:
    """A text without case and accents, near to how databases search."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def same_text(text: str) -> str:
    """A text as the database compares it: case, accents and trailing blanks do not count."""
    return fold(text).rstrip()


def equals_text(column: str, text: str) -> Condition:
    """Rows with this text, as the database compares texts."""
    wanted = same_text(text)
    return Condition(column, text, lambda value: same_text(to_text(value)) == wanted)


def text_in(column: str, texts: Iterable[str]) -> Condition:
    """Rows with one of these texts, as the database compares texts."""
    listed = sorted(frozenset(texts))
    wanted = frozenset(map(same_text, listed))
    return Condition(column, ["IN", listed], lambda value: same_text(to_text(value)) in wanted)


def between(column: str, first: date, last: date) -> Condition:
    """Rows dated from the first to the last day, both included."""

    def accepts(value: object) -> bool:
        try:
            day = to_date(value)
        except ValueError:
            return False
        return day is not None and first <= day <= last

    return Condition(column, ["BETWEEN", first.isoformat(), last.isoformat()], accepts)


def above_zero(column: str) -> Condition:
    """Rows with more than nothing in a column of money."""

    def accepts(value: object) -> bool:
        try:
            return Decimal(to_text(value).strip()) > 0
        except InvalidOperation:
            return False

    return Condition(column, [">", "0"], accepts)


def contains(column: str, text: str) -> Condition:
    """Rows with this text inside.

    Wildcards cannot be escaped (whether the server does it itself is not documented), and the
    database may hold other letters equal than we do. So the row test accepts what such a search
    may rightly answer; `found_in` then decides what is kept.
    """
    is_exact = text.isascii() and not _WILDCARDS & set(text)
    wanted = fold(text)

    def accepts(value: object) -> bool:
        shown = to_text(value)
        return not is_exact or not shown.isascii() or wanted in fold(shown)

    return Condition(column, ["LIKE", f"%{text}%"], accepts)


def found_in(row: Row, column: str, text: str) -> bool:
    """Whether a column really holds the text, wildcards taken literally."""
    return fold(text) in fold(to_text(row.get(column)))


def since(column: str, first: str) -> Condition:
    """Rows whose day or moment, in Splynx's own writing, is not earlier."""
    return Condition(column, [">=", first], lambda value: to_text(value) >= first)


def list_query(
    conditions: Iterable[Condition],
    *,
    limit: int | None = None,
    offset: int | None = None,
    is_down: bool = False,
) -> str:
    """The query of a list, ordered by id; the server's own order is not documented."""
    return encode(
        {
            "main_attributes": {each.column: each.value for each in conditions},
            "order": {"id": "DESC" if is_down else "ASC"},
            "limit": limit,
            "offset": offset,
        }
    )


def count_query(conditions: Iterable[Condition]) -> str:
    """The query of a count: the conditions alone."""
    return encode({"main_attributes": {each.column: each.value for each in conditions}})
