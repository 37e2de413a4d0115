"""Ctrl-C and requests to end: at once while nothing moves, gently while money does."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ippay_desktop.services.charge_pool import RunControl

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_STDERR = 2
_NOTICE = b"\nStopping: charges under way are finished first.\n"


class Interrupts:
    """Turns signals into a pause while charges may be under way.

    A thread in the middle of a charge is never cut off, however often someone asks: the first
    signal begins no further charge, and later ones change nothing.

    Attributes:
        control: Handed to a run; paused by the first signal.
    """

    def __init__(self) -> None:
        self.control = RunControl()
        self._is_shielded = False

    @property
    def is_stopping(self) -> bool:
        """Whether someone asked to stop."""
        return self.control.is_paused

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Handle signals meanwhile; does nothing on a thread that may not."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        found = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
        previous = {number: signal.signal(number, self._on_signal) for number in found}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def shield(self) -> None:
        """From now on let everything reach its own end, the report of it included."""
        self._is_shielded = True

    def _on_signal(self, _number: int, _frame: Any) -> None:  # noqa: ANN401 - signal's own type
        is_first = not self.control.is_paused
        self.control.pause()
        if not self._is_shielded:
            raise KeyboardInterrupt
        if is_first:
            # Not through a stream: the signal may have come in the middle of a write to it.
            with contextlib.suppress(OSError):
                os.write(_STDERR, _NOTICE)
