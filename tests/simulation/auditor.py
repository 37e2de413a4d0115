"""The judge: knows the rules of charging in its own words, and shares no code with the program.

Two kinds of rules: what must be true of the books at the end, and what must be true of each step
when it was taken. Times and orders are the world's, not the program's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tests.simulation.auditor_bank import BANK_RULES
from tests.simulation.auditor_elsewhere import ELSEWHERE_RULES, voided_elsewhere
from tests.simulation.auditor_limits import limits_hold
from tests.simulation.auditor_reversals import REVERSAL_RULES
from tests.simulation.violation import (
    DECISIONS,
    DONE,
    DONE_BACK,
    FOR_A_PERSON,
    NO,
    NOT_DECIDED,
    NOTHING_BACK,
    PREFIX,
    YES,
    Violation,
    adopted_otherwise,
    misjudged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.simulation.events import Event
    from tests.simulation.evidence import Claim, Evidence

_KNOWN_ID = "094"

_DECISIONS = frozenset({"person_said_approved", "person_said_declined", "person_said_never_sent"})


def audit(evidence: Evidence) -> list[Violation]:
    """Every rule that was broken."""
    return [violation for rule in RULES for violation in rule(evidence)]


def _ours(evidence: Evidence) -> dict[str, list[int]]:
    """Money taken by us and not given back: amounts by transaction id."""
    taken: dict[str, list[int]] = defaultdict(list)
    for debit in evidence.ledger:
        if debit.attempt and debit.live:
            taken[debit.transaction].append(debit.cents)
    return taken


def _misjudged_ids(evidence: Evidence) -> set[str]:
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    return {claim.transaction for claim in evidence.claims if claim.attempt in wrong}


def _refunded(evidence: Evidence) -> Counter[str]:
    """What was sent back of each charge."""
    back: Counter[str] = Counter()
    for credit in evidence.credits:
        if credit.live:
            back[credit.charge] += credit.cents
    return back


def _out_of_splynx(evidence: Evidence) -> set[str]:
    """Charges given back whole, whose payment may be gone from Splynx, or is a person's matter."""
    charged = {claim.attempt: claim.cents for claim in evidence.claims}
    return {
        back.charge
        for back in evidence.backs
        if back.state in DONE_BACK - NOTHING_BACK and back.cents == charged[back.attempt]
    }


def one_debit_per_id(evidence: Evidence) -> Iterator[Violation]:
    """An id moves money at most once."""
    # What a person takes for never sent bears the same id when it is charged once more.
    wrong = _misjudged_ids(evidence)
    for transaction, amounts in _ours(evidence).items():
        if len(amounts) > 1 and transaction not in wrong:
            yield Violation("charged twice under one id", f"{transaction} {amounts}")


def debits_are_known(evidence: Evidence) -> Iterator[Violation]:
    """Money taken is in Splynx once, by its right amount and customer, or a journal holds it."""
    gone, refunded = _out_of_splynx(evidence), _refunded(evidence)
    claims = defaultdict(list)
    for claim in evidence.claims:
        claims[claim.transaction].append(claim)
    payments = defaultdict(list)
    for paid in evidence.payments:
        payments[paid.receipt].append(paid)
    wrong = _misjudged_ids(evidence)
    for transaction, amounts in _ours(evidence).items():
        if transaction in wrong:
            continue
        found = payments[PREFIX + transaction]
        is_back = transaction in gone and refunded[transaction] >= sum(amounts)
        if not found and not is_back and all(claim.state in DONE for claim in claims[transaction]):
            yield Violation("charge lost", f"{transaction} {amounts}")
        for paid in found:
            if paid.cents != amounts[0]:
                yield Violation("recorded another amount", f"{transaction} {paid.cents} {amounts}")
            if paid.customer not in {claim.customer for claim in claims[transaction]}:
                yield Violation("recorded with another customer", transaction)


