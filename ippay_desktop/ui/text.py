"""Words for staff: translation, money and times as text, and widgets that render text literally."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from ippay_desktop.domain.errors import InvariantError, IPpayDesktopError
from ippay_desktop.domain.instrument import Instrument, InstrumentKind
from ippay_desktop.ui.direction import isolated, visible, whole
from ippay_desktop.ui.formats import (
    MINUS,
    amount,
    clock_time,
    day,
    in_figures,
    moment,
    money,
    month_name,
    percent,
    short_day,
    typed,
)
from ippay_desktop.ui.guarded import GuardedButton
from ippay_desktop.ui.language import CONTEXT
from ippay_desktop.ui.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.billing import DocumentRef

# Figures and dates are words for staff too: pages take both from here.
__all__ = [
    "MINUS",
    "NONE",
    "PlainLabel",
    "amount",
    "button",
    "button_text",
    "clock_time",
    "count",
    "day",
    "document_name",
    "in_figures",
    "inside",
    "instrument_name",
    "isolated",
    "kind_noun",
    "label",
    "literal",
    "mark",
    "masked_method",
    "method_noun",
    "moment",
    "money",
    "month_name",
    "percent",
    "picture",
    "restyle",
    "said",
    "set_tip",
    "short_day",
    "short_method",
    "tr",
    "tr_as",
    "trouble_text",
    "typed",
    "visible",
    "whole",
]

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
# What stands in a cell that has nothing to say.
NONE = "\N{EN DASH}"


def tr(text: str, /, **values: object) -> str:
    """Translate, then fill the named placeholders.

    Values are filled in last, so that a customer's name is never itself read as a template.
    The text is a literal, or something `mark`ed.
    """
    return _filled(QCoreApplication.translate(CONTEXT, text), values)


def tr_as(meaning: str, text: str, /, **values: object) -> str:
    """The same for words that are one in English and two elsewhere: `tr_as("button", "Open")`."""
    return _filled(QCoreApplication.translate(CONTEXT, text, meaning), values)


def mark(text: str) -> str:
    """Name words for translation that `tr` says later, such as those of a table at the top."""
    return text


def _filled(words: str, values: Mapping[str, object]) -> str:
    kept = {name: _isolated(value) for name, value in values.items()}
    return words.format(**kept) if kept else words


def _isolated(value: object) -> object:
    return isolated(value) if isinstance(value, str) else value


def count(n: int, one: str, many: str, /, **values: object) -> str:
    """A count with its noun: "1 row", "12 rows"."""
    # The plural form is Qt's choice by the language's rules; the sentence is known by `many`, and
    # what comes back unchanged is English.
    words = QCoreApplication.translate(CONTEXT, many, None, n)
    if words == many and n == 1:
        words = one
    return _filled(words, {**values, "n": in_figures(n)})


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


def inside(name: str) -> str:
    """A name as it stands in the middle of a sentence."""
    return name[:1].lower() + name[1:]


def method_noun(kind: InstrumentKind) -> str:
    """Card or bank account."""
    return tr("card") if kind is InstrumentKind.CARD else tr("bank account")


def masked_method(kind: InstrumentKind, last4: str) -> str:
    """Such as "card ···· 4242"."""
    return tr("{noun} ···· {last4}", noun=method_noun(kind), last4=last4 or "????")


def short_method(kind: InstrumentKind, last4: str) -> str:
    """The same for a narrow column: "bank ···· 6789"."""
    noun = tr("card") if kind is InstrumentKind.CARD else tr("bank")
    return tr_as("narrow", "{noun} ···· {last4}", noun=noun, last4=last4 or "????")


def instrument_name(instrument: Instrument) -> str:
    """A saved method, masked; the brand is not on file."""
    return masked_method(instrument.kind, instrument.last4)


def trouble_text(error: BaseException) -> str:
    """What staff may read about an error; anything not meant for them becomes one sentence."""
    if isinstance(error, InvariantError):
        return tr(
            "Something is as it must never be, a fault of the program. Tell support these words: "
            "{words}",
            words=str(error),
        )
    if isinstance(error, IPpayDesktopError):
        return said(str(error))
    return tr("Something in the program went wrong; the log says what. Nothing was decided by it.")


def literal(text: str) -> str:
    """A tooltip that shows text as it is, even when it looks like HTML."""
    return f"<qt>{html.escape(visible(text))}</qt>" if text else ""


def button_text(text: str) -> str:
    """Text for a button, in which an ampersand would otherwise underline a letter."""
    return whole(text).replace("&", "&&")


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that renders literally."""
    widget.setToolTip(literal(text))


class PlainLabel(QLabel):
    """A label that renders its text literally, whatever it is, and lets it be copied."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if QGuiApplication.isRightToLeft():
            # A name or a sum in Latin letters begins at the right there too.
            self.setAlignment(_MIDDLE)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        super().setText(whole(text))

    @override
    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        # Qt goes by the letters unless a side is named.
        names_side = alignment & Qt.AlignmentFlag.AlignHorizontal_Mask
        if QGuiApplication.isRightToLeft() and not names_side:
            alignment |= Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        super().setAlignment(alignment)


def label(text: str = "", *, role: str = "", name: str = "", wraps: bool = False) -> QLabel:
    """A label that renders its text literally and lets it be selected and copied.

    Args:
        text: What it says.
        wraps: Whether long text goes on in the next line.
        role: The style it takes in the stylesheet, such as "title" or "dim".
        name: Object name, for tests.
    """
    made = PlainLabel(text)
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


def button(text: str, name: str, *, variant: str = "") -> GuardedButton:
    """A push button that Enter does not press by itself.

    Args:
        text: What it says.
        name: Object name, for tests.
        variant: "primary", "danger" or "quiet" in the stylesheet.
    """
    made = GuardedButton(button_text(text))
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
