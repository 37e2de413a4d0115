"""Statements compiled once, and run on the database's driver itself.

A statement that SQLAlchemy executes costs ten times what SQLite needs for it. So SQLAlchemy writes
the text of a statement, once for each kind of database, and the driver runs it. All columns of the
journal are texts and whole numbers, which both drivers take and give as they are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy.dialects import registry

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from sqlalchemy import Delete, Dialect, Insert, Select, TextClause, Update

    Statement: TypeAlias = Select[Any] | Insert | Update | Delete | TextClause

_BATCH = 1000
# Of what is asked again and again there are some dozens; lists by filter come and go.
_KEPT = 256
_NOTHING: Mapping[str, Any] = {}


class Answer:
    """What a statement gave."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401  # of either driver
        self._cursor = cursor

    @property
    def rowcount(self) -> int:
        """How many rows a change touched."""
        return int(self._cursor.rowcount)

    def scalar(self) -> Any:  # noqa: ANN401  # whatever the column holds
        """The first row's first value; None when there is none."""
        row = self._cursor.fetchone()
        return None if row is None else row[0]

    def first(self) -> dict[str, Any] | None:
        """The first row as columns by name."""
        return next(iter(self.all()), None)

    def all(self) -> list[dict[str, Any]]:
        """Every row as columns by name."""
        rows = self._cursor.fetchall()
        if not rows:
            # Most questions of a charge find nothing, and a server's driver makes names anew.
            return []
        names = [column[0] for column in self._cursor.description]
        return [dict(zip(names, row, strict=True)) for row in rows]


class Connection:
    """One connection while a transaction is open on it."""

    __slots__ = ("_dialect", "driver")

    def __init__(self, driver: Any, kind: str) -> None:  # noqa: ANN401  # of either kind
        """Wrap a driver's connection; `kind` is "sqlite" or "postgresql"."""
        self.driver = driver
        self._dialect = _dialect(kind)

    @property
    def kind(self) -> str:
        """Which kind of database: "sqlite" or "postgresql"."""
        return self._dialect.name

    def execute(
        self, statement: Statement, asked: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> Answer:
        """Run a statement; with several sets of values, once for each."""
        if isinstance(asked, list):
            text, order, given = _prepared(self._dialect, statement, tuple(asked[0]))
            cursor = self.driver.cursor()
            cursor.executemany(text, [_values(order, given, each) for each in asked])
            return Answer(cursor)
        values: Any = asked or _NOTHING
        text, order, given = _prepared(self._dialect, statement, tuple(values))
        return Answer(self.driver.execute(text, _values(order, given, values)))

    def stream(
        self, statement: Statement, asked: Mapping[str, Any]
    ) -> Generator[list[dict[str, Any]]]:
        """A query's rows in batches; close it if it is not read to its end.

        A server keeps the rest of the rows ready until then.
        """
        text, order, given = _prepared(self._dialect, statement, tuple(asked))
        is_local = self.kind == "sqlite"
        cursor = self.driver.cursor() if is_local else self.driver.cursor(name="rows")
        try:
            cursor.execute(text, _values(order, given, asked))
            names = [column[0] for column in cursor.description]
            while rows := cursor.fetchmany(_BATCH):
                yield [dict(zip(names, row, strict=True)) for row in rows]
        finally:
            cursor.close()


@lru_cache(maxsize=2)
def _dialect(kind: str) -> Dialect:
    drivers = {"sqlite": "sqlite.pysqlite", "postgresql": "postgresql.psycopg"}
    dialect: Dialect = registry.load(drivers[kind])()
    return dialect


@lru_cache(maxsize=_KEPT)
def _prepared(
    dialect: Dialect, statement: Statement, names: tuple[str, ...]
) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    """A statement's text, the order of its values if they go by place, and those it brings.

    What must be given and is not is missing here as well, and so never stands for "nothing".
    """
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.post_compile_params:
        # A list in it is written out, for which every other value must have a place already.
        whole = compiled.construct_expanded_state(dict.fromkeys(names))
        text, order, brought = whole.statement, whole.positiontup, dict(whole.parameters)
    else:
        text, order = compiled.string, getattr(compiled, "positiontup", None)
        brought = compiled.construct_params(_check=False)
    for bound, name in compiled.bind_names.items():
        if bound.required:
            brought.pop(name, None)
    return text, None if order is None else tuple(order), brought


def _values(order: tuple[str, ...] | None, given: dict[str, Any], asked: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as the driver wants them
    if order is None:
        return {**given, **asked}
    return [asked[name] if name in asked else given[name] for name in order]
