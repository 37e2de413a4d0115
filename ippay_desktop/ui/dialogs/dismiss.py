"""A person marks what waits as dealt with: what it was, and why it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import Notice, field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.ui.presenters.attention import AttentionPresenter
    from ippay_desktop.ui.presenters.books import BooksPresenter


class DismissDialog(Dialog):
    """Says what waits, and asks for the reason why it waits no longer."""

    def __init__(
        self,
        presenter: AttentionPresenter | BooksPresenter,
        subject: str,
        *,
        known: str,
        next_step: str,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Mark as dealt with"), "dismiss", parent)
        self._presenter = presenter
        self._subject = subject
        self.setFixedWidth(580)
        self.content.addWidget(label(tr("Is this settled?"), role="title"))
        self.content.addWidget(label(known, role="strong", name="dismiss.known", wraps=True))
        self.content.addWidget(label(next_step, name="dismiss.next", wraps=True))
        self.content.addWidget(
            Notice(
                tr("No money moves by this. Your name and reason are kept for good."),
                name="dismiss.warning",
            )
        )
        self.reason = LineField("dismiss.reason", placeholder=tr("What was done, and where"))
        self.content.addLayout(field(tr("Reason"), self.reason))
        self.trouble = Notice(name="dismiss.trouble")
        self.trouble.hide()
        self.content.addWidget(self.trouble)
        self.mark = button(tr("Mark as dealt with"), "dismiss.mark_button", variant="danger")
        self.mark.setEnabled(False)
        self.cancel = button(tr("Cancel"), "dismiss.cancel_button")
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.mark)
        self.cancel.clicked.connect(self.reject)
        self.mark.clicked.connect(self._on_mark_clicked)
        self.reason.textChanged.connect(self._on_reason_changed)
        focus_first(self.cancel)
        presenter.decided.connect(self._on_decided)
        presenter.decision_refused.connect(self._on_refused)

    def _on_reason_changed(self) -> None:
        self.mark.setEnabled(bool(self.reason.text().strip()))

    def _on_mark_clicked(self) -> None:
        self.mark.setEnabled(False)
        self.cancel.setEnabled(False)
        self._presenter.dismiss(self._subject, self.reason.text())

    def _on_decided(self) -> None:
        self.accept()

    def _on_refused(self, sentence: str) -> None:
        self.cancel.setEnabled(True)
        self.trouble.show_text(sentence)

    @override
    def may_close(self) -> bool:
        return self.cancel.isEnabled()
