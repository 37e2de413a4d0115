"""Whole journeys in Spanish: no English word is left in anything that the window shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from ippay_desktop.adapters.ippay.codes import meaning
from ippay_desktop.domain.billing import DocumentStatus
from ippay_desktop.domain.errors import AuthenticationError
from ippay_desktop.domain.identifiers import PaymentId
from ippay_desktop.domain.outcome import (
    DeclineClass,
    EnquiryAnswer,
    EnquiryVerdict,
    GatewayAnswer,
    ReversalAnswer,
    ReversalVerdict,
    Verdict,
)
from ippay_desktop.domain.profile import Mode
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes, tongues
from tests.gui.conftest import WAIT_MS, press
from tests.gui.fake_reports import FakeReports
from tests.gui.test_giving_back import asked, opened, wait_for_answer
from tests.gui.test_pay import open_pay, wait_for_result
from tests.gui.test_runs import run_everything
from tests.gui.visible import english, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

# Names of people, companies and stations; keys and formats; Splynx's own pages.
_DATA = (
    *("main", "Main", "Valley Wireless", "Old Town", fakes.NASTY_NAME, "ada", "desk-1"),
    *("IPpay Desktop", "IPpay card", "IPpay bank account", "Token", "Name on card", "Last 4"),
    *("Expiration", "Bank account", "Routing", "Account name", "Account type", "card_token"),
    *("card_name", "card_last4", "card_expiry", "bank_account", "bank_routing", "bank_name"),
    *("bank_type", "Finance → Payments", "Administration → API keys"),
)


@pytest.fixture(autouse=True)
def spanish(qapp: QApplication) -> Iterator[None]:
    """Spain."""
    with tongues.spoken(qapp, "es"):
        yield


@pytest.fixture
def bench(
    spanish: None,  # noqa: ARG001  # spoken before the window is built
    open_window: Callable[..., MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> Workbench:
    """What the window shows, with reports to compare."""
    station.reports = FakeReports()
    made = open_window(station)
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT_MS)
    assert made.workbench is not None
    return made.workbench


def _names(station: FakeStation) -> tuple[str, ...]:
    return (*_DATA, *(one.name for one in station.splynx.customers.values()))


def _said(bench: Workbench) -> str:
    return "\n".join(text for _, text in texts(bench.window()))


def answered(code: str, verdict: Verdict) -> GatewayAnswer:
    """What IPpay's client makes of a code."""
    known = meaning(code)
    return GatewayAnswer(verdict, known.sentence, code, decline_class=known.decline_class)


