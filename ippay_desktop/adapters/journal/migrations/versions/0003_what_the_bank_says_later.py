"""Settlements and returns of bank debits, what the gateway's books show, and notes."""

import sqlalchemy as sa
from alembic import op

from ippay_desktop.adapters.journal.migrations.rebuilding import rebuild

revision = "0003"
down_revision = "0002"

_FINAL = "('declined', 'not_sent', 'recorded', 'voided')"
_FINAL_NOW = "('declined', 'not_sent', 'recorded', 'returned', 'taken_back', 'voided')"
_STATES = (
    "state IN ('conflicted', 'declined', 'intent', 'misplaced', 'not_sent', 'posted', "
    "'provisional', 'record_refused', 'recorded', 'recording', 'taken', 'unknown', 'voided')"
)
_STATES_NOW = (
    "state IN ('conflicted', 'declined', 'intent', 'misplaced', 'not_sent', 'posted', "
    "'provisional', 'record_refused', 'recorded', 'recording', 'returned', 'taken', "
    "'taken_back', 'unknown', 'voided')"
)
_WAITS = "state NOT IN {} OR next_check_at IS NULL"
_RETURNED = "state <> 'returned' OR returned_at IS NOT NULL"
_AWAITS_BANK = (
    "instrument_kind = 'bank' AND settled_at IS NULL AND returned_at IS NULL "
    "AND state NOT IN ('declined', 'not_sent', 'voided')"
)
_COUNTED = "enquiries >= 0 AND searches >= 0"
_SUBJECT = "(attempt_id IS NULL) <> (run_id IS NULL)"
_SUBJECT_NOW = (
    "(attempt_id IS NULL AND run_id IS NULL AND note_id IS NOT NULL) "
    "OR (attempt_id IS NULL AND run_id IS NOT NULL AND note_id IS NULL) "
    "OR (attempt_id IS NOT NULL AND run_id IS NULL AND note_id IS NULL)"
)
# Table, name and type of what is added, in order.
_COLUMNS = (
    ("entries", "note_id", sa.String(64)),
    ("attempts", "settled_at", sa.String(27)),
    ("attempts", "returned_at", sa.String(27)),
    ("attempts", "return_code", sa.Text()),
    ("attempts", "reported_at", sa.String(27)),
)
# Table, check, condition before and after; None where there is none.
_CHECKS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("entries", "one_subject", _SUBJECT, _SUBJECT_NOW),
    ("attempts", "state_known", _STATES, _STATES_NOW),
    ("attempts", "final_awaits_nothing", _WAITS.format(_FINAL), _WAITS.format(_FINAL_NOW)),
    ("attempts", "returned_has_day", None, _RETURNED),
)
_NOTE_COLUMNS = "note_id, sequence, kind, splynx_host, subject, at, operator, station, facts"


def upgrade() -> None:
    """Add what is told later, and notes."""
    if _is_sqlite():
        _rebuild_forward()
    else:
        for table, name, kind in _COLUMNS:
            op.add_column(table, sa.Column(name, kind, nullable=True))
        for table, name, before, after in _CHECKS:
            _replace_check(table, name, before, after)
        _index_open(_FINAL_NOW)
    condition = sa.text(_AWAITS_BANK)
    op.create_index(
        "ix_attempts_awaits_bank",
        "attempts",
        ["splynx_host", "sequence"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
    _create_notes()


def downgrade() -> None:
    """Take them out again; refused by the checks when a charge is in a state unknown before."""
    op.drop_table("notes")
    op.drop_index("ix_attempts_awaits_bank", "attempts")
    if _is_sqlite():
        _rebuild_back()
        return
    for table, name, before, after in _CHECKS:
        _replace_check(table, name, after, before)
    _index_open(_FINAL)
    for table, name, _ in reversed(_COLUMNS):
        op.drop_column(table, name)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _replace_check(table: str, name: str, before: str | None, after: str | None) -> None:
    full = op.f(f"ck_{table}_{name}")
    if before is not None:
        op.drop_constraint(full, table, type_="check")
    if after is not None:
        op.create_check_constraint(full, table, after)


def _index_open(final: str) -> None:
    name, condition = "uq_attempts_open_document", sa.text(f"state NOT IN {final}")
    op.drop_index(name, "attempts")
    columns = ["splynx_host", "document_key"]
    op.create_index(name, "attempts", columns, unique=True, postgresql_where=condition)


def _rebuild_forward() -> None:
    rebuild(
        "entries",
        (
            (_SUBJECT, _SUBJECT_NOW),
            ("\n\tCONSTRAINT pk", "\n\tnote_id VARCHAR(64), \n\tCONSTRAINT pk"),
        ),
    )
    rebuild(
        "attempts",
        (
            (_STATES, _STATES_NOW),
            (_FINAL, _FINAL_NOW),
            (f"CHECK ({_COUNTED}), ", f"CHECK ({_COUNTED}), \n\t{_RETURNED_CHECK}, "),
            ("\n\tCONSTRAINT pk", f"{_ATTEMPT_LINES}\n\tCONSTRAINT pk"),
        ),
    )


def _rebuild_back() -> None:
    rebuild("entries", ((_SUBJECT_NOW, _SUBJECT), ("\n\tnote_id VARCHAR(64), ", "")))
    rebuild(
        "attempts",
        (
            (_STATES_NOW, _STATES),
            (_FINAL_NOW, _FINAL),
            (f"\n\t{_RETURNED_CHECK}, ", ""),
            (_ATTEMPT_LINES, ""),
        ),
    )


_RETURNED_CHECK = f"CONSTRAINT ck_attempts_returned_has_day CHECK ({_RETURNED})"
_ATTEMPT_LINES = "".join(
    f"\n\t{name} {'TEXT' if isinstance(kind, sa.Text) else 'VARCHAR(27)'}, "
    for table, name, kind in _COLUMNS
    if table == "attempts"
)


def _create_notes() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "notes",
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("sequence", number, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("splynx_host", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('dealt_with', 'finding', 'gone', 'reconciled')",
            name=op.f("ck_notes_kind_known"),
        ),
        sa.CheckConstraint(
            "length(subject) BETWEEN 1 AND 200", name=op.f("ck_notes_subject_length")
        ),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_notes")),
        sa.UniqueConstraint("sequence", name=op.f("uq_notes_sequence")),
        sa.ForeignKeyConstraint(
            ["sequence"], ["entries.sequence"], name=op.f("fk_notes_sequence_entries")
        ),
    )
    op.create_index("ix_notes_subject", "notes", ["splynx_host", "subject", "sequence"])
    is_sqlite = _is_sqlite()
    refuse = (
        "BEGIN SELECT RAISE(ABORT, 'notes: what is recorded stays'); END"
        if is_sqlite
        else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    for name, operation in (("delete", "DELETE"), ("update", f"UPDATE OF {_NOTE_COLUMNS}")):
        op.execute(f"CREATE TRIGGER notes_refuse_{name} BEFORE {operation} ON notes {refuse}")
    if not is_sqlite:
        op.execute(
            "CREATE TRIGGER notes_refuse_truncate BEFORE TRUNCATE ON notes "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
