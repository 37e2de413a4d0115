"""The copy's figures over the network: a first fill, a later renewal, the window meanwhile."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from zoneinfo import ZoneInfo

import requests

from ippay_desktop.adapters.mirror import MirrorWriter, open_copy
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.synchronising import Depth, Synchroniser
from tests.bench import copies
from tests.bench.frame import Bench, Measured, figure
from tests.bench.window import longest_wait, on_window
from tests.support.practice import PracticeServers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ippay_desktop.adapters.transport import WireRequest, WireResponse
    from ippay_desktop.ui.widgets.workbench import Workbench

# The server's pages cost the same however many there are; a tenth of the copy's size is enough.
_CUSTOMERS, _INVOICES = 10_000, 100_000
_CHANGES = 1_000
_CALLERS = 2


class _Renewals:
    """A practice Splynx, a copy of it, and what was asked."""

    def __init__(self, bench: Bench, held: ExitStack) -> None:
        customers, invoices = bench.size.of(_CUSTOMERS), bench.size.of(_INVOICES)
        self.practice = held.enter_context(
            PracticeServers(customers=customers, invoices=invoices, seed=5)
        )
        folder = held.enter_context(tempfile.TemporaryDirectory(dir=bench.folder))
        transport = Transport(
            user_agent="bench", read_timeout_s=60, origins=[self.practice.splynx_url]
        )
        held.callback(transport.close)
        client = SplynxClient(
            base_url=self.practice.splynx_url,
            api_key=self.practice.splynx_api_key,
            api_secret=SecretText(self.practice.splynx_api_secret),
            currency="USD",
            transport=transport,
            clock=SystemClock(),
        )
        self._source = client.changes(ZoneInfo(self.practice.splynx_timezone))
        opened = open_copy(Path(folder), copies.PROFILE, copies.store())
        held.callback(opened.close)
        self._writer = MirrorWriter(opened.connections)
        held.callback(self._writer.close)
        self.build_s = 0.0

    def renew(self, depth: Depth) -> tuple[int, float]:
        """Rows read, and the seconds that took without the building of indexes."""
        real = self._writer.complete

        def complete() -> None:
            began = time.perf_counter()
            real()
            self.build_s += time.perf_counter() - began

        self.build_s = 0.0
        with mock.patch.object(self._writer, "complete", complete):
            began = time.perf_counter()
            result = Synchroniser(self._source, self._writer, SystemClock()).run(depth)
            took = time.perf_counter() - began
        return result.read, took - self.build_s

    def change(self, turn: int) -> None:
        """Let invoices change at Splynx, marked as it marks them."""
        today = f"{SystemClock().now():%Y-%m-%d}"
        path = self.practice.state / "data" / "splynx.db"
        with closing(sqlite3.connect(path, timeout=30)) as books, books:
            books.execute(
                "UPDATE invoices SET total = ?1, due = ?1, status = 'not_paid', date_updated = ?2 "
                "WHERE id IN (SELECT id FROM invoices ORDER BY id LIMIT ?3)",
                ((turn + 1) * 10_000, today, _CHANGES),
            )


@contextmanager
def _asked() -> Iterator[list[WireRequest]]:
    """Note what is asked of Splynx."""
    noted: list[WireRequest] = []
    real = Transport.send

    def send(transport: Transport, request: WireRequest) -> WireResponse:
        noted.append(request)
        return real(transport, request)

    with mock.patch.object(Transport, "send", send):
        yield noted


def _bare_s(asked: Sequence[WireRequest]) -> float:
    """Seconds that the server takes for the same, when its answers are thrown away."""
    reads = [one for one in asked if one.method == "GET"]

    def ask(own: Sequence[WireRequest]) -> None:
        with requests.Session() as session:
            session.trust_env = False
            for one in own:
                session.get(one.url, headers=dict(one.headers), timeout=60)

    with ThreadPoolExecutor(_CALLERS) as pool:
        began = time.perf_counter()
        list(pool.map(ask, [reads[number::_CALLERS] for number in range(_CALLERS)]))
        return time.perf_counter() - began


@figure(
    "sync-fill",
    what="rows of a first fill from the practice servers, read and written, before indexes",
    unit="rows/s",
    floor="the same requests from two bare callers, answers thrown away",
    reach="0.8 of the floor",
)
def sync_fill(bench: Bench) -> Measured:
    with ExitStack() as held:
        renewals = _Renewals(bench, held)
        used = time.process_time()
        with _asked() as asked:
            read, took = renewals.renew(Depth.OPEN)
        used = time.process_time() - used
        floor = read / _bare_s(asked)
        notes = {
            "rows": read,
            "requests": len(asked),
            "build_s": renewals.build_s,
            "cpu us per row": round(used / read * 1e6, 1),
        }
        return Measured([read / took], [floor], notes)


@figure(
    "sync-later",
    what="a later renewal after 1,000 changes",
    unit="s",
    floor="the same requests from two bare callers, answers thrown away",
    reach="2 s more than the floor",
)
def sync_later(bench: Bench) -> Measured:
    with ExitStack() as held:
        renewals = _Renewals(bench, held)
        renewals.renew(Depth.OPEN)
        values, floor, read = [], [], 0
        for turn in range(5):
            renewals.change(turn)
            with _asked() as asked:
                read, took = renewals.renew(Depth.CHANGES)
            values.append(took)
            floor.append(_bare_s(asked))
        return Measured(values, floor, {"changes": _CHANGES, "read": read})


@figure(
    "sync-stall",
    what="longest wait of the window's thread, during each second of a first fill from Splynx",
    unit="ms",
    floor="the same with nothing going on",
    reach="50 ms",
)
def sync_stall(bench: Bench) -> Measured:
    async def watch(_: Workbench) -> Measured:
        quiet = [await longest_wait(lambda: False) for _ in range(3)]
        with ExitStack() as held:
            renewals = _Renewals(bench, held)
            thread = threading.Thread(target=partial(renewals.renew, Depth.OPEN))
            thread.start()
            waits = []
            while thread.is_alive():
                waits.append(await longest_wait(lambda: not thread.is_alive()))
            thread.join()
        return Measured(waits, quiet, {"processors": os.cpu_count()})

    return on_window(bench, watch)
