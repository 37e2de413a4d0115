"""A station whose role forbids things: who is on is said, what may not be done is grey with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui.presenters.search import Hit
from ippay_desktop.ui.text import set_tip
from ippay_desktop.ui.widgets.commands import PAY, row_commands
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, find, press
from tests.gui.fake_reports import FakeReports

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

PIN = "739152"


@pytest.fixture
def work_as(
    open_window: Callable[..., MainWindow], station: FakeStation, qtbot: QtBot
) -> Callable[[Role], Workbench]:
    """Opens the window on the station with that role."""

    def opener(role: Role) -> Workbench:
        if role is not Role.ADMINISTER:
            station.authority.assign(role, SecretText(PIN))
        window = open_window(station)
        qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
        assert window.workbench is not None
        return window.workbench

    return opener


def with_an_invoice(bench: Workbench, qtbot: QtBot) -> None:
    bench.open_customer(1)
    page = bench.customers.page
    qtbot.waitUntil(lambda: page.loaded_id == 1, timeout=WAIT_MS)
    page.documents.select_key("invoice:1")


def with_a_plan(bench: Workbench, qtbot: QtBot) -> None:
    bench.plan()
    find(bench.planner, QPushButton, "planner.make_button").click()
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    bench.planner.totals.confirm.setText(view.plan.sum.text())


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.READ_ONLY, "ada may only look"),
        (Role.CHARGE_ONE, "ada may charge single customers"),
        (Role.CHARGE_RUNS, "ada may charge, not change settings"),
        (Role.ADMINISTER, ""),
    ],
)
def test_each_role_finds_open_what_it_may_do(
    work_as: Callable[[Role], Workbench], role: Role, words: str, qtbot: QtBot
) -> None:
    bench = work_as(role)
    may_pay = role is not Role.READ_ONLY
    may_run = role in {Role.CHARGE_RUNS, Role.ADMINISTER}
    assert bench.bottom.role.word == words
    assert bench.bottom.role.isVisible() is bool(words)
    with_an_invoice(bench, qtbot)
    page = bench.customers.page
    assert (page.pay.isEnabled(), page.refill.isEnabled()) == (may_pay, may_pay)
    with_a_plan(bench, qtbot)
    assert bench.planner.totals.start.isEnabled() is may_run
    assert find(bench, QPushButton, "attention.ask_button").isEnabled() is may_pay
    bench.go(Place.SETTINGS)
    assert bench.settings.new_profile.isEnabled() is (role is Role.ADMINISTER)


def test_who_only_looks_compares_the_books(
    station: FakeStation, work_as: Callable[[Role], Workbench], qtbot: QtBot
) -> None:
    station.reports = FakeReports()
    bench = work_as(Role.READ_ONLY)
    bench.go(Place.BOOKS)
    with qtbot.waitSignal(bench.books.presenter.compared, timeout=WAIT_MS):
        press(bench.books, "books.compare_button")


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_what_is_forbidden_says_why_in_tip_and_to_a_screen_reader(
    work_as: Callable[[Role], Workbench], qtbot: QtBot
) -> None:
    bench = work_as(Role.READ_ONLY)
    with_an_invoice(bench, qtbot)
    pay = bench.customers.page.pay
    why = "may not charge a customer"
    assert why in pay.accessibleDescription()
    assert why in pay.toolTip()
    # Qt shows tips of disabled buttons too.
    at = pay.rect().center()
    asked = QHelpEvent(QEvent.Type.ToolTip, at, pay.mapToGlobal(at))
    assert QApplication.sendEvent(pay, asked)


def test_keys_and_commands_do_not_pass_either(
    work_as: Callable[[Role], Workbench], qtbot: QtBot
) -> None:
    bench = work_as(Role.READ_ONLY)
    with_an_invoice(bench, qtbot)
    page = bench.customers.page
    qtbot.keyClicks(page.documents, "p")
    page.documents.chosen.emit(page.documents.selected_rows()[0].value)
    page.pay.click()
    assert bench.pay_dialog is None
    command = next(one for one in row_commands() if one.name == PAY)
    bench.search.chosen.emit(Hit(command.icon, command.title, "", command=command.name))
    assert "may not charge a customer" in bench.bottom.line.sentence.text()


def test_a_page_that_sets_a_tip_of_its_own_does_not_hide_why(
    work_as: Callable[[Role], Workbench],
) -> None:
    bench = work_as(Role.READ_ONLY)
    bench.go(Place.ATTENTION)
    approve = find(bench.attention_page, QPushButton, "attention.approve_button")
    why = approve.toolTip()
    assert why != ""
    approve.setEnabled(True)
    set_tip(approve, "")
    assert (approve.toolTip(), approve.isEnabled()) == (why, False)
