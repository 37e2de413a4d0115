"""What scrolls up and down where the window is low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QScrollArea
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class _Scrolled(QScrollArea):
    """Never narrower than its contents, unless a bar below leads to the rest of them."""

    @override
    def minimumSizeHint(self) -> QSize:
        hint, inner = super().minimumSizeHint(), self.widget()
        if inner is None or self.horizontalScrollBarPolicy() != _NO_BAR:
            return hint
        width = inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), width), hint.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return is_handled


def scrolled(content: QWidget, *, is_read: bool = False) -> QScrollArea:
    """Something that scrolls up and down where the window is low.

    Args:
        content: Takes the width there is.
        is_read: Text only, which the keyboard scrolls; controls scroll into view with the focus.
    """
    made = _Scrolled()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(_NO_BAR)
    policy = Qt.FocusPolicy.StrongFocus if is_read else Qt.FocusPolicy.NoFocus
    made.setFocusPolicy(policy)
    made.setWidget(content)
    return made
