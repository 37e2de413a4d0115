"""Today's plots: their scale, their sentence, and the table behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from ippay_desktop.ui.theme import Tone, ink
from ippay_desktop.ui.widgets.chart import rule_step
from ippay_desktop.ui.widgets.side_bars import SideBar, SideBars, shares
from tests.gui.conftest import WAIT_MS, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench


@given(st.integers(1, 10**12))
def test_the_scale_has_few_round_lines_and_reaches_the_peak(peak: int) -> None:
    step = rule_step(peak)
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert peak <= 3 * step
    assert step == 1 or peak > step


@given(st.lists(st.integers(0, 10**15), max_size=6))
def test_shares_are_whole_thousandths_of_the_largest(sizes: list[int]) -> None:
    found = shares(sizes)
    assert len(found) == len(sizes)
    assert all(0 <= share <= 1000 for share in found)
    if any(sizes):
        assert found[sizes.index(max(sizes))] == 1000


def test_bars_draw_closer_together_before_one_is_left_out(qtbot: QtBot) -> None:
    bars = SideBars("bars")
    qtbot.addWidget(bars)
    usual = SideBar("0 to 30 days", 1000, "1.00", Tone.BLUE)
    bars.show_lines((usual, usual, usual, SideBar("over 90 days", 1000, "1.00", Tone.RED)))
    bars.resize(300, 4 * 26)
    drawn, oldest = bars.grab().toImage(), QColor(ink(Tone.RED).text)
    assert any(drawn.pixelColor(150, y) == oldest for y in range(drawn.height()))


def test_each_plot_says_its_figures_and_has_a_table(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    today = bench.today
    assert today.ages.summary.text() == "$0.00 is older than 90 days"
    assert today.ages.plot.accessibleDescription() == today.ages.summary.text()
    assert today.ages.table.rows_model.rows[0].texts == (
        "0 to 30 days",
        "6",
        "213.00",
    )
    assert len(today.days.table.rows_model.rows) == 14
    assert today.declines.summary.text() == "None in 14 days."


@pytest.mark.parametrize("name", ["days", "ages", "declines"])
def test_a_plot_gives_way_to_its_table_and_back(bench: Workbench, name: str) -> None:
    card = getattr(bench.today, name)
    assert card.plot.isVisible()
    press(bench, f"today.{name}.table_button")
    assert card.table.isVisible()
    assert card.as_plot.hasFocus() or not bench.isActiveWindow()
    press(bench, f"today.{name}.plot_button")
    assert card.plot.isVisible()
    assert not card.table.isVisible()


def test_pointing_at_a_day_tells_its_figures(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    bars, table = bench.today.bars, bench.today.days.table
    days = [row.value.on.isoformat() for row in table.rows_model.rows]
    assert bars.words_at(-5) == f"{days[-1]}: $0.00 by card, $0.00 by bank account"
    assert bars.words_at(bars.width() + 5).startswith(days[0])
