"""Secrets in memory, for the built-in practice servers, whose secrets end with them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ippay_desktop.domain.secret import SecretText


class MemorySecretStore:
    """Implements `domain.ports.SecretStore`; any thread may call."""

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], SecretText] = {}
        self._lock = threading.Lock()

    def get(self, profile_id: str, name: str) -> SecretText | None:
        """A secret, or None when none is stored."""
        with self._lock:
            return self._secrets.get((profile_id, name))

    def put(self, profile_id: str, name: str, secret: SecretText) -> None:
        """Store a secret until the program ends."""
        with self._lock:
            self._secrets[profile_id, name] = secret

    def remove(self, profile_id: str, name: str) -> None:
        """Forget a secret; fine when there is none."""
        with self._lock:
            self._secrets.pop((profile_id, name), None)
