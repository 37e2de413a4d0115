"""Group commit: callers who write at the same moment share one transaction and one flush.

Each change is made by its own caller, alone on the connection, behind a savepoint of its own. If
others wait for their turn by then, the transaction is left open for them; the last one commits it.
Everybody returns only when that commit has reached the disk. A caller who is alone commits at once,
so nobody ever waits for company.

A change that fails is undone alone. What ends the whole transaction (a full disk, a broken
connection, a commit that fails) is told to everybody whose change was in it: none of it is written.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ippay_desktop.adapters.journal.link import Connection

# So that the first of a group does not wait for ever while new ones keep coming.
_MOST = 64
_MARK, _BACK = "SAVEPOINT step", "ROLLBACK TO SAVEPOINT step"
_END_MARK = "RELEASE SAVEPOINT step"


class Line(Protocol):
    """The one connection that writes."""

    def begin(self) -> Connection:
        """Open a transaction."""

    def commit(self) -> None:
        """Flush it; whatever is raised, no transaction is open afterwards."""

    def rollback(self) -> None:
        """Undo it; never raises."""

    def say(self, *commands: str) -> None:
        """Commands in the transaction, one after the other, in one round trip to a server."""

    def is_open(self) -> bool:
        """Whether the transaction is still there: some errors end it."""

    def error_for(self, trouble: BaseException) -> Exception:
        """What to tell those whose changes were lost by another's trouble."""

    def close(self) -> None:
        """Close the connection."""


class _Group:
    """The changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.members = 0
        self.is_marked = False
        self.trouble: BaseException | None = None
        # Cheaper than an event, which is a lock of locks.
        self._under_way = threading.Lock()
        self._under_way.acquire()

    def end(self, trouble: BaseException | None = None) -> None:
        """Once only."""
        self.trouble = trouble
        self._under_way.release()

    def wait(self) -> None:
        with self._under_way:
            pass


class Writer:
    """Transactions on one connection, from any thread."""

    def __init__(self, line: Line, refusal: Callable[[], Exception]) -> None:
        """Write on `line`; `refusal` makes the error for whoever comes after `close`."""
        self._line = line
        self._refusal = refusal
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._group: _Group | None = None
        self._is_closed = False

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Make one change; it is on the disk when the block ends, and undone when it raises."""
        self._take_turn()
        group = None
        try:
            group = self._join()
            is_first = group.members == 0
            try:
                if not is_first:
                    self._mark(group)
                yield group.connection
                group.members += 1
            except BaseException as error:
                self._undo(group, error)
                raise
        finally:
            self._pass_turn_on()
            # Also whoever was refused waits: what stood in the way is then there to be read.
            if group is not None:
                group.wait()
        if group.trouble is not None:
            raise self._line.error_for(group.trouble) from group.trouble

    def close(self) -> None:
        """Close the connection; waits for a write under way."""
        with self._turn:
            self._commit()
            if not self._is_closed:
                self._is_closed = True
                self._line.close()

    def _take_turn(self) -> None:
        with self._counting:
            self._waiting += 1
        try:
            self._turn.acquire()
        except BaseException:
            # Interrupted: a group may wait for whoever comes last, and that may have been us.
            self._turn.acquire()
            self._count_off()
            self._pass_turn_on()
            raise
        self._count_off()

    def _count_off(self) -> None:
        with self._counting:
            self._waiting -= 1

    def _pass_turn_on(self) -> None:
        try:
            if not self._waiting or (self._group is not None and self._group.members >= _MOST):
                self._commit()
        finally:
            self._turn.release()

    def _join(self) -> _Group:
        if self._is_closed:
            raise self._refusal()
        if self._group is None:
            self._group = _Group(self._line.begin())
        return self._group

    def _mark(self, group: _Group) -> None:
        """Keep what others have written, whatever becomes of the change that begins here."""
        # One savepoint that moves on: it ends where the next begins, or with the transaction.
        self._line.say(*((_END_MARK, _MARK) if group.is_marked else (_MARK,)))
        group.is_marked = True

    def _undo(self, group: _Group, error: BaseException) -> None:
        # The entry it knew as the last may be undone.
        group.connection.head = None
        if group.is_marked and self._line.is_open():
            with suppress(Exception):
                self._line.say(_BACK)
                return
        self._group = None
        self._line.rollback()
        group.end(error)

    def _commit(self) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        try:
            self._line.commit()
        except BaseException as error:  # noqa: BLE001 - told to everybody in the group
            group.end(error)
        else:
            group.end()
