"""Asks for a name that is not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ippay_desktop.ui.dialogs.base import Dialog
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import Notice, field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class NameDialog(Dialog):
    """One field; moves no money, so Enter keeps.

    Signals:
        named: The name.
    """

    named = Signal(str)

    def __init__(  # noqa: PLR0913  # each is a word on the dialog
        self,
        title: str,
        noun: str,
        *,
        taken: frozenset[str],
        longest: int,
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(title, name, parent)
        self._taken = {one.casefold() for one in taken}
        self.setMinimumWidth(420)
        self.content.addWidget(label(title, role="heading"))
        self.line = LineField(f"{name}.line")
        self.line.setMaxLength(longest)
        self.content.addLayout(field(noun, self.line))
        self.trouble = Notice(name=f"{name}.trouble")
        self.trouble.show_text("")
        self.content.addWidget(self.trouble)
        self.cancel = button(tr("Cancel"), f"{name}.cancel_button")
        self.keep = button(tr("Keep"), f"{name}.keep_button", variant="primary")
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.keep)
        self.keep.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.line.textChanged.connect(self._judge)
        self._judge()
        self.line.setFocus()

    def _judge(self) -> None:
        name = self.line.text().strip()
        is_taken = name.casefold() in self._taken
        self.trouble.show_text(tr("There is one of this name already.") if is_taken else "")
        self.keep.setEnabled(bool(name) and not is_taken)

    def _on_keep_clicked(self) -> None:
        self.named.emit(self.line.text().strip())
        self.accept()
