"""Which of a run's next documents other stations have begun to charge, asked for many at once.

Stations that want the same period find most of it taken. Whoever is refused one document looks at
those that follow it, and as far as they are taken in a row it need not ask for each of them, nor
begin it. What comes after a free one is asked for later: charging that one takes its time.
"""

from __future__ import annotations

import threading
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ippay_desktop.domain.ports import Journal

# Some hundredths of a second for four workers, if all of them are taken.
_AHEAD = 16


class TakenRows:
    """What a run knows about the documents before it; any thread may call."""

    def __init__(self, journal: Journal, splynx_host: str, document_keys: Sequence[str]) -> None:
        """Know nothing yet of these documents, which are charged in this order."""
        self._journal = journal
        self._host = splynx_host
        self._keys = document_keys
        self._places = {key: place for place, key in enumerate(document_keys)}
        self._looking = threading.Lock()
        self._taken: set[str] = set()

    def takes_in(self, document_key: str) -> bool:
        """Whether this one was found to be taken; told once, as it may be free the next time."""
        with self._looking:
            is_taken = document_key in self._taken
            self._taken.discard(document_key)
            return is_taken

    def look_behind(self, document_key: str) -> None:
        """Look at those that follow one that was refused; StorageError if it cannot be read."""
        with self._looking:
            place = self._places[document_key] + 1
            ahead = self._keys[place : place + _AHEAD]
            # Another worker has looked already, from a document or two before this one.
            if ahead and not self._taken.intersection(ahead):
                found = self._journal.taken(self._host, ahead)
                self._taken = set(takewhile(found.__contains__, ahead))
