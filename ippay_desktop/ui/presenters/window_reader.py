"""Reads a list's window from the local copy: its first page at once, all its keys soon after."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.local_copy import Cancel, CancelledReadError
from ippay_desktop.ui.models.table import Row
from ippay_desktop.ui.models.window import PAGE, Chosen, Window, ranges_of
from ippay_desktop.ui.tasks import Lane
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.local_copy import LocalCopy
    from ippay_desktop.ui.tasks import TaskScope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One list in one order; its functions block and run on a worker.

    Attributes:
        keys: Of rows from an offset on, at most so many; all for None.
        count: How many rows there are; None when only all keys can tell.
        rows: Rows ready to paint for keys.
    """

    keys: Callable[[int, int | None, Cancel], array[int]]
    count: Callable[[Cancel], int | None]
    rows: Callable[[Sequence[int]], Sequence[Row[T] | None]]


class WindowReader(QObject, Generic[T]):
    """Reads windows and pages; the newest listing cancels an older one.

    Signals:
        window_read: A `Window`.
        page_read: A page's number and its rows.
        failed: A sentence; what is shown stays.
    """

    window_read = Signal(object)
    page_read = Signal(int, object)
    failed = Signal(str)

    def __init__(self, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scope = scope
        self._listing: Listing[T] | None = None
        self._cancel: Cancel | None = None

    def show(self, listing: Listing[T], copy: LocalCopy, selected: Chosen, *, is_new: bool) -> None:
        """Read a listing.

        Args:
            listing: What to show.
            copy: Where it comes from.
            selected: Rows of what is shown, to find again.
            is_new: Another filter or order: its first page is shown at once. Otherwise what is
                shown stays until all is read.
        """
        self.abandon()
        self._listing, self._cancel = listing, copy.new_cancel()
        cancel = self._cancel

        def read_all(first: Window[T] | None = None) -> None:
            # Not beside the first page: they would only be in each other's way.
            if first is not None:
                self.window_read.emit(first)
            if (first is None or not first.is_whole) and not cancel.is_cancelled:
                is_here = first is not None
                self._scope.read(
                    "all",
                    lambda: _all(listing, cancel, selected, is_here=is_here),
                    self.window_read.emit,
                    self._on_error,
                    Lane.COPY,
                )

        if not is_new:
            read_all()
            return
        self._scope.read(
            "first", lambda: _first(listing, cancel, selected), read_all, self._on_error, Lane.COPY
        )

    def abandon(self) -> None:
        """Stop reading for what nobody wants to see any more."""
        if self._cancel is not None:
            self._cancel.cancel()
            self._cancel = None

    def read_page(self, number: int, keys: array[int], copy: LocalCopy) -> None:
        """Read a page; by its place in the order while its keys are not known."""
        listing = self._listing
        if listing is None:
            return
        cancel = copy.new_cancel()

        def read() -> tuple[int, Sequence[Row[T] | None]]:
            known = keys or listing.keys(number * PAGE, PAGE, cancel)
            return number, listing.rows(known)

        def done(found: tuple[int, Sequence[Row[T] | None]]) -> None:
            if listing is self._listing:
                self.page_read.emit(*found)

        self._scope.read(f"page {number}", read, done, self._on_error, Lane.COPY)

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, CancelledReadError):
            self.failed.emit(trouble_text(error))


def _first(listing: Listing[T], cancel: Cancel, selected: Chosen) -> Window[T] | None:
    """The first page, and how many rows there are, if that is known without reading all keys."""
    count = listing.count(cancel)
    if count is None:
        return None
    keys = listing.keys(0, PAGE, cancel)
    count = max(count, len(keys)) if len(keys) == PAGE else len(keys)
    pages = {0: listing.rows(keys)}
    return Window(keys, count, count == len(keys), pages, _places(keys, selected))


def _all(listing: Listing[T], cancel: Cancel, selected: Chosen, *, is_here: bool) -> Window[T]:
    """All keys, with the first page unless it is here already."""
    keys = listing.keys(0, None, cancel)
    pages = {} if is_here else {0: listing.rows(keys[:PAGE])}
    return Window(keys, len(keys), True, pages, _places(keys, selected))  # noqa: FBT003 - named in `Window`


def _places(keys: array[int], selected: Chosen) -> list[tuple[int, int]]:
    """Where the selected rows are now. On a worker."""
    if not selected.ranges:
        return []
    before = frozenset(selected.keys())
    return list(ranges_of(place for place, key in enumerate(keys) if key in before))
