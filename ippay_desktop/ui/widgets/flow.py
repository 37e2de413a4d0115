"""Buttons side by side that go on in a second line where a language needs more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from ippay_desktop.ui.theme import SPACE_S


class Flow(QLayout):
    """Lines of widgets, set against the end of the row: right, or left where words run so.

    Layouts around it ask for its height many times a change; it is worked out once.
    """

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._known: dict[int, list[list[QLayoutItem]]] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE_S)
        for one in widgets:
            self.addWidget(one)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(len(lines) - 1, 0)

    @override
    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    @override
    def sizeHint(self) -> QSize:
        shown = self._shown()
        return QSize(self._width(shown), _height(shown))

    @override
    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(max((one.minimumSize().width() for one in shown), default=0), _height(shown))

    @override
    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.isRightToLeft()
        top = room.top()
        for line in self._lines(room.width()):
            at = room.left() + max(room.width() - self._width(line), 0)
            for item in line:
                place = QRect(QPoint(at, top), item.sizeHint())
                at += place.width() + self.spacing()
                if is_mirrored:
                    place.moveRight(room.right() - (place.left() - room.left()))
                item.setGeometry(place)
            top += _height(line) + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _width(self, items: list[QLayoutItem]) -> int:
        gaps = self.spacing() * max(len(items) - 1, 0)
        return sum(one.sizeHint().width() for one in items) + gaps

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        if width not in self._known:
            self._known[width] = self._broken(width)
        return self._known[width]

    def _broken(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in self._shown():
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines


def _height(items: list[QLayoutItem]) -> int:
    return max((one.sizeHint().height() for one in items), default=0)
