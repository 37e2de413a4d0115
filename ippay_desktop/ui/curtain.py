"""Puts the lock in front of a window, and everything back as it was behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ippay_desktop.ui.lock_watch import LockWatch
from ippay_desktop.ui.presenters.lock import LockPresenter
from ippay_desktop.ui.text import tr
from ippay_desktop.ui.widgets.lock_page import LockPage

if TYPE_CHECKING:
    from ippay_desktop.services.locking import LockService
    from ippay_desktop.ui.tasks import Lanes

LOCK_KEYS = "Ctrl+L"


class Curtain(QObject):
    """Shows the lock page in a window's stack while the station is locked.

    Signals:
        started: It is known whether the window begins locked.
    """

    started = Signal()

    def __init__(
        self, lock: LockService, lanes: Lanes, stack: QStackedWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self.presenter = LockPresenter(lock, lanes, self)
        self.watch = LockWatch(self)
        self.page = LockPage(self.presenter)
        self._stack = stack
        self._window = window
        self._behind: QWidget | None = None
        self._title = ""
        self._hidden: list[QWidget] = []
        self._minutes = 0
        stack.addWidget(self.page)
        self.presenter.changed.connect(self._on_changed)
        self.presenter.started.connect(self._on_started)
        self.presenter.pin_changed.connect(self._on_pin_changed)
        self.watch.lock_asked.connect(self.presenter.lock)
        QShortcut(QKeySequence(LOCK_KEYS), window).activated.connect(self.presenter.lock)

    @property
    def is_drawn(self) -> bool:
        """Whether the window is hidden behind it."""
        return self._behind is not None

    def start(self, idle_minutes: int) -> None:
        """Find out whether to begin locked; `started` follows."""
        self._minutes = idle_minutes
        self.presenter.start()

    def lock_after(self, minutes: int) -> None:
        """Lock after another time without a touch."""
        self._minutes = minutes
        self.watch.start(minutes)

    def show(self, page: QWidget, title: str = "") -> None:
        """Show a page of the window now, or when it is unlocked."""
        if title:
            self._title = title
        if self.is_drawn:
            self._behind = page
            return
        self._stack.setCurrentWidget(page)
        if title:
            self._window.setWindowTitle(title)

    def close(self) -> None:
        """Abandon what is under way."""
        self.presenter.close()

    def _on_started(self) -> None:
        if self.presenter.has_pin:
            self.watch.start(self._minutes)
        self._on_changed(self.presenter.is_locked)
        self.started.emit()

    def _on_pin_changed(self, has_pin: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.watch.start(self._minutes if has_pin else 0)

    def _on_changed(self, is_locked: bool) -> None:  # noqa: FBT001  # a signal's only value
        if is_locked and not self.is_drawn:
            self._draw()
        elif not is_locked and self.is_drawn:
            self._open()

    def _draw(self) -> None:
        self._behind = self._stack.currentWidget()
        self._title = self._window.windowTitle()
        self._window.setWindowTitle(tr("Locked · IPpay Desktop"))
        # Dialogs, and the scrims that dim the window for them; where they are, they come back.
        scrims = self._window.findChildren(QWidget, "scrim")
        tops = [one for one in QApplication.topLevelWidgets() if one is not self._window]
        self._hidden = [one for one in (*scrims, *tops) if one.isVisible()]
        for one in self._hidden:
            one.hide()
        self._stack.setCurrentWidget(self.page)
        self.page.enter()

    def _open(self) -> None:
        behind, self._behind = self._behind, None
        if behind is not None:
            self._stack.setCurrentWidget(behind)
        self._window.setWindowTitle(self._title)
        for one in self._hidden:
            one.show()
        self._hidden = []
