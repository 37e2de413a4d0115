"""The two places where a journal can be, behind one face for the tests."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ippay_desktop.adapters.journal import SqlJournal, open_journal
from tests.support.journals import lay_empty_journal
from tests.unit.journal.build import TestClock

if TYPE_CHECKING:
    from tests.support.postgres import PostgresServer

# Those that refuse to forget.
TABLES = ("entries", "attempts", "runs", "run_rows", "reversals")


class Store(Protocol):
    """One journal, opened as often as a test likes."""

    def open(self, *, writable: bool = True) -> SqlJournal:
        """Open it."""

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask behind the program's back."""

    def tamper(self, *statements: str) -> None:
        """Change it as somebody with any tool could; each statement changes one row."""


class FileStore:
    """A journal in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, *, writable: bool = True) -> SqlJournal:
        if writable:
            lay_empty_journal(self.path)
        return open_journal(self.path, clock=TestClock(), writable=writable)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(question).fetchall()

    def tamper(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert connection.execute(statement).rowcount == 1


class ServerStore:
    """A journal in a database of its own."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self.url = server.ledger_url()

    def open(self, *, writable: bool = True) -> SqlJournal:
        return self._server.open(self.url, clock=TestClock(), writable=writable)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return self._server.sql(question, self.url)

    def tamper(self, *statements: str) -> None:
        with closing(self._server.connect(self.url)) as connection:
            for table in TABLES:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
            # Nor do references hold up whoever owns the server.
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                assert connection.execute(statement.encode()).rowcount == 1
