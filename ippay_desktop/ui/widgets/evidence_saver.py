"""Saving what is known about one charge as a file for a dispute, in one press below the charges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ippay_desktop.services.evidence import EvidenceService
from ippay_desktop.ui.text import button, label, tr, trouble_text
from ippay_desktop.ui.theme import SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.parts import put_icon, row
from ippay_desktop.ui.widgets.save_dialog import SaveDialog

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.evidence import ChainHead
    from ippay_desktop.ui.presenters.session import Session
    from ippay_desktop.ui.widgets.table import Table


class ChargesWithEvidence(QWidget):
    """A table of charges, and below it the button that makes the chosen one's file.

    Signals:
        said: A sentence: it was written and with which head, or why not.
    """

    said = Signal(str)

    def __init__(self, session: Session, table: Table[Attempt], name: str) -> None:
        super().__init__()
        self._session = session
        self._table = table
        self._scope = session.scope.child("evidence")
        self.dialog: SaveDialog | None = None
        self.save = button(tr("Evidence file…"), f"{name}.evidence_button")
        put_icon(self.save, "shield")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._on_save_clicked)
        line = row(
            label(tr("For a dispute: one charge, sealed with the journal's head"), role="small")
        )
        line.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        line.addStretch(1)
        line.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(table, 1)
        layout.addLayout(line)
        table.selection_moved.connect(self._on_selection_moved)

    def _on_selection_moved(self) -> None:
        self.save.setEnabled(len(self._table.selected_rows()) == 1)

    def _on_save_clicked(self) -> None:
        chosen = self._table.selected_rows()
        if len(chosen) != 1:
            return
        attempt = chosen[0].value
        self.dialog = SaveDialog(
            self.window(),
            tr("Save the evidence of a charge"),
            "evidence.dialog",
            kinds=[tr("For programs (*.json)")],
            # Our own id.
            file_name=f"evidence-{attempt.intent.transaction_id}.json",
        )
        self.dialog.path_chosen.connect(lambda path: self._write(attempt, path))
        self.dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _write(self, attempt: Attempt, path: Path) -> None:
        service = EvidenceService(self._session.workspace, self._session.files)

        def written(head: ChainHead) -> None:
            self.said.emit(
                tr(
                    "Saved {name}; head {number} {hash}",
                    name=path.name,
                    number=head.sequence,
                    hash=head.hash[:16],
                )
            )

        self._scope.read(
            f"evidence {path}",
            lambda: service.save(attempt.id, path),
            written,
            lambda error: self.said.emit(trouble_text(error)),
        )
