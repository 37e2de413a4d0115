"""Statements compiled once, and run on the database's driver itself.

A statement that SQLAlchemy executes costs ten times what SQLite needs for it. So SQLAlchemy writes
the text of a statement, once for each kind of database, and the driver runs it. All columns of the
journal are texts and whole numbers, which both drivers take and give as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy.dialects import registry

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import CompoundSelect, Delete, Dialect, Insert, Select, TextClause, Update

    Question: TypeAlias = Select[Any] | CompoundSelect[Any]
    Statement: TypeAlias = Question | Insert | Update | Delete | TextClause
    Step: TypeAlias = tuple[Insert | Update | Delete, Mapping[str, Any]]

_BATCH = 1000
# Of what is asked again and again there are some dozens; lists by filter come and go.
_KEPT = 256
_NOTHING: Mapping[str, Any] = {}
# SQLAlchemy's names, and how each marks the place of a value. The server's own way, because its
# driver would translate any other each time: long statements do not stay in its memory.
_DRIVERS = {
    "sqlite": ("sqlite.pysqlite", "qmark"),
    "postgresql": ("postgresql.psycopg", "numeric_dollar"),
}
_PLACE = re.compile(r"\$(\d+)")


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
    """One connection while a transaction is open on it.

    Attributes:
        head: Sequence and hash of the log's last entry, while a write knows it; whatever undoes a
            part of the write sets it to None.
        turn_came_at: When a write came to its turn, by a server's clock; None where no server is.
    """

    __slots__ = ("_dialect", "driver", "head", "turn_came_at")

    def __init__(self, driver: Any, kind: str) -> None:  # noqa: ANN401  # of either kind
        """Wrap a driver's connection; `kind` is "sqlite" or "postgresql"."""
        self.driver = driver
        self._dialect = _dialect(kind)
        self.head: tuple[int, str] | None = None
        self.turn_came_at: datetime | None = None

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

    def execute_together(self, steps: Sequence[Step]) -> None:
        """Make changes that touch no row twice, in one round trip to a server."""
        if self.kind == "sqlite" or len(steps) == 1:
            for statement, asked in steps:
                self.execute(statement, asked)
            return
        whole = tuple((statement, tuple(asked)) for statement, asked in steps)
        text, parts = _joined(self._dialect, whole)
        values: list[Any] = []
        for (order, given), (_, asked) in zip(parts, steps, strict=True):
            values += _values(order, given, asked)
        self.driver.execute(text, values)

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
    name, style = _DRIVERS[kind]
    dialect: Dialect = registry.load(name)(paramstyle=style)
    return dialect


@lru_cache(maxsize=_KEPT)
def _prepared(
    dialect: Dialect, statement: Statement, names: tuple[str, ...]
) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """A statement's text, the order of its values, and those it brings.

    What must be given and is not is missing here as well, and so never stands for "nothing".
    """
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.post_compile_params:
        # A list in it is written out, for which every other value must have a place already.
        whole = compiled.construct_expanded_state(dict.fromkeys(names))
        text, order, brought = whole.statement, whole.positiontup, dict(whole.parameters)
    else:
        text, order = compiled.string, compiled.positiontup
        brought = compiled.construct_params(_check=False)
    for bound, name in compiled.bind_names.items():
        if bound.required:
            brought.pop(name, None)
    return text, tuple(order or ()), brought


@lru_cache(maxsize=_KEPT)
def _joined(
    dialect: Dialect, steps: tuple[tuple[Insert | Update | Delete, tuple[str, ...]], ...]
) -> tuple[str, list[tuple[tuple[str, ...], dict[str, Any]]]]:
    """Changes as one statement of a server, and each one's values as `_prepared` tells them.

    The server makes each of them once, and looks at references when all are made.
    Source: PostgreSQL's manual, "Data-Modifying Statements in WITH".
    """
    texts: list[str] = []
    parts: list[tuple[tuple[str, ...], dict[str, Any]]] = []
    taken = 0
    for statement, names in steps:
        text, order, given = _prepared(dialect, statement, names)
        texts.append(_PLACE.sub(lambda found: f"${int(found[1]) + taken}", text))  # noqa: B023  # called at once
        parts.append((order, given))
        taken += len(order)
    *first, last = texts
    named = ", ".join(f"step_{place} AS ({text})" for place, text in enumerate(first))
    return f"WITH {named} {last}", parts


def _values(order: tuple[str, ...], given: dict[str, Any], asked: Mapping[str, Any]) -> list[Any]:
    return [asked[name] if name in asked else given[name] for name in order]
