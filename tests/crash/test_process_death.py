"""SIGKILL before and after each durable step: nothing twice, nothing lost, and it is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.settling import mark_left_behind
from ippay_desktop.services.tally import tally_run
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.services.documents import DocumentRow

_ROOT = Path(__file__).resolve().parents[2]
_LIMIT_S = 60

STEPS = [
    "before:intent",
    "after:intent",
    "before:gateway",
    "after:gateway",
    "before:journal:answered_approved",
    "after:journal:answered_approved",
    "before:journal:posting_started",
    "after:journal:posting_started",
    "before:payment",
    "after:payment",
    "before:journal:payment_posted",
    "after:journal:payment_posted",
    "before:journal:payment_verified",
    "after:journal:payment_verified",
]
NOTHING_SENT = {"before:intent", "after:intent", "before:gateway"}


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=160, invoices=640, seed=23) as practice:
        practice.terminal(penny_rule=False)
        practice.terminal(practice.ach_terminal_id, penny_rule=False)
        yield practice


@pytest.fixture
def practice(servers: PracticeServers) -> Iterator[PracticeServers]:
    yield servers
    servers.control("DELETE", "/faults")


def start_victim(practice: PracticeServers, data_dir: Path, **task: Any) -> subprocess.Popen[bytes]:
    words = {"practice": practice.announcement, "data_dir": str(data_dir), **task}
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.crash.victim", json.dumps(words)], cwd=_ROOT
    )


def assert_killed(victim: subprocess.Popen[bytes]) -> None:
    assert victim.wait(_LIMIT_S) == -signal.SIGKILL


def some_row(
    practice: PracticeServers, folder: Path, instrument: InstrumentKind = InstrumentKind.CARD
) -> DocumentRow:
    with open_workspace(practice, folder) as workspace:
        return chargeable(workspace, instrument=instrument)[0]


def money_moves(practice: PracticeServers, number: str | None) -> list[int]:
    """Amounts the gateway took for one order number, by its own books."""
    return [
        entry["amount_minor"]
        for entry in practice.books_ippay()["transactions"]
        if entry["order_number"] == number
        and entry["status"] in {"CAPTURED", "SETTLED", "QUEUED", "ACH_SETTLED"}
    ]


def assert_books_agree(practice: PracticeServers) -> None:
    audit = practice.audit()
    for finding in (
        "double_charged",
        "charged_not_recorded",
        "recorded_twice",
        "recorded_not_charged",
    ):
        assert audit[finding] == [], finding


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("instrument", InstrumentKind)
def test_one_charge_killed_at_a_step(practice, tmp_path, step, instrument):
    row = some_row(practice, tmp_path / "look", instrument)
    data_dir = tmp_path / "station"
    victim = start_victim(
        practice, data_dir, step=step, document_id=row.document.ref.id, account=str(instrument)
    )
    assert_killed(victim)
    with open_workspace(practice, data_dir) as workspace:
        left = mark_left_behind(workspace)
        waiting = AttentionService(workspace).open_attempts()
        was_cut_off = step not in {"before:intent", "after:journal:payment_verified"}
        assert bool(waiting) is was_cut_off
        assert all(attempt in waiting for attempt in left)
        done = ReconcileService(workspace).reconcile(wait_s=20)
        assert (done.waiting, done.for_a_person) == ((), ())
        attempts = workspace.journal.attempts(AttemptFilter(document_key=row.document.ref.key))
        moves = money_moves(practice, row.document.ref.number)
        if step in NOTHING_SENT:
            assert moves == []
            assert [attempt.state for attempt in attempts] in ([], [AttemptState.NOT_SENT])
        else:
            assert moves == [row.document.due.minor]
            assert [attempt.state for attempt in attempts] == [AttemptState.RECORDED]
        assert isinstance(workspace.journal, SqlJournal)
        assert workspace.journal.verify().is_sound
    assert_books_agree(practice)


def test_killed_while_the_gateway_has_the_request(practice, tmp_path):
    row = some_row(practice, tmp_path / "look")
    practice.faults(
        [
            {
                "server": "ippay",
                "type": "SALE",
                "fault": "slow",
                "times": 1,
                "args": {"seconds": "3"},
            }
        ]
    )
    data_dir = tmp_path / "station"
    victim = start_victim(practice, data_dir, step="never", document_id=row.document.ref.id)
    pause = threading.Event()
    while not money_moves(practice, row.document.ref.number):
        assert victim.poll() is None
        pause.wait(0.02)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait(_LIMIT_S)
    # The gateway knows nothing of it while it works on it: "not found" must not free the document.
    patient = replace(QUICK, enquiry_delays_s=(0.3,), not_found_hold_s=_LIMIT_S)
    with open_workspace(practice, data_dir, patient) as workspace:
        [left] = mark_left_behind(workspace)
        ReconcileService(workspace).reconcile(wait_s=_LIMIT_S)
        assert workspace.journal.attempt(left.id).state is AttemptState.RECORDED
        assert money_moves(practice, row.document.ref.number) == [row.document.due.minor]
    assert_books_agree(practice)


@pytest.fixture(scope="module")
def small_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=24, invoices=96, seed=29) as practice:
        yield practice


@pytest.mark.parametrize("nth", [1, 4, 8])
@pytest.mark.parametrize(
    "step",
    [
        "after:intent",
        "after:gateway",
        "after:journal:posting_started",
        "after:payment",
        "before:row",
        "after:row",
    ],
)
def test_a_run_killed_at_a_row_goes_on_where_it_was(small_servers, tmp_path, step, nth):
    practice = small_servers
    practice.control("POST", "/reset")
    practice.terminal(penny_rule=False)
    practice.terminal(practice.ach_terminal_id, penny_rule=False)
    data_dir = tmp_path / "station"
    victim = start_victim(practice, data_dir, step=step, nth=nth, period=practice.period)
    assert_killed(victim)
    with open_workspace(practice, data_dir) as workspace:
        mark_left_behind(workspace)
        [run] = workspace.journal.runs()
        assert run.state is RunState.RUNNING
        service = RunService(workspace)
        run = service.execute(run.run_id, RunControl())
        assert run.state is RunState.FINISHED
        ReconcileService(workspace).reconcile(wait_s=20)
        results = service.results(run.run_id)
        assert all(result.row.state is RowState.DONE for result in results)
        counts = tally_run(run, results, RecordBank.ACCEPTED)
        # Cut off before its request left, a row is provably not sent, and only such a row.
        assert counts.approved + counts.not_sent == counts.planned
        assert counts.not_sent == (1 if step == "after:intent" else 0)
    assert_books_agree(practice)
