"""A process that charges and kills itself at a named step, as a power cut would.

Started by the tests with one JSON object on its command line; it never returns normally when the
named step is reached.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.identifiers import AttemptId, DocumentId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reversing import ReversalService
from tests.support.workspaces import QUICK, open_workspace

if TYPE_CHECKING:
    from ippay_desktop.services.workspace import Workspace


class Killer:
    """Counts how often a step is reached, and dies the n-th time."""

    def __init__(self, step: str, nth: int) -> None:
        self._step = step
        self._left = nth

    def is_about(self, step: str) -> bool:
        """Whether it dies before or after this one."""
        return self._step.partition(":")[2] == step

    def reach(self, step: str) -> None:
        if step != self._step:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """Passes every call on to a port, and tells the killer before and after those that count."""

    def __init__(self, port: Any, killer: Killer, names: dict[str, str]) -> None:
        self._port = port
        self._killer = killer
        self._names = names

    def __getattr__(self, name: str) -> Any:
        target = getattr(self._port, name)
        if name not in self._names:
            return target

        def call(*args: Any, **kwargs: Any) -> Any:
            step = self._names[name]
            if name == "apply":
                step = f"{step}:{args[1].event}"
            self._killer.reach(f"before:{step}")
            result = target(*args, **kwargs)
            self._killer.reach(f"after:{step}")
            return result

        return call


class WatchedJournal(Watched):
    """The same, with the record of reversals watched too."""

    @property
    def reversals(self) -> Watched:
        names = {"add": "intent", "apply": "journal"}
        return Watched(self._port.reversals, self._killer, names)


def watched(workspace: Workspace, killer: Killer) -> Workspace:
    return replace(
        workspace,
        journal=WatchedJournal(
            workspace.journal,
            killer,
            {"add_intent": "intent", "apply": "journal", "set_row": "row", "set_run_state": "run"},
        ),
        gateway=Watched(workspace.gateway, killer, {"charge": "gateway", "give_back": "gateway"}),
        billing=Watched(
            workspace.billing, killer, {"record_payment": "payment", "delete_payment": "deletion"}
        ),
    )


def give_back(workspace: Workspace, attempt_id: str, amount_minor: int | None) -> None:
    service, attempt = ReversalService(workspace), AttemptId(attempt_id)
    if amount_minor is None:
        service.carry_out(service.prepare_void(attempt, keep_payment=False))
    else:
        amount = Money(amount_minor, workspace.currency)
        service.carry_out(service.prepare_refund(attempt, amount))


def charge_one(workspace: Workspace, document_id: int, account: str) -> None:
    service = ChargeService(workspace)
    document = workspace.billing.document(DocumentKind.INVOICE, DocumentId(document_id))
    service.charge(service.prepare_document(document, AccountChoice(account), None))


def charge_period(workspace: Workspace, period: str) -> None:
    wanted = DocumentFilter(period=Period.parse(period))
    plan = PlanService(workspace).plan(wanted, AccountChoice.ANY)
    service = RunService(workspace)
    service.execute(service.create(plan).run_id, RunControl())


def main() -> None:
    task = json.loads(sys.argv[1])
    practice: Any = SimpleNamespace(**task["practice"])
    policy = replace(QUICK, concurrency=1, gateway_timeout_s=30)
    with open_workspace(practice, Path(task["data_dir"]), policy) as workspace:
        victim = watched(workspace, Killer(task["step"], task.get("nth", 1)))
        if "attempt_id" in task:
            give_back(victim, task["attempt_id"], task.get("amount_minor"))
        elif "document_id" in task:
            charge_one(victim, task["document_id"], task.get("account", "card"))
        else:
            charge_period(victim, task["period"])


if __name__ == "__main__":
    main()
