"""One station's computer: its clock, its ids, its disk, and how its process dies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulation.scheduler import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ippay_desktop.adapters.journal import SqlJournal
    from tests.simulation.station import Station
    from tests.simulation.world import World


class ProcessDeathError(BaseException):
    """The process is gone, at once: nothing of the program may catch it."""


class StationClock:
    """The computer's own clock, which may be wrong; it implements the port `Clock`.

    Attributes:
        error_s: How far it is ahead of the world's.
        slept_s: What its steady clock has missed.
    """

    def __init__(self, world: World, may_be_turned: Callable[[], None] = lambda: None) -> None:
        self._scheduler = world.scheduler
        self._may_be_turned = may_be_turned
        self.error_s = 0.0
        self.slept_s = 0.0

    def now(self) -> datetime:
        """What the computer believes."""
        return BEGINNING + timedelta(seconds=self._scheduler.now + self.error_s)

    def monotonic(self) -> float:
        """The world's own seconds while this computer was awake, as on Linux."""
        return self._scheduler.now - self.slept_s

    def sleep(self, seconds: float) -> None:
        """Let the world go on; somebody may set this clock meanwhile."""
        half_s = seconds / 2
        self._scheduler.wait(half_s)
        self._may_be_turned()
        self._scheduler.wait(half_s)


class StationIds:
    """Ids that follow from the seed; they implement the port `IdSource`."""

    def __init__(self, world: World, station: str) -> None:
        self._dice = world.dice
        self._station = station
        self._count = 0

    def new_id(self) -> str:
        """A new id."""
        self._count += 1
        return self._dice.hexadecimal("id", self._station, self._count)


_WRITES = frozenset(
    {
        *("add_intent", "apply", "add_run", "set_row", "set_run_state", "add_note"),
        *("claim_attempt", "claim_run", "release"),
    }
)
_REVERSAL_WRITES = frozenset({"add", "apply"})


class Watched:
    """The real journal, or its reversals, on a disk that may fill up, in a process that may die.

    It may die right before and right after each commit.
    """

    def __init__(
        self, target: Any, writes: frozenset[str], journal: SqlJournal, station: Station
    ) -> None:
        self._target = target
        self._writes = writes
        self._journal = journal
        self._station = station

    def __getattr__(self, name: str) -> Any:
        target = getattr(self._target, name)
        if name not in self._writes:
            return target

        def write(*args: Any, **kwargs: Any) -> Any:
            return self._write(name, target, args, kwargs)

        return write

    def _write(
        self, name: str, target: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        station = self._station
        station.may_die("before commit")
        with station.disk.trouble(self._journal):
            result = target(*args, **kwargs)
        if name in {"add_intent", "add"}:
            station.note(
                "intent" if name == "add_intent" else "intent_back",
                key=result.intent.document.key,
                transaction=result.intent.transaction_id,
                cents=result.intent.amount.minor,
                attempt=result.intent.attempt_id[:8],
            )
        elif name == "apply":
            station.note(
                "journal",
                event=args[1].event.value,
                state=result.state.value,
                attempt=result.intent.attempt_id[:8],
                transaction=result.intent.transaction_id,
            )
        station.may_die("after commit")
        return result


class WatchedJournal(Watched):
    """A station's journal; what it records of reversals is watched as well."""

    def __init__(self, journal: SqlJournal, station: Station) -> None:
        super().__init__(journal, _WRITES, journal, station)
        self.reversals = Watched(journal.reversals, _REVERSAL_WRITES, journal, station)


class Disk:
    """Real refusals of SQLite: no page more, or no write at all."""

    def __init__(self, world: World, station: str) -> None:
        self._faults = world.faults
        self._station = station
        self._count = 0

    def trouble(self, journal: SqlJournal) -> _Trouble:
        """What the disk does to one transaction."""
        self._count += 1
        step = (self._station, self._count)
        if self._faults.happens("machine.disk_full", 0.008, *step):
            # The limit of pages that are there already: one more is one too many.
            return _Trouble(journal, "max_page_count = 1", "max_page_count = 1073741823")
        if self._faults.happens("machine.disk_refuses", 0.006, *step):
            return _Trouble(journal, "query_only = ON", "query_only = OFF")
        return _Trouble(journal, "", "")


class _Trouble:
    """A pragma that holds for one transaction."""

    def __init__(self, journal: SqlJournal, begin: str, end: str) -> None:
        self._journal = journal
        self._begin = begin
        self._end = end

    def __enter__(self) -> None:
        self._set(self._begin)

    def __exit__(self, *_: object) -> None:
        self._set(self._end)

    def _set(self, pragma: str) -> None:
        if pragma:
            writer: Any = self._journal._database._writer
            writer._line.driver.execute(f"PRAGMA {pragma}")
