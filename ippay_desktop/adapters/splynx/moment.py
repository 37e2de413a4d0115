"""Splynx's clock, as its answers tell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ippay_desktop.adapters.transport import WireResponse
    from ippay_desktop.domain.ports import Clock


class ServerClock:
    """Remembers the server's time by its last answer and counts on from there. Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # An instant, the same as Unix seconds, and when it was told by our steady clock. Read and
        # replaced whole: no thread sees parts of two.
        self._heard: tuple[datetime, float, float] | None = None

    def hear(self, response: WireResponse) -> None:
        """Take the time from an answer's Date header, if it has one that can be read."""
        told = _read(response.headers.get("Date", ""))
        if told is not None:
            self._heard = (*told, self._clock.monotonic())

    def now(self) -> datetime | None:
        """The server's present time, UTC; None before the first answer that told it."""
        if self._heard is None:
            return None
        told, _, at = self._heard
        return told + timedelta(seconds=self._clock.monotonic() - at)

    def seconds(self) -> float:
        """The server's time as Unix seconds; ours until it told its own."""
        if self._heard is None:
            return self.local_seconds()
        _, told_s, at = self._heard
        return told_s + self._clock.monotonic() - at

    def local_seconds(self) -> float:
        """This computer's time as Unix seconds."""
        return self._clock.now().timestamp()


# All answers of one second tell the same.
@lru_cache(maxsize=4)
def _read(text: str) -> tuple[datetime, float] | None:
    try:
        told = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    return moment, moment.timestamp()
