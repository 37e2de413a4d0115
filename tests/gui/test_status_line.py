"""The bottom line's sentence: what was done goes by itself, what went wrong stays till closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.ui.widgets.navigation import Place
from ippay_desktop.ui.widgets.status_line import StatusLine
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


@pytest.fixture
def line(qapp: QApplication, qtbot: QtBot) -> StatusLine:
    del qapp
    made = StatusLine()
    qtbot.addWidget(made)
    made.show()
    return made


def end_life(line: StatusLine, qtbot: QtBot) -> None:
    """Let the time of what was said be over, which it is counted for."""
    assert line.life.isActive()
    line.life.start(0)
    qtbot.waitUntil(lambda: not line.life.isActive(), timeout=WAIT_MS)


def close(line: StatusLine) -> None:
    press(line, "status.close_button")


def test_what_was_done_goes_by_itself(line: StatusLine, qtbot: QtBot) -> None:
    line.say("3 links copied.")
    assert line.sentence.text() == "3 links copied."
    assert not line.close_button.isVisible()
    end_life(line, qtbot)
    assert line.sentence.text() == ""


def test_a_trouble_stays_until_it_is_closed(line: StatusLine, qtbot: QtBot) -> None:
    line.warn("It could not be written.")
    assert not line.life.isActive()
    assert line.close_button.isVisible()
    assert not line._icon.pixmap().isNull()
    assert line._icon.isVisible()
    # Whoever pressed something is answered, and the trouble is there again.
    line.say("3 links copied.")
    assert line.sentence.text() == "3 links copied."
    assert not line._icon.isVisible()
    end_life(line, qtbot)
    assert line.sentence.text() == "It could not be written."
    close(line)
    assert line.sentence.text() == ""
    assert not line.close_button.isVisible()


def test_a_trouble_is_said_at_once_over_what_was_done(line: StatusLine) -> None:
    line.say("3 links copied.")
    line.warn("It could not be written.")
    assert line.sentence.text() == "It could not be written."


def test_no_trouble_hides_another(line: StatusLine) -> None:
    for words in ("One.", "Two.", "One."):
        line.warn(words)
    assert line.sentence.text() == "One."
    assert line.more.isVisible()
    assert line.more.text() == "1 more message"
    close(line)
    assert line.sentence.text() == "Two."
    assert not line.more.isVisible()
    line.warn("Three.")
    line.settle("Two.")
    assert line.sentence.text() == "Three."
    assert not line.more.isVisible()


def test_what_stands_to_the_end_is_hidden_by_nothing(line: StatusLine, qtbot: QtBot) -> None:
    line.say_last("Closing…")
    line.warn("Trouble.")
    line.say("Done.")
    assert line.sentence.text() == "Closing…"
    end_life(line, qtbot)
    assert line.sentence.text() == "Closing…"


def test_a_run_that_goes_on_takes_back_that_it_could_not(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    line = bench.bottom.line
    bench.desk.failed.emit("It could not go on.")
    line.warn("Another thing.")
    assert line.more.text() == "1 more message"
    station.gateway.gate.clear()
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.desk.is_going_on, timeout=WAIT_MS)
    qtbot.waitUntil(line.more.isHidden, timeout=WAIT_MS)
    assert line.sentence.text() == "Another thing."
    station.gateway.gate.set()
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)


def test_closing_while_charges_are_under_way_is_said_whatever_ends_meanwhile(
    window: MainWindow, station: FakeStation, qtbot: QtBot
) -> None:
    bench = window.workbench
    assert bench is not None
    station.gateway.gate.clear()
    station.gateway.answer = lambda _request: GatewayAnswer(Verdict.UNKNOWN, "Lost.")
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.is_charging, timeout=WAIT_MS)
    window.begin_closing()
    bench.session.trouble.emit("Something else.")
    assert bench.bottom.line.sentence.text().startswith("Closing when the charges")
    station.gateway.gate.set()


def test_a_page_that_cannot_be_read_wipes_out_no_message(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.go(Place.INVOICES)
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    bench.session.trouble.emit("run.csv could not be written.")
    station.splynx.trouble = ProtocolError("Half an answer.")
    bench.invoices.presenter.refresh()
    qtbot.waitUntil(bench.invoices.trouble.isVisible, timeout=WAIT_MS)
    assert bench.bottom.line.sentence.text() == "run.csv could not be written."


def test_links_that_could_not_be_made_are_told_where_they_were_asked_for(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.open_customer(1)
    page = bench.customers.page
    button = find(page, QPushButton, "customer.copy_link_button")
    page.documents.selectAll()
    qtbot.waitUntil(button.isEnabled, timeout=WAIT_MS)
    station.splynx.trouble = ProtocolError("Half an answer.")
    button.click()
    line = bench.bottom.line
    qtbot.waitUntil(lambda: line.sentence.text() == "Half an answer.", timeout=WAIT_MS)


def test_a_browser_that_does_not_open_is_said(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []

    def refuse(url: QUrl) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    bench.today.portal_asked.emit("https://portal.example/x")
    assert [url.toString() for url in asked] == ["https://portal.example/x"]
    assert bench.bottom.line.sentence.text() == (
        "No browser could be opened for https://portal.example/x"
    )
