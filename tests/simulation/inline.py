"""Pools without threads: what is handed in is done at once, by whoever hands it in.

A thread pool decides by the operating system's mood what runs first; in the simulation only the
seed decides. A process death passes straight through, as it would end every thread.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_POOLS = (
    "ippay_desktop.services.charge_pool.ThreadPoolExecutor",
    "ippay_desktop.services.reconciliation.ThreadPoolExecutor",
    "ippay_desktop.services.documents.ThreadPoolExecutor",
    "ippay_desktop.adapters.splynx.customers.ThreadPoolExecutor",
)


class InlineExecutor:
    """Takes the place of `ThreadPoolExecutor`."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self) -> InlineExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, call: Callable[..., Any], *args: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(call(*args))
        except Exception as error:  # noqa: BLE001 - as a pool does
            future.set_exception(error)
        return future

    def map(self, call: Callable[..., Any], *each: Iterable[Any]) -> Iterator[Any]:
        """Do all of it now."""
        return iter([call(*args) for args in zip(*each, strict=False)])


@contextmanager
def without_threads() -> Iterator[None]:
    """Let the program's pools work in line."""
    with ExitStack() as stack:
        for name in _POOLS:
            stack.enter_context(mock.patch(name, InlineExecutor))
        yield
