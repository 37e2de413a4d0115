"""Bars that lie on their side: words, a bar and its figure in each line, painted by hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ippay_desktop.ui.text import whole
from ippay_desktop.ui.theme import SPACE_S, Tone, current, ink

_LINE, _BAR, _GAP, _THICK, _LEAST = 18, 8, 8, 8, 2
# Sides of the screen: a painter would turn them round once more, by what letters it draws.
_MIDDLE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


@dataclass(frozen=True, slots=True)
class SideBar:
    """One line.

    Attributes:
        share: Of the longest bar, in thousandths.
        figure: What the bar's length says, in words.
        detail: A smaller word before the figure, or "".
    """

    words: str
    share: int
    figure: str
    tone: Tone
    detail: str = ""


def shares(sizes: list[int]) -> list[int]:
    """Each size as thousandths of the largest; whole numbers, as the sizes may be money."""
    largest = max(sizes, default=0)
    return [size * 1000 // largest if largest > 0 else 0 for size in sizes]


class SideBars(QWidget):
    """Up to a handful of lines; what does not fit below is left to the table behind."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lines: tuple[SideBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.update)

    def show_lines(self, lines: tuple[SideBar, ...]) -> None:
        """Show other lines."""
        self._lines = lines
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 4 * (_LINE + _BAR))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._step()
        for number, line in enumerate(self._lines[: max(self.height() // step, 1)]):
            self._paint_line(painter, line, number * step)
        painter.end()

    def _step(self) -> int:
        """From line to line: closer together before one is left out."""
        closest = _LINE + _BAR
        room = self.height() // max(len(self._lines), 1)
        return max(closest, min(room, closest + _GAP))

    def _paint_line(self, painter: QPainter, line: SideBar, top: int) -> None:
        tokens = current().tokens
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        near, far = (_RIGHT, _LEFT) if is_mirrored else (_LEFT, _RIGHT)
        box = QRectF(0, top, self.width(), _LINE)
        figure = f"{line.detail}   {line.figure}" if line.detail else line.figure
        taken = painter.fontMetrics().horizontalAdvance(f"{line.words}{figure}") + 2 * SPACE_S
        if taken > self.width():
            # The table behind has it too; what the bar is about is said first.
            figure = line.figure
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, int(far), figure)
        room = self.width() - painter.fontMetrics().horizontalAdvance(figure) - 2 * SPACE_S
        words = painter.fontMetrics().elidedText(
            whole(line.words), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(box, int(near), words)
        track = QRectF(0, top + _LINE + 1, self.width(), _THICK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
        if line.share > 0:
            width = max(self.width() * line.share / 1000, _LEAST * _THICK)
            left = self.width() - width if is_mirrored else 0
            painter.setBrush(QColor(ink(line.tone).text))
            painter.drawRoundedRect(
                QRectF(left, track.top(), width, _THICK), _THICK / 2, _THICK / 2
            )
