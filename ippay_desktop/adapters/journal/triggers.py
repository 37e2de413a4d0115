"""Triggers for SQLite by which the tables themselves refuse to forget or to rewrite history."""

from __future__ import annotations

from ippay_desktop.adapters.journal.schema import Base


def _refusing(table: str, operation: str, columns: str = "") -> tuple[str, str]:
    name = f"{table}_refuse_{operation.lower()}"
    what = f"{operation} OF {columns}" if columns else operation
    return name, (
        f"CREATE TRIGGER {name} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: what is recorded stays'); END"
    )


_MOVING = {
    "attempts": {
        "state",
        "reason",
        "updated_at",
        "action_code",
        "approval",
        "decline_class",
        "payment_id",
        "next_check_at",
        "enquiries",
        "not_found_since",
        "approved_seen_at",
        "searches",
        "posted_at",
    },
    "runs": {"state", "note"},
    "run_rows": {"state", "attempt_id", "reason"},
}


def _frozen(table: str) -> str:
    columns = Base.metadata.tables[table].columns
    return ", ".join(column.name for column in columns if column.name not in _MOVING[table])


# By name, for SQLite. History is append-only: the log refuses every change, the projections refuse
# to lose a row or to change what was committed before anything was sent.
TRIGGERS: dict[str, str] = dict(
    [
        _refusing("entries", "UPDATE"),
        _refusing("entries", "DELETE"),
        *(_refusing(table, "DELETE") for table in _MOVING),
        *(_refusing(table, "UPDATE", _frozen(table)) for table in _MOVING),
    ]
)
