"""The text of an e-mail draft in each language, as staff want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.mail import (
    LANGUAGES,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    PLACEHOLDERS,
    MailTemplate,
)
from ippay_desktop.ui.text import button, label, tr
from ippay_desktop.ui.widgets.filters import Choice
from ippay_desktop.ui.widgets.inputs import LineField, TextField
from ippay_desktop.ui.widgets.parts import Notice, field, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

_LEAST_TEXT = 240


class MailTemplateDialog(Dialog):
    """Edits subject and text of each language; what cannot be used cannot be kept.

    Signals:
        kept: The templates that differ from the first ones, by language code.
    """

    kept = Signal(object)

    def __init__(
        self, templates: Mapping[str, MailTemplate], language: str, parent: QWidget
    ) -> None:
        super().__init__(tr("Text of the e-mail"), "mail", parent)
        self.setMinimumWidth(620)
        self._templates = {code: templates.get(code, one.first) for code, one in LANGUAGES.items()}
        self.language: Choice[str] = Choice(
            "mail.language", [(one.name, code) for code, one in LANGUAGES.items()]
        )
        self.language.select(language)
        self._shown = language
        self.subject = LineField("mail.subject")
        self.subject.setMaxLength(LONGEST_SUBJECT)
        self.body = TextField("mail.body")
        self.body.setMinimumHeight(_LEAST_TEXT)
        self.trouble = Notice(name="mail.trouble")
        self._lay_out()
        self._show_template(self._templates[language])
        self.language.activated.connect(self._on_language_chosen)
        self.again.clicked.connect(self._on_again_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.cancel.clicked.connect(self.reject)
        self.subject.textChanged.connect(self._judge)
        self.body.textChanged.connect(self._judge)
        self._judge()
        focus_first(self.cancel)

    def _lay_out(self) -> None:
        head = row(label(tr("Text of the e-mail"), role="heading"))
        head.addStretch(1)
        name = label(tr("Customer's language"), role="field")
        name.setBuddy(self.language)
        head.addWidget(name)
        head.addWidget(self.language)
        self.content.addLayout(head)
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.content.addWidget(
            label(tr("Filled in for each link: ") + names, role="dim", wraps=True)
        )
        self.content.addLayout(field(tr("Subject"), self.subject))
        self.content.addLayout(field(tr("Text"), self.body), 1)
        self.content.addWidget(self.trouble)
        self.again = button(tr("As at first"), "mail.reset_button")
        self.keep = button(tr("Keep"), "mail.keep_button", variant="primary")
        self.cancel = button(tr("Cancel"), "mail.cancel_button")
        for one in (self.again, self.cancel, self.keep):
            self.footer.addWidget(one)

    @property
    def template(self) -> MailTemplate:
        """What the fields say."""
        return MailTemplate(self.subject.text(), self.body.toPlainText())

    def _show_template(self, template: MailTemplate) -> None:
        self.subject.setText(template.subject)
        self.body.setPlainText(template.body)

    def _judge(self) -> None:
        trouble = self.template.trouble
        if len(self.body.toPlainText()) > LONGEST_BODY:
            trouble = tr("The text is too long for an e-mail draft.")
        self.trouble.show_text(trouble)
        self.keep.setEnabled(not trouble)
        # One language is put right before the next is looked at.
        self.language.setEnabled(not trouble)

    def _on_language_chosen(self) -> None:
        self._templates[self._shown] = self.template
        self._shown = self.language.value
        self._show_template(self._templates[self._shown])

    def _on_again_clicked(self) -> None:
        self._show_template(LANGUAGES[self._shown].first)

    def _on_keep_clicked(self) -> None:
        self._templates[self._shown] = self.template
        self.kept.emit(
            {code: one for code, one in self._templates.items() if one != LANGUAGES[code].first}
        )
        self.accept()
