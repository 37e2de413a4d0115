"""Triggers by which the tables themselves refuse to forget or to rewrite history."""

from __future__ import annotations

from ippay_desktop.adapters.journal import reversal_schema
from ippay_desktop.adapters.journal.schema import PROGRESS

_MOVING = {
    "attempts": set(PROGRESS),
    "runs": {"state", "note"},
    "run_rows": {"state", "attempt_id", "reason"},
    "notes": set[str](),
    "reversals": {
        "state",
        "reason",
        "updated_at",
        "action_code",
        "approval",
        "next_check_at",
        "enquiries",
        "not_found_since",
        "seen_done_at",
        "deletions",
    },
}


def _frozen(table: str) -> str:
    columns = reversal_schema.ALL_TABLES[table].columns
    return ", ".join(column.name for column in columns if column.name not in _MOVING[table])


# Table, operation and columns. History is append-only: the log refuses every change, the
# projections refuse to lose a row or to change what was committed before anything was sent.
_REFUSED = (
    ("entries", "UPDATE", ""),
    ("entries", "DELETE", ""),
    *((table, "DELETE", "") for table in _MOVING),
    *((table, "UPDATE", _frozen(table)) for table in _MOVING),
)
_REFUSE_CHANGE = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION '%: what is recorded stays', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _trigger(table: str, operation: str, columns: str, action: str) -> str:
    what = f"{operation} OF {columns}" if columns else operation
    return f"CREATE TRIGGER {table}_refuse_{operation.lower()} BEFORE {what} ON {table} {action}"


def statements(dialect: str) -> list[str]:
    """What makes the tables of a database refuse."""
    if dialect == "sqlite":
        return [
            _trigger(
                table,
                operation,
                columns,
                f"BEGIN SELECT RAISE(ABORT, '{table}: what is recorded stays'); END",
            )
            for table, operation, columns in _REFUSED
        ]
    row = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    whole = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    return [
        _REFUSE_CHANGE,
        *(_trigger(*refused, row) for refused in _REFUSED),
        *(_trigger(table, "TRUNCATE", "", whole) for table in ("entries", *_MOVING)),
    ]
