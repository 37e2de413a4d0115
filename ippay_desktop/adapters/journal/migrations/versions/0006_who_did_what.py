"""Notes of two more kinds: who did what, and what a second person approved."""

from alembic import op

from ippay_desktop.adapters.journal.migrations.rebuilding import rebuild

revision = "0006"
down_revision = "0005"

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
    if op.get_bind().dialect.name == "sqlite":
        rebuild("notes", ((before, after),))
        return
    op.drop_constraint(op.f(_NAME), "notes", type_="check")
    op.create_check_constraint(op.f(_NAME), "notes", after)
