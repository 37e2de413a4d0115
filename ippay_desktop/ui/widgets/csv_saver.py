"""Saving a table as a file: where is asked without waiting, written on a worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from ippay_desktop.ui.files import csv_content, write_private
from ippay_desktop.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ippay_desktop.ui.presenters.session import Session


class CsvSaver(QObject):
    """Asks for a file's name and writes a table into it.

    Signals:
        said: A sentence: it was written, or why not.
    """

    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._scope = session.scope.child("exports")
        self.dialog: QFileDialog | None = None

    def save(
        self, name: str, heading: Sequence[str], rows: Sequence[Sequence[str]], object_name: str
    ) -> None:
        """Ask where to, then write the rows as they are at this moment."""
        dialog = QFileDialog(self._host, tr("Save as CSV"))
        dialog.setObjectName(object_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Tables (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        kept = tuple(tuple(row) for row in rows)
        dialog.fileSelected.connect(lambda path: self._write(Path(path), tuple(heading), kept))
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _write(
        self, path: Path, heading: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
    ) -> None:
        self._scope.read(
            f"save {path}",
            lambda: write_private(path, csv_content(heading, rows)),
            lambda _none: self.said.emit(
                tr("Saved {n} rows in {name}.", n=len(rows), name=path.name)
            ),
            lambda error: self.said.emit(
                tr("{name} could not be written: {why}", name=path.name, why=_why(error))
            ),
        )


def _why(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else type(error).__name__
