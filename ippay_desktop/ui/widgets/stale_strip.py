"""The strip above every page that says when what is shown is not Splynx as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ippay_desktop.ui.text import moment, tr
from ippay_desktop.ui.theme import SPACE_M, SPACE_XL
from ippay_desktop.ui.widgets.parts import Notice

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.session import Session


class StaleStrip(QWidget):
    """Hidden while Splynx answers and the local copy is fresh; looks again when either changes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.notice = Notice(name="stale.sentence")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, 0)
        layout.addWidget(self.notice)
        session.reach_changed.connect(self.look)
        session.copy.state_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Say how things are now."""
        words = self._words()
        self.notice.show_text(words)
        self.setVisible(bool(words))

    def _words(self) -> str:
        session = self._session
        copy = session.copy.state
        as_of = copy.freshness.as_of if copy.freshness is not None else None
        if session.out_since is not None:
            words = tr("Splynx out of reach since {at}.", at=moment(session.out_since))
            seen = as_of if session.copy.lists is not None else session.answered_at
            shown = tr("What you see is of {at}.", at=moment(seen)) if seen else ""
            rest = tr("Nothing can be charged until it answers.")
            return " ".join(filter(None, (words, session.out_reason, shown, rest)))
        if as_of is not None and session.copy.lists is not None and copy.is_stale(session.now()):
            return tr(
                "Lists show Splynx as it was at {at}; they are being renewed.", at=moment(as_of)
            )
        return ""
