"""Saving what is known about one charge as a file for a dispute, in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ippay_desktop.services.evidence import EvidenceService
from ippay_desktop.ui import states
from ippay_desktop.ui.text import button_text, tr, trouble_text
from ippay_desktop.ui.theme import SPACE_M, SPACE_S, Tone
from ippay_desktop.ui.widgets.parts import StateLabel, put_icon, row
from ippay_desktop.ui.widgets.save_dialog import SaveDialog
from ippay_desktop.ui.widgets.tell_customer import TellCustomer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.evidence import ChainHead
    from ippay_desktop.ui.presenters.session import Session
    from ippay_desktop.ui.widgets.table import Table


class EvidenceButton(QPushButton):
    """Makes a charge's evidence file; the bottom line says with which head, or why not."""

    def __init__(self, session: Session, name: str, chosen: Callable[[], Attempt | None]) -> None:
        """Save what `chosen` gives at the press; None saves nothing."""
        super().__init__(button_text(tr("Evidence file…")))
        self.setObjectName(name)
        self.setAutoDefault(False)
        put_icon(self, "shield")
        self._session = session
        self._chosen = chosen
        self.dialog: SaveDialog | None = None
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        attempt = self._chosen()
        if attempt is None:
            return
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
        # The session's own: a dialog may be closed before its file is written.
        session = self._session
        service = EvidenceService(session.workspace, session.files)

        def written(head: ChainHead) -> None:
            session.notice.emit(
                tr(
                    "Saved {name}; head {number} {hash}",
                    name=path.name,
                    number=head.sequence,
                    hash=head.hash[:16],
                )
            )

        session.scope.read(
            f"evidence {path}",
            lambda: service.save(attempt.id, path),
            written,
            lambda error: session.trouble.emit(trouble_text(error)),
        )


class ChargesWithEvidence(QWidget):
    """A table of charges, and below it what can be done with the chosen one."""

    def __init__(self, session: Session, table: Table[Attempt], name: str) -> None:
        super().__init__()
        self._table = table
        self.save = EvidenceButton(session, f"{name}.evidence_button", self._chosen)
        self.tell = TellCustomer(name)
        # The whole state, which its column may cut short.
        self.reason = StateLabel(f"{name}.reason", wraps=True)
        line = row(self.reason)
        line.setStretch(0, 1)
        line.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        below.setSpacing(SPACE_S)
        below.addLayout(line)
        below.addWidget(self.tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(table, 1)
        layout.addLayout(below)
        table.selection_moved.connect(self.show_chosen)
        self.show_chosen()

    def _chosen(self) -> Attempt | None:
        chosen = self._table.selected_rows()
        return chosen[0].value if len(chosen) == 1 else None

    def show_chosen(self) -> None:
        """Say what is known of the chosen charge; again when its row was read anew."""
        chosen = self._chosen()
        self.save.setEnabled(chosen is not None)
        self.tell.show_attempt(chosen)
        hint = tr("Choose a charge to read its whole state; open it to see all that happened.")
        self.reason.show_state(
            states.Shown("circle", hint, Tone.NEUTRAL)
            if chosen is None
            else states.of_attempt(chosen)
        )
