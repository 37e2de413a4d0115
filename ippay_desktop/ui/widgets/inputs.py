"""Fields that never take a card number, and one that takes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QPoint, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from typing_extensions import override

from ippay_desktop.domain.card_numbers import holds_card_number
from ippay_desktop.ui.text import label, tr, whole

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


def refusal_sentence() -> str:
    """What staff read when they put a card number anywhere."""
    return tr(
        "That looks like a card number. Card numbers are never entered here; the customer saves "
        "the card in the portal."
    )


class _Refusal:
    """The sentence under a field that refused its contents."""

    def __init__(self, field: QWidget) -> None:
        self._field = field
        self._note: QLabel | None = None

    def show(self) -> None:
        """Put the sentence under the field, over whatever is there; not where it is not seen."""
        if not self._field.isVisible():
            return
        host = self._field.window()
        if self._note is None:
            self._note = label(
                refusal_sentence(), role="refusal", name=f"{self._field.objectName()}.refusal"
            )
        self._note.setParent(host)
        self._note.adjustSize()
        at = self._field.mapTo(host, QPoint(0, self._field.height() + 3))
        at.setX(max(0, min(at.x(), host.width() - self._note.width())))
        self._note.move(at)
        self._note.show()
        self._note.raise_()

    def hide(self) -> None:
        """Take the sentence away."""
        if self._note is not None:
            self._note.hide()


class LineField(QLineEdit):
    """A one-line field; whatever looks like a card number is thrown away at once.

    Signals:
        card_number_refused: That just happened.
    """

    card_number_refused = Signal()

    def __init__(self, name: str, *, placeholder: str = "", text: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self._refusal = _Refusal(self)
        self.textChanged.connect(self._on_text_changed)

    def offer_clearing(self) -> None:
        """Show a small cross that empties the field, with a name for those who cannot see it."""
        self.setClearButtonEnabled(True)
        cross = self.findChild(QToolButton)
        if cross is not None:
            cross.setObjectName(f"{self.objectName()}.clear_button")
            cross.setAccessibleName(tr("Clear"))
            # After Qt's own slot, which has begun to fade it by then; no style turns that off.
            self.textChanged.connect(lambda: _end_fading(cross))

    def _on_text_changed(self, text: str) -> None:
        # What was pasted may have had lines; in this field they are one.
        if holds_card_number(" ".join(text.splitlines())):
            self.clear()
            self._refusal.show()
            self.card_number_refused.emit()
        elif text:
            self._refusal.hide()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._refusal.hide()
        super().focusOutEvent(event)


class TextField(QPlainTextEdit):
    """The same for several lines.

    Signals:
        card_number_refused: Its contents were thrown away.
    """

    card_number_refused = Signal()

    def __init__(self, name: str, *, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._refusal = _Refusal(self)
        self.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if holds_card_number(text):
            self.clear()
            self._refusal.show()
            self.card_number_refused.emit()
        elif text:
            self._refusal.hide()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._refusal.hide()
        super().focusOutEvent(event)


class ReadText(QPlainTextEdit):
    """Several lines to read, select and copy; nothing can be typed or dropped into it."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)

    @override
    def setPlainText(self, text: str) -> None:
        super().setPlainText(whole(text))


def _end_fading(cross: QToolButton) -> None:
    """Nothing in the window moves by itself, so a cross is there or it is not."""
    for fading in cross.findChildren(QAbstractAnimation):
        fading.setCurrentTime(fading.duration())
