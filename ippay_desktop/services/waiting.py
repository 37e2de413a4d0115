"""How long something has really lasted: waits that protect money trust no single clock.

An approval found by asking must hold before it counts, "not found" must hold before it means not
sent, and a lost payment must have had its time before it is posted again. A computer's clock is set
right, or wrong, by hours at once; with it alone such a wait would be over in a moment. So another
clock must agree: the steady one of this process, or Splynx's, which each of its answers tells.
What Splynx's clock said as a wait began is kept in the journal, for the next process and for other
stations; without it a process waits anew.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.services.findings import FindingService

if TYPE_CHECKING:
    from ippay_desktop.services.workspace import Workspace

# Begins the subject of what Splynx's clock said as a wait began.
_WAIT = "wait:"
_SINCE, _TOLD = "since", "splynx_time"
# What is waited for; it ends a subject, after the id of an attempt or reversal.
APPROVED, ABSENT, REPORTED, POSTED = "approved", "absent", "reported", "posted"


@dataclass(frozen=True, slots=True)
class _Begun:
    """One wait, as this process knows it.

    Attributes:
        since: When it began, by the clock of the computer that wrote it down.
        steady: This process's steady clock when it first heard of the wait.
        told: Splynx's clock when the wait began; None if it was not known.
    """

    since: datetime
    steady: float
    told: datetime | None


def begin_waits(
    workspace: Workspace,
    subject: str,
    now: datetime,
    approved_at: datetime | None,
    absent_at: datetime | None,
) -> None:
    """Begin what an enquiry's answer, written down as of `now`, was the first to say. Blocks.

    Args:
        workspace: Whose waits they are.
        subject: The id of the attempt or reversal.
        now: As of when the answer was written down.
        approved_at: When approval was first seen, if it was.
        absent_at: When the series of "not found" began, if one goes on.
    """
    for what, since in ((APPROVED, approved_at), (ABSENT, absent_at)):
        if since == now:
            workspace.waits.begin(workspace, f"{subject}:{what}", now)


class Waits:
    """The waits of one profile in this process; safe from any thread.

    A subject is an attempt's or a reversal's id with what is waited for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: dict[str, _Begun] = {}

    def begin(self, workspace: Workspace, subject: str, since: datetime) -> None:
        """Remember that a wait began just now, written down as `since`. Blocks.

        Raises:
            StorageError: what Splynx's clock says cannot be kept.
        """
        self._remember(workspace, subject, since, workspace.splynx_now())

    def left(self, workspace: Workspace, subject: str, since: datetime, wait_s: float) -> timedelta:
        """What is left of a wait by the clock that has counted least; zero once it is over.

        Blocks, as it may ask the journal and Splynx.

        Args:
            workspace: Whose clock, journal and Splynx are asked.
            subject: As it was begun; another process may have done so.
            since: When the wait began, as it was written down.
            wait_s: How long it lasts, in seconds.

        Raises:
            StorageError: the journal cannot be read or written.
        """
        if wait_s <= 0:
            return timedelta()
        wait = timedelta(seconds=wait_s)
        begun = self._known(workspace, subject, since)
        passed = timedelta(seconds=workspace.clock.monotonic() - begun.steady)
        by_the_wall = since + wait - workspace.clock.now()
        # Splynx is asked only where it can make a difference.
        if by_the_wall <= timedelta() and passed < wait and begun.told is not None:
            told = workspace.splynx_now()
            passed = passed if told is None else max(passed, told - begun.told)
        return max(wait - passed, by_the_wall, timedelta())

    def _known(self, workspace: Workspace, subject: str, since: datetime) -> _Begun:
        with self._lock:
            begun = self._begun.get(subject)
        if begun is not None and begun.since == since:
            return begun
        host = workspace.profile.splynx_host
        for note in workspace.journal.notes(host, {NoteKind.RECONCILED}, subject=_WAIT + subject):
            if note.facts[_SINCE] == since.isoformat():
                told = datetime.fromisoformat(note.facts[_TOLD])
                return self._put(subject, _Begun(since, workspace.clock.monotonic(), told))
        return self._remember(workspace, subject, since, workspace.splynx_now())

    def _remember(
        self, workspace: Workspace, subject: str, since: datetime, told: datetime | None
    ) -> _Begun:
        begun = self._put(subject, _Begun(since, workspace.clock.monotonic(), told))
        if told is not None:
            facts = {_SINCE: since.isoformat(), _TOLD: told.isoformat()}
            FindingService(workspace).note(NoteKind.RECONCILED, _WAIT + subject, facts)
        return begun

    def _put(self, subject: str, begun: _Begun) -> _Begun:
        with self._lock:
            self._begun[subject] = begun
        return begun
