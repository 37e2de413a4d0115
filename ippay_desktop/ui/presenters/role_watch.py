"""Notices that an administrator has changed the station's role beside the open window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from ippay_desktop.ui.presenters.session import Standing
from ippay_desktop.ui.tasks import Stream

if TYPE_CHECKING:
    from ippay_desktop.domain.authority import Role
    from ippay_desktop.ui.presenters.session import Session

# A locked keyring may ask for its password at each reading; the window becomes active again when
# that question is closed, and must not ask it at once once more.
_PAUSE_S = 60.0


class RoleWatch(QObject):
    """Keeps the session's standing true.

    Every action reads the role anew, and what it read is told here. Besides, the role is read when
    staff come back to the program from another: most often that is where it was changed.

    Signals:
        changed: The session's standing is another one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("role")
        self._not_before = 0.0
        told: Stream[Role] = Stream(session.lanes, lambda roles: self._hold(Standing.of(roles[-1])))
        session.authority.listen(told.put)
        self._app = QGuiApplication.instance()
        if isinstance(self._app, QGuiApplication):
            self._app.applicationStateChanged.connect(self._on_state_changed)

    def stop(self) -> None:
        """Read no more, and hear no more."""
        self._session.authority.listen(None)
        if isinstance(self._app, QGuiApplication):
            self._app.applicationStateChanged.disconnect(self._on_state_changed)
        self._scope.close()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        clock = self._session.workspace.clock
        if state is Qt.ApplicationState.ApplicationActive and clock.monotonic() >= self._not_before:
            self._scope.read(
                "role", lambda: Standing.read(self._session.authority), self._on_read, _ignore
            )

    def _on_read(self, standing: Standing) -> None:
        if standing.role is None:
            self._not_before = self._session.workspace.clock.monotonic() + _PAUSE_S
        self._hold(standing)

    def _hold(self, standing: Standing) -> None:
        if standing != self._session.standing:
            self._session.standing = standing
            self.changed.emit()


def _ignore(_error: Exception) -> None:
    """What the keyring refuses is a standing of its own; anything else the scope has logged."""
