"""Pools and locks that take turns: the program's own threads, in an order that the seed decides.

A thread pool decides by the operating system's mood what runs first, and a thread that waits for a
lock would keep its turn for ever. Here a worker is one more task of the scheduler, and a lock hands
the turn on. A process death passes straight through, as it would end every thread.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from threading import Event, Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.simulation.ledger import Heart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.simulation.scheduler import Scheduler, Task

_POOLS = (
    "ippay_desktop.services.charge_pool",
    "ippay_desktop.services.reconciliation",
    "ippay_desktop.services.documents",
    "ippay_desktop.adapters.splynx.customers",
)
_LOCKS = (
    "ippay_desktop.services.workspace",
    "ippay_desktop.adapters.splynx.api",
    "ippay_desktop.adapters.splynx.auth",
)


class _Turns:
    """The scheduler of the world that is being lived through; there is one at a time."""

    scheduler: Scheduler


class TurnSemaphore:
    """Takes the place of `BoundedSemaphore` and, at one, of `Lock`."""

    def __init__(self, value: int = 1) -> None:
        self._free = value
        self._waiting: deque[Task] = deque()

    def __enter__(self) -> None:
        while self._free == 0:
            self._waiting.append(_Turns.scheduler.current)
            _Turns.scheduler.park()
        self._free -= 1

    def __exit__(self, *_: object) -> None:
        self._free += 1
        if self._waiting:
            _Turns.scheduler.wake(self._waiting.popleft())

    def locked(self) -> bool:
        """Whether somebody is inside, as a lock tells it."""
        return self._free == 0


class _Numbered(Future[Any]):
    """A future that knows when it was handed in."""

    number = 0


class TurnPool:
    """Takes the place of `ThreadPoolExecutor`; a single worker works in line."""

    def __init__(self, max_workers: int, *_: object, **__: object) -> None:
        self._most = max_workers
        self._running = 0
        self._queue: deque[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = deque()
        self._owner: Task | None = None
        self._count = 0

    def __enter__(self) -> TurnPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._wait_until(lambda: self._running == 0)

    def submit(self, call: Callable[..., Any], *args: Any) -> Future[Any]:
        """Have it done by a worker, or at once when there is but one."""
        future = _Numbered()
        self._count += 1
        future.number = self._count
        self._queue.append((future, call, args))
        if self._most == 1:
            self._work()
        elif self._running < self._most:
            self._running += 1
            _Turns.scheduler.spawn(self._live)
        return future

    def map(self, call: Callable[..., Any], *each: Iterable[Any]) -> Iterator[Any]:
        """Have all of it done; results in order."""
        futures = [self.submit(call, *args) for args in zip(*each, strict=False)]
        for future in futures:
            self._wait_until(future.done)
            yield future.result()

    def _live(self) -> None:
        self._work()
        self._running -= 1
        self._wake_owner()

    def _work(self) -> None:
        while self._queue:
            future, call, args = self._queue.popleft()
            try:
                future.set_result(call(*args))
            except BaseException as error:  # noqa: BLE001 - as a pool does, whatever it is
                future.set_exception(error)
            self._wake_owner()

    def _wait_until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self._owner = _Turns.scheduler.current
            _Turns.scheduler.park()

    def _wake_owner(self) -> None:
        owner, self._owner = self._owner, None
        if owner is not None:
            _Turns.scheduler.wake(owner)


class _Bell:
    """Wakes a task once, however many futures are done."""

    def __init__(self, task: Task) -> None:
        self._task: Task | None = task

    def ring(self, _: Future[Any]) -> None:
        """One of them is done."""
        task, self._task = self._task, None
        if task is not None:
            _Turns.scheduler.wake(task)


def _wait(futures: set[Future[Any]], return_when: str) -> tuple[set[Future[Any]], set[Future[Any]]]:
    """Takes the place of `concurrent.futures.wait`, as the charge pool calls it."""
    del return_when
    if not any(future.done() for future in futures):
        bell = _Bell(_Turns.scheduler.current)
        for future in futures:
            future.add_done_callback(bell.ring)
        _Turns.scheduler.park()
    # One at a time, the first handed in first: a set has no order that a seed could replay.
    ready = sorted((future for future in futures if future.done()), key=_number)
    done = set(ready[:1])
    return done, futures - done


def _number(future: Future[Any]) -> int:
    return future.number if isinstance(future, _Numbered) else 0


def take_turns_in(scheduler: Scheduler) -> None:
    """From now on this world's turns are taken."""
    _Turns.scheduler = Heart.scheduler = scheduler


@contextmanager
def without_threads() -> Iterator[None]:
    """Let the program's pools and locks take turns."""
    threading = SimpleNamespace(Lock=TurnSemaphore, BoundedSemaphore=TurnSemaphore)
    with ExitStack() as stack:
        for name in _POOLS:
            stack.enter_context(mock.patch(f"{name}.ThreadPoolExecutor", TurnPool))
        stack.enter_context(mock.patch("ippay_desktop.services.charge_pool.wait", _wait))
        for name in _LOCKS:
            stack.enter_context(mock.patch(f"{name}.threading", threading))
        hearts = SimpleNamespace(Thread=Heart, Event=Event, Lock=Lock)
        stack.enter_context(mock.patch("ippay_desktop.adapters.journal.claims.threading", hearts))
        yield
