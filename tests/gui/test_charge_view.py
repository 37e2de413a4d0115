"""A charge's view opens from wherever a charge stands, tells its history, and asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from ippay_desktop.adapters.journal.chain import INTENT_RECORDED, REVERSAL_RECORDED
from ippay_desktop.domain.charge import AttemptState, ChargeEvent
from ippay_desktop.domain.outcome import EnquiryAnswer, EnquiryVerdict, GatewayAnswer, Verdict
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reversal import ReversalEvent
from ippay_desktop.ui.models.history_words import EVENT_WORDS
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.test_pay import open_pay, wait_for_result
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.ports import ChargeRequest
    from ippay_desktop.ui.dialogs.charge import ChargeDialog
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def pay(bench: Workbench, qtbot: QtBot) -> Attempt:
    dialog = open_pay(bench, qtbot)
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    dialog.accept()
    (attempt,) = bench.session.workspace.journal.attempts(AttemptFilter())
    return attempt


def answering(
    verdict: Verdict, reason: str, action_code: str | None = None
) -> Callable[[ChargeRequest], GatewayAnswer]:
    return lambda _request: GatewayAnswer(verdict, reason, action_code=action_code)


def shown(bench: Workbench, qtbot: QtBot) -> ChargeDialog:
    qtbot.waitUntil(lambda: bench.charge_dialog is not None, timeout=WAIT_MS)
    dialog = bench.charge_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.history.toPlainText()), timeout=WAIT_MS)
    return dialog


def test_every_event_has_words() -> None:
    events = {*ChargeEvent, *ReversalEvent}
    assert set(EVENT_WORDS) == {INTENT_RECORDED, REVERSAL_RECORDED, *(one.value for one in events)}


def test_it_opens_from_attention_asks_and_leads_to_the_customer(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.answer = answering(Verdict.UNKNOWN, "No answer.")
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.UNCLEAR, "Nothing to be had.")
    attempt = pay(bench, qtbot)
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 1, timeout=WAIT_MS)
    press(page, "attention.charge_button")
    dialog = shown(bench, qtbot)
    assert dialog.answer.word == "Money taken: being checked"
    assert "don't pay it another way" in dialog.tell.sentence.text()
    before = len(dialog.history.toPlainText().splitlines())
    press(dialog, "charge.ask_button")
    qtbot.waitUntil(
        lambda: len(dialog.history.toPlainText().splitlines()) > before, timeout=WAIT_MS
    )
    assert "Asked: no clear answer" in dialog.history.toPlainText()
    assert len(station.gateway.charges) == 1
    station.gateway.enquiry = EnquiryAnswer(EnquiryVerdict.DECLINED, "Declined.", action_code="051")
    press(dialog, "charge.ask_button")
    qtbot.waitUntil(lambda: dialog.answer.word == "Money taken: no", timeout=WAIT_MS)
    assert dialog.ask.isHidden()
    assert bench.session.workspace.journal.attempt(attempt.id).state is AttemptState.DECLINED
    press(dialog, "charge.customer_button")
    customer = bench.customers.page
    qtbot.waitUntil(lambda: customer.loaded_id == attempt.customer_id, timeout=WAIT_MS)


def test_it_opens_from_the_rows_of_a_run_with_what_to_tell(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.answer = answering(Verdict.DECLINED, "Not enough money", action_code="051")
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    panel = bench.planner.run_panel
    row = panel.table.rows_model.rows[0]
    assert panel.tell.isHidden()
    assert panel.open_charge.isHidden()
    panel.table.select_key(row.key)
    assert "not enough money" in panel.tell.sentence.text()
    QGuiApplication.clipboard().clear()
    press(panel, "run.tell.copy_button")
    assert QGuiApplication.clipboard().text() == panel.tell.sentence.text()
    assert panel.tell.copy.text() == "Copied"
    press(panel, "run.charge_button")
    assert row.value.attempt is not None
    transaction = row.value.attempt.intent.transaction_id
    dialog = shown(bench, qtbot)
    assert transaction in find(dialog, QLabel, "charge.facts").text()
    dialog.reject()
    panel.table.chosen.emit(row.value)
    shown(bench, qtbot).reject()


def test_the_search_by_transaction_id_opens_it(bench: Workbench, qtbot: QtBot) -> None:
    attempt = pay(bench, qtbot)
    bench.search.take_focus()
    bench.search.presenter.search(attempt.intent.transaction_id[:8])
    with qtbot.waitSignal(bench.search.presenter.found, timeout=WAIT_MS) as found:
        pass
    (hit, *_) = found.args[0]
    assert (hit.title, hit.attempt) == (attempt.intent.transaction_id, attempt)
    bench.search.chosen.emit(hit)
    assert "Paid" in shown(bench, qtbot).state.word


@pytest.mark.parametrize("name", ["pay.result", "customer"])
def test_what_to_tell_stands_with_the_result_and_among_our_charges(
    bench: Workbench, station: FakeStation, qtbot: QtBot, name: str
) -> None:
    station.gateway.answer = answering(Verdict.DECLINED, "Expired", action_code="054")
    dialog = open_pay(bench, qtbot)
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    page = bench.customers.page
    if name == "customer":
        dialog.accept()
        qtbot.waitUntil(lambda: bool(page.attempts.rows_model.rows), timeout=WAIT_MS)
        page.tabs.choose(2)
        page.attempts.select_key(page.attempts.rows_model.rows[0].key)
        # Its column has two small lines for it.
        word = page.attempts.rows_model.rows[0].value.reason
        assert page.charges.reason.word == f"Declined: {word}"
        page.attempts.clearSelection()
        assert page.charges.reason.word.startswith("Choose a charge to read its whole state")
        page.attempts.select_key(page.attempts.rows_model.rows[0].key)
    tell = dialog.result_view.tell if name == "pay.result" else page.charges.tell
    assert "are no longer valid" in tell.sentence.text()
    QGuiApplication.clipboard().clear()
    tell.copy.click()
    assert QGuiApplication.clipboard().text() == tell.sentence.text()
