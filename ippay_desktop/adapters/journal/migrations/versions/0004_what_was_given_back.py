"""What was given back: voids and refunds of charges, each with states of its own."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OWN_IDS = "operation IN ('bank_credit', 'free_credit')"
_IS_OPEN = "state NOT IN ('deleted', 'entered', 'not_sent', 'refused', 'to_enter', 'undone')"
_IS_WAITING = "state NOT IN ('deleted', 'entered', 'not_sent', 'refused', 'undone')"
_CONDITIONS = {
    "amount_positive": "amount_minor > 0",
    "currency_length": "length(currency) = 3",
    "number_positive": "number >= 1",
    "transaction_id_form": "length(transaction_id) = 18 AND transaction_id = upper(transaction_id)",
    "last4_only": "length(last4) <= 4",
    "document_kind_known": "document_kind IN ('invoice', 'proforma', 'refill')",
    "document_key_form": "document_key = document_kind || ':' || "
    "CAST(coalesce(document_id, customer_id) AS TEXT)",
    "instrument_kind_known": "instrument_kind IN ('bank', 'card')",
    "operation_known": "operation IN ('bank_credit', 'free_credit', 'linked_credit', 'void')",
    "in_splynx_known": "in_splynx IN ('delete', 'enter')",
    "state_known": "state IN ('deleted', 'deleting', 'entered', 'given_back', 'intent', "
    "'not_sent', 'provisional', 'refused', 'to_enter', 'undone', 'unknown')",
    "own_id_where_it_has_one": f"({_OWN_IDS}) = (transaction_id <> charge_transaction_id)",
    "operation_fits_method": "(operation = 'bank_credit') = (instrument_kind = 'bank')",
    "deletion_has_payment": "in_splynx <> 'delete' OR payment_id IS NOT NULL",
    "final_awaits_nothing": f"{_IS_WAITING} OR next_check_at IS NULL",
    "provisional_was_seen": "(state = 'provisional') = (seen_done_at IS NOT NULL)",
    "counts_counted": "enquiries >= 0 AND deletions >= 0",
}
_FROZEN = (
    "reversal_id, sequence, attempt_id, profile_id, splynx_host, terminal_id, document_kind, "
    "document_id, document_number, document_key, customer_id, customer_name, operation, "
    "charge_transaction_id, transaction_id, number, amount_minor, currency, instrument_kind, "
    "last4, in_splynx, payment_id, operator, station, created_at"
)
_REFUSALS = (("delete", "DELETE"), ("update", f"UPDATE OF {_FROZEN}"))


def _column(name: str, kind: sa.types.TypeEngine[Any], *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _identifier(name: str) -> sa.Column[Any]:
    return _column(name, sa.String(64))


def _word(name: str) -> sa.Column[Any]:
    return _column(name, sa.String(32))


def _label(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Text(), null=null)


def _instant(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.String(27), null=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return _column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), null=null)


def upgrade() -> None:
    """Add the table, its indexes, and the triggers by which it refuses to forget."""
    op.create_table("reversals", *_intent_columns(), *_progress_columns(), *_constraints())
    for name, columns, where, unique in (
        ("ix_reversals_attempt", ["attempt_id", "sequence"], None, False),
        ("ix_reversals_waiting", ["splynx_host", "sequence"], _IS_WAITING, False),
        ("uq_reversals_open_document", ["splynx_host", "document_key"], _IS_OPEN, True),
        (
            "uq_reversals_used_transaction_id",
            ["splynx_host", "transaction_id"],
            f"{_OWN_IDS} AND state <> 'not_sent'",
            True,
        ),
    ):
        condition = None if where is None else sa.text(where)
        op.create_index(
            name,
            "reversals",
            columns,
            unique=unique,
            sqlite_where=condition,
            postgresql_where=condition,
        )
    _refuse()


def downgrade() -> None:
    """Drop it; the history is in the log, but a program without reversals cannot read it."""
    op.drop_table("reversals")


def _refuse() -> None:
    is_file = op.get_bind().dialect.name == "sqlite"
    action = (
        "BEGIN SELECT RAISE(ABORT, 'reversals: what is recorded stays'); END"
        if is_file
        else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    for name, operation in _REFUSALS:
        op.execute(
            f"CREATE TRIGGER reversals_refuse_{name} BEFORE {operation} ON reversals {action}"
        )
    if not is_file:
        op.execute(
            "CREATE TRIGGER reversals_refuse_truncate BEFORE TRUNCATE ON reversals "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _intent_columns() -> list[sa.Column[Any]]:
    return [
        _identifier("reversal_id"),
        _number("sequence"),
        _identifier("attempt_id"),
        _identifier("profile_id"),
        _label("splynx_host"),
        _label("terminal_id"),
        _word("document_kind"),
        _number("document_id", null=True),
        _label("document_number", null=True),
        _identifier("document_key"),
        _number("customer_id"),
        _label("customer_name"),
        _word("operation"),
        _word("charge_transaction_id"),
        _word("transaction_id"),
        _number("number"),
        _number("amount_minor"),
        _column("currency", sa.String(3)),
        _word("instrument_kind"),
        _word("last4"),
        _word("in_splynx"),
        _number("payment_id", null=True),
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
        _instant("next_check_at", null=True),
        _number("enquiries"),
        _instant("not_found_since", null=True),
        _instant("seen_done_at", null=True),
        _number("deletions"),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_reversals_{name}"))
            for name, condition in _CONDITIONS.items()
        ),
        sa.PrimaryKeyConstraint("reversal_id", name=op.f("pk_reversals")),
        sa.UniqueConstraint("sequence", name=op.f("uq_reversals_sequence")),
        sa.ForeignKeyConstraint(
            ["sequence"], ["entries.sequence"], name=op.f("fk_reversals_sequence_entries")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.attempt_id"], name=op.f("fk_reversals_attempt_id_attempts")
        ),
    ]
