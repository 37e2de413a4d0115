"""The journal's figures: durable steps of a charge, beside the same rows in bare sqlite3."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal import open_journal
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.identifiers import PaymentId
from tests.bench.frame import Bench, Measured, figure
from tests.unit.journal.build import intent, invoice

if TYPE_CHECKING:
    from ippay_desktop.adapters.journal import SqlJournal

_ROUNDS = 5
# What a charge that goes well writes after its intent.
_CHANGES = (
    Change(
        ChargeEvent.ANSWERED_APPROVED,
        reason="Approved",
        action_code="000",
        approval="TEST42",
    ),
    Change(ChargeEvent.POSTING_STARTED),
    Change(ChargeEvent.PAYMENT_POSTED, payment_id=PaymentId(7)),
    Change(ChargeEvent.PAYMENT_VERIFIED, reason="Approved", payment_id=PaymentId(7)),
)
_STEPS = 1 + len(_CHANGES)
_HEAD = "SELECT sequence, hash FROM entries ORDER BY sequence DESC LIMIT 1"


@figure(
    "journal-steps",
    what="durable steps of charges, one caller",
    unit="1/s",
    floor="bare sqlite3 inserting the same rows, one flushed commit a step",
    reach="0.5 of the floor",
)
def journal_steps(bench: Bench) -> Measured:
    return _measure(bench, callers=1)


@figure(
    "journal-steps-16",
    what="durable steps of charges, 16 callers",
    unit="1/s",
    floor="bare sqlite3 inserting the same rows, one flushed commit a step",
    reach="the floor: callers share flushes",
)
def journal_steps_16(bench: Bench) -> Measured:
    return _measure(bench, callers=16)


def _measure(bench: Bench, callers: int) -> Measured:
    charges = bench.size.of(1600)
    values, floor = [], []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
            empty, path = Path(folder, "empty"), Path(folder, "journal")
            open_journal(empty, clock=SystemClock()).close()
            shutil.copyfile(empty, path)
            with closing(open_journal(path, clock=SystemClock())) as journal:
                values.append(_charges(journal, charges, callers))
            floor.append(_bare(path, empty))
    return Measured(values, floor, {"charges": charges, "callers": callers})


def _charges(journal: SqlJournal, charges: int, callers: int) -> float:
    """The journal's part of many charges; steps a second."""
    clock = SystemClock()
    gate = threading.Barrier(callers + 1)

    def work(first: int) -> None:
        gate.wait()
        for number in range(first, charges + 1, callers):
            made = intent(f"{number:032x}", invoice(number), created_at=clock.now())
            attempt = journal.add_intent(made, 0)
            for change in _CHANGES:
                journal.apply(attempt.id, change, clock.now())
        gate.wait()

    threads = [threading.Thread(target=work, args=(each + 1,)) for each in range(callers)]
    for thread in threads:
        thread.start()
    gate.wait()
    begun = time.perf_counter()
    gate.wait()
    seconds = time.perf_counter() - begun
    for thread in threads:
        thread.join()
    return charges * _STEPS / seconds


def _bare(written: Path, empty: Path) -> float:
    """Write into an empty journal what another one holds, as plainly as can be; steps a second."""
    with closing(sqlite3.connect(written)) as source:
        entries = source.execute("SELECT * FROM entries ORDER BY sequence").fetchall()
        found = source.execute("SELECT * FROM attempts")
        names = [column[0] for column in found.description]
        attempts = {row[names.index("attempt_id")]: list(row) for row in found}
    with closing(sqlite3.connect(empty, isolation_level=None)) as connection:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        begun = time.perf_counter()
        for entry in entries:
            _bare_step(connection, names, entry, attempts[entry[1]])
        return len(entries) / (time.perf_counter() - begun)


def _bare_step(
    connection: sqlite3.Connection, names: list[str], entry: tuple[Any, ...], attempt: list[Any]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_HEAD).fetchone()
    marks = ",".join("?" * len(entry))
    connection.execute(f"INSERT INTO entries VALUES ({marks})", entry)  # noqa: S608  # only marks
    if entry[4] == "intent_recorded":
        marks = ",".join("?" * len(names))
        connection.execute(f"INSERT INTO attempts VALUES ({marks})", attempt)  # noqa: S608  # as above
    else:
        values = {name: attempt[names.index(name)] for name in _MOVED}
        connection.execute(_UPDATE, {**values, "attempt_id": entry[1]})
    connection.execute("COMMIT")


_MOVED = ("state", "reason", "updated_at", "action_code", "approval", "payment_id", "posted_at")
_UPDATE = (
    f"UPDATE attempts SET {', '.join(f'{name} = :{name}' for name in _MOVED)}"  # noqa: S608  # fixed
    " WHERE attempt_id = :attempt_id"
)
