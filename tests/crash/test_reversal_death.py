"""SIGKILL before and after each durable step of a void and a refund: back once, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.reversal import NOTHING_WENT_BACK_STATES, ReversalState
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversal_settling import mark_reversals_left_behind
from tests.crash.test_process_death import assert_killed, start_victim
from tests.sim.charging.test_one_charge import pay
from tests.sim.reversing.support import assert_told_truly, gone_back
from tests.support.practice import PracticeServers
from tests.support.workspaces import chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON = [
    "before:intent",
    "after:intent",
    "before:gateway",
    "after:gateway",
    "before:journal:answered_done",
    "after:journal:answered_done",
]
VOID_STEPS = [
    *COMMON,
    "before:journal:deletion_started",
    "after:journal:deletion_started",
    "before:deletion",
    "after:deletion",
    "before:journal:payment_gone",
    "after:journal:payment_gone",
]
REFUND_STEPS = [*COMMON, "before:journal:entry_needed", "after:journal:entry_needed"]
NOTHING_SENT = {"before:intent", "after:intent", "before:gateway"}
CASES = [("void", step) for step in VOID_STEPS] + [("refund", step) for step in REFUND_STEPS]


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=120, invoices=400, seed=29) as practice:
        practice.terminal(penny_rule=False)
        yield practice


_used: set[str] = set()


@pytest.mark.parametrize(("what", "step"), CASES)
def test_giving_back_killed_at_a_step(servers, tmp_path, what, step):
    data_dir = tmp_path / "station"
    with open_workspace(servers, data_dir) as workspace:
        row = next(one for one in chargeable(workspace) if one.document.ref.key not in _used)
        _used.add(row.document.ref.key)
        attempt = pay(workspace, row)
        assert attempt.state is AttemptState.RECORDED
    amount = {} if what == "void" else {"amount_minor": 100}
    assert_killed(start_victim(servers, data_dir, step=step, attempt_id=attempt.id, **amount))
    with open_workspace(servers, data_dir) as workspace:
        left = mark_reversals_left_behind(workspace)
        was_open = step not in {"before:intent"} and step in {*COMMON[1:5]}
        assert bool(left) is was_open
        assert_told_truly(servers, workspace, attempt)
        ReconcileService(workspace).reconcile(wait_s=5)
        assert_told_truly(servers, workspace, attempt)
        for reversal in workspace.journal.reversals.of(attempt.id):
            settle_by_hand_if_needed(workspace, reversal, went=gone_back(servers, attempt) > 0)
        assert_told_truly(servers, workspace, attempt)
        wanted = attempt.intent.amount.minor if what == "void" else 100
        assert gone_back(servers, attempt) == (0 if step in NOTHING_SENT else wanted)
        assert isinstance(workspace.journal, SqlJournal)
        assert workspace.journal.verify().is_sound
        if what == "void" and step not in NOTHING_SENT:
            assert not workspace.journal.attempt(attempt.id).is_recorded


def settle_by_hand_if_needed(workspace, reversal, *, went):
    """Of a void that never arrived no enquiry says so; everything else is settled by evidence."""
    if reversal.is_being_checked:
        assert reversal.operation == "void"
        assert not went
        decision = ReversalResolveService(workspace).resolve(
            reversal.id, Decision.NEVER_SENT, "not in IPpay's pages"
        )
        assert decision.state in NOTHING_WENT_BACK_STATES
    else:
        assert reversal.state is not ReversalState.INTENT
