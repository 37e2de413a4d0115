"""A text that must not be shown: its `repr`, `str` and formatting hide it, and it is not copied."""

from __future__ import annotations

import hmac
from typing import NoReturn

_HIDDEN = "SecretText(…)"


class SecretText:
    """Holds a secret (API secret, password, token) and gives it only to `reveal()`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; call it only where it goes on the wire or into the keyring."""
        return self._value

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        # Whatever width was asked for: even its length says something about a secret.
        return _HIDDEN

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SecretText):
            return False
        # Takes as long wherever the difference is.
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("secrets are not serialised")

    def __getstate__(self) -> NoReturn:
        raise TypeError("secrets are not serialised")
