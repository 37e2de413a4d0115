"""Worker lanes and task scopes: the only place where asyncio, threads and Qt meet.

Services block, so they run on threads. Reads share a pool and may be abandoned: their answer is
then dropped. Charges have a lane of their own and are shielded: once begun, one runs to its
recorded outcome whoever still listens.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from qasync import QEventLoop  # type: ignore[import-untyped]  # qasync gives no types

from ippay_desktop.ui import garbage
from ippay_desktop.ui.read_meter import ReadMeter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from PySide6.QtWidgets import QApplication

T = TypeVar("T")

_log = logging.getLogger(__name__)
_READERS = 6
_COPYISTS = 4
_CHARGERS = 2
_POLL_S = 0.02
_ROUNDS = 5
# How long a thread may keep Python's lock that another waits for. Each paint of a table is
# hundreds of calls between Qt and Python, and each waits for the lock once more: at Python's own
# 5 ms a run's workers add up to a window that stands still.
_LOCK_S = 0.001


class Lane(StrEnum):
    """Where blocking work runs: READ and COPY may be abandoned, CHARGE never is.

    COPY is for the local copy: a search must not wait for a slow Splynx.
    """

    READ = "read"
    COPY = "copy"
    CHARGE = "charge"


class Lanes:
    """The thread pools of one window, bound to its event loop.

    A charge worker carries one single charge or conducts one run (whose rows have a pool of their
    own), so two of them let staff charge a customer while a run goes on.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.meter = ReadMeter()
        self._pools = {
            Lane.READ: ThreadPoolExecutor(_READERS, thread_name_prefix="read"),
            Lane.COPY: ThreadPoolExecutor(_COPYISTS, thread_name_prefix="copy"),
            Lane.CHARGE: ThreadPoolExecutor(_CHARGERS, thread_name_prefix="charge-lane"),
        }

    async def run(self, lane: Lane, work: Callable[[], T]) -> T:
        """Run blocking work on a lane's thread and wait for it without blocking the window."""
        if lane is Lane.READ:
            with self.meter.reading(work) as counted:
                return await self._run(lane, counted)
        return await self._run(lane, work)

    async def _run(self, lane: Lane, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._pools[lane].submit(work), loop=self.loop)

    async def close(self) -> None:
        """Let running work end and give the threads back; nothing new is begun."""
        closed = asyncio.Event()

        def shut_down() -> None:
            for pool in self._pools.values():
                pool.shutdown(wait=True, cancel_futures=True)
            self.loop.call_soon_threadsafe(closed.set)

        threading.Thread(target=shut_down, name="close-lanes").start()
        await closed.wait()


