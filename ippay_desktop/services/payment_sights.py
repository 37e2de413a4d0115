"""What was seen of a charge's payment in Splynx after it was recorded: there, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.notes import IN_SPLYNX, NO, PAYMENT_OF, YES, NoteKind
from ippay_desktop.services.findings import FindingService

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.services.workspace import Workspace


class PaymentSights:
    """Keeps what was seen, so that a charge tells where its money stands now.

    Blocks; worker threads only.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)

    def note(self, attempt_id: AttemptId, *, is_there: bool) -> None:
        """Write down whether a recorded charge's payment is in Splynx, if that is news."""
        if self._workspace.journal.attempt(attempt_id).is_payment_gone == is_there:
            facts = {IN_SPLYNX: YES if is_there else NO}
            self._findings.note(NoteKind.RECONCILED, f"{PAYMENT_OF}{attempt_id}", facts)
