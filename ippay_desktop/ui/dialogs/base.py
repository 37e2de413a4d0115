"""What every dialog shares: our surface, a footer of buttons, and open instead of exec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.ui.dialogs.veiled import Veiled
from ippay_desktop.ui.text import button, label
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from ippay_desktop.ui.widgets.room import Roomy, liked_height

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class Scrim(QWidget):
    """Dims the window behind a dialog, so that the eye goes to the dialog."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("scrim")
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(10, 14, 22, 110))


class Dialog(Veiled, QDialog):
    """A window-modal sheet; whoever opens it listens to `finished`."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QWidget()
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self.content.setSpacing(SPACE_M)
        self._scroll = Roomy(inner)
        outer.addWidget(self._scroll, 1)
        bar = QFrame()
        bar.setProperty("role", "footer")
        self.footer = QHBoxLayout(bar)
        self.footer.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        self.footer.setSpacing(SPACE_S)
        self.footer.addStretch(1)
        outer.addWidget(bar)
        self._scrim: Scrim | None = None
        self.finished.connect(self._on_dialog_finished)

    def fit_height(self) -> None:
        """Grow until everything that it shows now has room; it never shrinks under the mouse.

        It is never higher than its window: its contents scroll then, its buttons do not.
        """
        layout = self.layout()
        parent = self.parentWidget()
        if layout is None or parent is None:
            return
        layout.activate()
        self._widen(layout, parent.window().width())
        most = parent.window().height()
        # Read before it may shrink: it was as high as a larger window.
        wanted = max(self.height(), self._wanted_height(layout))
        self.resize(self.width(), min(wanted, most))

    def _widen(self, layout: QLayout, most: int) -> None:
        """A language's longer words make it wider than it was meant to be."""
        needed = min(layout.totalMinimumSize().width(), most)
        if needed > self.maximumWidth():
            self.setMaximumWidth(needed)
        if needed > self.minimumWidth():
            self.setMinimumWidth(needed)

    def _wanted_height(self, layout: QLayout) -> int:
        """What the contents would like best, and what stands above and below them."""
        around = 0
        for number in range(layout.count()):
            part = layout.itemAt(number)
            if part is not None and part.widget() is not self._scroll:
                around += part.sizeHint().height()
        return around + liked_height(self._scroll.content, self.width())

    def _on_dialog_finished(self) -> None:
        if self._scrim is not None:
            self._scrim.deleteLater()
            self._scrim = None

    def may_close(self) -> bool:
        """Whether it may go now: not while an answer about money is on its way to it."""
        return True

    @override
    def reject(self) -> None:
        if self.may_close():
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            # Words that came later take height; Qt gives it only before it shows.
            self.fit_height()
        return is_handled

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_height()
        parent = self.parentWidget()
        if self._scrim is not None:
            # The lock hid both, and this is the unlocking.
            self._scrim.show()
        elif parent is not None:
            self._scrim = Scrim(parent)


class ConfirmDialog(Dialog):
    """One question with a safe answer, which has the focus, and another."""

    def __init__(  # noqa: PLR0913  # each is a word on the dialog
        self, title: str, sentence: str, *, safe: str, other: str, name: str, parent: QWidget
    ) -> None:
        super().__init__(title, name, parent)
        self.setMinimumWidth(460)
        self.content.addWidget(label(title, role="heading", name=f"{name}.title"))
        self.content.addWidget(label(sentence, name=f"{name}.sentence", wraps=True))
        self.content.addStretch(1)
        self.other = button(other, f"{name}.other_button", variant="danger")
        self.safe = button(safe, f"{name}.safe_button", variant="primary")
        self.footer.addWidget(self.other)
        self.footer.addWidget(self.safe)
        self.other.clicked.connect(self.accept)
        self.safe.clicked.connect(self.reject)
        focus_first(self.safe)


def focus_first(first: QPushButton) -> None:
    """Give a dialog's safe button the focus and Enter."""
    first.setDefault(True)
    first.setFocus()
