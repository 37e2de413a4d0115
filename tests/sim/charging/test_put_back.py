"""What becomes of a run and its rows when something breaks around a charge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import SpendLimitError
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.settling import mark_left_behind
from tests.sim.charging.test_one_charge import debits, pay, unused


class FullDisk:
    """A journal that, for a while, cannot write down what became of a charge."""

    def __init__(self, journal: Any) -> None:
        self._journal = journal

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def apply(self, *_: Any) -> None:
        raise StorageError("The disk is full.")


def test_a_row_whose_request_may_have_left_is_not_one_that_waits(practice, workspace):
    row = unused(workspace)
    plan = PlanService(workspace).plan_rows((row,), AccountChoice.CARD, "one")
    run_id = RunService(workspace).create(plan).run_id
    full: Any = FullDisk(workspace.journal)
    with pytest.raises(StorageError, match="disk is full"):
        RunService(replace(workspace, journal=full)).execute(run_id, RunControl())
    service = RunService(workspace)
    [left] = service.results(run_id)
    assert left.row.state is RowState.STARTED
    assert len(debits(practice, row.document.ref.number)) == 1
    # With room on the disk it is asked about, and the row has the charge that it began.
    mark_left_behind(workspace)
    assert service.execute(run_id, RunControl()).state is RunState.FINISHED
    [done] = service.results(run_id)
    assert (done.row.state, done.attempt and done.attempt.state) == (
        RowState.DONE,
        AttemptState.RECORDED,
    )
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_run_goes_on_only_at_the_splynx_it_was_planned_for(workspace):
    plan = PlanService(workspace).plan_rows((unused(workspace),), AccountChoice.CARD, "one")
    run_id = RunService(workspace).create(plan).run_id
    elsewhere = replace(workspace.profile, splynx_url="https://other.example")
    with pytest.raises(InputError, match="another profile"):
        RunService(replace(workspace, profile=elsewhere)).execute(run_id, RunControl())
    assert workspace.journal.run(run_id).state is RunState.PLANNED


def test_a_run_stops_where_our_set_up_is_refused_three_times_in_a_row(practice, workspace):
    policy = replace(workspace.profile.policy, concurrency=1)
    station = replace(workspace, profile=replace(workspace.profile, policy=policy))
    rows = tuple(unused(station) for _ in range(5))
    service = RunService(station)
    run_id = service.create(PlanService(station).plan_rows(rows, AccountChoice.CARD, "five")).run_id
    practice.terminal(types=["ach"])
    try:
        run = service.execute(run_id, RunControl())
    finally:
        practice.terminal(types=["card", "ach", "tokenize"])
    states = [result.row.state for result in service.results(run_id)]
    assert states == [RowState.DONE] * 3 + [RowState.WAITING] * 2
    assert (run.state, "refused our set-up" in run.note) == (RunState.PAUSED, True)


def test_a_days_limit_holds_for_a_charge_by_itself(practice, workspace):
    """No run hands it out: the limit is looked at where the intent is committed, and only there."""
    row = unused(workspace)
    less = Money(row.document.due.minor - 1, workspace.currency)
    careful = replace(workspace, profile=replace(workspace.profile, max_day=less))
    with pytest.raises(SpendLimitError, match="of the day"):
        pay(careful, row)
    assert debits(practice, row.document.ref.number) == []
