"""A team's ledger that several stations share, kept in one SQLite file.

What the program keeps in PostgreSQL cannot run in this process. This stands for it: transactions
one after the other, one clock for all, claims with signs of life, a connection that breaks before
or while a commit. It shares no SQL and no locks with PostgreSQL; `tests/sim/ledger` has that.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.adapters.journal.engine import Database, dial_reader, dial_writer
from ippay_desktop.adapters.journal.failures import UnknownCommitError
from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from tests.simulation.scheduler import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from ippay_desktop.adapters.journal.link import Connection
    from tests.simulation.scheduler import Scheduler
    from tests.simulation.station import Station

_BEAT_S = 15.0


class SharedFile(Database):
    """One station's connections to the common file."""

    is_shared = True

    def __init__(self, station: Station) -> None:
        super().__init__(
            reader=partial(dial_reader, station.path),
            writer=dial_writer(station.path),
            clock=station.clock,
        )
        self._station = station

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One change, on a connection that may break before it or while it is committed."""
        if self._station.is_silent:
            raise StorageError("A station that is down or asleep writes nothing.")
        # Counted through all lives: the first write of each would fail for ever otherwise.
        world, step = self._station.world, self._station.next_step("ledger")
        is_lost = world.faults.happens("machine.ledger_lost", 0.012, *step)
        is_written = world.dice.chance(0.5, "written", *step)
        if is_lost and not is_written:
            raise StorageError("The ledger does not answer.")
        with super().write() as connection:
            yield connection
        if is_lost:
            raise UnknownCommitError("The ledger did not say whether it was written.")

    def now(self, connection: Connection) -> datetime:
        """The server's clock, which is right."""
        del connection
        return BEGINNING + timedelta(seconds=self._station.world.scheduler.now)


def open_shared(station: Station) -> SqlJournal:
    """The common ledger as one station opens it."""
    database = SharedFile(station)
    journal = SqlJournal(database, station.clock, station=station.name, who=station.name)
    try:
        journal.forget_own_claims()
    except BaseException:
        journal.close()
        raise
    return journal


class Heart:
    """Takes the place of the thread that says, every some seconds, that a station lives."""

    scheduler: Scheduler

    def __init__(self, *, target: Callable[[], None], **_: object) -> None:
        self._claims: Any = target.__self__  # type: ignore[attr-defined]  # a method of the claims
        self.ident: int | None = None

    def start(self) -> None:
        """Beat from now on."""
        self.ident = 1
        self._later()

    def is_alive(self) -> bool:
        """Nobody has to wait for its end."""
        return False

    def _later(self) -> None:
        Heart.scheduler.at(Heart.scheduler.now + _BEAT_S, self._beat)

    def _beat(self) -> None:
        claims = self._claims
        if claims._is_closing.is_set():
            return
        # Where nothing is held, a beat changes nothing.
        if claims._held:
            with suppress(IPpayDesktopError):
                claims.beat()
        self._later()
