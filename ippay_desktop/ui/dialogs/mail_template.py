"""The text of an e-mail draft, as staff want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.mail import LONGEST_BODY, LONGEST_SUBJECT, PLACEHOLDERS, MailTemplate
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.widgets.inputs import LineField, TextField
from ippay_desktop.ui.widgets.parts import Notice, field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class MailTemplateDialog(Dialog):
    """Edits subject and text; what cannot be used cannot be kept.

    Signals:
        kept: The `MailTemplate` to use from now on.
    """

    kept = Signal(MailTemplate)

    def __init__(self, template: MailTemplate, parent: QWidget) -> None:
        super().__init__(tr("Text of the e-mail"), "mail", parent)
        self.setMinimumSize(600, 480)
        words = template.filled_in()
        self.content.addWidget(label(tr("Text of the e-mail"), role="heading"))
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.content.addWidget(
            label(tr("Filled in for each link: ") + names, role="dim", wraps=True)
        )
        self.subject = LineField("mail.subject", text=words.subject)
        self.subject.setMaxLength(LONGEST_SUBJECT)
        self.body = TextField("mail.body")
        self.body.setPlainText(words.body)
        self.content.addLayout(field(tr("Subject"), self.subject))
        self.content.addLayout(field(tr("Text"), self.body), 1)
        self.trouble = Notice(name="mail.trouble")
        self.content.addWidget(self.trouble)
        self.again = button(tr("As at first"), "mail.reset_button")
        self.keep = button(tr("Keep"), "mail.keep_button", variant="primary")
        self.cancel = button(tr("Cancel"), "mail.cancel_button")
        for one in (self.again, self.cancel, self.keep):
            self.footer.addWidget(one)
        self.again.clicked.connect(self._on_again_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.cancel.clicked.connect(self.reject)
        self.subject.textChanged.connect(self._judge)
        self.body.textChanged.connect(self._judge)
        self._judge()
        focus_first(self.cancel)

    @property
    def template(self) -> MailTemplate:
        """What the fields say."""
        return MailTemplate(self.subject.text(), self.body.toPlainText())

    def _judge(self) -> None:
        trouble = self.template.filled_in().trouble
        if len(self.body.toPlainText()) > LONGEST_BODY:
            trouble = tr("The text is too long for an e-mail draft.")
        self.trouble.show_text(trouble)
        self.keep.setEnabled(not trouble)

    def _on_again_clicked(self) -> None:
        words = MailTemplate().filled_in()
        self.subject.setText(words.subject)
        self.body.setPlainText(words.body)

    def _on_keep_clicked(self) -> None:
        self.kept.emit(self.template)
        self.accept()
