"""A broken rule, and the words of the journals that the judges read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.events import Event

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