class TaskScope:
    """Owns the tasks of one presenter or window: names, logs, replaces, refuses and ends them.

    Used on the window's thread only. Callbacks run there too, and never after `close`.
    """

    def __init__(self, name: str, lanes: Lanes) -> None:
        self._name = name
        self._lanes = lanes
        self._reads: dict[str, asyncio.Task[None]] = {}
        self._charges: dict[str, asyncio.Task[None]] = {}
        self._children: list[TaskScope] = []
        self._is_closed = False

    def child(self, name: str) -> TaskScope:
        """A scope that ends with this one."""
        made = TaskScope(f"{self._name}.{name}", self._lanes)
        self._children = [child for child in self._children if not child.is_over]
        self._children.append(made)
        return made

    @property
    def is_over(self) -> bool:
        """Whether it was closed and nothing of it goes on."""
        return self._is_closed and not self.is_charging

    @property
    def is_reading(self) -> bool:
        """Whether a read of this scope or a child is under way."""
        return bool(self._reads) or any(child.is_reading for child in self._children)

    @property
    def is_charging(self) -> bool:
        """Whether a charge of this scope or a child is under way."""
        return bool(self._charges) or any(child.is_charging for child in self._children)

    def read(
        self,
        name: str,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        lane: Lane = Lane.READ,
    ) -> None:
        """Run a read; an earlier one of the same name is abandoned and its answer dropped."""
        if self._is_closed:
            return
        previous = self._reads.pop(name, None)
        if previous is not None:
            previous.cancel()
        task = self._start(name, self._carry_out(name, lane, work, on_done, on_error))
        self._reads[name] = task
        task.add_done_callback(lambda done: self._forget(self._reads, name, done))

    def charge(
        self,
        name: str,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> bool:
        """Run what moves money; refused (False) while one of this name is under way."""
        if self._is_closed or name in self._charges:
            return False
        task = self._start(name, self._carry_out(name, Lane.CHARGE, work, on_done, on_error))
        self._charges[name] = task
        task.add_done_callback(lambda done: self._forget(self._charges, name, done))
        return True

    def close(self) -> None:
        """Take nothing new, abandon reads; charges go on and `drain` waits for them."""
        self._is_closed = True
        for task in self._reads.values():
            task.cancel()
        for child in self._children:
            child.close()

    async def drain(self) -> None:
        """Wait until every charge of this scope and its children has its recorded outcome."""
        while tasks := self.charges():
            await asyncio.wait(tasks)
            await asyncio.sleep(0)

    def charges(self) -> list[asyncio.Task[None]]:
        """The charges under way, here and in children."""
        own = list(self._charges.values())
        return own + [task for child in self._children for task in child.charges()]

    def _start(self, name: str, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        return self._lanes.loop.create_task(work, name=f"{self._name}.{name}")

    def _forget(
        self, held: dict[str, asyncio.Task[None]], name: str, done: asyncio.Task[None]
    ) -> None:
        # Another task may bear the name by now.
        if held.get(name) is done:
            del held[name]

    async def _carry_out(
        self,
        name: str,
        lane: Lane,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        try:
            if lane is Lane.CHARGE:
                # Whoever cancels the wait does not cancel the charge: its thread goes on.
                result = await asyncio.shield(self._lanes.run(lane, work))
            else:
                result = await self._lanes.run(lane, work)
        except Exception as error:  # noqa: BLE001  # the boundary of a task
            self._forget_current(name)
            _log.warning("task_failed name=%s.%s error=%s", self._name, name, type(error).__name__)
            if not self._is_closed:
                on_error(error)
        else:
            # Before the answer is told: whoever hears it may begin the next of the same name.
            self._forget_current(name)
            if not self._is_closed:
                on_done(result)

    def _forget_current(self, name: str) -> None:
        task = asyncio.current_task()
        for held in (self._reads, self._charges):
            if task is not None:
                self._forget(held, name, task)


class Stream(Generic[T]):
    """Carries values from a worker thread to the window's thread, in bundles.

    A fast run would otherwise wake the window once for every row.
    """

    def __init__(self, lanes: Lanes, on_values: Callable[[tuple[T, ...]], None]) -> None:
        self._lanes = lanes
        self._on_values = on_values
        self._waiting: deque[T] = deque()
        self._guard = threading.Lock()

    def put(self, value: T) -> None:
        """Hand over a value; any thread."""
        with self._guard:
            self._waiting.append(value)
            is_first = len(self._waiting) == 1
        if is_first:
            self._lanes.loop.call_soon_threadsafe(self._flush)

    def _flush(self) -> None:
        with self._guard:
            values = tuple(self._waiting)
            self._waiting.clear()
        if values:
            self._on_values(values)


class Latch:
    """Something the main coroutine waits for and a plain slot lets happen."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def release(self) -> None:
        """Let the waiter go on; window's thread."""
        self._event.set()

    async def wait(self) -> None:
        """Wait until released."""
        await self._event.wait()


async def until(condition: Callable[[], bool], what: str, *, limit_s: float = 60.0) -> None:
    """Wait until something holds, looking again and again.

    Raises:
        TimeoutError: it did not come to hold in time; names what was awaited.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + limit_s
    while not condition():
        if loop.time() > deadline:
            raise TimeoutError(f"Waited {limit_s:.0f} s in vain for: {what}.")
        await asyncio.sleep(_POLL_S)


async def settled() -> None:
    """Let everything that is queued by now happen: layouts, paints, answers that have come."""
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)


def run_main(app: QApplication, main: Callable[[Lanes], Awaitable[int]]) -> int:
    """Run the program's main coroutine on Qt's event loop; the loop ends when it ends."""

    async def conduct() -> int:
        lanes = Lanes(asyncio.get_running_loop())
        try:
            return await main(lanes)
        finally:
            await lanes.close()

    before = sys.getswitchinterval()
    sys.setswitchinterval(_LOCK_S)
    try:
        with garbage.looked_for_here(), asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as it:
            return it.run(conduct())
    finally:
        sys.setswitchinterval(before)
