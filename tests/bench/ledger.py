"""The team ledger's figure: how fast four stations claim the documents of one period."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from ippay_desktop.adapters.journal import open_ledger
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.taken_rows import TakenRows
from tests.bench.frame import Bench, Measured, figure
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import HOST, intent, invoice

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(__file__).resolve().parents[2]
_STATIONS = 4
_ROUNDS = 3
# A station with a ledger commits no intent once this note is there.
_NEXT_WORD = "0" * 32
_CLAIM = (
    "UPDATE bare SET station = %s WHERE number = (SELECT number FROM bare WHERE station IS NULL"
    " LIMIT 1 FOR UPDATE SKIP LOCKED)"
)


@figure(
    "ledger-claims",
    what="documents claimed in all by four stations that want the same period, each with the "
    "workers of a run",
    unit="1/s",
    floor="four bare connections, one UPDATE ... SKIP LOCKED and commit a document",
    reach="1,000, none twice",
)
def ledger_claims(bench: Bench) -> Measured:
    return _measure(bench, workers=ChargingPolicy().concurrency)


@figure(
    "ledger-claims-alone",
    what="the same by four stations with one worker each",
    unit="1/s",
    floor="four bare connections, one UPDATE ... SKIP LOCKED and commit a document",
    reach="",
)
def ledger_claims_alone(bench: Bench) -> Measured:
    return _measure(bench, workers=1)


def _measure(bench: Bench, workers: int) -> Measured:
    documents = bench.size.of(2000)
    values, floor = [], []
    server = PostgresServer()
    try:
        for _ in range(_ROUNDS):
            url = server.ledger_url()
            values.append(documents / _race(server, url, documents, "claim", workers))
            with closing(server.open(url)) as journal:
                claimed = journal.attempts(AttemptFilter(limit=documents + 1))
                problem = journal.verify().problem
            if problem or sorted(one.document.key for one in claimed) != sorted(
                invoice(number).key for number in range(documents)
            ):
                raise ValueError("a document was claimed twice, or not at all")
            server.sql("CREATE TABLE bare (number int PRIMARY KEY, station text)", url)
            server.sql(f"INSERT INTO bare SELECT generate_series(1, {documents})", url)  # a number
            floor.append(documents / _race(server, url, documents, "bare", 1))
            server.sql("DROP TABLE bare", url)
    finally:
        server.close()
    notes = {"documents": documents, "stations": _STATIONS, "workers": workers}
    return Measured(values, floor, notes)


def _race(server: PostgresServer, url: str, documents: int, what: str, workers: int) -> float:
    """Let four processes do it at once; seconds from the word until the last one has done it."""
    racers = []
    for station in range(_STATIONS):
        task = {"what": what, "url": url, "password": server.password.reveal()}
        task |= {
            "station": f"desk-{station}",
            "documents": str(documents),
            "workers": str(workers),
            "port": str(server.port),
        }
        racers.append(
            subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-m", "tests.bench.ledger", json.dumps(task)],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    _hear("ready", racers)
    begun = time.perf_counter()
    for racer in racers:
        if racer.stdin is not None:
            racer.stdin.write("go\n")
            racer.stdin.flush()
    _hear("done", racers)
    seconds = time.perf_counter() - begun
    codes = [racer.wait() for racer in racers]
    if any(codes):
        raise ValueError("a station failed")
    return seconds


def _hear(word: str, racers: Iterable[subprocess.Popen[str]]) -> None:
    for racer in racers:
        if racer.stdout is None or racer.stdout.readline() != f"{word}\n":
            raise ValueError(f"a station is not {word}")


def _station(task: dict[str, str], documents: int, workers: int) -> None:
    """One station: each starts elsewhere in the period, and all go through all of it."""
    password = SecretText(task["password"])
    clock, station = SystemClock(), task["station"]
    ledger = open_ledger(task["url"], password, clock=clock, station=station, who=station)
    first = int(station.rpartition("-")[2]) * documents // _STATIONS
    numbers = (*range(first, documents), *range(first))
    # A run hands out its rows in order, to whichever worker is free.
    rows = iter(numbers)
    handing_out = threading.Lock()

    def work() -> None:
        while True:
            with handing_out:
                number = next(rows, None)
            if number is None:
                return
            document = invoice(number)
            if taken.takes_in(document.key):
                continue
            try:
                after = journal.position_of(HOST, document.key)
                made = intent(f"{station}-{number}", document, created_at=clock.now())
                journal.add_intent(made, after, lease_s=60.0, unless_noted=_NEXT_WORD)
            except AttemptOpenError:
                taken.look_behind(document.key)

    with closing(ledger) as journal, ThreadPoolExecutor(workers) as pool:
        taken = TakenRows(journal, HOST, [invoice(number).key for number in numbers])
        _wait_for_the_word()
        for one in [pool.submit(work) for _ in range(workers)]:
            one.result()
        _say("done")


def _bare(task: dict[str, str], port: int) -> None:
    with closing(
        psycopg.connect(
            host="127.0.0.1",
            port=port,
            user="ledger",
            dbname=task["url"].rpartition("/")[2],
            password=task["password"],
            autocommit=True,
        )
    ) as connection:
        _wait_for_the_word()
        while connection.execute(_CLAIM, (task["station"],)).rowcount:
            pass
        _say("done")


def _wait_for_the_word() -> None:
    _say("ready")
    sys.stdin.readline()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    if given["what"] == "bare":
        _bare(given, int(given["port"]))
    else:
        _station(given, int(given["documents"]), int(given["workers"]))
