"""Amounts whose cents make the practice gateway approve about 93 % of them."""

import random

_APPROVED = (0, 50, 95, 99, 45, 49, 89, 25, 20, 98, 88)
_DECLINED = (51, 5, 41, 54, 14, 12, 51, 5, 61, 43, 57, 1)
_DECLINED_OF_1000 = 70


def cents(rng: random.Random, dollars: int) -> int:
    """Return an amount in cents of so many whole dollars and well-chosen cents."""
    wanted = _DECLINED if rng.randrange(1000) < _DECLINED_OF_1000 else _APPROVED
    return dollars * 100 + rng.choice(wanted)
