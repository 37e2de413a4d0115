"""Charging what was selected in a list: planned by number, started only like any other plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, press
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.documents_page import DocumentsPage
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def invoices(bench: Workbench, qtbot: QtBot) -> DocumentsPage:
    bench.go(Place.INVOICES)
    page = bench.invoices
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 6, timeout=WAIT_MS)
    return page


def test_selected_rows_are_planned_and_nothing_is_sent(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page, planner = invoices(bench, qtbot), bench.planner
    planner.filter.total.setText(">1000")
    planner.customers.setText("99")
    assert not page.charge_selected.isEnabled()
    page.table._select(frozenset({"invoice:2", "invoice:5"}))
    press(page, "invoices.charge_selected_button")
    assert bench.stack.currentWidget() is planner
    qtbot.waitUntil(lambda: planner.view is not None, timeout=WAIT_MS)
    assert planner.numbers.text() == "2026000005, 2026000002"
    view = planner.view
    assert view is not None
    planned = sorted(row.document.number or "" for row in view.rows)
    assert planned == ["2026000002", "2026000005"]
    assert planner.totals.sum.text() == "$71.00"
    assert not planner.totals.start.isEnabled()
    assert station.gateway.charges == []


def test_what_is_paid_meanwhile_is_not_planned(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page = invoices(bench, qtbot)
    first = next(iter(station.splynx.held_documents))
    station.splynx._settle(first, fakes.usd("10.50"), 1)  # type: ignore[arg-type]
    page.table.selectAll()
    press(page, "invoices.charge_selected_button")
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    planned = sorted(row.document.number or "" for row in view.rows)
    assert planned == [f"202600000{number}" for number in range(2, 7)]


def test_a_selection_does_not_disturb_a_run(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: len(station.gateway.charges) == 2, timeout=WAIT_MS)
    page = invoices(bench, qtbot)
    page.table.selectAll()
    press(page, "invoices.charge_selected_button")
    planner = bench.planner
    assert planner.trouble.sentence.text() == "A run is going on. Nothing was planned."
    assert planner.run_panel.isVisible()
    station.gateway.gate.set()
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
