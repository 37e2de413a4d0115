"""Invoices and proformas: lists by filter, totals by status, and links for chosen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind, DocumentState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import AmountTest, DocumentFilter, Period
from ippay_desktop.domain.local_copy import SortBy
from ippay_desktop.domain.money import Money, total
from ippay_desktop.services.documents import DocumentRow
from ippay_desktop.ui.formats import plain_amount
from ippay_desktop.ui.models.rows import DocumentColumn, document_row
from ippay_desktop.ui.models.window import Chosen
from ippay_desktop.ui.presenters.window_reader import Listing, WindowReader
from ippay_desktop.ui.tasks import Lane, Stream
from ippay_desktop.ui.text import tr, trouble_text

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping, Sequence

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.local_copy import Cancel
    from ippay_desktop.domain.paylink import LinkBy
    from ippay_desktop.services.copied_lists import CopiedLists
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.services.workspace import Workspace
    from ippay_desktop.ui.models.table import Row
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


@dataclass(frozen=True, slots=True)
class ChosenSums:
    """What is chosen in a window: how many documents, due on them, and whether any is open."""

    count: int
    due: Money
    has_open: bool


_MOST_CHOSEN = 20_000
_SORTS = {
    DocumentColumn.NUMBER: SortBy.NUMBER,
    DocumentColumn.CUSTOMER: SortBy.CUSTOMER,
    DocumentColumn.ISSUED: SortBy.ISSUED,
    DocumentColumn.DUE_ON: SortBy.DUE_ON,
    DocumentColumn.TOTAL: SortBy.TOTAL,
    DocumentColumn.DUE: SortBy.DUE,
    DocumentColumn.STATE: SortBy.STATE,
}


class DocumentsPresenter(QObject):
    """One list of documents: from the local copy when it is complete, else from Splynx, live.

    Signals:
        loaded: A `DocumentList`, read live.
        totalled: Totals by status of a window, a `DocumentList` without rows.
        chosen_summed: `ChosenSums` of what was asked by key.
        chosen_read: A tuple of `DocumentRow` that were asked by key.
        failed: A sentence; the rows shown stay.
        busy_changed: Whether a read is under way.
        links_ready: Links of chosen rows, a tuple of `LinkRow`.
    """

    loaded = Signal(DocumentList)
    totalled = Signal(DocumentList)
    chosen_summed = Signal(ChosenSums)
    chosen_read = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool)
    links_ready = Signal(object)

    def __init__(self, session: Session, kind: DocumentKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._scope = session.scope.child(f"{kind}s")
        self._wanted: FilterInput | None = None
        self._sort, self._is_down = SortBy.ISSUED, True
        self._unsettled: Mapping[str, Attempt] = {}
        self._selected: Callable[[], Chosen] = Chosen
        self._total: DocumentList | None = None
        self._totals_of: FilterInput | None = None
        self.window: WindowReader[DocumentRow] = WindowReader(self._scope, self)
        self.window.failed.connect(self._on_window_failed)
        self._totalled: Stream[tuple[FilterInput, DocumentList]] = Stream(
            session.lanes, self._on_totals
        )
        session.copy.opened.connect(self.refresh)
        session.copy.renewed.connect(self.refresh)

    def keep_selected(self, selected: Callable[[], Chosen]) -> None:
        """Say who knows the rows that are selected, to find them again after a change."""
        self._selected = selected

    def apply(self, wanted: FilterInput) -> None:
        """Read what passes a filter."""
        self._wanted = wanted
        self._read_list(is_new=True)

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Read a window in another order."""
        self.remember_sort(column, order)
        self._read_list(is_new=True)

    def remember_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Note the order of the header, for when a window takes over from a live list."""
        if column in _SORTS:
            self._sort = _SORTS[DocumentColumn(column)]
            self._is_down = order is Qt.SortOrder.DescendingOrder

    def refresh(self) -> None:
        """Read again with the same filter; nothing before the first."""
        self._read_list(is_new=False)

    def _read_list(self, *, is_new: bool) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        lists = self._session.copy.lists
        # Which payment method a customer prefers is not in the copy: Splynx has no list of it.
        if lists is not None and not wanted.payment_type:
            self._read_window(lists, wanted, is_new=is_new)
            return
        self.window.abandon()
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read("list", lambda: self._read(wanted), self._on_rows, self._on_error)

    def _read_window(self, lists: CopiedLists, wanted: FilterInput, *, is_new: bool) -> None:
        workspace, sort, is_down = self._session.workspace, self._sort, self._is_down
        try:
            built = wanted.build(frozenset({self._kind}), workspace.currency)
        except InputError as error:
            self.failed.emit(trouble_text(error))
            return
        today = self._session.workspace.today()
        # From the kept sums, at once; counting what a text or an amount finds takes as long as
        # reading all keys does.
        is_counted = is_new and not (
            built.search or built.customers or built.numbers or built.total
        )

        # Another order of the same changes no total; a renewed copy is read by `refresh`.
        known = self._total if wanted is self._totals_of else None
        unsettled: list[Mapping[str, Attempt]] = []

        def keys(offset: int, limit: int | None, cancel: Cancel) -> array[int]:
            return lists.copy.document_keys(
                built, sort, today, is_down=is_down, limit=limit, offset=offset, cancel=cancel
            )

        def count(cancel: Cancel) -> int | None:
            if not is_counted:
                return None
            if known is not None:
                return known.count
            found = _totals(lists, built, today, workspace.currency, cancel)
            self._totalled.put((wanted, found))
            return found.count

        def rows(some: Sequence[int]) -> list[Row[DocumentRow] | None]:
            if not unsettled:
                unsettled.append(lists.open_attempts())
                self._unsettled = unsettled[0]
            found = lists.documents(some, unsettled[0])
            return [None if one is None else document_row(one) for one in found]

        listing: Listing[DocumentRow] = Listing(keys, count, rows)
        self.window.show(listing, lists.copy, self._selected(), is_new=is_new)
        if not is_counted:
            self._scope.read(
                "totals",
                lambda: _totals(lists, built, today, workspace.currency),
                lambda totals: self._tell_totals(wanted, totals),
                self._on_error,
                Lane.COPY,
            )

    def _on_totals(self, found: tuple[tuple[FilterInput, DocumentList], ...]) -> None:
        wanted, totals = found[-1]
        if wanted is self._wanted:
            self._tell_totals(wanted, totals)

    def _tell_totals(self, wanted: FilterInput, totals: DocumentList) -> None:
        self._total, self._totals_of = totals, wanted
        self.totalled.emit(totals)

    def read_page(self, number: int, keys: array[int]) -> None:
        """Read a page of the window that is being painted."""
        lists = self._session.copy.lists
        if lists is not None:
            self.window.read_page(number, keys, lists.copy)

    def sum_chosen(self, chosen: Chosen) -> None:
        """Add up what is chosen in a window; all of it is summed already."""
        lists, workspace = self._session.copy.lists, self._session.workspace
        if self._total is not None and chosen.count == self._total.count:
            self.chosen_summed.emit(_all_sums(self._total))
        elif lists is not None:
            self._scope.read(
                "chosen sums",
                lambda: _chosen_sums(lists, chosen, workspace),
                self.chosen_summed.emit,
                self._on_error,
                Lane.COPY,
            )

    def read_chosen(self, chosen: Chosen) -> None:
        """Read the rows that are chosen; whoever charges them reads each from Splynx again."""
        lists = self._session.copy.lists
        if lists is None:
            return
        if chosen.count > _MOST_CHOSEN:
            self.failed.emit(
                tr("That is more than {most} documents. Use Charge a period.", most=_MOST_CHOSEN)
            )
            return
        self._scope.read(
            "chosen",
            lambda: _chosen_rows(lists, chosen, self._unsettled),
            self.chosen_read.emit,
            self._on_error,
            Lane.COPY,
        )

    def _on_window_failed(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def make_links(self, rows: Sequence[DocumentRow], by: LinkBy) -> None:
        """Read the rows once more and make the links of those that are unpaid now."""
        chosen = tuple(rows)
        self._scope.read(
            "links",
            lambda: fresh_links(self._session, chosen, by),
            self.links_ready.emit,
            # Asked for on a customer's page too.
            lambda error: self._session.trouble.emit(trouble_text(error)),
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
        self.failed.emit(self._session.mark_failed(error))


def fresh_links(session: Session, rows: Sequence[DocumentRow], by: LinkBy) -> tuple[LinkRow, ...]:
    """Links after reading each document anew. Blocks; worker threads only."""
    fresh = tuple(
        session.documents.by_id(row.document.ref.kind, row.document.ref.id)
        for row in rows
        if row.document.ref.id is not None
    )
    return session.links.for_rows(fresh, by)


def _totals(
    lists: CopiedLists,
    wanted: DocumentFilter,
    today: date,
    currency: str,
    cancel: Cancel | None = None,
) -> DocumentList:
    """Totals by status from the copy's kept sums. On a worker."""
    parts = lists.copy.sums(wanted, today, cancel=cancel)
    return DocumentList(
        rows=(),
        totals=tuple(StateTotal(one.state, one.count, one.total, one.due) for one in parts),
        count=sum(one.count for one in parts),
        total=total([one.total for one in parts], currency),
        due=total([one.due for one in parts], currency),
    )


def _chosen_rows(
    lists: CopiedLists, chosen: Chosen, unsettled: Mapping[str, Attempt]
) -> tuple[DocumentRow, ...]:
    """On a worker."""
    return tuple(one for one in lists.documents(chosen.keys(), unsettled) if one is not None)


def _all_sums(listed: DocumentList) -> ChosenSums:
    return ChosenSums(
        listed.count, listed.due, any(one.state in CHARGEABLE_STATES for one in listed.totals)
    )


def _chosen_sums(lists: CopiedLists, chosen: Chosen, workspace: Workspace) -> ChosenSums:
    """On a worker."""
    parts = lists.copy.sums_of(chosen.keys(), workspace.today())
    return ChosenSums(
        sum(one.count for one in parts),
        total([one.due for one in parts], workspace.currency),
        any(one.state in CHARGEABLE_STATES for one in parts),
    )
