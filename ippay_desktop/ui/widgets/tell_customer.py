"""What to tell the customer about a charge that brought no money, and a button that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ippay_desktop.domain.decline_words import sentence_about
from ippay_desktop.ui.text import button, label, said, tr
from ippay_desktop.ui.theme import SPACE_M
from ippay_desktop.ui.widgets.parts import put_icon

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt


class TellCustomer(QWidget):
    """A sentence for the customer; hidden while there is nothing to tell."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.tell")
        self.sentence = label(name=f"{name}.tell.sentence", wraps=True)
        self.copy = button(tr("Copy"), f"{name}.tell.copy_button")
        self.copy.setAccessibleName(tr("Copy what to tell the customer"))
        put_icon(self.copy, "copy")
        self.copy.clicked.connect(self._on_copy_clicked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("To tell the customer"), role="field"))
        words.addWidget(self.sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addLayout(words, 1)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_attempt(self, attempt: Attempt | None) -> None:
        """Show what to tell about a charge; nothing about one that came in, or about none."""
        told = said(sentence_about(attempt)) if attempt is not None else ""
        self.sentence.setText(told)
        self.copy.setText(tr("Copy"))
        self.setVisible(bool(told))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.text())
        self.copy.setText(tr("Copied"))
