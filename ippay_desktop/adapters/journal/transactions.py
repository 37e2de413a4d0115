"""What the journal needs of a database, whichever it is: to read, to write, and the time."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Select

    from ippay_desktop.adapters.journal.link import Connection, Question


class Transactions(Protocol):
    """Transactions on one journal; any thread may call."""

    @property
    def is_shared(self) -> bool:
        """Whether other stations may write to it at the same time."""

    def read(self) -> AbstractContextManager[Connection]:
        """One consistent view of everything committed before.

        Raises:
            StorageError: it cannot be reached or read.
        """

    def ask(self, query: Select[Any], **asked: str | int) -> list[dict[str, Any]]:
        """What one query that can only find a few finds of everything committed before.

        Raises:
            StorageError: it cannot be reached or read.
        """

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction, alone on the journal; flushed when the block ends, undone if it raises.

        Raises:
            StorageError: it is not written; or, as `UnknownCommitError`, it may be.
            InvariantError: a constraint refused it.
        """

    def now(self, connection: Connection) -> datetime:
        """The present instant by the clock that all who share the journal share."""

    def close(self) -> None:
        """Close every connection; waits for a write under way."""


def read_rows(
    connection: Connection, query: Select[Any], **asked: str | int
) -> Generator[dict[str, Any], None, None]:
    """A query's rows as columns by name, fetched in batches; close it if it is not read to its end.

    A server keeps the rest of the rows ready until then.
    """
    with closing(connection.stream(query, asked)) as batches:
        for batch in batches:
            yield from batch


def read_few(connection: Connection, query: Question, **asked: str | int) -> list[dict[str, Any]]:
    """The same for a query that can only find a few, at once: one round trip to a server."""
    return connection.execute(query, asked).all()
