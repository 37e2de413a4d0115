"""Which Splynx key money was moved with, and approvals that are asked for, given and used up."""

import sqlalchemy as sa
from alembic import op

from ippay_desktop.adapters.journal.migrations.rebuilding import Words, rebuild

revision = "0007"
down_revision = "0006"

_KINDS = "kind IN ('approved', 'audit', 'dealt_with', 'finding', 'gone', 'reconciled')"
_KINDS_NOW = (
    "kind IN ('approved', 'asked', 'audit', 'dealt_with', 'finding', 'gone', 'reconciled', 'used')"
)
_KIND_KNOWN = "ck_notes_kind_known"
_INDEX = "ix_notes_kind"
_FORM = "length(key_mark) = 12"
_LINE = "\n\tkey_mark VARCHAR(32), "
# By table: its check before the new one, and what may not change in it.
_TABLES = {
    "attempts": (
        "CONSTRAINT ck_attempts_method_mark_form CHECK (length(method_mark) = 4), ",
        "attempt_id, sequence, run_id, profile_id, splynx_host, terminal_id, document_kind, "
        "document_id, document_number, document_key, customer_id, attempt_number, transaction_id, "
        "customer_name, amount_minor, due_minor, currency, instrument_kind, last4, operator, "
        "station, created_at, method_mark",
    ),
    "reversals": (
        "CONSTRAINT ck_reversals_counts_counted CHECK (enquiries >= 0 AND deletions >= 0), ",
        "reversal_id, sequence, attempt_id, profile_id, splynx_host, terminal_id, document_kind, "
        "document_id, document_number, document_key, customer_id, customer_name, operation, "
        "charge_transaction_id, transaction_id, number, amount_minor, currency, instrument_kind, "
        "last4, in_splynx, payment_id, operator, station, created_at",
    ),
}


def upgrade() -> None:
    """Add the marks, which older charges lack, and the kinds of notes."""
    for table, (before, frozen) in _TABLES.items():
        if _is_file():
            rebuild(table, _changes(table, before), _changes_around(frozen))
            continue
        op.add_column(table, sa.Column("key_mark", sa.String(32), nullable=True))
        op.create_check_constraint(op.f(_check(table)), table, _FORM)
        _freeze(table, f"{frozen}, key_mark")
    _let_notes_be(_KINDS, _KINDS_NOW)
    op.create_index(_INDEX, "notes", ["splynx_host", "kind", "sequence"])


def downgrade() -> None:
    """Forget the marks; refused by the check when there is a note of a kind unknown before."""
    op.drop_index(_INDEX, "notes")
    _let_notes_be(_KINDS_NOW, _KINDS)
    for table, (before, frozen) in _TABLES.items():
        if _is_file():
            rebuild(table, _turned(_changes(table, before)), _turned(_changes_around(frozen)))
            continue
        _freeze(table, frozen)
        op.drop_constraint(op.f(_check(table)), table, type_="check")
        op.drop_column(table, "key_mark")


def _is_file() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _check(table: str) -> str:
    return f"ck_{table}_key_mark_form"


def _changes(table: str, before: str) -> Words:
    return (
        (before, f"{before}\n\tCONSTRAINT {_check(table)} CHECK ({_FORM}), "),
        ("\n\tCONSTRAINT pk", f"{_LINE}\n\tCONSTRAINT pk"),
    )


def _changes_around(frozen: str) -> Words:
    return ((f"UPDATE OF {frozen} ON", f"UPDATE OF {frozen}, key_mark ON"),)


def _turned(changes: Words) -> Words:
    return tuple((new, old) for old, new in changes)


def _freeze(table: str, columns: str) -> None:
    trigger = f"{table}_refuse_update"
    op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute(
        f"CREATE TRIGGER {trigger} BEFORE UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _let_notes_be(before: str, after: str) -> None:
    if _is_file():
        rebuild("notes", ((before, after),))
        return
    op.drop_constraint(op.f(_KIND_KNOWN), "notes", type_="check")
    op.create_check_constraint(op.f(_KIND_KNOWN), "notes", after)
