"""The real program killed in a run of fifty: at its first row, its 25th and its last, in turn.

One worker carries the run out, and each death is followed by the next: the program is started
again with `run resume` until it dies at the next place. In the end it is told to reconcile, and
what it and both servers' books say must be what the same run brings when nothing interrupts it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import ChargeEvent
from tests.crash.branches import BRANCHES, FOR_A_PERSON, SALE, Branch, steps_of
from tests.crash.failpoints import both
from tests.crash.mortal import Mortal
from tests.crash.test_process_death import NOTHING_SENT, STEPS, assert_books_agree
from tests.crash.worlds import LIVE, MIDDLE, ROWS, gateway_books
from tests.sim.cli.driver import CommandLine

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES = (1, MIDDLE, ROWS)
# Evidence comes at once, and what is waited for is due at once: a next start asks without a pause.
_AT_ONCE = (
    "profile set practice --concurrency 1 --max-unknowns 99 --approved-recheck 0 "
    "--not-found-hold 0 --enquiry-delays 0 --recording-delays 0"
)
# Cents at which the gateway's rule of pennies declines.
_DECLINED_CENTS = "05"
_LETS_ALL_THROUGH = {"invoice_pin": "honoured"}


@dataclass
class Killed:
    """A run of fifty documents of fifty customers with cards, and how it dies.

    Attributes:
        documents: In the order of the plan.
    """

    program: CommandLine
    mortal: Mortal
    documents: list[dict[str, Any]]
    canary: int | None = None
    run_id: str = ""

    def words(self) -> list[str]:
        """The command that begins the run, or goes on with it."""
        if self.run_id:
            return ["run", "resume", self.run_id]
        period = f"--period={self.program.practice.period}"
        numbers = ",".join(document["number"] for document in self.documents)
        words = ["charge", period, f"--number={numbers}"]
        confirm = self.program(*words, "--preview").last["confirm"]
        extra = [f"--canary={self.canary}"] if self.canary else []
        return [*words, *extra, "--confirm", confirm]

    def names(self, place: int) -> list[str]:
        """What steps call the document at that place of the run."""
        number = self.documents[place - 1]["number"]
        known = self.program("history").of("attempt") if self.run_id else []
        ids = [one["transaction_id"] for one in known if one["document"]["number"] == number]
        return [number, f"row {place - 1}", *ids]

    def die(self, step: str, place: int | None = None, *, nth: int = 1) -> None:
        """Carry the run on, or out, until it dies at the step."""
        names = () if place is None else self.names(place)
        self.mortal.die(self.program, self.words(), step, nth=nth, names=names)
        runs = self.program("run list").of("run")
        self.run_id = runs[0]["run_id"] if runs else ""

    def go_on(self) -> dict[str, Any]:
        """Let it come to its end in peace, and reconcile; the run as it is shown then."""
        if not self.run_id or self.shown()["state"] != "finished":
            assert self.program(*self.words()).code in {0, 3, 4}
        assert self.program("reconcile --wait 60").code == 0
        shown = self.shown()
        assert shown["state"] == "finished"
        return shown

    def shown(self) -> dict[str, Any]:
        self.run_id = self.run_id or self.program("run list").of("run")[0]["run_id"]
        return dict(self.program(f"run show {self.run_id}").of("run")[0])

    def assert_ended_as(self, unpaid: Iterable[int] = (), for_a_person: Iterable[int] = ()) -> None:
        """All are paid once and recorded, but those at these places, in everybody's books."""
        unpaid, for_a_person = set(unpaid), set(for_a_person)
        told = {one["document"]["number"]: one for one in self.program("history").of("attempt")}
        books = gateway_books(self.program)
        debits = Counter(one["order_number"] for one in books if one["status"] in LIVE)
        assert all(one["times_processed"] == 1 for one in books if one["status"] in LIVE)
        for place, document in enumerate(self.documents, 1):
            number, is_paid = document["number"], place not in unpaid
            assert debits.pop(number, 0) == is_paid, place
            if number in told:
                assert told[number]["money_taken"] == ("yes" if is_paid else "no"), place
                if place not in for_a_person:
                    assert told[number]["recorded"] is is_paid, place
            else:
                assert not is_paid, place
        assert not debits
        left = {one["document"]["number"] for one in self.program("attention").of("attention")}
        assert left == {self.documents[place - 1]["number"] for place in for_a_person}
        assert self.program("verify-journal").code == 0
        if not for_a_person:
            assert_books_agree(self.program.practice)


