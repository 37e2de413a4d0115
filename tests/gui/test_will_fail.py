"""Today's list of methods that will fail: by reason, for a remembered day, with the portal page."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import SavedFields
from ippay_desktop.ui.memory import FILE_NAME, Remembered, read
from tests.gui.conftest import WAIT_MS, find, press

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui import fakes


def bench_of(window: MainWindow, qtbot: QtBot) -> Workbench:
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    bench = window.workbench
    assert bench is not None
    return bench


class Browser(QObject):
    """Where links open, in place of the real one."""

    def __init__(self) -> None:
        super().__init__()
        self.visited: list[str] = []

    @Slot(QUrl)
    def visit(self, url: QUrl) -> None:
        self.visited.append(url.toString())


def rows(bench: Workbench) -> list[int]:
    return [one.value.customer_id for one in bench.today.will_fail.table.rows_model.rows]


def test_groups_portal_and_a_day_that_decides(
    open_window: Callable[..., MainWindow], station: fakes.FakeStation, qtbot: QtBot
) -> None:
    station.splynx.slots[CustomerId(2)] = SavedFields(())
    bench = bench_of(open_window(station), qtbot)
    card = bench.today.will_fail
    qtbot.waitUntil(lambda: rows(bench) == [2], timeout=WAIT_MS)
    assert not card.copy.isEnabled()
    card.table.select_key("2")
    press(bench.today, "today.portal_button")
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:1/ippay"
    assert "copied" in bench.bottom.line.sentence.text()
    browser = Browser()
    QDesktopServices.setUrlHandler("http", browser, "visit")  # type: ignore[arg-type]  # the stub is wrong
    try:
        press(bench.today, "today.open_portal_button")
    finally:
        QDesktopServices.unsetUrlHandler("http")
    assert browser.visited == ["http://127.0.0.1:1/ippay"]
    tabs = [find(card, QPushButton, f"today.will_fail_groups.{n}").text() for n in range(4)]
    assert tabs == ["All 1", "None saved 1", "Expired 0", "Declined for good 0"]
    # Far enough in the future every card is expired.
    with qtbot.waitSignal(bench.today.presenter.loaded, timeout=WAIT_MS):
        card.day.setDate(QDate(2090, 1, 31))
    # Customer 1 has a bank account as well, which does not expire.
    qtbot.waitUntil(lambda: set(rows(bench)) == {2, 3, 4, 5, 6}, timeout=WAIT_MS)
    card.tabs.choose(2)
    assert set(rows(bench)) == {3, 4, 5, 6}
    assert station.splynx.recorded == []


def test_the_day_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    on = date(2026, 12, 15)
    file.write_text(json.dumps({"version": 1, "next_charge_on": on.isoformat()}))
    assert read(file).next_charge_on == on
    for odd in ("15.12.2026", 7, None, [on.isoformat()]):
        file.write_text(json.dumps({"version": 1, "next_charge_on": odd}))
        assert read(file) == Remembered()


def test_choosing_a_day_keeps_it(bench: Workbench, qtbot: QtBot) -> None:
    today = bench.today
    on = today.presenter.next_charge_on + timedelta(days=40)
    with qtbot.waitSignal(today.presenter.loaded, timeout=WAIT_MS):
        today.will_fail.day.setDate(QDate(on.year, on.month, on.day))
    assert today.presenter.next_charge_on == on
    assert today._memory.kept.next_charge_on == on
