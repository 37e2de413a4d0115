"""Disk, file and lock trouble: a sentence that says what to do, and a journal as it was."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ippay_desktop.adapters.journal import SqlJournal, engine, failures, open_journal
from ippay_desktop.domain.errors import InvariantError, StorageError
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import TestClock, intent, invoice

ROOT = Path(__file__).resolve().parents[3]

FILL = """
import resource, sys
from pathlib import Path
from ippay_desktop.adapters.journal import open_journal
from ippay_desktop.domain.errors import StorageError
from tests.unit.journal.build import TestClock, intent, invoice
journal = open_journal(Path(sys.argv[1]), clock=TestClock())
journal.add_intent(intent("a0", invoice(0)))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
committed = 1
try:
    for number in range(1, 2000):
        journal.add_intent(intent(f"a{number}", invoice(number)))
        committed += 1
except StorageError as error:
    assert journal.verify().entries == committed
    print(committed)
    print(error)
"""


def test_a_disk_that_takes_no_more_keeps_what_was_committed(journal_path: Path) -> None:
    child = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", FILL, str(journal_path)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        text=True,
    )
    committed, sentence = child.stdout.splitlines()
    assert 1 < int(committed) < 2000
    assert "Nothing was written to the journal" in sentence
    journal = open_journal(journal_path, clock=TestClock())
    assert len(journal.attempts(AttemptFilter())) == int(committed)
    assert journal.verify().entries == int(committed)
    journal.add_intent(intent("after", invoice(5000)))
    journal.close()


def test_a_full_disk_says_so_and_space_helps(local_journal: SqlJournal) -> None:
    with local_journal._database.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def commit_many() -> None:
        for number in range(200):
            local_journal.add_intent(intent(f"a{number}", invoice(number)))

    with pytest.raises(StorageError, match="the disk is full"):
        commit_many()
    count = len(local_journal.attempts(AttemptFilter()))
    assert local_journal.verify().entries == count
    with local_journal._database.write() as connection:
        connection.execute(text("PRAGMA max_page_count = 100000"))
    local_journal.add_intent(intent("after", invoice(5000)))
    assert local_journal.verify().entries == count + 1


def test_a_file_that_is_no_journal_is_refused_and_left(journal_path: Path) -> None:
    journal_path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    before = journal_path.read_bytes()
    for writable in (True, False):
        with pytest.raises(StorageError, match="damaged"):
            open_journal(journal_path, clock=TestClock(), writable=writable)
    assert journal_path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        open_journal(tmp_path / "nowhere" / "journal.sqlite", clock=TestClock())


def test_a_journal_that_another_program_holds_is_said(
    local_journal: SqlJournal, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_TIMEOUT_S", 0.05)
    second = open_journal(journal_path, clock=TestClock())
    with closing(sqlite3.connect(journal_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another program holds it"):
            second.add_intent(intent("a1", invoice(1)))
    second.close()
    local_journal.add_intent(intent("a1", invoice(1)))


def test_a_folder_without_a_write_ahead_log_is_refused(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(path: Path, mode: str) -> sqlite3.Connection:
        del path, mode
        return sqlite3.connect(":memory:", isolation_level=None)

    monkeypatch.setattr(engine, "connect", elsewhere)
    with pytest.raises(StorageError, match="local disk"):
        open_journal(journal_path, clock=TestClock())


def test_the_file_is_for_this_user_alone(local_journal: SqlJournal, journal_path: Path) -> None:
    local_journal.add_intent(intent("a1", invoice(1)))
    files = list(journal_path.parent.iterdir())
    assert {file.name for file in files} >= {"journal.sqlite", "journal.sqlite-wal"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_file_that_others_may_read_is_narrowed(journal_path: Path) -> None:
    open_journal(journal_path, clock=TestClock()).close()
    journal_path.chmod(0o644)
    open_journal(journal_path, clock=TestClock()).close()
    assert journal_path.stat().st_mode & 0o777 == 0o600


def test_a_commit_is_flushed(local_journal: SqlJournal) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with local_journal._database.write() as connection:
        for pragma, value in wanted.items():
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def driver_error(code: int | None) -> sqlite3.Error:
    error = sqlite3.OperationalError("the driver's own words")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk failed"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "another program"),
        (sqlite3.SQLITE_LOCKED, "another program"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "only be read"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_PERM, "cannot be opened"),
        (sqlite3.SQLITE_AUTH, "cannot be opened"),
        (sqlite3.SQLITE_TOOBIG, "too long"),
        (sqlite3.SQLITE_MISUSE, "cannot be used"),
        (None, "cannot be used"),
    ],
)
def test_every_code_of_the_driver_becomes_a_sentence(code: int | None, words: str) -> None:
    for error in (driver_error(code), DBAPIError("SELECT 1", {}, driver_error(code))):
        with pytest.raises(StorageError, match=words) as raised, failures.translated():
            raise error
        assert "driver" not in str(raised.value)


def test_an_error_of_another_database_is_translated_too() -> None:
    with pytest.raises(StorageError, match="cannot be reached"), failures.translated():
        raise DBAPIError("SELECT 1", {}, ConnectionError("host and password"))


def test_our_own_errors_pass() -> None:
    with pytest.raises(InvariantError, match="as it is"), failures.translated():
        raise InvariantError("as it is")
