"""Five hundred rows by a handful of keys, and a palette that finds charges and every command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ippay_desktop.ui import formats
from ippay_desktop.ui.widgets.commands import all_commands
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS
from tests.gui.test_keyboard import Presses
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

_ROWS = 500
_HANDFUL = 6


def focused(window: MainWindow, qtbot: QtBot) -> Presses:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    return Presses(qtbot)


def _is_hit(bench: Workbench, title: str) -> bool:
    return title in bench.search.hits


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_period_of_500_rows_is_charged_by_a_handful_of_presses(
    station: FakeStation, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    fakes.populate(station.splynx, customers=_ROWS)
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    bench = window.workbench
    assert bench is not None
    keys = focused(window, qtbot)
    bench.nav.setFocus()
    keys.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_Space)
    totals = bench.planner.totals
    qtbot.waitUntil(totals.confirm.hasFocus, timeout=60_000)
    view = bench.planner.presenter.view
    assert view is not None
    assert view.totals.count == _ROWS
    decisions = keys.count
    # The sum is typed, not pressed away: that is what it is for.
    keys.type(formats.typed(view.plan.sum))
    qtbot.waitUntil(totals.start.isEnabled, timeout=WAIT_MS)
    keys.count = decisions
    keys.press(Qt.Key.Key_Tab)
    assert totals.start.hasFocus()
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.desk.is_going_on, timeout=WAIT_MS)
    assert keys.count <= _HANDFUL
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=300_000)
    progress = bench.desk.progress
    assert progress is not None
    assert (progress.tally.approved, progress.tally.left) == (_ROWS, 0)


def test_the_palette_finds_a_charge_by_the_beginning_of_its_id(
    bench: Workbench, window: MainWindow, qtbot: QtBot
) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    charged = bench.session.history.attempts()[0]
    keys = focused(window, qtbot)
    keys.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    keys.type(charged.intent.transaction_id[:8].lower())

    def found() -> bool:
        return any(charged.intent.transaction_id in title for title in bench.search.hits)

    qtbot.waitUntil(found, timeout=WAIT_MS)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.charge_dialog is not None, timeout=WAIT_MS)
    assert bench.charge_dialog is not None
    bench.charge_dialog.reject()


def test_the_palette_has_every_command_with_its_keys(
    bench: Workbench, window: MainWindow, qtbot: QtBot
) -> None:
    keys = focused(window, qtbot)
    for command in all_commands():
        keys.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        bench.search.field.setText(command.title)
        bench.search.field.textEdited.emit(command.title)
        listed_now = partial(_is_hit, bench, command.title)
        qtbot.waitUntil(listed_now, timeout=WAIT_MS)
        listed = bench.search.listed
        texts = [listed.item(number).text() for number in range(listed.count())]
        assert any(one.startswith(command.title) and command.shortcut in one for one in texts)
