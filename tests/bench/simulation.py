"""The simulation's figure: charges a second in one process, and what SQLite and parsing need."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from defusedxml.ElementTree import fromstring

from ippay_desktop.adapters.journal import engine, upgrade
from tests.bench.frame import Bench, Measured, figure
from tests.simulation.scenario import draw
from tests.simulation.simulation import workshop
from tests.simulation.wire import StationWire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.adapters.transport import WireRequest, WireResponse

_PARTS = 5


@contextmanager
def _bodies() -> Iterator[list[bytes]]:
    """Every answer that the program reads meanwhile."""
    bodies: list[bytes] = []
    real = StationWire.send

    def send(wire: StationWire, request: WireRequest) -> WireResponse:
        response = real(wire, request)
        bodies.append(response.body)
        return response

    with mock.patch.object(StationWire, "send", send):
        yield bodies


@contextmanager
def _statements() -> Iterator[list[str]]:
    """Every statement that SQLite runs meanwhile, values included."""
    statements: list[str] = []
    real = engine.connect

    def connect(*args: Any) -> sqlite3.Connection:
        connection = real(*args)
        connection.set_trace_callback(statements.append)
        return connection

    with mock.patch.object(engine, "connect", connect):
        yield statements


@figure(
    "simulation",
    what="charges simulated a second, in one process",
    unit="1/s",
    floor="bare sqlite3 running the same statements, and bare parsers reading the same answers",
    reach="as near the floor as can be",
)
def simulation(bench: Bench) -> Measured:
    worlds = bench.size.of(30)
    values, floor = [], []
    with workshop() as place:
        for part in range(_PARTS):
            seeds = range(part * worlds, (part + 1) * worlds)
            begun = time.process_time()
            charges = sum(place.simulate(draw(seed)).charges for seed in seeds)
            values.append(charges / (time.process_time() - begun))
            with _bodies() as bodies, _statements() as statements:
                for seed in seeds:
                    place.simulate(draw(seed))
            floor.append(charges / (_replay(statements) + _parse(bodies)))
    return Measured(values, floor, {"worlds": worlds * _PARTS})


def _replay(statements: list[str]) -> float:
    """Processor seconds of the statements on an empty journal in memory.

    Values are part of each text, so SQLite reads every statement anew, as it does not have to for
    the program; constraints may refuse what belongs to another world's journal.
    """
    nowhere = engine.open_nowhere()
    with nowhere.begin() as alchemy:
        upgrade.migrate(alchemy, upgrade.HEAD)
    with closing(nowhere.raw_connection()) as raw:
        driver: Any = raw.driver_connection
        begun = time.process_time()
        for statement in statements:
            try:
                driver.execute(statement).fetchall()
            except sqlite3.Error:
                continue
        seconds = time.process_time() - begun
    nowhere.dispose()
    return seconds


def _parse(bodies: list[bytes]) -> float:
    begun = time.process_time()
    for body in bodies:
        try:
            fromstring(body) if body.startswith(b"<") else json.loads(body or b"null")
        except (ValueError, SyntaxError):
            continue
    return time.process_time() - begun
