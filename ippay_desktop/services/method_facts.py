"""Facts about saved methods: which ones a return has made unusable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import TAKEN_BACK_STATES
from ippay_desktop.domain.method_marks import MethodMark, method_marks
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.method_marks import MethodId
    from ippay_desktop.services.workspace import Workspace


class MethodFacts:
    """Reads the journal only. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def marks(self, customer_id: CustomerId | None = None) -> Mapping[MethodId, MethodMark]:
        """The unusable methods of one customer, or of everybody, with the reason."""
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        returned = journal.attempts(
            AttemptFilter(customer_id=customer_id, states=TAKEN_BACK_STATES, splynx_host=host)
        )
        if not returned:
            return {}
        return method_marks(returned, journal.notes(host, {NoteKind.DEALT_WITH}))
