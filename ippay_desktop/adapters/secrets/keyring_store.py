"""Secrets in the operating system's keyring: never on disk elsewhere, never believed unread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from keyring.errors import (
    InitError,
    KeyringLocked,
    NoKeyringError,
    PasswordDeleteError,
    PasswordSetError,
)

from ippay_desktop.adapters.secrets.backends import NO_KEYRING, choose_backend
from ippay_desktop.adapters.secrets.errors import NoKeyringHereError
from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

SERVICE = "IPpay Desktop"
_TIMEOUT_S = 30.0

_T = TypeVar("_T")

# Most specific first: the library derives all of them from one class.
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (
        KeyringLocked,
        "The keyring is locked and was not unlocked. Unlock it with its password (usually the "
        "one you log in with) and try again.",
    ),
    (
        InitError,
        "The keyring could not be opened. Unlock it with its password, or log in again, and try "
        "again.",
    ),
    (PasswordSetError, "The keyring refused to store the secret. Unlock it and try again."),
    (PasswordDeleteError, "The keyring refused to forget the secret. Unlock it and try again."),
)
_OTHER = "The keyring failed. Check that it is unlocked, then try again."
_SLOW = (
    "The keyring did not answer for {seconds:g} seconds. It may be waiting for its password in a "
    "window of its own: unlock it and try again."
)
_FORGETFUL = (
    "The keyring did not give back what was stored in it, so the secret is not kept. Check the "
    "keyring set up on this computer."
)
_REMAINS = "The keyring still holds a secret that was to be removed. Remove it there by hand."


class KeyringSecretStore:
    """Implements `domain.ports.SecretStore`; any thread but the window's may call.

    Each entry is filed under the service "IPpay Desktop" and the user "PROFILE-ID/NAME".
    """

    def __init__(self, *, timeout_s: float = _TIMEOUT_S) -> None:
        """Touch no keyring yet.

        Args:
            timeout_s: How long a call may take, as a locked keyring may wait for a person.
        """
        self._timeout_s = timeout_s
        # One call at a time: a keyring that hangs holds up one thread of ours, not many.
        self._calling = threading.Lock()

    def get(self, profile_id: str, name: str) -> SecretText | None:
        """A secret, or None when none is stored."""
        user = _user(profile_id, name)
        text = self._call(lambda backend: backend.get_password(SERVICE, user))
        return None if text is None else SecretText(text)

    def put(self, profile_id: str, name: str, secret: SecretText) -> None:
        """Store a secret and read it back."""
        user = _user(profile_id, name)

        def store(backend: KeyringBackend) -> bool:
            backend.set_password(SERVICE, user, secret.reveal())
            return backend.get_password(SERVICE, user) == secret.reveal()

        if not self._call(store):
            raise StorageError(_FORGETFUL)

    def remove(self, profile_id: str, name: str) -> None:
        """Forget a secret; fine when there is none."""
        user = _user(profile_id, name)

        def forget(backend: KeyringBackend) -> bool:
            # Not simply "delete and ignore": the library has one error for absent and refused.
            if backend.get_password(SERVICE, user) is None:
                return True
            backend.delete_password(SERVICE, user)
            return backend.get_password(SERVICE, user) is None

        if not self._call(forget):
            raise StorageError(_REMAINS)

    def _call(self, work: Callable[[KeyringBackend], _T]) -> _T:
        """Run a keyring call in a thread of its own, as no call can be interrupted.

        Raises:
            StorageError: refused, failed, or took too long.
        """
        if not self._calling.acquire(timeout=self._timeout_s):
            raise StorageError(_SLOW.format(seconds=self._timeout_s))
        call = _Call(work, self._calling)
        # A daemon: a keyring that never answers must not keep the program from closing.
        threading.Thread(target=call.run, name="keyring", daemon=True).start()
        if not call.is_done.wait(self._timeout_s):
            raise StorageError(_SLOW.format(seconds=self._timeout_s))
        if call.error is not None:
            raise _translated(call.error)
        return call.results[0]


class _Call(Generic[_T]):
    """One call and what came of it.

    Attributes:
        results: The result, once there is one.
        error: What it raised instead.
    """

    def __init__(self, work: Callable[[KeyringBackend], _T], calling: threading.Lock) -> None:
        self._work = work
        self._calling = calling
        self.is_done = threading.Event()
        self.results: list[_T] = []
        self.error: Exception | None = None

    def run(self) -> None:
        """Call, keep the outcome, and let the next call go."""
        try:
            self.results.append(self._work(choose_backend()))
        except Exception as error:  # noqa: BLE001  # a thread's boundary: any backend, any error
            self.error = error
        finally:
            self._calling.release()
            self.is_done.set()


def _user(profile_id: str, name: str) -> str:
    return f"{profile_id}/{name}"


def _translated(error: Exception) -> IPpayDesktopError:
    """Our error for a backend's; its own words are kept as the cause and not shown."""
    if isinstance(error, IPpayDesktopError):
        return error
    if isinstance(error, NoKeyringError):
        missing = NoKeyringHereError(NO_KEYRING)
        missing.__cause__ = error
        return missing
    fitting = (sentence for kind, sentence in _SENTENCES if isinstance(error, kind))
    translated = StorageError(next(fitting, _OTHER))
    translated.__cause__ = error
    return translated
