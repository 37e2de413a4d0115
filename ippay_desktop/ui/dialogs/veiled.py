"""What keeps a dialog behind the lock, whoever opens it and whenever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog as _Dialog
    from PySide6.QtWidgets import QWidget
else:
    # Not a Qt class of its own: it is inherited beside one.
    _Dialog = object

# The object name of the window's curtain, by which dialogs find it.
CURTAIN = "curtain"


class _Holder(Protocol):
    """What a curtain is to a dialog."""

    def holds_back(self, dialog: QWidget, *, is_wanted: bool) -> bool:
        """Whether it must wait until the window is unlocked."""


class Veiled(_Dialog):
    """Inherited before a Qt dialog: while its window is locked it is not shown, but later.

    An answer may open a dialog long after it was asked for, when the window has been locked.

    Attributes:
        stays_when_locked: For a question that names nobody and no sum, and must be answered.
    """

    stays_when_locked = False

    @override
    def setVisible(self, visible: bool) -> None:
        # Qt's own `open`, `show` and `hide`, and the end of a dialog, all come through here.
        parent = self.parentWidget()
        found = None
        if parent is not None and not self.stays_when_locked:
            direct = Qt.FindChildOption.FindDirectChildrenOnly
            found = parent.window().findChild(QObject, CURTAIN, direct)
        curtain = cast("_Holder | None", found)
        if curtain is None or not curtain.holds_back(self, is_wanted=visible):
            super().setVisible(visible)