def payments_are_real(evidence: Evidence) -> Iterator[Violation]:
    """Each payment of ours stands for money taken, and once."""
    taken = _ours(evidence)
    told = {claim.transaction for claim in evidence.claims if claim.state in FOR_A_PERSON}
    taken |= {transaction: [] for transaction in _misjudged_ids(evidence)}
    # Money went back by the bank or the gateway, and a person is asked to correct Splynx.
    taken |= {one.transaction: [] for one in evidence.claims if one.state == "taken_back"}
    # Whether a void in IPpay's own pages should have been heard is for other rules.
    taken |= {transaction: [] for transaction in voided_elsewhere(evidence)}
    receipts = Counter(
        paid.receipt for paid in evidence.payments if paid.receipt.startswith(PREFIX)
    )
    for receipt, times in receipts.items():
        if receipt.removeprefix(PREFIX) not in taken:
            yield Violation("payment without money", receipt)
        if times > 1 and receipt.removeprefix(PREFIX) not in told:
            yield Violation("recorded twice and not told", f"{receipt} {times} times")


def journals_tell_the_truth(evidence: Evidence) -> Iterator[Violation]:
    """A no is a no, a yes is a yes, of the right amount, and settled what it says."""
    taken, gone = _ours(evidence), _out_of_splynx(evidence)
    gone |= voided_elsewhere(evidence).keys() - taken.keys()
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    believed, adopted = _misjudged_ids(evidence), adopted_otherwise(evidence)
    tagged = {debit.attempt for debit in evidence.ledger if debit.live}
    for claim in evidence.claims:
        about = f"{claim.station} {claim.key} {claim.transaction} {claim.state}"
        if claim.state == "not_sent":
            # Its id may be used again, so only money under the very attempt tells.
            is_false = claim.attempt in tagged
        else:
            # Money of another amount is that of an earlier try, which bore the same id.
            # So is money of a try that a person freed wrongly: only its own tag tells then.
            others = () if claim.transaction in believed else taken.get(claim.transaction, ())
            is_taken = claim.cents in others or claim.attempt in tagged
            is_false = claim.state in NO and is_taken
        if is_false and claim.attempt not in wrong:
            yield Violation("said no, but money was taken", about)
        if claim.transaction in gone or claim.attempt in wrong | adopted:
            continue
        if claim.state in YES and claim.transaction not in taken:
            yield Violation("said yes, but no money was taken", about)
        if claim.state in YES and claim.cents not in taken[claim.transaction]:
            yield Violation("said another amount", f"{about} {claim.cents}")
        if claim.state == "recorded":
            yield from _landed(evidence, claim)


def _landed(evidence: Evidence, claim: Claim) -> Iterator[Violation]:
    paid = next((paid for paid in evidence.payments if paid.number == claim.payment), None)
    if paid is None or paid.receipt != PREFIX + claim.transaction:
        yield Violation("said recorded, but it is not", f"{claim.key} {claim.transaction}")
        return
    kind, _, number = claim.key.partition(":")
    if kind == "invoice":
        here = sum(
            relation.cents
            for relation in evidence.relations
            if relation.payment == paid.number and relation.invoice == int(number)
        )
        if here != claim.cents:
            yield Violation("said settled, but it is not", f"{claim.key} {here} of {claim.cents}")
    if kind == "proforma" and evidence.docs[claim.key].status != "paid":
        yield Violation("said settled, but it is not", claim.key)


def evidence_settles_everything(evidence: Evidence) -> Iterator[Violation]:
    """With all faults over and time passed, only what needs a person is still open."""
    may_wait = FOR_A_PERSON | (NOT_DECIDED - {"intent"} if evidence.blind else set())
    # A debit that a person says was taken, and never was, is never paid either.
    wrong = misjudged(evidence.events, evidence.said_by_persons) | adopted_otherwise(evidence)
    taken = _ours(evidence)
    amounts: dict[str, set[int]] = {}
    for claim in evidence.before.claims:
        amounts.setdefault(claim.transaction, set()).add(claim.cents)
    for claim in evidence.before.claims:
        # A gateway that knows the id and forgets its void says yes and no: a person must ask.
        is_a_persons = claim.code == _KNOWN_ID and claim.transaction not in taken
        # An id that was tried for two amounts: no answer tells which of them was charged.
        is_a_persons |= len(amounts[claim.transaction]) > 1
        is_a_persons |= claim.attempt in wrong
        if claim.state not in DONE | may_wait and not is_a_persons:
            yield Violation("never settled", f"{claim.station} {claim.key} {claim.state}")
    for claim in evidence.claims:
        if claim.state not in DONE | FOR_A_PERSON and claim.attempt not in wrong:
            about = f"{claim.station} {claim.key} {claim.state}"
            yield Violation("never settled by a person", about)


