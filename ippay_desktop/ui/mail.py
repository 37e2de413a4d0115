"""E-mail drafts: a template with fixed placeholders, filled once, handed to the mail program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ippay_desktop.ui.text import day, money, tr

if TYPE_CHECKING:
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.documents import DocumentRow

PLACEHOLDERS = ("customer", "number", "amount", "due_date", "link")
LONGEST_SUBJECT, LONGEST_BODY = 300, 4000
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_ANY = re.compile(r"\{[^{}\n]*\}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """Subject and body with placeholders; empty ones stand for the words at first."""

    subject: str = ""
    body: str = ""

    def filled_in(self) -> MailTemplate:
        """The template in force."""
        return MailTemplate(self.subject or first_subject(), self.body or first_body())

    @property
    def trouble(self) -> str:
        """Why it cannot be used; "" when it can."""
        for found in _ANY.findall(f"{self.subject}\n{self.body}"):
            if not _KNOWN.fullmatch(found):
                return tr("{found} is not one of the placeholders.", found=found)
        if "{link}" not in self.body:
            return tr("The text needs {placeholder}, or nobody can pay.", placeholder="{link}")
        return ""


def first_subject() -> str:
    """The subject at first."""
    return tr("Invoice") + " {number}"


def first_body() -> str:
    """The text at first."""
    return tr(
        "Dear {customer},\n\n{amount} is open on {number}, due on {due_date}.\n"
        "You can pay it here:\n{link}\n\nThe link is meant for you alone; please don't pass it on."
        "\n\nKind regards"
    )


def draft_address(template: MailTemplate, row: DocumentRow, link: PayLink) -> str:
    """A `mailto:` address, every value encoded, so that no name adds a header or a recipient."""
    values = {
        "customer": row.customer_name,
        "number": row.document.ref.number or str(row.document.ref.id),
        "amount": money(row.document.due),
        "due_date": day(row.document.due_on) or tr("receipt"),
        "link": link.url,
    }
    one_line = {name: _UNSEEN.sub(" ", value) for name, value in values.items()}
    words = template.filled_in()
    # In one pass: a customer called "{link}" stays a customer.
    subject, body = (
        _KNOWN.sub(lambda found: one_line[found.group(1)], text)
        for text in (words.subject, words.body)
    )
    to = quote(_recipient(row.customer.email if row.customer else ""), safe="@")
    subject = quote(_UNSEEN.sub(" ", subject), safe="")
    return f"mailto:{to}?subject={subject}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"


def _recipient(email: str) -> str:
    """The first address on file; an e-mail program would read the rest as recipients too."""
    first = re.split(r"[,;\s]", email.strip())[0]
    return first if first.count("@") == 1 else ""
