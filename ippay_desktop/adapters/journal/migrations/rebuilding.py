"""Changing a table of SQLite in place of the statements that it lacks."""

from __future__ import annotations

from alembic import op

Words = tuple[tuple[str, str], ...]


def rebuild(table: str, changes: Words, changes_around: Words = ()) -> None:
    """Make a table anew from its own words with some replaced, its rows, indexes and triggers kept.

    SQLite cannot change a check in place. Batch mode would leave the table's words in another form,
    and lose its triggers.
    """
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
    ).fetchall()
    words = {sql for kind, sql in found if kind == "table"}.pop()
    others = [sql for kind, sql in found if kind != "table"]
    changed = _changed(words, changes)
    before = _columns(table)
    connection.exec_driver_sql(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(changed)
    names = ", ".join(name for name in before if name in _columns(table))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM kept_{table}"  # noqa: S608
    )
    connection.exec_driver_sql(f"DROP TABLE kept_{table}")
    for sql in others:
        for old, new in (*changes, *changes_around):
            sql = sql.replace(old, new)  # noqa: PLW2901
        connection.exec_driver_sql(sql)


def _changed(words: str, changes: Words) -> str:
    for old, new in changes:
        if old not in words:
            raise ValueError(f"the table's own words lack: {old.strip()}")
        words = words.replace(old, new, 1)
    return words


def _columns(table: str) -> list[str]:
    rows = op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})").fetchall()
    return [row[1] for row in rows]
