"""Notices outside the window, on a real session bus; nothing of a customer's is in them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from ippay_desktop.adapters.notices import DesktopNotices
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.ui.memory import FILE_NAME, read
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_runs import run_everything
from tests.support.notices import NoticeServer, session_bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with session_bus(monkeypatch):
        yield


@pytest.fixture
def server(bus: None) -> Iterator[NoticeServer]:
    del bus
    made = NoticeServer()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def elsewhere(window: MainWindow, qtbot: QtBot) -> QWidget:
    """Another window, which staff look at."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow(), timeout=WAIT_MS)
    return other


def test_a_notice_is_shown_and_the_next_takes_its_place(server: NoticeServer) -> None:
    notices = DesktopNotices()
    assert notices.show("One", "first")
    assert notices.show("Two", "second")
    assert server.shown == [(0, "One", "first"), (1, "Two", "second")]


def test_a_server_that_refuses_is_no_error(server: NoticeServer) -> None:
    assert not DesktopNotices().show("", "nothing")
    assert server.shown == []


def test_nobody_on_the_bus_is_no_error(bus: None) -> None:
    del bus
    assert not DesktopNotices().show("One", "first")


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nowhere/bus"])
def test_no_bus_is_no_error(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert not DesktopNotices().show("One", "first")


def test_the_end_of_a_run_is_told_without_names_and_amounts(
    server: NoticeServer, bench: Workbench, elsewhere: QWidget, station: FakeStation, qtbot: QtBot
) -> None:
    del elsewhere
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    (told,) = server.words
    assert told == (
        "PRACTICE: A charge run has ended\n6 done, 0 declined, 0 being checked, 0 skipped, 0 left"
    )
    progress = bench.desk.progress
    assert progress is not None
    secret = [progress.run.name, *(result.row.customer_name for result in progress.results)]
    secret += [result.row.amount.text() for result in progress.results]
    secret += [one.email for one in station.splynx.customers.values() if one.email]
    assert not any(one in told for one in secret)


def test_a_run_that_needs_a_person_says_so(
    server: NoticeServer, bench: Workbench, elsewhere: QWidget, station: FakeStation, qtbot: QtBot
) -> None:
    del elsewhere
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    assert server.words[0].startswith("PRACTICE: A charge run stands still and needs you\n0 done")


def test_who_looks_at_the_window_is_not_told(
    server: NoticeServer, bench: Workbench, qtbot: QtBot
) -> None:
    bench.window().activateWindow()
    qtbot.waitUntil(bench.window().isActiveWindow, timeout=WAIT_MS)
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.planner.run_panel.state.word == "Finished", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    assert server.shown == []


def test_who_wants_no_notices_gets_none_and_it_is_remembered(
    server: NoticeServer, window: MainWindow, elsewhere: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    del elsewhere
    bench = window.workbench
    assert bench is not None
    bench.go(Place.SETTINGS)
    find(bench, QCheckBox, "settings.notifies").click()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.planner.run_panel.state.word == "Finished", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    assert server.shown == []
    qtbot.waitUntil(lambda: not read(tmp_path / FILE_NAME).notifies, timeout=WAIT_MS)


def test_who_pauses_a_run_is_not_told_that_it_stands(
    server: NoticeServer, bench: Workbench, elsewhere: QWidget, station: FakeStation, qtbot: QtBot
) -> None:
    del elsewhere
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    panel = bench.planner.run_panel
    qtbot.waitUntil(panel.pause.isVisible, timeout=WAIT_MS)
    press(panel, "run.pause_button")
    station.gateway.gate.set()
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    assert server.shown == []


def test_something_new_for_a_person_is_told_once(
    server: NoticeServer, bench: Workbench, elsewhere: QWidget, station: FakeStation, qtbot: QtBot
) -> None:
    del elsewhere
    attention = bench.attention
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    with qtbot.waitSignal(attention.items_changed, timeout=WAIT_MS):
        attention.refresh()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    # From here on only what the test says is waiting.
    attention.stop()
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    items = bench.session.attention.items()
    server.shown.clear()
    by_itself = replace(items[0], next_at=bench.session.now())
    attention.items_changed.emit((by_itself,))
    for_a_person = replace(items[0], next_at=None)
    attention.items_changed.emit((for_a_person,))
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    attention.items_changed.emit((for_a_person,))
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    told = [words for words in server.words if "Something needs you" in words]
    assert told == ["PRACTICE: Something needs you\n1 thing in Attention waits for a person."]


def test_without_a_tray_the_choice_says_why(bench: Workbench) -> None:
    bench.go(Place.SETTINGS)
    choice = find(bench, QCheckBox, "settings.tray")
    assert not choice.isEnabled()
    assert not choice.isChecked(), "off unless staff turn it on"
    assert find(bench, QLabel, "settings.tray_why").text() == "This desktop has no system tray."
