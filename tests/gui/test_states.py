"""Every place of the window in every state: empty, being read, failed, stale, without permission.

One table, complete against `Place`: a new place without its words fails.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from ippay_desktop.domain.authority import Role, Task
from ippay_desktop.domain.errors import NotSentError, ProtocolError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui.widgets.navigation import Place
from ippay_desktop.ui.widgets.parts import Page
from ippay_desktop.ui.widgets.permission import BEGINS
from ippay_desktop.ui.widgets.table import Table
from tests.gui.conftest import WAIT_MS
from tests.gui.fake_reports import FakeReports
from tests.gui.visible import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


class State(StrEnum):
    """What a place may be in."""

    EMPTY = "empty"
    READING = "reading"
    FAILED = "failed"
    STALE = "stale"
    FORBIDDEN = "forbidden"


_TROUBLE = "Splynx gave half an answer."
_MONEY = {Task.CHARGE_ONE, Task.CHARGE_RUN, Task.DECIDE}
_LISTS = (Place.CUSTOMERS, Place.INVOICES, Place.PROFORMAS)
# Read from the journal on this computer, not from Splynx.
_OWN = (Place.RUNS, Place.ATTENTION)
WORDS: dict[State, dict[Place, str]] = {
    State.EMPTY: {
        Place.TODAY: "0 documents",
        Place.CUSTOMERS: "No customer matches",
        Place.INVOICES: "Nothing passes this filter",
        Place.PROFORMAS: "Nothing passes this filter",
        Place.RUNS: "No run yet",
        Place.LINKS: "Paste numbers or take a filter",
        Place.ATTENTION: "Nothing waits. Every charge is settled",
        Place.BOOKS: "Choose a period and compare.",
        Place.SETTINGS: "Not checked yet.",
    },
    State.READING: {
        Place.TODAY: "…",
        **dict.fromkeys((*_LISTS, Place.RUNS, Place.LINKS), "Reading…"),
        Place.ATTENTION: "Asking…",
        Place.BOOKS: "Comparing…",
        Place.SETTINGS: "Checking…",
    },
    State.FAILED: dict.fromkeys(Place, _TROUBLE),
    State.STALE: dict.fromkeys(Place, "Splynx out of reach since"),
    State.FORBIDDEN: dict.fromkeys(Place, "ada may only look"),
}


def shows(bench: Workbench, words: str) -> bool:
    return any(words in text for _, text in texts(bench))


def wait_for_words(bench: Workbench, words: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shows(bench, words), timeout=WAIT_MS)


def open_money(bench: Workbench) -> list[str]:
    """Buttons that begin to move money, or to decide about it, and can be pressed now."""
    return [
        one.objectName()
        for one in bench.findChildren(QAbstractButton)
        if BEGINS.get(one.objectName()) in _MONEY and one.isVisible() and one.isEnabled()
    ]


def begin(bench: Workbench, place: Place) -> None:
    """Go there, and press what makes it read where it does not by itself."""
    bench.go(place)
    if place is Place.LINKS:
        bench.links.numbers.setPlainText("2026000001")
    presses = {
        Place.LINKS: lambda: bench.links.check,
        Place.ATTENTION: lambda: bench.attention_page.ask,
        Place.BOOKS: lambda: bench.books.compare,
        Place.SETTINGS: lambda: bench.settings.check,
    }
    if place in presses:
        presses[place]().click()


@pytest.fixture
def opened(
    open_window: Callable[..., MainWindow], station: FakeStation, qtbot: QtBot
) -> Callable[[], Workbench]:
    """Opens the window on the station as it is by then, and waits for Today."""

    def opener() -> Workbench:
        station.reports = FakeReports()
        window = open_window(station)
        qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
        bench = window.workbench
        assert bench is not None
        qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
        return bench

    return opener


def test_the_table_is_complete() -> None:
    assert set(WORDS) == set(State)
    for words in WORDS.values():
        assert set(words) == set(Place)


def test_an_empty_place_says_so(
    opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot
) -> None:
    station.splynx.customers.clear()
    station.splynx.held_documents.clear()
    bench = opened()
    for place, words in WORDS[State.EMPTY].items():
        bench.go(place)
        wait_for_words(bench, words, qtbot)
        assert open_money(bench) == [], place


def test_a_place_that_is_read_says_so_and_nothing_else(
    open_window: Callable[..., MainWindow], station: FakeStation, qtbot: QtBot
) -> None:
    station.reports = FakeReports()
    window = open_window(station)
    first: list[bool] = []

    def look() -> None:
        bench = window.workbench
        assert bench is not None
        first.append(bench.today.unpaid.figure.text() == WORDS[State.READING][Place.TODAY])
        # Nothing of Splynx comes from here on.
        station.splynx.held.clear()

    window.opened.connect(look)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    bench = window.workbench
    assert bench is not None
    try:
        assert first == [True]
        for place, words in WORDS[State.READING].items():
            begin(bench, place)
            # At once: what is read from this computer itself is there at the next turn.
            assert place is Place.TODAY or shows(bench, words), place
            assert not shows(bench, WORDS[State.EMPTY][place]), place
            assert open_money(bench) == [], place
    finally:
        station.splynx.held.set()


def test_a_place_that_could_not_be_read_says_why(
    opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot
) -> None:
    bench = opened()
    station.splynx.trouble = ProtocolError(_TROUBLE)
    for place, words in WORDS[State.FAILED].items():
        begin(bench, place)
        if place in _OWN:
            # As the journal's own trouble comes, which does not come from Splynx.
            presenter = bench.runs.presenter if place is Place.RUNS else bench.attention
            qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
            presenter.failed.emit(words)
        # The check in Settings tells each of its lines what went wrong with it.
        if place is Place.SETTINGS:
            wait_for_words(bench, words, qtbot)
        else:
            page = bench.customers.list if place is Place.CUSTOMERS else bench.stack.currentWidget()
            assert isinstance(page, Page)
            qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
            assert words in page.trouble.sentence.text(), place
            assert not page.trouble._icon.pixmap().isNull()
        if place in _LISTS:
            assert shows(bench, "Not read. Why stands above."), place
            assert not shows(bench, WORDS[State.EMPTY][place]), place
        assert open_money(bench) == [], place


def test_a_stale_place_says_since_when(opened: Callable[[], Workbench]) -> None:
    bench = opened()
    bench.session.mark_failed(NotSentError("Splynx is out of reach."))
    for place, words in WORDS[State.STALE].items():
        bench.go(place)
        assert bench.stale.isVisible(), place
        assert shows(bench, words), place
        assert not bench.stale.notice._icon.pixmap().isNull()
        assert open_money(bench) == [], place


def test_a_place_without_permission_says_who_may_only_look(
    opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot
) -> None:
    station.authority.assign(Role.READ_ONLY, SecretText("739152"))
    bench = opened()
    for place, words in WORDS[State.FORBIDDEN].items():
        bench.go(place)
        qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
        assert shows(bench, words), place
        for table in bench.stack.findChildren(Table):
            table.selectAll()
        assert open_money(bench) == [], place
