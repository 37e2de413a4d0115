"""The copy becomes what Splynx holds, stays so, and survives whatever ends it."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from ippay_desktop.adapters.mirror import MirrorReader, MirrorWriter, open_copy
from ippay_desktop.adapters.mirror.opening import copy_path, forget_copy
from ippay_desktop.domain.billing import Customer, Document
from ippay_desktop.domain.errors import ProtocolError, StorageError
from ippay_desktop.domain.local_copy import Resource
from ippay_desktop.services.synchronising import Depth, StoppedError
from tests.sim.mirror.conftest import PROFILE, Copy, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.local_copy import Page
    from ippay_desktop.domain.secret import SecretText


def truth(copy: Copy, table: str) -> list[sqlite3.Row]:
    """The practice server's own rows."""
    with closing(sqlite3.connect(copy.practice.state / "data" / "splynx.db")) as books:
        books.row_factory = sqlite3.Row
        return books.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def delete(copy: Copy, table: str, ids: list[int]) -> None:
    """Let rows vanish without a word, as Splynx does."""
    with closing(sqlite3.connect(copy.practice.state / "data" / "splynx.db")) as books, books:
        books.executemany(f"DELETE FROM {table} WHERE id = ?", [(one,) for one in ids])  # noqa: S608


def agrees(copy: Copy) -> None:
    """Hold the copy against the practice server's own books."""
    copied = copy.rows("documents")
    status = ("not_paid", "pending", "paid", "deleted", "other")
    for kind, name in ((0, "invoices"), (1, "proforma_invoices")):
        expected = {row["id"]: row for row in truth(copy, name)}
        own = {key // 2: row for key, row in copied.items() if key % 2 == kind}
        assert own.keys() == expected.keys()
        for number, row in own.items():
            assert status[row[4]] == expected[number]["status"], (name, number)
            assert row[3] == expected[number]["number"]
    assert copy.rows("customers").keys() == {row["id"] for row in truth(copy, "customers")}


def derived_agrees(copy: Copy) -> None:
    """What triggers keep is what a fresh count says."""
    with copy.opened.connections.reading() as connection:

        def ask(sql: str) -> list[tuple[int, ...]]:
            return sorted(connection.execute(sql).fetchall())

        kept = ask("SELECT kind, status, sum(n), sum(total), sum(due) FROM sums GROUP BY 1, 2")
        counted = ask(
            "SELECT kind, status, count(*), sum(total), sum(due) FROM documents GROUP BY 1, 2"
        )
        assert [row for row in kept if row[2]] == counted
        assert ask("SELECT id, unpaid, due FROM customers") == ask(
            "SELECT c.id, count(d.key), coalesce(sum(d.due), 0) FROM customers c LEFT JOIN "
            "documents d ON d.customer_id = c.id AND d.status = 0 GROUP BY 1"
        )
        # Each document stands where its customer does.
        assert not ask(
            "SELECT d.key FROM documents d JOIN customers c ON c.id = d.customer_id "
            "WHERE (d.partner_id, d.location_id) <> (c.partner_id, c.location_id)"
        )


def test_a_first_fill_holds_what_splynx_holds(filled: Copy) -> None:
    agrees(filled)
    derived_agrees(filled)
    freshness = filled.reader.freshness()
    assert freshness.is_complete
    assert freshness.is_lasting
    assert freshness.as_of is not None


def test_the_file_shows_nothing_without_its_key(filled: Copy) -> None:
    path = copy_path(filled.folder, PROFILE)
    content = b"".join(one.read_bytes() for one in filled.folder.glob(f"{path.name}*"))
    assert len(content) > 100_000
    assert not content.startswith(b"SQLite format 3")
    for word in (b"customer1@example.net", b"CREATE TABLE", b"documents"):
        assert word not in content


def test_no_credential_reaches_the_copy(filled: Copy) -> None:
    names: set[str] = set()
    texts: list[str] = []
    with filled.opened.connections.reading() as connection:
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN "
            "('customers', 'documents', 'meta', 'sums')"
        ).fetchall():
            cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
            names |= {column[0] for column in cursor.description}
            texts += [str(value) for row in cursor for value in row]
    assert not names & {"token", "password", "otp_secret", "field_1", "account_number", "secret"}
    slots = truth(filled, "payment_account_data")
    tokens = {row[name] for row in slots for name in ("field_1", "field_6") if row[name]}
    assert len(tokens) > 50
    assert not tokens & set(texts)


