"""What opens or is pressed while the window is locked: nothing shows, and nothing starts."""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget

from ippay_desktop import ui
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.locking import LockReason
from ippay_desktop.ui.dialogs.base import ConfirmDialog
from ippay_desktop.ui.dialogs.veiled import Veiled
from ippay_desktop.ui.lock_watch import LockWatch
from ippay_desktop.ui.papers.print_dialog import PrintDialog
from ippay_desktop.ui.widgets.navigation import Place
from ippay_desktop.ui.widgets.save_dialog import SaveDialog
from ippay_desktop.ui.widgets.search_box import _HIT
from tests.gui.conftest import WAIT_MS, every_page
from tests.gui.other_dialogs import others
from tests.gui.test_pay import open_pay
from tests.gui.test_runs import run_everything, words
from tests.gui.test_tray import off_screen
from tests.security.test_lock import PIN, everything_visible, lock, unlock
from tests.support.workspaces import MovableClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
UI = Path(ui.__path__[0])
SECRETS = ("$", ".50", "PRACTICE", "Söhne", "Ann ", "Customer ")


@pytest.fixture
def guarded(window: MainWindow, station: FakeStation) -> MainWindow:
    """An open window with a PIN."""
    station.screen_lock.set_pin(SecretText(PIN), None)
    return window


@pytest.fixture
def waiting(guarded: MainWindow, station: FakeStation, qtbot: QtBot) -> AttentionItem:
    """A charge that waits in Attention, with everything to do about it."""
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    bench = bench_of(guarded)
    dialog = open_pay(bench, qtbot)
    dialog.charge.click()
    qtbot.waitUntil(lambda: not bench.session.scope.is_charging, timeout=WAIT_MS)
    dialog.reject()
    bench.go(Place.ATTENTION)
    table = bench.attention_page.table
    qtbot.waitUntil(lambda: bool(table.rows_model.rows), timeout=WAIT_MS)
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    [item] = [one.value for one in table.rows_model.rows]
    return item


def bench_of(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def visible_tops(window: MainWindow) -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]


def open_again(window: MainWindow, qtbot: QtBot) -> None:
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: not window.curtain.is_drawn, timeout=WAIT_MS)


def test_a_charge_that_was_read_too_late_is_shown_after_the_unlocking(
    guarded: MainWindow, waiting: AttentionItem, qtbot: QtBot
) -> None:
    bench = bench_of(guarded)
    assert waiting.about.attempt_id is not None
    # Asked for by a press, and locked before the answer, which a worker reads, can be there.
    bench.attention.read_charge(waiting.about.attempt_id)
    guarded.curtain.presenter._lock.lock(LockReason.IDLE)
    guarded.curtain._on_changed(True)
    qtbot.waitUntil(lambda: bench.charge_dialog is not None, timeout=WAIT_MS)
    assert visible_tops(guarded) == []
    assert not any(one in everything_visible(guarded) for one in SECRETS)
    dialog = bench.charge_dialog
    open_again(guarded, qtbot)
    assert visible_tops(guarded) == [dialog]
    assert dialog is not None
    dialog.reject()


def test_no_dialog_is_shown_before_the_unlocking(
    guarded: MainWindow, waiting: AttentionItem, qtbot: QtBot
) -> None:
    assert waiting.about.amount is not None
    lock(guarded, qtbot)
    dialogs: list[QDialog] = list(others(guarded))
    dialogs.append(SaveDialog(guarded, "Save", "x", kinds=["Tables (*.csv)"], file_name="Ann.csv"))
    printer = QPrinter()
    dialogs.append(PrintDialog(printer, guarded))
    for dialog in dialogs:
        QDialog.open(dialog)
        assert visible_tops(guarded) == [], dialog.objectName()
        assert guarded.findChildren(QWidget, "scrim") == []
    open_again(guarded, qtbot)
    assert set(visible_tops(guarded)) == set(dialogs)
    for dialog in dialogs:
        dialog.done(0)


def test_every_dialog_of_the_program_stays_behind_the_lock() -> None:
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(found.name)

    def kinds(root: type) -> set[type]:
        direct: set[type] = set(root.__subclasses__())
        return direct.union(*map(kinds, direct))

    ours = {one for one in kinds(QDialog) if one.__module__.startswith(ui.__name__)}
    assert len(ours) > 10
    assert [one.__name__ for one in ours if not issubclass(one, Veiled)] == []
    # Qt's own are made nowhere, and what says that it may stay is the one question below.
    made = re.compile(
        r"(?<!class )\bQ[A-Z]\w*(Dialog|MessageBox|Wizard|SplashScreen|ErrorMessage)\("
    )
    static = re.compile(r"QMessageBox|\.get(Open|Save)File|getExistingDirectory|QWhatsThis")
    stays = {}
    for path in UI.rglob("*.py"):
        text = re.sub(r"class \w+\([^)]*\)", "", path.read_text(encoding="utf-8"))
        assert not made.search(text), path
        assert not static.search(text), path
        stays[path.name] = len(re.findall(r"stays_when_locked = True", text))
    assert {name for name, times in stays.items() if times} == {"main_window.py"}


