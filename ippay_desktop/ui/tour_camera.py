"""The guided tour's camera: every stop in light and dark, on a small and on a large screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ippay_desktop.ui import theme
from ippay_desktop.ui.tasks import settled
from ippay_desktop.ui.theme import Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.ui.main_window import MainWindow

_SMALL, _LARGE, _LAPTOP = QSize(1280, 800), QSize(1920, 1080), QSize(1280, 720)
# A full HD screen at 200 %.
_MAGNIFIED, _DOUBLE = QSize(960, 540), 2


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see the window.

    Attributes:
        size: In the window's own pixels; a picture has as many times more as the screen is dense.
    """

    tokens: Tokens
    size: QSize

    def name(self, density: float) -> str:
        """Such as "dark-1280x800", for a file's name."""
        shade = "dark" if self.tokens.is_dark else "light"
        dense = "" if density == 1 else f"-at-{density * 100:.0f}"
        return f"{shade}-{self.size.width()}x{self.size.height()}{dense}"


def looks(density: float) -> tuple[Look, ...]:
    """All looks of a screen; a dense one is a laptop's, on which least fits."""
    dense = (_MAGNIFIED if density >= _DOUBLE else _LAPTOP,)
    sizes = (_SMALL, _LARGE) if density == 1 else dense
    return tuple(Look(tokens, size) for size in sizes for tokens in (theme.LIGHT, theme.DARK))


class Camera:
    """Numbers the stops and saves a picture of each look. Window's thread."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._number = 0
        self._density = window.devicePixelRatio()
        theme.current().put_on(theme.LIGHT)
        self.looks = looks(self._density)

    async def shoot(self, name: str) -> None:
        """Save the window as it is, in every look."""
        self._number += 1
        # Those of the scheme that is on come first: to dress the whole window anew takes long.
        for look in sorted(self.looks, key=lambda one: one.tokens is not theme.current().tokens):
            if look.tokens is not theme.current().tokens:
                theme.current().put_on(look.tokens)
            self._window.resize(look.size)
            await settled()
            file = f"{self._number:02d}-{name}.{look.name(self._density)}.png"
            self._picture(look).save(str(self._folder / file))

    def _picture(self, look: Look) -> QPixmap:
        """The window with what is open over it, as on a screen."""
        picture = QPixmap(look.size * self._density)
        picture.setDevicePixelRatio(self._density)
        picture.fill(QColor(look.tokens.ground))
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, self._window.grab(QRect(QPoint(), look.size)))
        menu = QApplication.activePopupWidget()
        if menu is not None:
            painter.drawPixmap(self._window.mapFromGlobal(menu.pos()), menu.grab())
        for dialog in self._window.findChildren(QWidget):
            if dialog.isWindow() and dialog.isVisible() and dialog.isModal():
                self._draw_over(painter, dialog, look)
        painter.end()
        return picture

    def _draw_over(self, painter: QPainter, dialog: QWidget, look: Look) -> None:
        at = QPoint(
            (look.size.width() - dialog.width()) // 2,
            (look.size.height() - dialog.height()) // 2,
        )
        painter.drawPixmap(at, dialog.grab())
        painter.setPen(QColor(look.tokens.line_strong))
        painter.drawRect(QRect(at, dialog.size()).adjusted(-1, -1, 0, 0))
