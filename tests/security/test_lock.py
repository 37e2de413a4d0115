"""While the program is locked nothing that moves money starts, sums are hidden, and runs go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.authority import LockedError
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.identifiers import AttemptId, RunId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.locking import LockReason
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.lock_watch import LockWatch
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_pay import open_pay
from tests.gui.test_runs import run_everything, words
from tests.support.debian import require_debian
from tests.support.workspaces import MovableClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ROOT = Path(__file__).resolve().parents[2]
PIN = "482913"


@pytest.fixture
def guarded(station: FakeStation) -> FakeStation:
    """A station with a PIN, so that it begins locked."""
    station.screen_lock.set_pin(SecretText(PIN), None)
    return station


def unlock(window: MainWindow, qtbot: QtBot, pin: str = PIN) -> None:
    page = window.curtain.page
    page.pin.setText(pin)
    press(page, "lock.unlock_button")
    qtbot.waitUntil(page.unlock.isEnabled, timeout=WAIT_MS)


def test_no_service_begins_anything_that_moves_money(guarded: FakeStation) -> None:
    workspace = guarded.open(None, Access.MONEY)
    charging, runs = ChargeService(workspace), RunService(workspace)
    document = next(iter(guarded.splynx.held_documents.values()))
    order = charging.prepare_document(document, AccountChoice.CARD, None)
    guarded.screen_lock.lock(LockReason.PERSON)
    for begin in (
        lambda: charging.charge(order),
        lambda: runs.create(None),  # type: ignore[arg-type]  # refused before it is looked at
        lambda: runs.execute(RunId("r1"), RunControl()),
        lambda: ResolveService(workspace).resolve(AttemptId("a1"), Decision.APPROVED, "x"),
        lambda: guarded.screen_lock.set_pin(SecretText("another1"), SecretText(PIN)),
        lambda: guarded.screen_lock.forget_pin(SecretText(PIN)),
    ):
        with pytest.raises(LockedError):
            begin()
    assert guarded.gateway.charges == []
    guarded.screen_lock.unlock(SecretText(PIN))
    assert charging.charge(order).attempt.state
    assert len(guarded.gateway.charges) == 1


def test_the_real_station_hands_its_lock_to_every_workspace(tmp_path: Path) -> None:
    station = DesktopStation(tmp_path, secrets=MemorySecretStore())
    try:
        station.profiles.save(fakes.profile(), {"splynx_api_secret": SecretText("s")})
        station.screen_lock.set_pin(SecretText(PIN), None)
        workspace = station.open(None, Access.LOOK)
        assert workspace.authority is station.authority
        station.screen_lock.lock(LockReason.PERSON)
        for change in (
            lambda: station.profiles.save(fakes.profile()),
            lambda: station.profiles.remove("main"),
            lambda: station.adopt_journal(None),
        ):
            with pytest.raises(LockedError):
                change()
    finally:
        station.close()


def test_without_a_pin_it_never_locks(station: FakeStation) -> None:
    assert station.screen_lock.start() is False
    assert station.screen_lock.lock(LockReason.IDLE) is False


def everything_visible(window: MainWindow) -> str:
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert window in tops
    texts = [top.windowTitle() for top in tops]
    for top in tops:
        texts += [one.text() for one in top.findChildren(QLabel) if one.isVisible()]
        texts += [one.text() for one in top.findChildren(QPushButton) if one.isVisible()]
        assert not any(table.isVisible() for table in top.findChildren(QTableView))
    return "\n".join(texts)


def test_a_window_with_a_pin_begins_locked_and_shows_nothing(
    guarded: FakeStation, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(guarded)
    qtbot.waitUntil(lambda: window.curtain.is_drawn, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    shown = everything_visible(window)
    assert "Locked" in shown
    assert "PRACTICE" not in shown
    assert "main" not in shown
    unlock(window, qtbot, "000000")
    qtbot.waitUntil(window.curtain.page.trouble.isVisible, timeout=WAIT_MS)
    assert "wrong" in everything_visible(window)
    assert window.curtain.is_drawn
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: not window.curtain.is_drawn, timeout=WAIT_MS)
    assert window.stack.currentWidget() is window.workbench
    assert "main" in window.windowTitle()


@pytest.fixture
def locking(guarded: FakeStation, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window that was unlocked and can be locked."""
    del guarded
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: not window.curtain.is_drawn, timeout=WAIT_MS)
    return window


def lock(window: MainWindow, qtbot: QtBot) -> None:
    window.curtain.presenter.lock()
    qtbot.waitUntil(lambda: window.curtain.is_drawn, timeout=WAIT_MS)


def test_a_run_goes_on_behind_the_lock_and_its_sums_are_hidden(
    locking: MainWindow, guarded: FakeStation, qtbot: QtBot
) -> None:
    bench = locking.workbench
    assert bench is not None
    guarded.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    lock(locking, qtbot)
    guarded.gateway.gate.set()
    qtbot.waitUntil(lambda: len(guarded.gateway.charges) == 6, timeout=WAIT_MS)
    journal = guarded.open(None, Access.MONEY).journal
    qtbot.waitUntil(lambda: journal.runs()[0].state is RunState.FINISHED, timeout=WAIT_MS)
    shown = everything_visible(locking)
    assert "$" not in shown
    assert ".50" not in shown
    assert "PRACTICE" not in shown, "the title names no profile"
    unlock(locking, qtbot)
    qtbot.waitUntil(lambda: words(bench) == ["Paid"] * 6, timeout=WAIT_MS)


