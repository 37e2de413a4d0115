"""Commands as processes: interrupted, killed, two at a time, on a full disk, without a reader."""

import fcntl
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import keyring
import pytest

from tests.sim.cli.driver import ROOT, CommandLine, read_result
from tests.sim.cli.samples import unused
from tests.support.keyring_backend import FILE_VARIABLE, FileKeyring
from tests.support.practice import PracticeServers

EVERYTHING = "charge --period 2020-01-01..2027-12-31 --account card"
SLOW_SALE = {"server": "ippay", "type": "SALE", "fault": "slow", "args": {"seconds": "1.5"}}


@pytest.fixture
def cli(bare: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Processes of their own need a keyring that outlives them; this process uses it, too."""
    monkeypatch.setenv(FILE_VARIABLE, str(bare.keyring_file))
    keyring.set_keyring(FileKeyring())
    bare.connect(as_process=True)
    return bare


def wait_until(condition: Callable[[], object], what: str) -> None:
    limit = time.monotonic() + 30
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < limit, what
        pause.wait(0.05)


def approved_in_runs(cli: CommandLine) -> int:
    return sum(run["approved"] for run in cli("run list").of("run"))


def received(practice: PracticeServers) -> int:
    return int(practice.requests_since(10**9)["counters"]["ippay.requests"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_finishes_what_is_under_way(
    cli: CommandLine, practice: PracticeServers, number: signal.Signals
) -> None:
    confirm = cli.process(f"{EVERYTHING} --preview").last["confirm"]
    practice.faults([SLOW_SALE])
    mark = cli.mark()
    with cli.start(f"{EVERYTHING} --confirm {confirm}") as process:
        wait_until(lambda: cli.sent(mark), "a charge under way")
        process.send_signal(number)
        process.send_signal(number)
        result = read_result(0, *process.communicate(timeout=60))
    practice.faults([])
    assert process.returncode == 5, result.events
    assert result.last["event"] == "summary"
    attempts = result.of("attempt")
    assert 0 < len(attempts) < int(confirm.partition(":")[0])
    assert len(attempts) == len(cli.sent(mark))
    assert all(one["recorded"] or one["outcome"] == "declined" for one in attempts)
    assert "Stopping" in result.stderr
    assert cli.process(f"run cancel {result.last['run_id']}").code == 0


def test_a_killed_charge_is_told_of_and_repaired(
    cli: CommandLine, practice: PracticeServers
) -> None:
    document = unused(cli)["document"]["id"]
    practice.faults([SLOW_SALE])
    mark, before = cli.mark(), received(practice)
    with cli.start(f"pay --invoice-id {document} --yes") as process:
        # The log has a request when it is answered; the counter, when it arrives.
        wait_until(lambda: received(practice) > before, "the charge")
        process.kill()
    practice.faults([])
    for words in ("attention", "history"):
        looked = cli.process(words)
        assert "1 charge was left on its way" in looked.stderr
    again = cli.process(f"pay --invoice-id {document} --yes")
    assert again.code == 2
    repaired = cli.process("reconcile --wait 30")
    assert repaired.code == 0, repaired.events
    assert repaired.of("attempt")[0]["document"]["id"] == document
    assert cli.process("attention").last["count"] == 0
    assert len(cli.sent(mark)) == 1


def test_a_killed_run_is_resumed_and_nothing_is_charged_twice(
    cli: CommandLine, practice: PracticeServers
) -> None:
    words = f"{EVERYTHING} --due >20 --customer " + ",".join(map(str, range(1, 60)))
    confirm = cli(f"{words} --preview").last["confirm"]
    practice.faults([{**SLOW_SALE, "args": {"seconds": "0.3"}}])
    with cli.start(f"{words} --confirm {confirm}") as process:
        # By the run's own count: an attempt that is in Splynx may not be read back yet.
        wait_until(lambda: approved_in_runs(cli) > 1, "a few charges")
        process.kill()
    practice.faults([])
    run = cli("run list").of("run")[0]
    assert 0 < run["approved"] + run["declined"] < run["planned"]
    repaired = cli.process("reconcile --wait 30")
    assert repaired.code == 0
    said = "left on" in repaired.stderr or "not settled" in repaired.stderr
    assert said or not repaired.of("attempt")
    assert cli("run list").of("run")[0]["state"] == "paused"
    resumed = cli.process(f"run resume {run['run_id']}")
    assert resumed.code in {0, 3}, resumed.events[-1]
    assert cli("run list").of("run")[0]["state"] == "finished"
    audit = practice.audit()
    assert audit["double_charged"] == audit["recorded_twice"] == []
    assert audit["charged_not_recorded"] == []


def test_a_second_copy_on_one_data_folder_is_refused(cli: CommandLine) -> None:
    document, mark = unused(cli)["document"]["id"], cli.mark()
    with (cli.data_dir / "station.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for words in (f"pay --invoice-id {document} --yes", "reconcile"):
            second = cli.process(words)
            assert (second.code, second.last["kind"]) == (2, "input")
            assert "Another copy" in second.message
        # Looking stays possible.
        assert cli.process("history").code == 0
        assert cli.process("invoices --status overdue").code == 0
    assert cli.sent(mark) == []


def test_a_full_disk_sends_nothing(cli: CommandLine) -> None:
    document, mark = unused(cli)["document"]["id"], cli.mark()

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    refused = cli.process(f"pay --invoice-id {document} --yes", preexec_fn=no_room)
    assert (refused.code, refused.last["kind"]) == (1, "storage"), refused.events
    assert refused.last["money_taken"] == "no"
    assert "disk" in refused.message
    assert cli.sent(mark) == []
    assert cli.process(f"pay --invoice-id {document} --yes").code == 0


def test_a_reader_that_leaves_stops_no_charge(cli: CommandLine) -> None:
    document = unused(cli)["document"]["id"]
    with cli.start(f"pay --invoice-id {document} --yes") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.close()
        process.stdin.close()
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    found = cli.process("history").of("attempt")
    assert [one["recorded"] for one in found] == [True]


@pytest.mark.parametrize(
    ("streams", "code", "said"),
    [
        ("<&- >&- 2>&-", 0, ""),
        (">&-", 0, ""),
        (">/dev/full", 1, "Not all of the output could be written"),
        (">/dev/full 2>&1", 1, ""),
    ],
)
def test_streams_that_take_nothing(bare: CommandLine, streams: str, code: int, said: str) -> None:
    """A service manager may close them; then the journal must not get their numbers."""
    words = [sys.executable, "-m", "ippay_desktop", "--data-dir", str(bare.data_dir)]
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *words, "profile", "list"],
        cwd=ROOT,
        env=bare.environment(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith(said)
    assert bool(done.stderr) is bool(said)


def test_without_a_keyring_nothing_is_kept(bare: CommandLine) -> None:
    environment = {**bare.environment(), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    words = ["--json", "--data-dir", str(bare.data_dir), *bare.profile_words().split()]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ippay_desktop", *words],
        cwd=ROOT,
        env=environment,
        input=bare.secrets_text(),
        capture_output=True,
        text=True,
        check=False,
    )
    result = read_result(done.returncode, done.stdout, done.stderr)
    assert (result.code, result.last["kind"]) == (2, "storage")
    assert bare("profile list").last["count"] == 0
