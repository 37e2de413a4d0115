"""Who did what: notes in the journal's chain, which nobody can change or take out unseen."""

from __future__ import annotations

import logging
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.notes import LONGEST_SUBJECT, Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.domain.ports import Clock, IdSource
    from ippay_desktop.domain.profile import Profile

_log = logging.getLogger(__name__)
_MOST_LISTED = 200


class Deed(StrEnum):
    """What somebody did; begins the note's subject."""

    SAW = "saw"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CHARGED = "charged"
    RAN = "ran"
    CANCELLED = "cancelled"
    RESOLVED = "resolved"
    REVERSED = "reversed"
    EXPORTED = "exported"


# Without a note of these, nothing is done: they begin what moves money or decides about it.
_MUST = frozenset(Deed) - {Deed.SAW, Deed.PLANNED, Deed.EXPORTED}


class Audit(Protocol):
    """Where deeds are noted."""

    def note(self, deed: Deed, about: str, **facts: str) -> None:
        """Note a deed before it is done. Blocks; worker threads only.

        Args:
            deed: What is done.
            about: To what, such as "customer:17" or a document's key.
            facts: What else is worth knowing; no secret.

        Raises:
            StorageError: what moves money cannot be noted, so it must not be done.
        """


class NoAudit:
    """Implements `Audit` where there is no person: simulations and tests."""

    def note(self, deed: Deed, about: str, **facts: str) -> None:
        """Note nothing."""


class NotingAudit:
    """Implements `Audit`: each note bears the system's login name and a mark of the Splynx key."""

    def __init__(  # noqa: PLR0913 - whose deeds, where and when; keyword-only from there on
        self,
        keep: Callable[[Note], None],
        profile: Profile,
        clock: Clock,
        ids: IdSource,
        *,
        operator: str,
        station: str,
    ) -> None:
        self._keep = keep
        self._profile = profile
        self._clock = clock
        self._ids = ids
        self._operator = operator
        self._station = station

    def note(self, deed: Deed, about: str, **facts: str) -> None:
        """Note a deed before it is done.

        Raises:
            StorageError: what moves money cannot be noted, so it must not be done.
        """
        kept: Mapping[str, str] = {
            **facts,
            "profile": self._profile.name,
            "mode": self._profile.mode.value,
            "splynx_key": self._profile.key_mark,
        }
        made = Note(
            self._ids.new_id(),
            NoteKind.AUDIT,
            self._profile.splynx_host,
            f"{deed}:{about}"[:LONGEST_SUBJECT],
            self._clock.now(),
            self._operator,
            self._station,
            kept,
        )
        try:
            self._keep(made)
        except IPpayDesktopError as error:
            if deed in _MUST:
                raise
            # Who only looks is not kept from looking by a full disk.
            _log.warning("deed_not_noted deed=%s error=%s", deed, type(error).__name__)


def listed(named: Iterable[object]) -> str:
    """Ids for a note, the first ones by name and the others by number."""
    words = [str(one) for one in named]
    more = len(words) - _MOST_LISTED
    return ",".join(words[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def described(wanted: DocumentFilter) -> str:
    """A filter for a note: without what was searched for, which may be a person's name."""
    return replace(wanted, search="…" if wanted.search else "").describe()
