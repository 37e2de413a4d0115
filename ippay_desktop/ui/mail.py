"""E-mail drafts: a template per language, filled once, handed to the system's mail program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QDate, QLocale

from ippay_desktop.ui.language import spoken
from ippay_desktop.ui.text import money, tr, visible

if TYPE_CHECKING:
    from datetime import date

    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow

PLACEHOLDERS = ("customer", "number", "amount", "due_date", "link")
LONGEST_SUBJECT, LONGEST_BODY = 300, 4000
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_ANY = re.compile(r"\{[^{}\n]*\}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """Subject and body with placeholders."""

    subject: str
    body: str

    @property
    def trouble(self) -> str:
        """Why it cannot be used; "" when it can."""
        for found in _ANY.findall(f"{self.subject}\n{self.body}"):
            if not _KNOWN.fullmatch(found):
                return tr("{found} is not one of the placeholders.", found=found)
        if not self.subject.strip():
            return tr("The e-mail needs a subject.")
        if "{link}" not in self.body:
            return tr("The text needs {placeholder}, or nobody can pay.", placeholder="{link}")
        return ""


@dataclass(frozen=True, slots=True)
class MailLanguage:
    """A language in which customers are written to; staff may work in another.

    Attributes:
        name: As its speakers call it.
        first: The template until staff change it.
        date_format: In Qt's letters.
        on_receipt: What stands for a due date where there is none.
    """

    code: str
    name: str
    first: MailTemplate
    date_format: str
    on_receipt: str


# Not translations of the window: a clerk who works in English writes to customers in Spanish.
LANGUAGES: dict[str, MailLanguage] = {
    one.code: one
    for one in (
        MailLanguage(
            "en",
            "English",
            MailTemplate(
                "Invoice {number}",
                "Dear {customer},\n\n{amount} is open on {number}, due on {due_date}.\n"
                "You can pay it here:\n{link}\n\n"
                "The link is meant for you alone; please don't pass it on.\n\nKind regards",
            ),
            "MMMM d, yyyy",
            "receipt",
        ),
        MailLanguage(
            "es",
            "Español",
            MailTemplate(
                "Factura {number}",
                "Estimado/a {customer}:\n\nQuedan {amount} pendientes de {number}, con "
                "vencimiento el {due_date}.\nPuede pagar aquí:\n{link}\n\n"
                "El enlace es solo para usted; por favor, no lo comparta.\n\nSaludos cordiales",
            ),
            "d 'de' MMMM 'de' yyyy",
            "día de su recepción",
        ),
        MailLanguage(
            "fr",
            "Français",
            MailTemplate(
                "Facture {number}",
                "Bonjour {customer},\n\n{amount} restent dus sur {number}, à régler le "
                "{due_date}.\nVous pouvez payer ici :\n{link}\n\n"
                "Ce lien vous est réservé ; merci de ne pas le transmettre.\n\nCordialement",
            ),
            "d MMMM yyyy",
            "jour de la réception",
        ),
        MailLanguage(
            "pt",
            "Português",
            MailTemplate(
                "Fatura {number}",
                "Prezado(a) {customer},\n\n{amount} estão em aberto em {number}, com vencimento "
                "em {due_date}.\nPague aqui:\n{link}\n\n"
                "O link é só seu; por favor, não o compartilhe.\n\nAtenciosamente",
            ),
            "d 'de' MMMM 'de' yyyy",
            "data do recebimento",
        ),
    )
}
_NO_OTHER = "en"


def language_for(chosen: str) -> str:
    """The code of the language to write in: the chosen one, else the window's, else English."""
    return next(code for code in (chosen, spoken(), _NO_OTHER) if code in LANGUAGES)


def draft_address(
    template: MailTemplate, language: MailLanguage, row: DocumentRow, link: PayLink
) -> str:
    """A `mailto:` address, every value encoded, so that no name adds a header or a recipient."""
    due_on = row.document.due_on
    values = {
        "customer": row.customer_name,
        "number": row.document.ref.number or str(row.document.ref.id),
        "amount": money(row.document.due),
        "due_date": _written_date(due_on, language) if due_on else language.on_receipt,
        "link": link.url,
    }
    one_line = {name: visible(_UNSEEN.sub(" ", value)) for name, value in values.items()}
    # In one pass: a customer called "{link}" stays a customer.
    subject, body = (
        _KNOWN.sub(lambda found: one_line[found.group(1)], text)
        for text in (template.subject, template.body)
    )
    to = quote(_recipient(row.customer.email if row.customer else ""), safe="@")
    subject = quote(_UNSEEN.sub(" ", subject), safe="")
    return f"mailto:{to}?subject={subject}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"


def _written_date(value: date, language: MailLanguage) -> str:
    """With the month as a word: in figures, readers of one language take day and month apart."""
    on = QDate(value.year, value.month, value.day)
    return QLocale(language.code).toString(on, language.date_format)


def _recipient(email: str) -> str:
    """The first address on file; an e-mail program would read the rest as recipients too."""
    first = re.split(r"[,;\s]", email.strip())[0]
    return first if first.count("@") == 1 else ""
