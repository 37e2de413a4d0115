"""Two real processes on one ledger: one changes what is charged through, the other is at work."""

from __future__ import annotations

import threading

import pytest

from tests.sim.cli.driver import read_result
from tests.sim.ledger.test_program import connected, use_ledger
from tests.support import keyring_backend

# Each takes seconds at the gateway: more than the other process needs in all.
ROWS = 10


@pytest.mark.timeout(300)
def test_a_run_under_way_pauses_when_another_process_changes_the_terminal(
    practice, postgres, tmp_path, monkeypatch
):
    url = postgres.ledger_url()
    ann = connected(practice, tmp_path / "ann", monkeypatch)
    use_ledger(ann, postgres, url)
    assert ann("profile set practice --concurrency 1").code == 0
    period = f"--period={practice.period}"
    rows = [
        row for row in ann(f"charge {period} --account=card --preview").of("row") if row["eligible"]
    ]
    numbers = ",".join(row["document"]["number"] for row in rows[:ROWS])
    words = f"charge {period} --number={numbers}"
    confirm = ann(f"{words} --preview").last["confirm"]
    bob = connected(practice, tmp_path / "bob", monkeypatch)
    use_ledger(bob, postgres, url)
    assert bob("profile set practice --terminal-id OTHERTERMINAL").code == 0
    before = len(practice.books_ippay()["transactions"])
    slow = {"server": "ippay", "type": "SALE", "fault": "slow", "args": {"seconds": "3"}}
    practice.faults([slow])
    with ann.start(f"{words} --confirm {confirm}") as running:
        pause = threading.Event()
        while len(practice.books_ippay()["transactions"]) == before:
            assert running.poll() is None
            pause.wait(0.02)
        adopted = bob("verify-journal --adopt")
        assert adopted.code == 0, adopted.events
        practice.control("DELETE", "/faults")
        stdout, stderr = running.communicate(timeout=200)
    ended = read_result(running.returncode, stdout, stderr)
    done = ended.last["approved"]
    assert (ended.last["state"], ended.last["skipped"]) == ("paused", 0)
    assert 1 <= done < ROWS
    assert "OTHERTERMINAL" in ended.last["note"]
    assert "Write the same here" in ended.last["note"]
    assert len(practice.books_ippay()["transactions"]) == before + done
    # Its next start says the same; once a person has said that hers is right, the run goes on.
    monkeypatch.setenv(keyring_backend.FILE_VARIABLE, str(ann.keyring_file))
    resume = f"run resume {ended.last['run_id']}"
    assert "OTHERTERMINAL" in ann(resume).message
    assert ann("verify-journal --adopt").code == 0
    assert ann(resume).last["state"] == "finished"
    assert practice.audit()["double_charged"] == []
