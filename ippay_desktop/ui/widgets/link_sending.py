"""What leaves the pay-links page other than by the clipboard: a CSV file and an e-mail draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ippay_desktop.ui.dialogs.mail_template import MailTemplateDialog
from ippay_desktop.ui.mail import draft_address
from ippay_desktop.ui.text import button, day, set_tip, tr
from ippay_desktop.ui.theme import SPACE_S
from ippay_desktop.ui.widgets.csv_saver import CsvSaver
from ippay_desktop.ui.widgets.parts import put_icon

if TYPE_CHECKING:
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.mail import MailTemplate
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.session import Session


class LinkSending(QWidget):
    """Three buttons: a file for a mail merge, a draft for one link, and the draft's text.

    Signals:
        said: A sentence for the bottom line.
    """

    said = Signal(str)

    def __init__(self, session: Session, memory: WindowMemory) -> None:
        super().__init__()
        self._memory = memory
        self._links: list[tuple[DocumentRow, PayLink]] = []
        self.saver = CsvSaver(session, self)
        self.saver.said.connect(self.said.emit)
        self.dialog: MailTemplateDialog | None = None
        self.csv = button(tr("Save as CSV…"), "links.csv_button")
        self.draft = button(tr("E-mail draft"), "links.mail_button")
        self.words = button(tr("E-mail text…"), "links.mail_text_button")
        set_tip(self.draft, tr("Select one link; your e-mail program opens with a draft."))
        put_icon(self.csv, "invoice")
        put_icon(self.draft, "send")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for one in (self.csv, self.words, self.draft):
            layout.addWidget(one)
        self.csv.clicked.connect(self._on_csv_clicked)
        self.draft.clicked.connect(self._on_draft_clicked)
        self.words.clicked.connect(self._on_words_clicked)

    def take(self, links: list[tuple[DocumentRow, PayLink]], *, is_one_selected: bool) -> None:
        """Which links the buttons mean."""
        self._links = links
        self.csv.setEnabled(bool(links))
        self.draft.setEnabled(is_one_selected and len(links) == 1)

    def _on_csv_clicked(self) -> None:
        heading = (
            *(tr("Customer id"), tr("Customer"), tr("E-mail"), tr("Number"), tr("Amount")),
            *(tr("Currency"), tr("Due date"), tr("Link")),
        )
        rows = [_cells(row, link) for row, link in self._links]
        self.saver.save("pay-links.csv", heading, rows, "links.csv_dialog")

    def _on_draft_clicked(self) -> None:
        for row, link in self._links[:1]:
            address = draft_address(self._memory.kept.mail, row, link)
            is_open = QDesktopServices.openUrl(QUrl.fromEncoded(address.encode()))
            self.said.emit(
                tr("Draft handed to your e-mail program. Nothing was sent.")
                if is_open
                else tr("No e-mail program could be opened. Copy the link instead.")
            )

    def _on_words_clicked(self) -> None:
        dialog = MailTemplateDialog(self._memory.kept.mail, self.window())
        dialog.kept.connect(self._on_template_kept)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    def _on_template_kept(self, template: MailTemplate) -> None:
        self._memory.keep(replace(self._memory.kept, mail=template))

    def _on_dialog_finished(self) -> None:
        self.dialog = None


def _cells(row: DocumentRow, link: PayLink) -> tuple[str, ...]:
    document = row.document
    return (
        str(document.ref.customer_id),
        row.customer_name,
        row.customer.email if row.customer else "",
        document.ref.number or str(document.ref.id),
        document.due.text(),
        document.due.currency,
        day(document.due_on),
        link.url,
    )
