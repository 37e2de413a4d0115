"""Findings: what the books show and no charge of the journal stands for, kept until it is settled.

Such as a charge by somebody else, a chargeback, or a saved card that was replaced. A finding is
kept as a note; its subject names it, and contains what it rests on, so that other evidence makes
another finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.identifiers import AttemptId, CustomerId, DocumentId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that waits for a person.

    Attributes:
        subject: Names it, for ever.
        kind: Value of an `AttentionKind`.
        since: When it was first seen.
        reason: What is known, a sentence.
        next_step: What a person does about it, a sentence.
        attempt_id: The charge it is about, if one is.
    """

    subject: str
    kind: str
    since: datetime
    reason: str
    next_step: str
    transaction_id: str = ""
    attempt_id: AttemptId | None = None
    document: DocumentRef | None = None
    customer_id: CustomerId | None = None
    customer_name: str = ""
    amount: Money | None = None


def facts_of(finding: Finding) -> Mapping[str, str]:
    """A finding as a note's facts; what is not known is left out."""
    document, amount = finding.document, finding.amount
    facts = {
        "kind": finding.kind,
        "reason": finding.reason,
        "next_step": finding.next_step,
        "transaction_id": finding.transaction_id,
        "attempt_id": finding.attempt_id or "",
        "document_kind": str(document.kind) if document else "",
        "document_id": str(document.id or "") if document else "",
        "document_number": (document.number or "") if document else "",
        "customer_id": "" if finding.customer_id is None else str(finding.customer_id),
        "customer_name": finding.customer_name,
        "amount_minor": "" if amount is None else str(amount.minor),
        "currency": "" if amount is None else amount.currency,
    }
    return {name: words for name, words in facts.items() if words}


def finding_from(note: Note) -> Finding:
    """The finding behind its note."""
    facts = note.facts
    customer = facts.get("customer_id")
    customer_id = CustomerId(int(customer)) if customer else None
    amount = facts.get("amount_minor")
    return Finding(
        subject=note.subject,
        kind=facts["kind"],
        since=note.at,
        reason=facts.get("reason", ""),
        next_step=facts.get("next_step", ""),
        transaction_id=facts.get("transaction_id", ""),
        attempt_id=AttemptId(facts["attempt_id"]) if "attempt_id" in facts else None,
        document=_document(facts, customer_id),
        customer_id=customer_id,
        customer_name=facts.get("customer_name", ""),
        amount=Money(int(amount), facts["currency"]) if amount else None,
    )


def _document(facts: Mapping[str, str], customer_id: CustomerId | None) -> DocumentRef | None:
    if "document_kind" not in facts or customer_id is None:
        return None
    number = facts.get("document_id")
    return DocumentRef(
        DocumentKind(facts["document_kind"]),
        customer_id,
        DocumentId(int(number)) if number else None,
        facts.get("document_number"),
    )


def open_notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The findings that still wait: those whose subject's latest note is the finding itself.

    Args:
        notes: Of the kinds FINDING, GONE and DEALT_WITH, oldest first.
    """
    latest: dict[str, Note] = {}
    for note in notes:
        known = latest.get(note.subject)
        # Seen again by another station at the same time: one thing, known since the first.
        if known is None or known.kind is not NoteKind.FINDING or note.kind is not known.kind:
            latest[note.subject] = note
    return tuple(note for note in latest.values() if note.kind is NoteKind.FINDING)
