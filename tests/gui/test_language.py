"""The window in Spanish, in a longer language than any, and from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QWidget,
)

from ippay_desktop.ui import language, memory
from ippay_desktop.ui.language import Language
from ippay_desktop.ui.text import count, tr
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import tongues
from tests.gui.conftest import WAIT_MS, find
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
        # A word that has just been shown has its room after the next layout only.
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
