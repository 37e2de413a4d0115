"""Connections to the copy's file: made with its key, lent to one thread at a time, cancellable."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.local_copy import CancelledReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.secret import SecretText

_BUSY_MS = 5_000
# For each reader; four of them add up against what the whole window may use.
CACHE_KB = 4_000
_READERS = 4

DAMAGED = (
    "The local copy of Splynx cannot be used. Nothing is lost: run “sync --full” to build it again."
)
_FULL = "The disk is full, so the local copy was not renewed. Free some space and try again."


class Cancellation:
    """Implements `domain.local_copy.Cancel`; any thread may cancel."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Any = None
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Interrupt the read, or keep it from starting."""
        with self._lock:
            self._is_cancelled = True
            if self._connection is not None:
                self._connection.interrupt()

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:  # noqa: ANN401 - the driver has no types
        """Cover a read on a connection."""
        with self._lock:
            if self._is_cancelled:
                raise CancelledReadError
            self._connection = connection
        try:
            yield
        finally:
            # Under the lock: an interrupt must not hit the connection's next reader.
            with self._lock:
                self._connection = None


class Connections:
    """One copy's file; opens what is needed and keeps a few for reading."""

    def __init__(self, path: Path, key: SecretText) -> None:
        self._path = path
        self._key = key
        self._idle: list[Any] = []
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(_READERS)
        self._is_closed = False

    @contextmanager
    def reading(self, cancel: Cancellation | None = None) -> Iterator[Any]:
        """A connection that may only read; waits while all are in use.

        Raises:
            CancelledReadError: cancelled.
            StorageError: the file cannot be read.
        """
        with self._slots, translated(cancel):
            connection = self._take()
            try:
                with (cancel or Cancellation()).over(connection):
                    yield connection
            finally:
                self._give_back(connection)

    def _take(self) -> Any:  # noqa: ANN401 - the driver has no types
        with self._lock:
            if self._idle:
                return self._idle.pop()
        connection = self.connect()
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _give_back(self, connection: Any) -> None:  # noqa: ANN401 - the driver has no types
        with self._lock:
            if not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()

    def connect(self) -> Any:  # noqa: ANN401 - the driver has no types
        """A new connection for whoever asks; any one thread at a time may use it."""
        # Imported late: the driver is not needed before the copy is.
        from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # noqa: PLC0415  # no types

        connection = dbapi2.connect(str(self._path), isolation_level=None, check_same_thread=False)
        # Else it writes to standard error what is told as our own error anyway.
        connection.execute("PRAGMA cipher_log_level=NONE")
        # A raw key: it is random already, so that stretching it would only cost each opening.
        connection.execute(f"PRAGMA key = \"x'{self._key.reveal()}'\"")
        for pragma in (
            "journal_mode=WAL",
            # What a power cut takes is read from Splynx again.
            "synchronous=NORMAL",
            f"busy_timeout={_BUSY_MS}",
            f"cache_size=-{CACHE_KB}",
            "temp_store=MEMORY",
            "trusted_schema=OFF",
            "recursive_triggers=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def close(self) -> None:
        """Close what is idle; what is in use closes when it comes back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


@contextmanager
def translated(cancel: Cancellation | None = None) -> Iterator[None]:
    """Say in our words what the driver says in its own."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - see `connect`

    try:
        yield
    except dbapi2.OperationalError as error:
        if cancel is not None and cancel.is_cancelled:
            raise CancelledReadError from None
        raise StorageError(_FULL if "full" in str(error) else DAMAGED) from error
    except dbapi2.DatabaseError as error:
        raise StorageError(DAMAGED) from error