def test_a_dialog_is_hidden_and_cannot_charge(
    locking: MainWindow, guarded: FakeStation, qtbot: QtBot
) -> None:
    bench = locking.workbench
    assert bench is not None
    dialog = open_pay(bench, qtbot)
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    lock(locking, qtbot)
    assert not dialog.isVisible()
    assert "$" not in everything_visible(locking)
    # Even what presses the hidden button gets nothing: the service refuses.
    dialog.charge.click()
    qtbot.waitUntil(lambda: not bench.session.scope.is_charging, timeout=WAIT_MS)
    assert guarded.gateway.charges == []
    unlock(locking, qtbot)
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    dialog.reject()


def test_it_locks_when_nobody_touches_anything(qtbot: QtBot, window: MainWindow) -> None:
    watch = LockWatch(MovableClock())
    asked: list[LockReason] = []
    watch.lock_asked.connect(asked.append)
    watch.start(10)
    assert watch._idle.interval() == 10 * 60_000
    watch._on_focus_window_changed(window.windowHandle())
    for touch in (
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(5, 5),
            QPointF(5, 5),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    ):
        watch._idle.setInterval(60_000)
        watch._idle.start(30_000)
        QApplication.sendEvent(window.windowHandle(), touch)
        assert watch._idle.remainingTime() > 0
    watch._idle.start(1)
    qtbot.waitUntil(lambda: asked == [LockReason.IDLE], timeout=WAIT_MS)
    watch._on_focus_window_changed(None)
    watch.deleteLater()


def test_settings_set_the_pin_and_lock(bench: Workbench, window: MainWindow, qtbot: QtBot) -> None:
    bench.go(Place.SETTINGS)
    card = bench.settings.lock
    assert "never locks" in card.state.word
    card.new.setText(PIN)
    card.again.setText("something else")
    press(card, "settings.lock.set_button")
    assert "not the same" in card.state.word
    card.again.setText(PIN)
    press(card, "settings.lock.set_button")
    qtbot.waitUntil(card.now.isEnabled, timeout=WAIT_MS)
    assert card.new.text() == card.again.text() == ""
    press(card, "settings.lock.now_button")
    qtbot.waitUntil(lambda: window.curtain.is_drawn, timeout=WAIT_MS)
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: not window.curtain.is_drawn, timeout=WAIT_MS)
    card.old.setText(PIN)
    press(card, "settings.lock.forget_button")
    qtbot.waitUntil(lambda: not card.now.isEnabled(), timeout=WAIT_MS)
    assert find(card, QPushButton, "settings.lock.forget_button").isHidden()


LISTEN = """
import os, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from jeepney import DBusAddress, new_method_return, new_signal
from jeepney.low_level import MessageType
from jeepney.io.blocking import open_dbus_connection
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.ui.lock_watch import LockWatch

app = QGuiApplication([])
watch, heard = LockWatch(SystemClock()), []
watch.lock_asked.connect(lambda reason: heard.append(str(reason)))
watch.start(0)
LOGIN = "org.freedesktop.login1"
SIGNALS = {
    "saver on": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", (True,)),
    "saver off": ("/x", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (False,)),
    "sleep": ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", "b", (True,)),
    "lock": ("/org/freedesktop/login1/session/_31", f"{LOGIN}.Session", "Lock", "", ()),
    "switch": (
        "/org/freedesktop/login1/session/_31", "org.freedesktop.DBus.Properties",
        "PropertiesChanged", "sa{sv}as", (f"{LOGIN}.Session", {"Active": ("b", False)}, []),
    ),
    "back": (
        "/org/freedesktop/login1/session/_31", "org.freedesktop.DBus.Properties",
        "PropertiesChanged", "sa{sv}as", (f"{LOGIN}.Session", {"Active": ("b", True)}, []),
    ),
}
bus = open_dbus_connection("SESSION")
# As logind does: the sender of the session's own messages bears its name.
from jeepney.bus_messages import message_bus
bus.send_and_get_reply(message_bus.RequestName(LOGIN))

def send() -> None:
    path, interface, name, signature, body = SIGNALS[sys.argv[1]]
    bus.send(new_signal(DBusAddress(path, interface=interface), name, signature or None, body))
    threading.Thread(target=answer, daemon=True).start()

def answer() -> None:
    # As logind does when it is asked whether the session is in front.
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            bus.send(new_method_return(asked, "v", (("b", sys.argv[1] == "back"),)))

QTimer.singleShot(200, send)
QTimer.singleShot(900, app.quit)
app.exec()
print(*heard)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
@pytest.mark.parametrize(
    ("signal", "reason"),
    [
        ("saver on", "screen"),
        ("saver off", ""),
        ("sleep", "sleep"),
        ("lock", "screen"),
        ("switch", "switch"),
        ("back", ""),
    ],
)
def test_the_session_tells_of_screen_lock_sleep_and_another_user(signal: str, reason: str) -> None:
    require_debian("dbus", "dbus-daemon")
    script = 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$@"'
    done = subprocess.run(  # noqa: S603  # our own words
        [
            *("dbus-run-session", "--", "sh", "-c", script, "session"),
            *(sys.executable, "-c", LISTEN, signal),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == reason, done.stderr
