"""A long read says how far it has come, a short one nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.progress import rows_arrived
from ippay_desktop.ui import read_meter
from ippay_desktop.ui.tasks import Lane, Lanes, TaskScope
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.read_meter import ReadProgress
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every read is a long one, as tests do not wait by the clock."""
    monkeypatch.setattr(read_meter, "_PATIENCE_MS", 1)
    monkeypatch.setattr(read_meter, "_LOOK_MS", 5)


@pytest.mark.usefixtures("impatient")
def test_a_long_read_counts_its_records_and_ends(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    station.splynx.held.clear()
    bench.go(Place.INVOICES)
    qtbot.waitUntil(bench.bottom.reading.isVisible, timeout=WAIT_MS)
    assert bench.bottom.reading.word.startswith("Reading from Splynx: 0 records")
    station.splynx.held.set()
    qtbot.waitUntil(lambda: not bench.bottom.reading.isVisible(), timeout=WAIT_MS)


@pytest.mark.usefixtures("impatient")
def test_rows_are_counted_from_the_thread_that_reads(lanes: Lanes, qtbot: QtBot) -> None:
    heard: list[ReadProgress | None] = []
    lanes.meter.moved.connect(heard.append)
    lanes.meter._look.setInterval(5)
    scope, go_on = TaskScope("test", lanes), threading.Event()

    def work() -> None:
        rows_arrived(100)
        rows_arrived(50)
        assert go_on.wait(30)

    scope.read("long", work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: any(one and one.rows == 150 for one in heard), timeout=WAIT_MS)
    go_on.set()
    qtbot.waitUntil(lambda: heard[-1] is None, timeout=WAIT_MS)
    rows_arrived(7)  # Nobody listens: no error, and nothing is heard.
    assert heard[-1] is None


def test_a_charge_is_no_read(lanes: Lanes, qtbot: QtBot) -> None:
    heard: list[ReadProgress | None] = []
    lanes.meter.moved.connect(heard.append)
    done: list[int] = []
    task = lanes.loop.create_task(lanes.run(Lane.CHARGE, lambda: done.append(1)))
    qtbot.waitUntil(task.done, timeout=WAIT_MS)
    assert done == [1]
    assert heard == []
