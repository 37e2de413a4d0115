"""The simulated clock; the only module of the sandbox that reads real time or sleeps."""

import datetime as dt
import threading
import time
import zoneinfo
from collections.abc import Callable
from email.utils import formatdate

MILLISECONDS = 1000


class Clock:
    """A clock that runs in real time from wherever it was set.

    Attributes:
        zone_name: Name of the zone in which the practice Splynx writes its local times.
    """

    def __init__(
        self, *, zone: str, offset_ms: int = 0, on_change: Callable[[int], None] | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._offset_ms = offset_ms
        self._on_change = on_change
        self.zone_name = usable_zone(zone)
        self._zone = zoneinfo.ZoneInfo(self.zone_name)

    def now_ms(self) -> int:
        """Return simulated time as milliseconds since 1970 (UTC)."""
        with self._lock:
            return time.time_ns() // 1_000_000 + self._offset_ms

    def now(self) -> dt.datetime:
        """Return simulated time as an aware UTC datetime."""
        return from_ms(self.now_ms())

    def local(self) -> dt.datetime:
        """Return simulated time as the practice Splynx's wall clock, without a zone."""
        return self.now().astimezone(self._zone).replace(tzinfo=None, microsecond=0)

    def local_stamp(self) -> str:
        """Return Splynx's local time as ``YYYY-MM-DD hh:mm:ss``."""
        return self.local().isoformat(sep=" ")

    def today(self) -> dt.date:
        """Return the calendar day at the practice Splynx."""
        return self.local().date()

    def http_date(self) -> str:
        """Return simulated time in the form of an HTTP ``Date`` header."""
        return formatdate(self.now_ms() // MILLISECONDS, usegmt=True)

    def advance(self, milliseconds: int) -> None:
        """Move the clock by a number of milliseconds; negative values move it back."""
        with self._lock:
            self._offset_ms += milliseconds
            offset = self._offset_ms
        if self._on_change is not None:
            self._on_change(offset)

    def reset(self) -> None:
        """Show real time again."""
        self.advance(-self._offset_ms)

    def set(self, moment: dt.datetime) -> None:
        """Set the clock to an aware moment; it goes on running from there."""
        self.advance(to_ms(moment) - self.now_ms())


def from_ms(milliseconds: int) -> dt.datetime:
    """Return the aware UTC datetime of an epoch time in milliseconds."""
    seconds, rest = divmod(milliseconds, MILLISECONDS)
    moment = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    return moment + dt.timedelta(milliseconds=rest)


def to_ms(moment: dt.datetime) -> int:
    """Return the epoch time in milliseconds of an aware datetime."""
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


def usable_zone(name: str) -> str:
    """Return the zone's name, or ``UTC`` where this computer has no such zone in its data."""
    try:
        zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError:
        return "UTC"
    return name


def pause(seconds: float) -> None:
    """Block the calling thread in real time; faults and latency are made of this."""
    if seconds > 0:
        time.sleep(seconds)  # noqa: TID251 - the sandbox's one place that waits


def ticks_ms() -> int:
    """Return a monotonic number of real milliseconds, for measuring and time limits."""
    return time.monotonic_ns() // 1_000_000
