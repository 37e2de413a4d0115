"""The keyring where there is one; else memory until the program ends, and that is said."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ippay_desktop.adapters.secrets.errors import NoKeyringHereError
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore

if TYPE_CHECKING:
    from ippay_desktop.domain.ports import SecretStore
    from ippay_desktop.domain.secret import SecretText


class SessionSecretStore:
    """Implements `domain.ports.SecretStore` for a window; any thread but the window's may call.

    Only a keyring that is missing or refused is done without: one that is locked or fails is
    reported, as what is kept in it would otherwise seem to be gone. Nothing is ever written.
    """

    def __init__(self, keyring: SecretStore) -> None:
        self._keyring = keyring
        self._memory = MemorySecretStore()
        self._missing: str | None = None
        self._guard = threading.Lock()

    @property
    def note(self) -> str | None:
        """Why secrets are forgotten when the program ends; None while the keyring is used."""
        with self._guard:
            return self._missing

    def get(self, profile_id: str, name: str) -> SecretText | None:
        """A secret, or None when none is stored."""
        held = self._memory.get(profile_id, name)
        if held is not None:
            return held
        try:
            return self._keyring.get(profile_id, name)
        except NoKeyringHereError as error:
            self._do_without(error)
            return None

    def put(self, profile_id: str, name: str, secret: SecretText) -> None:
        """Store a secret in the keyring, or until the program ends."""
        try:
            self._keyring.put(profile_id, name, secret)
        except NoKeyringHereError as error:
            self._do_without(error)
            self._memory.put(profile_id, name, secret)
        else:
            self._memory.remove(profile_id, name)

    def remove(self, profile_id: str, name: str) -> None:
        """Forget a secret; fine when there is none."""
        self._memory.remove(profile_id, name)
        try:
            self._keyring.remove(profile_id, name)
        except NoKeyringHereError as error:
            self._do_without(error)

    def _do_without(self, error: NoKeyringHereError) -> None:
        with self._guard:
            self._missing = str(error)
