"""The page that compares the books: sums, differences, a person's word, and a finished day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.ports import AttemptFilter, DocumentQuery
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.ui import states
from ippay_desktop.ui.formats import amount, money
from ippay_desktop.ui.models import books_rows
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.fake_reports import FakeReports
from tests.unit.domain.past import row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui import fakes


@pytest.fixture
def reports(station: fakes.FakeStation) -> FakeReports:
    station.reports = FakeReports()
    return station.reports


@pytest.fixture
def bench(
    reports: FakeReports,  # noqa: ARG001  # there before the window opens
    open_window: Callable[..., MainWindow],
    station: fakes.FakeStation,
    qtbot: QtBot,
) -> Workbench:
    made = open_window(station)
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT_MS)
    assert made.workbench is not None
    return made.workbench


def charged(bench: Workbench) -> Attempt:
    workspace = bench.session.workspace
    service = ChargeService(workspace)
    ref = next(one.ref for one in workspace.billing.documents(*_ALL) if one.due.is_positive)
    assert ref.id is not None
    fresh = workspace.billing.document(ref.kind, ref.id)
    return service.charge(service.prepare_document(fresh, AccountChoice.CARD, None)).attempt


_ALL = (DocumentKind.INVOICE, DocumentQuery())


def set_period(bench: Workbench, first: date, last: date) -> None:
    for editor, day in ((bench.books.first, first), (bench.books.last, last)):
        editor.setDate(QDate(day.year, day.month, day.day))


def compare(bench: Workbench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.books.presenter.compared, timeout=WAIT_MS):
        press(bench.books, "books.compare_button")


def test_a_stranger_is_shown_dealt_with_and_the_days_are_equal(
    bench: Workbench, reports: FakeReports, qtbot: QtBot
) -> None:
    attempt = charged(bench)
    assert attempt.state is AttemptState.RECORDED
    stranger = {"transaction_id": "A20261123120000001", "attempt_reference": ""}
    reports.rows = [row(attempt, 1), row(attempt, 2, order_number="7001", **stranger)]
    bench.go(Place.BOOKS)
    page = bench.books
    day = attempt.intent.created_at.date()
    set_period(bench, day, day + timedelta(days=1))
    compare(bench, qtbot)
    assert page.state.word == "The books differ"
    assert len(page.table.rows_model.rows) == 1
    assert page.tiles["left"].figure.text() == "1"
    once = attempt.intent.amount
    twice = replace(once, minor=2 * once.minor)
    assert page.tiles["claimed"].figure.text() == money(once)
    assert page.tiles["charged"].figure.text() == money(twice)
    assert "find out for whom" in find(page, QLabel, "books.next").text()
    assert "A20261123120000001" in find(page, QLabel, "books.evidence").text()
    # It waits in Attention too, where no charge of ours stands behind it.
    qtbot.waitUntil(lambda: len(bench.attention_page.table.rows_model.rows) == 1, timeout=WAIT_MS)
    press(page, "books.dismiss_button")
    dialog = page.dialog
    assert dialog is not None
    assert not dialog.mark.isEnabled()
    dialog.reason.setText("The add-on of the branch office")
    with qtbot.waitSignal(page.presenter.compared, timeout=WAIT_MS):
        press(dialog, "dismiss.mark_button")
    assert [one.texts[0] for one in page.table.rows_model.rows] == ["Dealt with"]
    assert page.tiles["left"].figure.text() == "0"
    qtbot.waitUntil(lambda: not bench.attention_page.table.rows_model.rows, timeout=WAIT_MS)
    assert bench.session.workspace.journal.attempts(AttemptFilter()) == (attempt,)


def test_a_finished_day_says_so_and_is_told_when_it_changes(
    bench: Workbench, reports: FakeReports, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    attempt = charged(bench)
    reports.rows = [row(attempt, 1)]
    bench.go(Place.BOOKS)
    page = bench.books
    day = attempt.intent.created_at.date()
    set_period(bench, day, day)
    station.splynx.ahead = timedelta(days=3)
    compare(bench, qtbot)
    assert page.state.word == "Finished and equal"
    assert "Finished" in page.subtitle.text()
    whole, zero = amount(attempt.intent.amount), replace(attempt.intent.amount, minor=0)
    for book in ("claimed", "charged", "recorded"):
        tile = page.tiles[book]
        assert tile.figure.text() == money(attempt.intent.amount)
        assert tile.detail.text() == f"{whole} taken, 0.00 given back"
    station.splynx.recorded.clear()
    compare(bench, qtbot)
    assert page.state.word == "The books differ"
    rows = page.table.rows_model.rows
    assert [one.texts[0] for one in rows] == [
        "Finished day changed",
        "Charge without payment",
    ]
    page.table.select_key(rows[0].key)
    assert "were finished on" in page.known.text()
    assert f"Splynx from {money(attempt.intent.amount)} to {money(zero)}" in page.known.text()
    assert not page.open_charge.isVisible()
    # What differs leads to the charge behind it, and all of it into a file.
    page.table.select_key(rows[1].key)
    press(page, "books.charge_button")
    assert bench.charge_dialog is not None
    bench.charge_dialog.reject()
    # It waits in Attention too, and opens from there.
    bench.go(Place.ATTENTION)
    waiting = bench.attention_page.table
    qtbot.waitUntil(lambda: len(waiting.rows_model.rows) == 2, timeout=WAIT_MS)
    own = next(one for one in waiting.rows_model.rows if one.value.about.attempt_id)
    waiting.select_key(own.key)
    press(bench.attention_page, "attention.charge_button")
    qtbot.waitUntil(lambda: bench.charge_dialog is not None, timeout=WAIT_MS)
    bench.charge_dialog.reject()
    assert page._view is not None
    *cells, taken, back, left, elsewhere = page.exported(page._view)
    assert [one[0] for one in cells] == [one.texts[0] for one in rows]
    assert [len(one) for one in cells] == [len(books_rows.books_heading())] * 2
    assert (taken[0], *taken[4:7]) == ("Taken", attempt.intent.amount, attempt.intent.amount, zero)
    assert (back[0], *back[4:7]) == ("Given back", zero, zero, zero)
    assert (left[0], *left[4:8]) == ("Left", *taken[4:7], attempt.intent.amount)
    assert elsewhere[4:7] == (zero, zero, zero)


def test_a_change_of_a_finished_day_comes_to_attention_by_itself(
    bench: Workbench, reports: FakeReports, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    keeper = bench.attention
    keeper.stop()
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    attempt = charged(bench)
    reports.rows = [row(attempt, 1)]
    day = attempt.intent.created_at.date()
    station.splynx.ahead = timedelta(days=3)
    found = bench.session.comparing.compare(Period(day, day))
    assert found.finished is not None
    station.splynx.recorded.clear()
    # As if an hour had passed since the window looked last; nobody compares anything.
    bench.session.reconciling._watch._looked_at = None
    keeper._round.timeout.emit()
    waiting = bench.attention_page.table
    qtbot.waitUntil(lambda: len(waiting.rows_model.rows) == 2, timeout=WAIT_MS)
    own = next(one for one in waiting.rows_model.rows if one.value.about.attempt_id)
    assert "no longer in Splynx" in own.value.about.reason
    # The charge itself says where its money stands.
    now = bench.session.workspace.journal.attempt(attempt.id)
    assert states.of_attempt(now).word == "Taken, its payment is gone from Splynx"


def test_trouble_with_the_reports_is_said_and_nothing_is_compared(
    bench: Workbench, reports: FakeReports, qtbot: QtBot
) -> None:
    reports.trouble = ProtocolError("IPpay's report is not whole.")
    bench.go(Place.BOOKS)
    with qtbot.waitSignal(bench.books.presenter.failed, timeout=WAIT_MS):
        press(bench.books, "books.compare_button")
    assert "not whole" in bench.books.trouble.sentence.text()
    assert not bench.books.export.isEnabled()
    today = bench.session.now().astimezone().date()
    set_period(bench, today, today - timedelta(days=1))
    with qtbot.waitSignal(bench.books.presenter.failed, timeout=WAIT_MS):
        qtbot.keyClick(bench.books.last, Qt.Key.Key_Return)
    assert "ends before it begins" in bench.books.trouble.sentence.text()


def test_without_reports_the_page_says_so(
    open_window: Callable[..., MainWindow], station: fakes.FakeStation, qtbot: QtBot
) -> None:
    made = open_window(station)
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT_MS)
    assert made.workbench is not None
    made.workbench.go(Place.BOOKS)
    assert "not set up" in made.workbench.books.trouble.sentence.text()
    assert not made.workbench.books.compare.isEnabled()
