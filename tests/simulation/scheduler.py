"""Virtual time, and turns: of all threads in the world exactly one runs, and time decides which.

Whoever waits looks for the next thing to happen itself and hands the turn over. So no thread of
its own is needed, and a world with one station never switches threads at all.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import traceback
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_TURNS = 3_000_000


class StuckError(Exception):
    """The world goes on and on: a loop that never ends."""


class WorldEndedError(BaseException):
    """Another station's thread failed; this one ends too. Nothing of the program catches it."""


class Task:
    """One thread of the world, and the gate it waits at."""

    def __init__(self, program: Callable[[], None] | None = None) -> None:
        self.program = program
        self.thread: threading.Thread | None = None
        self.gate = threading.Semaphore(0)


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
        self._main = self.current = Task()
        self._turns = 0
        self._failure: BaseException | None = None
        self._threads: list[threading.Thread] = []

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
        if self._advance() is not me:
            self._hand_over()
            me.gate.acquire()
        if self._failure is not None:
            raise WorldEndedError

    def wake(self, task: Task) -> None:
        """Let a parked task go on, when it is its turn."""
        self._enqueue(task, 0.0)

    def spawn(self, program: Callable[[], None]) -> None:
        """Add a task."""
        self._enqueue(Task(program), 0.0)

    def run(self, programs: list[Callable[[], None]]) -> None:
        """Run programs side by side to their ends; a single one needs no thread."""
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
        """Wait for the threads that were there; each has nothing more to do."""
        for thread in self._threads:
            thread.join()

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

    def _hand_over(self) -> None:
        task = self.current
        if task.thread is None and task.program is not None:
            task.thread = threading.Thread(target=self._live, args=(task,), daemon=True)
            self._threads.append(task.thread)
            task.thread.start()
        else:
            task.gate.release()

    def _live(self, task: Task) -> None:
        try:
            if task.program is not None:
                task.program()
            self._advance()
        except BaseException as error:  # noqa: BLE001 - told to the thread that runs the world
            # The world ends: whoever waits is let go where it waits, the main thread first.
            self._failure = self._failure or error
            self.current = self._main
        self._hand_over()
