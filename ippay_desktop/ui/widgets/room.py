"""How much room the window has, and contents that scroll where that is too little.

The one place that says when a screen is small, such as a full HD one at 200 %: 960 by 540 points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LOW, _NARROW = 640, 1120
# What of the contents is always seen, in the window's pixels.
_LEAST_HEIGHT = 120

_BAR = Qt.ScrollBarPolicy


def is_low(widget: QWidget) -> bool:
    """Whether its window is so low that margins and hints give way to rows."""
    return widget.window().height() < _LOW


def is_narrow(widget: QWidget) -> bool:
    """Whether its window is so narrow that the navigation shows icons only."""
    return widget.window().width() < _NARROW


def least_height(widget: QWidget, width: int) -> int:
    """What a widget cannot do with less of, at a width: its words whole, its tables short."""
    layout = widget.layout()
    if layout is None:
        return max(widget.minimumSizeHint().height(), widget.minimumHeight())
    if layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(width)
    return layout.totalMinimumSize().height()


def liked_height(widget: QWidget, width: int) -> int:
    """What a widget would like best at a width."""
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return widget.sizeHint().height()


class Roomy(QScrollArea):
    """Contents as high as their place, which scroll only where they would be squeezed.

    Qt's own scroll area goes by the height that contents with wrapped words would like best, and
    scrolls long before anything is cut off. This one asks for as much as its contents do.
    """

    def __init__(self, content: QWidget, *, least: int = _LEAST_HEIGHT) -> None:
        """Take contents in.

        Args:
            content: Has a layout; takes the width there is.
            least: Pixels of its height that are always seen.
        """
        super().__init__()
        self.content = content
        self._seen_at_least, self._liked = least, 0
        self.setHorizontalScrollBarPolicy(_BAR.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(_BAR.ScrollBarAlwaysOff)
        # Controls scroll into view with the focus.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    @override
    def sizeHint(self) -> QSize:
        width = self.content.sizeHint().width()
        return QSize(width, self._liked or liked_height(self.content, width))

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.content.minimumSizeHint()
        return QSize(least.width(), min(least.height(), self._seen_at_least))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return is_handled

    @property
    def scrolls(self) -> bool:
        """Whether the contents need more height than there is."""
        room = self.contentsRect()
        return least_height(self.content, room.width()) > room.height()

    def _fit(self) -> None:
        content, room = self.content, self.contentsRect().size()
        least = least_height(content, room.width())
        scrolls = least > room.height()
        if scrolls:
            bar = self.verticalScrollBar().sizeHint().width()
            room = QSize(room.width() - bar, room.height())
            least = least_height(content, room.width())
        # Said outright: Qt's own guess comes one resize late.
        wanted = _BAR.ScrollBarAlwaysOn if scrolls else _BAR.ScrollBarAlwaysOff
        if wanted is not self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(wanted)
        content.resize(room.width(), max(room.height(), least))
        liked = liked_height(content, room.width())
        if liked != self._liked:
            self._liked = liked
            self.updateGeometry()
