"""Where the keyboard is after what had the focus was closed, hidden or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDateEdit, QMenu, QWidget

from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.ui.widgets.columns import Columns
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.test_detail_states import open_charge, rest, with_a_run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

_SECTIONS = 3
_MOST_STOPS = 120


class Hands:
    """Presses keys on whatever has the focus in the window."""

    def __init__(self, bench: Workbench, qtbot: QtBot) -> None:
        self._window, self._qtbot = bench.window(), qtbot

    @property
    def at(self) -> QWidget:
        """What has the focus."""
        found = self._window.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def is_at(self, one: QWidget) -> bool:
        return self.at is one

    def press(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self.at, key)


@pytest.fixture
def hands(bench: Workbench, qtbot: QtBot) -> Hands:
    bench.window().activateWindow()
    qtbot.waitUntil(bench.window().isActiveWindow, timeout=WAIT_MS)
    return Hands(bench, qtbot)


def with_a_typed_plan(bench: Workbench, hands: Hands, qtbot: QtBot) -> None:
    bench.plan()
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    assert hands.is_at(bench.planner.totals.confirm)
    bench.planner.totals.confirm.setText(view.plan.sum.text())
    hands.press(Qt.Key.Key_Tab)
    assert hands.is_at(bench.planner.totals.start)


def find_action(menu: QMenu, name: str) -> QAction:
    found = [one for one in menu.findChildren(QAction) if one.objectName() == name]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("place", list(Place))
def test_tab_leads_through_every_page_and_back(
    bench: Workbench, hands: Hands, place: Place, qtbot: QtBot
) -> None:
    bench.go(place)
    rest(bench, qtbot)
    first, stood = hands.at, 0
    for _ in range(_MOST_STOPS):
        before = hands.at
        hands.press(Qt.Key.Key_Tab)
        # Day, month and year of a date are three stops.
        stood = stood + 1 if hands.at is before else 0
        assert stood < (_SECTIONS if isinstance(before, QDateEdit) else 1), before.objectName()
        if hands.at is first:
            return
    pytest.fail(f"{_MOST_STOPS} times Tab did not lead back to {first.objectName()}")


def test_a_run_that_was_started_twice_by_the_same_key_leads_nowhere(
    bench: Workbench, hands: Hands, station: FakeStation, qtbot: QtBot
) -> None:
    with_a_typed_plan(bench, hands, qtbot)
    station.gateway.gate.clear()
    panel = bench.planner.run_panel
    try:
        hands.press(Qt.Key.Key_Space)
        hands.press(Qt.Key.Key_Space)
        qtbot.waitUntil(panel.pause.isVisible, timeout=WAIT_MS)
        hands.press(Qt.Key.Key_Space)
        assert bench.stack.currentWidget() is bench.planner
        assert hands.is_at(panel.table)
        assert bench.desk.progress is not None
        assert not bench.desk.progress.is_pausing
        # The same for Pause, beside which stands "Stop for good".
        panel.pause.setFocus()
        hands.press(Qt.Key.Key_Space)
        hands.press(Qt.Key.Key_Space)
        assert hands.is_at(panel.table)
    finally:
        station.gateway.gate.set()
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    assert hands.is_at(panel.table)
    panel.resume.setFocus()
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.state.word == "Finished", timeout=WAIT_MS)
    assert hands.is_at(panel.table)


def test_a_plan_that_failed_can_be_made_again_by_the_same_key(
    bench: Workbench, hands: Hands, station: FakeStation, qtbot: QtBot
) -> None:
    station.splynx.trouble = ProtocolError("Half an answer.")
    bench.plan()
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(bench.planner.trouble.isVisible, timeout=WAIT_MS)
    assert hands.is_at(bench.planner.make)


def test_a_run_is_opened_read_and_left_by_keys(
    bench: Workbench, hands: Hands, qtbot: QtBot
) -> None:
    with_a_run(bench, qtbot)
    runs = bench.runs
    runs.table.select_key(runs.table.rows_model.rows[0].key)
    hands.press(Qt.Key.Key_Return)
    assert hands.is_at(runs.panel.table)
    hands.press(Qt.Key.Key_Down)
    assert len(runs.panel.table.selected_keys()) == 1
    dialog = open_charge(bench)
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert hands.is_at(runs.panel.table)


def test_escape_leads_out_of_the_search(bench: Workbench, hands: Hands, qtbot: QtBot) -> None:
    bench.go(Place.INVOICES)
    rest(bench, qtbot)
    table = bench.invoices.table
    table.setFocus()
    bench.search.take_focus()
    bench.search.take_focus()
    qtbot.keyClicks(hands.at, "set")
    qtbot.waitUntil(lambda: bool(bench.search.hits), timeout=WAIT_MS)
    hands.press(Qt.Key.Key_Escape)
    assert bench.search.hits == []
    assert hands.is_at(bench.search.field), "what was typed can be mended"
    hands.press(Qt.Key.Key_Escape)
    assert hands.is_at(table)


# Off screen a menu cannot hold the keyboard.
@pytest.mark.qt_log_ignore(
    "does not support raise", "grabbing the keyboard", "propagateSizeHints", extend=True
)
def test_a_table_is_sorted_by_keys(bench: Workbench, hands: Hands, qtbot: QtBot) -> None:
    bench.go(Place.INVOICES)
    rest(bench, qtbot)
    table = bench.invoices.table
    columns = table.findChildren(Columns)[0]
    header = table.horizontalHeader()
    key = table.rows_model.rows[1].key
    table.select_key(key)
    table.setFocus()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.columns_asked.emit()
        assert columns.menu is not None
        find_action(columns.menu, "invoices.table.order.0").trigger()
        columns.menu.close()
        rest(bench, qtbot)
        assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (0, order)
        assert table.selected_keys() == {key}
    assert hands.is_at(table)
