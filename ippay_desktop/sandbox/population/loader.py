"""Bulk loading: rows collect per table and go in by the thousand."""

from ippay_desktop.sandbox.store import Store, Value

_BATCH = 5_000


class Loader:
    """Buffers rows of several tables of one store."""

    def __init__(self, store: Store, tables: dict[str, str]) -> None:
        """Take for each table the names of the columns that its rows will have."""
        self._store = store
        self._rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in tables}
        self._sql = {
            name: f"INSERT INTO {name} ({columns}) VALUES ({_marks(columns)})"  # noqa: S608 - own names
            for name, columns in tables.items()
        }

    def add(self, table: str, row: tuple[Value, ...]) -> None:
        """Take one row; it is written with its batch."""
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= _BATCH:
            self._write(table)

    def flush(self) -> None:
        """Write everything that waits."""
        for table in self._rows:
            self._write(table)

    def _write(self, table: str) -> None:
        self._store.run_many(self._sql[table], self._rows[table])
        self._rows[table].clear()


def _marks(columns: str) -> str:
    return ", ".join("?" * len(columns.split(",")))