def test_a_renewal_reads_what_changed_and_writes_nothing_else(empty: Copy) -> None:
    empty.renew()
    before = empty.rows("documents")
    quiet = empty.renew(Depth.CHANGES)
    assert quiet.changed == 0
    unpaid = next(row for row in before.values() if row[1] == 0 and row[4] == 0)
    number = unpaid[0] // 2
    empty.practice.control(
        "POST",
        "/splynx/edit",
        {"table": "invoices", "id": number, "set": {"status": "paid", "due": "0.0000"}},
    )
    result = empty.renew(Depth.OPEN)
    assert result.changed == 1
    agrees(empty)
    derived_agrees(empty)


def test_a_customer_may_come_or_move_after_its_documents(empty: Copy) -> None:
    """However a first fill is cut up, sums by partner and location are right."""
    invoices = [
        document
        for document in empty.source.page_after(Resource.INVOICES, 0).rows
        if isinstance(document, Document)
    ]
    early, late = invoices[0].ref.customer_id, invoices[-1].ref.customer_id
    assert early != late
    for is_reopened in (False, True):
        writer = MirrorWriter(empty.opened.connections)
        writer.put_customers([Customer(early, "Early", "active", partner_id=2, location_id=3)])
        writer.put_documents(invoices)
        if is_reopened:
            # Another process goes on with the fill.
            moved = Customer(early, "Early", "active", partner_id=4, location_id=5)
            writer.put_customers([moved, Customer(late, "Late", "active", partner_id=6)])
            writer.complete()
            places = {row[2]: row[10:12] for row in empty.rows("documents").values()}
            assert places[early] == (4, 5)
            assert places[late] == (6, 0)
            derived_agrees(empty)
        writer.close()


