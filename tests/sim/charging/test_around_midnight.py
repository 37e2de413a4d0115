"""At 23:59 of its day Splynx charges by itself: a run is not under way then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.profile import Mode
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.planning import PlanService
from tests.sim.charging.test_one_charge import unused
from tests.support.workspaces import QUICK, MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.bulk import Plan
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

ROWS = 20


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def live(practice: PracticeServers, tmp_path: Path, clock: MovableClock) -> Iterator[Workspace]:
    """Practice servers have no automatic charges, so the profile says that it is a real one."""
    policy = replace(QUICK, concurrency=1)
    with open_workspace(practice, tmp_path / "a", policy, clock=clock) as opened:
        yield replace(opened, profile=replace(opened.profile, mode=Mode.LIVE))


def wait_until(clock: MovableClock, live: Workspace, hour: int, minute: int) -> None:
    here = clock.now().astimezone(ZoneInfo(live.profile.splynx_timezone))
    then = here.replace(hour=hour, minute=minute, second=0)
    clock.ahead += (then if then > here else then + timedelta(days=1)) - here


def planned(live: Workspace, rows: int) -> Plan:
    chosen = [unused(live) for _ in range(rows)] if rows < ROWS else chargeable(live)[:ROWS]
    return PlanService(live).plan_rows(tuple(chosen), AccountChoice.CARD, "some")


@pytest.mark.parametrize(
    ("hour", "minute", "rows", "may_begin"),
    [
        (12, 0, 1, True),
        (23, 29, 1, True),
        # It would take more than a minute.
        (23, 29, ROWS, False),
        (23, 30, 1, False),
        (0, 29, 1, False),
        (0, 30, 1, True),
    ],
)
def test_no_run_begins_that_would_be_under_way_then(  # noqa: PLR0913, PLR0917
    live, clock, hour, minute, rows, may_begin
):
    plan = planned(live, rows)
    wait_until(clock, live, hour, minute)
    service = RunService(live)
    if not may_begin:
        with pytest.raises(InputError, match="around 23:59"):
            service.create(plan)
        assert live.journal.runs() == ()
    # They are off, says whoever starts it so.
    assert service.create(plan, around_midnight=not may_begin).state is RunState.PLANNED


def test_no_run_goes_on_then(live, clock):
    service, control = RunService(live), RunControl()
    wait_until(clock, live, 12, 0)
    run_id = service.create(planned(live, 2)).run_id
    paused = service.execute(run_id, control, lambda _: control.pause())
    assert paused.state is RunState.PAUSED
    wait_until(clock, live, 23, 40)
    with pytest.raises(InputError, match="around 23:59"):
        service.execute(run_id, RunControl())
    assert live.journal.run(run_id).state is RunState.PAUSED
    done = service.execute(run_id, RunControl(), around_midnight=True)
    assert done.state is RunState.FINISHED
