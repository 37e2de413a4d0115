"""Garbage is looked for on the window's thread only, and never among what stays.

What nobody holds dies at once, wherever it was let go of. What holds itself, as a widget and its
slots do, dies on the thread that happens to look for garbage; left alone, Python looks on the one
that makes the next object, a worker's as well, and a widget that dies there takes the program
with it: a charge under way would be left unknown.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each turn also lets Python look up: Ctrl-C would otherwise wait for the next mouse move.
_LOOK_MS = 400


@contextmanager
def looked_for_here() -> Iterator[None]:
    """Look for garbage on this thread alone while its Qt event loop runs."""
    was_enabled = gc.isenabled()
    gc.disable()
    timer = QTimer()
    timer.setInterval(_LOOK_MS)
    timer.timeout.connect(_look)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if was_enabled:
            gc.enable()


def spare_what_is_there() -> None:
    """Never again look among what is there now; window's thread.

    For what stays: looking through a profile's window or a run's rows stops all threads for up
    to 100 ms and finds nothing. What is let go of later goes nevertheless, unless it holds itself.
    """
    gc.collect(1)
    gc.freeze()


def _look() -> None:
    """Look among the oldest that are due, as Python itself would have done by now."""
    due = [
        age
        for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > limit
    ]
    if due:
        gc.collect(due[-1])
