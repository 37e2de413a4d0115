"""Every item model under Qt's own tester while its rows come, are sorted, filtered, and go."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from array import array
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QComboBox

from ippay_desktop import ui
from ippay_desktop.ui import models, states
from ippay_desktop.ui.models.table import Row, TableModel
from ippay_desktop.ui.models.window import PAGE, Window, WindowModel
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, every_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

# What it finds wrong it says as a warning, and any warning fails a test.
_WARNING = QAbstractItemModelTester.FailureReportingMode.Warning
_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """All of a package's modules."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def makers() -> dict[str, Callable[[], TableModel[Any]]]:
    """The functions that make the program's models, by name."""
    return {
        name: made
        for module in modules(models)
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__ and name.endswith("_model")
    }


def model_classes(root: type[object] = QAbstractItemModel) -> set[type[object]]:
    """The program's own kinds of model, wherever they are."""
    found: set[type[object]] = set()
    for one in root.__subclasses__():
        found |= model_classes(one)
        if one.__module__.startswith(ui.__name__):
            found.add(one)
    return found


def rows_of(model: TableModel[Any], keys: range, mark: str = "") -> list[Row[Any]]:
    """Rows with something in every column, a state in the first."""
    width = len(model.columns)
    return [
        Row(
            str(key),
            tuple(f"{(key * 7 + column) % 10}{mark}" for column in range(width)),
            key,
            shown={0: states.ready()},
            order={width - 1: -key},
        )
        for key in keys
    ]


def put_through(model: TableModel[Any]) -> None:
    """Fill, sort, change, filter and empty a model that holds all its rows."""
    model.set_rows(rows_of(model, range(12)))
    for column in (*range(len(model.columns)), -1, len(model.columns)):
        for order in (_DOWN, _UP):
            model.sort(column, order)
    model.set_rows(rows_of(model, range(12), "*"))
    assert {row.texts[0][-1] for row in model.rows} == {"*"}
    model.set_rows(rows_of(model, range(3, 7)))
    assert model.rowCount() == 4
    model.set_rows([])
    model.sort(0, _DOWN)
    assert model.rowCount() == 0


def put_through_window(model: WindowModel[Any]) -> None:
    """The same with rows that come by page, and back to rows that are all there."""
    asked: list[int] = []
    model.page_asked.connect(asked.append)
    keys = array("q", range(3 * PAGE - 20))
    first = rows_of(model, range(PAGE))
    model.show_window(Window(keys[:PAGE], len(keys), is_whole=False, pages={0: first}))
    model.data(model.index(len(keys) - 1, 0))
    assert 2 in asked
    model.show_window(Window(keys, len(keys), is_whole=True))
    for number in (2, 1):
        model.put_page(number, rows_of(model, range(number * PAGE, len(keys))[:PAGE]))
    assert len(model.rows) == len(keys)
    model.sort(0, _DOWN)
    model.show_window(Window(keys[::-1], len(keys), is_whole=True))
    model.show_window(Window(keys[::-1], len(keys), is_whole=True))
    model.change_rows(lambda row: row)
    model.show_window(Window(keys[:5], 5, is_whole=True, pages={0: rows_of(model, range(5))}))
    model.show_window(Window(array("q"), 0, is_whole=True))
    assert model.rowCount() == 0
    model.set_rows(rows_of(model, range(2)))
    assert not model.is_window
    model.set_rows([])


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", makers())
def test_a_model_keeps_qts_contract_whatever_becomes_of_its_rows(name: str) -> None:
    model = makers()[name]()
    tester = QAbstractItemModelTester(model, _WARNING)
    put_through(model)
    if isinstance(model, WindowModel):
        put_through_window(model)
    assert tester.model() is model


def test_every_model_in_the_window_is_tested_at_work(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    every_page(bench)
    bench.plan()
    views = bench.window().findChildren(QAbstractItemView)
    held = {id(one.model()): one.model() for one in views}
    held |= {id(one.model()): one.model() for one in bench.findChildren(QComboBox)}
    testers = [QAbstractItemModelTester(one, _WARNING) for one in held.values()]
    tested = {type(one.model()) for one in testers}
    assert list(modules(ui)), "all are imported, so that Python knows every kind of model"
    assert model_classes() - tested == set(), "kinds of model that no view of the window shows"
    shown = (bench.customers.list.table.rows_model, bench.invoices.table.rows_model)

    def wait_for(count: int) -> None:
        qtbot.waitUntil(lambda: [one.rowCount() for one in shown] == [count] * 2, timeout=WAIT_MS)

    for place in (Place.CUSTOMERS, Place.INVOICES):
        bench.go(place)
    wait_for(6)
    for table in (bench.customers.list.table, bench.invoices.table):
        table.sortByColumn(1, _DOWN)
        table.sortByColumn(1, _UP)
    bench.customers.list.search.setText("Nr 3")
    bench.invoices.filter.text.setText("Nr 3")
    bench.invoices.filter.apply()
    wait_for(1)
    bench.open_customer(3)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 3, timeout=WAIT_MS)
    station.splynx.customers.clear()
    station.splynx.held_documents.clear()
    bench.customers.list.presenter.refresh()
    bench.invoices.presenter.refresh()
    wait_for(0)
