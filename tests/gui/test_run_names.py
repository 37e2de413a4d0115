"""What a run charges, in a clerk's words: each condition of a filter, in both languages."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.billing import (
    CHARGEABLE_STATES,
    DocumentKind,
    DocumentState,
    Location,
    Partner,
    PaymentMethod,
)
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period
from ippay_desktop.domain.identifiers import PaymentMethodId, RunId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.tally import tally_run
from ippay_desktop.ui.papers.paper import PaperTable
from ippay_desktop.ui.papers.reports import Printing, run_report
from ippay_desktop.ui.presenters.runs import RunDetail
from ippay_desktop.ui.presenters.session import Catalogue
from ippay_desktop.ui.run_names import retried, run_choice, run_name
from ippay_desktop.ui.text import moment
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import tongues
from tests.gui.conftest import WAIT_MS
from tests.gui.test_runs import run_everything
from tests.unit.journal import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.ui.widgets.workbench import Workbench

_CATALOGUE = Catalogue(
    (Partner(1, "Main"), Partner(3, "Hill & Co")),
    (Location(4, "Harbour"),),
    (PaymentMethod(PaymentMethodId(7), "Card", True, ("", "", "", "", "")),),
)
_ALL = DocumentFilter()
_OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
_BOTH = frozenset(DocumentKind) - {DocumentKind.REFILL}


def compared(key: str, test: AmountTest) -> DocumentFilter:
    return replace(_ALL, total=test) if key == "total" else replace(_ALL, due=test)


SAID = [
    (_ALL, "Invoices"),
    (DocumentFilter(kinds=frozenset({DocumentKind.PROFORMA})), "Proformas"),
    (DocumentFilter(_BOTH, _OCTOBER), "Invoices and proformas of October 2026"),
    (replace(_ALL, period=_OCTOBER), "Invoices of October 2026"),
    (
        replace(_ALL, period=Period(date(2026, 10, 2), date(2026, 10, 31))),
        "Invoices from 2026-10-02 to 2026-10-31",
    ),
    (
        replace(_ALL, period=Period(date(2026, 10, 1), date(2026, 11, 30))),
        "Invoices from 2026-10-01 to 2026-11-30",
    ),
    (replace(_ALL, period=Period(date(2026, 10, 2), date(2026, 10, 2))), "Invoices of 2026-10-02"),
    (replace(_ALL, partners=frozenset({1, 3, 9})), "Invoices, partner Main, Hill & Co, 9"),
    (replace(_ALL, locations=frozenset({4})), "Invoices, location Harbour"),
    (replace(_ALL, payment_types=frozenset({7})), "Invoices, payment type Card"),
    (replace(_ALL, states=frozenset({DocumentState.OVERDUE})), "Invoices, overdue"),
    (
        replace(_ALL, states=frozenset({DocumentState.OVERDUE, DocumentState.UNPAID})),
        "Invoices, overdue or unpaid",
    ),
    # Nothing else can be charged: it goes without saying.
    (replace(_ALL, states=CHARGEABLE_STATES), "Invoices"),
    (replace(_ALL, customers=frozenset({17, 4})), "Invoices, of customer 17, 4"),
    (replace(_ALL, customers=frozenset(range(4))), "Invoices, of chosen customers"),
    (replace(_ALL, numbers=frozenset({"2026-7"})), "Invoices, number 2026-7"),
    (replace(_ALL, numbers=frozenset("abcd")), "Invoices, chosen by number"),
    (
        replace(_ALL, search="a; status paid {x}"),
        "Invoices, with “a; status paid {x}” in number or name",
    ),
    *(
        (compared(key, AmountTest(sign, Money(126450, "USD"))), f"Invoices, {words}")
        for key, sign, words in (
            ("total", "=", "total $1,264.50"),
            ("total", "<", "total below $1,264.50"),
            ("total", ">", "total above $1,264.50"),
            ("total", "<=", "total $1,264.50 at most"),
            ("total", ">=", "total $1,264.50 at least"),
            ("due", "=", "$1,264.50 due"),
            ("due", "<", "less than $1,264.50 due"),
            ("due", ">", "more than $1,264.50 due"),
            ("due", "<=", "$1,264.50 due at most"),
            ("due", ">=", "$1,264.50 due at least"),
        )
    ),
]


def charging(text: str, **changes: Any) -> Run:
    """A run of 222 rows that was chosen, and named by itself, so."""
    made = replace(build.run("r1", []), name=text, filter_text=text, planned=222)
    return replace(made, **changes)


@pytest.mark.parametrize(("wanted", "words"), SAID, ids=[words for _, words in SAID])
def test_a_filter_is_said_as_a_clerk_would(
    qapp: QApplication, wanted: DocumentFilter, words: str
) -> None:
    del qapp
    assert run_name(charging(wanted.describe()), _CATALOGUE) == words


def test_every_condition_is_among_them() -> None:
    told = {
        one.name
        for wanted, _ in SAID
        for one in fields(DocumentFilter)
        if getattr(wanted, one.name) != getattr(_ALL, one.name)
    }
    assert told == {one.name for one in fields(DocumentFilter)}


@pytest.mark.parametrize(
    ("account", "how"),
    [
        (AccountChoice.ANY, "by card and bank account"),
        (AccountChoice.CARD, "by card"),
        (AccountChoice.BANK, "by bank account"),
    ],
)
def test_the_choice_tells_how_many_and_how(
    qapp: QApplication, account: AccountChoice, how: str
) -> None:
    del qapp
    run = charging(replace(_ALL, period=_OCTOBER).describe(), account=account, name="Autumn")
    assert run_name(run, _CATALOGUE) == "Autumn"
    assert run_choice(run, _CATALOGUE) == f"Invoices of October 2026, 222 documents, {how}"


def test_a_retry_names_the_run_before_it(qapp: QApplication) -> None:
    del qapp
    first = charging("documents invoice; status overdue")
    again = charging("retry of run r1", name="Retry of documents invoice; status overdue")
    assert retried(again) == "r1"
    assert retried(first) == ""
    assert run_name(again, _CATALOGUE) == "Retry of Invoices, overdue"
    rest = "222 documents, by card and bank account"
    assert run_choice(again, _CATALOGUE) == f"What run r1 did not bring in, {rest}"
    assert run_choice(again, _CATALOGUE, first) == (
        f"What the run “Invoices, overdue” of {moment(first.created_at)} did not bring in, {rest}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "November, all",
        "",
        "documents",
        "documents invoice; period soon..later",
        "documents invoice; period 2026-11-30..2026-11-01",
        "documents wish",
        "documents invoice; mood glad",
        "period 2026-11-01..2026-11-30",
    ],
)
def test_what_is_no_filter_of_ours_stands_as_it_is(qapp: QApplication, text: str) -> None:
    del qapp
    assert run_name(charging(text), _CATALOGUE) == text
    assert run_name(charging(f"Retry of {text}"), _CATALOGUE) == f"Retry of {text}"


def test_values_of_another_version_stand_as_they_are(qapp: QApplication) -> None:
    del qapp
    odd = "documents invoice; partner main; status late; total about 10"
    assert run_name(charging(odd), _CATALOGUE) == "Invoices, partner main, late, total about 10"


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    with tongues.spoken(qapp, "es"):
        yield


@pytest.mark.usefixtures("spanish")
def test_it_is_said_in_spanish() -> None:
    wanted = replace(_ALL, period=_OCTOBER, states=frozenset({DocumentState.OVERDUE}))
    run = charging(wanted.describe())
    assert run_name(run, _CATALOGUE) == "Facturas de octubre de 2026, vencidas"
    assert run_choice(run, _CATALOGUE) == (
        "Facturas de octubre de 2026, vencidas, 222 documentos, con tarjeta y cuenta bancaria"
    )
    assert run_choice(charging("retry of run r1"), _CATALOGUE).startswith(
        "Lo que la remesa r1 no cobró, "
    )


def test_the_page_and_the_planner_say_it(bench: Workbench, qtbot: QtBot) -> None:
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: bench.planner.run_panel.state.word == "Finished", timeout=WAIT_MS)
    told = bench.planner.subtitle.text()
    assert told.startswith("Invoices of ")
    assert told.endswith("6 documents, by card and bank account")
    bench.go(Place.RUNS)
    table = bench.runs.table
    qtbot.waitUntil(lambda: len(table.rows_model.rows) == 1, timeout=WAIT_MS)
    table.chosen.emit(table.rows_model.rows[0].value)
    assert bench.runs.subtitle.text() == told


def test_the_page_tells_of_a_retry_which_run_it_repeats(bench: Workbench, qtbot: QtBot) -> None:
    bench.go(Place.RUNS)
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    first, again = charging("documents invoice"), charging("retry of run r1", name="Retry")
    again = replace(again, run_id=RunId("r2"))
    told = [RunDetail(run, (), tally_run(run, (), RecordBank.ACCEPTED)) for run in (again, first)]
    bench.runs.presenter.loaded.emit(tuple(told))
    bench.runs.table.chosen.emit(told[0])
    assert bench.runs.subtitle.text().startswith("What the run “Invoices” of ")


def test_the_printed_report_says_it(bench: Workbench) -> None:
    paper = run_report(charging("documents invoice"), (), Printing.of(bench.session))
    facts = next(one for one in paper.blocks if isinstance(one, PaperTable))
    assert ("What it charges", "Invoices, 222 documents, by card and bank account") in facts.rows