def a_run(program: CommandLine, mortal: Mortal, canary: int | None = None) -> Killed:
    """Fifty documents; the customers at the three places owe something older too."""
    assert program(_AT_ONCE).code == 0
    servers = program.practice
    rows = program(f"charge --period={servers.period} --account=card --preview").of("row")
    firsts = {row["customer_id"]: row for row in reversed(rows) if row["eligible"]}
    good = [row for row in rows if firsts.get(row["customer_id"]) is row]
    open_now = Counter(
        one["customer_id"] for one in servers.books_splynx(only_open=True)["invoices"]
    )
    debtors = [at for at, row in enumerate(good) if open_now[row["customer_id"]] > 1]
    first = debtors[0]
    middle = next(at for at in debtors if at >= first + PLACES[1] - PLACES[0])
    last = next(at for at in debtors if at >= middle + PLACES[2] - PLACES[1])
    inner = good[first : first + PLACES[1] - 1] + good[middle : middle + PLACES[2] - PLACES[1]]
    chosen = [row["document"] for row in [*inner, good[last]]]
    assert len(chosen) == ROWS
    return Killed(program, mortal, chosen, canary)


# Of a charge that goes straight, and what is written down of its row beside.
STRAIGHT = [*STEPS, *both("row:started", "row:done")]


@pytest.mark.parametrize("step", STRAIGHT)
def test_a_run_that_goes_straight(program, mortal, step):
    run = a_run(program, mortal)
    for place in PLACES:
        run.die(step, place)
    run.go_on()
    # Only a row whose intent was committed, and whose request had not left, is without a charge.
    unpaid = PLACES if step in NOTHING_SENT - {"before:intent"} else ()
    run.assert_ended_as(unpaid)


@dataclass(frozen=True)
class Chain:
    """What a world lives through at each of its places: a branch, and the steps at each."""

    branch: Branch
    at: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        return f"{self.branch.name}, {self.at[0][0]}"


def _chains(branch: Branch) -> list[Chain]:
    """One, if the same place can be passed again and again; else two that take turns."""
    steps = steps_of(branch)
    if branch.comes_again:
        return [Chain(branch, (tuple(steps),) * len(PLACES))]
    before, after = steps
    return [
        Chain(branch, ((one,), (two,), (one,))) for one, two in ((before, after), (after, before))
    ]


CHAINS = [chain for branch in BRANCHES for chain in _chains(branch)]


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_a_run_with_rows_that_do_not_go_straight(program, mortal, chain):
    branch, servers = chain.branch, program.practice
    run = a_run(program, mortal)
    if ChargeEvent.POSTING_SEARCHED in branch.events:
        # A search that is not the last of its series.
        assert program("profile set practice --recording-delays 0,0").code == 0
    for place in PLACES:
        let_it_be_declined(run, place)
    for place, steps in zip(PLACES, chain.at, strict=True):
        run.die("before:row:started", place)
        if branch.before is not None:
            branch.before(servers)
        servers.faults([dict(rule) for rule in branch.faults])
        if branch.after is not None:
            run.die(f"after:journal:{branch.after}", place)
            servers.control("DELETE", "/faults")
            if branch.between is not None:
                branch.between(servers, run.documents[place - 1])
        for step in steps:
            run.die(step, place)
            # A fault that came once comes again with the event.
            again = branch.faults if branch.after is None else ()
            if again:
                servers.faults([dict(rule) for rule in again])
        undo(run)
    run.go_on()
    is_for_a_person = bool(FOR_A_PERSON & set(branch.events))
    run.assert_ended_as(() if branch.takes_money else PLACES, PLACES if is_for_a_person else ())


