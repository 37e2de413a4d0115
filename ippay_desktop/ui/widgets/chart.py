"""Bars by day: what was taken by card and by bank, painted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ippay_desktop.ui.text import money, tr
from ippay_desktop.ui.theme import FONT_SMALL, Tone, current

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.today import DayTaken

_FOOT, _HEAD, _GAP = 20, 20, 0.38


class DayBars(QWidget):
    """Card below, bank on top, a bar for each day; the table beside it has the figures."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._days: tuple[DayTaken, ...] = ()
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.update)

    def show_days(self, days: tuple[DayTaken, ...]) -> None:
        """Show other days."""
        self._days = days
        spoken = [f"{one.on}: {money(one.card + one.bank)}" for one in days]
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current().tokens
        font = painter.font()
        font.setPixelSize(FONT_SMALL)
        painter.setFont(font)
        sums = [one.card + one.bank for one in self._days]
        peak = max(sums)
        base, room = self.height() - _FOOT, self.height() - _FOOT - _HEAD
        painter.setPen(QColor(tokens.line_strong))
        painter.drawLine(0, base, self.width(), base)
        if not peak.is_positive:
            painter.setPen(QColor(tokens.dim))
            words = tr("Nothing was taken from here in these days.")
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(0, 0, self.width(), base), centre, words)
        step = self.width() / len(self._days)
        for number, one in enumerate(self._days):
            left, width = step * (number + _GAP / 2), step * (1 - _GAP)
            card = room * one.card.minor / max(peak.minor, 1)
            bank = room * one.bank.minor / max(peak.minor, 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(QRectF(left, base - card, width, card))
            painter.setBrush(QColor(tokens.inks[Tone.TEAL].text))
            painter.drawRect(QRectF(left, base - card - bank, width, bank))
            painter.setPen(QColor(tokens.dim))
            is_today = number == len(self._days) - 1
            words = tr("today") if is_today else str(one.on.day)
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(step * number, base + 2, step, _FOOT), centre, words)
            if sums[number].is_positive and sums[number] == peak:
                above = QRectF(step * number - 40, base - card - bank - _HEAD, step + 80, _HEAD)
                if is_today:
                    above.moveRight(self.width())
                    centre = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(above, centre, money(peak))
