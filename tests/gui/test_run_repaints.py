"""What a run costs the window's thread, in counts: a row that ends is all that is looked at."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from typing_extensions import override

from ippay_desktop.ui import states
from ippay_desktop.ui.models import run_rows
from ippay_desktop.ui.models.table import LaterRow, Row, TableModel
from ippay_desktop.ui.theme import Tone
from ippay_desktop.ui.widgets.table import Table
from tests.gui.conftest import WAIT_MS
from tests.gui.test_runs import run_everything, words

if TYPE_CHECKING:
    import pytest
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def test_only_rows_that_changed_are_put_into_words_again(
    bench: Workbench, station: FakeStation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench).count("Sending…") == 2, timeout=WAIT_MS)
    panel = bench.planner.run_panel
    before = panel.table.rows_model.rows
    made: list[int] = []

    def watched(result: RowResult) -> Row[RowResult]:
        made.append(result.row.position)
        return LaterRow(str(result.row.position), result, run_rows.result_row)

    monkeypatch.setattr(run_rows, "later_result_row", watched)
    bench.desk.pause()
    assert not made, "nothing has changed"
    station.gateway.gate.set()
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    assert words(bench) == ["Paid"] * 2 + ["Ready"] * 4
    # Read from the journal once more at the end, they are as they were told.
    assert sorted(made) == [0, 1]
    assert panel.table.rows_model.rows[2:] == before[2:]
    assert all(a is b for a, b in zip(panel.table.rows_model.rows[2:], before[2:], strict=True))


def test_rows_out_of_sight_are_compared_without_their_words(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench) == ["Paid"] * 6, timeout=WAIT_MS)
    results = [row.value for row in bench.planner.run_panel.table.rows_model.rows]
    looked_at: list[int] = []

    def put_into_words(result: RowResult) -> Row[RowResult]:
        looked_at.append(result.row.position)
        return Row("", (), result)

    monkeypatch.setattr(run_rows, "result_row", put_into_words)
    model: TableModel[RowResult] = TableModel(run_rows.results_model().columns)
    model.set_rows([run_rows.later_result_row(result) for result in results])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    again = [run_rows.later_result_row(result) for result in results]
    again[4] = LaterRow("4", results[5], put_into_words)
    assert not model.set_rows(again)
    assert changed == [4]
    assert looked_at == []


def test_a_cell_is_painted_from_one_question(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Model(TableModel[int]):
        @override
        def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
            asked.append(role)
            return super().data(index, role)

    shown = states.Shown("check", "Paid", Tone.GREEN)
    columns = run_rows.results_model().columns
    table: Table[int] = Table(Model(columns), "one_question")
    qtbot.addWidget(table)
    blank = ("",) * len(columns)
    table.set_rows([Row(str(one), blank, one, {1: shown}) for one in range(3)])
    with qtbot.waitExposed(table):
        table.show()
    asked.clear()
    table.viewport().repaint()
    # Python's lock is waited for at each question while workers have it.
    assert asked == []


def test_a_runs_rows_are_not_looked_through_for_garbage(bench: Workbench, qtbot: QtBot) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: words(bench) == ["Paid"] * 6, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    progress = bench.desk.progress
    assert progress is not None
    looked_at = {id(one) for one in gc.get_objects()}
    assert not {id(one.attempt) for one in progress.results} & looked_at
