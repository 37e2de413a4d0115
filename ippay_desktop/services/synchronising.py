"""Keeps the local copy in step with Splynx: a first fill, then only what changed.

Splynx announces neither deletions nor, for certain, that a payment changed an invoice. So there are
four readings: everything by id (the first fill, and later a sweep for what vanished), new ids,
what its change markers name since the last pass less an overlap, and all that is open here or
there. Every reading is repeatable and remembers how far it came; whoever kills it loses a second.

A record that cannot be read is left as it was, and the copy says how many there are: one bad row
must not keep a million good ones from staff.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import Customer, Document
from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.local_copy import Marks, Page, Part, Resource, id_of
from ippay_desktop.services.reading_ahead import LANES, pages_ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from ippay_desktop.domain.local_copy import ChangeSource, CopyWriter
    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.services.reading_ahead import Fetched

OVERLAP = timedelta(minutes=10)
SWEEP_EVERY = timedelta(days=7)
# A count that differs may go on differing, for reasons of the server's own.
_SWEEP_AGAIN = timedelta(hours=1)
_LEAST_PART = 2_000
_SAVE_EVERY_S = 1.0


class Depth(StrEnum):
    """How much a pass reads beyond what is missing."""

    CHANGES = "changes"
    OPEN = "open"
    EVERYTHING = "everything"


class StoppedError(IPpayDesktopError):
    """The pass was asked to stop; the next one goes on where it stood."""


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a reading of everything has come.

    Attributes:
        expected: None when the server does not count.
    """

    resource: Resource
    done: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a pass did.

    Attributes:
        as_of: Splynx's time at its start.
    """

    read: int
    changed: int
    removed: int
    as_of: datetime


class Synchroniser:
    """Makes passes over Splynx. Blocks; one thread at a time; never the window's.

    Args of the constructor:
        on_progress: Told after each page of a reading of everything, on the calling thread.
        is_stopped: Asked between pages; True ends the pass with `StoppedError`.
    """

    def __init__(
        self,
        source: ChangeSource,
        store: CopyWriter,
        clock: Clock,
        *,
        on_progress: Callable[[SyncProgress], None] = lambda _: None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._source = source
        self._store = store
        self._clock = clock
        self._on_progress = on_progress
        self._is_stopped = is_stopped
        self._read = self._changed = self._removed = 0
        self._saved_at = clock.monotonic()

    def run(
        self, depth: Depth, touched: Mapping[Resource, Iterable[int]] = MappingProxyType({})
    ) -> SyncResult:
        """One pass.

        Args:
            depth: How much to read.
            touched: Ids of documents to read again in any case, as we changed them ourselves.

        Raises:
            StoppedError: asked to stop.
            IPpayDesktopError: Splynx or the disk failed; the next pass goes on from here.
        """
        self._read = self._changed = self._removed = 0
        began = self._server_time()
        is_wanted = depth is Depth.EVERYTHING
        fresh = [one for one in Resource if self._read_everything(one, began, is_wanted=is_wanted)]
        self._store.complete()
        for resource in Resource:
            self._read_changes(resource, began, depth, is_fresh=resource in fresh)
        for resource, ids in touched.items():
            for page in self._source.by_ids(resource, ids):
                self._put(resource, page)
        return SyncResult(self._read, self._changed, self._removed, began)

    def _server_time(self) -> datetime:
        self._source.last_id(Resource.CUSTOMERS)
        return self._source.server_now() or self._clock.now()

    def _read_everything(self, resource: Resource, began: datetime, *, is_wanted: bool) -> bool:
        """Read what is missing; whether all of it was read since the pass began."""
        marks = self._store.marks(resource)
        is_resumed = bool(marks.parts)
        if not is_resumed:
            if marks.is_filled and not is_wanted:
                return False
            marks = self._plan(resource, marks, began)
        self._read_parts(resource, marks)
        return not is_resumed

    def _plan(self, resource: Resource, marks: Marks, began: datetime) -> Marks:
        top = max(self._source.last_id(resource), self._store.top(resource))
        planned = replace(
            marks,
            parts=_split(top),
            top=top,
            swept_at=began,
            # What changes from here on is for the next reading of changes.
            changed_at=marks.changed_at or began,
            open_at=marks.open_at or began,
        )
        self._store.save_marks(resource, planned)
        return planned

    def _read_parts(self, resource: Resource, marks: Marks) -> None:
        """Read several ranges of ids at once, and write their pages as they come."""
        expected = self._source.count(resource)
        ahead = pages_ahead(self._source, resource, marks.parts, self._clock)
        try:
            with closing(ahead):
                for one in ahead:
                    self._take_page(resource, one)
                    marks = replace(marks, parts=_without(marks.parts, one.part, one.rest))
                    self._save_now_and_then(resource, marks)
                    done = self._store_count(marks, expected)
                    self._on_progress(SyncProgress(resource, done, expected))
                    self._check_stopped()
        finally:
            self._store.save_marks(resource, marks)
        self._store.save_marks(resource, replace(marks, parts=(), is_filled=True))

    def _save_now_and_then(self, resource: Resource, marks: Marks) -> None:
        now = self._clock.monotonic()
        if now - self._saved_at >= _SAVE_EVERY_S:
            self._saved_at = now
            self._store.save_marks(resource, marks)

    def _store_count(self, marks: Marks, expected: int | None) -> int:
        """About how many are read, told from how much of the ids is left."""
        left = sum(part.upto - part.after for part in marks.parts)
        share = 1.0 if not marks.top else 1 - left / marks.top
        return int(share * (marks.top if expected is None else expected))

    def _take_page(self, resource: Resource, fetched: Fetched) -> None:
        """Write a page, and forget what was between its ids and is no longer there."""
        part, rest = fetched.part, fetched.rest
        within = Page(
            [one for one in fetched.page.rows if id_of(one) <= part.upto],
            tuple(number for number in fetched.page.unreadable if number <= part.upto),
        )
        upto = part.upto if rest is None else rest.after
        known = self._store.ids_between(resource, part.after, upto)
        if known:
            self._removed += self._store.remove(resource, known - within.ids)
        self._put(resource, within, range(part.after + 1, upto + 1))

    def _read_changes(
        self, resource: Resource, began: datetime, depth: Depth, *, is_fresh: bool
    ) -> None:
        marks = self._store.marks(resource)
        top = marks.top
        while last := (page := self._source.page_after(resource, top)).last:
            self._check_stopped()
            self._put(resource, page)
            top = last
        since = (marks.changed_at or began) - OVERLAP
        for changed in self._source.changed_since(resource, since):
            self._check_stopped()
            self._put(resource, changed)
        marks = replace(marks, top=top, changed_at=began)
        if resource is not Resource.CUSTOMERS and depth is not Depth.CHANGES:
            # What was read in this pass is as of its beginning already, open or not.
            if not is_fresh:
                self._read_open(resource)
            marks = replace(marks, open_at=began)
        self._store.save_marks(resource, marks)
        if depth is not Depth.CHANGES and self._may_have_lost(resource, marks, began):
            self._read_parts(resource, self._plan(resource, marks, began))

    def _read_open(self, resource: Resource) -> None:
        """Renew all that is open there, then what was open here and is not among it."""
        missing = self._store.open_ids(resource)
        for page in self._source.open_documents(resource):
            self._check_stopped()
            self._put(resource, page)
            missing -= page.ids
        for page in self._source.by_ids(resource, missing):
            self._check_stopped()
            self._put(resource, page)
            missing -= page.ids
        self._removed += self._store.remove(resource, missing)
        self._store.note_unreadable(resource, (), missing)

    def _may_have_lost(self, resource: Resource, marks: Marks, began: datetime) -> bool:
        age = began - (marks.swept_at or began)
        if age > SWEEP_EVERY:
            return True
        count = self._source.count(resource)
        return count is not None and count != self._store.count(resource) and age > _SWEEP_AGAIN

    def _put(self, resource: Resource, page: Page, looked_at: Container[int] | None = None) -> None:
        """Write a page; it tells of its own records, or of all ids that it was asked for."""
        self._read += len(page.rows)
        known = page.ids if looked_at is None else looked_at
        self._store.note_unreadable(resource, page.unreadable, known)
        if resource is Resource.CUSTOMERS:
            self._changed += self._store.put_customers(
                [one for one in page.rows if isinstance(one, Customer)]
            )
        else:
            self._changed += self._store.put_documents(
                [one for one in page.rows if isinstance(one, Document)]
            )

    def _check_stopped(self) -> None:
        if self._is_stopped():
            raise StoppedError("Stopped; the next run goes on where this one stood.")


def _split(top: int) -> tuple[Part, ...]:
    """All ids up to the highest, in as many ranges as are read at once."""
    size = max(-(-top // LANES), _LEAST_PART)
    return tuple(Part(after, min(after + size, top)) for after in range(0, top, size))


def _without(parts: tuple[Part, ...], done: Part, rest: Part | None) -> tuple[Part, ...]:
    after = [rest if part == done else part for part in parts]
    return tuple(part for part in after if part is not None)