def charges_were_prepared(evidence: Evidence) -> Iterator[Violation]:
    """Each charge left once, after its intent was committed, alone, after a fresh look."""
    sent: Counter[tuple[str, str]] = Counter()
    for event in evidence.events:
        if event.kind != "sent":
            continue
        about = f"{event.station} {event.facts['transaction']} (event {event.number})"
        sent[event.station, event.facts["attempt"]] += 1
        if sent[event.station, event.facts["attempt"]] > 1:
            yield Violation("sent twice", about)
        rows = event.facts["rows"]
        mine = [row for row in rows if row[0] == event.facts["attempt"]]
        if not mine:
            yield Violation("sent without an intent", about)
            continue
        _, key, transaction, cents, _, state, *_ = mine[0]
        is_same = (transaction, cents) == (event.facts["transaction"], event.facts["cents"])
        if state != "intent" or not is_same:
            yield Violation("sent something else than intended", about)
        if any(row[0] != event.facts["attempt"] and row[5] not in DONE for row in rows):
            yield Violation("sent while another attempt is open", about)
        if not key.startswith("refill:"):
            yield from _looked(evidence, event, key)


def _looked(evidence: Evidence, sent: Event, key: str) -> Iterator[Violation]:
    """After staff confirmed, the document was read again, and was open for as much."""
    about = f"{key} {sent.facts['transaction']} (event {sent.number})"
    for event in reversed(evidence.events[: sent.number]):
        if event.station != sent.station or event.facts.get("key") != key:
            continue
        if event.kind == "confirmed":
            yield Violation("charged without a fresh look", about)
            return
        if event.kind == "read":
            if event.facts["status"] != "not_paid" or event.facts["due"] < sent.facts["cents"]:
                yield Violation("charged what was not due", about)
            return
    yield Violation("charged without a fresh look", about)


def documents_are_not_overcharged(evidence: Evidence) -> Iterator[Violation]:
    """Per document, what we took never exceeds what was due when we looked last."""
    key_of = {
        row[0]: row[1]
        for event in evidence.events
        if event.kind == "sent"
        for row in event.facts["rows"]
    }
    # What a person took for declined is charged again because that person said so.
    wrong = misjudged(evidence.events, evidence.said_by_persons)
    live = [
        debit
        for debit in evidence.ledger
        if debit.live and debit.attempt and debit.attempt not in wrong
    ]
    by_key: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for debit in live:
        key = key_of.get(debit.attempt, "refill:")
        if not key.startswith("refill:"):
            by_key[key].append((debit.transaction, debit.cents, debit.attempt))
    for key, debits in by_key.items():
        if len(debits) > 1:
            yield from _overcharged(evidence, key, debits)


def _overcharged(
    evidence: Evidence, key: str, debits: list[tuple[str, int, str]]
) -> Iterator[Violation]:
    """Earlier debits count in full, less what of them had settled the document by the look."""
    receipts = {PREFIX + transaction for transaction, _, _ in debits}
    taken = 0
    for transaction, cents, attempt in debits:
        due, settled = _look_before(evidence, key, attempt, receipts)
        if taken - settled + cents > due:
            yield Violation(
                "overcharged", f"{key} {transaction} {cents} + {taken} - {settled} > {due}"
            )
        taken += cents


