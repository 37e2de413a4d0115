"""A charge's details: its history, and Void and Refund that answer in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ippay_desktop.domain.outcome import ReversalAnswer, ReversalVerdict
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.services.resolving import Decision
from tests.gui.conftest import WAIT_MS, press
from tests.gui.test_pay import open_pay, wait_for_result

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.ui.dialogs.charge import ChargeDialog
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def charged(bench: Workbench, qtbot: QtBot) -> Attempt:
    dialog = open_pay(bench, qtbot)
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    dialog.accept()
    return latest(bench)


def latest(bench: Workbench) -> Attempt:
    return bench.session.workspace.journal.attempts(AttemptFilter())[0]


def opened(bench: Workbench, qtbot: QtBot) -> ChargeDialog:
    attempt = charged(bench, qtbot)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.attempts.model().rowCount() == 1, timeout=WAIT_MS)
    page.attempts.chosen.emit(attempt)
    dialog = bench.charge_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.refund.isVisible, timeout=WAIT_MS)
    return dialog


def asked(dialog: ChargeDialog, qtbot: QtBot, name: str) -> None:
    press(dialog, name)
    qtbot.waitUntil(dialog.commit.isEnabled, timeout=WAIT_MS)


def wait_for_answer(dialog: ChargeDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.result_view.answer.word), timeout=WAIT_MS)


def test_the_history_is_told_and_close_has_the_focus(bench: Workbench, qtbot: QtBot) -> None:
    dialog = opened(bench, qtbot)
    lines = dialog.history.toPlainText().splitlines()
    assert "Written down, before anything was sent" in lines[0]
    assert "Payment read back: it settled the document. Approved" in lines[-1]
    assert dialog.answer.word == "Money taken: yes"
    assert dialog.tell.isHidden()
    assert dialog.ask.isHidden()
    assert dialog.state.word == "Paid"
    assert dialog.cancel.hasFocus()


def test_a_void_is_sent_once_and_answers_no(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    dialog = opened(bench, qtbot)
    asked(dialog, qtbot, "charge.void_button")
    assert dialog.commit.text() == "Void $10.50"
    assert dialog.cancel.hasFocus()
    station.gateway.gate.clear()
    dialog.commit.click()
    dialog.commit.click()
    assert not dialog.commit.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    station.gateway.gate.set()
    wait_for_answer(dialog, qtbot)
    assert [one.operation for one in station.gateway.reversals] == [Operation.VOID]
    assert dialog.result_view.answer.word == "Money taken: no"
    assert dialog.result_view.state.word == "Voided"
    assert station.splynx.recorded == []
    dialog.accept()


def test_a_part_is_refunded_and_waits_to_be_entered(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    dialog = opened(bench, qtbot)
    asked(dialog, qtbot, "charge.refund_button")
    assert dialog.commit.text() == "Refund $10.50"
    dialog.amount.setText("2.00")
    dialog.amount.textEdited.emit("2.00")
    qtbot.waitUntil(lambda: dialog.commit.text() == "Refund $2.00", timeout=WAIT_MS)
    press(dialog, "charge.commit_button")
    wait_for_answer(dialog, qtbot)
    assert [one.amount.minor for one in station.gateway.reversals] == [200]
    assert dialog.result_view.state.word == "Paid, $2.00 of it refunded"
    dialog.accept()
    [item] = bench.session.attention.items()
    presenter = bench.attention
    assert presenter.decisions_for(item) == (Decision.APPROVED,)
    with qtbot.waitSignal(presenter.decided, timeout=WAIT_MS):
        presenter.decide(item, Decision.APPROVED, "entered")
    assert bench.session.attention.items() == ()


def test_more_than_is_left_says_why(bench: Workbench, station: FakeStation, qtbot: QtBot) -> None:
    dialog = opened(bench, qtbot)
    asked(dialog, qtbot, "charge.refund_button")
    dialog.amount.setText("20")
    dialog.amount.textEdited.emit("20")
    qtbot.waitUntil(lambda: "$10.50 is left" in dialog.summary.text(), timeout=WAIT_MS)
    assert not dialog.commit.isEnabled()
    assert station.gateway.reversals == []
    dialog.reject()


@pytest.mark.parametrize("holder", ["amount", "commit", "cancel"])
def test_enter_alone_never_gives_money_back(
    bench: Workbench, station: FakeStation, qtbot: QtBot, holder: str
) -> None:
    dialog = opened(bench, qtbot)
    asked(dialog, qtbot, "charge.refund_button")
    widget = getattr(dialog, holder)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    qtbot.keyClick(widget, Qt.Key.Key_Enter)
    QApplication.sendPostedEvents()
    assert station.gateway.reversals == []


def test_a_lost_answer_is_being_checked_and_blocks(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.reversal_answer = ReversalAnswer(ReversalVerdict.UNKNOWN, "No answer.")
    dialog = opened(bench, qtbot)
    asked(dialog, qtbot, "charge.void_button")
    press(dialog, "charge.commit_button")
    wait_for_answer(dialog, qtbot)
    assert dialog.result_view.state.word == "Being given back, don't refund again"
    assert dialog.see_attention.isVisible()
    dialog.accept()
    assert latest(bench).given_back.is_being_reversed
