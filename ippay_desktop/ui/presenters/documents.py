"""Invoices and proformas: lists by filter, totals by status, and links for chosen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.billing import DocumentKind, DocumentState
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period
from ippay_desktop.domain.money import Money, total
from ippay_desktop.services.documents import DocumentRow
from ippay_desktop.ui.formats import plain_amount
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ippay_desktop.domain.paylink import LinkBy
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class FilterInput:
    """A filter as it stands in the fields; 0 and "" ask nothing."""

    first: date
    last: date
    partner: int = 0
    location: int = 0
    payment_type: int = 0
    states: frozenset[DocumentState] = frozenset()
    total: str = ""
    search: str = ""
    customers: str = ""
    numbers: str = ""

    def build(self, kinds: frozenset[DocumentKind], currency: str) -> DocumentFilter:
        """The filter itself.

        Raises:
            InputError: the period or the amount cannot be read.
        """
        return DocumentFilter(
            kinds=kinds,
            period=Period.parse(f"{self.first}..{self.last}"),
            partners=_one(self.partner),
            locations=_one(self.location),
            payment_types=_one(self.payment_type),
            states=self.states,
            total=_amount_test(self.total, currency) if self.total.strip() else None,
            search=self.search,
            customers=frozenset(int(word) for word in _words(self.customers) if word.isdecimal()),
            numbers=frozenset(_words(self.numbers)),
        )


def _amount_test(text: str, currency: str) -> AmountTest:
    """A comparison such as "<= 1.264,50", typed as this country writes figures."""
    figures = text.strip().lstrip("<>=")
    sign = text.strip().removesuffix(figures)
    return AmountTest.parse(f"{sign}{plain_amount(figures, currency)}", currency)


def _one(number: int) -> frozenset[int]:
    return frozenset({number}) if number else frozenset()


def _words(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


@dataclass(frozen=True, slots=True)
class StateTotal:
    """How many documents of a state there are, their totals and what is due on them."""

    state: DocumentState
    count: int
    total: Money
    due: Money


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Rows with their totals by status, as read at one moment."""

    rows: tuple[DocumentRow, ...]
    totals: tuple[StateTotal, ...]
    count: int
    total: Money
    due: Money


def summarise(rows: Sequence[DocumentRow], currency: str) -> DocumentList:
    """Totals by status, in the order that staff read statuses."""
    totals = []
    for state in DocumentState:
        own = [row.document for row in rows if row.state is state]
        if own:
            totals.append(
                StateTotal(
                    state,
                    len(own),
                    total([one.total for one in own], currency),
                    total([one.due for one in own], currency),
                )
            )
    return DocumentList(
        tuple(rows),
        tuple(totals),
        len(rows),
        total([row.document.total for row in rows], currency),
        total([row.document.due for row in rows], currency),
    )


class DocumentsPresenter(QObject):
    """One list of documents.

    Signals:
        loaded: A `DocumentList`.
        failed: A sentence; the rows shown stay.
        busy_changed: Whether a read is under way.
        links_ready: Links of chosen rows, a tuple of `LinkRow`.
    """

    loaded = Signal(DocumentList)
    failed = Signal(str)
    busy_changed = Signal(bool)
    links_ready = Signal(object)

    def __init__(self, session: Session, kind: DocumentKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._scope = session.scope.child(f"{kind}s")
        self._wanted: FilterInput | None = None

    def apply(self, wanted: FilterInput) -> None:
        """Read what passes a filter."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read again with the same filter; nothing before the first."""
        wanted = self._wanted
        if wanted is None:
            return
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read("list", lambda: self._read(wanted), self._on_rows, self._on_error)

    def make_links(self, rows: Sequence[DocumentRow], by: LinkBy) -> None:
        """Read the rows once more and make the links of those that are unpaid now."""
        chosen = tuple(rows)
        self._scope.read(
            "links",
            lambda: fresh_links(self._session, chosen, by),
            self.links_ready.emit,
            lambda error: self.failed.emit(trouble_text(error)),
        )

    def _read(self, wanted: FilterInput) -> DocumentList:
        currency = self._session.workspace.currency
        found = self._session.documents.matching(wanted.build(frozenset({self._kind}), currency))
        newest = sorted(found, key=lambda row: row.document.ref.id or 0, reverse=True)
        return summarise(newest, currency)

    def _on_rows(self, rows: DocumentList) -> None:
        self._session.mark_answered()
        self.busy_changed.emit(False)  # noqa: FBT003
        self.loaded.emit(rows)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))


def fresh_links(session: Session, rows: Sequence[DocumentRow], by: LinkBy) -> tuple[LinkRow, ...]:
    """Links after reading each document anew. Blocks; worker threads only."""
    fresh = tuple(
        session.documents.by_id(row.document.ref.kind, row.document.ref.id)
        for row in rows
        if row.document.ref.id is not None
    )
    return session.links.for_rows(fresh, by)