def test_a_dialog_that_ended_behind_the_lock_does_not_come_back(
    guarded: MainWindow, qtbot: QtBot
) -> None:
    bench = bench_of(guarded)
    kept, ended = (
        open_pay(bench, qtbot, 2),
        ConfirmDialog("t", "s", safe="a", other="b", name="ended", parent=guarded),
    )
    ended.open()
    lock(guarded, qtbot)
    assert not any(one.isVisible() for one in guarded.findChildren(QWidget, "scrim"))
    late = ConfirmDialog("t", "s", safe="a", other="b", name="late", parent=guarded)
    late.open()
    # As Qt's print dialog: there is still something to show after its end.
    late.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    for one in (ended, late):
        one.reject()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    open_again(guarded, qtbot)
    assert visible_tops(guarded) == [kept]
    assert [one.isVisible() for one in guarded.findChildren(QWidget, "scrim")] == [True]
    assert "main" in guarded.windowTitle()
    kept.reject()


@pytest.mark.qt_log_ignore(
    "does not support raise", "grabbing the keyboard", "propagateSizeHints", extend=True
)
def test_an_open_menu_and_what_the_search_found_go_and_stay_away(
    guarded: MainWindow, qtbot: QtBot
) -> None:
    bench = bench_of(guarded)
    menu = QMenu(bench)
    menu.addAction("Söhne")
    guarded.activateWindow()
    qtbot.waitUntil(guarded.isActiveWindow, timeout=WAIT_MS)
    bench.search.take_focus()
    qtbot.waitUntil(lambda: bool(bench.search.hits), timeout=WAIT_MS)
    listed = bench.search.listed
    hits = [listed.item(number).data(_HIT) for number in range(listed.count())]
    # As when the screen is locked and another window has the keys: no focus moves any more.
    bench.search.field.removeEventFilter(bench.search)
    menu.popup(QPoint(0, 0))
    assert menu.isVisible()
    assert listed.isVisible()
    lock(guarded, qtbot)
    assert not menu.isVisible()
    assert not listed.isVisible()
    # An answer that comes only now.
    bench.search._on_found(hits)
    assert not listed.isVisible()
    open_again(guarded, qtbot)
    assert not menu.isVisible()


def keys_of(window: MainWindow) -> set[str]:
    """Every key press that does something, found by itself."""
    shortcuts = {one.key().toString() for one in window.findChildren(QShortcut)}
    buttons = {one.shortcut().toString() for one in window.findChildren(QAbstractButton)}
    return (shortcuts | buttons) - {""}


def test_no_key_reaches_what_is_behind_the_lock(guarded: MainWindow, qtbot: QtBot) -> None:
    bench = every_page(bench_of(guarded))
    guarded.activateWindow()
    qtbot.waitUntil(guarded.isActiveWindow, timeout=WAIT_MS)
    fired: list[str] = []
    for shortcut in guarded.findChildren(QShortcut):
        shortcut.activated.connect(partial(fired.append, shortcut.key().toString()))

    buttons = guarded.findChildren(QAbstractButton)

    def reached(keys: str) -> list[str]:
        """What a press does at once; a button goes down first."""
        fired.clear()
        for one in buttons:
            one.setDown(False)
        QTest.keySequence(guarded, QKeySequence(keys))
        return fired + [one.shortcut().toString() for one in buttons if one.isDown()]

    keys = keys_of(guarded)
    bench.go(Place.ATTENTION)
    bench.nav.setFocus()
    assert reached("Ctrl+1") == ["Ctrl+1"], "keys do reach it while it is open"
    qtbot.waitUntil(lambda: bench.stack.currentWidget() is bench.today, timeout=WAIT_MS)
    bench.go(Place.ATTENTION)
    assert reached("F1") == ["F1"]
    assert {"Ctrl+R", "Ctrl+K", "Ctrl+1", "F1"} <= keys
    assert bench.shortcuts_dialog is not None
    bench.shortcuts_dialog.reject()
    lock(guarded, qtbot)
    guarded.activateWindow()
    qtbot.waitUntil(guarded.isActiveWindow, timeout=WAIT_MS)
    assert {key: reached(key) for key in keys} == {key: [] for key in keys - {"Ctrl+L"}} | {
        "Ctrl+L": ["Ctrl+L"]
    }
    assert bench.stack.currentWidget() is bench.attention_page
    assert visible_tops(guarded) == []


