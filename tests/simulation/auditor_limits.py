"""The rules of spend limits, in the judge's own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.simulation.violation import Violation, misjudged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.evidence import Evidence


def limits_hold(evidence: Evidence) -> Iterator[Violation]:
    """What a run took, and what those with one journal took in a day, stayed below the limits."""
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    run_of = {claim.attempt: claim.run for claim in evidence.claims}
    day_of = {
        event.facts["attempt"]: ("" if evidence.is_common else event.station, event.facts["day"])
        for event in evidence.events
        if event.kind == "sent"
    }
    runs: Counter[str] = Counter()
    days: Counter[tuple[str, int]] = Counter()
    for debit in evidence.ledger:
        if debit.attempt in day_of and debit.live and debit.attempt not in wrong:
            days[day_of[debit.attempt]] += debit.cents
            runs[run_of.get(debit.attempt) or ""] += debit.cents
    for run, cents in runs.items():
        if run and evidence.max_run and cents > evidence.max_run:
            yield Violation("a run passed its limit", f"{run} {cents} of {evidence.max_run}")
    for day, cents in days.items():
        if evidence.max_day and cents > evidence.max_day:
            yield Violation("a day passed its limit", f"{day} {cents} of {evidence.max_day}")
