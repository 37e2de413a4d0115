"""The journal's tables, with a constraint for every invariant that SQL can state.

Instants are stored as UTC text of one fixed width (`2026-11-22T23:59:59.000000Z`). It sorts in
time order in both SQLite and PostgreSQL, the log's hashes cover exactly what the columns hold, and
an auditor reads it with any tool. SQLite has no date type, and an integer count would need
a second unit to be agreed upon. Money is an integer count of minor units beside its currency.

Columns that only inform (reasons, codes) are not restricted: to refuse the record of an outcome
would be worse than an odd word in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import FINAL_STATES, IN_SPLYNX_STATES, AttemptState
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.notes import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by themselves only in a column called INTEGER; ours are given, never made.
Whole = BigInteger().with_variant(Integer(), "sqlite")
Identifier = String(64)
Word = String(32)
Label = Text()
Instant = String(27)
Currency = String(3)
Number = Whole
Fingerprint = String(64)


def words(values: Iterable[StrEnum]) -> str:
    """Members as a list that SQL reads."""
    return ", ".join(f"'{value}'" for value in sorted(values))


# Open is "not final" rather than a list of open states: a state that a later version adds blocks
# its document until somebody declares it final.
IS_OPEN = f"state NOT IN ({words(FINAL_STATES)})"
# A try that was provably not sent has used up no transaction id: the next one presents it again.
HAS_USED_ITS_ID = f"state <> '{AttemptState.NOT_SENT}'"


_ONE_SUBJECT = (
    "(attempt_id IS NULL AND run_id IS NULL AND note_id IS NOT NULL) "
    "OR (attempt_id IS NULL AND run_id IS NOT NULL AND note_id IS NULL) "
    "OR (attempt_id IS NOT NULL AND run_id IS NULL AND note_id IS NULL)"
)
# Few at any time, however many bank debits there ever were.
AWAITS_BANK = (
    "instrument_kind = 'bank' AND settled_at IS NULL AND returned_at IS NULL "
    "AND state NOT IN ('declined', 'not_sent', 'voided')"
)


METADATA = MetaData(naming_convention=_CONVENTION)


def guarding_indexes(table: str, *, is_open: str, has_used_its_id: str) -> tuple[Index, Index]:
    """The database, not an `if`, refuses the second open one on a document, and an id's second use.

    Args:
        table: Of attempts or of reversals.
        is_open: The condition, in SQL, under which one blocks its document.
        has_used_its_id: The condition under which no other may bear its transaction id.
    """
    return (
        _unique(f"uq_{table}_open_document", "document_key", is_open),
        _unique(f"uq_{table}_used_transaction_id", "transaction_id", has_used_its_id),
    )


def _unique(name: str, column: str, where: str) -> Index:
    condition = text(where)
    return Index(
        name,
        "splynx_host",
        column,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


# One event of the append-only log, chained to the one before it by hash.
ENTRIES = Table(
    "entries",
    METADATA,
    Column("sequence", Number, primary_key=True, autoincrement=False),
    Column("attempt_id", Identifier),
    Column("run_id", Identifier),
    Column("at", Instant, nullable=False),
    Column("event", Word, nullable=False),
    Column("content", Label, nullable=False),
    # Unique: the chain cannot fork, whoever writes.
    Column("previous_hash", Fingerprint, unique=True, nullable=False),
    Column("hash", Fingerprint, unique=True, nullable=False),
    Column("note_id", Identifier),
    CheckConstraint("sequence >= 1", name="sequence_positive"),
    CheckConstraint(_ONE_SUBJECT, name="one_subject"),
    CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash_length"),
    Index("ix_entries_attempt_id", "attempt_id"),
    Index("ix_entries_run_id", "run_id"),
)


# A run as its entries left it.
RUNS = Table(
    "runs",
    METADATA,
    Column("run_id", Identifier, primary_key=True),
    Column("sequence", Number, ForeignKey("entries.sequence"), unique=True, nullable=False),
    Column("profile_id", Identifier, nullable=False),
    Column("splynx_host", Label, nullable=False),
    Column("name", Label, nullable=False),
    Column("state", Word, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("operator", Label, nullable=False),
    Column("station", Label, nullable=False),
    Column("filter_text", Label, nullable=False),
    Column("account", Word, nullable=False),
    Column("plan_hash", Label, nullable=False),
    Column("planned", Number, nullable=False),
    Column("amount_minor", Number, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("canary", Number),
    Column("note", Label, nullable=False),
    CheckConstraint(f"state IN ({words(RunState)})", name="state_known"),
    CheckConstraint(f"account IN ({words(AccountChoice)})", name="account_known"),
    CheckConstraint("length(currency) = 3", name="currency_length"),
    CheckConstraint("planned >= 0", name="planned_counted"),
    CheckConstraint("canary >= 0", name="canary_counted"),
)


# An attempt as its entries left it: a projection, computed only by the domain.
# The columns of an attempt that move; all others stay as they were when it began. Their names are
# those of its fields.
PROGRESS = (
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
    "settled_at",
    "returned_at",
    "return_code",
    "reported_at",
)
ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("attempt_id", Identifier, primary_key=True),
    Column("sequence", Number, ForeignKey("entries.sequence"), unique=True, nullable=False),
    Column("run_id", Identifier, ForeignKey("runs.run_id")),
    Column("profile_id", Identifier, nullable=False),
    Column("splynx_host", Label, nullable=False),
    Column("terminal_id", Label, nullable=False),
    Column("document_kind", Word, nullable=False),
    Column("document_id", Number),
    Column("document_number", Label),
    Column("document_key", Identifier, nullable=False),
    Column("customer_id", Number, nullable=False),
    Column("attempt_number", Number, nullable=False),
    Column("transaction_id", Word, nullable=False),
    Column("customer_name", Label, nullable=False),
    Column("amount_minor", Number, nullable=False),
    Column("due_minor", Number, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("instrument_kind", Word, nullable=False),
    Column("last4", Word, nullable=False),
    Column("operator", Label, nullable=False),
    Column("station", Label, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", Word, nullable=False),
    Column("reason", Label, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("action_code", Label),
    Column("approval", Label),
    Column("decline_class", Label),
    Column("payment_id", Number),
    Column("next_check_at", Instant),
    Column("enquiries", Number, nullable=False),
    Column("not_found_since", Instant),
    Column("approved_seen_at", Instant),
    Column("searches", Number, nullable=False),
    Column("posted_at", Instant),
    Column("settled_at", Instant),
    Column("returned_at", Instant),
    Column("return_code", Label),
    Column("reported_at", Instant),
    Column("method_mark", Word),
    Column("key_mark", Word),
    CheckConstraint("amount_minor > 0", name="amount_positive"),
    CheckConstraint("due_minor > 0", name="due_positive"),
    CheckConstraint("length(currency) = 3", name="currency_length"),
    CheckConstraint("attempt_number >= 1", name="attempt_number_positive"),
    CheckConstraint(
        "length(transaction_id) = 18 AND transaction_id = upper(transaction_id)",
        name="transaction_id_form",
    ),
    CheckConstraint("length(last4) <= 4", name="last4_only"),
    CheckConstraint(f"document_kind IN ({words(DocumentKind)})", name="document_kind_known"),
    CheckConstraint(
        f"(document_kind = '{DocumentKind.REFILL}') = (document_id IS NULL)",
        name="document_identified",
    ),
    CheckConstraint(
        "document_key = document_kind || ':' || CAST(coalesce(document_id, customer_id) AS TEXT)",
        name="document_key_form",
    ),
    CheckConstraint(f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"),
    CheckConstraint(f"state IN ({words(AttemptState)})", name="state_known"),
    CheckConstraint(f"{IS_OPEN} OR next_check_at IS NULL", name="final_awaits_nothing"),
    CheckConstraint(
        f"state NOT IN ({words(IN_SPLYNX_STATES)}) OR payment_id IS NOT NULL",
        name="recorded_has_payment",
    ),
    CheckConstraint(
        f"state <> '{AttemptState.RECORDING}' OR posted_at IS NOT NULL",
        name="recording_was_posted",
    ),
    CheckConstraint(
        f"(state = '{AttemptState.PROVISIONAL}') = (approved_seen_at IS NOT NULL)",
        name="provisional_was_seen",
    ),
    CheckConstraint("enquiries >= 0 AND searches >= 0", name="counts_counted"),
    CheckConstraint(
        f"state <> '{AttemptState.RETURNED}' OR returned_at IS NOT NULL",
        name="returned_has_day",
    ),
    CheckConstraint("length(method_mark) = 4", name="method_mark_form"),
    CheckConstraint("length(key_mark) = 12", name="key_mark_form"),
    *guarding_indexes("attempts", is_open=IS_OPEN, has_used_its_id=HAS_USED_ITS_ID),
    Index("ix_attempts_document", "document_key", "splynx_host", "sequence"),
    Index("ix_attempts_customer", "customer_id", "sequence"),
    Index("ix_attempts_run", "run_id", "sequence"),
    Index("ix_attempts_state", "state", "sequence"),
    Index("ix_attempts_created_at", "created_at"),
    Index(
        "ix_attempts_awaits_bank",
        "splynx_host",
        "sequence",
        sqlite_where=text(AWAITS_BANK),
        postgresql_where=text(AWAITS_BANK),
    ),
)


# One row of a run as its entries left it.
RUN_ROWS = Table(
    "run_rows",
    METADATA,
    Column("run_id", Identifier, ForeignKey("runs.run_id"), primary_key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("document_kind", Word, nullable=False),
    Column("document_id", Number),
    Column("document_number", Label),
    Column("customer_id", Number, nullable=False),
    Column("customer_name", Label, nullable=False),
    Column("amount_minor", Number, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("instrument_kind", Word, nullable=False),
    Column("last4", Word, nullable=False),
    Column("state", Word, nullable=False),
    Column("attempt_id", Identifier, ForeignKey("attempts.attempt_id")),
    Column("reason", Label, nullable=False),
    CheckConstraint("position >= 0", name="position_counted"),
    CheckConstraint("amount_minor > 0", name="amount_positive"),
    CheckConstraint("length(currency) = 3", name="currency_length"),
    CheckConstraint("length(last4) <= 4", name="last4_only"),
    CheckConstraint(f"state IN ({words(RowState)})", name="state_known"),
    CheckConstraint(f"document_kind IN ({words(DocumentKind)})", name="document_kind_known"),
    CheckConstraint(f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"),
)


# One note as its entry holds it; never changed.
NOTES = Table(
    "notes",
    METADATA,
    Column("note_id", Identifier, primary_key=True),
    Column("sequence", Number, ForeignKey("entries.sequence"), unique=True, nullable=False),
    Column("kind", Word, nullable=False),
    Column("splynx_host", Label, nullable=False),
    Column("subject", Label, nullable=False),
    Column("at", Instant, nullable=False),
    Column("operator", Label, nullable=False),
    Column("station", Label, nullable=False),
    Column("facts", Label, nullable=False),
    CheckConstraint(f"kind IN ({words(NoteKind)})", name="kind_known"),
    CheckConstraint("length(subject) BETWEEN 1 AND 200", name="subject_length"),
    Index("ix_notes_subject", "splynx_host", "subject", "sequence"),
    Index("ix_notes_kind", "splynx_host", "kind", "sequence"),
)


# Which station works on a run or an attempt just now; no part of the history.
#
# A claim ends when it is let go, or when its station was not heard of for `lease_s` seconds.
CLAIMS = Table(
    "claims",
    METADATA,
    Column("subject", Identifier, primary_key=True),
    Column("holder", Identifier, nullable=False),
    Column("who", Label, nullable=False),
    Column("since", Instant, nullable=False),
    Column("heartbeat_at", Instant, nullable=False),
    Column("lease_s", Number, nullable=False),
    CheckConstraint("lease_s >= 0", name="lease_counted"),
    Index("ix_claims_holder", "holder"),
)


# What a journal knows about itself: whose it is.
FACTS = Table(
    "facts",
    METADATA,
    Column("name", Identifier, primary_key=True),
    Column("value", Label, nullable=False),
)
