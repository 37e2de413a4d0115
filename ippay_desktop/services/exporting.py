"""Attempts as a table: every field that the command line's objects have, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.decline_words import sentence_about
from ippay_desktop.domain.tables import TableColumn
from ippay_desktop.services.auditing import Deed, described
from ippay_desktop.services.history import HistoryService

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.filters import DocumentFilter
    from ippay_desktop.domain.tables import Cell, FileStore
    from ippay_desktop.services.workspace import Workspace

# A point in a name makes an object of it in JSON; a heading has none.
_COLUMNS = (
    ("attempt_id", 34),
    ("run_id", 34),
    ("transaction_id", 20),
    ("created_at", 20),
    ("created_local", 20),
    ("document.kind", 10),
    ("document.id", 10),
    ("document.number", 16),
    ("customer_id", 11),
    ("customer_name", 28),
    ("amount", 14),
    ("currency", 9),
    ("instrument.kind", 12),
    ("instrument.last4", 8),
    ("outcome", 12),
    ("money_taken", 14),
    ("recorded", 9),
    ("splynx_payment_id", 12),
    ("action_code", 11),
    ("approval", 10),
    ("reason", 50),
    ("customer_sentence", 50),
    ("operator", 14),
    ("station", 14),
)
COLUMNS = tuple(TableColumn(name, name.replace(".", "_"), width) for name, width in _COLUMNS)


class ExportService:
    """Saves tables as files. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace, files: FileStore) -> None:
        self._workspace = workspace
        self._files = files

    def attempts(
        self, path: Path, wanted: DocumentFilter, keep: Callable[[Attempt], bool] | None = None
    ) -> int:
        """Write the attempts that pass a filter, newest first; how many there were.

        Args:
            path: Its end names the format.
            wanted: As for the history.
            keep: One more condition.

        Raises:
            InputError: it cannot be written there; nothing was changed.
            StorageError: journal or disk refuse; an old file is untouched.
        """
        self._workspace.audit.note(Deed.EXPORTED, "history", filter=described(wanted))
        zone = ZoneInfo(self._workspace.profile.splynx_timezone)
        found = HistoryService(self._workspace).each(wanted)
        rows = (_cells(one, zone) for one in found if keep is None or keep(one))
        return self._files.save_table(path, COLUMNS, rows)


def _cells(attempt: Attempt, zone: tzinfo) -> tuple[Cell, ...]:
    intent, document = attempt.intent, attempt.document
    created = intent.created_at.replace(microsecond=0)
    return (
        attempt.id,
        intent.run_id,
        intent.transaction_id,
        created,
        created.astimezone(zone).replace(tzinfo=None),
        document.kind.value,
        document.id,
        document.number,
        attempt.customer_id,
        intent.customer_name,
        intent.amount,
        intent.amount.currency,
        intent.instrument_kind.value,
        intent.last4,
        attempt.outcome.value,
        attempt.money_taken.value,
        attempt.is_recorded,
        attempt.payment_id,
        attempt.action_code,
        attempt.approval,
        attempt.latest_reason,
        sentence_about(attempt) or None,
        intent.operator,
        intent.station,
    )
