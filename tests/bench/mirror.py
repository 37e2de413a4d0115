"""The copy's figures without a window: filling, searching, listing, renewing beside readers."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.adapters.mirror import MirrorWriter, open_copy, queries
from ippay_desktop.adapters.mirror.records import CUSTOMER_READ, DOCUMENT_READ, document_row
from ippay_desktop.adapters.mirror.schema import KINDS
from ippay_desktop.domain.billing import DocumentStatus
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.local_copy import SortBy
from ippay_desktop.domain.money import Money
from tests.bench import copies
from tests.bench.frame import Bench, Measured, figure

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = ("s", "sm", "smi", "smith", "smith1", "gross", "ann", "ann smi", "mith", "user99", "12")
_NUMBERS = ("2026", "202601", "00012", "12345", "0009999", "555", "example", "zzz", "qqqqq", "ø")
_TYPED = _WORDS + _NUMBERS
_ROUNDS = 15
_CHANGES = 1_000


@figure(
    "copy-fill",
    what="rows into the copy's file with all that lists and searches need, network free",
    unit="rows/s",
    floor="bare sqlite3 inserting the documents into one table, no index, not encrypted",
    reach="60,000 rows/s",
)
def copy_fill(bench: Bench) -> Measured:
    people, papers = bench.size.of(copies.CUSTOMERS), bench.size.of(copies.DOCUMENTS)
    made = list(copies.customers(people))
    sheets = list(copies.documents(papers, people))
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        found = open_copy(Path(folder), copies.PROFILE, copies.store())
        writer = MirrorWriter(found.connections)
        began = time.perf_counter()
        for page in made:
            writer.put_customers(page)
        for sheet in sheets:
            writer.put_documents(sheet)
        written = time.perf_counter()
        writer.complete()
        ended = time.perf_counter()
        writer.close()
        found.close()
        rows = [document_row(one) for sheet in sheets for one in sheet]
        floor = _bare_fill(Path(folder) / "bare.db", rows)
    notes = {"rows": people + papers, "write_s": written - began, "build_s": ended - written}
    return Measured([(people + papers) / (ended - began)], [floor], notes)


def _bare_fill(path: Path, rows: list[tuple[object, ...]]) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("CREATE TABLE documents (key INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i)")
        began = time.perf_counter()
        bare.execute("BEGIN")
        bare.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 10)})", rows)  # noqa: S608
        bare.execute("COMMIT")
        return len(rows) / (time.perf_counter() - began)


@figure(
    "copy-search",
    what="one search over customers and documents, as values",
    unit="ms",
    floor="its statements on a bare connection, rows thrown away",
    reach="2 times the floor",
)
def copy_search(bench: Bench) -> Measured:
    found, reader = copies.opened(bench)
    values, floor = [], []
    with copies.raw(found) as bare:
        for _ in range(_ROUNDS):
            for text in _TYPED:
                values.append(_ms(partial(reader.find, text, limit=6)))
                floor.append(_ms(partial(_bare_search, bare, text)))
    found.close()
    return Measured(values, floor, {"texts": len(_TYPED)})


def _bare_search(bare: sqlite3.Connection, text: str) -> None:
    words = queries.words_of(text)
    shapes = [queries.customers_by_words(words, 6), queries.customers_by_parts(words, 6)]
    keys = [row[0] for one in shapes if one for row in bare.execute(one.sql, one.values)][:6]
    _bare_rows(bare, f"SELECT {CUSTOMER_READ} FROM customers WHERE id IN ", keys)  # noqa: S608
    if len(words) != 1:
        return
    numbers = [queries.documents_by_number(kind, words[0], 6) for kind in KINDS]
    if len(words[0]) >= queries.SHORTEST_PART:
        numbers.append(queries.documents_by_part(words[0], 6))
    keys = [row[0] for one in numbers for row in bare.execute(one.sql, one.values)][:6]
    _bare_rows(bare, f"SELECT {DOCUMENT_READ} FROM documents AS d WHERE key IN ", keys)  # noqa: S608


def _bare_keys(bare: sqlite3.Connection, query: queries.Query) -> None:
    bare.execute(query.sql, query.values).fetchall()


def _bare_rows(bare: sqlite3.Connection, sql: str, keys: list[int]) -> None:
    bare.execute(f"{sql} ({', '.join('?' * len(keys))})", keys).fetchall()


@figure(
    "copy-first-page",
    what="first page of a list in any order, as values",
    unit="ms",
    floor="the same statement on a bare connection, keys only",
    reach="a few ms: what is left of 60 ms to painted",
)
def copy_first_page(bench: Bench) -> Measured:
    found, reader = copies.opened(bench)
    wanted, today = DocumentFilter(), copies.LAST_DAY
    values, floor = [], []
    with copies.raw(found) as bare:
        for _ in range(_ROUNDS):
            for sort in SortBy:
                for is_down in (False, True):

                    def page(sort: SortBy = sort, is_down: bool = is_down) -> None:
                        keys = reader.document_keys(wanted, sort, today, is_down=is_down, limit=200)
                        reader.documents_at(keys)

                    query = queries.document_keys(wanted, sort, today, is_down=is_down, limit=200)
                    values.append(_ms(page))
                    floor.append(_ms(partial(_bare_keys, bare, query)))
    found.close()
    return Measured(values, floor, {"orders": 2 * len(SortBy)})


@figure(
    "copy-all-keys",
    what="all keys of the list of all documents, in any order",
    unit="ms",
    floor="the same statement on a bare connection",
    reach="1 s, in a worker",
)
def copy_all_keys(bench: Bench) -> Measured:
    found, reader = copies.opened(bench)
    values, floor = [], []
    with copies.raw(found) as bare:
        for sort in SortBy:
            query = queries.document_keys(
                DocumentFilter(), sort, copies.LAST_DAY, is_down=False, limit=None
            )
            values.append(
                _ms(partial(reader.document_keys, DocumentFilter(), sort, copies.LAST_DAY))
            )
            floor.append(_ms(partial(_bare_keys, bare, query)))
    found.close()
    return Measured(values, floor, {"orders": len(SortBy)})


@figure(
    "copy-renewal",
    what="writing 1,000 changed documents into the copy",
    unit="s",
    floor="writing the same again, when nothing differs",
    reach="2 s",
)
def copy_renewal(bench: Bench) -> Measured:
    return _renewals(bench)[0]


@figure(
    "copy-readers",
    what="a search while 1,000 changes are written",
    unit="ms",
    floor="the same search with nobody writing",
    reach="5 ms at p99",
)
def copy_readers(bench: Bench) -> Measured:
    return _renewals(bench)[1]


def _renewals(bench: Bench) -> tuple[Measured, Measured]:
    found, reader = copies.opened(bench)
    writer = MirrorWriter(found.connections)
    count, people = bench.size.of(copies.DOCUMENTS), bench.size.of(copies.CUSTOMERS)
    step = count // _CHANGES
    written, repeated = [], []
    searches: list[float] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            searches.append(_ms(lambda: reader.find("smi", limit=6)))
            stop.wait(0.002)

    quiet = [_ms(lambda: reader.find("smi", limit=6)) for _ in range(200)]
    thread = threading.Thread(target=search)
    thread.start()
    for turn in range(5):
        rows = [copies.document(number * step + 1, count, people) for number in range(_CHANGES)]
        changed = [
            replace(one, status=DocumentStatus.NOT_PAID, due=Money(turn + 1, "USD")) for one in rows
        ]
        written.append(_ms(partial(writer.put_documents, changed)) / 1000)
        repeated.append(_ms(partial(writer.put_documents, changed)) / 1000)
    stop.set()
    thread.join()
    writer.close()
    found.close()
    notes = {"changes": _CHANGES}
    return Measured(written, repeated, notes), Measured(searches, quiet, notes)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
