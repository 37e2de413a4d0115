"""The log of entries, and the attempts, runs and run rows that it amounts to."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_IS_OPEN = "state NOT IN ('declined', 'not_sent', 'recorded', 'voided')"
_HAS_USED_ITS_ID = "state <> 'not_sent'"
_DOCUMENT_KINDS = "document_kind IN ('invoice', 'proforma', 'refill')"
_INSTRUMENT_KINDS = "instrument_kind IN ('bank', 'card')"
_RUN_STATES = "state IN ('finished', 'paused', 'planned', 'running', 'stopped')"
_ROW_STATES = "state IN ('done', 'skipped', 'started', 'waiting')"
_ATTEMPT_STATES = (
    "state IN ('conflicted', 'declined', 'intent', 'misplaced', 'not_sent', 'posted', "
    "'provisional', 'record_refused', 'recorded', 'recording', 'taken', 'unknown', 'voided')"
)

_RUN_COLUMNS = (
    "run_id, sequence, profile_id, splynx_host, name, created_at, operator, station, filter_text, "
    "account, plan_hash, planned, amount_minor, currency, canary"
)
_INTENT_COLUMNS = (
    "attempt_id, sequence, run_id, profile_id, splynx_host, terminal_id, document_kind, "
    "document_id, document_number, document_key, customer_id, attempt_number, transaction_id, "
    "customer_name, amount_minor, due_minor, currency, instrument_kind, last4, operator, station, "
    "created_at"
)
_PLAN_COLUMNS = (
    "run_id, position, document_kind, document_id, document_number, customer_id, customer_name, "
    "amount_minor, currency, instrument_kind, last4"
)
_REFUSALS = (
    ("entries", "update", "UPDATE"),
    ("entries", "delete", "DELETE"),
    ("attempts", "delete", "DELETE"),
    ("runs", "delete", "DELETE"),
    ("run_rows", "delete", "DELETE"),
    ("attempts", "update", f"UPDATE OF {_INTENT_COLUMNS}"),
    ("runs", "update", f"UPDATE OF {_RUN_COLUMNS}"),
    ("run_rows", "update", f"UPDATE OF {_PLAN_COLUMNS}"),
)


def _column(name: str, kind: sa.types.TypeEngine[Any], *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _identifier(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.String(64), null=null)


def _word(name: str) -> sa.Column[Any]:
    return _column(name, sa.String(32))


def _label(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Text(), null=null)


def _instant(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.String(27), null=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), null=null)


def _key(name: str) -> sa.Column[Any]:
    column = _number(name)
    column.autoincrement = False
    return column


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    referred = target.partition(".")[0]
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}_{referred}"))


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=op.f(f"uq_{table}_{column}"))


def upgrade() -> None:
    """Create everything."""
    _create_entries()
    _create_runs()
    op.create_table("attempts", *_intent_columns(), *_progress_columns(), *_attempt_constraints())
    _index_attempts()
    _create_run_rows()
    if op.get_bind().dialect.name == "sqlite":
        for table, name, operation in _REFUSALS:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{name} BEFORE {operation} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: what is recorded stays'); END"
            )
    else:
        _refuse_in_postgresql()


def downgrade() -> None:
    """Drop everything; indexes and triggers go with their tables."""
    for table in ("run_rows", "attempts", "runs", "entries"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")


def _refuse_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%: what is recorded stays', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table, name, operation in _REFUSALS:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{name} BEFORE {operation} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for table in ("entries", "attempts", "runs", "run_rows"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _create_entries() -> None:
    op.create_table(
        "entries",
        _key("sequence"),
        _identifier("attempt_id", null=True),
        _identifier("run_id", null=True),
        _instant("at"),
        _word("event"),
        _label("content"),
        _identifier("previous_hash"),
        _identifier("hash"),
        _check("entries", "sequence_positive", "sequence >= 1"),
        _check("entries", "one_subject", "(attempt_id IS NULL) <> (run_id IS NULL)"),
        _check("entries", "hash_length", "length(hash) = 64 AND length(previous_hash) = 64"),
        _primary("entries", "sequence"),
        _unique("entries", "previous_hash"),
        _unique("entries", "hash"),
    )
    op.create_index("ix_entries_attempt_id", "entries", ["attempt_id"])
    op.create_index("ix_entries_run_id", "entries", ["run_id"])


def _create_runs() -> None:
    op.create_table(
        "runs",
        _identifier("run_id"),
        _number("sequence"),
        _identifier("profile_id"),
        _label("splynx_host"),
        _label("name"),
        _word("state"),
        _instant("created_at"),
        _label("operator"),
        _label("station"),
        _label("filter_text"),
        _word("account"),
        _label("plan_hash"),
        _number("planned"),
        _number("amount_minor"),
        _column("currency", sa.String(3)),
        _number("canary", null=True),
        _label("note"),
        _check("runs", "state_known", _RUN_STATES),
        _check("runs", "account_known", "account IN ('any', 'bank', 'card')"),
        _check("runs", "currency_length", "length(currency) = 3"),
        _check("runs", "planned_counted", "planned >= 0"),
        _check("runs", "canary_counted", "canary >= 0"),
        _primary("runs", "run_id"),
        _unique("runs", "sequence"),
        _refers("runs", "sequence", "entries.sequence"),
    )


def _intent_columns() -> list[sa.Column[Any]]:
    return [
        _identifier("attempt_id"),
        _number("sequence"),
        _identifier("run_id", null=True),
        _identifier("profile_id"),
        _label("splynx_host"),
        _label("terminal_id"),
        _word("document_kind"),
        _number("document_id", null=True),
        _label("document_number", null=True),
        _identifier("document_key"),
        _number("customer_id"),
        _number("attempt_number"),
        _word("transaction_id"),
        _label("customer_name"),
        _number("amount_minor"),
        _number("due_minor"),
        _column("currency", sa.String(3)),
        _word("instrument_kind"),
        _word("last4"),
        _label("operator"),
        _label("station"),
        _instant("created_at"),
    ]


def _progress_columns() -> list[sa.Column[Any]]:
    return [
        _word("state"),
        _label("reason"),
        _instant("updated_at"),
        _label("action_code", null=True),
        _label("approval", null=True),
        _label("decline_class", null=True),
        _number("payment_id", null=True),
        _instant("next_check_at", null=True),
        _number("enquiries"),
        _instant("not_found_since", null=True),
        _instant("approved_seen_at", null=True),
        _number("searches"),
        _instant("posted_at", null=True),
    ]


def _attempt_constraints() -> list[sa.Constraint]:
    conditions = {
        "amount_positive": "amount_minor > 0",
        "due_positive": "due_minor > 0",
        "currency_length": "length(currency) = 3",
        "attempt_number_positive": "attempt_number >= 1",
        "transaction_id_form": "length(transaction_id) = 18 "
        "AND transaction_id = upper(transaction_id)",
        "last4_only": "length(last4) <= 4",
        "document_kind_known": _DOCUMENT_KINDS,
        "document_identified": "(document_kind = 'refill') = (document_id IS NULL)",
        "document_key_form": "document_key = document_kind || ':' || "
        "CAST(coalesce(document_id, customer_id) AS TEXT)",
        "instrument_kind_known": _INSTRUMENT_KINDS,
        "state_known": _ATTEMPT_STATES,
        "final_awaits_nothing": f"{_IS_OPEN} OR next_check_at IS NULL",
        "recorded_has_payment": "state NOT IN ('misplaced', 'posted', 'recorded') "
        "OR payment_id IS NOT NULL",
        "recording_was_posted": "state <> 'recording' OR posted_at IS NOT NULL",
        "provisional_was_seen": "(state = 'provisional') = (approved_seen_at IS NOT NULL)",
        "counts_counted": "enquiries >= 0 AND searches >= 0",
    }
    return [
        *(_check("attempts", name, condition) for name, condition in conditions.items()),
        _primary("attempts", "attempt_id"),
        _unique("attempts", "sequence"),
        _refers("attempts", "sequence", "entries.sequence"),
        _refers("attempts", "run_id", "runs.run_id"),
    ]


def _index_attempts() -> None:
    for name, columns, where in (
        ("uq_attempts_open_document", ["splynx_host", "document_key"], _IS_OPEN),
        ("uq_attempts_used_transaction_id", ["splynx_host", "transaction_id"], _HAS_USED_ITS_ID),
    ):
        condition = sa.text(where)
        op.create_index(
            name,
            "attempts",
            columns,
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    for name, columns in (
        ("document", ["document_key", "splynx_host", "sequence"]),
        ("customer", ["customer_id", "sequence"]),
        ("run", ["run_id", "sequence"]),
        ("state", ["state", "sequence"]),
        ("created_at", ["created_at"]),
    ):
        op.create_index(f"ix_attempts_{name}", "attempts", columns)


def _create_run_rows() -> None:
    op.create_table(
        "run_rows",
        _identifier("run_id"),
        _key("position"),
        _word("document_kind"),
        _number("document_id", null=True),
        _label("document_number", null=True),
        _number("customer_id"),
        _label("customer_name"),
        _number("amount_minor"),
        _column("currency", sa.String(3)),
        _word("instrument_kind"),
        _word("last4"),
        _word("state"),
        _identifier("attempt_id", null=True),
        _label("reason"),
        _check("run_rows", "position_counted", "position >= 0"),
        _check("run_rows", "amount_positive", "amount_minor > 0"),
        _check("run_rows", "currency_length", "length(currency) = 3"),
        _check("run_rows", "last4_only", "length(last4) <= 4"),
        _check("run_rows", "state_known", _ROW_STATES),
        _check("run_rows", "document_kind_known", _DOCUMENT_KINDS),
        _check("run_rows", "instrument_kind_known", _INSTRUMENT_KINDS),
        _primary("run_rows", "run_id", "position"),
        _refers("run_rows", "run_id", "runs.run_id"),
        _refers("run_rows", "attempt_id", "attempts.attempt_id"),
    )
