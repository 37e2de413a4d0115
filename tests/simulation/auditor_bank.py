"""The rules of bank debits, in the judge's own words: when they are recorded, what comes back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.simulation.violation import PREFIX, Violation, adopted_otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulation.events import Event
    from tests.simulation.evidence import Evidence

# Closed, unauthorized, or for a reason that nobody knows: the account is not debited again.
_NEVER_AGAIN = frozenset({"R02", "R10", "R29", "R77"})
_MOST_PRESENTMENTS = 3


def debits_are_recorded_when_paid(evidence: Evidence) -> Iterator[Violation]:
    """Where debits are recorded at their settlement, none is recorded before the bank has paid."""
    if not evidence.record_settled:
        return
    paid_at = {PREFIX + one.transaction: one.settled_at for one in evidence.ledger if one.is_bank}
    for event in evidence.events:
        if event.kind != "posted" or event.facts["receipt"] not in paid_at:
            continue
        at = paid_at[event.facts["receipt"]]
        if at is None or at > event.at:
            yield Violation("recorded before the bank has paid", str(event))


def returns_are_not_repeated(evidence: Evidence) -> Iterator[Violation]:
    """What came back is debited again only singly, only where that is allowed, at most twice."""
    run_of = {claim.attempt: claim.run for claim in evidence.claims}
    for event in evidence.events:
        if event.kind == "sent":
            yield from _again(event, is_of_run=run_of.get(event.facts["attempt"]) is not None)


def _again(event: Event, *, is_of_run: bool) -> Iterator[Violation]:
    mine = next((row for row in event.facts["rows"] if row[0] == event.facts["attempt"]), None)
    if mine is None or mine[8] != "bank":
        return
    codes = [row[7] for row in event.facts["rows"] if row[7] and row[6] == mine[6]]
    about = f"{mine[1]} {codes} (event {event.number})"
    if codes and is_of_run:
        yield Violation("a run debited again what had come back", about)
    if _NEVER_AGAIN.intersection(codes):
        yield Violation("debited an account again that must not be", about)
    if Counter(codes)["R01"] + Counter(codes)["R09"] >= _MOST_PRESENTMENTS:
        yield Violation("presented a debit too often", about)


def the_bank_is_heard(evidence: Evidence) -> Iterator[Violation]:
    """With the reports read to the end, each journal knows what came back, and what was paid."""
    if not (evidence.is_long and evidence.claims):
        return
    debits = {one.transaction: one for one in evidence.ledger if one.is_bank and one.attempt}
    adopted = adopted_otherwise(evidence)
    for claim in evidence.claims:
        if claim.attempt in adopted:
            continue
        debit = debits.get(claim.transaction)
        if debit is None or claim.state not in {"recorded", "taken"}:
            continue
        if debit.returned_at is not None:
            yield Violation("a return was not heard", f"{claim.station} {claim.key} {claim.state}")
        elif claim.settled_at is None and debit.settled_at is not None:
            yield Violation("a settlement was not heard", f"{claim.station} {claim.key}")


BANK_RULES: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    debits_are_recorded_when_paid,
    returns_are_not_repeated,
    the_bank_is_heard,
)
