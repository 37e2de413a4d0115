"""Rows of lists from the local copy, with our own unsettled charges laid over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.instrument import SavedMethods
from ippay_desktop.services.customers import CustomerSummary
from ippay_desktop.services.documents import DocumentRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.local_copy import CopiedCustomer, CopiedDocument, LocalCopy
    from ippay_desktop.services.workspace import Workspace

_NOT_READ = SavedMethods()


class CopiedLists:
    """Turns what the copy holds into the rows that live lists have too. Blocks briefly.

    What staff choose among these rows is read from Splynx again before anything is charged.

    Attributes:
        copy: Where the rows come from.
    """

    def __init__(self, workspace: Workspace, copy: LocalCopy) -> None:
        self._workspace = workspace
        self.copy = copy

    def open_attempts(self) -> Mapping[str, Attempt]:
        """Our unsettled charges by document, from the journal."""
        host = self._workspace.profile.splynx_host
        return {one.document.key: one for one in self._workspace.journal.open_attempts(host)}

    def documents(
        self, keys: Sequence[int], unsettled: Mapping[str, Attempt]
    ) -> list[DocumentRow | None]:
        """Documents by key; None for one that is gone."""
        return [
            None if found is None else self.document(found, unsettled)
            for found in self.copy.documents_at(keys)
        ]

    def document(self, found: CopiedDocument, unsettled: Mapping[str, Attempt]) -> DocumentRow:
        """One document as a row."""
        document = found.document
        return DocumentRow(
            document,
            found.customer,
            document.state(self._workspace.today()),
            unsettled.get(document.ref.key),
        )

    def customers(self, keys: Sequence[int]) -> list[CustomerSummary | None]:
        """Customers by key, their saved methods not read; None for one that is gone."""
        return [None if found is None else summary(found) for found in self.copy.customers_at(keys)]


def summary(found: CopiedCustomer) -> CustomerSummary:
    """A customer as a row; the copy has no saved methods."""
    return CustomerSummary(found.customer, _NOT_READ, found.unpaid, found.due)
