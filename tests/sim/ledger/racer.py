"""A station in a process of its own: it plans, waits for the word, charges, and tells what it did.

Started with one JSON object on its command line. It prints a line when it is ready, goes on when a
line comes in, prints a line for each row, and at the end one with everything.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal import SqlJournal, open_ledger
from ippay_desktop.adapters.journal.postgres import server_clock
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RowResult, RunControl
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.settling import mark_left_behind
from tests.support.workspaces import QUICK, open_workspace

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.workspace import Workspace

_POLICY = replace(
    QUICK,
    concurrency=3,
    gateway_timeout_s=10,
    max_unknowns=10_000,
    # Long enough for a request of another station that is still on its way.
    enquiry_delays_s=(0.2,),
    not_found_hold_s=3,
    recording_delays_s=(0.3, 0.3),
)


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201  # to the test that started us


def told(result: RowResult) -> dict[str, object]:
    return {
        "document": result.row.document.key,
        "number": result.row.document.number,
        "row": result.row.state,
        "reason": result.row.reason,
        "state": result.attempt.state if result.attempt else None,
    }


def ledger(task: dict[str, Any]) -> SqlJournal | None:
    if task["ledger"] is None:
        return None

    def time(connection: Connection) -> datetime:
        return server_clock(connection) + timedelta(seconds=task.get("ahead_s", 0))

    return open_ledger(
        task["ledger"],
        SecretText(task["password"]),
        clock=SystemClock(),
        station=task["station"],
        who=f"ann at {task['station']}",
        server_time=time,
    )


def plan(workspace: Workspace, task: dict[str, Any]) -> RunId:
    """Freeze the period, without one document each: the same plan twice would be refused."""
    wanted = DocumentFilter(
        kinds=frozenset({DocumentKind.INVOICE}), period=Period.parse(task["practice"]["period"])
    )
    made = PlanService(workspace).plan(wanted, AccountChoice.ANY)
    left_out = made.eligible[task["leaves_out"]].document.key
    run = RunService(workspace).create(made.without(frozenset({left_out})))
    return run.run_id


def charge(workspace: Workspace, run_id: RunId) -> None:
    RunService(workspace).execute(
        run_id, RunControl(), lambda result: say(event="row", **told(result))
    )


def take_over(workspace: Workspace) -> None:
    """Go on with every run that a dead station left, and settle everything."""
    for run in workspace.journal.runs():
        if run.state not in {RunState.FINISHED, RunState.STOPPED}:
            charge(workspace, run.run_id)


def main() -> None:
    task = json.loads(sys.argv[1])
    practice: Any = SimpleNamespace(**task["practice"])
    folder = Path(task["folder"])
    with open_workspace(
        practice, folder, _POLICY, station=task["station"], journal=ledger(task)
    ) as workspace:
        left = mark_left_behind(workspace)
        if task.get("takes_over"):
            take_over(workspace)
        else:
            run_id = plan(workspace, task)
            say(event="ready", run=run_id)
            sys.stdin.readline()
            charge(workspace, run_id)
        done = ReconcileService(workspace).reconcile(wait_s=task.get("wait_s", 30))
        assert isinstance(workspace.journal, SqlJournal)
        say(
            event="done",
            left_behind=len(left),
            waiting=[f"{one.state}: {one.reason}" for one in (*done.waiting, *done.for_a_person)],
            problem=workspace.journal.verify().problem,
        )


if __name__ == "__main__":
    main()
