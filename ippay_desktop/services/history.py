"""Attempts and runs as they stand, read from the journal alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.services.workspace import Workspace

_PAGE = 2_000


class HistoryService:
    """Reads what happened; nothing here can be changed or deleted."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def attempts(self, wanted: DocumentFilter | None = None) -> tuple[Attempt, ...]:
        """Attempts on this profile's Splynx, newest first.

        Args:
            wanted: Its period (of the attempt's UTC day), customers, numbers and search apply.
        """
        return tuple(self.each(wanted))

    def each(self, wanted: DocumentFilter | None = None) -> Iterator[Attempt]:
        """As `attempts`, a page at a time: memory does not grow with the journal."""
        query = AttemptFilter(period=wanted.period if wanted else None, limit=_PAGE)
        host = self._workspace.profile.splynx_host
        while page := self._workspace.journal.attempts(query):
            for attempt in page:
                if attempt.intent.splynx_host == host and (
                    wanted is None or _passes(attempt, wanted)
                ):
                    yield attempt
            query = replace(query, before=page[-1].id)

    def runs(self) -> tuple[Run, ...]:
        """Runs on this profile's Splynx, newest first."""
        host = self._workspace.profile.splynx_host
        return tuple(run for run in self._workspace.journal.runs() if run.splynx_host == host)


def _passes(attempt: Attempt, wanted: DocumentFilter) -> bool:
    number = attempt.document.number or ""
    needle = wanted.search.casefold().strip()
    haystacks = (number, attempt.intent.customer_name, attempt.intent.transaction_id)
    return (
        (not wanted.customers or attempt.customer_id in wanted.customers)
        and (not wanted.numbers or number in wanted.numbers)
        and (not needle or any(needle in text.casefold() for text in haystacks))
    )
