"""One SQLite file with one guarded connection: state that survives a kill."""

import contextlib
import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = str | int | float | bytes | None
Row: TypeAlias = sqlite3.Row


class Store:
    """A SQLite database shared by the threads of one server.

    WAL with ``synchronous=NORMAL``: a killed process loses nothing that was answered, and only a
    power cut may lose the last moments, which is right for practice data.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("REGEXP", 2, _regexp, deterministic=True)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(schema)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return all rows of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with self._lock:
            found: Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Return the first column of the first row as an integer; no row or NULL is 0."""
        found = self.row(sql, values)
        return int(found[0] or 0) if found is not None else 0

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Execute one statement and return the id of the row it inserted, if any."""
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        """Execute one statement for many rows."""
        with self._lock:
            self._connection.executemany(sql, values)

    def script(self, sql: str) -> None:
        """Execute several statements outside any transaction."""
        with self._lock:
            self._connection.executescript(sql)

    def insert(self, table: str, values: dict[str, Value]) -> int:
        """Insert a row given by column names (never from outside) and return its id."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - own names only
        return self.run(sql, tuple(values.values()))

    def update(self, table: str, key: int, values: dict[str, Value]) -> None:
        """Set columns (names never from outside) of the row with an id."""
        names = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE {table} SET {names} WHERE id = ?"  # noqa: S608 - own names only
        self.run(sql, (*values.values(), key))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the store for one atomic change; nested uses join the outer one."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    @contextlib.contextmanager
    def bulk(self) -> Iterator[None]:
        """Hold the store for a first fill without a journal; a killed fill leaves a ruined file."""
        with self._lock:
            self._connection.execute("PRAGMA journal_mode=OFF")
            try:
                with self.transaction():
                    yield
            finally:
                self._connection.execute("PRAGMA journal_mode=WAL")

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._lock:
            self._connection.close()


class Settings:
    """Named JSON values kept in a store's ``settings`` table."""

    SCHEMA = "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);"

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str, default: object = None) -> object:
        """Return a value, or the default where none was saved."""
        found = self._store.row("SELECT value FROM settings WHERE name = ?", (name,))
        return default if found is None else json.loads(found["value"])

    def text(self, name: str, default: str = "") -> str:
        """Return a value as text."""
        return str(self.get(name, default))

    def integer(self, name: str, default: int = 0) -> int:
        """Return a value as an integer."""
        return int(str(self.get(name, default)))

    def put(self, name: str, value: object) -> None:
        """Save a JSON value."""
        self._store.run(
            "INSERT INTO settings (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value)),
        )


def _regexp(pattern: str, text: object) -> int:
    try:
        return int(re.search(pattern, str(text), re.IGNORECASE) is not None)
    except re.error:
        return 0
