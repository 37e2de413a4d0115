"""What a colleague asks for is seen under Attention, and approved there by who may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.fakes import usd
from tests.gui.test_pay import open_pay, wait_for_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.attention_page import AttentionPage
    from tests.gui.fakes import FakeStation


@pytest.fixture
def shared(station: FakeStation) -> FakeStation:
    """A station whose profile wants a second person for more than a dollar."""
    (one,) = station.profiles.all()
    station.store.save(
        replace(one, approve_above=usd("1"), ledger_url="postgresql://u@127.0.0.1/x")
    )
    return station


def ask(station: FakeStation, person: str) -> None:
    """Let somebody try a charge of $10.50; this window's person is ada."""
    workspace = replace(station.open(None, Access.MONEY), operator=person)
    document = next(iter(station.splynx.held_documents.values()))
    service = ChargeService(workspace)
    order = service.prepare_document(document, AccountChoice.CARD, None)
    with pytest.raises(InputError, match="second person"):
        service.charge(order)


def attention(
    station: FakeStation, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> AttentionPage:
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert window.workbench is not None
    window.workbench.go(Place.ATTENTION)
    page = window.workbench.attention_page
    qtbot.waitUntil(lambda: bool(page.table.selected_rows()), timeout=WAIT_MS)
    return page


def test_a_colleague_approves_in_the_window(
    shared: FakeStation, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    ask(shared, "bob")
    page = attention(shared, open_window, qtbot)
    assert "bob asks to charge" in page.known.text()
    press(page, "attention.approve_button")
    dialog = page.approve_dialog
    assert dialog is not None
    assert dialog.other.text() == "Approve $10.50"
    assert dialog.safe.isDefault()
    assert QApplication.focusWidget() in {dialog.safe, None}
    # Cancel approves nothing.
    dialog.safe.click()
    journal = shared.open(None, Access.MONEY).journal
    host = shared.profiles.choose(None).splynx_host
    assert journal.notes(host, {NoteKind.APPROVED}) == ()
    press(page, "attention.approve_button")
    assert page.approve_dialog is not None
    press(page.approve_dialog, "approve.other_button")
    qtbot.waitUntil(lambda: "ada approved it" in page.known.text(), timeout=WAIT_MS)
    (note,) = journal.notes(host, {NoteKind.APPROVED})
    assert note.operator == "ada"
    assert not page.approve.isVisible()
    assert shared.gateway.charges == []


@pytest.mark.parametrize(("person", "why"), [("ada", "yourself"), ("bob", "may not decide")])
def test_who_may_not_approve_is_told_why(
    shared: FakeStation,
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    person: str,
    why: str,
) -> None:
    ask(shared, person)
    if person != "ada":
        shared.authority.assign(Role.CHARGE_ONE, SecretText("administrator-1"))
    page = attention(shared, open_window, qtbot)
    approve = find(page, QPushButton, "attention.approve_button")
    assert approve.isVisible()
    assert not approve.isEnabled()
    assert why in approve.toolTip()


def test_a_charge_above_the_limit_asks_and_is_made_once_a_colleague_approved(
    shared: FakeStation, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(shared)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    bench = window.workbench
    assert bench is not None
    dialog = open_pay(bench, qtbot)
    dialog.charge.click()
    wait_for_result(dialog, qtbot)
    assert dialog.result_view.answer.word == "Money taken: no"
    told = " ".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    assert "second person" in told
    assert "colleague was asked" in told
    press(dialog, "pay.close_button")
    qtbot.waitUntil(lambda: bench.pay_dialog is None, timeout=WAIT_MS)
    assert shared.gateway.charges == []
    bob = replace(shared.open(None, Access.MONEY), operator="bob")
    ApprovalService(bob).approve("invoice:1", usd("10.50"))
    again = open_pay(bench, qtbot)
    again.charge.click()
    wait_for_result(again, qtbot)
    assert again.result_view.answer.word == "Money taken: yes"
    assert len(shared.gateway.charges) == 1
