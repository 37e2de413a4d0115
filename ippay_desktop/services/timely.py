"""Whether what was committed a moment ago may still be sent.

A computer may fall asleep between an intent and its first byte. When it wakes, another station may
have asked what became of the charge, or a person have decided about it; what it sends then nobody
expects any more. So each request that moves money is asked this question at the last moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.ports import Clock

# Much longer than a commit and a new connection take, and far shorter than any claim's lease:
# within it nobody else can have taken over.
LONGEST_S = 60.0


def from_now(clock: Clock) -> Callable[[], bool]:
    """A question for later: has no more than `LONGEST_S` passed since now? Any thread may ask.

    Ask for it before the intent is committed. Two clocks are read, and the one that says more
    counts: some systems stop the steady one while they sleep, and the other may have been put back.
    """
    wall, steady = clock.now(), clock.monotonic()

    def is_timely() -> bool:
        passed_s = max((clock.now() - wall).total_seconds(), clock.monotonic() - steady)
        return passed_s <= LONGEST_S

    return is_timely
