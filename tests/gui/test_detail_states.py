"""What opens from a list or beside it, in every state: customer, plan, run, charge, pay, search.

The places themselves are in test_states.py. A detail never loses the list behind it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.errors import NotSentError, ProtocolError, StorageError
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui.text import NONE
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, press
from tests.gui.test_runs import run_everything
from tests.gui.test_states import State, open_money, opened, shows, wait_for_words
from tests.gui.visible import texts

__all__ = ["opened"]

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from PySide6.QtWidgets import QListWidget, QWidget
    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.ui.dialogs.charge import ChargeDialog
    from ippay_desktop.ui.dialogs.pay import PayDialog
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


class Screen(StrEnum):
    """What opens beside or from a list."""

    CUSTOMER = "customer"
    PLAN = "plan"
    RUN = "run"
    CHARGE = "charge"
    PAY = "pay"
    SEARCH = "search"


_TROUBLE = "Splynx gave half an answer."
_STALE = "Splynx out of reach since"
_LOOK = "ada may only look"
_NOT_READ = "Could not be read"
WORDS: dict[State, dict[Screen, str]] = {
    State.EMPTY: {
        Screen.CUSTOMER: "No invoices and no proformas.",
        Screen.PLAN: "Nothing passes this filter. Choose another period",
        Screen.RUN: "No row of this kind.",
        # No charge is without a history; none of it went wrong.
        Screen.CHARGE: "Money taken: yes",
        Screen.PAY: "no saved card or bank account",
        Screen.SEARCH: "Nothing found. Try part of a name",
    },
    State.READING: {
        Screen.CUSTOMER: "Reading from Splynx…",
        Screen.PLAN: "Reading documents and saved methods",
        # What the list knew of it, until all is read.
        Screen.RUN: "Run: ",
        Screen.CHARGE: "Reading…",
        Screen.PAY: "Reading…",
        Screen.SEARCH: "Looking in Splynx…",
    },
    State.FAILED: {
        **dict.fromkeys(Screen, _TROUBLE),
        Screen.SEARCH: f"Not searched: {_TROUBLE}",
    },
    State.STALE: dict.fromkeys(Screen, _STALE),
    State.FORBIDDEN: dict.fromkeys(Screen, _LOOK),
}


def test_the_table_is_complete() -> None:
    assert set(WORDS) == set(State)
    for words in WORDS.values():
        assert set(words) == set(Screen)


def rest(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)


def with_a_run(bench: Workbench, qtbot: QtBot) -> None:
    """A run that has ended, in the list of runs, which is shown."""
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.planner.run_panel.state.word == "Finished", timeout=WAIT_MS)
    press(bench.planner, "planner.new_button")
    bench.go(Place.RUNS)
    qtbot.waitUntil(lambda: bool(bench.runs.table.rows_model.rows), timeout=WAIT_MS)
    rest(bench, qtbot)


def open_run(bench: Workbench) -> None:
    table = bench.runs.table
    table.select_key(table.rows_model.rows[0].key)
    table.chosen.emit(table.rows_model.rows[0].value)


def a_charge(bench: Workbench) -> Attempt:
    host = bench.session.profile.splynx_host
    return bench.session.workspace.journal.attempts(AttemptFilter(splynx_host=host))[0]


def open_charge(bench: Workbench) -> ChargeDialog:
    bench.show_charge(a_charge(bench))
    assert bench.charge_dialog is not None
    return bench.charge_dialog


def open_pay(bench: Workbench, station: FakeStation, customer: int = 4) -> PayDialog:
    """Ask to pay an invoice that nobody has charged yet."""
    number = len(station.splynx.held_documents) + 80
    fakes.add_invoice(station.splynx, number, CustomerId(customer), "4.00", date(2026, 1, 5))
    documents = station.splynx.held_documents
    bench.pay(next(one.ref for one in documents.values() if one.ref.id == number))
    assert bench.pay_dialog is not None
    return bench.pay_dialog


def cannot_pay(
    dialog: PayDialog, words: str, qtbot: QtBot, state: str = "Cannot be charged so"
) -> None:
    """It says why; the button carries no amount and cannot be pressed; Cancel has the focus."""
    qtbot.waitUntil(lambda: words in dialog.summary.text(), timeout=WAIT_MS)
    assert dialog.state.word == state
    assert dialog.again.isVisible() is (state == _NOT_READ), "another try changes no refusal"
    assert dialog.charge.text() == "Charge"
    assert not dialog.charge.isEnabled()
    assert dialog.focusWidget() is dialog.cancel
    dialog.reject()


def search_for(bench: Workbench, text: str, qtbot: QtBot) -> QListWidget:
    bench.window().activateWindow()
    bench.search.take_focus()
    qtbot.waitUntil(bench.search.field.hasFocus, timeout=WAIT_MS)
    qtbot.keyClicks(bench.search.field, text)
    return bench.search.listed


def listed(found: QListWidget) -> list[str]:
    return [found.item(number).text() for number in range(found.count())]


def says(root: QWidget, words: str) -> bool:
    return any(words in text for _, text in texts(root))


def wait_in_dialog(dialog: ChargeDialog, words: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: says(dialog, words), timeout=WAIT_MS)


def test_empty(opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot) -> None:
    words = WORDS[State.EMPTY]
    bench = opened()
    with_a_run(bench, qtbot)
    open_run(bench)
    rest(bench, qtbot)
    bench.runs.panel.tabs.choose(2)
    assert shows(bench, words[Screen.RUN])
    assert not bench.runs.trouble.isVisible()
    dialog = open_charge(bench)
    wait_in_dialog(dialog, words[Screen.CHARGE], qtbot)
    assert not dialog.trouble.isVisible()
    dialog.reject()
    station.splynx.slots.clear()
    cannot_pay(open_pay(bench, station), words[Screen.PAY], qtbot)
    station.splynx.held_documents.clear()
    bench.open_customer(1)
    wait_for_words(bench, words[Screen.CUSTOMER], qtbot)
    assert not bench.customers.page.pay.isEnabled()
    bench.plan()
    press(bench.planner, "planner.make_button")
    wait_for_words(bench, words[Screen.PLAN], qtbot)
    assert bench.planner.totals.start.text() == "Nothing to charge"
    assert not bench.planner.totals.start.isEnabled()
    found = search_for(bench, "zzzz", qtbot)
    qtbot.waitUntil(lambda: words[Screen.SEARCH] in "".join(listed(found)), timeout=WAIT_MS)
    # Nothing to choose: Enter goes nowhere, and what was typed can be mended.
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Return)
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Down)
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Return)
    assert bench.search.field.text() == "zzzz"
    assert bench.stack.currentWidget() is bench.planner


def test_being_read(opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot) -> None:
    words = WORDS[State.READING]
    bench = opened()
    with_a_run(bench, qtbot)
    bench.open_customer(2)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 2, timeout=WAIT_MS)
    page = bench.customers.page
    before = {text for _, text in texts(page)}
    money = page.balance_figure.text()
    station.splynx.held.clear()
    try:
        bench.open_customer(1)
        assert shows(bench, words[Screen.CUSTOMER])
        assert not shows(bench, WORDS[State.EMPTY][Screen.CUSTOMER])
        assert open_money(bench) == []
        # Nothing of the customer before stands under this one's name.
        shared = {one.text() for one in page.findChildren(type(page.title))} & before
        assert money not in shared
        name = station.splynx.customers[next(iter(station.splynx.customers))].name
        assert not any(name in text for text in shared)
        assert page.card.state.word == page.bank.state.word == "…"
        assert [one.text() for one in page._fact_labels.values()] == ["…"] * 6
        assert page.tabs._group.button(0).text() == "Documents"
        bench.plan()
        press(bench.planner, "planner.make_button")
        assert shows(bench, words[Screen.PLAN])
        assert not bench.planner.make.isEnabled()
        assert open_money(bench) == []
        open_run(bench)
        bench.go(Place.RUNS)
        open_run(bench)
        assert bench.runs.title.text().startswith(words[Screen.RUN])
        assert len(bench.runs.panel.table.rows_model.rows) == 6
        found = search_for(bench, "zz", qtbot)
        assert words[Screen.SEARCH] in "".join(listed(found))
        dialog = open_charge(bench)
        assert dialog.history.placeholderText() == words[Screen.CHARGE]
        # What is known of it is said at once.
        assert dialog.answer.word == "Money taken: yes"
        assert not dialog.void.isVisible()
        dialog.reject()
        pay = open_pay(bench, station)
        assert pay.customer.text() == words[Screen.PAY]
        assert not pay.charge.isEnabled()
        assert pay.focusWidget() is pay.cancel
        # Nothing to pay with is there before it is known.
        assert pay._group.buttons() == []
        pay.reject()
    finally:
        station.splynx.held.set()
    rest(bench, qtbot)


def test_could_not_be_read(
    opened: Callable[[], Workbench],
    station: FakeStation,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    words = WORDS[State.FAILED]
    bench = opened()
    with_a_run(bench, qtbot)
    station.splynx.trouble = ProtocolError(_TROUBLE)
    cannot_pay(open_pay(bench, station), words[Screen.PAY], qtbot, _NOT_READ)
    bench.open_customer(1)
    page = bench.customers.page
    qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
    assert words[Screen.CUSTOMER] in page.trouble.sentence.text()
    assert page.subtitle.text() == "Not read. Open the customer again to try once more."
    assert shows(bench, "Not read. Why stands above.")
    assert open_money(bench) == []
    bench.plan()
    press(bench.planner, "planner.make_button")
    qtbot.waitUntil(bench.planner.trouble.isVisible, timeout=WAIT_MS)
    assert words[Screen.PLAN] in bench.planner.trouble.sentence.text()
    assert bench.planner.make.isEnabled(), "to try once more"
    assert bench.planner.totals.sum.text() == NONE
    assert open_money(bench) == []
    found = search_for(bench, "zz", qtbot)
    qtbot.waitUntil(lambda: words[Screen.SEARCH] in "".join(listed(found)), timeout=WAIT_MS)
    # Of runs and charges, the journal's own trouble.
    journal = type(bench.session.workspace.journal)

    def refuse(*_: object, **__: object) -> None:
        raise StorageError(_TROUBLE)

    bench.go(Place.RUNS)
    rest(bench, qtbot)
    attempt = a_charge(bench)
    with monkeypatch.context() as broken:
        broken.setattr(journal, "run", refuse)
        broken.setattr(journal, "attempt", refuse)
        open_run(bench)
        qtbot.waitUntil(bench.runs.trouble.isVisible, timeout=WAIT_MS)
        assert words[Screen.RUN] in bench.runs.trouble.sentence.text()
        # What the list knew of it stays, and the list too.
        assert len(bench.runs.panel.table.rows_model.rows) == 6
        bench.show_charge(attempt)
        dialog = bench.charge_dialog
        assert dialog is not None
        wait_in_dialog(dialog, words[Screen.CHARGE], qtbot)
        assert dialog.trouble.isVisible()
        assert not dialog.trouble._icon.pixmap().isNull()
        assert dialog.history.placeholderText() == "Not read. Why stands above."
        assert dialog.answer.word == "Money taken: yes"
        assert not dialog.void.isVisible()
        assert not dialog.refund.isVisible()
        dialog.reject()
    # Opened again, it no longer says so.
    open_run(bench)
    qtbot.waitUntil(lambda: not bench.runs.trouble.isVisible(), timeout=WAIT_MS)


def test_a_plan_that_is_tried_again_no_longer_says_why_the_first_failed(
    opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot
) -> None:
    bench = opened()
    station.splynx.trouble = ProtocolError(_TROUBLE)
    bench.plan()
    press(bench.planner, "planner.make_button")
    qtbot.waitUntil(bench.planner.trouble.isVisible, timeout=WAIT_MS)
    station.splynx.trouble = None
    station.splynx.held.clear()
    try:
        press(bench.planner, "planner.make_button")
        assert not bench.planner.trouble.isVisible()
    finally:
        station.splynx.held.set()
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)


def test_stale(opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot) -> None:
    words = WORDS[State.STALE]
    bench = opened()
    with_a_run(bench, qtbot)
    bench.open_customer(1)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 1, timeout=WAIT_MS)
    name = bench.customers.page.title.text()
    station.splynx.trouble = NotSentError("Splynx is out of reach.")
    bench.plan()
    press(bench.planner, "planner.make_button")
    # The plan's own read notices it.
    qtbot.waitUntil(bench.stale.isVisible, timeout=WAIT_MS)
    assert shows(bench, words[Screen.PLAN])
    assert not bench.planner.trouble.isVisible(), "said once, above every page"
    assert open_money(bench) == []
    bench.open_customer(1)
    rest(bench, qtbot)
    assert shows(bench, words[Screen.CUSTOMER])
    assert bench.customers.page.title.text() == name, "what is known of it stays"
    assert bench.customers.page.documents.rows_model.rows != ()
    bench.go(Place.RUNS)
    open_run(bench)
    rest(bench, qtbot)
    assert shows(bench, words[Screen.RUN])
    assert len(bench.runs.panel.table.rows_model.rows) == 6
    dialog = open_charge(bench)
    wait_in_dialog(dialog, "Paid", qtbot)
    assert shows(bench, words[Screen.CHARGE]), "above the page, behind it"
    dialog.reject()
    pay = open_pay(bench, station)
    assert shows(bench, words[Screen.PAY]), "above the page, behind it"
    cannot_pay(pay, "Splynx is out of reach", qtbot, _NOT_READ)
    found = search_for(bench, "zz", qtbot)
    qtbot.waitUntil(lambda: "Not searched:" in "".join(listed(found)), timeout=WAIT_MS)
    assert shows(bench, words[Screen.SEARCH])
    assert not bench.stale.notice._icon.pixmap().isNull()


def test_without_permission(
    opened: Callable[[], Workbench], station: FakeStation, qtbot: QtBot
) -> None:
    words = WORDS[State.FORBIDDEN]
    bench = opened()
    with_a_run(bench, qtbot)
    station.authority.assign(Role.READ_ONLY, SecretText("739152"))
    bench.roles._hold(type(bench.session.standing).read(station.authority))
    bench.open_customer(1)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id == 1, timeout=WAIT_MS)
    bench.customers.page.documents.selectAll()
    assert shows(bench, words[Screen.CUSTOMER])
    assert open_money(bench) == []
    bench.plan()
    press(bench.planner, "planner.make_button")
    qtbot.waitUntil(lambda: bench.planner.view is not None, timeout=WAIT_MS)
    view = bench.planner.view
    assert view is not None
    bench.planner.totals.confirm.setText(view.plan.sum.text())
    assert shows(bench, words[Screen.PLAN])
    assert open_money(bench) == []
    bench.go(Place.RUNS)
    open_run(bench)
    rest(bench, qtbot)
    assert shows(bench, words[Screen.RUN])
    assert open_money(bench) == []
    dialog = open_charge(bench)
    qtbot.waitUntil(dialog.refund.isVisible, timeout=WAIT_MS)
    for made in (dialog.void, dialog.refund):
        assert not made.isEnabled()
        assert "may not decide" in made.toolTip()
    dialog.reject()
    bench.pay(a_charge(bench).intent.document)
    assert bench.pay_dialog is None
    assert shows(bench, words[Screen.PAY])
    assert "may not charge" in bench.bottom.line.sentence.text()
    found = search_for(bench, "pay", qtbot)
    assert shows(bench, words[Screen.SEARCH])
    assert any("Pay" in one for one in listed(found)), "commands are there, and say why not"


def test_a_run_never_loses_the_list_behind_it(
    opened: Callable[[], Workbench], qtbot: QtBot
) -> None:
    bench = opened()
    with_a_run(bench, qtbot)
    table = bench.runs.table
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    open_run(bench)
    rest(bench, qtbot)
    press(bench.runs, "runs.back_button")
    rest(bench, qtbot)
    assert len(table.selected_keys()) == 1
    assert table.horizontalHeader().sortIndicatorSection() == 3
    assert bench.window().focusWidget() is table
    assert bench.runs.title.text() == "Runs"


def test_a_customer_never_loses_the_list_behind_it(
    opened: Callable[[], Workbench], qtbot: QtBot
) -> None:
    bench = opened()
    bench.go(Place.CUSTOMERS)
    listing = bench.customers.list
    listing.search.setText("nr")
    with qtbot.waitSignal(listing.presenter.rows_changed, timeout=WAIT_MS):
        # The pause of whoever types is over.
        listing.presenter.refresh()
    rest(bench, qtbot)
    qtbot.waitUntil(lambda: not listing.presenter._typing.isActive(), timeout=WAIT_MS)
    rest(bench, qtbot)
    rows = len(listing.model.rows)
    assert rows > 1
    key = listing.model.rows[1].key
    listing.table.select_key(key)
    listing.table.chosen.emit(listing.model.rows[1].value)
    qtbot.waitUntil(lambda: bench.customers.page.loaded_id is not None, timeout=WAIT_MS)
    press(bench.customers.page, "customer.back_button")
    rest(bench, qtbot)
    assert listing.search.text() == "nr"
    assert listing.table.selected_keys() == {key}
    assert bench.window().focusWidget() is listing.table, "the next key goes on from that row"
    assert len(listing.model.rows) == rows
