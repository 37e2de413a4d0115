"""Pay: what is confirmed is what is charged, once, and the answer stands in the same place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ippay_desktop.domain.billing import DocumentKind, OpenDebt
from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InputError,
    InvariantError,
    NotSentError,
    ProtocolError,
    StorageError,
)
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.ui.presenters.pay import result_of_error
from ippay_desktop.ui.text import NONE
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.fakes import NASTY_NAME, FakeStation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.dialogs.pay import PayDialog
    from ippay_desktop.ui.widgets.workbench import Workbench


def open_pay(bench: Workbench, qtbot: QtBot, customer: int = 1) -> PayDialog:
    page = bench.customers.page
    bench.open_customer(customer)
    qtbot.waitUntil(lambda: page.loaded_id == customer, timeout=WAIT_MS)
    press(page, "customer.pay_button")
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    return dialog


def retype(dialog: PayDialog, text: str) -> None:
    dialog.amount.setText(text)
    dialog.amount.textEdited.emit(text)


def wait_for_result(dialog: PayDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.result_view.answer.word), timeout=WAIT_MS)


def test_the_confirmation_names_everything_and_cancel_has_the_focus(
    bench: Workbench, qtbot: QtBot
) -> None:
    dialog = open_pay(bench, qtbot)
    assert NASTY_NAME in dialog.customer.text()
    assert dialog.customer.textFormat() is Qt.TextFormat.PlainText
    assert dialog.document.text() == "Invoice 2026000001"
    assert dialog.charge.text() == "Charge $10.50 to card ···· 4242"
    assert "PRACTICE" in find(dialog, QLabel, "mode_band.sentence").text()
    assert dialog.cancel.hasFocus()
    assert dialog.cancel.isDefault()
    assert not dialog.charge.autoDefault()


@pytest.mark.parametrize("holder", ["amount", "charge", "cancel"])
def test_enter_alone_never_moves_money(
    bench: Workbench, station: FakeStation, qtbot: QtBot, holder: str
) -> None:
    dialog = open_pay(bench, qtbot)
    widget = getattr(dialog, holder)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    qtbot.keyClick(widget, Qt.Key.Key_Enter)
    QApplication.sendPostedEvents()
    assert not dialog.presenter.is_charging
    assert station.gateway.charges == []


def test_a_charge_is_sent_once_and_answers_yes(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.gate.clear()
    dialog = open_pay(bench, qtbot)
    dialog.charge.click()
    assert not dialog.charge.isEnabled(), "it must be disabled at the press"
    dialog.charge.click()
    qtbot.waitUntil(lambda: len(station.gateway.charges) == 1, timeout=WAIT_MS)
    assert dialog.state.word == "Sending…"
    dialog.reject()
    dialog.close()
    assert dialog.isVisible(), "it stays until the answer is known"
    station.gateway.gate.set()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: yes"
    assert dialog.result_view.state.word == "Paid"
    assert len(station.gateway.charges) == 1
    assert str(station.gateway.charges[0].amount) == "10.50 USD"
    press(dialog, "pay.close_button")
    qtbot.waitUntil(lambda: bench.pay_dialog is None, timeout=WAIT_MS)


def test_less_than_what_is_due_may_be_charged(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    dialog = open_pay(bench, qtbot)
    retype(dialog, "4.25")
    assert not dialog.charge.isEnabled(), "the old order no longer counts"
    qtbot.waitUntil(lambda: "$4.25" in dialog.charge.text(), timeout=WAIT_MS)
    assert "$6.25 stays due" in dialog.summary.text()
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert str(station.gateway.charges[0].amount) == "4.25 USD"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10.51", "more than the 10.50 due"),
        ("0", "more than zero"),
        ("", "more than zero"),
        ("ten", "not an amount"),
    ],
)
def test_an_amount_that_cannot_be_charged_says_why(
    bench: Workbench, qtbot: QtBot, text: str, sentence: str
) -> None:
    dialog = open_pay(bench, qtbot)
    retype(dialog, text)
    qtbot.waitUntil(lambda: sentence in dialog.summary.text(), timeout=WAIT_MS)
    assert not dialog.charge.isEnabled()


def test_what_could_not_be_read_is_no_refusal_and_is_read_again(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page = bench.customers.page
    bench.open_customer(1)
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    station.splynx.trouble = NotSentError("Splynx is out of reach.")
    press(page, "customer.pay_button")
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.again.isVisible, timeout=WAIT_MS)
    assert dialog.state.word == "Could not be read"
    assert dialog.summary.text() == "Splynx is out of reach. Nothing was sent; try again."
    assert dialog.customer.text() == dialog.due.text() == NONE, "it reads no more"
    assert not dialog.amount.isEnabled(), "of whom is not known"
    assert dialog.cancel.hasFocus()
    # Once more in vain: the button stays where the focus is.
    dialog.again.setFocus()
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert dialog.state.word == dialog.customer.text() == "Reading…"
    assert dialog.again.hasFocus()
    qtbot.waitUntil(lambda: dialog.state.word == "Could not be read", timeout=WAIT_MS)
    station.splynx.trouble = None
    qtbot.keyClick(dialog.again, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    assert dialog.again.isHidden()
    assert dialog.cancel.hasFocus()
    assert NASTY_NAME in dialog.customer.text()
    assert dialog.charge.text() == "Charge $10.50 to card ···· 4242"
    # The order is read again as it was asked for.
    station.splynx.trouble = NotSentError("Splynx is out of reach.")
    retype(dialog, "4.25")
    assert dialog.state.word == "Reading…"
    qtbot.waitUntil(dialog.again.isVisible, timeout=WAIT_MS)
    assert NASTY_NAME in dialog.customer.text(), "what is known stays"
    station.splynx.trouble = None
    press(dialog, "pay.again_button")
    qtbot.waitUntil(lambda: "$4.25" in dialog.charge.text(), timeout=WAIT_MS)
    assert station.gateway.charges == []


def test_cancel_stays_where_it_is_while_the_order_is_made_anew(
    bench: Workbench, qtbot: QtBot
) -> None:
    dialog = open_pay(bench, qtbot)
    before = dialog.cancel.geometry()
    retype(dialog, "0")
    qtbot.waitUntil(lambda: dialog.charge.text() == "Charge", timeout=WAIT_MS)
    dialog.grab()
    assert dialog.cancel.geometry() == before


def test_the_buttons_beside_pay_stay_while_the_selection_moves(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page = bench.customers.page
    fakes.add_invoice(station.splynx, 90, CustomerId(1), "1264.50", date(2026, 1, 5))
    bench.open_customer(1)
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    seen, layout = set(), page.layout()
    assert layout is not None
    for key in [*(row.key for row in page.documents.rows_model.rows), None]:
        page.documents.clearSelection()
        if key is not None:
            page.documents.select_key(key)
        layout.activate()
        seen.add((page.pay.isEnabled(), page.portal.pos().toTuple(), page.pay.width()))
    assert {can_pay for can_pay, *_ in seen} == {True, False}
    assert len({tuple(rest) for _, *rest in seen}) == 1


def test_the_bank_account_can_be_chosen(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    accepted = GatewayAnswer(Verdict.ACCEPTED, "Accepted", "000")
    station.gateway.answer = lambda _request: accepted
    dialog = open_pay(bench, qtbot)
    next(one for one in dialog._group.buttons() if one.objectName() == "pay.method.bank").click()
    qtbot.waitUntil(lambda: "bank account ···· 6789" in dialog.charge.text(), timeout=WAIT_MS)
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: being checked"
    assert dialog.result_view.state.word.startswith("Bank debit accepted, settles by 20")


def test_a_decline_answers_no_with_its_reason(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    no = GatewayAnswer(Verdict.DECLINED, "Not enough money.", "051", decline_class=None)
    station.gateway.answer = lambda _request: no
    dialog = open_pay(bench, qtbot)
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: no"
    assert dialog.result_view.state.word == "Declined: Not enough money."
    assert not dialog.see_attention.isVisible()


def test_a_lost_answer_is_being_checked_and_leads_to_attention(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    lost = GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    station.gateway.answer = lambda _request: lost
    dialog = open_pay(bench, qtbot)
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: being checked"
    assert dialog.result_view.state.word == "Being checked, don't charge again"
    press(dialog, "pay.attention_button")
    table = bench.attention_page.table
    qtbot.waitUntil(lambda: len(table.rows_model.rows) == 1, timeout=WAIT_MS)
    assert bench.nav.count.text() == "1"
    assert bench.stack.currentWidget() is bench.attention_page
    # The document cannot be charged again from its page.
    page = bench.customers.page
    bench.open_customer(1)
    rows = page.documents.rows_model

    def is_blocked() -> bool:
        return bool(rows.rows) and "don't charge" in rows.rows[0].texts[-1]

    qtbot.waitUntil(is_blocked, timeout=WAIT_MS)
    assert not page.pay.isEnabled()


def test_a_refill_asks_for_its_amount_first(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    page = bench.customers.page
    bench.open_customer(2)
    qtbot.waitUntil(lambda: page.loaded_id == 2, timeout=WAIT_MS)
    press(page, "customer.refill_button")
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog._group.buttons()), timeout=WAIT_MS)
    assert not dialog.charge.isEnabled()
    retype(dialog, "50")
    qtbot.waitUntil(lambda: "Charge $50.00 to card" in dialog.charge.text(), timeout=WAIT_MS)
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: yes"
    assert str(station.gateway.charges[0].amount) == "50.00 USD"


def test_a_document_that_changed_meanwhile_is_not_charged(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    dialog = open_pay(bench, qtbot)
    key = next(iter(station.splynx.held_documents))
    station.splynx._settle(key, dialog._order.due, 1)  # type: ignore[union-attr, arg-type]
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: no"
    assert station.gateway.charges == []


@pytest.mark.parametrize(
    ("error", "taken"),
    [
        (InputError("x"), MoneyTaken.NO),
        (NotSentError("x"), MoneyTaken.NO),
        (AuthenticationError("x"), MoneyTaken.NO),
        (ProtocolError("x"), MoneyTaken.NO),
        (StorageError("x"), MoneyTaken.BEING_CHECKED),
        (InvariantError("x"), MoneyTaken.BEING_CHECKED),
        (RuntimeError("x"), MoneyTaken.BEING_CHECKED),
    ],
)
def test_what_an_error_says_about_money(error: Exception, taken: MoneyTaken) -> None:
    result = result_of_error(error)
    assert result.taken is taken
    assert ("Don't charge it again" in result.sentence) is (taken is MoneyTaken.BEING_CHECKED)


def test_every_button_of_the_dialog_is_named(bench: Workbench, qtbot: QtBot) -> None:
    dialog = open_pay(bench, qtbot)
    assert all(one.objectName() for one in dialog.findChildren(QPushButton))
    assert find(dialog, QPushButton, "pay.charge_button") is dialog.charge


def test_where_the_money_may_go_stands_in_amber_beside_the_button(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.splynx.debits.append(
        OpenDebt(5, CustomerId(1), fakes.usd("4.00"), date(2026, 9, 1), None)
    )
    dialog = open_pay(bench, qtbot)
    assert dialog.state.word == "Ready, but look where it goes"
    assert "$4.00 may go to an open debit of" in dialog.summary.text()
    assert dialog.summary.text().endswith("$4.00 would then stay due here.")
    retype(dialog, "3.00")
    qtbot.waitUntil(lambda: "$3.00 may go to" in dialog.summary.text(), timeout=WAIT_MS)
    assert dialog.summary.text().endswith("$10.50 would then stay due here.")
    assert dialog.charge.isEnabled(), "a person decides"


def test_an_older_invoice_is_named(bench: Workbench, station: FakeStation, qtbot: QtBot) -> None:
    own = station.splynx.held_documents[DocumentKind.INVOICE, DocumentId(1)].ref
    fakes.add_invoice(station.splynx, 90, CustomerId(1), "2.25", date(2026, 9, 1))
    bench.pay(own)
    dialog = bench.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    assert "$2.25 may go to invoice 2026000090 first" in dialog.summary.text()
    fakes.add_invoice(station.splynx, 91, CustomerId(1), "1.00", date(2026, 9, 2))
    retype(dialog, "10.00")
    qtbot.waitUntil(lambda: "2 other debts" in dialog.summary.text(), timeout=WAIT_MS)
    assert dialog.summary.text().startswith("$3.25 may go to 2 other debts first")


def test_debts_that_cannot_be_read_are_said_and_stop_nothing(
    bench: Workbench, station: FakeStation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station.splynx, "open_debits", lambda _customers: None)
    dialog = open_pay(bench, qtbot)
    assert dialog.state.word == "Ready"
    assert "Older debts could not be read" in dialog.summary.text()
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: yes"
