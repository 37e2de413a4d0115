"""What leaves the pay-links page otherwise: a QR code, a CSV file and an e-mail draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ippay_desktop.ui.dialogs.mail_template import MailTemplateDialog
from ippay_desktop.ui.dialogs.qr import QrDialog
from ippay_desktop.ui.mail import LANGUAGES, draft_address, language_for
from ippay_desktop.ui.text import button, day, set_tip, tr
from ippay_desktop.ui.widgets.filters import Choice
from ippay_desktop.ui.widgets.flow import Flow
from ippay_desktop.ui.widgets.parts import put_icon
from ippay_desktop.ui.widgets.table_saver import TableSaver

if TYPE_CHECKING:
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.mail import MailTemplate
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.session import Session


class LinkSending(QWidget):
    """A code for one link, a file for a mail merge, a draft for one link and the draft's text."""

    def __init__(self, session: Session, memory: WindowMemory) -> None:
        super().__init__()
        self._session = session
        self._memory = memory
        self._links: list[tuple[DocumentRow, PayLink]] = []
        self.saver = TableSaver(session, self)
        self.dialog: MailTemplateDialog | None = None
        self.code: QrDialog | None = None
        self.qr = button(tr("QR code…"), "links.qr_button")
        self.csv = button(tr("Save as CSV…"), "links.csv_button")
        self.draft = button(tr("E-mail draft"), "links.mail_button")
        self.words = button(tr("E-mail text…"), "links.mail_text_button")
        self.language: Choice[str] = Choice(
            "links.mail_language", [(one.name, code) for code, one in LANGUAGES.items()]
        )
        self.language.setAccessibleName(tr("Customer's language"))
        set_tip(self.language, tr("The language of the e-mail draft."))
        for one in (self.draft, self.qr):
            set_tip(one, tr("Select one link first."))
        put_icon(self.qr, "qr")
        put_icon(self.csv, "save")
        put_icon(self.draft, "mail")
        self.setLayout(Flow(self.qr, self.csv, self.words, self.language, self.draft))
        self._connect()
        self._on_memory_loaded()

    def _connect(self) -> None:
        self.qr.clicked.connect(self._on_qr_clicked)
        self.csv.clicked.connect(self._on_csv_clicked)
        self.draft.clicked.connect(self._on_draft_clicked)
        self.words.clicked.connect(self._on_words_clicked)
        self.language.activated.connect(self._on_language_chosen)
        self._memory.loaded.connect(self._on_memory_loaded)

    def take(self, links: list[tuple[DocumentRow, PayLink]], *, is_one_selected: bool) -> None:
        """Which links the buttons mean."""
        self._links = links
        is_one = is_one_selected and len(links) == 1
        self.csv.setEnabled(bool(links))
        self.draft.setEnabled(is_one)
        self.qr.setEnabled(is_one)

    def _on_memory_loaded(self) -> None:
        self.language.select(language_for(self._memory.kept.mail_language))

    def _on_language_chosen(self) -> None:
        self._memory.keep(replace(self._memory.kept, mail_language=self.language.value))

    def _on_qr_clicked(self) -> None:
        for row, link in self._links[:1]:
            self.code = QrDialog(row, link, self.window())
            self.code.finished.connect(self._on_code_finished)
            self.code.open()

    def _on_code_finished(self) -> None:
        self.code = None

    def _on_csv_clicked(self) -> None:
        heading = (
            *(tr("Customer id"), tr("Customer"), tr("E-mail"), tr("Number"), tr("Amount")),
            *(tr("Currency"), tr("Due date"), tr("Link")),
        )
        rows = [_cells(row, link) for row, link in self._links]
        self.saver.save("pay-links.csv", heading, rows, "links.csv_dialog")

    def _on_draft_clicked(self) -> None:
        language = LANGUAGES[self.language.value]
        template = self._memory.kept.mails.get(language.code, language.first)
        for row, link in self._links[:1]:
            address = draft_address(template, language, row, link)
            is_open = QDesktopServices.openUrl(QUrl.fromEncoded(address.encode()))
            if is_open:
                done = tr("Draft handed to your e-mail program. Nothing was sent.")
                self._session.notice.emit(done)
            else:
                why = tr("No e-mail program could be opened. Copy the link instead.")
                self._session.trouble.emit(why)

    def _on_words_clicked(self) -> None:
        kept = self._memory.kept
        dialog = MailTemplateDialog(kept.mails, self.language.value, self.window())
        dialog.kept.connect(self._on_templates_kept)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    def _on_templates_kept(self, templates: dict[str, MailTemplate]) -> None:
        self._memory.keep(replace(self._memory.kept, mails=templates))

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
