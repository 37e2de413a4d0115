"""All shortcuts on one sheet, made from the one table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.theme import SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.search import Command


class ShortcutsDialog(Dialog):
    """Every command with its keys."""

    def __init__(self, commands: tuple[Command, ...], parent: QWidget) -> None:
        super().__init__(tr("Shortcuts"), "shortcuts", parent)
        self.setMinimumWidth(420)
        self.content.addWidget(label(tr("Shortcuts"), role="heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_XL)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        for number, command in enumerate(commands):
            keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(label(command.title), number, 0)
            grid.addWidget(label(keys, role="strong", name=f"shortcuts.{command.name}"), number, 1)
        self.content.addLayout(grid)
        self.content.addStretch(1)
        self.close_button = button(tr("Close"), "shortcuts.close_button")
        self.footer.addWidget(self.close_button)
        self.close_button.clicked.connect(self.reject)
        focus_first(self.close_button)
