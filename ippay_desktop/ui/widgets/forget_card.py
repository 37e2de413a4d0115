"""The part of Settings about giving the computer up: everything of the provider goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ippay_desktop.ui.dialogs.base import ConfirmDialog
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.theme import SPACE_L
from ippay_desktop.ui.widgets.parts import Card, Notice, row

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.connect import ConnectPresenter


class ForgetCard(Card):
    """Asks whether it is possible, then asks the person, and then says so.

    Signals:
        forget_asked: A person wants it, and nothing stands in the way.
    """

    forget_asked = Signal()

    def __init__(self, presenter: ConnectPresenter) -> None:
        super().__init__(tr("This computer"), name="settings.computer", margin=SPACE_L)
        self.dialog: ConfirmDialog | None = None
        words = tr(
            "Before it is sold, lent or given to somebody else: destroy the local copy of Splynx, "
            "all secrets, PINs, profiles and logs on it. The journal of charges stays."
        )
        self.box.addWidget(label(words, role="dim", wraps=True))
        self.forget = button(
            tr("Forget this computer…"), "settings.forget_button", variant="danger"
        )
        line = row(self.forget)
        line.addStretch(1)
        self.box.addLayout(line)
        self.trouble = Notice(name="settings.forget_trouble")
        self.trouble.hide()
        self.box.addWidget(self.trouble)
        self.forget.clicked.connect(lambda: self.trouble.show_text(""))
        self.forget.clicked.connect(presenter.ask_to_forget)
        presenter.may_forget.connect(self._on_possible)
        presenter.failed.connect(self.trouble.show_text)

    def _on_possible(self) -> None:
        self.dialog = ConfirmDialog(
            tr("Forget this computer?"),
            tr(
                "The local copy of Splynx and its key, all secrets, PINs, profiles, saved filters "
                "and logs are destroyed for good. To work here again, somebody has to connect it "
                "anew. The journal of charges stays."
            ),
            safe=tr("Cancel"),
            other=tr("Forget everything"),
            name="forget",
            parent=self.window(),
        )
        self.dialog.accepted.connect(self.forget_asked.emit)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self) -> None:
        self.dialog = None