def test_what_vanished_is_forgotten(empty: Copy) -> None:
    empty.renew()
    numbers = sorted(key // 2 for key in empty.rows("documents") if key % 2 == 0)
    gone = [numbers[0], numbers[len(numbers) // 2], numbers[-1]]
    delete(empty, "invoices", gone)
    result = empty.renew(Depth.EVERYTHING)
    assert result.removed == len(gone)
    agrees(empty)
    derived_agrees(empty)


@contextmanager
def spoiled(copy: Copy, table: str, numbers: list[int], column: str) -> Iterator[None]:
    """Records of Splynx that no reader understands, until the end."""

    def put(cells: dict[int, str]) -> None:
        with closing(sqlite3.connect(copy.practice.state / "data" / "splynx.db")) as books, books:
            books.executemany(
                f"UPDATE {table} SET {column} = ? WHERE id = ?",  # noqa: S608
                [(value, number) for number, value in cells.items()],
            )

    before = {row["id"]: row[column] for row in truth(copy, table) if row["id"] in numbers}
    put(dict.fromkeys(numbers, "one of these days"))
    try:
        yield
    finally:
        put(before)


@pytest.mark.parametrize("is_there_before", [False, True])
def test_one_unreadable_record_costs_no_other(empty: Copy, is_there_before: bool) -> None:
    """It is counted and left as it was; once it can be read, the copy is whole again."""
    if is_there_before:
        empty.renew()
    unpaid = [row["id"] for row in truth(empty, "invoices") if row["status"] == "not_paid"]
    number = unpaid[len(unpaid) // 2]
    before = empty.rows("documents").get(number * 2)
    with spoiled(empty, "invoices", [number], "date_till"):
        # What is open is asked for by itself: nor is it forgotten for that.
        for depth in (Depth.EVERYTHING, Depth.OPEN):
            empty.renew(depth)
            assert empty.reader.freshness().unreadable == 1
            assert empty.reader.freshness().is_complete
            copied = empty.rows("documents")
            assert copied.get(number * 2) == before
            others = {key // 2 for key in copied if key % 2 == 0} - {number}
            assert others == {row["id"] for row in truth(empty, "invoices")} - {number}
    empty.renew(Depth.OPEN)
    assert empty.reader.freshness().unreadable == 0
    agrees(empty)
    derived_agrees(empty)


def test_an_unreadable_record_that_vanishes_is_forgotten(empty: Copy) -> None:
    numbers = [row["id"] for row in truth(empty, "customers")][-2:]
    with spoiled(empty, "customers", numbers, "partner_id"):
        empty.renew()
        assert empty.reader.freshness().unreadable == len(numbers)
        delete(empty, "customers", numbers[:1])
        empty.renew(Depth.EVERYTHING)
        assert empty.reader.freshness().unreadable == 1


def test_a_server_of_which_nothing_can_be_read_is_no_odd_record(empty: Copy) -> None:
    every = [row["id"] for row in truth(empty, "invoices")]
    with spoiled(empty, "invoices", every, "date_till"), pytest.raises(ProtocolError):
        empty.renew()
    assert not empty.reader.freshness().is_complete


def test_what_is_open_is_read_once_by_a_first_fill_and_again_after_one_that_was_stopped(
    empty: Copy, tmp_path: Path
) -> None:
    counter = itertools.count()
    with pytest.raises(StoppedError):
        empty.renew(stop=lambda: next(counter) >= 8)
    assert empty.rows("documents")
    with sources_asked(empty) as asked:
        empty.renew()
    # What was read before may have been paid since, of which no marker tells.
    assert asked == [Resource.INVOICES]
    with source_of(empty.practice) as source:
        (tmp_path / "another").mkdir()
        another = Copy(tmp_path / "another", empty.practice, source)
        with sources_asked(another) as asked:
            another.renew()
        assert asked == []
        agrees(another)
        another.opened.close()


@contextmanager
def sources_asked(copy: Copy) -> Iterator[list[Resource]]:
    """Note of what the open documents are read."""
    noted: list[Resource] = []
    real = copy.source.open_documents

    def open_documents(resource: Resource) -> Iterator[Page]:
        noted.append(resource)
        return real(resource)

    with mock.patch.object(copy.source, "open_documents", open_documents):
        yield noted


def test_a_fill_goes_on_where_it_was_stopped(empty: Copy) -> None:
    counter = itertools.count()
    with pytest.raises(StoppedError):
        empty.renew(stop=lambda: next(counter) >= 4)
    assert not empty.reader.freshness().is_complete
    had = empty.rows("customers").keys()
    assert had
    result = empty.renew()
    agrees(empty)
    derived_agrees(empty)
    everything = sum(len(empty.rows(table)) for table in ("customers", "documents"))
    # What was there by then was not read a second time, but for what a renewal reads anyway.
    assert result.read < everything + len(had) + 400


def test_a_damaged_file_and_another_key_begin_anew(empty: Copy) -> None:
    empty.renew()
    empty.opened.close()
    path = copy_path(empty.folder, PROFILE)
    path.write_bytes(b"no database" * 1000)
    again = open_copy(empty.folder, PROFILE, empty.secrets)
    reader = MirrorReader(again, "USD")
    assert not reader.freshness().is_complete
    again.close()
    forget_copy(empty.folder, PROFILE, empty.secrets)
    assert list(empty.folder.glob("local-copy-*.db*")) == []
    empty.opened = open_copy(empty.folder, PROFILE, empty.secrets)
    assert not MirrorReader(empty.opened, "USD").freshness().is_complete


class _NoKeyring:
    def get(self, *_: object) -> SecretText | None:
        raise StorageError("There is no keyring.")

    def put(self, *_: object) -> None:
        raise StorageError("There is no keyring.")

    remove = put


def test_without_a_keyring_the_copy_ends_with_the_session(tmp_path: Path) -> None:
    opened = open_copy(tmp_path, PROFILE, _NoKeyring())
    assert not MirrorReader(opened, "USD").freshness().is_lasting
    assert copy_path(tmp_path, PROFILE).exists()
    opened.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", ["405", "403", "500"])
def test_proformas_may_be_switched_off(empty: Copy, answer: str) -> None:
    empty.practice.switches(splynx={"proforma_module": answer})
    try:
        empty.renew()
    finally:
        empty.practice.switches(splynx={"proforma_module": "on"})
    assert not [key for key in empty.rows("documents") if key % 2]