def test_no_assistive_program_presses_what_is_behind_the_lock(
    guarded: MainWindow, station: FakeStation, qtbot: QtBot
) -> None:
    bench = every_page(bench_of(guarded))
    buttons = bench.findChildren(QAbstractButton)
    assert len([one for one in buttons if one.isEnabled()]) > 30
    pressed: list[str] = []
    for one in buttons:
        one.clicked.connect(partial(lambda name, *_: pressed.append(name), one.objectName()))

    def press_all(wanted: list[QAbstractButton]) -> None:
        for one in wanted:
            actions = QAccessible.queryAccessibleInterface(one).actionInterface()
            for name in actions.actionNames():
                actions.doAction(name)
            one.click()

    lock(guarded, qtbot)
    sent = len(station.gateway.charges)
    press_all(buttons)
    assert pressed == []
    assert len(station.gateway.charges) == sent
    open_again(guarded, qtbot)
    first = bench.nav.buttons[Place.TODAY]
    press_all([first])
    assert first.objectName() in pressed, "when it is open, such a press does something"


@off_screen
def test_the_way_back_from_tray_and_notice_leads_to_the_lock(
    guarded: MainWindow, qtbot: QtBot
) -> None:
    bench = bench_of(guarded)
    bench.go(Place.CUSTOMERS)
    lock(guarded, qtbot)
    guarded.hide()
    guarded.tray._about = Place.ATTENTION
    guarded.tray._on_notice_clicked()
    assert guarded.isVisible()
    assert guarded.stack.currentWidget() is guarded.curtain.page
    assert visible_tops(guarded) == []
    assert not any(one in everything_visible(guarded) for one in SECRETS)
    # Only the PIN can be typed or dropped into.
    takers = [one for one in guarded.findChildren(QWidget) if one.acceptDrops()]
    assert len(takers) > 5
    assert [one.objectName() for one in takers if one.isVisible()] == ["lock.pin"]
    assert QApplication.focusWidget() in {None, guarded.curtain.page.pin}
    open_again(guarded, qtbot)
    assert bench.stack.currentWidget() is bench.customers


def test_closing_asks_its_question_in_front_of_the_lock_too(
    guarded: MainWindow, station: FakeStation, qtbot: QtBot
) -> None:
    bench = bench_of(guarded)
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    guarded.close()
    lock(guarded, qtbot)
    question = guarded.question
    assert question is not None
    assert visible_tops(guarded) == [question]
    assert not any(one in everything_visible(guarded) for one in SECRETS)
    question.safe.click()
    assert visible_tops(guarded) == []
    guarded.close()
    assert visible_tops(guarded) == [guarded.question]
    assert guarded.question is not None
    guarded.question.safe.click()
    station.gateway.gate.set()


def test_a_keyring_that_would_not_say_at_first_is_asked_again(
    station: FakeStation,
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    station.screen_lock.set_pin(SecretText(PIN), None)
    station.screen_lock._has_pin = False  # Another process: nothing is known yet.
    keeper, asked = station.screen_lock._pin, []
    is_set = keeper.is_set

    def refuse_once() -> bool:
        asked.append(1)
        if len(asked) == 1:
            raise StorageError("The keyring is locked.")
        return is_set()

    monkeypatch.setattr(keeper, "is_set", refuse_once)
    window = open_window(station)
    qtbot.waitUntil(lambda: window.curtain.is_drawn, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert len(asked) == 2
    assert window.stack.currentWidget() is window.curtain.page


@pytest.mark.parametrize(
    ("system_s", "steady_s", "is_sleep"),
    [
        (0, 0, False),
        (11, 11, False),
        (600, 0, True),
        (0, 600, True),
        (600, 600, True),
        (-3600, 0, False),
        (-3600, 600, True),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_computer_that_slept_is_locked_on_every_system(
    system_s: int, steady_s: int, is_sleep: bool
) -> None:
    clock, asked = MovableClock(), list[LockReason]()
    watch = LockWatch(clock)
    watch.lock_asked.connect(asked.append)
    watch.start(0)
    assert watch._looks.isActive()
    assert watch._looks.interval() <= 2000
    clock.jumped += timedelta(seconds=system_s)
    clock.steady_ahead_s += steady_s
    watch._looks.timeout.emit()
    watch._looks.timeout.emit()
    assert asked == [LockReason.SLEEP] * is_sleep
    watch.deleteLater()


def test_a_window_that_wakes_is_locked(
    guarded: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = MovableClock()
    watch = guarded.curtain.watch
    monkeypatch.setattr(watch, "_clock", clock)
    guarded.curtain.presenter.pin_changed.emit(True)
    clock.steady_ahead_s += 60
    qtbot.waitUntil(lambda: guarded.curtain.is_drawn, timeout=WAIT_MS)
