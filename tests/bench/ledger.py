"""The team ledger's figure: how fast four stations claim the documents of one period."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg

from ippay_desktop.adapters.journal import open_ledger
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.secret import SecretText
from tests.bench.frame import Bench, Measured, figure
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import HOST, intent, invoice

_ROOT = Path(__file__).resolve().parents[2]
_STATIONS = 4
_ROUNDS = 3
_CLAIM = (
    "UPDATE bare SET station = %s WHERE number = (SELECT number FROM bare WHERE station IS NULL"
    " LIMIT 1 FOR UPDATE SKIP LOCKED)"
)


@figure(
    "ledger-claims",
    what="documents claimed in all by four stations that want the same period",
    unit="1/s",
    floor="four bare connections, one UPDATE ... SKIP LOCKED and commit a document",
    reach="1,000, none twice",
)
def ledger_claims(bench: Bench) -> Measured:
    documents = bench.size.of(2000)
    values, floor = [], []
    server = PostgresServer()
    try:
        for _ in range(_ROUNDS):
            url = server.ledger_url()
            values.append(documents / _race(server, url, documents, "claim"))
            with closing(server.open(url)) as journal:
                claimed = journal.attempts(AttemptFilter(limit=documents + 1))
            if sorted(one.document.key for one in claimed) != sorted(
                invoice(number).key for number in range(documents)
            ):
                raise ValueError("a document was claimed twice, or not at all")
            server.sql("CREATE TABLE bare (number int PRIMARY KEY, station text)", url)
            server.sql(f"INSERT INTO bare SELECT generate_series(1, {documents})", url)  # a number
            floor.append(documents / _race(server, url, documents, "bare"))
            server.sql("DROP TABLE bare", url)
    finally:
        server.close()
    return Measured(values, floor, {"documents": documents, "stations": _STATIONS})


def _race(server: PostgresServer, url: str, documents: int, what: str) -> float:
    """Let four processes do it at once; seconds from the word to the last one's end."""
    racers = []
    for station in range(_STATIONS):
        task = {"what": what, "url": url, "password": server.password.reveal()}
        task |= {
            "station": f"desk-{station}",
            "documents": str(documents),
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
    for racer in racers:
        if racer.stdout is None or racer.stdout.readline() != "ready\n":
            raise ValueError("a station did not start")
    begun = time.perf_counter()
    for racer in racers:
        if racer.stdin is not None:
            racer.stdin.write("go\n")
            racer.stdin.flush()
    codes = [racer.wait() for racer in racers]
    if any(codes):
        raise ValueError("a station failed")
    return time.perf_counter() - begun


def _station(task: dict[str, str], documents: int) -> None:
    """One station: each starts elsewhere in the period, and all go through all of it."""
    password = SecretText(task["password"])
    clock, station = SystemClock(), task["station"]
    ledger = open_ledger(task["url"], password, clock=clock, station=station, who=station)
    first = int(station.rpartition("-")[2]) * documents // _STATIONS
    with closing(ledger) as journal:
        _wait_for_the_word()
        for number in (*range(first, documents), *range(first)):
            document = invoice(number)
            try:
                after = journal.position_of(HOST, document.key)
                made = intent(f"{station}-{number}", document, created_at=clock.now())
                journal.add_intent(made, after, lease_s=60.0)
            except InputError:
                continue


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


def _wait_for_the_word() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    if given["what"] == "bare":
        _bare(given, int(given["port"]))
    else:
        _station(given, int(given["documents"]))
