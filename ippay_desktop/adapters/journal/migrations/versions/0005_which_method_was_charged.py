"""A mark of the saved method that was charged, to see when the customer has saved another."""

import sqlalchemy as sa
from alembic import op

from ippay_desktop.adapters.journal.migrations.rebuilding import Words, rebuild

revision = "0005"
down_revision = "0004"

_FORM = "length(method_mark) = 4"
_CHECK = "ck_attempts_method_mark_form"
_BEFORE = (
    "CONSTRAINT ck_attempts_returned_has_day "
    "CHECK (state <> 'returned' OR returned_at IS NOT NULL), "
)
_LINE = "\n\tmethod_mark VARCHAR(32), "
_TRIGGER = "attempts_refuse_update"
_FROZEN = (
    "attempt_id, sequence, run_id, profile_id, splynx_host, terminal_id, document_kind, "
    "document_id, document_number, document_key, customer_id, attempt_number, transaction_id, "
    "customer_name, amount_minor, due_minor, currency, instrument_kind, last4, operator, station, "
    "created_at"
)
_FROZEN_NOW = f"{_FROZEN}, method_mark"
_CHANGES = (
    (_BEFORE, f"{_BEFORE}\n\tCONSTRAINT {_CHECK} CHECK ({_FORM}), "),
    ("\n\tCONSTRAINT pk", f"{_LINE}\n\tCONSTRAINT pk"),
)
_CHANGES_AROUND = ((f"UPDATE OF {_FROZEN} ON", f"UPDATE OF {_FROZEN_NOW} ON"),)


def upgrade() -> None:
    """Add the mark; charges made before have none."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild("attempts", _CHANGES, _CHANGES_AROUND)
        return
    op.add_column("attempts", sa.Column("method_mark", sa.String(32), nullable=True))
    op.create_check_constraint(op.f(_CHECK), "attempts", _FORM)
    _freeze(_FROZEN_NOW)


def downgrade() -> None:
    """Forget the marks."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild("attempts", _turned(_CHANGES), _turned(_CHANGES_AROUND))
        return
    _freeze(_FROZEN)
    op.drop_constraint(op.f(_CHECK), "attempts", type_="check")
    op.drop_column("attempts", "method_mark")


def _turned(changes: Words) -> Words:
    return tuple((new, old) for old, new in changes)


def _freeze(columns: str) -> None:
    op.execute(f"DROP TRIGGER {_TRIGGER} ON attempts")
    op.execute(
        f"CREATE TRIGGER {_TRIGGER} BEFORE UPDATE OF {columns} ON attempts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
