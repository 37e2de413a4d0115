"""Reads that take longer than a moment: how many records have come, and how fast."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ippay_desktop.domain.progress import listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_LOOK_MS, _PATIENCE_MS, _SECOND_MS = 400, 1000, 1000


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """What has come since reading began; how much there is altogether, Splynx does not say.

    Attributes:
        rate: Records a second.
    """

    seconds: int
    rows: int
    rate: int


class ReadMeter(QObject):
    """Counts what is read while anything is being read. Window's thread, but for the counting.

    Signals:
        moved: A `ReadProgress` now and then during a long read; None when all is read.
    """

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guard = threading.Lock()
        self._rows = 0
        self._readers = 0
        self._is_shown = False
        self._since = QElapsedTimer()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.tell)

    @contextmanager
    def reading(self, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
        """The same work, counted; for as long as the block lasts."""
        if self._readers == 0:
            self._since.start()
            self._look.start()
            with self._guard:
                self._rows = 0
        self._readers += 1
        try:
            yield partial(self._counted, work)
        finally:
            self._readers -= 1
            if self._readers == 0:
                self._look.stop()
                self._end()

    def tell(self) -> None:
        """Say how far it is, once it has taken longer than a moment."""
        elapsed = self._since.elapsed()
        if self._readers and elapsed >= _PATIENCE_MS:
            with self._guard:
                rows = self._rows
            self._is_shown = True
            self.moved.emit(ReadProgress(elapsed // _SECOND_MS, rows, rows * _SECOND_MS // elapsed))

    def _end(self) -> None:
        if self._is_shown:
            self._is_shown = False
            self.moved.emit(None)

    def _counted(self, work: Callable[[], T]) -> T:
        """On the worker's thread."""
        with listening(self._add):
            return work()

    def _add(self, rows: int) -> None:
        with self._guard:
            self._rows += rows
