"""Asking for a printer; loaded at the first print, as it takes longer than the first paint may."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog

from ippay_desktop.ui.dialogs.veiled import Veiled


class PrintDialog(Veiled, QPrintDialog):
    """The system's own, which stays behind the lock as ours do."""
