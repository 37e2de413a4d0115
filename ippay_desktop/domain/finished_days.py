"""Days whose books were equal once: what they rested on, and whether that is still so.

A day is finished when a comparison found it over, nothing awaited and nothing different that nobody
dealt with. What is kept of it proves it: the same evidence gives the same mark, whichever period it
was compared in.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.reconciliation_findings import totals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ippay_desktop.domain.filters import Period
    from ippay_desktop.domain.notes import Note
    from ippay_desktop.domain.reconciliation_findings import Finding, Reconciliation

_DAY_FACT = "day "
_MARK_DIGITS = 32


@dataclass(frozen=True, slots=True)
class DayBooks:
    """How the books of one day stand, as it is kept.

    Attributes:
        mark: SHA-256 over the day's evidence, shortened.
        sums: What journal, gateway and Splynx leave, as decimal text.
    """

    mark: str
    sums: tuple[str, str, str]

    def text(self) -> str:
        """For a note."""
        return " ".join((self.mark, *self.sums))

    @classmethod
    def read(cls, text: str) -> DayBooks:
        """What `text` wrote."""
        mark, *sums = text.split(" ")
        claimed, charged, recorded = sums
        return cls(mark, (claimed, charged, recorded))


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that was finished, and whose books are others now.

    Attributes:
        finished_at: When it was found equal last, UTC.
        finished_by: Who compared then.
    """

    day: date
    before: DayBooks
    now: DayBooks
    finished_at: datetime
    finished_by: str

    @property
    def subject(self) -> str:
        """Names the change for notes: other evidence is another change."""
        return f"books:{self.day}:changed:{self.now.mark}"


def evidence_of(finding: Finding) -> list[object]:
    """All that a finding rests on, for marks and proofs.

    Written down for good: what is added or left out here makes every finished day look changed.
    """
    evidence = finding.evidence
    return [
        finding.case.name,
        evidence.transaction_id,
        list(evidence.attempts),
        list(evidence.gateway_numbers),
        [int(payment) for payment in evidence.payments],
        list(evidence.related),
        str(finding.day),
        finding.net.claimed.text(),
        finding.net.charged.text(),
        finding.gross.recorded.text(),
    ]


def mark_of(lines: object) -> str:
    """SHA-256 over evidence, in hexadecimal."""
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def days_of(result: Reconciliation) -> Mapping[date, DayBooks]:
    """Each day of the period, also those without a charge."""
    of_day: dict[date | None, list[Finding]] = defaultdict(list)
    for finding in (*result.findings, *result.awaited):
        of_day[finding.day].append(finding)
    return {
        day: _books(of_day.get(day, ()), result.scope.currency)
        for day in _days(result.scope.period)
    }


def _books(findings: Iterable[Finding], currency: str) -> DayBooks:
    own = tuple(findings)
    net = totals_of(own, currency).net
    mark = mark_of([evidence_of(one) for one in own])[:_MARK_DIGITS]
    return DayBooks(mark, (net.claimed.text(), net.charged.text(), net.recorded.text()))


def _days(period: Period) -> Iterator[date]:
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=number)


def facts_of_days(days: Mapping[date, DayBooks]) -> dict[str, str]:
    """Finished days as a note's facts."""
    return {f"{_DAY_FACT}{day}": books.text() for day, books in days.items()}


def finished_days(notes: Iterable[Note]) -> Mapping[date, tuple[DayBooks, Note]]:
    """Days that were finished, with how they stood then and the last note that says so.

    Args:
        notes: Of comparisons, oldest first; those that name no finished day are passed over.
    """
    return {
        date.fromisoformat(name.removeprefix(_DAY_FACT)): (DayBooks.read(text), note)
        for note in notes
        for name, text in note.facts.items()
        if name.startswith(_DAY_FACT)
    }


def changed_days(notes: Iterable[Note], now: Mapping[date, DayBooks]) -> tuple[ChangedDay, ...]:
    """Which of some days were finished, and are different now.

    Args:
        notes: Of comparisons, oldest first.
        now: The days as they stand.
    """
    return tuple(
        ChangedDay(day, before, now[day], note.at, note.operator)
        for day, (before, note) in sorted(finished_days(notes).items(), key=lambda one: one[0])
        if day in now and now[day].mark != before.mark
    )
