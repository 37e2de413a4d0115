"""Asking where to save a file, without waiting for the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from ippay_desktop.ui.dialogs.veiled import Veiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class SaveDialog(Veiled, QFileDialog):
    """Opens by itself; the file's name ends as the chosen kind of file does.

    Signals:
        path_chosen: Carries the `Path`.
    """

    path_chosen = Signal(object)

    def __init__(
        self, parent: QWidget, title: str, name: str, *, kinds: Sequence[str], file_name: str
    ) -> None:
        """Ask now.

        Args:
            parent: What it belongs to; goes with it.
            title: What is saved.
            name: Object name, for tests.
            kinds: Such as "Tables (*.csv)"; the first is chosen at first.
            file_name: Offered; nothing that a customer chose may become part of a path.
        """
        super().__init__(parent, title)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(kinds))
        self.filterSelected.connect(self._on_filter_selected)
        self._on_filter_selected(kinds[0])
        self.selectFile(file_name)
        self.fileSelected.connect(lambda path: self.path_chosen.emit(Path(path)))
        self.open()

    def _on_filter_selected(self, chosen: str) -> None:
        self.setDefaultSuffix(chosen.partition("*.")[2].rstrip(")"))
