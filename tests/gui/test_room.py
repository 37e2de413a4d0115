"""Small windows: contents scroll instead of being squeezed, and the wheel changes nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ippay_desktop.ui import theme
from ippay_desktop.ui.dialogs.base import Dialog
from ippay_desktop.ui.text import button, label
from ippay_desktop.ui.widgets.filters import Choice, date_edit
from ippay_desktop.ui.widgets.navigation import Navigation, Place
from ippay_desktop.ui.widgets.room import Roomy

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_LONG = "A reason that goes on and on, as banks like to write them. " * 30


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.install(qapp).put_on(theme.LIGHT)


def test_contents_fill_their_place_and_scroll_only_when_too_high(qtbot: QtBot) -> None:
    inner = QWidget()
    words = label(_LONG, wraps=True)
    QVBoxLayout(inner).addWidget(words)
    roomy = Roomy(inner)
    qtbot.addWidget(roomy)
    roomy.resize(900, 700)
    roomy.show()
    qtbot.waitExposed(roomy)
    assert inner.size() == roomy.viewport().size()
    assert not roomy.verticalScrollBar().isVisible()
    roomy.resize(300, 200)
    assert roomy.verticalScrollBar().isVisible()
    assert inner.width() == roomy.viewport().width()
    assert words.height() >= words.heightForWidth(words.width())


def test_a_dialog_is_never_higher_than_its_window_and_keeps_its_buttons(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 480)
    window.show()
    dialog = Dialog("Long", "long", window)
    dialog.setFixedWidth(420)
    words = label("Short", wraps=True)
    dialog.content.addWidget(words)
    close = button("Close", "long.close_button")
    dialog.footer.addWidget(close)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() < 300
    words.setText(_LONG)
    qtbot.waitUntil(lambda: dialog.height() == 480)
    assert dialog.rect().contains(QRect(close.mapTo(dialog, QPoint()), close.size()))
    assert close.visibleRegion().boundingRect().size() == close.size()


def _turn_wheel(over: QWidget) -> bool:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(over.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # Qt's own
    )
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def test_the_wheel_changes_only_the_field_that_has_the_focus(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    box = QVBoxLayout(host)
    other = QPushButton("other")
    choice = Choice("choice", [("one", 1), ("two", 2)])
    day = date_edit("day", date(2026, 11, 26))
    for part in (other, choice, day):
        box.addWidget(part)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    for field in (choice, day):
        assert not _turn_wheel(field), "the page behind scrolls instead"
    assert (choice.value, day.date().day()) == (1, 26)
    choice.setFocus()
    _turn_wheel(choice)
    day.setFocus()
    _turn_wheel(day)
    assert choice.value == 2
    assert day.date().day() != 26 or day.date().month() != 11 or day.date().year() != 2026


def test_a_folded_navigation_keeps_names_tips_and_shortcuts(qtbot: QtBot) -> None:
    nav = Navigation()
    qtbot.addWidget(nav)
    wide = nav.width()
    nav.fold(is_folded=True)
    assert nav.width() < wide / 2
    for number, place in enumerate(Place, 1):
        one = nav.buttons[place]
        assert one.text() == ""
        assert one.accessibleName() in one.toolTip()
        assert one.shortcut().toString() == f"Ctrl+{number}"
    nav.fold(is_folded=False)
    assert nav.width() == wide
    assert [one.text().strip() for one in nav.buttons.values()][:2] == ["Today", "Customers"]
