"""What happened to the file behind the program's back is found and named."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from ippay_desktop.adapters.journal import JournalCheck, SqlJournal
from ippay_desktop.adapters.journal.chain import GENESIS, Entry
from ippay_desktop.adapters.journal.failures import DAMAGED
from ippay_desktop.domain.bulk import RowState
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.identifiers import AttemptId, RunId
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import START, intent, invoice, run, run_row
from tests.unit.journal.stores import TABLES, FileStore, ServerStore, Store


@pytest.fixture
def written(store: Store) -> Store:
    """Six entries, closed: two plan and run, four about charges."""
    journal = store.open()
    rows = [run_row(0, invoice(1))]
    journal.add_run(run("r1", rows), rows)
    for number in (1, 2):
        journal.add_intent(intent(f"a{number}", invoice(number)))
        change = Change(ChargeEvent.ANSWERED_DECLINED, reason="The bank said no.")
        journal.apply(AttemptId(f"a{number}"), change, START + timedelta(seconds=1))
    journal.set_row(RunId("r1"), 0, RowState.DONE, attempt_id=AttemptId("a1"))
    assert journal.verify() == JournalCheck(entries=6)
    journal.close()
    return store


@pytest.fixture
def written_file(written: Store) -> Path:
    """The same, for what can only happen to a file."""
    if not isinstance(written, FileStore):
        pytest.skip("a server looks after its own files")
    return written.path


def check(store: Store) -> JournalCheck:
    journal = store.open(writable=False)
    try:
        return journal.verify()
    finally:
        journal.close()


APPEND = (
    "INSERT INTO entries SELECT 7, attempt_id, run_id, at, event, content, {previous}, {hash}, "
    "NULL FROM entries WHERE sequence = 6"
)
ONES = "'" + "1" * 64 + "'"


@pytest.mark.parametrize(
    ("statement", "sound", "bad_entry", "words"),
    [
        (
            "UPDATE entries SET content = replace(content, '64', '65') WHERE sequence = 2",
            1,
            2,
            "changed",
        ),
        ("UPDATE entries SET at = replace(at, '23', '22') WHERE sequence = 3", 2, 3, "changed"),
        ("UPDATE entries SET event = 'answered_approved' WHERE sequence = 5", 4, 5, "changed"),
        ("UPDATE entries SET attempt_id = 'a2' WHERE sequence = 3", 2, 3, "changed"),
        ("UPDATE entries SET hash = upper(hash) WHERE sequence = 4", 3, 4, "changed"),
        ("DELETE FROM entries WHERE sequence = 1", 0, 2, "entry 1 is missing"),
        ("DELETE FROM entries WHERE sequence = 3", 2, 4, "entry 3 is missing"),
        ("UPDATE entries SET sequence = 9 WHERE sequence = 4", 3, 5, "entry 4 is missing"),
        (APPEND.format(previous="hash", hash=ONES), 6, 7, "changed"),
        (APPEND.format(previous=ONES, hash=ONES), 6, 7, "does not follow"),
    ],
)
def test_a_changed_removed_or_inserted_entry_is_named(
    written: Store, statement: str, sound: int, bad_entry: int, words: str
) -> None:
    written.tamper(statement)
    found = check(written)
    assert (found.bad_entry, found.entries) == (bad_entry, sound)
    assert f"Entry {bad_entry}" in found.problem
    assert words in found.problem


def test_a_removed_last_entry_shows_in_what_it_had_led_to(written: Store) -> None:
    written.tamper("DELETE FROM entries WHERE sequence = 6")
    assert check(written).problem.startswith("run_rows r1 is not what the journal's log says")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE attempts SET state = 'not_sent' WHERE attempt_id = 'a1'", "attempts a1 is not"),
        ("UPDATE attempts SET amount_minor = 1 WHERE attempt_id = 'a2'", "attempts a2 is not"),
        ("DELETE FROM attempts WHERE attempt_id = 'a2'", "attempts a2 is missing"),
        ("UPDATE runs SET note = 'x'", "runs r1 is not"),
        ("UPDATE run_rows SET state = 'waiting'", "run_rows r1 is not"),
    ],
)
def test_a_projection_that_is_not_the_logs_replay_is_named(
    written: Store, statement: str, words: str
) -> None:
    written.tamper(statement)
    found = check(written)
    assert words in found.problem
    assert (found.entries, found.bad_entry) == (6, None)


def test_a_flipped_byte_in_the_file_is_found(written: Store, written_file: Path) -> None:
    content = bytearray(written_file.read_bytes())
    where = content.index(b"The bank said no.")
    content[where] ^= 1
    written_file.write_bytes(content)
    assert not check(written).is_sound


def test_an_index_that_is_not_its_tables_is_found(written: Store, written_file: Path) -> None:
    """It would not refuse a second open charge, and no row of any table tells of that."""
    with closing(sqlite3.connect(written_file)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
            " WHERE name = 'uq_reversals_open_document') WHERE name = 'uq_attempts_open_document'"
        )
    assert check(written).problem == DAMAGED


@pytest.mark.parametrize("spoil", [lambda page: page[:100], lambda page: b"\xff" * len(page)])
def test_a_damaged_file_is_found_at_the_latest_by_the_check(
    written: Store, written_file: Path, spoil: Callable[[bytes], bytes]
) -> None:
    content = written_file.read_bytes()
    assert len(content) > 3 * 4096
    middle = bytes(content[4096 * 3 : 4096 * 4])
    written_file.write_bytes(
        content[: 4096 * 3] + spoil(middle).ljust(4096, b"\0") + content[4096 * 4 :]
    )
    problem = ""
    with suppress(StorageError):
        problem = "opened"
        problem = check(written).problem
    assert problem


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET event = 'x'",
        "DELETE FROM entries",
        "DELETE FROM attempts",
        "UPDATE attempts SET amount_minor = 1",
        "UPDATE attempts SET transaction_id = 'ABCDEFGHIJKLMNOPQR'",
        "DELETE FROM runs",
        "UPDATE runs SET plan_hash = ''",
        "DELETE FROM run_rows",
        "UPDATE run_rows SET amount_minor = 1",
    ],
)
def test_the_tables_themselves_refuse_to_forget(written: Store, statement: str) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="recorded stays"):
        written.ask(statement)
    assert check(written).is_sound


def test_a_ledger_refuses_to_be_emptied(postgres: PostgresServer) -> None:
    store = ServerStore(postgres)
    for table in TABLES:
        with pytest.raises(psycopg.IntegrityError, match="recorded stays"):
            store.ask(f"TRUNCATE {table} CASCADE")


def test_the_first_entry_follows_nothing(journal: SqlJournal, store: Store) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    assert store.ask("SELECT sequence, previous_hash FROM entries") == [(1, "0" * 64)]


def forge(store: Store, sequence: int, change: str) -> None:
    """Change an entry and make every hash from there on fit again."""
    store.tamper(f"UPDATE entries SET {change} WHERE sequence = {sequence}")  # noqa: S608  # ours
    columns = "sequence, attempt_id, run_id, at, event, content, note_id"
    rows = store.ask(f"SELECT {columns} FROM entries ORDER BY sequence")  # noqa: S608  # ours
    previous = GENESIS
    for number, *entry in rows:
        own = Entry(*entry).hash_after(previous, number)
        store.tamper(
            f"UPDATE entries SET previous_hash = '{previous}', hash = '{own}' "  # noqa: S608  # ours
            f"WHERE sequence = {number}"
        )
        previous = own


@pytest.mark.parametrize(
    ("sequence", "change", "words"),
    [
        (2, "attempt_id = 'someone else'", "Entry 2 of the journal speaks of another charge"),
        (3, "event = 'payment_verified'", "Entry 3 of the journal cannot have been written"),
        (3, "event = 'unheard of'", "Entry 3 of the journal cannot have been written"),
        (3, "content = '[]'", "Entry 3 of the journal cannot have been written"),
        (3, "content = '{'", "Entry 3 of the journal cannot have been written"),
        (3, "at = 'yesterday'", "Entry 3 of the journal cannot have been written"),
        (3, "attempt_id = 'a2'", "Entry 3 of the journal cannot have been written"),
        (3, "content = '{}'", "attempts a1 is not what the journal's log says"),
    ],
)
def test_a_forged_entry_whose_hashes_fit_is_still_found(
    written: Store, sequence: int, change: str, words: str
) -> None:
    forge(written, sequence, change)
    found = check(written)
    assert words in found.problem
