"""Whether this station may do something now, by role and lock; services ask, not views."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.domain.authority import Role, RoleError, Task, may
from ippay_desktop.domain.errors import InputError, IPpayDesktopError, StorageError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.pins import PinKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.ports import Clock, SecretStore
    from ippay_desktop.services.locking import LockService

_POLICY, _PIN = "station_policy", "admin_pin"
_ODD = (
    "What the keyring holds about this station's role cannot be read, so nothing that needs a role "
    "is done. Whoever administers the station must set it again."
)


class Authority(Protocol):
    """What services ask before they begin something that matters."""

    def require(self, task: Task) -> None:
        """Return if it may be done now. May block: keyring.

        Raises:
            LockedError: the program is locked.
            RoleError: the station's role does not allow it.
            StorageError: the keyring refuses to say.
        """

    def obstacle(self, task: Task) -> str | None:
        """Why it may not be done now, a sentence; None when it may. May block: keyring."""

    def allows(self, task: Task) -> bool:
        """Whether the role allows it; for what goes on behind the lock. May block: keyring."""


class Everything:
    """Implements `Authority` where there is no station: practice, simulations and tests."""

    def require(self, task: Task) -> None:
        """Allow it."""
        del task

    def obstacle(self, task: Task) -> str | None:
        """Nothing stands in the way."""
        del task
        return None

    def allows(self, task: Task) -> bool:
        """It does."""
        del task
        return True


class StationAuthority:
    """Implements `Authority` for a station; its role is in the keyring, guarded by a PIN.

    Without a role that was set, whoever works here may do everything.
    """

    def __init__(
        self, secrets: SecretStore, clock: Clock, lock: LockService, *, owner: str
    ) -> None:
        self._secrets = secrets
        self._owner = owner
        self._lock = lock
        self._pin = PinKeeper(secrets, clock, owner=owner, name=_PIN)
        self._guard = threading.Lock()
        self._seen: Role | None = None
        self._listener: Callable[[Role], None] | None = None

    @property
    def role(self) -> Role:
        """The station's role, as the keyring holds it now. Blocks: keyring.

        Raises:
            StorageError: the keyring refuses, or holds something else than a role.
        """
        role = self._read()
        with self._guard:
            is_other, self._seen = role is not self._seen, role
            listener = self._listener
        if is_other and listener is not None:
            listener(role)
        return role

    def listen(self, listener: Callable[[Role], None] | None) -> None:
        """Have it told when a reading finds another role than the one before; None ends that.

        Args:
            listener: Called on the thread that read.
        """
        with self._guard:
            self._listener = listener

    def require(self, task: Task) -> None:
        """Return if it may be done now.

        Asked anew each time: an administrator may have changed the role beside this open window.

        Raises:
            LockedError: the program is locked.
            RoleError: the role does not allow it.
            StorageError: the keyring refuses to say.
        """
        self._lock.require_open()
        role = self.role
        if not may(role, task):
            raise RoleError(role, task)

    def obstacle(self, task: Task) -> str | None:
        """Why it may not be done now, a sentence; None when it may. Blocks: keyring."""
        try:
            self.require(task)
        except IPpayDesktopError as error:
            return str(error)
        return None

    def allows(self, task: Task) -> bool:
        """Whether the role allows it, locked or not; one that cannot be read allows nothing.

        By the role that was read last: what the background asks must not make a locked keyring
        want its password every few seconds.
        """
        with self._guard:
            seen = self._seen
        try:
            return may(seen or self.role, task)
        except IPpayDesktopError:
            return False

    def assign(self, role: Role, pin: SecretText) -> None:
        """Give the station another role. Blocks: keyring and a slow hash.

        Args:
            role: What it may do from now on.
            pin: The administrator's; the first time, the one that it is from now on.

        Raises:
            InputError: locked, or the PIN is wrong or too short.
            StorageError: the keyring refuses; the role stays.
        """
        self._lock.require_open()
        if self._pin.is_set():
            self._pin.check(pin)
        elif self.role is not Role.ADMINISTER:
            # Somebody took the PIN out of the keyring: that must not open the door.
            raise InputError("The administrator's PIN is gone from the keyring; the role stays.")
        else:
            self._pin.set(pin)
        self._secrets.put(self._owner, _POLICY, SecretText(json.dumps({"role": role.value})))
        with self._guard:
            self._seen = role

    def wipe(self) -> None:
        """Forget role and PIN, as whoever may administer gives the computer up.

        Raises:
            RoleError: the role does not allow it.
            StorageError: the keyring refuses.
        """
        self.require(Task.ADMINISTER)
        self._pin.wipe()
        self._secrets.remove(self._owner, _POLICY)

    def _read(self) -> Role:
        kept = self._secrets.get(self._owner, _POLICY)
        if kept is None:
            return Role.ADMINISTER
        try:
            return Role(json.loads(kept.reveal())["role"])
        except (ValueError, KeyError, TypeError):
            raise StorageError(_ODD) from None
