"""Directional controls are seen, and figures, names and ids keep their order in any window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QListWidget

from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.paylink import LinkBy, pay_link
from ippay_desktop.ui.direction import bare, isolated, visible, whole
from ippay_desktop.ui.mail import LANGUAGES, draft_address, language_for
from ippay_desktop.ui.models.run_rows import result_cells
from ippay_desktop.ui.text import day, label, set_tip, tr
from ippay_desktop.ui.widgets.filters import Choice, date_edit
from ippay_desktop.ui.widgets.inputs import ReadText
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import tongues
from tests.gui.conftest import WAIT_MS, find
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NAME = "Ada \u202egnp.exe"
_SEEN = "Ada [U+202E]gnp.exe"


@pytest.fixture
def from_the_right(qapp: QApplication) -> Iterator[None]:
    """A window that runs from the right, in English words."""
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


def test_every_control_is_seen_and_joiners_stay() -> None:
    for one in _TURNING:
        assert visible(f"a{one}b") == f"a[U+{ord(one):04X}]b"
    assert visible("🧑\u200d💻 Ünï") == "🧑\u200d💻 Ünï"
    assert visible("x\u2069y\u2068z") == "x[U+2069]y[U+2068]z", "no pair: neither begins nor ends"


@given(st.text(alphabet="ab1אش" + _TURNING, max_size=24))
def test_what_stands_in_a_sentence_cannot_leave_its_place(text: str) -> None:
    open_isolates = 0
    for one in isolated(text):
        assert one not in set(_TURNING) - {"\u2068", "\u2069"}
        open_isolates += (one == "\u2068") - (one == "\u2069")
        assert open_isolates >= 0
    assert open_isolates == 0
    assert visible(visible(text)) == visible(text)


def test_a_name_that_runs_from_the_right_keeps_our_figures_in_place() -> None:
    assert tr("{name} (customer {id})", name="אבג 12", id=7) == "\u2068אבג 12\u2069 (customer 7)"
    assert tr("{name} (customer {id})", name="Ada 12", id=7) == "Ada 12 (customer 7)"


def _order_on_screen(text: str) -> str:
    """The characters from left to right as they are drawn in a line that runs from the right."""
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout = QTextLayout(text, QGuiApplication.font())
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(2000)
    layout.endLayout()
    places = []
    for number, one in enumerate(text):
        for run in line.glyphRuns(number, 1) if one not in _TURNING else []:
            places += [(place.x(), one) for place in run.positions()]
    return "".join(one for _, one in sorted(places))


@pytest.mark.usefixtures("from_the_right")
@pytest.mark.parametrize(
    "text", ["\u221265.94", "+1 555 0144", "2026-11-26", "9Y-VYP/2", "+a@b.co"]
)
def test_figures_keep_their_order_in_a_window_from_the_right(text: str) -> None:
    assert _order_on_screen(whole(text)) == text
    assert text in _order_on_screen(f"אבג {isolated(text)} דהו")


@pytest.mark.usefixtures("from_the_right")
def test_the_minus_goes_behind_without_our_marks() -> None:
    assert _order_on_screen("\u221265.94") == "65.94\u2212"


@pytest.mark.usefixtures("from_the_right")
def test_a_label_keeps_its_side_when_only_its_height_is_said() -> None:
    made = label("26.49")
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    assert made.alignment() & Qt.AlignmentFlag.AlignRight
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    assert not made.alignment() & Qt.AlignmentFlag.AlignRight


def test_labels_tips_lists_and_histories_show_it(qtbot: QtBot) -> None:
    words = label(_NAME)
    choice = Choice("choice", [(_NAME, 1)])
    history = ReadText("history", "History")
    history.setPlainText(_NAME)
    set_tip(words, _NAME)
    for widget in (words, choice, history):
        qtbot.addWidget(widget)
    assert words.text() == choice.currentText() == history.toPlainText() == _SEEN
    assert _SEEN in words.toolTip()


def test_the_search_shows_it_and_a_copied_cell_is_as_splynx_holds_it(
    station: FakeStation, bench: Workbench, qtbot: QtBot
) -> None:
    one = station.splynx.customers[CustomerId(1)]
    station.splynx.customers[CustomerId(1)] = replace(one, name=_NAME)
    bench.go(Place.CUSTOMERS)
    table = bench.customers.list.table
    qtbot.waitUntil(
        lambda: any(row.texts[1] == _NAME for row in table.rows_model.rows), timeout=WAIT_MS
    )
    table.select_key("1")
    number = table.rows_model.number_of("1")
    assert number is not None
    assert table.rows_model.index(number, 1).data() == _SEEN
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert _NAME in QGuiApplication.clipboard().text()
    bench.window().activateWindow()
    bench.search.take_focus()
    qtbot.waitUntil(bench.search.field.hasFocus, timeout=WAIT_MS)
    qtbot.keyClicks(bench.search.field, "Ada")
    qtbot.waitUntil(lambda: _NAME in bench.search.hits, timeout=WAIT_MS)
    listed = find(bench.window(), QListWidget, "search.results")
    assert any(listed.item(at).text().startswith(_SEEN) for at in range(listed.count()))


def test_an_e_mail_shows_it_in_subject_and_text(station: FakeStation, bench: Workbench) -> None:
    one = station.splynx.customers[CustomerId(1)]
    station.splynx.customers[CustomerId(1)] = replace(one, name=_NAME)
    row = next(
        row
        for row in bench.session.documents.matching(DocumentFilter())
        if row.customer_name == _NAME
    )
    link = pay_link("https://splynx.example", row.document.ref, LinkBy.NUMBER)
    spanish = LANGUAGES["es"]
    template = replace(spanish.first, subject="Para {customer}")
    told = parse_qs(urlsplit(draft_address(template, spanish, row, link)).query)
    assert told["subject"] == [f"Para {_SEEN}"]
    assert _SEEN in told["body"][0]


def test_an_e_mail_is_in_the_windows_language_until_another_is_chosen(qapp: QApplication) -> None:
    assert language_for("") == "en"
    with tongues.spoken(qapp, "es", QLocale("es_ES")):
        assert language_for("") == "es"
        assert language_for("pt") == "pt"


def test_a_date_field_keeps_the_countrys_order_from_the_right(qapp: QApplication) -> None:
    before, locale = qapp.layoutDirection(), QLocale()
    QLocale.setDefault(QLocale("he_IL"))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        made = date_edit("day", date(2026, 11, 26))
        assert made.lineEdit().text() == day(date(2026, 11, 26)) == "26.11.2026"
    finally:
        qapp.setLayoutDirection(before)
        QLocale.setDefault(locale)


@given(st.text(alphabet="ab1אש" + _TURNING.replace("\u2068", ""), max_size=24))
def test_what_leaves_the_window_has_lost_our_isolates_and_nothing_else(text: str) -> None:
    assert bare(f"{isolated(text)}, {isolated('בית')}") == f"{visible(text)}, בית"
    assert bare(f"{text}{isolated('בית')}") == f"{text}בית"


@pytest.mark.usefixtures("from_the_right")
def test_words_copied_from_a_label_are_words_alone(bench: Workbench, qtbot: QtBot) -> None:
    words = tr("Run {name}: {done} of {all}", name="10-01", done=3, all=9)
    named = label(words)
    named.setParent(bench)
    assert named.text() != bare(named.text()), "the screen needs them"
    named.show()
    named.setSelection(0, len(named.text()))
    qtbot.keyClick(named, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Run 10-01: 3 of 9"
    copied = QGuiApplication.clipboard().mimeData()
    assert not set("\u2068\u2069") & set(copied.html())


@pytest.mark.usefixtures("from_the_right")
def test_an_exported_row_and_an_e_mail_are_words_alone(
    station: FakeStation, bench: Workbench, qtbot: QtBot
) -> None:
    one = station.splynx.customers[CustomerId(1)]
    station.splynx.customers[CustomerId(1)] = replace(one, name="\u2067Ada\u2069")
    run_everything(bench, qtbot)
    panel = bench.planner.run_panel
    qtbot.waitUntil(panel.retry.isHidden, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    results = [row.value for row in panel.table.rows_model.rows]
    assert any("\u2068" in row.texts[3] for row in panel.table.rows_model.rows)
    cells = [cell for result in results for cell in result_cells(result)]
    words = "".join(cell for cell in cells if isinstance(cell, str))
    assert "\u2067Ada\u2069" in words, "what Splynx holds is exported as it is"
    assert "\u2068" not in words
    row = bench.session.documents.matching(DocumentFilter())[0]
    link = pay_link("https://splynx.example", row.document.ref, LinkBy.NUMBER)
    told = parse_qs(
        urlsplit(draft_address(LANGUAGES["en"].first, LANGUAGES["en"], row, link)).query
    )
    assert not set("\u2068\u2069") & set(told["subject"][0] + told["body"][0])
