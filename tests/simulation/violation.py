"""A broken rule, and the words of the journals that the judges read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.events import Event
    from tests.simulation.evidence import Evidence

PREFIX = "IPP-"
# Of charges.
NO = frozenset({"declined", "not_sent", "voided", "returned"})
DONE = NO | {"recorded", "taken_back"}
NOT_DECIDED = frozenset({"intent", "unknown", "provisional"})
FOR_A_PERSON = frozenset({"misplaced", "conflicted"})
# A conflict says no more than that two records differ.
YES = frozenset({"taken", "recording", "record_refused", "posted", "misplaced", "recorded"})
# Of voids and refunds.
DOUBTED_BACK = frozenset({"intent", "unknown", "provisional"})
NOTHING_BACK = frozenset({"refused", "not_sent", "undone"})
DONE_BACK = NOTHING_BACK | {"deleted", "entered"}
UNBLOCKED_BACK = DONE_BACK | {"to_enter"}

DECISIONS = frozenset({"person_said_approved", "person_said_declined", "person_said_never_sent"})


@dataclass(frozen=True)
class Violation:
    """A broken rule, and what broke it."""

    rule: str
    about: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.about}"


def adopted_otherwise(evidence: Evidence) -> set[str]:
    """Attempts that took another station's debit of another amount for their own.

    Without a common ledger both present one id, and no answer tells which amount was charged: a
    stated limit, which worlds avoid but for documents that a surplus pays in part.
    """
    if evidence.is_common:
        return set()
    station = {claim.attempt: claim.station for claim in evidence.claims}
    debits = {debit.transaction: debit for debit in evidence.ledger if debit.attempt in station}
    return {
        claim.attempt
        for claim in evidence.claims
        if (debit := debits.get(claim.transaction)) is not None
        and debit.cents != claim.cents
        and station[debit.attempt] != claim.station
    }


def misjudged(events: list[Event], said_by_persons: set[str]) -> set[str]:
    """Attempts about which a person said the contrary of what is so, and was believed.

    Nothing contradicted them, so what follows from their words is theirs.
    """
    wrong = {
        event.facts["attempt"]
        for event in events
        if event.kind == "judging" and event.facts["wrongly"]
    }
    return wrong & said_by_persons
