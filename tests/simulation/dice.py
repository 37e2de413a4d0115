"""Chance that depends on a seed and on what is asked, never on the order of asking.

Taking an action or a fault out of a scenario leaves every other draw as it was: that is what makes
a failing seed shrinkable.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")
_BYTES = 7
_SPAN = 1 << 8 * _BYTES


class Dice:
    """Draws by name."""

    def __init__(self, seed: int) -> None:
        self._key = seed.to_bytes(8, "big")

    def roll(self, *name: object) -> float:
        """From 0 to below 1."""
        drawn = hashlib.blake2b(repr(name).encode(), digest_size=_BYTES, key=self._key).digest()
        return int.from_bytes(drawn, "big") / _SPAN

    def chance(self, probability: float, *name: object) -> bool:
        """Whether it happens."""
        return self.roll(*name) < probability

    def between(self, low: float, high: float, *name: object) -> float:
        """Somewhere between two numbers."""
        return low + (high - low) * self.roll(*name)

    def whole(self, low: int, high: int, *name: object) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self.roll(*name))

    def pick(self, options: Sequence[_T], *name: object) -> _T:
        """One of several."""
        return options[int(len(options) * self.roll(*name))]

    def hexadecimal(self, *name: object) -> str:
        """32 hexadecimal digits."""
        return hashlib.blake2b(repr(name).encode(), digest_size=16, key=self._key).hexdigest()
