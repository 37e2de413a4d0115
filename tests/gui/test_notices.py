"""Notices outside the window, on a real session bus; nothing of a customer's is in them."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from ippay_desktop.adapters.notices import DesktopNotices
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.locking import LockReason
from ippay_desktop.ui.memory import FILE_NAME, read
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_runs import run_everything
from tests.support.notices import NoticeServer, session_bus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

# Off screen there is no window manager to ask.
off_screen = pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)

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


def nothing(_leave: str) -> None:
    """A click that nobody hears."""


def put_up(notices: DesktopNotices, title: str, on_click: Callable[[str], None] = nothing) -> bool:
    return notices.show(title, title.lower(), action="Show", on_click=on_click)


@pytest.fixture
def notices() -> Iterator[DesktopNotices]:
    made = DesktopNotices()
    yield made
    made.close()
    assert [one.name for one in threading.enumerate() if one.name == "notices"] == []


def test_a_notice_is_shown_and_the_next_takes_its_place(
    server: NoticeServer, notices: DesktopNotices
) -> None:
    assert put_up(notices, "One")
    assert put_up(notices, "Two")
    assert server.shown == [(0, "One", "one"), (1, "Two", "two")]
    assert server.actions == [["default", "Show"]] * 2


def test_a_server_that_refuses_is_no_error(server: NoticeServer, notices: DesktopNotices) -> None:
    assert not put_up(notices, "")
    assert server.shown == []


def test_nobody_on_the_bus_is_no_error(bus: None, notices: DesktopNotices) -> None:
    del bus
    assert not put_up(notices, "One")


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nowhere/bus"])
def test_no_bus_is_no_error(
    monkeypatch: pytest.MonkeyPatch, address: str, notices: DesktopNotices
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert not put_up(notices, "One")


def test_a_click_is_told_to_whoever_showed_the_notice_and_once(
    server: NoticeServer, notices: DesktopNotices, qtbot: QtBot
) -> None:
    heard: list[str] = []
    put_up(notices, "One", lambda _leave: heard.append("one"))
    server.click(number=77)
    put_up(notices, "Two", lambda leave: heard.append(f"two {leave}"))
    server.click(leave="let me")
    server.click()
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT_MS)
    # The second click has been heard by the time that this is answered.
    put_up(notices, "Three")
    assert heard == ["two let me"]
    assert server.shown[-1][0] == 0, "the one that was clicked is closed"


def test_a_server_that_cannot_be_clicked_gets_no_buttons(
    bus: None, notices: DesktopNotices
) -> None:
    """It might put a dialog box in the way instead."""
    del bus
    plain = NoticeServer(can_click=False)
    plain.start()
    assert put_up(notices, "One")
    plain.stop()
    assert plain.actions == [[]]


def test_another_program_cannot_say_that_it_was_clicked(
    server: NoticeServer, notices: DesktopNotices
) -> None:
    heard: list[str] = []
    put_up(notices, "One", heard.append)
    with open_dbus_connection(bus="SESSION") as stranger:
        path, name = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
        message = new_signal(
            DBusAddress(path, interface=name), "ActionInvoked", "us", (1, "default")
        )
        stranger.send(message)
        # Answered after the bus has passed it on.
        stranger.send_and_get_reply(message_bus.GetId(), timeout=10)
    put_up(notices, "Two")
    assert len(server.shown) == 2
    assert heard == []


def test_a_bus_that_was_started_anew_is_found_again(
    notices: DesktopNotices, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        with session_bus(monkeypatch):
            server = NoticeServer()
            server.start()
            heard: list[str] = []
            assert put_up(notices, "One", heard.append)
            assert server.shown == [(0, "One", "one")]
            server.stop()


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


@off_screen
def test_a_click_brings_the_window_to_the_run(
    server: NoticeServer,
    window: MainWindow,
    elsewhere: QWidget,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    del elsewhere
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    bench = window.workbench
    assert bench is not None
    run_everything(bench, qtbot)
    bench.go(Place.BOOKS)
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    window.hide()
    leave = "let me"
    server.click(leave=leave)
    qtbot.waitUntil(lambda: bench.stack.currentWidget() is bench.planner, timeout=WAIT_MS)
    assert os.environ["XDG_ACTIVATION_TOKEN"] == leave
    assert window.isVisible()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)


@off_screen
def test_a_click_behind_the_lock_opens_nothing(
    server: NoticeServer, window: MainWindow, elsewhere: QWidget, station: FakeStation, qtbot: QtBot
) -> None:
    del elsewhere
    bench = window.workbench
    assert bench is not None
    run_everything(bench, qtbot)
    bench.go(Place.BOOKS)
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    station.screen_lock.set_pin(SecretText("739152"), None)
    window.curtain.presenter.start()
    qtbot.waitUntil(lambda: window.curtain.presenter.has_pin, timeout=WAIT_MS)
    window.curtain.presenter.lock(LockReason.PERSON)
    qtbot.waitUntil(lambda: window.curtain.is_drawn, timeout=WAIT_MS)
    window.hide()
    server.click()
    qtbot.waitUntil(window.isVisible, timeout=WAIT_MS)
    assert window.stack.currentWidget() is window.curtain.page
    assert bench.stack.currentWidget() is bench.books


@off_screen
def test_a_click_leads_nowhere_else_under_an_open_question(
    server: NoticeServer, window: MainWindow, elsewhere: QWidget, qtbot: QtBot
) -> None:
    bench = window.workbench
    assert bench is not None
    run_everything(bench, qtbot)
    bench.go(Place.BOOKS)
    qtbot.waitUntil(lambda: bool(server.shown), timeout=WAIT_MS)
    bench.show_shortcuts()
    dialog = bench.shortcuts_dialog
    assert dialog is not None
    elsewhere.activateWindow()
    with qtbot.waitSignal(window.notifier.clicked, timeout=WAIT_MS):
        server.click()
    assert bench.stack.currentWidget() is bench.books
    dialog.reject()
