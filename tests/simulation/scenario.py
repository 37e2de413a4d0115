"""What a seed stands for: people, documents, stations and what everybody is about to do.

A scenario is plain data, so that a failing one can be made smaller piece by piece.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulation.dice import Dice
from tests.simulation.faults import ALL_CLASSES, DUPLICATES, ENQUIRIES

# As often as staff do each.
_VERBS: tuple[str, ...] = (
    *("pay",) * 12,
    *("part",) * 3,
    *("refill",) * 2,
    *("run",) * 3,
    *("resume",) * 2,
    *("reconcile",) * 3,
    *("settle",) * 2,
    *("misjudge",) * 1,
    *("void",) * 3,
    *("refund",) * 4,
    *("resolve", "enter"),
    *("restart", "cancel", "idle"),
)


# Where weeks pass, more is planned, and looked after later.
_VERBS_OF_WEEKS = (*_VERBS, *("run",) * 5, *("idle",) * 3, *("enter",) * 2)
_STEPS = 64
_WHOLE_ONLY: frozenset[str] = frozenset({"part", "refill"})


@dataclass(frozen=True)
class Person:
    """A customer of the provider; `card` and `bank` say what is saved."""

    number: int
    card: bool
    bank: bool


@dataclass(frozen=True)
class Paper:
    """An invoice or proforma; amounts are cents."""

    kind: str
    number: int
    customer: int
    total: int
    day: int

    @property
    def key(self) -> str:
        """Identity, as in "invoice:12"."""
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True)
class Action:
    """What staff do: `target` is a document's key, a customer's number or several, by `verb`.

    Attributes:
        cents: A part payment or refill, 0 for all that is due; of a run, its canary's rows.
        think: Seconds between looking and confirming.
    """

    verb: str
    target: str = ""
    cents: int = 0
    think: float = 0.0


@dataclass(frozen=True)
class Deed:
    """What somebody else does at a moment, in seconds from the beginning."""

    verb: str
    target: str
    at: float


@dataclass(frozen=True)
class Scenario:
    """One world.

    Attributes:
        programs: The actions of each station.
        is_common: They share a ledger.
        active: The classes of faults that may strike.
        duplicates: How the gateway answers a used id.
        enquiries: How the gateway answers enquiries.
        old_server: Ids as text, totals only, no relations. Nobody can say there how much of an
            invoice is open, so nothing pays one in part.
        pin_ignored: Splynx lets a payment settle the oldest debts, whatever it names.
        batch_s: How long the gateway's card batches are open.
        workers: Charges under way at once in each station.
        max_run: Cents that a run may charge at most, 0 for no limit; `max_day` the same of a day.
        is_long: The world lasts weeks: batches close at night, bank debits settle and come back.
        has_reports: IPpay's reports are set up; what they tell of is `report_lag_s` old.
        record_settled: Bank debits are recorded in Splynx once the bank has paid.
        big_jumps: Clocks may be moved by hours; nothing then hangs on minutes.
    """

    seed: int
    people: tuple[Person, ...]
    papers: tuple[Paper, ...]
    programs: tuple[tuple[Action, ...], ...]
    is_common: bool
    deeds: tuple[Deed, ...]
    active: frozenset[str]
    duplicates: str
    enquiries: str
    old_server: bool
    pin_ignored: bool
    page_cap: int
    batch_s: float
    workers: int
    max_run: int
    max_day: int
    is_long: bool
    has_reports: bool
    report_lag_s: float
    record_settled: bool
    big_jumps: bool

    @property
    def is_shared(self) -> bool:
        """Whether several stations charge without a common ledger."""
        return len(self.programs) > 1 and not self.is_common


# Stations without a common ledger present the same id for the same attempt, and the gateway's
# refusal of a used id closes the race between them. That covers less than a common ledger would,
# and a shared world leaves out what it cannot cover: a gateway that processes a used id again;
# refusals that leave no trace of their id, after which one station counts further than the others;
# a person who is wrong, as then too one station counts further;
# voids at a gateway that replays its first answer, as what it replays there was taken back;
# two amounts or two terminals for one document (part payments, refills, customers with both a card
# and a bank account, documents edited meanwhile).
NOT_SHARED = frozenset({"foreign.edited", "foreign.part", "foreign.topup", "foreign.credit_used"})
# Voids in IPpay's own pages are told to nobody: what a gateway replays afterwards is gone.
NOT_SHARED |= {"foreign.voided_soon", "foreign.voided_later"}
# Where nobody says what is due, what was settled from the balance cannot be seen.
NOT_OLD = frozenset({"foreign.topup", "foreign.credit_used"})
# Faults that hang on minutes, where clocks lie by hours and Splynx tells no time: whoever starts
# the program anew has no other clock to measure ten minutes with.
TIMED = frozenset({"sale.network_voided", "back.network_voided", "post.delayed"})


def draw(seed: int) -> Scenario:
    """The scenario of a seed."""
    dice = Dice(seed)
    stations = dice.pick((1, 1, 2, 2, 3), "stations")
    is_common = stations > 1 and dice.chance(0.45, "common ledger")
    is_shared = stations > 1 and not is_common
    big_jumps = dice.chance(0.15, "big jumps")
    duplicates = [mode for mode in DUPLICATES if not (is_shared and mode == "process_again")]
    people = tuple(_person(dice, number, is_shared) for number in range(1, 25))
    papers = tuple(_papers(dice, people))
    old_server = dice.chance(0.2, "old server")
    # Some worlds are calm, most are rough, and in some only a few things break.
    mood = dice.pick((*("rough",) * 6, "some", "calm"), "mood")
    active = frozenset(
        name
        for name in sorted(ALL_CLASSES)
        if mood == "rough" or (mood == "some" and dice.chance(0.3, "active", name))
    )
    if big_jumps and old_server:
        active -= TIMED
    if is_shared:
        active -= NOT_SHARED
    if old_server:
        active -= NOT_OLD
    mode = dice.pick(duplicates, "duplicates")
    is_long = not is_common and dice.chance(0.2, "long")
    has_reports = is_long or dice.chance(0.2, "reports")
    left_out = _WHOLE_ONLY if is_shared or old_server else frozenset()
    if is_shared:
        left_out |= {"misjudge", *(("void",) if mode == "replay" else ())}
    verbs = _VERBS_OF_WEEKS if is_long else _VERBS
    programs = tuple(
        tuple(_program(dice, station, (people, papers), left_out, verbs))
        for station in range(stations)
    )
    return Scenario(
        seed=seed,
        people=people,
        papers=papers,
        programs=programs,
        is_common=is_common,
        deeds=tuple(_deeds(dice, people, papers)) if mood != "calm" else (),
        active=active,
        duplicates=mode,
        enquiries=dice.pick((*ENQUIRIES, "normal", "normal"), "enquiries"),
        old_server=old_server,
        pin_ignored=not (is_shared or old_server) and dice.chance(0.15, "pin"),
        page_cap=dice.pick((0, 0, 7), "page cap"),
        batch_s=86_400.0 if is_long else dice.pick((1200.0, 86_400.0), "batch"),
        workers=dice.pick((1, 2, 4), "workers"),
        max_run=dice.pick((0, 0, 0, 15_000), "max run"),
        max_day=dice.pick((0,) * 7 + (120_000,), "max day"),
        is_long=is_long,
        has_reports=has_reports,
        report_lag_s=dice.pick((0.0, 7200.0, 86_400.0), "report lag"),
        record_settled=is_long and dice.chance(0.5, "record settled"),
        big_jumps=big_jumps,
    )


def _person(dice: Dice, number: int, is_shared: bool) -> Person:
    card = dice.chance(0.75, "card", number)
    both = not is_shared and dice.chance(0.4, "both", number)
    return Person(number, card=card or both, bank=not card or both)


def _papers(dice: Dice, people: tuple[Person, ...]) -> list[Paper]:
    papers = []
    for number in range(1, 121):
        kind = "proforma" if dice.chance(0.12, "proforma", number) else "invoice"
        customer = dice.pick(people, "whose", number).number
        cents = dice.whole(100, 9999, "cents", number)
        papers.append(Paper(kind, number, customer, cents, dice.whole(1, 28, "day", number)))
    return papers


def _program(
    dice: Dice,
    station: int,
    world: tuple[tuple[Person, ...], tuple[Paper, ...]],
    left_out: frozenset[str],
    verbs: tuple[str, ...],
) -> list[Action]:
    people, papers = world
    actions = []
    for step in range(_STEPS):
        name = ("action", station, step)
        verb = dice.pick(verbs, *name)
        paper = dice.pick(papers, "paper", *name)
        think = dice.between(0.5, 90.0, "think", *name)
        if verb in left_out:
            verb = "pay"
        if verb == "part":
            cents = max(1, int(paper.total * dice.between(0.1, 0.9, "part", *name)))
            actions.append(Action("pay", paper.key, cents, think))
        elif verb == "pay":
            actions.append(Action("pay", paper.key, 0, think))
        elif verb == "refill":
            person = dice.pick(people, "person", *name)
            cents = dice.whole(500, 5000, "refill", *name)
            actions.append(Action("refill", str(person.number), cents, think))
        elif verb in {"void", "refund"}:
            actions.append(_giving_back(dice, verb, name, think, left_out))
        else:
            whose = {dice.pick(people, "of", which, *name).number for which in range(6)}
            target = ",".join(map(str, sorted(whose))) if verb == "run" else ""
            actions.append(Action(verb, target, dice.whole(0, 3, "canary", *name), think))
    return actions


def _giving_back(
    dice: Dice, verb: str, name: tuple[object, ...], think: float, left_out: frozenset[str]
) -> Action:
    """Which charge is given back is drawn by lot once it is known which there are."""
    lot = dice.whole(0, 10**6, "lot", *name)
    ways = ("whole",) if "part" in left_out else ("whole", "part", "part", "unlinked")
    return Action(verb, dice.pick(ways, *name) if verb == "refund" else "", lot, think)


def _deeds(dice: Dice, people: tuple[Person, ...], papers: tuple[Paper, ...]) -> list[Deed]:
    deeds = []
    for number in range(20):
        verb = dice.pick(
            (*("portal",) * 2, "addon", "cash", "edited", "deleted", "method_replaced", "topup"),
            "deed",
            number,
        )
        paper = dice.pick(papers, "deed of", number)
        person = dice.pick(people, "deed by", number)
        is_about_a_person = verb in {"method_replaced", "topup"}
        target = str(person.number) if is_about_a_person else paper.key
        deeds.append(Deed(verb, target, dice.between(0, 6000, "deed at", number)))
    for number in range(4):
        # Which charge is voided is drawn by lot once it is known which there are.
        lot = str(dice.whole(0, 10**6, "void of", number))
        deeds.append(Deed("voided_later", lot, dice.between(0, 9000, "void at", number)))
    return deeds
