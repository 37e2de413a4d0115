"""What happened in the world, as plain records in one order; the auditor's only source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        at: Seconds of the world's own clock.
        station: Whose doing it was; "" for the world's.
    """

    number: int
    at: float
    kind: str
    station: str
    facts: dict[str, Any]

    def __str__(self) -> str:
        facts = " ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.number:5d} {self.at:11.3f} {self.station or '-':2s} {self.kind} {facts}"


@dataclass
class Log:
    """All events, oldest first."""

    events: list[Event] = field(default_factory=list)

    def add(self, at: float, kind: str, station: str = "", **facts: Any) -> None:
        """Note an event."""
        self.events.append(Event(len(self.events), at, kind, station, facts))
