"""The preview's figure: how long a period's plan takes beyond what the server needs for it."""

from __future__ import annotations

import time
from typing import Any

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.services.planning import PlanService
from tests.bench.charging import Requests, bare
from tests.bench.frame import Bench, Measured, figure
from tests.support.practice import PracticeServers
from tests.support.workspaces import open_workspace

# Of so many, 10,444 documents are open: what a provider charges in a month.
_CUSTOMERS, _INVOICES = 9_000, 60_000
_ROUNDS = 3


@figure(
    "preview",
    what="a plan of all open documents, some 10,000, from the first request to the last judgement",
    unit="s",
    floor="a bare requests loop sending the same requests, one after the other",
    reach="1 s + floor",
)
def preview(bench: Bench) -> Measured:
    wanted = DocumentFilter(
        kinds=frozenset({DocumentKind.INVOICE}), period=Period.parse("2000-01-01..2099-12-31")
    )
    values, floor = [], []
    notes: dict[str, Any] = {}
    customers, invoices = bench.size.of(_CUSTOMERS), bench.size.of(_INVOICES)
    with (
        PracticeServers(customers=customers, invoices=invoices, seed=11) as practice,
        open_workspace(practice, bench.folder / "preview") as workspace,
    ):
        plans = PlanService(workspace)
        for _ in range(_ROUNDS):
            wire = Requests()
            with wire.watched():
                begun, used = time.perf_counter(), time.process_time()
                plan = plans.plan(wanted, AccountChoice.ANY)
                values.append(time.perf_counter() - begun)
                used = time.process_time() - used
            notes = {
                "documents": len(plan.rows),
                "requests": len(wire.sent),
                "cpu s": round(used, 2),
            }
            floor.append(bare(wire.sent, time.perf_counter))
    return Measured(values, floor, notes)
