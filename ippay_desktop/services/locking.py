"""The lock of a station: while it is on, nothing that moves money starts; what goes on goes on."""

from __future__ import annotations

import logging
import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import LockedError
from ippay_desktop.services.pins import PinKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.ports import Clock, SecretStore
    from ippay_desktop.domain.secret import SecretText

_log = logging.getLogger(__name__)
_PIN = "lock_pin"


class LockReason(StrEnum):
    """Why it was locked, for the log."""

    START = "start"
    PERSON = "person"
    IDLE = "idle"
    SCREEN = "screen"
    SLEEP = "sleep"
    SWITCH = "switch"


class LockService:
    """One lock for all profiles of a station; without a PIN it is never on.

    `lock`, `require_open` and the properties are quick and for any thread; the others block.

    Attributes:
        clock: What tells how much time has passed, for who watches for sleep.
    """

    def __init__(self, secrets: SecretStore, clock: Clock, *, owner: str) -> None:
        self.clock = clock
        self._pin = PinKeeper(secrets, clock, owner=owner, name=_PIN)
        self._guard = threading.Lock()
        self._has_pin = False
        self._is_locked = False
        self._listeners: list[Callable[[bool], None]] = []

    @property
    def is_locked(self) -> bool:
        """Whether it is on."""
        with self._guard:
            return self._is_locked

    @property
    def has_pin(self) -> bool:
        """Whether a PIN was set when last asked or changed."""
        with self._guard:
            return self._has_pin

    def listen(self, on_change: Callable[[bool], None]) -> None:
        """Call back with whether it is on, on the thread that changed it."""
        self._listeners.append(on_change)

    def start(self) -> bool:
        """Find out whether there is a PIN; if so, it is on from the start. Blocks: keyring.

        Returns:
            Whether it is on.

        Raises:
            StorageError: the keyring refuses.
        """
        has_pin = self._pin.is_set()
        with self._guard:
            self._has_pin = has_pin
        return self.lock(LockReason.START)

    def lock(self, reason: LockReason) -> bool:
        """Turn it on, if there is a PIN to turn it off with; whether it is on."""
        with self._guard:
            if not self._has_pin:
                return False
            was_locked, self._is_locked = self._is_locked, True
        if not was_locked:
            _log.info("locked reason=%s", reason)
            self._tell(is_locked=True)
        return True

    def unlock(self, pin: SecretText) -> None:
        """Turn it off. Blocks: keyring and a slow hash.

        Raises:
            WrongPinError: not the right PIN, or too early to try again.
            StorageError: the keyring refuses; it stays on.
        """
        self._pin.check(pin)
        with self._guard:
            self._is_locked = False
        _log.info("unlocked")
        self._tell(is_locked=False)

    def set_pin(self, new: SecretText, old: SecretText | None) -> None:
        """Set or change the PIN. Blocks.

        Raises:
            InputError: locked, too short, or the old one is wrong.
            StorageError: the keyring refuses.
        """
        self.require_open()
        self._pin.set(new, old)
        with self._guard:
            self._has_pin = True

    def forget_pin(self, old: SecretText) -> None:
        """Do without a PIN from now on. Blocks.

        Raises:
            InputError: locked, or the PIN given is wrong.
            StorageError: the keyring refuses.
        """
        self.require_open()
        self._pin.forget(old)
        with self._guard:
            self._has_pin = False

    def wipe(self) -> None:
        """Forget the PIN without asking for it; whoever may administer gives the computer up.

        Raises:
            LockedError: it is on.
            StorageError: the keyring refuses.
        """
        self.require_open()
        self._pin.wipe()
        with self._guard:
            self._has_pin = False

    def require_open(self) -> None:
        """Refuse while it is on.

        Raises:
            LockedError: it is.
        """
        if self.is_locked:
            raise LockedError

    def _tell(self, *, is_locked: bool) -> None:
        for listener in tuple(self._listeners):
            listener(is_locked)
