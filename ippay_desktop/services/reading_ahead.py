"""Ranges of ids read side by side and ahead: while a page is written, the next are on their way."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Full, Queue
from typing import TYPE_CHECKING

from ippay_desktop.domain.local_copy import Page, Part

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ippay_desktop.domain.local_copy import ChangeSource, Resource
    from ippay_desktop.domain.ports import Clock

LANES = 2
# Pages that wait to be written; each lane goes on while there are fewer.
_AHEAD = 4
_LOOK_S = 0.1
# A server that takes this long for a page is at its limit: leave it as long alone.
_LABOURING_S = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, the range that was left to read when it was asked for, and what is left now."""

    part: Part
    page: Page
    rest: Part | None


class _Lanes:
    """Reads ranges on threads of its own, a few pages ahead of whoever takes them."""

    def __init__(self, source: ChangeSource, resource: Resource, clock: Clock) -> None:
        self._source = source
        self._resource = resource
        self._clock = clock
        self._pages: Queue[Fetched | Exception] = Queue(_AHEAD)
        self._is_over = threading.Event()

    def read(self, part: Part) -> None:
        """Read a range to its end. On a thread."""
        rest: Part | None = part
        try:
            while rest is not None and not self._is_over.is_set():
                rest = self._read_page(rest)
        except Exception as error:  # noqa: BLE001 - handed to whoever takes the pages
            self._put(error)

    def _read_page(self, asked: Part) -> Part | None:
        began = self._clock.monotonic()
        page = self._source.page_after(self._resource, asked.after)
        took_s = self._clock.monotonic() - began
        rest = _rest_of(asked, page)
        self._put(Fetched(asked, page, rest))
        if took_s > _LABOURING_S and rest is not None:
            self._clock.sleep(took_s)
        return rest

    def _put(self, one: Fetched | Exception) -> None:
        while not self._is_over.is_set():
            try:
                self._pages.put(one, timeout=_LOOK_S)
            except Full:
                continue
            return

    def take(self) -> Fetched:
        """The next page; waits for it, or raises what its reading raised."""
        found = self._pages.get()
        if isinstance(found, Exception):
            raise found
        return found

    def stop(self) -> None:
        """Read no further page."""
        self._is_over.set()


def pages_ahead(
    source: ChangeSource, resource: Resource, parts: Sequence[Part], clock: Clock
) -> Generator[Fetched]:
    """All pages of some ranges, in order within each. Close it to stop reading.

    Raises:
        IPpayDesktopError: whatever a page's reading raised; the pages before it were given.
    """
    lanes, left = _Lanes(source, resource, clock), len(parts)
    with ThreadPoolExecutor(LANES, "sync") as pool:
        for part in parts:
            pool.submit(lanes.read, part)
        try:
            while left:
                found = lanes.take()
                left -= found.rest is None
                yield found
        finally:
            lanes.stop()


def _rest_of(part: Part, page: Page) -> Part | None:
    """What is left of a range after a page; None when the page reached its end."""
    last = page.last or part.upto
    return Part(last, part.upto) if last < part.upto else None
