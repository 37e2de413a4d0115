"""Notes of two more kinds: who did what, and what a second person approved."""

from alembic import op

revision = "0005"
down_revision = "0004"

_BEFORE = "kind IN ('dealt_with', 'finding', 'gone', 'reconciled')"
_AFTER = "kind IN ('approved', 'audit', 'dealt_with', 'finding', 'gone', 'reconciled')"
_NAME = "ck_notes_kind_known"


def upgrade() -> None:
    """Let notes be of the two kinds."""
    _replace(_BEFORE, _AFTER)


def downgrade() -> None:
    """Go back; refused by the check when there is a note of a kind unknown before."""
    _replace(_AFTER, _BEFORE)


def _replace(before: str, after: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(_NAME), "notes", type_="check")
        op.create_check_constraint(op.f(_NAME), "notes", after)
        return
    # SQLite cannot change a check in place, and batch mode would lose triggers and wording.
    found = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'notes' AND sql IS NOT NULL"
    ).fetchall()
    words = next(sql for kind, sql in found if kind == "table")
    if before not in words:
        raise ValueError(f"the table's own words lack: {before}")
    connection.exec_driver_sql("CREATE TABLE kept_notes AS SELECT * FROM notes")
    connection.exec_driver_sql("DROP TABLE notes")
    connection.exec_driver_sql(words.replace(before, after, 1))
    connection.exec_driver_sql("INSERT INTO notes SELECT * FROM kept_notes")
    connection.exec_driver_sql("DROP TABLE kept_notes")
    for kind, sql in found:
        if kind != "table":
            connection.exec_driver_sql(sql)
