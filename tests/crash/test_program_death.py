"""The real program on real files and sockets, killed at each failpoint of the protocol.

One charge, and the first, a middle and the last row of a run of fifty; after each death the
program is started again, told to reconcile and to resume, and both servers' books are audited.
"""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from ippay_desktop.domain.profile import ChargingPolicy
from tests.crash.test_process_death import NOTHING_SENT, STEPS, assert_books_agree
from tests.sim.cli.driver import ROOT, CommandLine
from tests.support import keyring_backend
from tests.support.practice import PracticeServers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 50
_LIMIT_S = 100


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=90, invoices=360, seed=31) as practice:
        yield practice


@pytest.fixture
def program(
    servers: PracticeServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """The program on a fresh data folder, and servers with a fresh population.

    Commands that are not to be killed run in this process, on the same keyring file.
    """
    servers.control("POST", "/reset")
    for terminal in (servers.terminal_id, servers.ach_terminal_id):
        servers.terminal(terminal, penny_rule=False)
    secrets = tmp_path / "keyring.json"
    monkeypatch.setenv(keyring_backend.FILE_VARIABLE, str(secrets))
    keyring.set_keyring(keyring_backend.FileKeyring())

    def set_stdin(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    made = CommandLine(servers, tmp_path / "data", secrets, set_stdin)
    made.connect()
    return made


def killed(program: CommandLine, words: list[str], step: str, nth: int = 1) -> None:
    """Run the program until it kills itself there."""
    command = [sys.executable, "-m", "tests.crash.program", "--json"]
    environment = {**program.environment(), "KILL_AT": step, "KILL_NTH": str(nth)}
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--data-dir", str(program.data_dir), *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=_LIMIT_S,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def plan_of_fifty(program: CommandLine) -> tuple[list[str], str]:
    """The words that choose exactly fifty documents, and their confirmation."""
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --preview").of("row")
    good = [row for row in rows if row["eligible"]][:ROWS]
    assert len(good) == ROWS
    numbers = ",".join(row["document"]["number"] for row in good)
    words = ["charge", period, f"--number={numbers}"]
    preview = program(f"charge {period} --number={numbers} --preview")
    return words, preview.last["confirm"]


def gateway_books(program: CommandLine) -> list[dict[str, Any]]:
    return list(program.practice.books_ippay()["transactions"])


@pytest.mark.parametrize("step", STEPS)
def test_one_charge(program, step):
    period = f"--period={program.practice.period}"
    rows = program(f"charge {period} --account=card --preview").of("row")
    document = next(row["document"] for row in rows if row["eligible"])
    killed(program, ["pay", "--invoice-id", str(document["id"]), "--yes"], step)
    was_cut_off = step not in {"before:intent", "after:journal:payment_verified"}
    waiting = program("attention")
    assert bool(waiting.of("attention")) is was_cut_off
    if was_cut_off:
        assert "reconcile" in waiting.stderr
    assert program("reconcile --wait 60").code == 0
    assert program("attention").of("attention") == []
    assert program("verify-journal").code == 0
    attempts = program("history").of("attempt")
    outcomes = [attempt["outcome"] for attempt in attempts]
    moved = [
        entry for entry in gateway_books(program) if entry["order_number"] == document["number"]
    ]
    if step in NOTHING_SENT:
        assert moved == []
        assert outcomes in ([], ["not_sent"])
    else:
        assert [entry["times_processed"] for entry in moved] == [1]
        assert outcomes in (["approved"], ["accepted"])
        assert attempts[0]["recorded"]
    assert_books_agree(program.practice)


@pytest.mark.parametrize("nth", [1, ROWS // 2, ROWS])
@pytest.mark.parametrize("step", STEPS)
def test_a_row_of_a_run(program, step, nth):
    words, confirmation = plan_of_fifty(program)
    killed(program, [*words, "--confirm", confirmation], step, nth)
    [run] = program("run list").of("run")
    resumed = program(f"run resume {run['run_id']}")
    assert resumed.code in {0, 3, 4}, resumed.events
    assert program("reconcile --wait 60").code == 0
    [shown] = program(f"run show {run['run_id']}").of("run")
    assert shown["state"] == "finished"
    # Only rows whose request had not left may be without a charge: at most one for each worker.
    assert shown["approved"] + shown["not_sent"] == ROWS
    assert shown["not_sent"] <= ChargingPolicy().concurrency
    charged = [entry for entry in gateway_books(program) if entry["type"] in {"SALE", "CHECK"}]
    assert len({entry["order_number"] for entry in charged}) == len(charged)
    assert len(charged) == shown["approved"]
    assert program("verify-journal").code == 0
    assert_books_agree(program.practice)
