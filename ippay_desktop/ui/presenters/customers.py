"""Customers: search as you type, and everything on one customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ippay_desktop.domain.local_copy import CustomerSort
from ippay_desktop.services.customers import CustomerPage, CustomerSummary
from ippay_desktop.ui.models.rows import CustomerColumn, copied_customer_row
from ippay_desktop.ui.models.window import Chosen
from ippay_desktop.ui.presenters.window_reader import Listing, WindowReader

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import SavedMethods
    from ippay_desktop.domain.local_copy import Cancel
    from ippay_desktop.services.copied_lists import CopiedLists
    from ippay_desktop.ui.models.table import Row
    from ippay_desktop.ui.presenters.session import Session

# Long enough to catch two quick key presses, short enough to feel immediate.
_TYPING_MS = 120


_SORTS = {
    CustomerColumn.ID: CustomerSort.ID,
    CustomerColumn.NAME: CustomerSort.NAME,
    CustomerColumn.STATUS: CustomerSort.STATUS,
    CustomerColumn.PARTNER: CustomerSort.PARTNER,
    CustomerColumn.UNPAID: CustomerSort.UNPAID,
    CustomerColumn.DUE: CustomerSort.DUE,
}


class CustomersPresenter(QObject):
    """The customer list: from the local copy when it is complete, else from Splynx, live.

    Signals:
        rows_changed: The customers found live, a tuple of `CustomerSummary`.
        methods_read: Saved methods of some customers: a dict by customer id.
        failed: A sentence; the rows shown stay.
        busy_changed: Whether a search is under way.
    """

    rows_changed = Signal(object)
    methods_read = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("customers")
        self._text = ""
        self._sort, self._is_down = CustomerSort.ID, False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._selected: Callable[[], Chosen] = Chosen
        self._is_shown = False
        self._methods: dict[CustomerId, SavedMethods] = {}
        self.window: WindowReader[CustomerSummary] = WindowReader(self._scope, self)
        self.window.failed.connect(self.failed)
        session.money_moved.connect(self._methods.clear)
        session.copy.opened.connect(self._on_copy_changed)
        session.copy.renewed.connect(self._on_copy_changed)

    def keep_selected(self, selected: Callable[[], Chosen]) -> None:
        """Say who knows the rows that are selected, to find them again after a change."""
        self._selected = selected

    def search(self, text: str) -> None:
        """Look for a text: in the copy at each key press, at Splynx once typing pauses."""
        self._text = text
        lists = self._session.copy.lists
        if lists is not None:
            self._show_window(lists, is_new=True)
        else:
            self._typing.start()

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Read a window in another order; saved methods are not in the copy, and order nothing."""
        if column in _SORTS:
            self._sort = _SORTS[CustomerColumn(column)]
            self._is_down = order is Qt.SortOrder.DescendingOrder
        lists = self._session.copy.lists
        if lists is not None:
            self._show_window(lists, is_new=True)

    def refresh(self) -> None:
        """Search again for the same text."""
        self._is_shown = True
        lists = self._session.copy.lists
        if lists is not None:
            self._show_window(lists, is_new=False)
            return
        text = self._text
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read(
            "search", lambda: self._session.customers.search(text), self._on_found, self._on_error
        )

    def _on_copy_changed(self) -> None:
        if self._is_shown:
            self.refresh()

    def _show_window(self, lists: CopiedLists, *, is_new: bool) -> None:
        text, sort, is_down = self._text, self._sort, self._is_down
        catalogue, methods = self._session.catalogue, self._methods

        def keys(offset: int, limit: int | None, cancel: Cancel) -> array[int]:
            end = None if limit is None else offset + limit
            found = lists.copy.customer_keys(text, sort, is_down=is_down, limit=end, cancel=cancel)
            return found[offset:]

        def rows(some: Sequence[int]) -> list[Row[CustomerSummary] | None]:
            return [
                None if one is None else copied_customer_row(one, catalogue, methods)
                for one in lists.customers(some)
            ]

        listing: Listing[CustomerSummary] = Listing(keys, lambda _cancel: None, rows)
        self.window.show(listing, lists.copy, self._selected(), is_new=is_new)

    def read_page(self, number: int, keys: array[int]) -> None:
        """Read a page of the window that is being painted."""
        lists = self._session.copy.lists
        if lists is not None:
            self.window.read_page(number, keys, lists.copy)

    def read_methods(self, customers: Sequence[CustomerId]) -> None:
        """Read the saved methods of the customers that staff see, live; none is ever copied."""
        missing = [one for one in customers if one not in self._methods]
        if not missing:
            return
        reader = self._session.saved_methods
        self._scope.read(
            "methods",
            lambda: {one: reader.of(one) for one in missing},
            self._on_methods,
            lambda _error: None,
        )

    def _on_methods(self, found: dict[CustomerId, SavedMethods]) -> None:
        self._methods.update(found)
        self.methods_read.emit(found)

    def _on_found(self, rows: tuple[CustomerSummary, ...]) -> None:
        self._session.mark_answered()
        self.busy_changed.emit(False)  # noqa: FBT003
        self.rows_changed.emit(rows)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(self._session.mark_failed(error))


class CustomerPresenter(QObject):
    """One customer's page.

    Signals:
        page_loaded: A `CustomerPage`.
        failed: A sentence; "" where the strip above every page says it.
    """

    page_loaded = Signal(CustomerPage)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("customer")
        self._customer_id: CustomerId | None = None

    def load(self, customer_id: CustomerId) -> None:
        """Read everything about a customer."""
        self._customer_id = customer_id
        self.refresh()

    def refresh(self) -> None:
        """Read the same customer again."""
        customer_id = self._customer_id
        if customer_id is None:
            return
        self._scope.read(
            "page",
            lambda: self._session.customers.page(customer_id),
            self._on_page,
            self._on_error,
        )

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(self._session.mark_failed(error))

    def _on_page(self, page: CustomerPage) -> None:
        self._session.mark_answered()
        self.page_loaded.emit(page)
