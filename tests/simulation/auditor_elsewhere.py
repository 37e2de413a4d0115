"""The rules of what others do in IPpay's own pages and in a team's ledger, in the judge's words."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from tests.simulation.violation import NOTHING_BACK, PREFIX, YES, Violation, misjudged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulation.evidence import Evidence

_ENTRY = ("sequence", "attempt_id", "run_id", "note_id", "at", "event", "content")
_GENESIS = "0" * 64


def voided_elsewhere(evidence: Evidence) -> Counter[str]:
    """What a person voided in IPpay's own pages, by the charge's id."""
    voided: Counter[str] = Counter()
    for debit in evidence.ledger:
        if debit.voided == "elsewhere":
            voided[debit.transaction] += debit.cents
    return voided


def voids_elsewhere_are_heard(evidence: Evidence) -> Iterator[Violation]:
    """Where IPpay's reports are read, a charge that was voided elsewhere is no yes in the end."""
    if not evidence.has_reports:
        return
    voided = voided_elsewhere(evidence)
    live = {debit.transaction for debit in evidence.ledger if debit.live}
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    # Whoever voids it here too is told that it was, and the journal says so beside the charge.
    told = {back.charge for back in evidence.backs if back.state not in NOTHING_BACK}
    for claim in evidence.claims:
        is_gone = claim.transaction in voided.keys() - live - told and claim.attempt not in wrong
        if is_gone and claim.state in YES:
            about = f"{claim.station} {claim.key} {claim.transaction} {claim.state}"
            yield Violation("a void elsewhere was not heard", about)


def told_voids_are_heeded(evidence: Evidence) -> Iterator[Violation]:
    """Once IPpay has told a station of a void, it neither records the charge nor refunds it."""
    charge_of = {claim.attempt: claim.transaction for claim in evidence.claims}
    voided = voided_elsewhere(evidence)
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    believed = {charge_of.get(attempt) for attempt in wrong}
    told: set[tuple[str, str]] = set()
    # Before each refund IPpay is asked anew, and may not answer: an older word does not count.
    told_since: set[tuple[str, str]] = set()
    asked_since: set[tuple[str, str]] = set()
    for event in evidence.events:
        if event.kind == "told_voided" and event.facts["transaction"] in voided:
            told.add((event.station, event.facts["transaction"]))
            told_since.add((event.station, event.facts["transaction"]))
        elif event.kind == "asked":
            asked_since.add((event.station, event.facts["transaction"]))
        elif event.kind == "confirmed_back":
            about = (event.station, charge_of.get(event.facts["attempt"], ""))
            told_since.discard(about)
            asked_since.discard(about)
        elif event.kind == "sent_back" and event.facts["operation"] != "VOID":
            about = (event.station, charge_of.get(event.facts["attempt"], ""))
            if about in told_since:
                yield Violation("refunded what IPpay says is voided", str(event))
            if about not in asked_since:
                yield Violation("refunded without asking whether it was voided", str(event))
        elif event.kind == "posted":
            charge = event.facts["receipt"].removeprefix(PREFIX)
            if (event.station, charge) in told and charge not in believed:
                yield Violation("recorded what IPpay says is voided", str(event))


def one_gateway_at_a_time(evidence: Evidence) -> Iterator[Violation]:
    """A team charges through what its ledger names last, and through nothing else."""
    for event in evidence.events:
        if event.kind == "sent" and event.facts["agreed"] not in {"", event.facts["gateway"]}:
            about = f"{event.facts['gateway']}, not {event.facts['agreed']} (event {event.number})"
            yield Violation("charged through another gateway than the team", about)


def chains_are_whole(evidence: Evidence) -> Iterator[Violation]:
    """Each entry's hash is over the one before it and itself; nothing is missing between."""
    for chain in evidence.chains:
        previous = _GENESIS
        for number, row in enumerate(chain.entries, 1):
            covered = dict(zip(_ENTRY, row, strict=False))
            if covered["note_id"] is None:
                del covered["note_id"]
            text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            own = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
            if row[0] != number or (row[-2], row[-1]) != (previous, own):
                yield Violation("the chain is broken", f"{chain.station} entry {row[0]}")
                break
            previous = own


def looks_are_noted(evidence: Evidence) -> Iterator[Violation]:
    """Whoever looked by command while the window held the journal is in it, once."""
    noted = Counter(look for chain in evidence.chains for look in chain.looks)
    for event in evidence.events:
        if event.kind == "looked" and noted[event.facts["note"]] != 1:
            yield Violation("a look was not noted once", str(event))


ELSEWHERE_RULES: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    voids_elsewhere_are_heard,
    told_voids_are_heeded,
    one_gateway_at_a_time,
    chains_are_whole,
    looks_are_noted,
)
