"""A pay link as a QR code: to copy into a letter, or to hold a phone against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap

from ippay_desktop.services.pay_links import WARNING
from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.qr import qr_image
from ippay_desktop.ui.text import button, document_name, label, money, picture, said, tr
from ippay_desktop.ui.widgets.parts import Notice, colour_on_accent, put_icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow

_SHOWN, _COPIED = 280, 1000


class QrDialog(Dialog):
    """One link's code with whose it is; the picture can be copied."""

    def __init__(self, document: DocumentRow, link: PayLink, parent: QWidget) -> None:
        super().__init__(tr("QR code"), "qr", parent)
        self._link = link
        named = document_name(document.document.ref)
        self.content.addWidget(label(named, role="heading", name="qr.title"))
        whose = tr(
            "{customer}, {due} due",
            customer=document.customer_name,
            due=money(document.document.due),
        )
        self.content.addWidget(label(whose, role="dim", name="qr.customer", wraps=True))
        code = picture()
        code.setObjectName("qr.code")
        code.setAccessibleName(tr("QR code of {url}", url=link.url))
        code.setPixmap(QPixmap.fromImage(qr_image(link.url, _SHOWN)))
        self.content.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
        address = label(link.url, role="small", name="qr.address", wraps=True)
        self.content.addWidget(address)
        self.content.addWidget(Notice(said(WARNING), name="qr.warning"))
        self.copy = button(tr("Copy picture"), "qr.copy_button", variant="primary")
        self.close_button = button(tr("Close"), "qr.close_button")
        put_icon(self.copy, "copy", colour_on_accent)
        for one in (self.close_button, self.copy):
            self.footer.addWidget(one)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.close_button.clicked.connect(self.reject)
        focus_first(self.close_button)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setImage(qr_image(self._link.url, _COPIED))
        self.copy.setText(tr("Copied"))
