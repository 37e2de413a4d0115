"""Puts the lock in front of a window, and everything back as it was behind it.

What is open by then is hidden, and what opens later, such as a dialog whose answer was late, waits
for the unlocking. The pages behind can be neither pressed nor reached by a key.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from ippay_desktop.ui.dialogs.veiled import CURTAIN, Veiled
from ippay_desktop.ui.lock_watch import LockWatch
from ippay_desktop.ui.presenters.lock import LockPresenter
from ippay_desktop.ui.text import tr
from ippay_desktop.ui.widgets.lock_page import LockPage

if TYPE_CHECKING:
    from ippay_desktop.services.locking import LockService
    from ippay_desktop.ui.tasks import Lanes

LOCK_KEYS = "Ctrl+L"
_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})


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
        self.setObjectName(CURTAIN)
        self.presenter = LockPresenter(lock, lanes, self)
        self.watch = LockWatch(lock.clock, self)
        self.page = LockPage(self.presenter)
        self._stack = stack
        self._window = window
        self._behind: QWidget | None = None
        self._title = ""
        self._waiting: list[QWidget] = []
        self._is_closed = False
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

    def ask_again(self) -> None:
        """Find out whether there is a PIN, if the keyring would not say so at the start."""
        if not self.presenter.is_known:
            self.presenter.start()

    def show(self, page: QWidget, title: str = "") -> None:
        """Show a page of the window now, or when it is unlocked."""
        if title:
            self._title = title
        if self.is_drawn:
            self._leave_behind(page)
            return
        self._stack.setCurrentWidget(page)
        if title:
            self._window.setWindowTitle(title)

    def holds_back(self, dialog: QWidget, *, is_wanted: bool) -> bool:
        """Whether a dialog that is to be shown must wait; it comes when the window is unlocked.

        Args:
            dialog: One that is shown or hidden at this moment.
            is_wanted: Whether it is to be seen; one that ends meanwhile does not come back.
        """
        if not self.is_drawn:
            return False
        self._let_go(dialog)
        if is_wanted:
            self._keep(dialog)
        return is_wanted

    def close(self) -> None:
        """Abandon what is under way."""
        self._is_closed = True
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
        self._title = self._window.windowTitle()
        self._window.setWindowTitle(tr("Locked · IPpay Desktop"))
        self._hide_all()
        self._leave_behind(self._stack.currentWidget())
        self._stack.setCurrentWidget(self.page)
        self.page.enter()

    def _hide_all(self) -> None:
        """Hide dialogs, which come back, and lists, menus and notes, which do not."""
        for top in QApplication.topLevelWidgets():
            if top is self._window or not top.isVisible() or _may_stay(top):
                continue
            if top.windowType() not in _PASSING:
                self._keep(top)
            top.hide()
        # Laid over the window, beside all pages: what the search found, a field's refusal.
        over = self._window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for one in over:
            if not one.isWindow() and not one.isAncestorOf(self._stack):
                one.hide()

    def _keep(self, one: QWidget) -> None:
        """Show it when the window is unlocked, unless it ends before."""
        self._waiting.append(one)
        if isinstance(one, QDialog):
            # Of a hidden one nothing else says so: Qt has nothing left to hide.
            one.finished.connect(partial(self._let_go, one))

    def _let_go(self, one: QWidget, _result: int = 0) -> None:
        if one in self._waiting:
            self._waiting.remove(one)

    def _leave_behind(self, page: QWidget | None) -> None:
        """Keep a page for later; whatever could press its buttons unseen cannot."""
        if self._behind is not None and isValid(self._behind):
            self._behind.setEnabled(True)
        self._behind = page
        if page is not None:
            page.setEnabled(False)

    def _open(self) -> None:
        behind, self._behind = self._behind, None
        if behind is not None and isValid(behind):
            behind.setEnabled(not self._is_closed)
            self._stack.setCurrentWidget(behind)
        self._window.setWindowTitle(self._title)
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if isValid(one):
                one.show()


def _may_stay(top: QWidget) -> bool:
    return isinstance(top, Veiled) and top.stays_when_locked
