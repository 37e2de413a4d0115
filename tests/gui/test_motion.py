"""Nothing moves by itself, whatever the system says: not in popups, menus, tips and fields either.

The pages and dialogs are looked at on the guided tour, in test_inspection.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QVariantAnimation
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolTip,
    QWidget,
)

from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.save_dialog import SaveDialog
from tests.gui.conftest import WAIT_MS, every_page
from tests.gui.motion import moving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench

# Off screen there is no window manager to ask, nor a keyboard to hold.
off_screen = pytest.mark.qt_log_ignore(
    "does not support raise", "grabbing the keyboard", "propagateSizeHints", extend=True
)


@pytest.fixture
def lively(qapp: QApplication) -> Iterator[None]:
    """Qt's effects as a desktop turns them on."""
    effects = [Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeMenu]
    effects += [Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateTooltip]
    for effect in effects:
        qapp.setEffectEnabled(effect, True)
    yield
    for effect in effects:
        qapp.setEffectEnabled(effect, False)


def test_no_effect_of_qt_is_on(qapp: QApplication) -> None:
    assert [one for one in Qt.UIEffect if qapp.isEffectEnabled(one)] == []


@off_screen
def test_every_list_to_choose_from_is_there_at_once(bench: Workbench) -> None:
    every_page(bench)
    seen = 0
    for combo in bench.findChildren(QComboBox):
        bench.stack.setCurrentWidget(_page_of(combo, bench))
        combo.showPopup()
        assert moving() == [], combo.objectName()
        assert combo.view().isVisible() or not combo.count()
        combo.hidePopup()
        seen += 1
    assert seen > 10


@off_screen
def test_every_menu_is_there_at_once(bench: Workbench) -> None:
    every_page(bench)
    buttons = [one for one in bench.findChildren(QPushButton) if one.menu() is not None]
    assert buttons != []
    for button in buttons:
        button.menu().popup(QPoint(10, 10))
        assert button.menu().isVisible()
        assert moving() == [], button.objectName()
        button.menu().close()


@off_screen
def test_calendars_and_tips_are_there_at_once(bench: Workbench) -> None:
    every_page(bench)
    for edit in bench.findChildren(QDateEdit):
        edit.calendarWidget().show()
        edit.calendarWidget().showNextMonth()
        assert moving() == [], edit.objectName()
    QToolTip.showText(QPoint(10, 10), "What it does", bench)
    assert moving() == []
    QToolTip.hideText()


@off_screen
def test_what_the_search_found_is_there_at_once(bench: Workbench, qtbot: QtBot) -> None:
    bench.window().activateWindow()
    bench.search.take_focus()
    qtbot.keyClicks(bench.search.field, "settings")
    qtbot.waitUntil(lambda: bool(bench.search.hits), timeout=WAIT_MS)
    assert moving() == []


@off_screen
def test_fields_in_dialogs_do_not_fade_either(bench: Workbench, tmp_path: Path) -> None:
    dialog = SaveDialog(bench, "Save", "save", kinds=["Tables (*.csv)"], file_name="x.csv")
    dialog.setDirectory(str(tmp_path))
    dialog.open()
    assert moving() == []
    dialog.reject()
    for field in bench.findChildren(LineField):
        field.setText("ann")
        field.setText("")
        assert moving() == [], field.objectName()


@off_screen
@pytest.mark.usefixtures("lively")
def test_what_moves_would_be_seen(qtbot: QtBot) -> None:
    """The looker itself: a menu that fades in, an animation, a bar without an end."""
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = QMenu(window)
    menu.addAction("one")
    window.show()
    menu.popup(QPoint(10, 10))
    # Under the name of what Qt shows in its place meanwhile.
    assert any("QAlphaWidget" in one for one in moving())
    menu.close()
    fading = QVariantAnimation(window)
    fading.setObjectName("fading")
    fading.setStartValue(0)
    fading.setEndValue(1)
    fading.setDuration(60_000)
    fading.start()
    assert any("fading" in one for one in moving())
    fading.stop()
    bar = QProgressBar(window)
    bar.setObjectName("endless")
    bar.setRange(0, 0)
    bar.show()
    assert any("endless" in one for one in moving())


def _page_of(one: QWidget, bench: Workbench) -> QWidget:
    around = one.parentWidget()
    return one if around is None or one.parent() is bench.stack else _page_of(around, bench)
