"""All shortcuts on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ippay_desktop.ui.widgets.commands import all_commands
from tests.gui.conftest import WAIT_MS, find, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_one_key_shows_every_shortcut(
    bench: Workbench, window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    bench.nav.setFocus()
    qtbot.keyClick(window, key)
    qtbot.waitUntil(lambda: bench.shortcuts_dialog is not None, timeout=WAIT_MS)
    dialog = bench.shortcuts_dialog
    assert dialog is not None
    for command in all_commands():
        shown = find(dialog, QLabel, f"shortcuts.{command.name}")
        assert shown.text() == command.shortcut
    press(dialog, "shortcuts.close_button")
    assert bench.shortcuts_dialog is None


def test_a_question_mark_is_typed_into_a_field(
    bench: Workbench, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    bench.search.take_focus()
    qtbot.waitUntil(bench.search.field.hasFocus, timeout=WAIT_MS)
    qtbot.keyClick(bench.search.field, Qt.Key.Key_Question)
    assert bench.shortcuts_dialog is None