def _look_before(evidence: Evidence, key: str, attempt: str, receipts: set[str]) -> tuple[int, int]:
    """What was due at the last look before a charge, and settled by our charges by then."""
    sent = next(
        event
        for event in evidence.events
        if event.kind == "sent" and event.facts["attempt"] == attempt
    )
    look: Event | None = None
    for event in evidence.events[: sent.number]:
        if event.kind == "read" and event.station == sent.station and event.facts["key"] == key:
            look = event
    if look is None:
        return 0, 0
    settled = sum(
        event.facts["cents"]
        for event in evidence.events[: look.number]
        if event.kind == "allocated"
        and event.facts["key"] == key
        and event.facts["receipt"] in receipts
    )
    return look.facts["due"], settled


def refills_were_asked_for(evidence: Evidence) -> Iterator[Violation]:
    """No more refills were charged than staff confirmed."""
    asked: Counter[tuple[str, int]] = Counter()
    for event in evidence.events:
        if event.kind == "confirmed" and event.facts["key"].startswith("refill:"):
            asked[event.facts["key"], event.facts["cents"]] += 1
    keys = {claim.attempt: claim.key for claim in evidence.claims}
    for debit in evidence.ledger:
        key = keys.get(debit.attempt, "")
        if debit.live and key.startswith("refill:"):
            asked[key, debit.cents] -= 1
    for (key, cents), left in asked.items():
        if left < 0:
            yield Violation("refilled more often than asked", f"{key} {cents}")


def recordings_were_searched_for(evidence: Evidence) -> Iterator[Violation]:
    """A payment leaves after a search, and again only after two, unless it was refused."""
    last: dict[tuple[str, str], Event] = {}
    searches: Counter[tuple[str, str]] = Counter()
    for event in evidence.events:
        if event.kind not in {"searched", "posted"}:
            continue
        which = ("" if evidence.is_common else event.station, event.facts["receipt"])
        if event.kind == "searched":
            searches[which] += 1
            continue
        before = last.get(which)
        is_again = before is not None and not before.facts["refused"]
        enough = searches[which] >= (2 if is_again else 1)
        if not (enough or _signed_in_again(before, event)):
            yield Violation("posted without searching", f"{which} (event {event.number})")
        last[which] = event
        searches[which] = 0


def _signed_in_again(before: Event | None, event: Event) -> bool:
    """Refused for its sign-in, a payment may leave again at once."""
    return before is not None and before.facts["refused"] and event.at - before.at < 60


def persons_are_asked_last(evidence: Evidence) -> Iterator[Violation]:
    """A person's word counts only after the gateway was asked once more, and is kept for ever."""
    asked: dict[str, int] = {}
    begun: dict[tuple[str, str], int] = {}
    for event in evidence.events:
        if event.kind == "asked":
            asked[event.facts["transaction"]] = event.number
        if event.kind == "judging" and event.facts["state"] == "unknown":
            begun[event.station, event.facts["attempt"][:8]] = event.number
        if event.kind == "journal" and event.facts["event"] in DECISIONS:
            about = (event.station, event.facts["attempt"])
            # The reports tell of any charge.
            last = max(asked.get(which, -1) for which in (event.facts["transaction"], "any"))
            if last < begun.get(about, -1):
                yield Violation("decided without asking", str(event))
            if about[1] not in {attempt[:8] for attempt in evidence.said_by_persons}:
                yield Violation("a person's word is lost", str(event))


def no_bugs(evidence: Evidence) -> Iterator[Violation]:
    """The program found no contradiction in itself."""
    for event in evidence.events:
        if event.kind == "bug":
            yield Violation("the program contradicts itself", event.facts["error"])


RULES: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    one_debit_per_id,
    debits_are_known,
    payments_are_real,
    journals_tell_the_truth,
    evidence_settles_everything,
    charges_were_prepared,
    documents_are_not_overcharged,
    refills_were_asked_for,
    recordings_were_searched_for,
    persons_are_asked_last,
    limits_hold,
    *BANK_RULES,
    *ELSEWHERE_RULES,
    no_bugs,
    *REVERSAL_RULES,
)
