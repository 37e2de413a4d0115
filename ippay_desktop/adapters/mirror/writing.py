"""Filling the copy: guarded upserts in small transactions, and the marks of how far it has come."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.mirror.connections import CACHE_KB, translated
from ippay_desktop.adapters.mirror.records import customer_row, document_row, kind_number
from ippay_desktop.adapters.mirror.schema import (
    BUILD,
    CUSTOMER_COLUMNS,
    DOCUMENT_COLUMNS,
    LATE,
    PENDING,
    PLACES,
    TRIGGERS,
    UNPAID,
)
from ippay_desktop.domain.local_copy import KIND_OF, Marks, Part, Resource

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from ippay_desktop.adapters.mirror.connections import Connections
    from ippay_desktop.domain.billing import Customer, Document

_BATCH = 500
_NOWHERE = (0, 0)
_COMPLETE = "complete"
# Customers came or moved after documents of theirs may have come.
_HAS_LATE = "late"
# While everything is built; given back afterwards.
_BUILD_CACHE_KB = 32_000


def _upsert(
    table: str, columns: Sequence[str], looked_up: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Insert or change, but touch nothing where nothing differs: triggers and pages stay quiet."""
    names = [*columns, *looked_up]
    marks = [f"?{number}" for number in range(1, len(columns) + 1)]
    values = [*marks, *looked_up.values()]
    changing = columns[1:]
    sets = ", ".join(f"{name} = excluded.{name}" for name in changing)
    old = ", ".join(f"{table}.{name}" for name in changing)
    new = ", ".join(f"excluded.{name}" for name in changing)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)}) "  # noqa: S608 - own names
        f"ON CONFLICT DO UPDATE SET {sets} WHERE ({old}) IS NOT ({new})"
    )


_PUT_CUSTOMER = _upsert("customers", CUSTOMER_COLUMNS)
# Where the customer belongs comes with the document, so that sums by partner stay right: looked up
# for a few, but given while a million come, whose customers are all over the file.
_FILL_DOCUMENT = _upsert("documents", (*DOCUMENT_COLUMNS, *PLACES))
_PUT_DOCUMENT = _upsert(
    "documents",
    DOCUMENT_COLUMNS,
    {name: f"coalesce((SELECT {name} FROM customers WHERE id = ?3), 0)" for name in PLACES},  # noqa: S608 - own names
)


