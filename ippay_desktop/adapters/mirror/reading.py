"""Lists and searches from the copy; each read is short, and can be cancelled."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.mirror import queries
from ippay_desktop.adapters.mirror.connections import Cancellation
from ippay_desktop.adapters.mirror.records import (
    CUSTOMER_READ,
    DOCUMENT_READ,
    customer_of,
    document_of,
)
from ippay_desktop.adapters.mirror.schema import STATUSES
from ippay_desktop.domain.billing import DocumentKind, DocumentState, DocumentStatus
from ippay_desktop.domain.local_copy import (
    CopiedCustomer,
    CopiedDocument,
    Found,
    Freshness,
    Resource,
    StateSum,
    document_key,
)
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ippay_desktop.adapters.mirror.opening import OpenedCopy
    from ippay_desktop.adapters.mirror.queries import Query
    from ippay_desktop.domain.billing import Customer
    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.domain.local_copy import Cancel, CustomerSort, SortBy

_CHUNK = 5_000
_MOST_KEYS = 400
_LARGEST_ID = 1 << 61


class MirrorReader:
    """Implements `domain.local_copy.LocalCopy`."""

    def __init__(self, opened: OpenedCopy, currency: str) -> None:
        self._opened = opened
        self._currency = currency

    def freshness(self) -> Freshness:
        """What the copy holds, and of when."""
        from ippay_desktop.adapters.mirror.writing import (  # noqa: PLC0415 - only here
            marks_in,
            unreadable_name,
        )

        with self._opened.connections.reading() as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
        marks = [marks_in(meta, resource) for resource in Resource]
        times = [one.changed_at for one in marks if one.changed_at is not None]
        as_of = min(times) if len(times) == len(marks) else None
        unreadable = sum(
            len(json.loads(meta.get(unreadable_name(resource), "[]"))) for resource in Resource
        )
        return Freshness("complete" in meta, as_of, self._opened.is_lasting, unreadable)

    def new_cancel(self) -> Cancel:
        """A handle that stops one read."""
        return Cancellation()

    def find(self, text: str, *, limit: int, cancel: Cancel | None = None) -> Found:
        """Customers and documents by words, prefixes and inner parts of three letters or more."""
        words = queries.words_of(text)
        with self._opened.connections.reading(_ours(cancel)) as connection:
            customers = _first(connection, self._customer_queries(words, limit), limit)
            documents = _first(connection, self._document_queries(words, limit), limit)
            return Found(
                tuple(one for one in self._customers(connection, customers) if one),
                tuple(one for one in self._documents(connection, documents) if one),
            )

    def _customer_queries(self, words: tuple[str, ...], limit: int) -> list[Query | None]:
        found: list[Query | None] = []
        if len(words) == 1 and words[0].isdecimal() and int(words[0]) < _LARGEST_ID:
            found.append(queries.Query("SELECT id FROM customers WHERE id = ?", (int(words[0]),)))
        found.append(queries.customers_by_words(words, limit))
        found.append(queries.customers_by_parts(words, limit))
        return found

    def _document_queries(self, words: tuple[str, ...], limit: int) -> list[Query | None]:
        """Only a single word can be a number."""
        if len(words) != 1:
            return []
        word = words[0]
        found: list[Query | None] = [
            queries.documents_by_number(kind, word, limit)
            for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA)
        ]
        if word.isdecimal() and int(word) < _LARGEST_ID:
            keys = tuple(
                document_key(kind, int(word))
                for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA)
            )
            found.append(queries.Query("SELECT key FROM documents WHERE key IN (?, ?)", keys))
        if len(word) >= queries.SHORTEST_PART:
            found.append(queries.documents_by_part(word, limit))
        return found

    def customer_keys(
        self,
        text: str,
        sort: CustomerSort,
        *,
        is_down: bool = False,
        limit: int | None = None,
        cancel: Cancel | None = None,
    ) -> array[int]:
        """Ids of the customers that match a text, all without one, in order."""
        return self._keys(queries.customer_keys(text, sort, is_down=is_down, limit=limit), cancel)

    def document_keys(  # noqa: PLR0913 - one query's parts
        self,
        wanted: DocumentFilter,
        sort: SortBy,
        today: date,
        *,
        is_down: bool = False,
        limit: int | None = None,
        offset: int = 0,
        cancel: Cancel | None = None,
    ) -> array[int]:
        """Keys of the documents that pass a filter, in order."""
        query = queries.document_keys(
            wanted, sort, today, is_down=is_down, limit=limit, offset=offset
        )
        return self._keys(query, cancel)

    def _keys(self, query: Query, cancel: Cancel | None) -> array[int]:
        keys = array("q")
        with self._opened.connections.reading(_ours(cancel)) as connection:
            cursor = connection.execute(query.sql, query.values)
            while rows := cursor.fetchmany(_CHUNK):
                keys.extend([row[0] for row in rows])
        return keys

    def customers_at(self, keys: Sequence[int]) -> Sequence[CopiedCustomer | None]:
        """Customers by key; None for one that is gone."""
        with self._opened.connections.reading() as connection:
            return self._customers(connection, keys)

    def documents_at(self, keys: Sequence[int]) -> Sequence[CopiedDocument | None]:
        """Documents by key; None for one that is gone."""
        with self._opened.connections.reading() as connection:
            return self._documents(connection, keys)

    def _customers(self, connection: Any, keys: Sequence[int]) -> list[CopiedCustomer | None]:  # noqa: ANN401 - the driver has no types
        sql = f"SELECT {CUSTOMER_READ}, unpaid, due FROM customers WHERE id IN "  # noqa: S608 - own names
        found = {
            row[0]: CopiedCustomer(customer_of(row), row[13], Money(row[14], self._currency))
            for row in _by_keys(connection, sql, keys)
        }
        return [found.get(key) for key in keys]

    def _documents(self, connection: Any, keys: Sequence[int]) -> list[CopiedDocument | None]:  # noqa: ANN401 - the driver has no types
        sql = f"SELECT {DOCUMENT_READ} FROM documents AS d WHERE d.key IN "  # noqa: S608 - own names
        rows = {row[0]: document_of(row, self._currency) for row in _by_keys(connection, sql, keys)}
        wanted = sorted({int(one.ref.customer_id) for one in rows.values()})
        people: dict[int, Customer] = {
            row[0]: customer_of(row)
            for row in _by_keys(
                connection,
                f"SELECT {CUSTOMER_READ} FROM customers WHERE id IN ",  # noqa: S608 - own names
                wanted,
            )
        }
        return [
            CopiedDocument(one, people.get(int(one.ref.customer_id))) if one else None
            for one in map(rows.get, keys)
        ]

    def sums(
        self, wanted: DocumentFilter, today: date, *, cancel: Cancel | None = None
    ) -> tuple[StateSum, ...]:
        """Counts and sums by state of what passes a filter."""
        query = queries.sums(wanted, today)
        with self._opened.connections.reading(_ours(cancel)) as connection:
            return self._by_state(connection.execute(query.sql, query.values).fetchall())

    def sums_of(self, keys: Sequence[int], today: date) -> tuple[StateSum, ...]:
        """The same of these documents."""
        day = today.toordinal()
        sql = (
            f"SELECT status, (due_on > 0 AND due_on < {day}), due < total, count(*), "  # noqa: S608 - own names
            "sum(total), sum(due) FROM documents WHERE key IN ({}) GROUP BY 1, 2, 3"
        )
        rows: list[Any] = []
        with self._opened.connections.reading() as connection:
            for start in range(0, len(keys), _MOST_KEYS):
                some = tuple(keys[start : start + _MOST_KEYS])
                marks = ", ".join("?" * len(some))
                rows += connection.execute(sql.format(marks), some).fetchall()
        return self._by_state(rows)

    def _by_state(self, rows: Sequence[Any]) -> tuple[StateSum, ...]:
        """Bring rows of status, lateness and partial payment under the words of staff."""
        found = dict.fromkeys(DocumentState, (0, 0, 0))
        for status, is_late, is_partial, *numbers in rows:
            state = _state(STATUSES[status], is_late=bool(is_late), is_partial=bool(is_partial))
            before = found[state]
            found[state] = (
                before[0] + numbers[0],
                before[1] + numbers[1],
                before[2] + numbers[2],
            )
        return tuple(
            StateSum(state, n, Money(total, self._currency), Money(due, self._currency))
            for state, (n, total, due) in found.items()
            if n
        )


def _state(status: DocumentStatus, *, is_late: bool, is_partial: bool) -> DocumentState:
    if status is not DocumentStatus.NOT_PAID:
        return DocumentState(status.value)
    if is_late:
        return DocumentState.OVERDUE
    return DocumentState.PARTIAL if is_partial else DocumentState.UNPAID


def _ours(cancel: Cancel | None) -> Cancellation | None:
    return cancel if isinstance(cancel, Cancellation) else None


def _first(connection: Any, found: Sequence[Query | None], limit: int) -> list[int]:  # noqa: ANN401 - the driver has no types
    """Keys of several queries, the likeliest first, until there are enough."""
    keys: dict[int, None] = {}
    for query in found:
        if query is not None and len(keys) < limit:
            rows = connection.execute(query.sql, query.values)
            keys.update(dict.fromkeys(row[0] for row in rows))
    return list(keys)[:limit]


def _by_keys(connection: Any, sql: str, keys: Sequence[int]) -> list[Any]:  # noqa: ANN401 - the driver has no types
    rows: list[Any] = []
    for start in range(0, len(keys), _MOST_KEYS):
        some = tuple(keys[start : start + _MOST_KEYS])
        rows += connection.execute(f"{sql}({', '.join('?' * len(some))})", some).fetchall()
    return rows
