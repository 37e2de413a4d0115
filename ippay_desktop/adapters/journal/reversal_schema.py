"""The table of reversals, with a constraint for every invariant that SQL can state."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text

from ippay_desktop.adapters.journal.schema import (
    METADATA,
    Currency,
    Identifier,
    Instant,
    Label,
    Number,
    Word,
    guarding_indexes,
    words,
)
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.reversal import (
    FINAL_STATES,
    UNBLOCKED_STATES,
    InSplynx,
    Operation,
    ReversalState,
)

# As for attempts: a state that a later version adds blocks until somebody declares it harmless.
IS_OPEN = f"state NOT IN ({words(UNBLOCKED_STATES)})"
IS_WAITING = f"state NOT IN ({words(FINAL_STATES)})"
_OWN_IDS = words(each for each in Operation if each.has_own_id)
HAS_USED_ITS_ID = f"operation IN ({_OWN_IDS}) AND state <> '{ReversalState.NOT_SENT}'"


# A reversal as its entries left it: a projection, computed only by the domain.
REVERSALS = Table(
    "reversals",
    METADATA,
    Column("reversal_id", Identifier, primary_key=True),
    Column("sequence", Number, ForeignKey("entries.sequence"), unique=True, nullable=False),
    Column("attempt_id", Identifier, ForeignKey("attempts.attempt_id"), nullable=False),
    Column("profile_id", Identifier, nullable=False),
    Column("splynx_host", Label, nullable=False),
    Column("terminal_id", Label, nullable=False),
    Column("document_kind", Word, nullable=False),
    Column("document_id", Number),
    Column("document_number", Label),
    Column("document_key", Identifier, nullable=False),
    Column("customer_id", Number, nullable=False),
    Column("customer_name", Label, nullable=False),
    Column("operation", Word, nullable=False),
    Column("charge_transaction_id", Word, nullable=False),
    Column("transaction_id", Word, nullable=False),
    Column("number", Number, nullable=False),
    Column("amount_minor", Number, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("instrument_kind", Word, nullable=False),
    Column("last4", Word, nullable=False),
    Column("in_splynx", Word, nullable=False),
    Column("payment_id", Number),
    Column("operator", Label, nullable=False),
    Column("station", Label, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", Word, nullable=False),
    Column("reason", Label, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("action_code", Label),
    Column("approval", Label),
    Column("next_check_at", Instant),
    Column("enquiries", Number, nullable=False),
    Column("not_found_since", Instant),
    Column("seen_done_at", Instant),
    Column("deletions", Number, nullable=False),
    Column("key_mark", Word),
    CheckConstraint("amount_minor > 0", name="amount_positive"),
    CheckConstraint("length(currency) = 3", name="currency_length"),
    CheckConstraint("number >= 1", name="number_positive"),
    CheckConstraint(
        "length(transaction_id) = 18 AND transaction_id = upper(transaction_id)",
        name="transaction_id_form",
    ),
    CheckConstraint("length(last4) <= 4", name="last4_only"),
    CheckConstraint(f"document_kind IN ({words(DocumentKind)})", name="document_kind_known"),
    CheckConstraint(
        "document_key = document_kind || ':' || CAST(coalesce(document_id, customer_id) AS TEXT)",
        name="document_key_form",
    ),
    CheckConstraint(f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"),
    CheckConstraint(f"operation IN ({words(Operation)})", name="operation_known"),
    CheckConstraint(f"in_splynx IN ({words(InSplynx)})", name="in_splynx_known"),
    CheckConstraint(f"state IN ({words(ReversalState)})", name="state_known"),
    CheckConstraint(
        f"(operation IN ({_OWN_IDS})) = (transaction_id <> charge_transaction_id)",
        name="own_id_where_it_has_one",
    ),
    CheckConstraint(
        f"(operation = '{Operation.BANK_CREDIT}') = (instrument_kind = '{InstrumentKind.BANK}')",
        name="operation_fits_method",
    ),
    CheckConstraint(
        f"in_splynx <> '{InSplynx.DELETE}' OR payment_id IS NOT NULL",
        name="deletion_has_payment",
    ),
    CheckConstraint(f"{IS_WAITING} OR next_check_at IS NULL", name="final_awaits_nothing"),
    CheckConstraint(
        f"(state = '{ReversalState.PROVISIONAL}') = (seen_done_at IS NOT NULL)",
        name="provisional_was_seen",
    ),
    CheckConstraint("enquiries >= 0 AND deletions >= 0", name="counts_counted"),
    CheckConstraint("length(key_mark) = 12", name="key_mark_form"),
    *guarding_indexes("reversals", is_open=IS_OPEN, has_used_its_id=HAS_USED_ITS_ID),
    Index(
        "ix_reversals_waiting",
        "splynx_host",
        "sequence",
        sqlite_where=text(IS_WAITING),
        postgresql_where=text(IS_WAITING),
    ),
    Index("ix_reversals_attempt", "attempt_id", "sequence"),
)


# Asked for here, they are complete.
ALL_TABLES = METADATA.tables
