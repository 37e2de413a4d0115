"""When to lock: nobody at the keys, the screen locked, sleep, another user.

On Linux the session and the screen savers say so on D-Bus. Windows and macOS are not asked about
screen and user. Sleep is noticed on all of them by itself, after waking: far more time has passed
than a timer asked for.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusVariant,
)
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

from ippay_desktop.services.locking import LockReason

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection as Bus

    from ippay_desktop.domain.ports import Clock

_log = logging.getLogger(__name__)
_MINUTE_MS = 60_000
# How often the clocks are looked at, and what no pause of the program's own comes near.
_LOOK_MS, _SLEPT_S = 2000, 12.0
_LOGIN = "org.freedesktop.login1"
_SESSION = f"{_LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# All of one form: a signal ActiveChanged(bool).
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class LockWatch(QObject):
    """Watches for reasons to lock, from `start` on.

    Signals:
        lock_asked: With the `LockReason`.
    """

    lock_asked = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK_MS)
        self._looks.timeout.connect(self._on_look)
        self._seen = clock.now(), clock.monotonic()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(lambda: self.lock_asked.emit(LockReason.IDLE))
        self._watched: QWindow | None = None
        self._is_started = False

    def start(self, idle_minutes: int) -> None:
        """Begin, or go on with another time; 0 minutes: idleness does not lock."""
        self._idle.stop()
        self._idle.setInterval(idle_minutes * _MINUTE_MS)
        if idle_minutes:
            self._idle.start()
        if self._is_started:
            return
        self._is_started = True
        self._seen = self._clock.now(), self._clock.monotonic()
        self._looks.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)
            self._on_focus_window_changed(app.focusWindow())
        self._listen_to_session(QDBusConnection.sessionBus())
        self._listen_to_system(QDBusConnection.systemBus())

    def _on_look(self) -> None:
        """Lock when the computer slept since the last look, or a clock was put forward.

        The steady clock stands still during sleep on some systems and goes on on others; the
        system's own may be put back meanwhile. So either is enough.
        """
        last_at, last_s = self._seen
        self._seen = at, steady_s = self._clock.now(), self._clock.monotonic()
        if max((at - last_at).total_seconds(), steady_s - last_s) > _SLEPT_S:
            self.lock_asked.emit(LockReason.SLEEP)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        # At the window's gate, not at every widget's: a filter in Python costs at each event.
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._on_window_destroyed)

    def _on_window_destroyed(self) -> None:
        self._watched = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._idle.interval():
            self._idle.start()
        return False

    def _listen_to_session(self, bus: Bus) -> None:
        for name in _SCREEN_SAVERS:
            # Any sender and path: a message that locks once too often does no harm.
            self._listen(bus, "", name, "ActiveChanged", "_on_screen_saver(bool)")

    def _listen_to_system(self, bus: Bus) -> None:
        self._listen(bus, _LOGIN, _SESSION, "Lock", "_on_session_locked()")
        self._listen(bus, _LOGIN, f"{_LOGIN}.Manager", "PrepareForSleep", "_on_sleep(bool)")
        slot = "_on_properties(QDBusMessage)"
        self._listen(bus, _LOGIN, _PROPERTIES, "PropertiesChanged", slot)

    def _listen(self, bus: Bus, sender: str, interface: str, signal: str, slot: str) -> None:
        # The stub asks for bytes, and the binding refuses them.
        wanted: Any = SLOT(slot)
        if not bus.isConnected() or not bus.connect(sender, "", interface, signal, self, wanted):
            _log.info("lock_signal_not_heard interface=%s signal=%s", interface, signal)

    @Slot(bool)
    def _on_screen_saver(self, is_active: bool) -> None:  # noqa: FBT001  # as the bus sends it
        if is_active:
            self.lock_asked.emit(LockReason.SCREEN)

    @Slot()
    def _on_session_locked(self) -> None:
        self.lock_asked.emit(LockReason.SCREEN)

    @Slot(bool)
    def _on_sleep(self, is_beginning: bool) -> None:  # noqa: FBT001  # as the bus sends it
        # At the end too: a computer may fall asleep before it has told anybody.
        del is_beginning
        self.lock_asked.emit(LockReason.SLEEP)

    @Slot(QDBusMessage)
    def _on_properties(self, message: QDBusMessage) -> None:
        if _SESSION not in message.arguments()[:1]:
            return
        # What changed is packed in a way that the binding cannot read: so the session is asked.
        question = QDBusMessage.createMethodCall(_LOGIN, message.path(), _PROPERTIES, "Get")
        question.setArguments([_SESSION, "Active"])
        answer = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(question), self)
        answer.finished.connect(self._on_activity_told)

    def _on_activity_told(self, answer: QDBusPendingCallWatcher) -> None:
        told = answer.reply().arguments()
        answer.deleteLater()
        value = told[0].variant() if told and isinstance(told[0], QDBusVariant) else told[:1]
        if value in (False, [False]):
            self.lock_asked.emit(LockReason.SWITCH)
