"""Pages of which one is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from ippay_desktop.ui.widgets.room import least_height

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class PageStack(QStackedWidget):
    """A stack that is as high as its place, whatever its hidden pages would need.

    Qt's own asks every page for its height at several widths whenever one label anywhere changes:
    six milliseconds a time with ten pages, and nothing is gained, as a stack gets all room anyway.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False


class FaceStack(QStackedWidget):
    """Faces of one page; it asks for the height of the one that is seen, not of the highest."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def sizeHint(self) -> QSize:
        # Without it, a page would give this stack its highest face's room where it has some left.
        hint, face = super().sizeHint(), self.currentWidget()
        return hint if face is None else QSize(hint.width(), face.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        least, face = super().minimumSizeHint(), self.currentWidget()
        if face is None:
            return least
        return QSize(least.width(), least_height(face, self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Words break elsewhere.
            self.updateGeometry()
