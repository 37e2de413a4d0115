"""A button that the station's role can close over its page's head."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from typing_extensions import override


class GuardedButton(QPushButton):
    """Remembers what its page wants of it, so that it is as wanted when it is opened again."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._is_wanted = True
        self._tip = ""
        self._why = ""

    def forbid(self, why: str, tip: str) -> None:
        """Keep it grey and saying why, whatever its page decides; "" lets the page decide again.

        Args:
            why: What a screen reader says of it.
            tip: The same as a tip shows it.
        """
        if not (self._why or why):
            return
        self._why = why
        super().setToolTip(tip if why else self._tip)
        self.setAccessibleDescription(why)
        super().setEnabled(self._is_wanted and not why)

    @override
    def setEnabled(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        super().setEnabled(is_wanted and not self._why)

    @override
    def setDisabled(self, is_unwanted: bool) -> None:
        self.setEnabled(not is_unwanted)

    @override
    def setToolTip(self, tip: str) -> None:
        self._tip = tip
        if not self._why:
            super().setToolTip(tip)
