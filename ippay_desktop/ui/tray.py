"""An icon in the system's tray, if staff want one: how far a run is, and the way back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from typing_extensions import override

from ippay_desktop.ui.text import button_text, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ippay_desktop.ui.presenters.run_desk import RunProgress
    from ippay_desktop.ui.widgets.navigation import Place


class Tray(QObject):
    """Keeps the icon while it is wanted and the desktop has a tray.

    Minimising puts the window away into it, but never while charges are under way: a run that
    nobody sees would be forgotten.

    Signals:
        notice_opened: A notice was clicked; carries its `Place`.
    """

    notice_opened = Signal(object)

    def __init__(self, window: QWidget, is_charging: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._is_charging = is_charging
        self._words = ""
        self._about: Place | None = None
        self.icon: QSystemTrayIcon | None = None

    def want(self, *, is_wanted: bool) -> None:
        """Show the icon, or take it away and the window out again."""
        if is_wanted and self.icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self.icon = self._made()
            self._window.installEventFilter(self)
        elif not is_wanted and self.icon is not None:
            self._window.removeEventFilter(self)
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None
            if not self._window.isVisible():
                self.bring_back()

    def _made(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self._window.windowIcon(), self)
        icon.setObjectName("tray")
        menu = QMenu(self._window)
        menu.addAction(button_text(tr("Show the window"))).triggered.connect(self._on_show)
        menu.addAction(button_text(tr("Close the program"))).triggered.connect(self._on_close)
        icon.setContextMenu(menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(self._on_notice_clicked)
        icon.setToolTip(self._words or "IPpay Desktop")
        icon.show()
        return icon

    def show_progress(self, progress: RunProgress) -> None:
        """Say how far the run is, in the icon's tip; counts only."""
        done = progress.tally.planned - progress.tally.left
        words = tr("IPpay Desktop, run: {done} of {all}", done=done, all=progress.tally.planned)
        self._words = words if progress.is_going_on else "IPpay Desktop"
        if self.icon is not None:
            self.icon.setToolTip(self._words)

    def show_notice(self, title: str, body: str, about: Place) -> None:
        """Show a notice from the icon, where the desktop showed none by itself."""
        if self.icon is not None:
            self._about = about
            self.icon.showMessage(title, body)

    def bring_back(self, leave: str = "") -> None:
        """Show the window where it was, and to the front.

        Args:
            leave: What a Wayland desktop wants to see before it lets a window come to the front.
        """
        if leave:
            # Source: Qt's xdg-shell plugin takes it from there when a window asks to be active.
            os.environ["XDG_ACTIVATION_TOKEN"] = leave
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.bring_back()

    def _on_notice_clicked(self) -> None:
        self.notice_opened.emit(self._about)

    def _on_show(self) -> None:
        self.bring_back()

    def _on_close(self) -> None:
        # Its questions need to be seen.
        self.bring_back()
        self._window.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowStateChange:
            # Not from within the change itself.
            QTimer.singleShot(0, self, self._put_away)
        return False

    def _put_away(self) -> None:
        is_there = self.icon is not None and QSystemTrayIcon.isSystemTrayAvailable()
        if is_there and self._window.isMinimized() and not self._is_charging():
            self._window.hide()
