"""The window's view of the lock: turns it on and off on worker threads, and says what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.services.locking import LockReason
from ippay_desktop.ui.tasks import Stream, TaskScope
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.secret import SecretText
    from ippay_desktop.services.locking import LockService
    from ippay_desktop.ui.tasks import Lanes


class LockPresenter(QObject):
    """Used on the window's thread; keyring and slow hash run on a worker's.

    Attributes:
        is_known: Whether the keyring has said if there is a PIN.

    Signals:
        started: It is known whether there is a PIN; carries whether it is locked.
        changed: It was locked (True) or unlocked.
        pin_changed: A PIN was set (True) or taken away.
        failed: A sentence: wrong PIN, or the keyring refuses.
        busy_changed: Whether a PIN is being looked at.
    """

    started = Signal(bool)
    changed = Signal(bool)
    pin_changed = Signal(bool)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, lock: LockService, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self.is_known = False
        self._scope = TaskScope("lock", lanes)
        # Whoever locks may be on any thread.
        self._changes: Stream[bool] = Stream(lanes, self._on_changes)
        lock.listen(self._changes.put)

    @property
    def is_locked(self) -> bool:
        """Whether it is on at this moment."""
        return self._lock.is_locked

    @property
    def has_pin(self) -> bool:
        """Whether it can be turned on."""
        return self._lock.has_pin

    def start(self) -> None:
        """Find out whether there is a PIN; with one, the window begins locked."""
        self._scope.read("start", self._lock.start, self._on_started, self._on_not_started)

    def lock(self, reason: LockReason = LockReason.PERSON) -> None:
        """Turn it on now."""
        self._lock.lock(reason)

    def unlock(self, pin: SecretText) -> None:
        """Turn it off, if the PIN is right."""
        self._work("unlock", lambda: self._lock.unlock(pin), lambda _: None)

    def set_pin(self, new: SecretText, old: SecretText | None) -> None:
        """Set or change the PIN."""
        self._work("pin", lambda: self._lock.set_pin(new, old), self._on_pin_changed)

    def forget_pin(self, old: SecretText) -> None:
        """Do without one."""
        self._work("pin", lambda: self._lock.forget_pin(old), self._on_pin_changed)

    def close(self) -> None:
        """Abandon what is under way."""
        self._scope.close()

    def _work(self, name: str, work: Callable[[], None], on_done: Callable[[None], None]) -> None:
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value

        def done(result: None) -> None:
            self.busy_changed.emit(False)  # noqa: FBT003
            on_done(result)

        self._scope.read(name, work, done, self._on_error)

    def _on_started(self, is_locked: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.is_known = True
        self.started.emit(is_locked)

    def _on_changes(self, changes: tuple[bool, ...]) -> None:
        # Only the last matters: what was locked and unlocked in one breath is unlocked.
        self.changed.emit(changes[-1])

    def _on_pin_changed(self, _nothing: None) -> None:
        self.pin_changed.emit(self._lock.has_pin)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))

    def _on_not_started(self, error: Exception) -> None:
        # Without its keyring nothing can be charged either; that is said where it is tried.
        self.failed.emit(trouble_text(error))
        self.started.emit(False)  # noqa: FBT003