def let_it_be_declined(run: Killed, place: int) -> None:
    """Give it an amount that the test gateway declines while its rule of pennies is on."""
    document = run.documents[place - 1]
    total = f"40.{_DECLINED_CENTS}"
    change = {"table": "invoices", "id": document["id"], "set": {"total": total, "due": total}}
    run.program.practice.control("POST", "/splynx/edit", change)


def undo(run: Killed) -> None:
    """Let everything go well again."""
    servers = run.program.practice
    servers.control("DELETE", "/faults")
    servers.switches(splynx=_LETS_ALL_THROUGH)
    servers.terminal(penny_rule=False)


# Rows that a dead process left, that are put back, and that changed since the plan was frozen.
AT_EACH_PLACE = {
    "left behind": both("journal:left_behind"),
    "put back": both("row:waiting"),
    "skipped": both("row:skipped"),
}


def test_a_run_whose_dead_process_is_found_by_one_that_dies_too(program, mortal):
    run = a_run(program, mortal)
    for place in PLACES:
        run.die("after:gateway", place)
        for step in AT_EACH_PLACE["left behind"]:
            run.die(step, place)
    run.go_on()
    run.assert_ended_as()


def test_a_run_whose_rows_are_put_back(program, mortal):
    run = a_run(program, mortal)
    for place in PLACES:
        run.die("before:intent", place)
        for step in AT_EACH_PLACE["put back"]:
            run.die(step, place)
    run.go_on()
    run.assert_ended_as()


def test_a_run_whose_rows_are_skipped(program, mortal):
    run = a_run(program, mortal)
    run.die("after:run")
    for place in PLACES:
        let_it_be_declined(run, place)
        for step in AT_EACH_PLACE["skipped"]:
            run.die(step, place)
    run.go_on()
    run.assert_ended_as(PLACES)
    assert run.shown()["skipped"] == len(PLACES)


BEGINNING = both("note", "run", "claim", "run_state:running")
ENDING = both("run_state:finished", "release")


def test_a_run_that_dies_as_it_begins_and_as_it_ends(program, mortal):
    run = a_run(program, mortal)
    for step in (*BEGINNING, *ENDING):
        run.die(step)
    run.go_on()
    run.assert_ended_as()


BREAKS = [("before", "after", "before"), ("after", "before", "after")]


@pytest.mark.parametrize("sides", BREAKS, ids=lambda sides: sides[0])
def test_a_run_that_stops_itself_after_an_unclear_answer(program, mortal, sides):
    run = a_run(program, mortal)
    assert program("profile set practice --max-unknowns 1").code == 0
    for place, side in zip(PLACES, sides, strict=True):
        match = {"order_number": run.documents[place - 1]["number"]}
        program.practice.faults([{**SALE, "fault": "drop_after", "match": match}])
        # What a dead process left behind is told to pause too, before the run goes on.
        is_first = not run.run_id or run.shown()["state"] != "running"
        run.die(f"{side}:run_state:paused", nth=1 if is_first else 2)
        undo(run)
    run.go_on()
    run.assert_ended_as()


CANARIES = [(side, place) for place in (1, MIDDLE, ROWS - 1) for side in ("before", "after")]


@pytest.mark.parametrize(("side", "canary"), CANARIES)
def test_a_run_that_stops_for_its_first_rows_to_be_looked_at(program, mortal, side, canary):
    run = a_run(program, mortal, canary)
    run.die(f"{side}:run_state:paused")
    assert len(program("history").of("attempt")) == canary
    run.go_on()
    run.assert_ended_as()
