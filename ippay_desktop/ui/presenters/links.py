"""Pay links: documents named by number or taken by filter, each checked to be unpaid now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.paylink import LinkBy, pay_link
from ippay_desktop.services.auditing import Deed, listed
from ippay_desktop.services.pay_links import LinkRow
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.ui.presenters.documents import FilterInput
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """One document asked for: its link, or why there is none.

    Attributes:
        asked: What was typed or chosen.
        row: None when Splynx knows no such document.
    """

    asked: str
    row: LinkRow | None
    trouble: str


class LinksPresenter(QObject):
    """The pay-links page.

    Signals:
        loaded: A tuple of `LinkEntry`.
        failed: A sentence.
        busy_changed: Whether a check is under way.
    """

    loaded = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("links")

    def for_text(self, text: str, kind: DocumentKind) -> None:
        """Look up numbers separated by spaces, commas or lines."""
        asked = tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
        self._read(lambda: tuple(self._by_number(kind, number) for number in asked))

    def for_filter(self, wanted: FilterInput, kind: DocumentKind) -> None:
        """Take everything unpaid that passes a filter."""
        self._read(lambda: self._by_filter(wanted, kind))

    def _read(self, work: Callable[[], tuple[LinkEntry, ...]]) -> None:
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read("links", lambda: self._noted(work()), self._on_entries, self._on_error)

    def _noted(self, entries: tuple[LinkEntry, ...]) -> tuple[LinkEntry, ...]:
        """The entries, once it is kept whose links were made: whoever holds one can pay."""
        given = [one.row.row.document.ref.key for one in entries if one.row and one.row.link]
        if given:
            self._session.workspace.audit.note(Deed.EXPORTED, "links", documents=listed(given))
        return entries

    def _by_number(self, kind: DocumentKind, number: str) -> LinkEntry:
        try:
            row = self._session.documents.by_number(kind, number)
        except InputError as error:
            return LinkEntry(number, None, str(error))
        link = self._session.links.for_rows((row,))[0]
        return LinkEntry(number, link, link.obstacle)

    def _by_filter(self, wanted: FilterInput, kind: DocumentKind) -> tuple[LinkEntry, ...]:
        built = wanted.build(frozenset({kind}), self._session.workspace.currency)
        rows = self._session.documents.matching(built)
        unpaid = tuple(row for row in rows if row.state in CHARGEABLE_STATES)
        return tuple(
            LinkEntry(link.row.document.ref.number or "", link, link.obstacle)
            for link in self._session.links.for_rows(unpaid)
        )

    def other_forms(self, link: PayLink) -> dict[LinkBy, PayLink]:
        """The same document's link by number and by id; pure, any thread."""
        forms = {}
        for by in LinkBy:
            try:
                forms[by] = pay_link(self._session.profile.splynx_url, link.document, by)
            except InputError:
                continue
        return forms

    def _on_entries(self, entries: tuple[LinkEntry, ...]) -> None:
        self._session.mark_answered()
        self.busy_changed.emit(False)  # noqa: FBT003
        self.loaded.emit(entries)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))
