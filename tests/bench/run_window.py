"""The window while it charges: a run with all its rows on screen."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.station import Access
from tests.bench.frame import Bench, Measured, figure
from tests.bench.window import at_station, longest_wait
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, practice_profile

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.bulk import Plan
    from ippay_desktop.domain.profile import ChargingPolicy
    from ippay_desktop.ui.widgets.workbench import Workbench

_CHARGES = 2_000
# As over the internet: with no latency at all, a run would be over before anybody looks.
_LATENCY_MS = 100
_WORKERS = 16


@figure(
    "run-stall",
    what="longest wait of the window's thread, during each second of a run of 16 workers on screen",
    unit="ms",
    floor="the same before it begins",
    reach="50 ms",
)
def run_stall(bench: Bench) -> Measured:
    charges = bench.size.of(_CHARGES)
    policy = replace(QUICK, concurrency=_WORKERS, max_unknowns=10_000, gateway_timeout_s=30)
    with PracticeServers(
        customers=charges + 50, invoices=charges * 8, seed=11, latency_ms=_LATENCY_MS
    ) as practice:
        for terminal in (practice.terminal_id, practice.ach_terminal_id):
            practice.terminal(terminal, penny_rule=False)
        folder = bench.folder / f"run-{os.getpid()}"
        station = _station(folder, practice, policy)
        wanted = DocumentFilter(
            kinds=frozenset({DocumentKind.INVOICE}), period=Period.parse("2000-01-01..2099-12-31")
        )
        plan = PlanService(station.open(None, Access.MONEY)).plan(wanted, AccountChoice.ANY)
        return at_station(station, lambda window: _watch(window, plan))


def _station(folder: Path, practice: PracticeServers, policy: ChargingPolicy) -> DesktopStation:
    folder.mkdir()
    station = DesktopStation(folder, secrets=MemorySecretStore())
    secret = SecretText(practice.splynx_api_secret)
    station.profiles.save(practice_profile(practice, policy), {"splynx_api_secret": secret})
    workspace = station.open(None, Access.MONEY)
    station.profiles.save(ConnectionService(workspace).confirmed_profile(accept_labels=True))
    return station


async def _watch(window: Workbench, plan: Plan) -> Measured:
    window.session.copy.stop()
    quiet = [await longest_wait(lambda: False) for _ in range(5)]
    window.plan()
    if not window.desk.start(plan, name="bench", canary=None):
        raise ValueError("the run was not started")
    waits = []
    while window.desk.is_going_on:
        waits.append(await longest_wait(lambda: not window.desk.is_going_on))
    progress = window.desk.progress
    done = 0 if progress is None else sum(one.attempt is not None for one in progress.results)
    return Measured(waits, quiet, {"charged": done, "rows": len(plan.rows)})
