"""Direct-pay links, each checked to be unpaid at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ippay_desktop.domain.bulk import document_obstacle
from ippay_desktop.domain.paylink import LinkBy, PayLink, pay_link
from ippay_desktop.services.documents import DocumentRow

if TYPE_CHECKING:
    from ippay_desktop.services.workspace import Workspace

WARNING = (
    "Whoever holds such a link can pay from the customer's saved method without logging in. "
    "Send it only to the customer."
)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A document's link, or why there is none to send."""

    row: DocumentRow
    link: PayLink | None
    obstacle: str


class PayLinkService:
    """Makes links on the configured Splynx."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def for_rows(
        self, rows: tuple[DocumentRow, ...], by: LinkBy = LinkBy.NUMBER
    ) -> tuple[LinkRow, ...]:
        """One entry per freshly read document; paid, pending and deleted ones get no link."""
        return tuple(self._for_row(row, by) for row in rows)

    def _for_row(self, row: DocumentRow, by: LinkBy) -> LinkRow:
        obstacle = document_obstacle(row.document, self._workspace.today())
        if not obstacle and row.open_attempt is not None:
            obstacle = "A charge of it is still being checked or recorded."
        if obstacle:
            return LinkRow(row, None, obstacle)
        by = by if row.document.ref.number else LinkBy.ID
        return LinkRow(row, pay_link(self._workspace.profile.splynx_url, row.document.ref, by), "")
