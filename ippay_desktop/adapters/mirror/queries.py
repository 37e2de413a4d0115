"""The SQL of lists and searches, apart from its execution, so that tests can look at each plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.mirror.folding import fold
from ippay_desktop.adapters.mirror.records import kind_number, status_number
from ippay_desktop.adapters.mirror.schema import KINDS
from ippay_desktop.domain.billing import DocumentKind, DocumentState, DocumentStatus
from ippay_desktop.domain.local_copy import CustomerSort, SortBy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ippay_desktop.domain.filters import AmountTest, DocumentFilter

SHORTEST_PART = 3
_LAST_LETTER = "\U0010ffff"
_MOST_WORDS = 8

_UNPAID = status_number(DocumentStatus.NOT_PAID)


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with its values."""

    sql: str
    values: tuple[Any, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """A search's words, folded; more than a few say nothing more."""
    return tuple(fold(text).replace('"', " ").split())[:_MOST_WORDS]


def _has_letters(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def customers_by_words(words: tuple[str, ...], limit: int) -> Query | None:
    """Ids of customers in whom each word begins one of theirs."""
    usable = [word for word in words if _has_letters(word)]
    if not usable:
        return None
    match = " ".join(f'"{word}"*' for word in usable)
    return Query(
        "SELECT rowid FROM customers_words WHERE customers_words MATCH ? ORDER BY rowid LIMIT ?",
        (match, limit),
    )


def customers_by_parts(words: tuple[str, ...], limit: int) -> Query | None:
    """Ids of customers in whom each word is somewhere; short words must begin one of theirs."""
    long = [word for word in words if len(word) >= SHORTEST_PART]
    short = [word for word in words if len(word) < SHORTEST_PART and _has_letters(word)]
    if not long:
        return None
    match = " ".join(f'"{word}"' for word in long)
    sql = "SELECT rowid FROM customers_parts WHERE customers_parts MATCH ?"
    values: list[Any] = [match]
    if short:
        sql += " AND rowid IN (SELECT rowid FROM customers_words WHERE customers_words MATCH ?)"
        values.append(" ".join(f'"{word}"*' for word in short))
    return Query(f"{sql} ORDER BY rowid LIMIT ?", (*values, limit))


def documents_by_number(kind: DocumentKind, word: str, limit: int) -> Query:
    """Keys of documents whose number begins so, the newest number first."""
    return Query(
        "SELECT key FROM documents WHERE kind = ? AND number >= ? AND number < ? "
        "ORDER BY number DESC LIMIT ?",
        (kind_number(kind), word, word + _LAST_LETTER, limit),
    )


def documents_by_part(word: str, limit: int) -> Query:
    """Keys of documents whose number has this inside, newest first."""
    return Query(
        "SELECT rowid FROM documents_parts WHERE documents_parts MATCH ? "
        "ORDER BY rowid DESC LIMIT ?",
        (f'"{word}"', limit),
    )


# What each order really orders by: exactly its index, so that nothing is ever sorted.
_DOCUMENT_ORDERS = {
    SortBy.NUMBER: ("d.number", "d.issued_on", "d.status", "d.key"),
    SortBy.ISSUED: ("d.issued_on", "d.status", "d.key"),
    SortBy.DUE_ON: ("d.due_on", "d.issued_on", "d.status", "d.key"),
    SortBy.TOTAL: ("d.total", "d.issued_on", "d.status", "d.key"),
    SortBy.DUE: ("d.due", "d.issued_on", "d.status", "d.key"),
    SortBy.STATE: ("d.status", "d.due_on", "d.issued_on", "d.key"),
    SortBy.CUSTOMER: ("c.sort_name", "c.id", "d.issued_on", "d.status", "d.key"),
}
_INDEXES = {
    SortBy.NUMBER: "documents_number",
    SortBy.ISSUED: "documents_issued",
    SortBy.DUE_ON: "documents_due_on",
    SortBy.TOTAL: "documents_total",
    SortBy.DUE: "documents_due",
    SortBy.STATE: "documents_state",
}


def document_keys(  # noqa: PLR0913 - one query's parts
    wanted: DocumentFilter,
    sort: SortBy,
    today: date,
    *,
    is_down: bool,
    limit: int | None,
    offset: int = 0,
) -> Query:
    """Keys of documents that pass a filter, in the order of an index."""
    conditions, values = document_conditions(wanted, today)
    way = " DESC" if is_down else ""
    order = ", ".join(f"{name}{way}" for name in _DOCUMENT_ORDERS[sort])
    if sort is SortBy.CUSTOMER:
        source = "customers AS c CROSS JOIN documents AS d ON d.customer_id = c.id"
    elif is_narrow(wanted):
        # Few rows: found by what names them, then sorted.
        source = "documents AS d"
    else:
        source = f"documents AS d INDEXED BY {_INDEXES[sort]}"
    if sort is SortBy.STATE and wanted.states:
        conditions += f" AND d.status IN ({', '.join(_stored(wanted.states))})"
    end = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return Query(
        f"SELECT d.key FROM {source} WHERE {conditions} ORDER BY {order}{end}",  # noqa: S608 - own names
        values,
    )


def is_narrow(wanted: DocumentFilter) -> bool:
    """Whether a filter names customers or numbers, so that few rows pass."""
    return bool(wanted.customers or wanted.numbers or wanted.search.strip())


def document_conditions(wanted: DocumentFilter, today: date) -> tuple[str, tuple[Any, ...]]:
    """The filter as SQL on `d`; the payment type is not in the copy and not judged here."""
    parts: list[str] = [f"d.kind IN ({', '.join('?' * len(wanted.kinds))})"]
    values: list[Any] = [kind_number(kind) for kind in sorted(wanted.kinds)]
    if len(wanted.kinds) == 1:
        # A plus keeps the planner from an index: narrow filters have better ones.
        parts = [f"{'+' if is_narrow(wanted) else ''}d.kind = ?"]
    if wanted.period is not None:
        parts.append("d.issued_on BETWEEN ? AND ?")
        values += [wanted.period.first.toordinal(), wanted.period.last.toordinal()]
    for column, chosen in (
        ("d.partner_id", wanted.partners),
        ("d.location_id", wanted.locations),
        ("d.customer_id", wanted.customers),
        ("d.number", wanted.numbers),
    ):
        _among(parts, values, column, chosen)
    if wanted.states:
        parts.append(f"({' OR '.join(_state(state, today) for state in sorted(wanted.states))})")
    _compare(parts, values, "d.total", wanted.total)
    _compare(parts, values, "d.due", wanted.due)
    _text(parts, values, wanted.search)
    return " AND ".join(parts), tuple(values)


def _among(parts: list[str], values: list[Any], column: str, chosen: Iterable[object]) -> None:
    listed = sorted(chosen, key=str)
    if listed:
        parts.append(f"{column} IN ({', '.join('?' * len(listed))})")
        values += listed


def _state(state: DocumentState, today: date) -> str:
    """One state of staff's words as SQL on `d`."""
    day = today.toordinal()
    overdue = f"(d.due_on > 0 AND d.due_on < {day})"
    special = {
        DocumentState.OVERDUE: overdue,
        DocumentState.PARTIAL: f"NOT {overdue} AND d.due < d.total",
        DocumentState.UNPAID: f"NOT {overdue} AND d.due >= d.total",
    }
    if state in special:
        return f"(+d.status = {_UNPAID} AND {special[state]})"
    return f"+d.status = {status_number(DocumentStatus(state.value))}"


def _stored(states: Iterable[DocumentState]) -> list[str]:
    """Statuses that documents in these states can have: a range of the index by state."""
    special = {DocumentState.OVERDUE, DocumentState.PARTIAL, DocumentState.UNPAID}
    numbers = {
        _UNPAID if state in special else status_number(DocumentStatus(state.value))
        for state in states
    }
    return [str(number) for number in sorted(numbers)]


def _compare(parts: list[str], values: list[Any], column: str, test: AmountTest | None) -> None:
    if test is not None:
        parts.append(f"{column} {test.sign} ?")
        values.append(test.amount.minor)


def _text(parts: list[str], values: list[Any], text: str) -> None:
    """Part of a number or of a customer's words, as the search finds them."""
    words = words_of(text)
    if not words:
        return
    # Each way gives keys: an OR over columns of the row itself would be a walk through all rows.
    ways = []
    for found in (customers_by_words(words, -1), customers_by_parts(words, -1)):
        if found is not None:
            ways.append(f"SELECT key FROM documents WHERE customer_id IN ({found.sql})")  # noqa: S608 - own names
            values += found.values
    if len(words) == 1:
        for kind in KINDS:
            found = documents_by_number(kind, words[0], -1)
            ways.append(f"SELECT key FROM ({found.sql})")  # noqa: S608 - own names
            values += found.values
        if len(words[0]) >= SHORTEST_PART:
            found = documents_by_part(words[0], -1)
            ways.append(f"SELECT rowid FROM ({found.sql})")  # noqa: S608 - own names
            values += found.values
    parts.append(f"d.key IN ({' UNION '.join(ways)})" if ways else "0")


_CUSTOMER_ORDERS = {
    CustomerSort.ID: "id",
    CustomerSort.NAME: "sort_name",
    CustomerSort.STATUS: "status",
    CustomerSort.PARTNER: "partner_id",
    CustomerSort.UNPAID: "unpaid",
    CustomerSort.DUE: "due",
}


def customer_keys(text: str, sort: CustomerSort, *, is_down: bool, limit: int | None) -> Query:
    """Ids of customers, all or those that match a text, in order."""
    way = " DESC" if is_down else ""
    column = _CUSTOMER_ORDERS[sort]
    order = f"id{way}" if column == "id" else f"{column}{way}, id{way}"
    end = "" if limit is None else f" LIMIT {int(limit)}"
    words = words_of(text)
    if not words:
        return Query(f"SELECT id FROM customers ORDER BY {order}{end}")  # noqa: S608 - own names
    found = [
        query
        for query in (customers_by_words(words, -1), customers_by_parts(words, -1))
        if query is not None
    ]
    if not found:
        return Query("SELECT id FROM customers WHERE 0")
    inner = " UNION ".join(f"SELECT rowid FROM ({query.sql})" for query in found)  # noqa: S608 - own names
    values = tuple(value for query in found for value in query.values)
    return Query(
        f"SELECT id FROM customers WHERE id IN ({inner}) ORDER BY {order}{end}",  # noqa: S608 - own names
        values,
    )


def sums(wanted: DocumentFilter, today: date) -> Query:
    """Counts and sums by state: from the kept sums where they know the filter, else from rows."""
    is_kept = not (is_narrow(wanted) or wanted.total or wanted.due)
    conditions, values = document_conditions(wanted, today)
    day = today.toordinal()
    partial = "d.is_partial" if is_kept else "d.due < d.total"
    if is_kept:
        conditions = conditions.replace("d.due < d.total", "d.is_partial").replace(
            "d.due >= d.total", "NOT d.is_partial"
        )
    source, n = ("sums AS d", "sum(d.n)") if is_kept else ("documents AS d", "count(*)")
    return Query(
        f"SELECT d.status, (d.due_on > 0 AND d.due_on < {day}) AS is_late, {partial} AS is_part, "  # noqa: S608 - own names
        f"{n}, sum(d.total), sum(d.due) FROM {source} WHERE {conditions} GROUP BY 1, 2, 3",
        values,
    )
