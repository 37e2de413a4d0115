"""How many documents pass each kept filter, counted anew when money moved or the page is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.errors import IPpayDesktopError

if TYPE_CHECKING:
    from ippay_desktop.domain.billing import DocumentKind
    from ippay_desktop.ui.presenters.session import Session
    from ippay_desktop.ui.saved_filters import SavedFilter


class FilterCounts(QObject):
    """Counts for one page's filters; a newer request replaces the older.

    Signals:
        counted: A dict of filter name to its count, or to None when it cannot be read.
    """

    counted = Signal(object)

    def __init__(self, session: Session, kind: DocumentKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kinds = frozenset({kind})
        self._scope = session.scope.child(f"{kind}-counts")

    def ask(self, filters: tuple[SavedFilter, ...]) -> None:
        """Count; `counted` follows unless something newer is asked meanwhile."""
        self._scope.read(
            "count", lambda: self._read(filters), self.counted.emit, lambda _error: None
        )

    def _read(self, filters: tuple[SavedFilter, ...]) -> dict[str, int | None]:
        """On a reading thread; one filter after another, so that a list in front goes first."""
        return {one.name: self._count(one) for one in filters}

    def _count(self, kept: SavedFilter) -> int | None:
        session = self._session
        wanted = kept.at(session.now().astimezone().date())
        try:
            built = wanted.build(self._kinds, session.workspace.currency)
            lists = session.copy.lists
            if lists is not None and not wanted.payment_type:
                sums = lists.copy.sums(built, session.workspace.today())
                return sum(part.count for part in sums)
            return len(session.documents.matching(built))
        except IPpayDesktopError:
            return None