class MirrorWriter:
    """Implements `domain.local_copy.CopyWriter` on a connection of its own.

    Readers are never held up: each batch is one short transaction beside their snapshots.
    """

    def __init__(self, connections: Connections) -> None:
        with translated():
            self._connection = connections.connect()
        self._is_complete = self._meta(_COMPLETE) is not None
        self._unreadable = {
            resource: set(json.loads(self._meta(unreadable_name(resource)) or "[]"))
            for resource in Resource
        }
        self._places = {} if self._is_complete else self._read_places()

    def marks(self, resource: Resource) -> Marks:
        """How far a resource has come."""
        text = self._meta(f"marks.{resource}")
        return Marks() if text is None else _marks_of(json.loads(text))

    def save_marks(self, resource: Resource, marks: Marks) -> None:
        """Remember it."""
        self._put_meta(f"marks.{resource}", json.dumps(_marks_fields(marks)))

    def put_customers(self, rows: Sequence[Customer]) -> int:
        """Add or change; returns how many were new or different."""
        if not self._is_complete:
            self._note_places(rows)
        return self._put(_PUT_CUSTOMER, [customer_row(one) for one in rows])

    def put_documents(self, rows: Sequence[Document]) -> int:
        """Add or change; returns how many were new or different."""
        if self._is_complete:
            return self._put(_PUT_DOCUMENT, [document_row(one) for one in rows])
        found = [self._places.get(int(one.ref.customer_id), _NOWHERE) for one in rows]
        made = [(*document_row(one), *place) for one, place in zip(rows, found, strict=True)]
        return self._put(_FILL_DOCUMENT, made)

    def _read_places(self) -> dict[int, tuple[int, int]]:
        sql = f"SELECT id, {', '.join(PLACES)} FROM customers"  # noqa: S608 - own names
        with translated():
            return {row[0]: (row[1], row[2]) for row in self._connection.execute(sql)}

    def _note_places(self, rows: Sequence[Customer]) -> None:
        """Know where customers belong, and whether documents may hold something else."""
        new = {int(one.id): (one.partner_id, one.location_id) for one in rows}
        is_news = any(self._places.get(number) != place for number, place in new.items())
        if is_news and self._top_key():
            self._put_meta(_HAS_LATE, "yes")
        self._places.update(new)

    def _top_key(self) -> int:
        with translated():
            found = self._connection.execute("SELECT max(key) FROM documents").fetchone()
        return int(found[0] or 0)

    def remove(self, resource: Resource, ids: Iterable[int]) -> int:
        """Forget what vanished; returns how many were there."""
        table, column = _place(resource)
        keys = [(_key(resource, number),) for number in ids]
        return self._put(f"DELETE FROM {table} WHERE {column} = ?", keys)  # noqa: S608 - own names

    def note_unreadable(
        self, resource: Resource, unreadable: Iterable[int], looked_at: Container[int]
    ) -> None:
        """Remember records that could not be read; others that were looked at now could."""
        before = self._unreadable[resource]
        now = {number for number in before if number not in looked_at}.union(unreadable)
        if now != before:
            self._put_meta(unreadable_name(resource), json.dumps(sorted(now)))
            self._unreadable[resource] = now

    def ids_between(self, resource: Resource, after: int, upto: int) -> set[int]:
        """Ids above `after` and up to `upto`."""
        table, column = _place(resource)
        low, high = _key(resource, after), _key(resource, upto)
        sql = f"SELECT {column} FROM {table} WHERE {column} > ? AND {column} <= ?"  # noqa: S608 - own names
        with translated():
            found = [int(row[0]) for row in self._connection.execute(sql, (low, high))]
        if resource is Resource.CUSTOMERS:
            return set(found)
        parity = kind_number(KIND_OF[resource])
        return {key // 2 for key in found if key % 2 == parity}

    def open_ids(self, resource: Resource) -> set[int]:
        """Ids of documents that are unpaid or pending."""
        sql = "SELECT key / 2 FROM documents WHERE kind = ? AND status IN (?, ?)"
        values = (kind_number(KIND_OF[resource]), UNPAID, PENDING)
        with translated():
            return {int(row[0]) for row in self._connection.execute(sql, values)}

    def count(self, resource: Resource) -> int:
        """How many there are."""
        return self._number(resource, "count(*)")

    def top(self, resource: Resource) -> int:
        """The highest id."""
        found = self._number(resource, "max({column})")
        return found if resource is Resource.CUSTOMERS else found // 2

    def complete(self) -> None:
        """Build indexes, search tables and sums, and let triggers keep them from then on."""
        if self._is_complete:
            return
        late = (LATE,) if self._meta(_HAS_LATE) else ()
        self._execute(f"PRAGMA cache_size=-{_BUILD_CACHE_KB}")
        with self._transaction():
            for statement in (*late, *BUILD, *TRIGGERS):
                self._connection.execute(statement)
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, 'yes')", (_COMPLETE,))
        self._execute("PRAGMA analysis_limit=1000")
        self._execute("ANALYZE")
        self._execute(f"PRAGMA cache_size=-{CACHE_KB}")
        self._is_complete = True
        self._places = {}

    def close(self) -> None:
        """Close the connection; the file is folded together by whoever closes last."""
        self._connection.close()

    def _put(self, sql: str, rows: list[tuple[Any, ...]]) -> int:
        before = self._connection.total_changes
        changed = 0
        for start in range(0, len(rows), _BATCH):
            with self._transaction():
                changed += self._connection.executemany(sql, rows[start : start + _BATCH]).rowcount
        # Triggers count as changes too; without any, nothing was changed at all.
        return changed if self._connection.total_changes > before else 0

    def _execute(self, sql: str) -> None:
        with translated():
            self._connection.execute(sql)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _number(self, resource: Resource, what: str) -> int:
        table, column = _place(resource)
        where = "" if resource is Resource.CUSTOMERS else " WHERE kind = ?"
        values = () if resource is Resource.CUSTOMERS else (kind_number(KIND_OF[resource]),)
        sql = f"SELECT {what.format(column=column)} FROM {table}{where}"  # noqa: S608 - own names
        with translated():
            return int(self._connection.execute(sql, values).fetchone()[0] or 0)

    def _meta(self, name: str) -> str | None:
        with translated():
            found = self._connection.execute(
                "SELECT value FROM meta WHERE name = ?", (name,)
            ).fetchone()
        return None if found is None else str(found[0])

    def _put_meta(self, name: str, value: str) -> None:
        with translated():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _place(resource: Resource) -> tuple[str, str]:
    return ("customers", "id") if resource is Resource.CUSTOMERS else ("documents", "key")


def _key(resource: Resource, number: int) -> int:
    if resource is Resource.CUSTOMERS:
        return number
    return number * 2 + kind_number(KIND_OF[resource])


def _marks_fields(marks: Marks) -> dict[str, Any]:
    times = {name: getattr(marks, name) for name in ("changed_at", "open_at", "swept_at")}
    return {
        "parts": [[part.after, part.upto] for part in marks.parts],
        "is_filled": marks.is_filled,
        "top": marks.top,
        **{name: None if at is None else at.isoformat() for name, at in times.items()},
    }


def unreadable_name(resource: Resource) -> str:
    """Under which name the ids of records that could not be read are kept, as a JSON list."""
    return f"unreadable.{resource}"


def marks_in(meta: Mapping[str, str], resource: Resource) -> Marks:
    """The marks of a resource among all that was remembered."""
    text = meta.get(f"marks.{resource}")
    return Marks() if text is None else _marks_of(json.loads(text))


def _marks_of(fields: dict[str, Any]) -> Marks:
    times = {
        name: datetime.fromisoformat(fields[name]) if fields[name] else None
        for name in ("changed_at", "open_at", "swept_at")
    }
    parts = tuple(Part(after, upto) for after, upto in fields["parts"])
    return Marks(parts, fields["is_filled"], fields["top"], **times)
