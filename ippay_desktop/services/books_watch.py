"""Looks again, by itself, at what was settled: finished days, and payments that had gone.

A bank may take money back after two months, and anybody may delete a payment in Splynx. Staff hear
of it here, before the customer does.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.services.comparing import CompareService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.vanished_payments import VanishedPayments

if TYPE_CHECKING:
    from ippay_desktop.domain.findings import Finding
    from ippay_desktop.services.workspace import Workspace

_log = logging.getLogger(__name__)

_DAY = timedelta(days=1)
# Most returns of a bank debit come within sixty days, and the reports may be some days behind.
_LOOKED_BACK = timedelta(days=70)
_EVERY_S = 3600.0
_LOOKED = "finished-days-looked-at"


class BooksWatch:
    """Looks at most once a day, whichever station or command does. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._comparing = CompareService(workspace)
        self._findings = FindingService(workspace)
        self._vanished = VanishedPayments(workspace)
        self._looked_at: float | None = None

    def look_if_due(self) -> tuple[Finding, ...]:
        """As `look`, but not more than once an hour; the window's background job."""
        now = self._workspace.clock.monotonic()
        if self._looked_at is not None and now - self._looked_at < _EVERY_S:
            return ()
        self._looked_at = now
        return self.look()

    def look(self) -> tuple[Finding, ...]:
        """Tell Attention what is not as it was; what is new of that.

        What cannot be read is read another time: nothing hangs on it.

        Raises:
            StorageError: the journal cannot be written.
        """
        self._vanished.look_again()
        if self._workspace.reports is None or not self._is_due():
            return ()
        try:
            found = self._comparing.look_again(self._workspace.today() - _LOOKED_BACK)
        except StorageError:
            raise
        except IPpayDesktopError as error:
            _log.warning("finished_days_not_read error=%s", type(error).__name__)
            return ()
        self._note_look()
        return found

    def _is_due(self) -> bool:
        looked = self._last_look()
        # A clock that was set back must not end the looking.
        return looked is None or not timedelta(0) <= self._now() - looked < _DAY

    def _last_look(self) -> datetime | None:
        host = self._workspace.profile.splynx_host
        notes = self._workspace.journal.notes(host, {NoteKind.RECONCILED}, subject=_LOOKED)
        return notes[-1].at if notes else None

    def _note_look(self) -> None:
        """Remember it, where there are finished days to look at at all."""
        if self._comparing.kept():
            self._findings.note(NoteKind.RECONCILED, _LOOKED, {})

    def _now(self) -> datetime:
        return self._workspace.clock.now()
