"""A bar for progress that comes many times a second."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar
from typing_extensions import override


class ProgressBar(QProgressBar):
    """A progress bar that is painted with the next frame.

    Qt's own paints within each `setValue`, and with itself all else in the window that waits to be
    painted: two bars cost a run's window two frames more for each step.
    """

    @override
    def setValue(self, value: int) -> None:
        self.setUpdatesEnabled(False)
        super().setValue(value)
        self.setUpdatesEnabled(True)
