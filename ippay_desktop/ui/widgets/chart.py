"""Bars by day: what was taken by card and by bank, with a scale, painted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ippay_desktop.domain.money import Money
from ippay_desktop.ui.text import day, literal, money, tr
from ippay_desktop.ui.theme import FONT_SMALL, Tone, current, ink

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.today import DayTaken

_FOOT, _KEY, _HEAD, _GAP, _KEY_DOT, _SPACE = 20, 22, 10, 0.38, 10, 14
_STEPS = (1, 2, 5)
_RULES = 3
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the bars stand.

    Attributes:
        gutter: Room at the beginning for the scale's amounts.
        base: Where zero is, from above.
        top: The amount at the upper end, in minor units.
    """

    gutter: int
    base: int
    top: int

    def height(self, value: int) -> float:
        """How tall an amount is."""
        return (self.base - _KEY - _HEAD) * value / self.top


def rule_step(peak: int, rules: int = _RULES) -> int:
    """The distance of the scale's lines: 1, 2 or 5 and noughts, at most so many below the peak."""
    step = 1
    while True:
        for first in _STEPS:
            if peak <= first * step * rules:
                return first * step
        step *= 10


class DayBars(QWidget):
    """Card below, bank on top, a bar for each day; pointing at one tells its figures."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._days: tuple[DayTaken, ...] = ()
        self._gutter = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.update)

    def show_days(self, days: tuple[DayTaken, ...]) -> None:
        """Show other days."""
        self._days = days
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(FONT_SMALL)
        painter.setFont(font)
        peak = max((one.card + one.bank).minor for one in self._days)
        self._paint_key(painter)
        frame = self._frame(painter, peak)
        self._gutter = frame.gutter
        self._paint_scale(painter, frame, peak)
        for number, one in enumerate(self._days):
            self._paint_day(painter, number, one, frame)
        painter.end()

    def _frame(self, painter: QPainter, peak: int) -> _Frame:
        base = self.height() - _FOOT
        if peak <= 0:
            return _Frame(0, base, 1)
        step = rule_step(peak)
        top = step * -(-peak // step)
        words = money(Money(top, self._days[0].card.currency))
        return _Frame(painter.fontMetrics().horizontalAdvance(words) + 8, base, top)

    def _paint_key(self, painter: QPainter) -> None:
        """What the colours mean; the table has a column for each."""
        left = 0.0
        for words, tone in ((tr("Card"), Tone.BLUE), (tr("Bank account"), Tone.TEAL)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink(tone).text))
            painter.drawRoundedRect(self._seen(QRectF(left, 4, _KEY_DOT, _KEY_DOT)), 2, 2)
            painter.setPen(QColor(current().tokens.dim))
            width = painter.fontMetrics().horizontalAdvance(words)
            box = self._seen(QRectF(left + _KEY_DOT + 5, 0, width + 2, 18))
            painter.drawText(box, _CENTRE, words)
            left += _KEY_DOT + width + _SPACE + 5

    def _paint_scale(self, painter: QPainter, frame: _Frame, peak: int) -> None:
        tokens, currency = current().tokens, self._days[0].card.currency
        painter.setPen(QPen(QColor(tokens.line_strong), 1))
        painter.drawLine(*self._rule(frame, frame.base))
        if peak <= 0:
            painter.setPen(QColor(tokens.dim))
            words = tr("Nothing was taken from here in these days.")
            painter.drawText(QRectF(0, _KEY, self.width(), frame.base - _KEY), _CENTRE, words)
            return
        step = rule_step(peak)
        for value in range(step, frame.top + 1, step):
            at = frame.base - frame.height(value)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(*self._rule(frame, at))
            painter.setPen(QColor(tokens.dim))
            box = self._seen(QRectF(0, at - 9, frame.gutter - 8, 18))
            side = _START if self.isRightToLeft() else _END
            painter.drawText(box, side, money(Money(value, currency)))

    def _paint_day(self, painter: QPainter, number: int, one: DayTaken, frame: _Frame) -> None:
        wide = (self.width() - frame.gutter) / len(self._days)
        left, width = frame.gutter + wide * (number + _GAP / 2), wide * (1 - _GAP)
        bottom = float(frame.base)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, tone in ((one.card, Tone.BLUE), (one.bank, Tone.TEAL)):
            height = frame.height(part.minor)
            painter.setBrush(QColor(ink(tone).text))
            painter.drawRect(self._seen(QRectF(left, bottom - height, width, height)))
            bottom -= height
        is_today = number == len(self._days) - 1
        painter.setPen(QColor(current().tokens.text if is_today else current().tokens.dim))
        font = painter.font()
        font.setBold(is_today)
        painter.setFont(font)
        # Where days are narrow, each second or third one is named, counted back from today.
        every = -(-painter.fontMetrics().horizontalAdvance("00 ") // max(int(wide), 1))
        if (len(self._days) - 1 - number) % every:
            return
        around = QRectF(frame.gutter + wide * number - 8, frame.base + 2, wide + 16, _FOOT - 2)
        painter.drawText(self._seen(around), _CENTRE, str(one.on.day))

    def _seen(self, box: QRectF) -> QRectF:
        """Where a part stands; days follow each other as words do, also from the right."""
        if not self.isRightToLeft():
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _rule(self, frame: _Frame, at: float) -> tuple[QPointF, QPointF]:
        """The ends of a line across all days."""
        box = self._seen(QRectF(frame.gutter, at, self.width() - frame.gutter, 0))
        return box.topLeft(), box.topRight()

    def words_at(self, x: int) -> str:
        """The figures of the day that stands at a place of the widget, or of the nearest."""
        last = len(self._days) - 1
        room = max(self.width() - self._gutter, 1)
        along = (self.width() - 1 - x if self.isRightToLeft() else x) - self._gutter
        one = self._days[min(max(along * (last + 1) // room, 0), last)]
        return tr(
            "{day}: {card} by card, {bank} by bank account",
            day=day(one.on),
            card=money(one.card),
            bank=money(one.bank),
        )

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._days:
            QToolTip.showText(event.globalPos(), literal(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)
