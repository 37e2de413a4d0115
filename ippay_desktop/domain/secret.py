"""A text that must not be shown: its `repr` and `str` hide it."""

from __future__ import annotations


class SecretText:
    """Holds a secret (API secret, password, token) and gives it only to `reveal()`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; call it only where it goes on the wire or into the keyring."""
        return self._value

    def __repr__(self) -> str:
        return "SecretText(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretText) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("secrets are not serialised")
