"""The icon set: our own strokes, drawn in whatever colour the theme asks for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ippay_desktop import resource_path

_SCALE = 3


@cache
def _source(name: str) -> str:
    """An icon's drawing, read once; `preload` reads all before the window shows."""
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in resource_path("icons").glob("*.svg")))


def preload() -> None:
    """Read all drawings; call it once at the start, before anything is on screen."""
    for name in names():
        _source(name)


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon in a colour; sharp on screens up to three times as dense."""
    drawing = _source(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    drawn = QPixmap(QSize(size, size) * _SCALE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size * _SCALE, size * _SCALE))
    painter.end()
    drawn.setDevicePixelRatio(_SCALE)
    return drawn


def icon(name: str, colour: str, *, size: int = 18) -> QIcon:
    """The same for buttons and lists."""
    return QIcon(pixmap(name, colour, size))
