"""Virtual time, and turns: of all tasks in the world exactly one runs, and time decides which.

Whoever waits looks for the next thing to happen itself and hands the turn over. A task is a
greenlet: switching to one costs a microsecond, while a thread would wait for the operating system
to wake it. All run in one thread, so the program's own locks must never be held while a task waits
(`turns` replaces those that would be).
"""

from __future__ import annotations

import heapq
import itertools
import traceback
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent, greenlet

if TYPE_CHECKING:
    from collections.abc import Callable

# When each world begins: a Friday.
BEGINNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_MAX_TURNS = 3_000_000


class StuckError(Exception):
    """The world goes on and on: a loop that never ends."""


class WorldEndedError(BaseException):
    """Another task failed; this one ends too. Nothing of the program catches it."""


class Task:
    """One line of action in the world, and the greenlet that runs it."""

    def __init__(self, line: Any) -> None:
        self.line = line


class Scheduler:
    """The clock and the turns.

    Attributes:
        now: Seconds since the world began.
        current: The task whose turn it is.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._queue: list[tuple[float, int, Task | Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._main = self.current = Task(getcurrent())
        self._turns = 0
        self._failure: BaseException | None = None
        self._tasks: list[Task] = []
        # Where a task's line comes to when it is at its end, to go on with whose turn it is.
        self._crossing = greenlet(self._cross)

    def at(self, moment: float, act: Callable[[], None]) -> None:
        """Let something happen by itself at a moment; it must not wait."""
        heapq.heappush(self._queue, (moment, next(self._numbers), act))

    def wait(self, seconds: float) -> None:
        """Let the present task wait; others have their turns meanwhile."""
        self._enqueue(self.current, seconds)
        self.park()

    def park(self) -> None:
        """Let the present task wait until somebody wakes it."""
        me = self.current
        if self._failure is None and self._advance() is not me:
            self.current.line.switch()
        if self._failure is not None:
            raise WorldEndedError

    def wake(self, task: Task) -> None:
        """Let a parked task go on, when it is its turn."""
        self._enqueue(task, 0.0)

    def spawn(self, program: Callable[[], None]) -> None:
        """Add a task."""
        task = Task(greenlet(partial(self._live, program), self._crossing))
        self._tasks.append(task)
        self._enqueue(task, 0.0)

    def run(self, programs: list[Callable[[], None]]) -> None:
        """Run programs side by side to their ends; a single one runs right here."""
        if len(programs) == 1:
            programs[0]()
            return
        left = len(programs)

        def ending(program: Callable[[], None]) -> None:
            nonlocal left
            program()
            left -= 1
            if left == 0:
                self.wake(self._main)

        for program in programs:
            self.spawn(partial(ending, program))
        self.park()

    def end(self) -> None:
        """End the tasks that still wait; when all went well, there is none."""
        self._failure = self._failure or WorldEndedError()
        for task in self._tasks:
            if task.line:  # Begun, and not at its end.
                task.line.parent = getcurrent()
                task.line.throw(WorldEndedError)

    def failure_text(self) -> str:
        """What ended the world before its time."""
        return "".join(traceback.format_exception(self._failure))

    def _enqueue(self, task: Task, seconds: float) -> None:
        moment = self.now + max(seconds, 0.0)
        heapq.heappush(self._queue, (moment, next(self._numbers), task))

    def _advance(self) -> Task:
        """Let happen what happens, up to the next task's turn."""
        while True:
            self._turns += 1
            if self._turns > _MAX_TURNS or not self._queue:
                raise StuckError
            moment, _, item = heapq.heappop(self._queue)
            self.now = max(self.now, moment)
            if isinstance(item, Task):
                self.current = item
                return item
            item()

    def _live(self, program: Callable[[], None]) -> None:
        try:
            program()
            if self._failure is None:
                self._advance()
        except BaseException as error:  # noqa: BLE001 - told to the main task
            # The world ends: the main task learns of it where it waits, and ends the others.
            self._failure = self._failure or error
            self.current = self._main

    def _cross(self, *_: object) -> None:
        while True:
            self.current.line.switch()
