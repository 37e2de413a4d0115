"""The rules of giving money back, in the judge's own words: never twice, never more than taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tests.simulation.auditor_elsewhere import voided_elsewhere
from tests.simulation.violation import (
    DONE,
    DONE_BACK,
    DOUBTED_BACK,
    NOTHING_BACK,
    PREFIX,
    UNBLOCKED_BACK,
    Violation,
    misjudged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulation.events import Event
    from tests.simulation.evidence import BackClaim, Evidence

# A void and a linked refund bear their charge's id, and no enquiry can tell them from it for sure.
_HARD_TO_TELL = frozenset({"void", "linked_credit"})


def _taken(evidence: Evidence) -> Counter[str]:
    """What each of our ids ever took, voided or not."""
    taken: Counter[str] = Counter()
    for debit in evidence.ledger:
        if debit.attempt:
            taken[debit.transaction] += debit.cents
    return taken


def _gone_back(evidence: Evidence) -> Counter[str]:
    """What of each charge is with the customer again because we asked for it."""
    gone: Counter[str] = Counter()
    for debit in evidence.ledger:
        if debit.voided == "asked":
            gone[debit.transaction] += debit.cents
    for credit in evidence.credits:
        if credit.live:
            gone[credit.charge] += credit.cents
    return gone


def _undone(evidence: Evidence) -> Counter[str]:
    """What the gateway voided by itself, by the charge's id."""
    undone: Counter[str] = Counter()
    for debit in evidence.ledger:
        if debit.voided == "gateway":
            undone[debit.transaction] += debit.cents
    return undone


def _believed(evidence: Evidence) -> set[str]:
    """Ids of charges about which a person was believed against the facts."""
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    return {claim.transaction for claim in evidence.claims if claim.attempt in wrong}


def never_more_back_than_taken(evidence: Evidence) -> Iterator[Violation]:
    """What went back of a charge is at most what it took, and nothing of what the gateway undid."""
    taken, undone = _taken(evidence), _undone(evidence)
    # Where a person said that money was taken, and it was not, another may send it back.
    believed = _believed(evidence)
    for charge, cents in _gone_back(evidence).items():
        if charge not in believed and cents > taken[charge] - undone[charge]:
            yield Violation("gave back more than was taken", f"{charge} {cents} of {taken[charge]}")


def reversals_tell_the_truth(evidence: Evidence) -> Iterator[Violation]:
    """What a journal says went back did; what went back is told, or said to be in doubt."""
    gone, undone, believed = _gone_back(evidence), _undone(evidence), _believed(evidence)
    elsewhere = voided_elsewhere(evidence)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    most: Counter[str] = Counter()
    for back in evidence.backs:
        if back.state not in NOTHING_BACK:
            most[back.charge] += back.cents
            if back.state not in DOUBTED_BACK:
                told[back.station][back.charge] += back.cents
    for station, sums in told.items():
        for charge, cents in sums.items():
            # A person said that it was taken, and the gateway had undone it: it answers "voided" to
            # whoever voids it then, and so it is told. Likewise of a void in IPpay's own pages.
            went = gone[charge] + (undone[charge] if charge in believed else 0) + elsewhere[charge]
            if cents > went:
                yield Violation(
                    "said given back, but it was not", f"{station} {charge} {cents} {gone[charge]}"
                )
    for charge, cents in gone.items():
        if cents > most[charge]:
            yield Violation("refund lost", f"{charge} {cents} of it told {most[charge]}")


def reversals_are_settled(evidence: Evidence) -> Iterator[Violation]:
    """Evidence settles what it can tell, and a person the rest."""
    for back in evidence.before.backs:
        may_wait = back.operation in _HARD_TO_TELL or evidence.blind
        waits = back.state in DOUBTED_BACK - {"intent"} and may_wait
        if back.state not in UNBLOCKED_BACK and not waits:
            yield Violation("refund never settled", _named(back))
    for back in evidence.backs:
        if back.state not in DONE_BACK:
            yield Violation("refund never settled by a person", _named(back))


def _named(back: BackClaim) -> str:
    return f"{back.station} {back.key} {back.operation} {back.transaction} {back.state}"


def reversals_were_prepared(evidence: Evidence) -> Iterator[Violation]:
    """Each left once, as its committed intent says, alone on its document, and was confirmed."""
    sent: Counter[str] = Counter()
    confirmed: Counter[tuple[str, str]] = Counter()
    for event in evidence.events:
        if event.kind == "confirmed_back":
            # A void may go on as a refund, once it was refused.
            confirmed[event.station, event.facts["attempt"]] += 2
        if event.kind != "sent_back":
            continue
        about = f"{event.facts['operation']} {event.facts['transaction']} (event {event.number})"
        confirmed[event.station, event.facts["attempt"]] -= 1
        if confirmed[event.station, event.facts["attempt"]] < 0:
            yield Violation("gave back unasked", about)
        yield from _prepared(event, about, sent)


def _prepared(event: Event, about: str, sent: Counter[str]) -> Iterator[Violation]:
    facts = event.facts
    under_way = [row for row in facts["back"] if row[5] == "intent" and row[0] == facts["attempt"]]
    if not under_way:
        yield Violation("gave back without an intent", about)
        return
    _, reversal, _, transaction, cents, _ = under_way[0]
    sent[reversal] += 1
    if sent[reversal] > 1:
        yield Violation("gave back twice by one intent", about)
    if (transaction, cents) != (facts["transaction"], facts["cents"]):
        yield Violation("gave back something else than intended", about)
    if any(row[5] not in UNBLOCKED_BACK and row[1] != reversal for row in facts["back"]):
        yield Violation("gave back while another is open", about)
    if any(row[5] not in DONE for row in facts["rows"]):
        yield Violation("gave back while a charge is open", about)
    charged = next(row[3] for row in facts["rows"] if row[0] == facts["attempt"])
    counted = sum(
        row[4] for row in facts["back"] if row[0] == facts["attempt"] and row[5] not in NOTHING_BACK
    )
    if counted > charged:
        yield Violation("set out to give back more than was taken", f"{about} {counted} {charged}")


def charges_wait_for_reversals(evidence: Evidence) -> Iterator[Violation]:
    """No document is charged while money of it may be going back."""
    for event in evidence.events:
        back = event.facts["back"] if event.kind == "sent" else ()
        if any(row[5] not in UNBLOCKED_BACK for row in back):
            about = f"{event.facts['transaction']} (event {event.number})"
            yield Violation("charged while money is being given back", about)


def deletions_are_right(evidence: Evidence) -> Iterator[Violation]:
    """The program deletes only payments of its own, and of charges that were voided before."""
    voided: set[str] = set()
    for event in evidence.events:
        if event.kind == "voided":
            voided.add(PREFIX + event.facts["transaction"])
        is_ours = event.kind == "payment_deleted" and event.facts["by"] == "program"
        if is_ours and event.facts["receipt"] not in voided:
            yield Violation("deleted a payment of money that is taken", str(event))


REVERSAL_RULES: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    never_more_back_than_taken,
    reversals_tell_the_truth,
    reversals_are_settled,
    reversals_were_prepared,
    charges_wait_for_reversals,
    deletions_are_right,
)
