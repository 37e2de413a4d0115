"""Columns in a narrow window: all in sight, figures whole, and the wish for more not forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from ippay_desktop.ui.widgets.column_fit import fitted
from ippay_desktop.ui.widgets.columns import Columns
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench

WIDTHS = st.lists(st.tuples(st.integers(44, 400), st.integers(44, 400)), min_size=1, max_size=9)


@given(WIDTHS, st.integers(0, 4000))
def test_columns_fit_or_stand_at_their_floors(widths: list[tuple[int, int]], room: int) -> None:
    wishes = {number: max(pair) for number, pair in enumerate(widths)}
    floors = {number: min(pair) for number, pair in enumerate(widths)}
    found = fitted(wishes, floors, room)
    assert found.keys() == wishes.keys()
    assert all(floors[number] <= found[number] <= wishes[number] for number in wishes)
    if sum(wishes.values()) <= room:
        assert found == wishes
    elif sum(floors.values()) <= room:
        assert room - len(wishes) <= sum(found.values()) <= room
    else:
        assert found == floors


def test_a_small_screen_shows_every_column_and_figures_whole(
    bench: Workbench, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(QSize(1280, 720))
    bench.go(Place.INVOICES)
    table = bench.invoices.table
    qtbot.waitUntil(lambda: bool(table.rows_model.rows), timeout=WAIT_MS)
    header = table.horizontalHeader()
    qtbot.waitUntil(lambda: header.length() <= table.viewport().width(), timeout=WAIT_MS)
    for number, column in enumerate(table.rows_model.columns):
        if not column.is_prose and not column.stretches:
            assert header.sectionSize(number) >= column.width


def test_a_narrow_window_is_no_wish(bench: Workbench, window: MainWindow, qtbot: QtBot) -> None:
    bench.go(Place.CUSTOMERS)
    table = bench.customers.list.table
    columns = table.findChild(Columns)
    assert columns is not None
    before = dict(columns.look.widths)
    window.resize(QSize(900, 640))
    qtbot.waitUntil(
        lambda: table.columnWidth(3) < table.rows_model.columns[3].width, timeout=WAIT_MS
    )
    assert columns.look.widths == before
    window.resize(QSize(1600, 900))
    qtbot.waitUntil(
        lambda: table.columnWidth(3) == table.rows_model.columns[3].width, timeout=WAIT_MS
    )
