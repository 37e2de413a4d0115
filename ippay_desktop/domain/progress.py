"""How far a long read has come, told to whoever listens without passing through every caller."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_listener: ContextVar[Callable[[int], None] | None] = ContextVar("rows_listener", default=None)


@contextmanager
def listening(listener: Callable[[int], None]) -> Iterator[None]:
    """Hear of every page of rows that the code in this block reads, on its own thread.

    Args:
        listener: Called with the number of rows of each page; it must be quick.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def rows_arrived(count: int) -> None:
    """Tell that so many rows more were read; nothing happens where nobody listens."""
    listener = _listener.get()
    if listener is not None:
        listener(count)
