"""The window in Spanish, in a longer language than any, and from right to left."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QWidget,
)

from ippay_desktop.ui import icons, language, memory, states
from ippay_desktop.ui.language import Language
from ippay_desktop.ui.models.table import CellRole
from ippay_desktop.ui.presenters.today import DayTaken
from ippay_desktop.ui.text import count, day, tr
from ippay_desktop.ui.theme import Tone, ink
from ippay_desktop.ui.widgets.chart import DayBars
from ippay_desktop.ui.widgets.navigation import Place
from ippay_desktop.ui.widgets.parts import Tabs
from ippay_desktop.ui.widgets.table import Table
from tests.gui import tongues
from tests.gui.conftest import WAIT_MS, find
from tests.gui.fakes import usd
from tests.tooling import translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

# The smallest screen that the window is designed for.
_SMALLEST = 1280, 800
# Names of things that are spelt the same in Spanish.
_SAME = {"IPpay Desktop", "Splynx", "No", "Total", "Proforma", "Proformas", "Plan", "IPpay"}


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    """Spain."""
    with tongues.spoken(qapp, "es"):
        yield


@pytest.fixture
def longest(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """A language two fifths longer than English."""
    with tongues.invented(qapp, tmp_path, tongues.stretched, QLocale("de_DE")):
        yield


@pytest.fixture
def from_the_right(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """A language that runs from right to left."""
    with tongues.invented(qapp, tmp_path, tongues.mirrored, QLocale("he_IL")):
        yield


def _open(
    open_window: Callable[[FakeStation], MainWindow], station: FakeStation, qtbot: QtBot
) -> Workbench:
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert window.workbench is not None
    return window.workbench


def _texts(root: QWidget) -> list[tuple[QWidget, str]]:
    found: list[tuple[QWidget, str]] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            found.append((widget, widget.text().replace("&&", "&")))
        elif isinstance(widget, QComboBox):
            found += [(widget, widget.itemText(number)) for number in range(widget.count())]
    return [(widget, text) for widget, text in found if text.strip()]


def _english() -> set[str]:
    """Sentences without placeholders, as the code has them."""
    sources = {one.source for one in translations.messages() if "{" not in one.source}
    return {one for one in sources if QCoreApplication.translate("ippay", one) != one} - _SAME


@pytest.mark.usefixtures("spanish")
def test_every_page_speaks_spanish(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    english = _english()
    for place in Place:
        bench.go(place)
        left = [text for _, text in _texts(bench) if text in english]
        assert left == [], place
    bench.plan()
    assert [text for _, text in _texts(bench) if text in english] == []
    assert find(bench, QLabel, "runs.title").text() == "Remesas"


@pytest.mark.usefixtures("spanish")
def test_plurals_are_right() -> None:
    words = "{n} customer", "{n} customers"
    assert [count(n, *words) for n in (0, 1, 2, 1264)] == [
        "0 clientes",
        "1 cliente",
        "2 clientes",
        "1264 clientes",
    ]


@pytest.mark.usefixtures("spanish")
def test_standard_buttons_speak_it_too(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Cancelar"


@pytest.mark.usefixtures("spanish")
def test_a_name_is_never_read_as_a_template() -> None:
    assert tr("{name} (customer {id})", name="{id} %1", id=7) == "{id} %1 (cliente 7)"


def test_the_choice_is_remembered_and_the_next_start_speaks_it(
    window: MainWindow, bench: Workbench, qtbot: QtBot, qapp: QApplication
) -> None:
    bench.go(Place.SETTINGS)
    choice = bench.settings.look.language
    choice.select(Language.SPANISH)
    choice.activated.emit(choice.currentIndex())
    assert find(bench, QLabel, "settings.language_note").isVisible()
    path = window._station.data_dir / memory.FILE_NAME
    qtbot.waitUntil(lambda: memory.read(path).language is Language.SPANISH, timeout=WAIT_MS)
    language.install(qapp, memory.read(path).language)
    assert tr("Cancel") == "Cancelar"
    language.install(qapp)
    assert tr("Cancel") == "Cancel"


@pytest.mark.parametrize(
    ("code", "system", "expected"),
    [
        ("es", "en_US", "es_US"),
        ("en", "es_ES", "en_ES"),
        ("es", "es_AR", "es_AR"),
        ("en", "C", "C"),
        ("es", "C", "es_ES"),
    ],
)
def test_words_follow_the_choice_and_figures_the_country(
    code: str, system: str, expected: str
) -> None:
    place = QLocale.c() if system == "C" else QLocale(system)
    assert language.locale_for(code, place).name() == expected


def _clipped(root: QWidget) -> list[str]:
    """Labels and buttons that need more room than they have."""
    for _ in range(3):
        # What has just come has its room after the next layout, and one layout asks for another.
        QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest))
    found = []
    for widget, text in _texts(root):
        if isinstance(widget, QLabel) and widget.wordWrap():
            is_short = widget.heightForWidth(widget.width()) > widget.height() + 1
        elif isinstance(widget, QLabel | QAbstractButton):
            is_short = widget.minimumSizeHint().width() > widget.width() + 1
        else:
            continue
        if is_short:
            found.append(f"{widget.objectName()} {text[:40]!r} {widget.size()}")
    return found


def _walk(bench: Workbench, qtbot: QtBot) -> Iterator[tuple[str, list[str]]]:
    window = bench.window()
    window.resize(*_SMALLEST)
    reading = find(bench, QWidget, "status.reading")

    def settled() -> None:
        qtbot.waitUntil(reading.isHidden, timeout=WAIT_MS)
        QApplication.processEvents()

    for place in Place:
        bench.go(place)
        settled()
        yield place.value, _clipped(window)
    bench.plan()
    settled()
    yield "plan", _clipped(window)


@pytest.mark.usefixtures("longest")
def test_a_longer_language_is_not_clipped(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    clipped = [f"{place}: {one}" for place, found in _walk(bench, qtbot) for one in found]
    assert clipped == [], "\n".join(clipped)


@pytest.mark.usefixtures("from_the_right")
def test_from_right_to_left_everything_turns_and_nothing_is_clipped(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    assert bench.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert bench.nav.x() > bench.stack.x()
    clipped = [f"{place}: {one}" for place, found in _walk(bench, qtbot) for one in found]
    assert clipped == [], "\n".join(clipped)


@pytest.mark.usefixtures("from_the_right")
def test_from_right_to_left_a_row_can_be_chosen_and_the_last_day_stands_at_the_left(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    bench.go(Place.INVOICES)
    table = bench.invoices.table
    qtbot.waitUntil(lambda: len(table.rows_model.rows) > 1, timeout=WAIT_MS)
    key = table.rows_model.rows[1].key
    table.select_key(key)
    assert table.selected_keys() == {key}
    bars = DayBars("bars")
    qtbot.addWidget(bars)
    bars.resize(400, 200)
    days = tuple(DayTaken(date(2026, 11, day), usd("0.00"), usd("0.00")) for day in range(1, 7))
    bars.show_days((*days, DayTaken(date(2026, 11, 7), usd("90.00"), usd("0.00"))))
    # Below the key, whose dot has the same colour.
    drawn = _columns_of(bars.grab(QRect(0, 40, 400, 120)).toImage(), QColor(ink(Tone.BLUE).text))
    assert drawn[-1] < 80
    assert day(date(2026, 11, 7)) in bars.words_at(drawn[0])[:14]


def _columns_of(picture: QImage, colour: QColor) -> list[int]:
    """In which columns of a picture a colour stands."""
    wide, high = picture.width(), picture.height()
    return [x for x in range(wide) if any(picture.pixelColor(x, y) == colour for y in range(high))]


@pytest.mark.usefixtures("from_the_right")
def test_from_right_to_left_a_states_icon_stands_before_its_word(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    bench.go(Place.INVOICES)
    table = bench.invoices.table
    qtbot.waitUntil(lambda: bool(table.model().rowCount()), timeout=WAIT_MS)
    state = next(
        number
        for number in range(table.model().columnCount())
        if table.model().index(0, number).data(CellRole.SHOWN) is not None
    )
    cell = table.visualRect(table.model().index(0, state))
    shown = table.model().index(0, state).data(CellRole.SHOWN)
    drawn = _columns_of(table.viewport().grab(cell).toImage(), QColor(ink(shown.tone).text))
    # The icon and its word fill the right end of the cell, from the margin on.
    assert cell.width() - drawn[-1] < 16
    assert drawn[0] > cell.width() // 4


@pytest.mark.usefixtures("from_the_right")
def test_from_right_to_left_names_and_sums_begin_at_the_right(
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
) -> None:
    bench = _open(open_window, station, qtbot)
    qtbot.waitUntil(lambda: bench.today.unpaid.figure.text() != "…", timeout=WAIT_MS)
    for one in (bench.today.unpaid.figure, find(bench, QLabel, "connection")):
        assert one.alignment() & Qt.AlignmentFlag.AlignRight
        assert one.alignment() & Qt.AlignmentFlag.AlignAbsolute
    # The gap between a button's icon and its word is on the word's side.
    picture = icons.icon("plus", "#000000").pixmap(QSize(22, 18)).toImage()
    opaque = [x for x in range(picture.width()) if picture.pixelColor(x, 9).alpha() > 0]
    assert opaque[0] >= icons.GAP


@pytest.mark.usefixtures("longest")
def test_tabs_give_way_and_keep_their_counts(qtbot: QtBot) -> None:
    tabs = Tabs([tr("Being checked"), tr("Declined"), tr("Skipped")], "tabs")
    qtbot.addWidget(tabs)
    for number in range(3):
        tabs.set_title(number, f"{tr('Being checked')} {number}")
    tabs.resize(230, 36)
    tabs.show()
    buttons = tabs.findChildren(QAbstractButton)
    for before, after in itertools.pairwise(buttons):
        assert before.geometry().right() < after.geometry().left()
    assert all(one.toolTip() for one in buttons)


@pytest.mark.parametrize("language_of", ["spanish", "longest"])
def test_no_heading_of_a_table_is_cut(
    request: pytest.FixtureRequest,
    open_window: Callable[[FakeStation], MainWindow],
    station: FakeStation,
    qtbot: QtBot,
    language_of: str,
) -> None:
    request.getfixturevalue(language_of)
    bench = _open(open_window, station, qtbot)
    bench.window().resize(*_SMALLEST)
    cut = []
    for table in bench.findChildren(Table):
        columns = table.rows_model.columns
        for number, column in enumerate(columns):
            is_shown = not table.isColumnHidden(number)
            if is_shown and not (column.is_prose or column.stretches):
                wide = table.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
                if table.columnWidth(number) < wide:
                    cut.append(f"{table.objectName()} {column.title}")
    assert cut == []


@pytest.mark.usefixtures("spanish")
def test_a_customers_status_is_spanish_and_an_unknown_one_as_it_is() -> None:
    words = [states.customer_status(one) for one in ("new", "active", "blocked", "disabled", "x y")]
    assert words == ["Nuevo", "Activo", "Bloqueado", "Inactivo", "X y"]
