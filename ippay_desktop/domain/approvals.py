"""A second person's approval: what was asked for, by whom, who allowed it, whether it was used.

Kept as notes of three kinds under one subject, which names what is to be done and the very sum. The
ids of the two later notes are made from the first one's, so that the journal itself refuses a
second approval of one asking, and a second use of one approval, whoever is faster.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

APPROVAL_KINDS = frozenset({NoteKind.ASKED, NoteKind.APPROVED, NoteKind.USED})
# For so long an asking waits, and for so long an approval may be used.
HOLDS = timedelta(hours=24)
_RUN, _REVERSAL = "run", "reversal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, and with how much money.

    Attributes:
        what: A document's key such as "invoice:5513", "run:" and a plan's hash, or "reversal:" and
            a charge's id.
        rows: How many charges a run would make; 0 for anything else.
        document, customer_name: What it is about; None and "" for a run.
    """

    what: str
    amount: Money
    document: DocumentRef | None = None
    customer_name: str = ""
    rows: int = 0

    @classmethod
    def run(cls, plan_hash: str, amount: Money, rows: int) -> Wanted:
        """A run of this very plan."""
        return cls(f"{_RUN}:{plan_hash}", amount, rows=rows)

    @classmethod
    def reversal(
        cls, attempt_id: str, amount: Money, document: DocumentRef, customer_name: str
    ) -> Wanted:
        """A void or refund of a charge."""
        return cls(f"{_REVERSAL}:{attempt_id}", amount, document, customer_name)

    @property
    def subject(self) -> str:
        """Names it with its sum: an approval of another sum is another approval."""
        return f"{self.what}:{self.amount.minor}{self.amount.currency}"

    @property
    def words(self) -> str:
        """What would be done, to be read after "to"."""
        if self.document is None:
            return f"charge {self.rows} documents in one run"
        return "give back" if self.is_reversal else "charge"

    @property
    def is_reversal(self) -> bool:
        """Whether money would go back to the customer."""
        return self.what.startswith(f"{_REVERSAL}:")

    def facts(self) -> Mapping[str, str]:
        """As a note's facts; what it is not about is left out."""
        document = self.document
        facts = {
            "what": self.what,
            "amount_minor": str(self.amount.minor),
            "currency": self.amount.currency,
            "customer_name": self.customer_name,
            "rows": str(self.rows or ""),
            "document_kind": str(document.kind) if document else "",
            "document_id": str(document.id or "") if document else "",
            "document_number": (document.number or "") if document else "",
            "customer_id": str(document.customer_id) if document else "",
        }
        return {name: words for name, words in facts.items() if words}


@dataclass(frozen=True, slots=True)
class Approval:
    """One asking, and what came of it.

    Attributes:
        approved_by: "" while nobody has.
        is_used: Something was begun on it; it allows nothing more.
    """

    asking_id: str
    wanted: Wanted
    asked_by: str
    asked_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
    is_used: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether it still waits for somebody: for approval, or to be used."""
        return not self.is_used and (self.approved_at or self.asked_at) + HOLDS > now

    def allows(self, person: str, now: datetime) -> bool:
        """Whether this person may begin now what was asked for."""
        return (
            self.approved_at is not None
            and self.is_open(now)
            and not is_same_person(self.approved_by, person)
        )


def is_same_person(one: str, other: str) -> bool:
    """Whether two login names are one account's: some systems take them in any case."""
    return one.casefold() == other.casefold()


def approved_id(asking_id: str) -> str:
    """The id of the one note that may approve an asking."""
    return f"approved-{asking_id}"


def used_id(asking_id: str) -> str:
    """The id of the one note that may use it up."""
    return f"used-{asking_id}"


def approvals_from(notes: Iterable[Note]) -> tuple[Approval, ...]:
    """Every asking with what came of it, oldest first.

    Args:
        notes: Of `APPROVAL_KINDS`, oldest first.
    """
    found: dict[str, Approval] = {}
    for note in notes:
        if note.kind is NoteKind.ASKED:
            wanted = _wanted_from(note.facts)
            found[note.note_id] = Approval(note.note_id, wanted, note.operator, note.at)
            continue
        of = note.facts.get("asking", "")
        known = found.get(of)
        # Only a note of the one id counts, and only for what it was given for.
        if known is None or note.subject != known.wanted.subject:
            continue
        if note.kind is NoteKind.USED:
            found[of] = replace(known, is_used=True)
        elif note.note_id == approved_id(of) and not is_same_person(note.operator, known.asked_by):
            found[of] = replace(known, approved_by=note.operator, approved_at=note.at)
    return tuple(found.values())


def _wanted_from(facts: Mapping[str, str]) -> Wanted:
    document = None
    if "document_kind" in facts:
        number = facts.get("document_id")
        document = DocumentRef(
            DocumentKind(facts["document_kind"]),
            CustomerId(int(facts["customer_id"])),
            DocumentId(int(number)) if number else None,
            facts.get("document_number"),
        )
    return Wanted(
        facts["what"],
        Money(int(facts["amount_minor"]), facts["currency"]),
        document,
        facts.get("customer_name", ""),
        int(facts.get("rows", "0")),
    )
