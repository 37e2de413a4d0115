"""The icon in the system's tray: away into it, back from it, notices that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from tests.gui.fakes import FakeStation


# Off screen there is no tray to draw in and no window manager to ask.
off_screen = pytest.mark.qt_log_ignore(
    "systemTrayWindowChanged", "does not support raise", "propagateSizeHints", extend=True
)


@pytest.fixture
def icon(monkeypatch: pytest.MonkeyPatch, window: MainWindow, qtbot: QtBot) -> QSystemTrayIcon:
    """The icon of a window whose staff turned it on; off screen no desktop draws it."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    bench = window.workbench
    assert bench is not None
    bench.tray_wanted.emit(True)  # a signal's only value
    made = window.tray.icon
    assert made is not None
    assert made.isVisible()
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    return made


def _press(icon: QSystemTrayIcon, number: int) -> None:
    icon.contextMenu().actions()[number].trigger()


def test_off_unless_staff_turn_it_on(window: MainWindow) -> None:
    assert window.tray.icon is None


@off_screen
def test_a_click_or_the_menu_brings_the_window_back(
    window: MainWindow, icon: QSystemTrayIcon, qtbot: QtBot
) -> None:
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert not window.isVisible(), "the menu opens by that, not the window"
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    assert not window.isMinimized()
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    _press(icon, 0)
    assert window.isVisible()
    assert not window.isMinimized()


@off_screen
@pytest.mark.parametrize("about", [Place.RUNS, Place.ATTENTION])
def test_a_notice_leads_to_what_it_is_about(
    window: MainWindow, icon: QSystemTrayIcon, about: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a tray Qt draws a balloon of its own, a window that outlives the test.
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, *words: shown.append(words))
    bench = window.workbench
    assert bench is not None
    bench.go(Place.BOOKS)
    window.notifier.untold.emit("Title", "Words", about)
    assert shown == [("Title", "Words")]
    icon.messageClicked.emit()
    assert window.isVisible()
    assert (
        bench.stack.currentWidget()
        is {
            Place.RUNS: bench.planner,
            Place.ATTENTION: bench.attention_page,
        }[about]
    )


@off_screen
def test_the_menu_closes_the_program(
    window: MainWindow, icon: QSystemTrayIcon, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closing, timeout=WAIT_MS):
        _press(icon, 1)
    assert window.isVisible(), "its questions need to be seen"
    assert not window.isMinimized()


@off_screen
@pytest.mark.usefixtures("icon")
def test_taking_the_icon_away_brings_the_window_out(window: MainWindow) -> None:
    window.tray.want(is_wanted=False)
    assert window.tray.icon is None
    assert window.isVisible()


@off_screen
def test_a_window_with_charges_under_way_is_not_put_away(
    window: MainWindow, icon: QSystemTrayIcon, station: FakeStation, qtbot: QtBot
) -> None:
    bench = window.workbench
    assert bench is not None
    window.tray.bring_back()
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.is_charging, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: " of 6" in icon.toolTip(), timeout=WAIT_MS)
    window.showMinimized()
    # What would put it away is asked for first, and so has its turn before this.
    done: list[bool] = []
    QTimer.singleShot(0, lambda: done.append(window.isVisible()))
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    assert done == [True]
    station.gateway.gate.set()
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    assert window.isVisible()
    assert icon.toolTip() == "IPpay Desktop"
