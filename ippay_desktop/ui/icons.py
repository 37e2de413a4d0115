"""The icon set, Lucide's strokes, drawn in whatever colour the theme asks for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ippay_desktop import resource_path

# Between an icon and the word beside it, in addition to the style's own.
GAP = 4


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


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon in a colour, as sharp as the densest screen can show it."""
    return _drawn(name, colour, size, (0, 0), _density())


def _density() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@cache
def _drawn(name: str, colour: str, size: int, margins: tuple[int, int], density: float) -> QPixmap:
    left, right = margins
    drawing = _source(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    drawn = QPixmap(round((left + size + right) * density), round(size * density))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(left * density, 0, size * density, size * density))
    painter.end()
    drawn.setDevicePixelRatio(density)
    return drawn


def icon(name: str, colour: str, *, disabled: str = "", size: int = 18) -> QIcon:
    """The same for buttons and lists, with the gap that belongs between icon and word."""
    density = _density()
    # The word stands at the other side where writing begins at the right.
    margins = (GAP, 0) if QGuiApplication.isRightToLeft() else (0, GAP)
    made = QIcon(_drawn(name, colour, size, margins, density))
    if disabled:
        made.addPixmap(_drawn(name, disabled, size, margins, density), QIcon.Mode.Disabled)
    return made


def forget() -> None:
    """Free all pictures; they may not outlive the application."""
    _drawn.cache_clear()
