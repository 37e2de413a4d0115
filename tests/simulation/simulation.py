"""Living through one scenario, and judging it."""

from __future__ import annotations

import gc
import logging
import shutil
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.adapters.journal import open_journal
from tests.simulation.auditor import audit
from tests.simulation.events import Event
from tests.simulation.evidence import Evidence, Journals, read_journals
from tests.simulation.machine import StationClock
from tests.simulation.scenario import Scenario, draw
from tests.simulation.scheduler import WorldEndedError
from tests.simulation.station import Station
from tests.simulation.turns import take_turns_in, without_threads
from tests.simulation.violation import Violation
from tests.simulation.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator


# What is still on its way when the faults end has arrived by then.
_LAST_ARRIVAL_S = 20_000.0
# Long enough for each wait of the program: an approval to be confirmed, a payment to be searched
# for three times, a day of "not found"; and again, for what one of them sets in motion.
_ROUNDS_S = (0, 700, 100, 100, 100, 4000, 90_000, 700, 100, 100, 100)
# Until the last bank debit has settled or come back, and the reports have told of it.
_WEEKS_S = (400_000, 400_000, 100_000, 700)


@dataclass(frozen=True)
class Outcome:
    """What became of a world."""

    scenario: Scenario
    events: list[Event]
    charges: int
    counts: Counter[str]
    violations: list[Violation]
    seconds: float


class Workshop:
    """A folder for the journals of one world at a time, and an empty journal to begin from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "empty.sqlite"
        open_journal(self._template, clock=StationClock(World(draw(0)))).close()

    def simulate(self, scenario: Scenario) -> Outcome:
        """Live through a scenario to its end."""
        begun = time.perf_counter()
        world = World(scenario)
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        stations = [
            Station(world, "ABCDEFG"[number], folder, self._template)
            for number in range(len(scenario.programs))
        ]
        try:
            violations = self._judge(world, stations)
        finally:
            for station in stations:
                station.forget()
            shutil.rmtree(folder)
        events = world.log.events
        return Outcome(
            scenario,
            events,
            sum(event.kind == "intent" for event in events),
            world.counts,
            violations,
            time.perf_counter() - begun,
        )

    @staticmethod
    def _judge(world: World, stations: list[Station]) -> list[Violation]:
        before = _live(world, stations)
        if isinstance(before, Violation):
            return [before]
        return audit(_evidence(world, before, _journals(stations)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the program's log still, and let it speak again: other tests listen to it."""
    log = logging.getLogger("ippay_desktop")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Leave what refers to itself until a world is over: looking for it there takes a twentieth."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


@contextmanager
def workshop() -> Iterator[Workshop]:
    """A workshop in memory where the system offers that; the program's threads take turns."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with (
        _quiet(),
        _without_pauses(),
        tempfile.TemporaryDirectory(
            prefix="simulation-", dir=shared if shared.is_dir() else None
        ) as name,
        without_threads(),
    ):
        yield Workshop(Path(name))


def _live(world: World, stations: list[Station]) -> Journals | Violation:
    """The rough part, the calm one, and a person who decides what evidence has left open.

    Returns:
        The journals before that person came; a crash of the program is a violation by itself.
    """
    take_turns_in(world.scheduler)
    try:
        world.scheduler.run(
            [
                partial(station.live, program)
                for station, program in zip(stations, world.scenario.programs, strict=True)
            ]
        )
        world.calm_down()
        world.scheduler.wait(_LAST_ARRIVAL_S)
        staffs = [station.start() for station in stations]
        for seconds in (*_ROUNDS_S, *(_WEEKS_S if world.scenario.is_long else ())):
            world.scheduler.wait(seconds)
            for staff in staffs:
                staff.finish()
        before = _journals(stations)
        for staff in staffs:
            staff.decide()
            staff.finish()
    except WorldEndedError:
        return Violation("crashed", world.scheduler.failure_text())
    except Exception:  # noqa: BLE001 - whatever it is, it is the finding
        return Violation("crashed", traceback.format_exc())
    finally:
        world.scheduler.end()
    return before


def _journals(stations: list[Station]) -> Journals:
    return read_journals({station.path: station.name for station in stations})


def _evidence(world: World, before: Journals, after: Journals) -> Evidence:
    return Evidence(
        events=world.log.events,
        ledger=world.ledger,
        credits=world.credits,
        payments=list(world.books.payments.values()),
        relations=list(world.books.relations.values()),
        docs=world.books.docs,
        claims=after.claims,
        backs=after.backs,
        before=before,
        said_by_persons=after.said_by_persons,
        chains=after.chains,
        is_common=world.scenario.is_common,
        is_long=world.scenario.is_long,
        has_reports=world.scenario.has_reports,
        record_settled=world.scenario.record_settled,
        max_run=world.scenario.max_run,
        max_day=world.scenario.max_day,
        blind=world.scenario.enquiries == "always_000",
    )
