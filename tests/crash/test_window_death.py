"""The window's process killed in the middle of a run: what the next start says, and brings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.crash.test_process_death import assert_books_agree
from tests.crash.worlds import LIVE, ROWS, fresh_world, gateway_books
from tests.sim.cli.driver import ROOT, CommandLine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.practice import PracticeServers

_LIMIT_S = 200
pytestmark = pytest.mark.timeout(500)


def window(program: CommandLine, **task: Any) -> subprocess.Popen[bytes]:
    """The window's process on the program's data folder, off screen."""
    words = {"data_dir": str(program.data_dir), **task}
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.crash.window", json.dumps(words)],
        cwd=ROOT,
        env={**program.environment(), "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )


def start_run(program: CommandLine, **task: Any) -> subprocess.Popen[bytes]:
    return window(program, do="charge", period=program.practice.period, rows=ROWS, **task)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, stderr = process.communicate(timeout=_LIMIT_S)
    return process.returncode, stderr.decode()


def charged(program: CommandLine) -> set[tuple[str, int]]:
    """What the gateway took, by its own books: each document once, with its amount."""
    live = [one for one in gateway_books(program) if one["status"] in LIVE]
    assert all(one["times_processed"] == 1 for one in live)
    found = {(one["order_number"], one["amount_minor"]) for one in live}
    assert len(found) == len(live)
    return found


def paid(program: CommandLine) -> set[tuple[int, str]]:
    """What Splynx holds of it: invoices, and the amounts that paid them."""
    books = program.practice.books_splynx()
    ours = [one for one in books["payments"] if str(one["receipt_number"]).startswith("IPP-")]
    found = {(one["invoice_id"], str(one["amount"])) for one in ours}
    assert len(found) == len(ours)
    return found


def next_start(program: CommandLine, tmp_path: Path) -> dict[str, Any]:
    """Start the window again, let it go on with the run, and give what it said before."""
    # So that what is in doubt stays so while somebody reads.
    assert program("profile set practice --approved-recheck=8 --not-found-hold=8").code == 0
    said = tmp_path / "said.json"
    code, stderr = ended(window(program, do="look", said=str(said)))
    assert (code, stderr) == (0, "")
    found: dict[str, Any] = json.loads(said.read_text(encoding="utf-8"))
    return found


def finish(program: CommandLine) -> None:
    """What waited for its delays is asked about; what provably never left is tried again."""
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    [run] = program("run list").of("run")
    assert run["state"] == "finished"
    assert run["approved"] + run["not_sent"] == ROWS
    if run["not_sent"]:
        again = program(f"run retry {run['run_id']} --preview").last["confirm"]
        assert program(f"run retry {run['run_id']} --confirm {again}").code == 0
    assert program("verify-journal").code == 0
    assert_books_agree(program.practice)


_whole: list[tuple[set[tuple[str, int]], set[tuple[int, str]]]] = []


@pytest.fixture
def whole(
    servers: PracticeServers, tmp_path_factory: pytest.TempPathFactory
) -> tuple[set[tuple[str, int]], set[tuple[int, str]]]:
    """What the same plan in the same world brings when nobody interrupts it; made once."""
    if not _whole:
        fresh_world(servers)
        folder = tmp_path_factory.mktemp("whole")
        made = CommandLine(servers, folder / "data", folder / "keyring.json", lambda _: None)
        made.connect(as_process=True)
        assert ended(start_run(made)) == (0, "")
        _whole.append((charged(made), paid(made)))
        assert [len(one) for one in _whole[0]] == [ROWS, ROWS]
    return _whole[0]


def assert_the_start_explains_itself(said: dict[str, Any]) -> None:
    """How many charges are in doubt, that the run stands still, and that it can go on."""
    told = " ".join(said["run"])
    assert "The program ended while this run was under way. Resume it." in told
    assert "Paused" in told
    # No row is forgotten between "done" and "left".
    assert said["accounted"] == ROWS
    assert f"of {ROWS}" in told
    number = len(said["left_behind"])
    if number:
        assert said["notice"].startswith(f"The program ended during {number} charge")
        assert "Nothing is charged twice" in said["notice"]
        assert len(said["waiting"]) >= number
    else:
        assert said["notice"] == ""


@pytest.mark.parametrize(
    "step",
    [
        "after:intent",
        "after:gateway",
        "after:journal:answered_approved",
        "after:payment",
        "after:journal:payment_verified",
    ],
)
def test_the_window_killed_in_the_middle_of_a_run(whole, program, tmp_path, step):
    code, stderr = ended(start_run(program, step=step, nth=ROWS // 2))
    assert code == -signal.SIGKILL, stderr
    # Other rows may be on their way at that moment, so some are in doubt whatever the step.
    said = next_start(program, tmp_path)
    assert_the_start_explains_itself(said)
    finish(program)
    assert (charged(program), paid(program)) == whole


def test_the_window_killed_from_outside_while_it_charges(whole, program, tmp_path):
    """As by the system's task manager: at no step of ours."""
    process = start_run(program)
    pause = threading.Event()
    while len(charged(program)) < ROWS // 2:
        assert process.poll() is None
        pause.wait(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert ended(process)[0] == -signal.SIGKILL
    assert len(charged(program)) < ROWS
    said = next_start(program, tmp_path)
    assert_the_start_explains_itself(said)
    finish(program)
    assert (charged(program), paid(program)) == whole
