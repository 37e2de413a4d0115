"""Whole journeys: the real window, the real composition root, and practice servers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.main_window import MainWindow
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, press
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, chargeable, practice_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.dialogs.pay import PayDialog
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.workbench import Workbench

_ROWS = 8


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=200) as servers:
        yield servers


@pytest.fixture
def desk(practice: PracticeServers, tmp_path: Path) -> Iterator[DesktopStation]:
    """A station on the practice servers, whose evidence comes at once."""
    practice.control("POST", "/reset")
    folder = tmp_path / "station"
    folder.mkdir()
    made = DesktopStation(folder, secrets=MemorySecretStore())
    secret = SecretText(practice.splynx_api_secret)
    made.profiles.save(practice_profile(practice, QUICK), {"splynx_api_secret": secret})
    workspace = made.open(None, Access.MONEY)
    made.profiles.save(ConnectionService(workspace).confirmed_profile(accept_labels=True))
    yield made
    made.close()


@pytest.fixture
def work(desk: DesktopStation, lanes: Lanes, qtbot: QtBot) -> Iterator[Workbench]:
    """The window, open for work; closed as staff close it."""
    window = MainWindow()
    window.show()
    window.start(desk, lanes, None)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert window.workbench is not None
    yield window.workbench
    window.close()
    draining = lanes.loop.create_task(window.drain())
    qtbot.waitUntil(draining.done, timeout=WAIT_MS)
    window.let_go()
    window.deleteLater()


@pytest.fixture
def good(desk: DesktopStation) -> list[DocumentRow]:
    """Invoices whose saved card is good and whose cents the practice gateway approves."""
    workspace = desk.open(None, Access.MONEY)
    rows = chargeable(workspace, instrument=InstrumentKind.CARD)
    approved = {0, 50, 95, 99, 45, 49, 89, 25, 20, 98, 88}
    found: dict[int, DocumentRow] = {}
    for row in rows:
        if row.document.due.minor % 100 in approved:
            found.setdefault(row.document.ref.customer_id, row)
    assert len(found) >= _ROWS
    return list(found.values())


def pay(work: Workbench, row: DocumentRow, qtbot: QtBot) -> PayDialog:
    """From the search to the result, as staff do it."""
    listed, page = work.customers.list, work.customers.page
    customer_id = row.document.ref.customer_id
    work.go(Place.CUSTOMERS)
    qtbot.keyClicks(listed.search, str(customer_id))
    key = str(customer_id)
    qtbot.waitUntil(lambda: listed.table.rows_model.number_of(key) is not None, timeout=WAIT_MS)
    listed.table.select_key(key)
    qtbot.keyClick(listed.search, "\r")
    qtbot.waitUntil(lambda: page.loaded_id == customer_id, timeout=WAIT_MS)
    page.documents.select_key(row.document.ref.key)
    press(page, "customer.pay_button")
    dialog = work.pay_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.charge.isEnabled, timeout=WAIT_MS)
    press(dialog, "pay.charge_button")
    qtbot.waitUntil(lambda: bool(dialog.result_view.answer.word), timeout=WAIT_MS)
    return dialog


def assert_books_are_right(practice: PracticeServers, *, debits: int) -> None:
    """The simulators' own books: so many approved debits, each in Splynx once."""
    audit = practice.control("GET", "/books/audit")
    orders = audit.pop("orders")
    assert [order["approved_debits"] for order in orders.values()] == [1] * debits, orders
    assert not any(audit.values()), audit


def test_one_customer_is_charged_from_the_page(
    work: Workbench, good: list[DocumentRow], practice: PracticeServers, qtbot: QtBot
) -> None:
    dialog = pay(work, good[0], qtbot)
    assert dialog.result_view.answer.word == "Money taken: yes"
    assert dialog.result_view.state.word == "Paid"
    press(dialog, "pay.close_button")
    page = work.customers.page
    key = good[0].document.ref.key

    def shows_paid() -> bool:
        number = page.documents.rows_model.number_of(key)
        return number is not None and page.documents.rows_model.rows[number].texts[-1] == "Paid"

    qtbot.waitUntil(shows_paid, timeout=WAIT_MS)
    assert_books_are_right(practice, debits=1)


def test_a_lost_answer_is_never_charged_twice(
    work: Workbench, good: list[DocumentRow], practice: PracticeServers, qtbot: QtBot
) -> None:
    fault = {"server": "ippay", "type": "SALE", "fault": "drop_after", "times": 1}
    practice.control("POST", "/faults", fault)
    dialog = pay(work, good[0], qtbot)
    assert dialog.result_view.answer.word == "Money taken: being checked"
    press(dialog, "pay.attention_button")

    def is_settled() -> bool:
        waiting = work.attention_page.table.rows_model.rows
        has_asked = work.bottom.line.sentence.text().startswith("Asked.")
        # Asked at least once, though a round of the background may have settled it before.
        if (waiting or not has_asked) and work.attention_page.ask.isEnabled():
            work.attention_page.ask.click()
        return not waiting and has_asked

    qtbot.waitUntil(is_settled, timeout=WAIT_MS)
    attempts = work.session.history.attempts()
    assert [one.state.value for one in attempts] == ["recorded"]
    assert_books_are_right(practice, debits=1)


def test_a_period_is_charged_after_its_sum_is_typed(
    work: Workbench, good: list[DocumentRow], practice: PracticeServers, qtbot: QtBot
) -> None:
    work.plan()
    planner = work.planner
    first = min(row.document.issued_on for row in good if row.document.issued_on)
    planner.filter.first.setDate(planner.filter.first.date().fromString(str(first), "yyyy-MM-dd"))
    wanted = good[:_ROWS]
    planner.numbers.setText(" ".join(row.document.ref.number or "" for row in wanted))
    press(planner, "planner.make_button")
    qtbot.waitUntil(lambda: planner.view is not None, timeout=WAIT_MS)
    assert planner.view is not None
    assert planner.view.totals.count == _ROWS
    planner.totals.confirm.setText(planner.view.plan.sum.text())
    press(planner, "planner.start_button")
    panel = planner.run_panel
    qtbot.waitUntil(lambda: panel.state.word == "Finished", timeout=WAIT_MS)
    assert panel.progress_text.text() == f"{_ROWS} of {_ROWS}"
    words = [row.texts[-1] for row in panel.table.rows_model.rows]
    assert words == ["Paid"] * _ROWS
    assert_books_are_right(practice, debits=_ROWS)


def test_links_are_copied_and_name_the_configured_host(
    work: Workbench, good: list[DocumentRow], practice: PracticeServers, qtbot: QtBot
) -> None:
    work.go(Place.LINKS)
    numbers = [row.document.ref.number or "" for row in good[:3]]
    work.links.numbers.setPlainText(" ".join(numbers))
    press(work.links, "links.check_button")
    qtbot.waitUntil(lambda: work.links.found.text() == "3 of 3 may be sent", timeout=WAIT_MS)
    press(work.links, "links.copy_button")
    data = QGuiApplication.clipboard().mimeData()
    for number in numbers:
        address = f"{practice.splynx_url}/ippay/direct-pay-invoice?item_id={number}"
        assert address in data.html()
        assert address in data.text()
