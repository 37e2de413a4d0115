"""A run on screen, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.ui.theme import Tone
from tests.gui.conftest import WAIT_MS, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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


def test_the_health_icon_stands_level_with_its_word(bench: Workbench) -> None:
    health = bench.bottom.health
    icon, word = health._icon.geometry().center(), health._word.geometry().center()
    assert abs(icon.y() - word.y()) <= 1
