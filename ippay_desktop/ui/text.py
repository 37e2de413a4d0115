"""Words for staff: translation, money and times as text, and widgets that render text literally."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.instrument import Instrument, InstrumentKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.money import Money

MINUS = "\N{MINUS SIGN}"
# What stands in a cell that has nothing to say.
NONE = "\N{EN DASH}"
# Directional marks: embeddings, overrides and isolates.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "MXN": "MX$"}


def tr(text: str, **values: object) -> str:
    """Translate, then fill the named placeholders.

    Values are filled in last, so that a customer's name is never itself read as a template.
    """
    translated = QCoreApplication.translate("ippay", text)
    kept = {name: _isolated(value) for name, value in values.items()}
    return translated.format(**kept) if kept else translated


def _isolated(value: object) -> object:
    """A text that turns its direction round does so for itself, not for our words after it."""
    turns = isinstance(value, str) and not _TURNING.isdisjoint(value)
    return f"\u2068{value}\u2069" if turns else value


def count(number: int, one: str, many: str) -> str:
    """A count with its noun: "1 row", "12 rows"."""
    return tr(one if number == 1 else many, n=f"{number:,}")


def amount(money: Money) -> str:
    """Figures with thousands set off and no currency, for columns: "1,264.50"."""
    plain = money.text()
    sign = MINUS if plain.startswith("-") else ""
    whole, dot, fraction = plain.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{fraction}"


def money(value: Money) -> str:
    """An amount with its currency, for sentences and buttons: "$1,264.50"."""
    figures = amount(value)
    symbol = _SYMBOLS.get(value.currency)
    if symbol is None:
        return f"{figures} {value.currency}"
    return f"{MINUS}{symbol}{figures[1:]}" if figures.startswith(MINUS) else f"{symbol}{figures}"


def day(value: date | None) -> str:
    """A date, the same width everywhere; empty when there is none."""
    return value.isoformat() if value else ""


def moment(value: datetime) -> str:
    """Local date and time to the minute."""
    return value.astimezone().strftime("%Y-%m-%d %H:%M")


def clock_time(value: datetime) -> str:
    """Local time to the second."""
    return value.astimezone().strftime("%H:%M:%S")


def month_name(value: date) -> str:
    """Such as "November 2026", in the language of the system."""
    return f"{QLocale().standaloneMonthName(value.month)} {value.year}"


def kind_noun(document: DocumentRef) -> str:
    """Invoice, proforma invoice or balance."""
    return {
        "invoice": tr("Invoice"),
        "proforma": tr("Proforma"),
        "refill": tr("Balance"),
    }[document.kind.value]


def document_name(document: DocumentRef) -> str:
    """How staff name what is charged: "Invoice 202611000312"."""
    if document.id is None:
        return tr("Balance of customer {id}", id=document.customer_id)
    return tr("{noun} {number}", noun=kind_noun(document), number=document.number or document.id)


def method_noun(kind: InstrumentKind) -> str:
    """Card or bank account."""
    return tr("card") if kind is InstrumentKind.CARD else tr("bank account")


def masked_method(kind: InstrumentKind, last4: str) -> str:
    """Such as "card ···· 4242"."""
    return tr("{noun} ···· {last4}", noun=method_noun(kind), last4=last4 or "????")


def short_method(kind: InstrumentKind, last4: str) -> str:
    """The same for a narrow column: "bank ···· 6789"."""
    noun = tr("card") if kind is InstrumentKind.CARD else tr("bank")
    return tr("{noun} ···· {last4}", noun=noun, last4=last4 or "????")


def instrument_name(instrument: Instrument) -> str:
    """A saved method, masked; the brand is not on file."""
    return masked_method(instrument.kind, instrument.last4)


def trouble_text(error: BaseException) -> str:
    """What staff may read about an error; anything not meant for them becomes one sentence."""
    if isinstance(error, IPpayDesktopError):
        return str(error)
    return tr("Something in the program went wrong; the log says what. Nothing was decided by it.")


def literal(text: str) -> str:
    """A tooltip that shows text as it is, even when it looks like HTML."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def button_text(text: str) -> str:
    """Text for a button, in which an ampersand would otherwise underline a letter."""
    return text.replace("&", "&&")


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that renders literally."""
    widget.setToolTip(literal(text))


def label(text: str = "", *, role: str = "", name: str = "", wraps: bool = False) -> QLabel:
    """A label that renders its text literally and lets it be selected and copied.

    Args:
        text: What it says.
        wraps: Whether long text goes on in the next line.
        role: The style it takes in the stylesheet, such as "title" or "dim".
        name: Object name, for tests.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def picture() -> QLabel:
    """A label that will show an icon; silent for those who hear the words beside it."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def button(text: str, name: str, *, variant: str = "") -> QPushButton:
    """A push button that Enter does not press by itself.

    Args:
        text: What it says.
        name: Object name, for tests.
        variant: "primary", "danger" or "quiet" in the stylesheet.
    """
    made = QPushButton(button_text(text))
    made.setObjectName(name)
    made.setAutoDefault(False)
    if variant:
        made.setProperty("variant", variant)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the stylesheet looks at, and show it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
