"""Saving a table as a file: where is asked without waiting, written on a worker's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.tables import TableColumn
from ippay_desktop.services.auditing import Deed
from ippay_desktop.ui.text import said, tr
from ippay_desktop.ui.widgets.save_dialog import SaveDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ippay_desktop.domain.tables import Cell
    from ippay_desktop.ui.presenters.session import Session


class TableSaver(QObject):
    """Asks for a file's name and writes a table into it, in the format that the name ends with.

    The bottom line says that it was written, or why not.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._session = session
        self._files = session.files
        self._audit = session.workspace.audit
        self._scope = session.scope.child("exports")
        self.dialog: SaveDialog | None = None

    def save(
        self, name: str, heading: Sequence[str], rows: Sequence[Sequence[Cell]], object_name: str
    ) -> None:
        """Ask where to, then write the rows as they are at this moment."""
        columns = tuple(TableColumn(title) for title in heading)
        kept = tuple(tuple(row) for row in rows)
        self.dialog = SaveDialog(
            self._host,
            tr("Save as CSV or spreadsheet"),
            object_name,
            kinds=[tr("Tables (*.csv)"), tr("Spreadsheets (*.xlsx)"), tr("For programs (*.json)")],
            file_name=name,
        )
        self.dialog.path_chosen.connect(lambda path: self._write(path, columns, kept))
        self.dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _save(
        self, path: Path, columns: tuple[TableColumn, ...], rows: tuple[tuple[Cell, ...], ...]
    ) -> int:
        """On a worker's thread; who took customers' data along is noted first."""
        self._audit.note(Deed.EXPORTED, "table", file=path.name, rows=str(len(rows)))
        return self._files.save_table(path, columns, rows)

    def _write(
        self, path: Path, columns: tuple[TableColumn, ...], rows: tuple[tuple[Cell, ...], ...]
    ) -> None:
        self._scope.read(
            f"save {path}",
            lambda: self._save(path, columns, rows),
            lambda number: self._session.notice.emit(
                tr("Saved {n} rows in {name}.", n=number, name=path.name)
            ),
            lambda error: self._session.trouble.emit(
                tr("{name} could not be written: {why}", name=path.name, why=_why(error))
            ),
        )


def _why(error: Exception) -> str:
    return said(str(error)) if isinstance(error, IPpayDesktopError) else type(error).__name__
