"""The local journal's connections: one that writes, behind a lock, and a few that only read.

SQLite up to 3.51.2 can lose a commit in WAL mode when several connections write or checkpoint at
the same moment (the WAL-reset defect). So exactly one connection of this process writes, and the
station lock keeps other processes from writing. Connections opened read-only can do neither, and
they let a long history query run without holding up a charge.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from ippay_desktop.adapters.journal.failures import translated
from ippay_desktop.adapters.system import flush_folder
from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

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

    def __init__(self, *, reader: Engine, writer: Engine | None, clock: Clock) -> None:
        self._reader = reader
        self._writer = writer
        self._clock = clock
        self._writing = threading.Lock()
        self._is_closed = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of everything committed before.

        Raises:
            StorageError: disk, file or lock trouble.
        """
        self._refuse_if_closed()
        with translated(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction; flushed to the disk when the block ends, undone when it raises.

        Raises:
            StorageError: disk, file or lock trouble, or opened for reading only.
            InvariantError: a constraint refused it.
        """
        if self._writer is None:
            raise StorageError(READ_ONLY)
        with self._writing:
            self._refuse_if_closed()
            with translated(), self._writer.begin() as connection:
                yield connection

    def now(self, connection: Connection) -> datetime:
        """The present instant by this computer's clock: nobody else writes to the file."""
        del connection
        return self._clock.now()

    def _refuse_if_closed(self) -> None:
        # An engine that was disposed of would quietly connect again, without the station lock.
        if self._is_closed:
            raise StorageError("The journal is closed already. Start the program again.")

    def close(self) -> None:
        """Close every connection; waits for a write under way."""
        with self._writing:
            self._is_closed = True
            # Readers first: the last connection to close folds the write-ahead log into the file.
            self._reader.dispose()
            if self._writer is not None:
                self._writer.dispose()


def open_writer(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine with the one connection that writes.

    Args:
        path: An existing file; see `create_private`.
        foreign_keys: Off only while a migration rebuilds tables.
    """

    def dial() -> sqlite3.Connection:
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

    return _engine(dial, StaticPool, begin="BEGIN IMMEDIATE")


def open_reader(path: Path) -> Engine:
    """An engine whose connections cannot write, whatever they are asked."""

    def dial() -> sqlite3.Connection:
        connection = connect(path, "ro")
        connection.execute("PRAGMA query_only = ON")
        return connection

    options = {"pool_size": _READERS, "max_overflow": -1}
    return _engine(dial, QueuePool, begin="BEGIN", **options)


def open_nowhere() -> Engine:
    """An engine on an empty database in memory: what a journal never written looks like."""

    def dial() -> sqlite3.Connection:
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)

    return _engine(dial, StaticPool, begin="BEGIN")


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


def _engine(
    connect: Callable[[], sqlite3.Connection], pool: type[Any], *, begin: str, **options: int
) -> Engine:
    """An engine that begins its own transactions: the driver would begin them too late."""
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=pool, hide_parameters=True, **options
    )

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_transaction)
    return engine
