"""What the window remembers between starts, and that losing it does no harm."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ippay_desktop.adapters.tables.files import LocalFiles
from ippay_desktop.ui import memory, theme
from ippay_desktop.ui.memory import Remembered, TableLook
from ippay_desktop.ui.models.run_rows import PlanColumn
from ippay_desktop.ui.widgets.columns import Columns
from tests.gui.conftest import WAIT_MS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

_NAME = "invoices.table"


def test_columns_are_kept_between_starts(
    window: MainWindow,
    station: FakeStation,
    open_window: Callable[[FakeStation], MainWindow],
    lanes: Lanes,
    qtbot: QtBot,
) -> None:
    assert window.workbench is not None
    table = window.workbench.invoices.table
    columns = table.findChild(Columns)
    assert columns is not None
    table.horizontalHeader().resizeSection(0, 201)
    table.horizontalHeader().resizeSection(3, 99)
    columns.show_column(3, is_shown=False)
    columns.show_column(1, is_shown=False)
    assert not table.isColumnHidden(1), "the column that fills the table stays"
    window.begin_closing()
    draining = lanes.loop.create_task(window.drain())
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    path = station.data_dir / "window.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = open_window(station)
    qtbot.waitUntil(lambda: again.workbench is not None, timeout=WAIT_MS)
    assert again.workbench is not None
    other = again.workbench.invoices.table
    assert other.columnWidth(0) == 201
    assert other.isColumnHidden(3)
    assert not again.workbench.proformas.table.isColumnHidden(3)
    back = other.findChild(Columns)
    assert back is not None
    back.reset()
    assert not other.isColumnHidden(3)
    assert other.columnWidth(0) == 140


def test_an_extra_column_comes_when_it_is_asked_for(bench: Workbench) -> None:
    """A plan's reasons need the room that its dates would take."""
    table = bench.planner.table
    columns = table.findChild(Columns)
    assert columns is not None
    assert table.isColumnHidden(PlanColumn.ISSUED)
    columns.show_column(PlanColumn.ISSUED, is_shown=True)
    assert not table.isColumnHidden(PlanColumn.ISSUED)
    other = Columns(bench.planner.table, columns._memory)
    assert PlanColumn.ISSUED not in other.look.hidden
    columns.reset()
    assert table.isColumnHidden(PlanColumn.ISSUED)


def test_a_change_is_written_without_closing(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.invoices.table.horizontalHeader().resizeSection(0, 233)
    path = station.data_dir / "window.json"

    def is_written() -> bool:
        return path.exists() and memory.read(path).tables[_NAME].widths[0] == 233

    qtbot.waitUntil(is_written, timeout=WAIT_MS)
    assert [one.name for one in station.data_dir.iterdir() if "window.json-" in one.name] == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_headers_menu_chooses_columns(bench: Workbench, qtbot: QtBot) -> None:
    bench.invoices.table.columns_asked.emit()
    menu = bench.invoices.table.findChild(QMenu, f"{_NAME}.columns_menu")
    assert menu is not None
    qtbot.waitUntil(menu.isVisible, timeout=WAIT_MS)
    due = menu.findChild(QAction, f"{_NAME}.column.3")
    filling = menu.findChild(QAction, f"{_NAME}.column.1")
    assert due is not None
    assert filling is not None
    assert not filling.isEnabled()
    due.trigger()
    assert bench.invoices.table.isColumnHidden(3)
    menu.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"version": 2, "tables": {}}',
        b'{"version": 1, "tables": []}',
        b'{"version": 1, "tables": {"invoices.table": 7}}',
        b'{"version": 1, "tables": {"invoices.table": {"columns": true, "widths": {}}}}',
    ],
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert memory.read(path) == Remembered()


def test_nonsense_inside_a_file_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    look = {"columns": 3, "widths": {"0": 99_999, "1": 70, "x": 5}, "hidden": [2, 9, "a", True]}
    path.write_text(json.dumps({"version": 1, "tables": {_NAME: look}}), encoding="utf-8")
    kept = memory.read(path)
    assert kept.tables == {_NAME: TableLook(3, {1: 70}, frozenset({2}))}
    memory.write(path, kept, LocalFiles(tmp_path / "data"))
    assert memory.read(path) == kept


@pytest.mark.usefixtures("light")
def test_dark_is_chosen_and_kept_whatever_the_system_does(
    window: MainWindow,
    station: FakeStation,
    open_window: Callable[[FakeStation], MainWindow],
    lanes: Lanes,
    qtbot: QtBot,
) -> None:
    assert window.workbench is not None
    chosen = window.workbench.settings.look.appearance
    chosen.select(theme.Appearance.DARK)
    chosen.activated.emit(chosen.currentIndex())
    assert theme.current().tokens.is_dark
    theme.current()._on_system_changed(Qt.ColorScheme.Light)
    assert theme.current().tokens.is_dark
    window.begin_closing()
    draining = lanes.loop.create_task(window.drain())
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    theme.current().follow(theme.Appearance.LIGHT)
    again = open_window(station)
    qtbot.waitUntil(lambda: again.workbench is not None, timeout=WAIT_MS)
    assert again.workbench is not None
    assert again.workbench.settings.look.appearance.value is theme.Appearance.DARK
    assert theme.current().tokens.is_dark


def test_an_unknown_appearance_is_the_systems(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"version": 1, "appearance": "pink"}', encoding="utf-8")
    assert memory.read(path).appearance is theme.Appearance.SYSTEM