def test_a_declined_charge_its_history_and_what_to_tell_the_customer(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.answer = lambda _request: answered("051", Verdict.DECLINED)
    dialog = open_pay(bench, qtbot)
    assert english(*_names(station)) == []
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    assert "No hay dinero suficiente en la cuenta" in "\n".join(one for _, one in texts(dialog))
    assert "no había saldo suficiente" in "\n".join(one for _, one in texts(dialog))
    assert english(*_names(station)) == []
    press(dialog, "pay.close_button")
    assert english(*_names(station)) == []
    bench.go(Place.TODAY)
    qtbot.waitUntil(lambda: "No hay dinero suficiente" in _said(bench), timeout=WAIT_MS)
    assert english(*_names(station)) == []


def test_a_plan_with_every_reason_and_a_run_that_stops_itself(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    splynx = station.splynx
    ids = sorted(splynx.customers)
    splynx.slots.pop(ids[0], None)
    splynx.slots[ids[1]] = fakes.card_slots(expiry="01/2020")
    key = next(key for key, one in splynx.held_documents.items() if one.ref.customer_id == ids[2])
    splynx.held_documents[key] = replace(splynx.held_documents[key], status=DocumentStatus.PENDING)
    answers = iter(
        [
            answered("051", Verdict.DECLINED),
            *[GatewayAnswer(Verdict.REFUSED, meaning("902").sentence, "902",
                            decline_class=DeclineClass.SETUP, is_credential_failure=True)] * 9,
        ]
    )  # fmt: skip
    station.gateway.answer = lambda _request: next(answers)
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    said = _said(bench)
    assert "Rechazado: No hay dinero suficiente en la cuenta" in said
    assert english(*_names(station)) == []
    bench.go(Place.RUNS)
    qtbot.waitUntil(lambda: bool(bench.runs.table.rows_model.rows), timeout=WAIT_MS)
    assert english(*_names(station)) == []


def test_what_waits_in_attention_and_a_persons_decision(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    station.gateway.answer = lambda _request: answered("992", Verdict.UNKNOWN)
    station.gateway.enquiry = EnquiryAnswer(
        EnquiryVerdict.UNCLEAR, "IPpay's answer to the enquiry tells nothing certain."
    )
    dialog = open_pay(bench, qtbot)
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    assert english(*_names(station)) == []
    press(dialog, "pay.close_button")
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    qtbot.waitUntil(lambda: bool(page.table.rows_model.rows), timeout=WAIT_MS)
    press(page, "attention.ask_button")
    qtbot.waitUntil(page.ask.isEnabled, timeout=WAIT_MS)
    assert page.next_step.text().startswith("El programa pregunta a IPpay qué fue de él.")
    assert english(*_names(station)) == []
    press(page, "attention.decide_button")
    assert english(*_names(station)) == []
    assert page.dialog is not None
    press(page.dialog, "decide.cancel_button")


def test_books_that_differ_say_what_to_do(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    dialog = open_pay(bench, qtbot)
    press(dialog, "pay.charge_button")
    wait_for_result(dialog, qtbot)
    press(dialog, "pay.close_button")
    station.splynx.recorded.clear()
    bench.go(Place.BOOKS)
    with qtbot.waitSignal(bench.books.presenter.compared, timeout=WAIT_MS):
        press(bench.books, "books.compare_button")
    assert english(*_names(station)) == []


def test_a_check_with_everything_wrong(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.go(Place.SETTINGS)
    station.splynx.trouble = AuthenticationError(
        "Splynx refused the sign-in. Check the API key and secret, this computer's date and time, "
        "and the key's IP white list (Administration → API keys)."
    )
    press(bench.settings, "settings.check_button")
    qtbot.waitUntil(bench.settings.check.isEnabled, timeout=WAIT_MS)
    assert "Splynx no aceptó el inicio de sesión." in _said(bench)
    assert english(*_names(station)) == []
    for place in Place:
        bench.go(place)
        QApplication.processEvents()
        qtbot.wait(0)
        assert english(*_names(station)) == [], place


def test_a_refund_its_history_and_what_to_enter_in_splynx(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    done = "IPpay accepted the refund to the bank account; it takes some days."
    station.gateway.reversal_answer = ReversalAnswer(ReversalVerdict.DONE, done, "000", "OK43")
    dialog = opened(bench, qtbot)
    assert english(*_names(station)) == []
    asked(dialog, qtbot, "charge.refund_button")
    dialog.amount.setText("20")
    dialog.amount.textEdited.emit("20")
    qtbot.waitUntil(lambda: "De este cobro quedan por" in dialog.summary.text(), timeout=WAIT_MS)
    assert "10,50" in dialog.summary.text()
    assert english(*_names(station)) == []
    dialog.amount.setText("2")
    dialog.amount.textEdited.emit("2")
    qtbot.waitUntil(dialog.commit.isEnabled, timeout=WAIT_MS)
    press(dialog, "charge.commit_button")
    wait_for_answer(dialog, qtbot)
    assert english(*_names(station)) == []
    dialog.accept()
    bench.go(Place.ATTENTION)
    page = bench.attention_page
    qtbot.waitUntil(lambda: bool(page.table.rows_model.rows), timeout=WAIT_MS)
    page.table.select_key(page.table.rows_model.rows[0].key)
    assert "Anote en Splynx una nota de crédito de 2,00" in _said(bench)
    assert english(*_names(station)) == []


def test_pay_links_say_what_is_wrong_with_a_document(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    key = next(iter(station.splynx.held_documents))
    station.splynx._settle(key, fakes.usd("10.50"), PaymentId(1))
    bench.go(Place.LINKS)
    page = bench.links
    page.numbers.setPlainText("2026000001, 2026000002 7")
    press(page, "links.check_button")
    qtbot.waitUntil(lambda: len(page.table.rows_model.rows) == 3, timeout=WAIT_MS)
    assert "Splynx no tiene factura con el número 7." in _said(bench)
    assert english(*_names(station)) == []


def test_a_first_start_that_goes_wrong(
    open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "new").mkdir()
    station = fakes.FakeStation(tmp_path / "new")
    station.splynx.trouble = AuthenticationError(
        "The answer to the sign-in is not from Splynx's API; check the Splynx address in the "
        "profile."
    )
    try:
        window = open_window(station)
        page = window.connect_page
        qtbot.waitUntil(page.isVisible, timeout=WAIT_MS)
        assert english(*_DATA) == []
        page.mode.select(Mode.LIVE)
        page.splynx_url.setText("http://splynx.example.com")
        for field in (page.api_key, page.api_secret, page.ippay_url, page.terminal):
            field.setText("https://gtwy.ippay.com/ippay")
        press(page, "connect.check_button")
        qtbot.waitUntil(page.trouble.isVisible, timeout=WAIT_MS)
        assert "debe usarse por https" in page.trouble.sentence.text()
        assert english(*_DATA) == []
        page.splynx_url.setText("https://splynx.example.com")
        qtbot.waitUntil(page.check.isEnabled, timeout=WAIT_MS)
        press(page, "connect.check_button")
        qtbot.waitUntil(
            lambda: any("no es de la API de Splynx" in one for _, one in texts(window)),
            timeout=WAIT_MS,
        )
        assert english(*_DATA) == []
        window.begin_closing()
    finally:
        station.close()
