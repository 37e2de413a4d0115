"""Statements compiled once, and run on the database's driver itself.

A statement that SQLAlchemy executes costs ten times what SQLite needs for it. So SQLAlchemy writes
the text of a statement, once for each kind of database, and the driver runs it. All columns of the
journal are texts and whole numbers, which both drivers take and give as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.dialects import registry

from ippay_desktop.domain.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Delete, Dialect, Insert, TextClause, Update

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
_VALUES = " VALUES "


class Answer:
    """What a statement gave."""

    __slots__ = ("_cursor", "_names")

    def __init__(self, cursor: Any, names: tuple[str, ...]) -> None:  # noqa: ANN401  # of either driver
        self._cursor = cursor
        self._names = names

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
        return [dict(zip(self._names, row, strict=True)) for row in self._cursor.fetchall()]


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
            prepared = _prepared(self._dialect, statement, tuple(asked[0]))
            cursor = self.driver.cursor()
            cursor.executemany(prepared.text, [prepared.values(each) for each in asked])
            return Answer(cursor, ())
        values: Any = asked or _NOTHING
        prepared = _prepared(self._dialect, statement, tuple(values))
        cursor = self.driver.execute(prepared.text, prepared.values(values))
        return Answer(cursor, prepared.names)

    def execute_together(self, steps: Sequence[Step]) -> None:
        """Make changes that touch no row twice, in one round trip to a server.

        Rows for one table go into it together, where the first of them would.
        """
        if self.kind == "sqlite" or len(steps) == 1:
            for statement, asked in steps:
                self.execute(statement, asked)
            return
        of_each: dict[Insert | Update | Delete, list[Mapping[str, Any]]] = {}
        for statement, asked in steps:
            of_each.setdefault(statement, []).append(asked)
        whole = tuple((one, tuple(rows[0]), len(rows)) for one, rows in of_each.items())
        text, parts = _joined(self._dialect, whole)
        values: list[Any] = []
        for prepared, rows in zip(parts, of_each.values(), strict=True):
            for row in rows:
                values += prepared.values(row)
        self.driver.execute(text, values)

    def stream(
        self, statement: Question, asked: Mapping[str, Any]
    ) -> Generator[list[dict[str, Any]]]:
        """A query's rows in batches; close it if it is not read to its end.

        A server keeps the rest of the rows ready until then.
        """
        prepared = _prepared(self._dialect, statement, tuple(asked))
        is_local = self.kind == "sqlite"
        cursor = self.driver.cursor() if is_local else self.driver.cursor(name="rows")
        try:
            cursor.execute(prepared.text, prepared.values(asked))
            while rows := cursor.fetchmany(_BATCH):
                yield [dict(zip(prepared.names, row, strict=True)) for row in rows]
        finally:
            cursor.close()


class _Prepared(NamedTuple):
    """A statement as a driver takes it.

    Attributes:
        order: Names of its values.
        brought: Those it brings. What must be given and is not is missing here as well, and so
            never stands for "nothing".
        names: Of the columns it gives. The statement knows them; a driver would make them anew
            for each answer, at the cost of some rows.
    """

    text: str
    order: tuple[str, ...]
    brought: dict[str, Any]
    names: tuple[str, ...]

    def values(self, asked: Mapping[str, Any]) -> list[Any]:
        return [asked[name] if name in asked else self.brought[name] for name in self.order]


@lru_cache(maxsize=2)
def _dialect(kind: str) -> Dialect:
    name, style = _DRIVERS[kind]
    dialect: Dialect = registry.load(name)(paramstyle=style)
    return dialect


@lru_cache(maxsize=_KEPT)
def _prepared(dialect: Dialect, statement: Statement, names: tuple[str, ...]) -> _Prepared:
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
    columns: tuple[str, ...] = ()
    if isinstance(statement, Select | CompoundSelect):
        columns = tuple(statement.exported_columns.keys())
    return _Prepared(text, tuple(order or ()), brought, columns)


@lru_cache(maxsize=_KEPT)
def _joined(
    dialect: Dialect, steps: tuple[tuple[Insert | Update | Delete, tuple[str, ...], int], ...]
) -> tuple[str, list[_Prepared]]:
    """Changes as one statement of a server, each for so many rows; and each one for a single row.

    The server makes each of them once, and looks at references when all are made.
    Source: PostgreSQL's manual, "Data-Modifying Statements in WITH".
    """
    texts: list[str] = []
    parts: list[_Prepared] = []
    taken = 0
    for statement, names, count in steps:
        part = _prepared(dialect, statement, names)
        beginning, values, row = part.text.rpartition(_VALUES)
        if count > 1 and not values:
            raise InvariantError("Only what is added can be added for several rows at once.")
        places = range(taken, taken + count * len(part.order), len(part.order))
        rows = [_PLACE.sub(lambda found: f"${int(found[1]) + place}", row) for place in places]  # noqa: B023  # called at once
        texts.append(beginning + values + ", ".join(rows))
        parts.append(part)
        taken += count * len(part.order)
    *first, last = texts
    named = ", ".join(f"step_{place} AS ({text})" for place, text in enumerate(first))
    return (f"WITH {named} {last}" if first else last), parts
