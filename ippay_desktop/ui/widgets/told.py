"""What is told about the chosen row beside a table: words under their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ippay_desktop.ui.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Less than between two of them, so that a name belongs to the words below it.
_UNDER_ITS_NAME = 2


def told(title: str, words: QWidget) -> QVBoxLayout:
    """Words to read, close under their name."""
    layout = QVBoxLayout()
    layout.setSpacing(_UNDER_ITS_NAME)
    layout.addWidget(label(title, role="field"))
    layout.addWidget(words)
    return layout
