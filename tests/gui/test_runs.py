"""A run on screen, row by row."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from ippay_desktop.domain.billing import OpenDebt
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.models.run_rows import PlanColumn
from ippay_desktop.ui.theme import Tone
from ippay_desktop.ui.widgets.progress_bar import ProgressBar
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, press

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.ports import ChargeRequest
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

_RESULT = 6


def run_everything(bench: Workbench, qtbot: QtBot) -> None:
    """Plan what there is, type its sum and start."""
    bench.plan()
    press(bench.planner, "planner.make_button")
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    bench.planner.totals.confirm.setText(view.plan.sum.text())
    press(bench.planner, "planner.start_button")


def test_a_plan_counts_on_the_rows_before_and_not_on_those_taken_out(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    issued_on = date(2026, 1, 5)
    nina = CustomerId(9)
    station.splynx.customers[nina] = replace(station.splynx.customers[CustomerId(2)], id=nina)
    station.splynx.slots[nina] = fakes.card_slots()
    fakes.add_invoice(station.splynx, 70, nina, "4.00", issued_on)
    fakes.add_invoice(station.splynx, 71, nina, "8.00", issued_on + timedelta(days=1))
    station.splynx.debits.append(OpenDebt(5, CustomerId(3), fakes.usd("1.50"), issued_on))
    planner = bench.planner
    bench.plan()
    planner.filter.show_value(replace(planner.filter.value(), first=issued_on))
    press(planner, "planner.make_button")
    qtbot.waitUntil(lambda: planner.view is not None, timeout=WAIT_MS)

    def said() -> dict[str, str]:
        return {row.key: row.shown[PlanColumn.STATE].word for row in planner.table.rows_model.rows}

    def in_amber() -> int:
        return planner.view.totals.warnings if planner.view else 0

    # The run pays the older invoice first.
    assert said()["invoice:71"] == "Will be charged"
    assert "$1.50 may go to an open debit" in said()["invoice:3"]
    assert "$1.50 would then stay due" in said()["invoice:3"]
    assert in_amber() == 1
    planner.presenter.drop(frozenset({"invoice:70"}))
    assert "$4.00 may go to invoice 2026000070 first" in said()["invoice:71"]
    assert in_amber() == 2
    planner.presenter.take_back(frozenset({"invoice:70"}))
    assert said()["invoice:71"] == "Will be charged"


def words(bench: Workbench) -> list[str]:
    """What the run's rows say."""
    return [row.texts[_RESULT] for row in bench.planner.run_panel.table.rows_model.rows]


def test_rows_that_are_being_charged_say_so_and_are_not_done(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    panel = bench.planner.run_panel
    first = panel.table.rows_model.rows[0]
    assert first.shown[_RESULT].tone is Tone.BLUE
    assert words(bench)[2:] == ["Ready"] * 4
    assert panel.progress_text.text() == "0 of 6"
    panel.tabs.choose(5)
    assert len(panel.table.rows_model.rows) == 6, "what is being sent is still to come"
    panel.tabs.choose(0)
    station.gateway.gate.set()
    qtbot.waitUntil(lambda: words(bench) == ["Paid"] * 6, timeout=WAIT_MS)
    assert panel.progress_text.text() == "6 of 6"


def test_no_row_stays_in_sending_after_a_pause(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    press(bench.planner.run_panel, "run.pause_button")
    station.gateway.gate.set()
    qtbot.waitUntil(bench.planner.run_panel.resume.isVisible, timeout=WAIT_MS)
    assert words(bench) == ["Paid"] * 2 + ["Ready"] * 4


@pytest.fixture
def limited(station: FakeStation) -> None:
    """The profile allows one cent in a run."""
    station.store.save(replace(fakes.profile(), max_run=fakes.usd("0.01")))


@pytest.mark.usefixtures("limited")
def test_a_run_that_a_limit_stops_says_which_and_whose_charge(
    bench: Workbench, qtbot: QtBot
) -> None:
    run_everything(bench, qtbot)
    panel = bench.planner.run_panel
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    assert words(bench) == ["Ready"] * 6
    said = panel.note.sentence.text()
    assert said.startswith("The limit of this run, 0.01 USD, would be passed by ")
    view = bench.planner.view
    assert view is not None
    row = view.plan.eligible[0]
    assert f"{row.amount.text()} for invoice {row.document.number} of {row.customer_name}" in said
    assert said.endswith("Have it raised by whoever administers this station, then resume.")


def test_the_health_icon_stands_level_with_its_word(bench: Workbench) -> None:
    health = bench.bottom.health
    icon, word = health._icon.geometry().center(), health._word.geometry().center()
    assert abs(icon.y() - word.y()) <= 1


def test_a_run_is_exported_row_by_row(
    bench: Workbench, station: FakeStation, tmp_path: Path, qtbot: QtBot
) -> None:
    def answer(request: ChargeRequest) -> GatewayAnswer:
        if request.amount == fakes.usd("20.50"):
            return GatewayAnswer(Verdict.DECLINED, "=cmd|x", "051")
        return GatewayAnswer(Verdict.APPROVED, "Approved", "000", "OK")

    station.gateway.answer = answer
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    panel, path = bench.planner.run_panel, tmp_path / "run.csv"
    panel.tabs.choose(2)
    press(panel, "run.export_button")
    dialog = panel.saver.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(
        lambda: bench.bottom.line.sentence.text().startswith("Saved 6"), timeout=WAIT_MS
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6, "all rows, whichever are shown"
    assert [row["Money taken"] for row in rows] == ["yes", "no", "yes", "yes", "yes", "yes"]
    assert rows[1]["Result"] == "Declined: =cmd|x"
    assert rows[0]["Customer"] == fakes.NASTY_NAME
    assert rows[0]["Transaction id"] == str(
        panel._results[0].attempt and panel._results[0].attempt.intent.transaction_id
    )


def test_a_paused_run_is_found_again_after_a_restart(
    bench: Workbench,
    station: FakeStation,
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> None:
    window, loop = bench.window(), bench.session.lanes.loop
    assert isinstance(window, MainWindow)
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    window.begin_closing()
    station.gateway.gate.set()
    draining = loop.create_task(window.drain())
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    again = open_window(station)
    qtbot.waitUntil(lambda: again.workbench is not None, timeout=WAIT_MS)
    other = again.workbench
    assert other is not None
    qtbot.waitUntil(other.bottom.run_words.isVisible, timeout=WAIT_MS)
    assert other.bottom.run_words.text().endswith(": paused at 2 of 6")
    press(other, "status.run_button")
    assert words(other) == ["Paid"] * 2 + ["Ready"] * 4
    press(other.planner.run_panel, "run.resume_button")
    qtbot.waitUntil(lambda: words(other) == ["Paid"] * 6, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not other.bottom.run_words.isVisible(), timeout=WAIT_MS)


def test_a_step_of_a_bar_paints_nothing_before_the_next_frame(qtbot: QtBot) -> None:
    painted: list[int] = []

    class Bar(ProgressBar):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(self.value())
            super().paintEvent(event)

    bar = Bar()
    qtbot.addWidget(bar)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.setRange(0, 10)
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    for step in (3, 6, 9):
        bar.setValue(step)
    assert painted == []
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [9]
