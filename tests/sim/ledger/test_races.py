"""Four processes charge one period at the same moment: each document once, by the bank's books."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.postgres import PostgresServer
    from tests.support.practice import PracticeServers

ROOT = Path(__file__).resolve().parents[3]
STATIONS = 4
MOVED = {"CAPTURED", "SETTLED", "QUEUED", "ACH_SETTLED"}
POSTS = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}
HOUR_S = 3600


class Racer:
    """One station's process."""

    def __init__(self, practice: PracticeServers, folder: Path, number: int, **task: Any) -> None:
        words = {
            "practice": practice.announcement,
            "folder": str(folder / f"station-{number}"),
            "station": f"desk-{number}",
            "leaves_out": number,
            "ledger": None,
            **task,
        }
        self._errors = folder / f"station-{number}.err"
        with self._errors.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-m", "tests.sim.ledger.racer", json.dumps(words)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def line(self) -> dict[str, Any]:
        """The next thing it says."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self._errors.read_text(encoding="utf-8")
        return dict(json.loads(line))

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)

    def finish(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Its rows, and what it says at the end; empty when it was killed."""
        out, _ = self._process.communicate(timeout=110)
        said = [json.loads(line) for line in out.splitlines() if line.endswith("}")]
        rows = [words for words in said if words["event"] == "row"]
        done: dict[str, Any] = next((words for words in said if words["event"] == "done"), {})
        if self._process.returncode != -signal.SIGKILL:
            assert done, self._errors.read_text(encoding="utf-8")
        return rows, done


def race(
    practice: PracticeServers, folder: Path, *, killed_after: int = 0, **task: Any
) -> list[tuple[list[dict[str, Any]], dict[str, Any]]]:
    racers = [Racer(practice, folder, number, **task) for number in range(STATIONS)]
    for racer in racers:
        assert racer.line()["event"] == "ready"
    for racer in racers:
        racer.go()
    for _ in range(killed_after):
        racers[0].line()
    if killed_after:
        racers[0].kill()
    return [racer.finish() for racer in racers]


def assert_books_agree(practice: PracticeServers) -> None:
    audit = practice.audit()
    for finding in (
        "double_charged",
        "charged_not_recorded",
        "recorded_twice",
        "recorded_not_charged",
    ):
        assert audit[finding] == [], finding


def debits(practice: PracticeServers) -> Counter[str]:
    """How often money moved for each order number, by the gateway's own books."""
    return Counter(
        {
            entry["order_number"]: entry["times_processed"]
            for entry in practice.books_ippay()["transactions"]
            if entry["status"] in MOVED
        }
    )


def team(postgres: PostgresServer) -> dict[str, Any]:
    return {"ledger": postgres.ledger_url(), "password": postgres.password.reveal()}


def test_with_a_ledger_each_document_is_charged_once(practice, postgres, tmp_path):
    told = race(practice, tmp_path, **team(postgres))
    rows = [row for station, _ in told for row in station]
    charged = [row["number"] for row in rows if row["row"] == "done"]
    assert len(set(charged)) == len(charged) > 20
    assert debits(practice) == Counter(charged)
    skipped = [row for row in rows if row["row"] == "skipped"]
    assert len(skipped) >= (STATIONS - 2) * len(charged)
    assert all(row["reason"].endswith(".") for row in skipped)
    # It was a race: each station won some.
    assert all(any(row["row"] == "done" for row in station) for station, _ in told)
    assert [(done["waiting"], done["problem"]) for _, done in told] == [([], "")] * STATIONS
    assert_books_agree(practice)


@pytest.mark.parametrize(
    "faults",
    [
        [
            {"server": "ippay", "type": "SALE", "fault": "drop_after", "every": 5},
            {"server": "ippay", "type": "SALE", "fault": "drop_before", "every": 7},
            {**POSTS, "fault": "drop_after", "every": 4},
        ],
        [
            {"server": "ippay", "type": "SALE", "fault": "drop_after", "every": 3},
            {**POSTS, "fault": "drop_before", "every": 5},
            {**POSTS, "fault": "delay", "args": {"seconds": "1"}, "every": 6},
        ],
    ],
)
def test_with_faults_and_a_death_in_the_middle(practice, postgres, tmp_path, faults):
    practice.faults(faults)
    ledger = team(postgres)
    race(practice, tmp_path, killed_after=3, wait_s=5, **ledger)
    practice.control("DELETE", "/faults")
    # Another station finds the dead one silent for an hour, goes on with its run, settles the rest.
    last = Racer(practice, tmp_path, STATIONS, takes_over=True, ahead_s=HOUR_S, **ledger)
    _, done = last.finish()
    assert (done["waiting"], done["problem"]) == ([], "")
    moved = debits(practice)
    assert len(moved) > 20
    assert set(moved.values()) == {1}
    assert_books_agree(practice)


@pytest.mark.parametrize("mode", ["reject094", "reject900", "replay"])
def test_without_a_ledger_the_derived_id_closes_the_race(practice, tmp_path, mode):
    practice.switches(ippay={"dup_mode": mode})
    told = race(practice, tmp_path)
    moved = debits(practice)
    assert len(moved) > 20
    assert set(moved.values()) == {1}
    assert [done["problem"] for _, done in told] == [""] * STATIONS
    audit = practice.audit()
    assert audit["double_charged"] == audit["charged_not_recorded"] == []
    # Splynx has no means against two payments for one charge; each such pair is shown to a person.
    waiting = [sentence for _, done in told for sentence in done["waiting"]]
    shown = {number for words in waiting for number in re.findall(r"payment (\d+)", words)}
    for pair in audit["recorded_twice"]:
        assert shown & {str(each) for each in pair["payment_ids"]}, waiting
    assert [words for words in waiting if "payment" not in words] == []
