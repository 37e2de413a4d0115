"""The table of reversals, with a constraint for every invariant that SQL can state."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from ippay_desktop.adapters.journal.schema import (
    Base,
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


class ReversalRecord(Base):
    """A reversal as its entries left it: a projection, computed only by the domain."""

    __tablename__ = "reversals"
    __table_args__ = (
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
            "document_key = document_kind || ':' || "
            "CAST(coalesce(document_id, customer_id) AS TEXT)",
            name="document_key_form",
        ),
        CheckConstraint(
            f"instrument_kind IN ({words(InstrumentKind)})", name="instrument_kind_known"
        ),
        CheckConstraint(f"operation IN ({words(Operation)})", name="operation_known"),
        CheckConstraint(f"in_splynx IN ({words(InSplynx)})", name="in_splynx_known"),
        CheckConstraint(f"state IN ({words(ReversalState)})", name="state_known"),
        CheckConstraint(
            f"(operation IN ({_OWN_IDS})) = (transaction_id <> charge_transaction_id)",
            name="own_id_where_it_has_one",
        ),
        CheckConstraint(
            f"(operation = '{Operation.BANK_CREDIT}') = "
            f"(instrument_kind = '{InstrumentKind.BANK}')",
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

    reversal_id: Mapped[Identifier] = mapped_column(primary_key=True)
    sequence: Mapped[Number] = mapped_column(ForeignKey("entries.sequence"), unique=True)
    attempt_id: Mapped[Identifier] = mapped_column(ForeignKey("attempts.attempt_id"))
    profile_id: Mapped[Identifier]
    splynx_host: Mapped[Label]
    terminal_id: Mapped[Label]
    document_kind: Mapped[Word]
    document_id: Mapped[Number | None]
    document_number: Mapped[Label | None]
    document_key: Mapped[Identifier]
    customer_id: Mapped[Number]
    customer_name: Mapped[Label]
    operation: Mapped[Word]
    charge_transaction_id: Mapped[Word]
    transaction_id: Mapped[Word]
    number: Mapped[Number]
    amount_minor: Mapped[Number]
    currency: Mapped[Currency]
    instrument_kind: Mapped[Word]
    last4: Mapped[Word]
    in_splynx: Mapped[Word]
    payment_id: Mapped[Number | None]
    operator: Mapped[Label]
    station: Mapped[Label]
    created_at: Mapped[Instant]

    state: Mapped[Word]
    reason: Mapped[Label]
    updated_at: Mapped[Instant]
    action_code: Mapped[Label | None]
    approval: Mapped[Label | None]
    next_check_at: Mapped[Instant | None]
    enquiries: Mapped[Number]
    not_found_since: Mapped[Instant | None]
    seen_done_at: Mapped[Instant | None]
    deletions: Mapped[Number]

    key_mark: Mapped[Word | None]


REVERSALS: Table = Base.metadata.tables["reversals"]
# Asked for here, they are complete.
ALL_TABLES = Base.metadata.tables
