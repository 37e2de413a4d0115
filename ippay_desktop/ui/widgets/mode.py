"""The mode on screen: LIVE, TEST and PRACTICE never look alike."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.mode import Mode
from ippay_desktop.ui.text import label, tr
from ippay_desktop.ui.theme import SPACE_M, current

_STRIPE = 14


def mode_word(mode: Mode) -> str:
    """The word for a mode."""
    return {Mode.LIVE: tr("LIVE"), Mode.TEST: tr("TEST"), Mode.PRACTICE: tr("PRACTICE")}[mode]


def mode_sentence(mode: Mode) -> str:
    """What a mode means for money."""
    return {
        Mode.LIVE: tr("LIVE: real money moves"),
        Mode.TEST: tr("TEST: IPpay's test gateway, no real money"),
        Mode.PRACTICE: tr("PRACTICE: built-in servers, no real money"),
    }[mode]


class ModeChip(QWidget):
    """The word on its colour; PRACTICE has a dashed rim, TEST a double one, LIVE is solid."""

    def __init__(self, mode: Mode, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._mode = mode
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, 3, SPACE_M, 3)
        self.word = label(mode_word(mode), name=f"{name}.word")
        layout.addWidget(self.word)
        current().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ink = current().tokens.modes[self._mode]
        self.word.setStyleSheet(
            f"color: {ink.text}; font-weight: 700; letter-spacing: 1px; font-size: 12px;"
        )
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = current().tokens.modes[self._mode]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.tint))
        painter.drawRoundedRect(self.rect(), 5, 5)
        if self._mode is not Mode.LIVE:
            pen = QPen(QColor(ink.text), 1)
            if self._mode is Mode.PRACTICE:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 4, 4)


class ModeLine(QWidget):
    """A line along an edge of the window: solid red, solid blue, or violet stripes."""

    def __init__(self, mode: Mode, *, thickness: int = 4) -> None:
        super().__init__()
        self._mode = mode
        self.setMinimumSize(thickness, thickness)
        current().changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mode(painter, self.rect(), self._mode)


class ModeBand(QWidget):
    """The mode's sentence across the top of a dialog that moves money."""

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self.setObjectName("mode_band")
        self._mode = mode
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 6, 24, 6)
        self.sentence = label(mode_sentence(mode), name="mode_band.sentence")
        layout.addWidget(self.sentence)
        layout.addStretch(1)
        current().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ink = current().tokens.modes[self._mode]
        self.sentence.setStyleSheet(f"color: {ink.text}; font-weight: 600;")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().tokens.modes[self._mode].tint))


def paint_mode(painter: QPainter, area: QRect, mode: Mode) -> None:
    """Fill an area with a mode's colour; PRACTICE in stripes, so that colour is not all."""
    tokens = current().tokens
    painter.fillRect(area, QColor(tokens.modes[mode].tint))
    if mode is Mode.PRACTICE:
        painter.setPen(QPen(QColor(tokens.side), _STRIPE // 2))
        for x in range(-area.height(), area.width() + area.height(), _STRIPE):
            painter.drawLine(x, area.height() + _STRIPE, x + area.height() + 2 * _STRIPE, -_STRIPE)
