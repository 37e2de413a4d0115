"""Callers who want the same kind of thing at the same moment: one of them has it done for all.

Whoever finds nobody at it leads, and has it done at once, so nobody ever waits for company. Who
comes meanwhile is done by the next leader, together with all others who have come by then. Each is
told about its own part alone.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from ippay_desktop.adapters.journal.failures import (
    UNKNOWN_COMMIT,
    UnknownCommitError,
    error_of_neighbour,
)
from ippay_desktop.domain.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


class Part(Generic[_Asked, _Told]):
    """One caller's part of what is done together.

    Attributes:
        asked: What it wants.
        told: What it is told; whoever does it fills this in, or `trouble`.
        trouble: What it is to raise instead.
    """

    __slots__ = ("_may_go_on", "asked", "is_leader", "told", "trouble")

    def __init__(self, asked: _Asked) -> None:
        self.asked = asked
        self.told: _Told | None = None
        self.trouble: Exception | None = None
        self.is_leader = False
        # A lock that is let go when it may: an event is several of them.
        self._may_go_on = threading.Lock()
        self._may_go_on.acquire()

    def go_on(self) -> None:
        """Wake its caller, who leads now or was told."""
        self._may_go_on.release()

    def wait(self) -> None:
        """Until then."""
        with self._may_go_on:
            pass


class Joint(Generic[_Asked, _Told]):
    """Has something done for several callers at once; any thread may call.

    `do` is called by whoever leads, with what gathers the parts: all of those who wait at that
    moment, the leader's first. Called late, it gathers more of them.
    """

    def __init__(
        self, do: Callable[[Callable[[], Sequence[Part[_Asked, _Told]]]], None], *, most: int
    ) -> None:
        """Do nothing yet; `most` is how many parts are done together."""
        self._do = do
        self._most = most
        self._guard = threading.Lock()
        self._queue: list[Part[_Asked, _Told]] = []
        self._is_led = False

    @property
    def waiting(self) -> int:
        """How many wait to be done, one who leads included."""
        return len(self._queue)

    def have(self, asked: _Asked) -> _Told:
        """What is told to whoever asks for this; raises what stands in the way of it alone."""
        mine: Part[_Asked, _Told] = Part(asked)
        with self._guard:
            self._queue.append(mine)
            mine.is_leader = not self._is_led
            self._is_led = True
        if not mine.is_leader:
            self._wait(mine)
        if mine.is_leader:
            self._lead(mine)
        if mine.trouble is not None:
            raise mine.trouble
        if mine.told is None:
            raise InvariantError("Whoever does something for several tells each of them.")
        return mine.told

    def _wait(self, mine: Part[_Asked, _Told]) -> None:
        try:
            mine.wait()
        except BaseException:
            # Interrupted: what nobody has begun is not done any more; the rest comes to its end.
            with self._guard:
                is_unbegun = mine in self._queue and not mine.is_leader
                if is_unbegun:
                    self._queue.remove(mine)
            if not is_unbegun:
                mine.wait()
            if mine.is_leader:
                self._pass_on(mine)
            raise

    def _lead(self, mine: Part[_Asked, _Told]) -> None:
        gathered: list[Part[_Asked, _Told]] = []

        def gather() -> Sequence[Part[_Asked, _Told]]:
            with self._guard:
                self._queue.remove(mine)
                gathered.extend([mine, *self._queue[: self._most - 1]])
                del self._queue[: self._most - 1]
            return gathered

        try:
            self._do(gather)
        except BaseException as error:
            for other in gathered[1:]:
                if other.trouble is None:
                    other.trouble = _trouble_of_neighbour(error)
            raise
        finally:
            self._pass_on(mine)
            for other in gathered[1:]:
                other.go_on()

    def _pass_on(self, mine: Part[_Asked, _Told]) -> None:
        """Let the next one lead, if anybody waits."""
        with self._guard:
            if mine in self._queue:
                self._queue.remove(mine)
            following = next(iter(self._queue), None)
            self._is_led = following is not None
            if following is not None:
                following.is_leader = True
        if following is not None:
            following.go_on()


def _trouble_of_neighbour(error: BaseException) -> Exception:
    if isinstance(error, Exception):
        return error_of_neighbour(error)
    # Whoever led was interrupted, perhaps when it was done: neither yes nor no.
    return UnknownCommitError(UNKNOWN_COMMIT)
