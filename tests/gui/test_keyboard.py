"""Work by keyboard alone, counted on the real window over the practice servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ippay_desktop.ui import formats
from ippay_desktop.ui.widgets.commands import all_commands, row_commands
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.test_journeys import desk, good, practice, work

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.widgets.workbench import Workbench

__all__ = ["desk", "good", "practice", "work"]

_MOST_AFTER_THE_SEARCH = 6


class Presses(QObject):
    """Counts key presses as they arrive at the window, as a keyboard would send them."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.count = 0
        self._qtbot = qtbot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key, to whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        self.count += 1
        self._qtbot.keyClick(focused, key, modifier)

    def type(self, text: str) -> None:
        """Letters, to whatever has the focus."""
        for letter in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            self.count += 1
            self._qtbot.keyClicks(focused, letter)


@pytest.fixture
def keys(work: Workbench, qtbot: QtBot) -> Presses:
    """A keyboard for the active window."""
    work.window().activateWindow()
    qtbot.waitUntil(work.window().isActiveWindow, timeout=WAIT_MS)
    return Presses(qtbot)


def test_a_customer_is_charged_in_six_presses_after_the_search(
    work: Workbench, good: list[DocumentRow], keys: Presses, qtbot: QtBot
) -> None:
    row = good[0]
    work.nav.setFocus()
    keys.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    number = row.document.ref.number or ""
    keys.type(number)
    qtbot.waitUntil(
        lambda: any(number in title for title in work.search.hits),
        timeout=WAIT_MS,
    )
    keys.count = 0
    keys.press(Qt.Key.Key_Return)
    page = work.customers.page
    qtbot.waitUntil(lambda: bool(page.documents.selected_rows()), timeout=WAIT_MS)
    assert page.documents.hasFocus()
    chosen = page.documents.selected_rows()[0].value
    keys.press(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: work.pay_dialog is not None, timeout=WAIT_MS)
    dialog = work.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    assert dialog.cancel.hasFocus()
    keys.press(Qt.Key.Key_Tab)
    assert dialog.charge.hasFocus()
    # Enter moves no money, even on the button.
    keys.press(Qt.Key.Key_Return)
    assert dialog.charge.isEnabled()
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.charge.isHidden, timeout=WAIT_MS)
    assert keys.count <= _MOST_AFTER_THE_SEARCH
    charged = [one.intent.document for one in work.session.history.attempts()]
    assert charged == [chosen.document.ref]


def test_a_period_is_charged_in_a_handful_of_decisions(
    work: Workbench, keys: Presses, qtbot: QtBot
) -> None:
    work.nav.setFocus()
    keys.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    planner = work.planner
    assert planner.make.hasFocus()
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(planner.totals.confirm.hasFocus, timeout=WAIT_MS)
    view = planner.presenter.view
    assert view is not None
    decisions = keys.count
    keys.type(formats.typed(view.plan.sum))
    qtbot.waitUntil(planner.totals.start.isEnabled, timeout=WAIT_MS)
    keys.count = decisions
    # Enter alone moves no money.
    keys.press(Qt.Key.Key_Return)
    assert not work.desk.is_going_on
    keys.press(Qt.Key.Key_Tab)
    assert planner.totals.start.hasFocus()
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: work.desk.is_going_on, timeout=WAIT_MS)
    assert keys.count <= _MOST_AFTER_THE_SEARCH
    qtbot.waitUntil(lambda: not work.desk.is_going_on, timeout=90_000)


def test_one_key_acts_on_the_selected_document(
    work: Workbench, keys: Presses, qtbot: QtBot
) -> None:
    work.go(Place.INVOICES)
    table = work.invoices.table
    qtbot.waitUntil(lambda: bool(table.rows_model.rows), timeout=WAIT_MS)
    table.select_key(table.rows_model.rows[0].key)
    table.setFocus()
    customer = table.rows_model.rows[0].value.document.ref.customer_id
    keys.press(Qt.Key.Key_O)
    qtbot.waitUntil(lambda: work.customers.page.loaded_id == customer, timeout=WAIT_MS)


def test_the_palette_runs_a_row_command_or_says_what_it_needs(
    work: Workbench, keys: Presses, qtbot: QtBot
) -> None:
    work.go(Place.INVOICES)
    wanted = next(one for one in row_commands() if one.name == "customer")
    keys.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    keys.type(wanted.title[:16])
    qtbot.waitUntil(lambda: wanted.title in work.search.hits, timeout=WAIT_MS)
    keys.press(Qt.Key.Key_Return)
    assert "Select a row" in work.bottom.line.sentence.text()


def test_no_two_commands_share_a_key() -> None:
    used = [one.shortcut for one in all_commands()]
    assert len(used) == len(set(used))
