"""Customers: search as you type, and everything on one customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.services.customers import CustomerPage
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.ui.presenters.session import Session

# Long enough to catch two quick key presses, short enough to feel immediate.
_TYPING_MS = 120


class CustomersPresenter(QObject):
    """The customer list.

    Signals:
        rows_changed: The customers found, a tuple of `CustomerSummary`.
        failed: A sentence; the rows shown stay.
        busy_changed: Whether a search is under way.
    """

    rows_changed = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("customers")
        self._text = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.refresh)

    def search(self, text: str) -> None:
        """Look for a text once typing pauses; the newest search replaces an older one."""
        self._text = text
        self._typing.start()

    def refresh(self) -> None:
        """Search again for the same text."""
        text = self._text
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read(
            "search", lambda: self._session.customers.search(text), self._on_found, self._on_error
        )

    def _on_found(self, rows: tuple[CustomerSummary, ...]) -> None:
        self._session.mark_answered()
        self.busy_changed.emit(False)  # noqa: FBT003
        self.rows_changed.emit(rows)

    def _on_error(self, error: Exception) -> None:
        self.busy_changed.emit(False)  # noqa: FBT003
        self.failed.emit(trouble_text(error))


class CustomerPresenter(QObject):
    """One customer's page.

    Signals:
        page_loaded: A `CustomerPage`.
        failed: A sentence.
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
            lambda error: self.failed.emit(trouble_text(error)),
        )

    def _on_page(self, page: CustomerPage) -> None:
        self._session.mark_answered()
        self.page_loaded.emit(page)
