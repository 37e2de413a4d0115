"""The window over fake ports: search, lists, links, plans, runs, attention, settings, closing."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel

from ippay_desktop.domain.errors import NotSentError
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.outcome import (
    DeclineClass,
    EnquiryAnswer,
    EnquiryVerdict,
    GatewayAnswer,
    Verdict,
)
from ippay_desktop.domain.profile import Mode
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.fakes import FakeStation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.ports import ChargeRequest
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.workbench import Workbench


def quiet(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)


def plan(bench: Workbench, qtbot: QtBot) -> None:
    bench.plan()
    press(bench.planner, "planner.make_button")
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)


def start_run(bench: Workbench, qtbot: QtBot) -> None:
    plan(bench, qtbot)
    view = bench.planner.view
    assert view is not None
    bench.planner.totals.confirm.setText(view.plan.sum.text())
    press(bench.planner, "planner.start_button")


def test_today_adds_up(bench: Workbench, qtbot: QtBot) -> None:
    quiet(bench, qtbot)
    assert bench.today.unpaid.figure.text() == "$213.00"
    assert bench.today.checked.figure.text() == "0"
    assert bench.bottom.freshness.text().startswith("Splynx ")


def test_search_as_you_type_shows_only_the_newest_answer(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.go(Place.CUSTOMERS)
    area = bench.customers.list
    qtbot.waitUntil(lambda: len(area.table.rows_model.rows) == 6, timeout=WAIT_MS)
    qtbot.keyClicks(area.search, "nr 3")
    qtbot.waitUntil(lambda: len(area.table.rows_model.rows) == 1, timeout=WAIT_MS)
    assert station.splynx.searches[-1] == "nr 3"
    qtbot.keyClick(area.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 3, timeout=WAIT_MS)


def test_nothing_blocks_the_windows_thread(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    for place in Place:
        bench.go(place)
        quiet(bench, qtbot)
    assert station.splynx.threads
    assert threading.main_thread().name not in station.splynx.threads


def test_trouble_is_said_above_the_page_and_goes_away(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    quiet(bench, qtbot)
    station.splynx.trouble = NotSentError("Splynx cannot be reached.")
    bench.go(Place.INVOICES)
    notice = bench.stale.notice
    qtbot.waitUntil(notice.isVisible, timeout=WAIT_MS)
    assert "Splynx cannot be reached." in notice.sentence.text()
    assert bench.invoices.trouble.isHidden()
    station.splynx.trouble = None
    bench.go(Place.INVOICES)
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(bench.invoices.table.rows_model.rows) == 6, timeout=WAIT_MS)


def test_invoices_are_filtered_and_summed(bench: Workbench, qtbot: QtBot) -> None:
    bench.go(Place.INVOICES)
    page = bench.invoices
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 6, timeout=WAIT_MS)
    assert page.subtitle.text() == "6 documents, total\u00a0$213.00, due\u00a0$213.00"
    page.filter.total.setText(">40")
    qtbot.keyClick(page.filter.total, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 3, timeout=WAIT_MS)
    find(page, QComboBox, "invoices.status").setCurrentIndex(6)
    page.filter.apply()
    quiet(bench, qtbot)
    assert page.table.rows_model.rows == ()
    page.filter.total.setText("lots")
    page.filter.apply()
    qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
    assert "not an amount" in page.trouble.sentence.text()


def test_links_of_selected_rows_are_copied_as_html_and_text(bench: Workbench, qtbot: QtBot) -> None:
    bench.go(Place.INVOICES)
    page = bench.invoices
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 6, timeout=WAIT_MS)
    page.table.selectAll()
    press(page, "invoices.copy_links_button")
    qtbot.waitUntil(lambda: bench.bottom.line.sentence.text() == "6 links copied.", timeout=WAIT_MS)
    data = QGuiApplication.clipboard().mimeData()
    assert data.html().count("<a href=") == 6
    assert "http://127.0.0.1:1/ippay/direct-pay-invoice?item_id=2026000001" in data.text()


def test_pay_links_by_number_and_by_id(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.splynx._settle(next(iter(station.splynx.held_documents)), fakes.usd("10.50"), 1)  # type: ignore[arg-type]
    bench.go(Place.LINKS)
    page = bench.links
    assert "without logging in" in find(page, QLabel, "links.warning").text()
    page.numbers.setPlainText("2026000001, 2026000002\nnothing")
    press(page, "links.check_button")
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 3, timeout=WAIT_MS)
    words = [row.texts[3] for row in page.table.rows_model.rows]
    assert words[0] == "It is paid already."
    assert words[1] == "Unpaid now, link is good"
    assert "no invoice with number nothing" in words[2]
    assert page.found.text() == "1 of 3 may be sent"
    page.by.setCurrentIndex(1)
    press(page, "links.copy_urls_button")
    by_id = "http://127.0.0.1:1/ippay/direct-pay-invoice-by-id?item_id=2"
    assert QGuiApplication.clipboard().text() == by_id
    page.by.setCurrentIndex(0)
    press(page, "links.copy_button")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    assert data.text() == (
        "Pay invoice 2026000002: http://127.0.0.1:1/ippay/direct-pay-invoice?item_id=2026000002"
    )


def test_a_plan_is_judged_edited_and_started_only_by_its_sum(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.splynx.slots[CustomerId(2)] = fakes.card_slots(expiry="01/2020")
    plan(bench, qtbot)
    planner, totals = bench.planner, bench.planner.totals
    assert totals.sum.text() == "$192.50"
    assert totals.count.text() == "5 documents will be charged"
    tones = [row.shown[5].tone for row in planner.table.rows_model.rows]
    assert [tone.value for tone in tones].count("red") == 1
    planner.table.select_key("invoice:6")
    press(planner, "planner.drop_button")
    assert totals.sum.text() == "$132.00"
    assert totals.start.text() == "Charge 4 for $132.00"
    totals.confirm.setText("192.50")
    assert not totals.start.isEnabled(), "the sum of before does not start what is now"
    totals.confirm.setText("$132.00")
    assert totals.start.isEnabled()
    planner.table.select_key("invoice:6")
    press(planner, "planner.take_back_button")
    assert totals.sum.text() == "$192.50"
    assert totals.confirm.text() == ""
    assert station.gateway.charges == []


def test_enter_in_the_sum_does_not_start_the_run(bench: Workbench, qtbot: QtBot) -> None:
    plan(bench, qtbot)
    totals = bench.planner.totals
    totals.confirm.setText("213.00")
    assert totals.start.isEnabled()
    qtbot.keyClick(totals.confirm, Qt.Key.Key_Return)
    totals.start.setFocus()
    qtbot.keyClick(totals.start, Qt.Key.Key_Return)
    assert not bench.desk.is_going_on


def test_a_run_stops_for_review_goes_on_and_ends(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    def answer(request: ChargeRequest) -> GatewayAnswer:
        if str(request.amount) == "30.50 USD":
            return GatewayAnswer(Verdict.DECLINED, "Not enough money.", "051")
        if str(request.amount) == "50.50 USD":
            return GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
        return GatewayAnswer(Verdict.APPROVED, "Approved", "000", "OK")

    station.gateway.answer = answer
    plan(bench, qtbot)
    totals, panel = bench.planner.totals, bench.planner.run_panel
    totals.canary_wanted.setChecked(True)
    totals.canary.setValue(2)
    totals.confirm.setText("213.00")
    press(bench.planner, "planner.start_button")
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    assert panel.state.word == "Paused"
    assert "first rows are done" in panel.note.sentence.text()
    assert panel.progress_text.text() == "2 of 6"
    press(panel, "run.resume_button")
    qtbot.waitUntil(lambda: panel.state.word == "Finished", timeout=WAIT_MS)
    counts = {key: figure.text() for key, figure in panel._counts.items()}
    assert counts == {
        "done": "4",
        "declined": "1",
        "being_checked": "1",
        "skipped": "0",
        "left": "0",
    }
    assert len(station.gateway.charges) == 6
    qtbot.waitUntil(lambda: bench.nav.count.text() == "1", timeout=WAIT_MS)
    bench.go(Place.RUNS)
    # The list may have been read last when the run was paused.
    ended = [("6", "4", "1", "1", "0")]
    listed = bench.runs.table.rows_model
    qtbot.waitUntil(lambda: [one.texts[3:8] for one in listed.rows] == ended, timeout=WAIT_MS)


def test_a_run_is_paused_elsewhere_and_cancelled_for_good(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.gate.clear()
    start_run(bench, qtbot)
    qtbot.waitUntil(lambda: len(station.gateway.charges) == 2, timeout=WAIT_MS)
    panel = bench.planner.run_panel
    bench.go(Place.CUSTOMERS)
    assert bench.bottom.show_run.isVisible(), "it goes on while staff work elsewhere"
    press(bench, "status.run_button")
    press(panel, "run.pause_button")
    assert "Pausing" in panel.state.word
    station.gateway.gate.set()
    qtbot.waitUntil(panel.resume.isVisible, timeout=WAIT_MS)
    assert len(station.gateway.charges) == 2
    bench.go(Place.RUNS)
    qtbot.waitUntil(lambda: bool(bench.runs.table.rows_model.rows), timeout=WAIT_MS)
    bench.runs.table.chosen.emit(bench.runs.table.rows_model.rows[0].value)
    press(bench.runs.panel, "runs.detail.cancel_button")
    qtbot.waitUntil(lambda: bench.runs.panel.state.word == "Stopped", timeout=WAIT_MS)
    assert not bench.runs.panel.resume.isVisible()


def test_stop_ends_a_run_for_good(bench: Workbench, station: FakeStation, qtbot: QtBot) -> None:
    station.gateway.gate.clear()
    start_run(bench, qtbot)
    panel = bench.planner.run_panel
    qtbot.waitUntil(panel.stop.isVisible, timeout=WAIT_MS)
    press(panel, "run.stop_button")
    station.gateway.gate.set()
    qtbot.waitUntil(lambda: panel.state.word == "Stopped", timeout=WAIT_MS)
    assert not panel.resume.isVisible()


def test_attention_says_what_is_known_and_asks_now(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    start_run(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    qtbot.waitUntil(lambda: bool(page.table.rows_model.rows), timeout=WAIT_MS)
    assert page.answer.word == "Money taken: being checked"
    assert page.known.text() == "The answer was lost."
    assert "asks IPpay" in page.next_step.text()
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.DECLINED, "Declined after all.", "051")
    press(page, "attention.ask_button")
    # A round of the background may settle some before the answer to this question is told.
    said = bench.bottom.line.sentence
    qtbot.waitUntil(lambda: said.text().startswith("Asked. Settled: "), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.table.rows_model.rows == (), timeout=WAIT_MS)
    assert not bench.nav.count.isVisible()


def test_a_person_decides_with_a_reason_and_evidence_wins(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    start_run(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    waiting = len(bench.session.attention.items())
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == waiting, timeout=WAIT_MS)
    press(page, "attention.decide_button")
    dialog = page.dialog
    assert dialog is not None
    assert dialog.cancel.isDefault()
    dialog._group.buttons()[2].click()
    assert not dialog.decide.isEnabled(), "a decision needs its reason"
    dialog.reason.setText("Not in IPpay's report of today.")
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.APPROVED, "Approved.", "000")
    press(dialog, "decide.decide_button")
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=WAIT_MS)
    assert "evidence" in dialog.trouble.sentence.text()
    press(dialog, "decide.cancel_button")
    page.table.select_key(page.table.rows_model.rows[-1].key)
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.UNCLEAR, "No answer.")
    press(page, "attention.decide_button")
    dialog = page.dialog
    assert dialog is not None
    dialog._group.buttons()[2].click()
    dialog.reason.setText("Not in IPpay's report of today.")
    press(dialog, "decide.decide_button")
    fewer = waiting - 1
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == fewer, timeout=WAIT_MS)
    decided = [one for one in bench.session.history.attempts() if "ada decided" in one.reason]
    assert [one.state.value for one in decided] == ["not_sent"]


def test_a_retry_is_planned_and_says_what_may_not_be_tried(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    def answer(request: ChargeRequest) -> GatewayAnswer:
        if request.amount == fakes.usd("30.50"):
            soft = DeclineClass.SOFT
            return GatewayAnswer(Verdict.DECLINED, "No.", "051", decline_class=soft)
        return GatewayAnswer(Verdict.APPROVED, "Approved", "000", "OK")

    station.gateway.answer = answer
    start_run(bench, qtbot)
    qtbot.waitUntil(bench.planner.run_panel.retry.isVisible, timeout=WAIT_MS)
    press(bench.planner.run_panel, "run.retry_button")
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    assert [row.reason[:10] for row in view.rows] == ["Not before"]
    assert not bench.planner.totals.confirm.isEnabled()


def test_settings_check_shows_ticks(bench: Workbench, qtbot: QtBot) -> None:
    bench.go(Place.SETTINGS)
    press(bench.settings, "settings.check_button")
    done = "Everything is fine."
    qtbot.waitUntil(lambda: bench.settings.verdict.text() == done, timeout=WAIT_MS)
    assert bench.settings.checks.length == 13


def test_one_box_finds_customers_documents_and_commands(bench: Workbench, qtbot: QtBot) -> None:
    bench.window().activateWindow()
    bench.search.take_focus()
    qtbot.waitUntil(bench.search.field.hasFocus, timeout=WAIT_MS)
    qtbot.keyClicks(bench.search.field, "2026000004")
    qtbot.waitUntil(lambda: "Invoice 2026000004" in bench.search.hits, timeout=WAIT_MS)
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 4, timeout=WAIT_MS)
    bench.search.take_focus()
    qtbot.keyClicks(bench.search.field, "attent")
    assert bench.search.hits == ["Go to Attention"]
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Return)
    assert bench.stack.currentWidget() is bench.attention_page


def test_keys_lead_everywhere(bench: Workbench, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bench.stack.currentWidget() is bench.invoices, timeout=WAIT_MS)


def test_closing_asks_once_while_a_charge_is_under_way_then_drains(
    bench: Workbench, window: MainWindow, station: FakeStation, qtbot: QtBot, lanes: Lanes
) -> None:
    station.gateway.gate.clear()
    start_run(bench, qtbot)
    qtbot.waitUntil(lambda: len(station.gateway.charges) == 2, timeout=WAIT_MS)
    window.close()
    assert window.isVisible()
    question = window.question
    assert question is not None
    window.close()
    assert window.question is question, "it asks once"
    qtbot.waitUntil(question.isVisible, timeout=WAIT_MS)
    assert question.safe.isDefault()
    with qtbot.waitSignal(window.closing, timeout=WAIT_MS):
        press(question, "closing.other_button")
    draining = lanes.loop.create_task(window.drain())
    station.gateway.gate.set()
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    assert len(station.gateway.charges) == 2, "no further row began"
    run = bench.session.history.runs()[0]
    assert run.state.value == "paused"


def test_an_idle_window_closes_without_a_question(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing, timeout=WAIT_MS):
        window.close()
    assert window.question is None


def test_the_first_start_connects_checks_and_opens(
    open_window: Callable[[FakeStation], MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "new").mkdir()
    station = FakeStation(tmp_path / "new")
    fakes.populate(station.splynx)
    try:
        window = open_window(station)
        page = window.connect_page
        qtbot.waitUntil(page.isVisible, timeout=WAIT_MS)
        press(page, "connect.check_button")
        qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
        assert page.trouble.sentence.text() == "Fill in the Splynx address."
        page.mode.select(Mode.PRACTICE)
        page.splynx_url.setText("http://127.0.0.1:1/admin")
        page.api_key.setText("key")
        page.api_secret.setText("secret")
        page.ippay_url.setText("http://127.0.0.1:2/ippay")
        page.terminal.setText("TERMINAL0001")
        qtbot.waitUntil(page.check.isEnabled, timeout=WAIT_MS)
        press(page, "connect.check_button")
        qtbot.waitUntil(page.start.isEnabled, timeout=WAIT_MS)
        press(page, "connect.start_button")
        qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
        assert station.store.held["main"].labels_hash is not None
        assert station.store.held["main"].splynx_url == "http://127.0.0.1:1"
        window.begin_closing()
    finally:
        station.close()


@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.TEST])
def test_live_and_test_say_so(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
    mode: Mode,
) -> None:
    live = fakes.profile(Mode.LIVE)
    station.store.held = {"main": replace(live, mode=mode)}
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert window.windowTitle().startswith(mode.upper())
    assert window.workbench is not None
    chip = find(window.workbench, QLabel, "mode.word")
    assert chip.text() == mode.upper()


def test_filters_read_their_dates(bench: Workbench) -> None:
    bench.invoices.filter.first.setDate(QDate(2026, 2, 3))
    assert str(bench.invoices.filter.value().first) == "2026-02-03"
