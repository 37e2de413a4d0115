"""The journal's tables, with a constraint for every invariant that SQL can state.

Instants are stored as UTC text of one fixed width (`2026-11-22T23:59:59.000000Z`). It sorts in
time order in both SQLite and PostgreSQL, the log's hashes cover exactly what the columns hold, and
an auditor reads it with any tool. SQLite has no date type, and an integer count would need
a second unit to be agreed upon. Money is an integer count of minor units beside its currency.

Columns that only inform (reasons, codes) are not restricted: to refuse the record of an outcome
would be worse than an odd word in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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
Identifier = Annotated[str, mapped_column(String(64))]
Word = Annotated[str, mapped_column(String(32))]
Label = Annotated[str, mapped_column(Text())]
Instant = Annotated[str, mapped_column(String(27))]
Currency = Annotated[str, mapped_column(String(3))]
Number = Annotated[int, mapped_column(Whole)]
Fingerprint = Annotated[str, mapped_column(String(64))]


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


class Base(DeclarativeBase):
    """Root of the mapped tables."""

    metadata = MetaData(naming_convention=_CONVENTION)


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


class EntryRow(Base):
    """One event of the append-only log, chained to the one before it by hash."""

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="sequence_positive"),
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hash_length"),
        Index("ix_entries_attempt_id", "attempt_id"),
        Index("ix_entries_run_id", "run_id"),
    )

    sequence: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    attempt_id: Mapped[Identifier | None]
    run_id: Mapped[Identifier | None]
    at: Mapped[Instant]
    event: Mapped[Word]
    content: Mapped[Label]
    # Unique: the chain cannot fork, whoever writes.
    previous_hash: Mapped[Fingerprint] = mapped_column(unique=True)
    hash: Mapped[Fingerprint] = mapped_column(unique=True)
    note_id: Mapped[Identifier | None]


class RunRecord(Base):
    """A run as its entries left it."""

    __tablename__ = "runs"
    __table_args__ = (
        CheckConstraint(f"state IN ({words(RunState)})", name="state_known"),
        CheckConstraint(f"account IN ({words(AccountChoice)})", name="account_known"),
        CheckConstraint("length(currency) = 3", name="currency_length"),
        CheckConstraint("planned >= 0", name="planned_counted"),
        CheckConstraint("canary >= 0", name="canary_counted"),
    )

    run_id: Mapped[Identifier] = mapped_column(primary_key=True)
    sequence: Mapped[Number] = mapped_column(ForeignKey("entries.sequence"), unique=True)
    profile_id: Mapped[Identifier]
    splynx_host: Mapped[Label]
    name: Mapped[Label]
    state: Mapped[Word]
    created_at: Mapped[Instant]
    operator: Mapped[Label]
    station: Mapped[Label]
    filter_text: Mapped[Label]
    account: Mapped[Word]
    plan_hash: Mapped[Label]
    planned: Mapped[Number]
    amount_minor: Mapped[Number]
    currency: Mapped[Currency]
    canary: Mapped[Number | None]
    note: Mapped[Label]


class AttemptRecord(Base):
    """An attempt as its entries left it: a projection, computed only by the domain."""

    __tablename__ = "attempts"
    __table_args__ = (
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
            "document_key = document_kind || ':' || "
            "CAST(coalesce(document_id, customer_id) AS TEXT)",
            name="document_key_form",
        ),
        CheckConstraint(
            f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"
        ),
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

    attempt_id: Mapped[Identifier] = mapped_column(primary_key=True)
    sequence: Mapped[Number] = mapped_column(ForeignKey("entries.sequence"), unique=True)
    run_id: Mapped[Identifier | None] = mapped_column(ForeignKey("runs.run_id"))
    profile_id: Mapped[Identifier]
    splynx_host: Mapped[Label]
    terminal_id: Mapped[Label]
    document_kind: Mapped[Word]
    document_id: Mapped[Number | None]
    document_number: Mapped[Label | None]
    document_key: Mapped[Identifier]
    customer_id: Mapped[Number]
    attempt_number: Mapped[Number]
    transaction_id: Mapped[Word]
    customer_name: Mapped[Label]
    amount_minor: Mapped[Number]
    due_minor: Mapped[Number]
    currency: Mapped[Currency]
    instrument_kind: Mapped[Word]
    last4: Mapped[Word]
    operator: Mapped[Label]
    station: Mapped[Label]
    created_at: Mapped[Instant]

    state: Mapped[Word]
    reason: Mapped[Label]
    updated_at: Mapped[Instant]
    action_code: Mapped[Label | None]
    approval: Mapped[Label | None]
    decline_class: Mapped[Label | None]
    payment_id: Mapped[Number | None]
    next_check_at: Mapped[Instant | None]
    enquiries: Mapped[Number]
    not_found_since: Mapped[Instant | None]
    approved_seen_at: Mapped[Instant | None]
    searches: Mapped[Number]
    posted_at: Mapped[Instant | None]
    settled_at: Mapped[Instant | None]
    returned_at: Mapped[Instant | None]
    return_code: Mapped[Label | None]
    reported_at: Mapped[Instant | None]

    method_mark: Mapped[Word | None]
    key_mark: Mapped[Word | None]


class RunRowRecord(Base):
    """One row of a run as its entries left it."""

    __tablename__ = "run_rows"
    __table_args__ = (
        CheckConstraint("position >= 0", name="position_counted"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("length(currency) = 3", name="currency_length"),
        CheckConstraint("length(last4) <= 4", name="last4_only"),
        CheckConstraint(f"state IN ({words(RowState)})", name="state_known"),
        CheckConstraint(f"document_kind IN ({words(DocumentKind)})", name="document_kind_known"),
        CheckConstraint(
            f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"
        ),
    )

    run_id: Mapped[Identifier] = mapped_column(ForeignKey("runs.run_id"), primary_key=True)
    position: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    document_kind: Mapped[Word]
    document_id: Mapped[Number | None]
    document_number: Mapped[Label | None]
    customer_id: Mapped[Number]
    customer_name: Mapped[Label]
    amount_minor: Mapped[Number]
    currency: Mapped[Currency]
    instrument_kind: Mapped[Word]
    last4: Mapped[Word]
    state: Mapped[Word]
    attempt_id: Mapped[Identifier | None] = mapped_column(ForeignKey("attempts.attempt_id"))
    reason: Mapped[Label]


class NoteRecord(Base):
    """One note as its entry holds it; never changed."""

    __tablename__ = "notes"
    __table_args__ = (
        CheckConstraint(f"kind IN ({words(NoteKind)})", name="kind_known"),
        CheckConstraint("length(subject) BETWEEN 1 AND 200", name="subject_length"),
        Index("ix_notes_subject", "splynx_host", "subject", "sequence"),
        Index("ix_notes_kind", "splynx_host", "kind", "sequence"),
    )

    note_id: Mapped[Identifier] = mapped_column(primary_key=True)
    sequence: Mapped[Number] = mapped_column(ForeignKey("entries.sequence"), unique=True)
    kind: Mapped[Word]
    splynx_host: Mapped[Label]
    subject: Mapped[Label]
    at: Mapped[Instant]
    operator: Mapped[Label]
    station: Mapped[Label]
    facts: Mapped[Label]


class ClaimRecord(Base):
    """Which station works on a run or an attempt just now; no part of the history.

    A claim ends when it is let go, or when its station was not heard of for `lease_s` seconds.
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("lease_s >= 0", name="lease_counted"),
        Index("ix_claims_holder", "holder"),
    )

    subject: Mapped[Identifier] = mapped_column(primary_key=True)
    holder: Mapped[Identifier]
    who: Mapped[Label]
    since: Mapped[Instant]
    heartbeat_at: Mapped[Instant]
    lease_s: Mapped[Number]


class FactRecord(Base):
    """What a journal knows about itself: whose it is."""

    __tablename__ = "facts"

    name: Mapped[Identifier] = mapped_column(primary_key=True)
    value: Mapped[Label]


# Statements are built on the plain tables: on the mapped classes each costs a millisecond more.
ENTRIES: Table = Base.metadata.tables["entries"]
ATTEMPTS: Table = Base.metadata.tables["attempts"]
RUNS: Table = Base.metadata.tables["runs"]
RUN_ROWS: Table = Base.metadata.tables["run_rows"]
NOTES: Table = Base.metadata.tables["notes"]
CLAIMS: Table = Base.metadata.tables["claims"]
FACTS: Table = Base.metadata.tables["facts"]
