"""A run's figures: what a charge costs us, and how near a run comes to what its answers allow."""

from __future__ import annotations

import gc
import os
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import requests

from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.planning import PlanService
from tests.bench.frame import Bench, Measured, figure
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ippay_desktop.adapters.transport import WireRequest, WireResponse
    from ippay_desktop.domain.bulk import Plan
    from ippay_desktop.services.workspace import Workspace

_WORKERS = 16
_GATEWAY_S, _SPLYNX_S = 0.3, 0.1
# Each long enough that its beginning, with cold caches and new connections, is a small part of it.
_PARTS = 4


class Requests:
    """Notes what leaves, and lets each answer take as long as one over the internet."""

    def __init__(self, *, gateway_s: float = 0.0, splynx_s: float = 0.0) -> None:
        self.seconds = 0.0
        self.sent: list[WireRequest] = []
        self._delays = {"ippay": gateway_s, "splynx": splynx_s}
        self._real = Transport.send

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Stand in front of every transport."""

        def send(transport: Transport, request: WireRequest) -> WireResponse:
            self.sent.append(request)
            delay = self._delays["splynx" if "/api/2.0/" in request.url else "ippay"]
            self.seconds += delay
            _pause(delay)
            return self._real(transport, request)

        with mock.patch.object(Transport, "send", send):
            yield


def _pause(seconds: float) -> None:
    if seconds:
        threading.Event().wait(seconds)


@contextmanager
def _ready(bench: Bench, charges: int, workers: int) -> Iterator[tuple[Workspace, Plan]]:
    """A workspace on practice servers, and a plan with at least so many charges."""
    policy = replace(QUICK, concurrency=workers, max_unknowns=10_000, gateway_timeout_s=30)
    with PracticeServers(customers=charges + 50, invoices=charges * 8, seed=11) as practice:
        for terminal in (practice.terminal_id, practice.ach_terminal_id):
            practice.terminal(terminal, penny_rule=False)
        with open_workspace(practice, bench.folder / str(os.getpid()), policy) as workspace:
            wanted = DocumentFilter(
                kinds=frozenset({DocumentKind.INVOICE}),
                period=Period.parse("2000-01-01..2099-12-31"),
            )
            plan = PlanService(workspace).plan(wanted, AccountChoice.ANY)
            if len(plan.eligible) < charges:
                raise ValueError(f"only {len(plan.eligible)} documents can be charged")
            yield workspace, plan


def _parts(plan: Plan, charges: int, parts: int) -> Iterator[Plan]:
    """The plan's first rows in plans of equal length."""
    each = charges // parts
    for start in range(0, each * parts, each):
        kept = {row.document.key for row in plan.eligible[start : start + each]}
        yield plan.without(
            frozenset(row.document.key for row in plan.eligible if row.document.key not in kept)
        )


def _run(workspace: Workspace, plan: Plan) -> int:
    """Charge a plan; how many rows were charged and recorded."""
    runs = RunService(workspace)
    run = runs.create(plan)
    # As the command line does, and the window.
    gc.freeze()
    done = runs.execute(run.run_id, RunControl())
    if done.note:
        raise ValueError(done.note)
    return sum(result.attempt is not None for result in runs.results(run.run_id))


@figure(
    "charge-cpu",
    what="our processor time per charge of a run of 16 workers, servers without latency",
    unit="ms",
    floor="a bare requests loop sending the same requests",
    reach="6 ms",
)
def charge_cpu(bench: Bench) -> Measured:
    charges = bench.size.of(2000)
    values, floor = [], []
    notes: dict[str, Any] = {"charges": charges}
    with _ready(bench, charges, _WORKERS) as (workspace, plan):
        sent: list[tuple[int, list[WireRequest]]] = []
        for part in _parts(plan, charges, _PARTS):
            wire = Requests()
            with wire.watched():
                begun = time.process_time()
                charged = _run(workspace, part)
                values.append((time.process_time() - begun) / charged * 1000)
            sent.append((charged, wire.sent))
            notes["requests per charge"] = round(len(wire.sent) / charged, 1)
        # Afterwards: a payment that is sent again settles what a later part would have charged.
        for charged, requests_of_part in sent:
            floor.append(bare(requests_of_part, time.process_time) / charged * 1000)
    return Measured(values, floor, notes)


def bare(sent: list[WireRequest], clock: Callable[[], float]) -> float:
    """Seconds by `clock` of the plainest loop that sends the same, and reads each answer."""
    with requests.Session() as session:
        session.trust_env = False
        begun = clock()
        for request in sent:
            headers = dict(request.headers)
            if request.fresh_connection:
                headers["Connection"] = "close"
            session.request(
                request.method, request.url, headers=headers, data=request.body, timeout=30
            )
        return clock() - begun


@figure(
    "run-speed",
    what="a run with 16 workers, gateway 300 ms and Splynx 100 ms a call",
    unit="1/s",
    floor="workers over the sum of latencies of the calls made",
    reach="0.95 of the floor",
)
def run_speed(bench: Bench) -> Measured:
    charges = bench.size.of(2000)
    with _ready(bench, charges, _WORKERS) as (workspace, plan):
        wire = Requests(gateway_s=_GATEWAY_S, splynx_s=_SPLYNX_S)
        with wire.watched():
            (part,) = _parts(plan, charges, 1)
            begun, used = time.perf_counter(), time.process_time()
            charged = _run(workspace, part)
            seconds = time.perf_counter() - begun
            used = time.process_time() - used
    notes = {
        "charges": charged,
        "requests per charge": round(len(wire.sent) / charged, 1),
        "cpu ms per charge": round(used / charged * 1000, 2),
    }
    return Measured([charged / seconds], [charged * _WORKERS / wire.seconds], notes)
