"""The local journal's connections: one that writes, in turns, and a few that only read.

SQLite up to 3.51.2 can lose a commit in WAL mode when several connections write or checkpoint at
the same moment (the WAL-reset defect). So exactly one connection of this process writes, and the
station lock keeps other processes from writing. Connections opened read-only can do neither, and
they let a long history query run without holding up a charge.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection as AlchemyConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from ippay_desktop.adapters.journal.failures import error_of_neighbour, translated
from ippay_desktop.adapters.journal.link import Connection
from ippay_desktop.adapters.journal.writing import Writer
from ippay_desktop.adapters.system import flush_folder
from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Select

    from ippay_desktop.domain.ports import Clock

_BUSY_TIMEOUT_S = 10
_READERS = 4
_PRIVATE = 0o600

READ_ONLY = (
    "The journal is open for reading only, because another copy of IPpay Desktop is charging with "
    "it. Use that copy, or close it first."
)


class Database:
    """Implements `Transactions` on one file; any thread may call."""

    is_shared = False

    def __init__(
        self,
        *,
        reader: Callable[[], sqlite3.Connection],
        writer: sqlite3.Connection | None,
        clock: Clock,
    ) -> None:
        """Work on connections.

        Args:
            reader: Dials one more that only reads.
            writer: The one that writes, if any does.
            clock: This computer's.
        """
        self._dial = reader
        self._idle: list[sqlite3.Connection] = []
        self._writer = (
            None
            if writer is None
            else Writer(_LocalLine(writer, is_alone=not self.is_shared), _closed)
        )
        self._clock = clock
        self._is_closed = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of everything committed before.

        Raises:
            StorageError: disk, file or lock trouble.
        """
        with translated():
            driver = self._borrow()
            try:
                driver.execute("BEGIN")
                yield Connection(driver, "sqlite")
            finally:
                self._give_back(driver)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One change; flushed to the disk when the block ends, undone when it raises.

        Raises:
            StorageError: disk, file or lock trouble, or opened for reading only.
            InvariantError: a constraint refused it.
        """
        if self._writer is None:
            raise StorageError(READ_ONLY)
        with translated(), self._writer.transaction() as connection:
            yield connection

    def ask(self, query: Select[Any], **asked: str | int) -> list[dict[str, Any]]:
        """What a query finds of everything committed before."""
        with translated():
            driver = self._borrow()
            try:
                # A statement by itself sees one moment, as a transaction does.
                return Connection(driver, "sqlite").execute(query, asked).all()
            finally:
                self._give_back(driver)

    def now(self, connection: Connection) -> datetime:
        """The present instant by this computer's clock: nobody else writes to the file."""
        del connection
        return self._clock.now()

    def close(self) -> None:
        """Close every connection; waits for a write under way."""
        self._is_closed = True
        # Readers first: the last connection to close folds the write-ahead log into the file.
        while self._idle:
            self._idle.pop().close()
        if self._writer is not None:
            self._writer.close()

    def _borrow(self) -> sqlite3.Connection:
        if self._is_closed:
            raise _closed()
        try:
            return self._idle.pop()
        except IndexError:
            return self._dial()

    def _give_back(self, driver: sqlite3.Connection) -> None:
        try:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
        except sqlite3.Error:
            # Whatever state it is in, nobody needs to know.
            driver.close()
            return
        if self._is_closed or len(self._idle) >= _READERS:
            driver.close()
        else:
            self._idle.append(driver)


class _LocalLine:
    """Implements `Line` on the file's one writing connection."""

    def __init__(self, driver: sqlite3.Connection, *, is_alone: bool) -> None:
        self.driver = driver
        self._connection = Connection(driver, "sqlite")
        self._is_alone = is_alone

    def begin(self) -> Connection:
        self.driver.execute("BEGIN IMMEDIATE")
        # Where nobody else writes, the last entry is still the one that was written last.
        if not self._is_alone:
            self._connection.head = None
        return self._connection

    def commit(self) -> None:
        try:
            self.driver.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    def rollback(self) -> None:
        self._connection.head = None
        with suppress(sqlite3.Error):
            if self.driver.in_transaction:
                self.driver.execute("ROLLBACK")

    def say(self, *commands: str) -> None:
        for command in commands:
            self.driver.execute(command)

    def is_open(self) -> bool:
        return self.driver.in_transaction

    def error_for(self, trouble: BaseException) -> Exception:
        return error_of_neighbour(trouble)

    def close(self) -> None:
        self.driver.close()


def _closed() -> StorageError:
    return StorageError("The journal is closed already. Start the program again.")


def dial_writer(path: Path, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """The one connection that writes.

    Args:
        path: An existing file; see `create_private`.
        foreign_keys: Off only while a migration rebuilds tables.

    Raises:
        StorageError: no write-ahead log is possible in this folder.
    """
    connection = connect(path, "rw")
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        connection.close()
        raise StorageError(
            "The journal cannot be kept safely in this folder (no write-ahead log there). "
            "Choose a folder on a local disk."
        )
    # FULL: a commit has reached the disk when it returns. In WAL mode NORMAL would not wait.
    for pragma in (
        "synchronous = FULL",
        "fullfsync = ON",
        "checkpoint_fullfsync = ON",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def dial_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, whatever it is asked."""
    connection = connect(path, "ro")
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_writer(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on the one connection that writes, for migrations."""
    return _engine(lambda: dial_writer(path, foreign_keys=foreign_keys), begin="BEGIN IMMEDIATE")


def open_reader(path: Path) -> Engine:
    """An engine whose connection cannot write, to ask for a file's revision."""
    return _engine(lambda: dial_reader(path), begin="BEGIN")


def open_nowhere() -> Engine:
    """An engine on an empty database in memory."""
    return _engine(_dial_nowhere, begin="BEGIN")


def _dial_nowhere() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def dial_copy(content: bytes) -> sqlite3.Connection:
    """A connection to a copy in memory of a whole database."""
    connection = _dial_nowhere()
    connection.deserialize(content)
    return connection


def create_private(path: Path) -> None:
    """Make an empty file that only this user may read, durably; narrow an existing one.

    Never open the file itself here or anywhere else: closing it would drop every lock that SQLite
    holds on it in this process.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            path.chmod(_PRIVATE)
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    flush_folder(path.parent)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection to an existing file, "rw" or "ro"; it begins no transaction by itself."""
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


def _engine(dial: Callable[[], sqlite3.Connection], *, begin: str) -> Engine:
    """An engine that begins its own transactions: the driver would begin them too late."""
    engine = create_engine("sqlite://", creator=dial, poolclass=StaticPool, hide_parameters=True)

    def begin_transaction(connection: AlchemyConnection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_transaction)
    return engine
