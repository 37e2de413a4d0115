"""The customer list, and the area that shows it or one customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.services.customers import SEARCH_LIMIT
from ippay_desktop.ui.models import rows
from ippay_desktop.ui.presenters.customers import CustomersPresenter
from ippay_desktop.ui.text import count, label, tr
from ippay_desktop.ui.widgets.customer_page import CustomerPage
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import (
    Card,
    Page,
    row,
)
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.domain.instrument import SavedMethods
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.ui.models.table import Row
    from ippay_desktop.ui.models.window import Window
    from ippay_desktop.ui.presenters.session import Session


_LOOK_MS = 250


class CustomersPage(Page):
    """Search as you type; Enter opens the customer.

    Signals:
        customer_chosen: A customer's id.
    """

    customer_chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Customers"), "customers")
        self._session = session
        self.presenter = CustomersPresenter(session, self)
        self.search = LineField(
            "customers.search", placeholder=tr("Name, id, login, e-mail or phone")
        )
        self.search.offer_clearing()
        self.search.setMaximumWidth(520)
        self.search.setAccessibleName(tr("Search customers"))
        self.model = rows.customers_model()
        self.table: Table[CustomerSummary] = Table(
            self.model,
            "customers.table",
            empty=tr("No customer matches. Try part of the name, or the id."),
        )
        self.found = label(role="dim", name="customers.found")
        line = row(self.search, self.found)
        line.addStretch(1)
        self.body.addLayout(line)
        card = Card(margin=1)
        card.box.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.search.textChanged.connect(self.presenter.search)
        self.search.returnPressed.connect(self._on_return_pressed)
        self.table.chosen.connect(self._on_chosen)
        self.presenter.rows_changed.connect(self._on_rows_changed)
        self.presenter.failed.connect(self.trouble.show_text)
        self.table.await_rows(self.presenter.failed)
        self._connect_window()
        self.follow(session.money_moved, self.presenter.refresh)

    def _connect_window(self) -> None:
        """Rows that come by page from the local copy."""
        presenter, model = self.presenter, self.model
        presenter.keep_selected(self.table.selected_window)
        presenter.window.window_read.connect(self._on_window_read)
        presenter.window.page_read.connect(model.put_page)
        presenter.methods_read.connect(self._on_methods_read)
        model.page_asked.connect(
            lambda number: presenter.read_page(number, model.page_keys(number))
        )
        model.sort_asked.connect(presenter.sort)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._on_looked_at)
        model.dataChanged.connect(self._look_soon)
        self.table.verticalScrollBar().valueChanged.connect(self._look_soon)

    def _on_window_read(self, window: Window[CustomerSummary]) -> None:
        self.trouble.show_text("")
        self.table.show_window(window)
        self.found.setText(count(window.count, "{n} customer", "{n} customers"))
        self._looking.start()

    def _look_soon(self) -> None:
        self._looking.start()

    def _on_looked_at(self) -> None:
        """Saved methods are not copied: read for the rows in sight, once scrolling rests."""
        if not self.table.is_window or not self.isVisible():
            return
        seen = [self.model.row_number(number) for number in self.table.rows_in_sight()]
        self.presenter.read_methods([one.value.customer.id for one in seen if one is not None])

    def _on_methods_read(self, found: dict[CustomerId, SavedMethods]) -> None:
        catalogue = self._session.catalogue

        def with_methods(row: Row[CustomerSummary]) -> Row[CustomerSummary]:
            known = found.get(row.value.customer.id)
            summary = row.value
            return row if known is None else rows.copied_customer_row(summary, catalogue, found)

        self.model.change_rows(with_methods)

    @override
    def enter(self) -> None:
        self.search.setFocus()
        self.presenter.refresh()

    def _on_rows_changed(self, found: tuple[CustomerSummary, ...]) -> None:
        self.trouble.show_text("")
        self.table.set_rows([rows.customer_row(one, self._session.catalogue) for one in found])
        shown = count(len(found), "{n} customer", "{n} customers")
        is_full = len(found) >= SEARCH_LIMIT
        self.found.setText(tr("First {shown}; type to narrow", shown=shown) if is_full else shown)

    def _on_return_pressed(self) -> None:
        chosen = self.table.selected_rows() or self._first_row()
        if chosen:
            self._on_chosen(chosen[0].value)

    def _first_row(self) -> list[Row[CustomerSummary]]:
        first = self.model.row_at(self.model.index(0, 0))
        return [] if first is None else [first]

    def _on_chosen(self, summary: CustomerSummary) -> None:
        self.customer_chosen.emit(summary.customer.id)


class CustomersArea(QWidget):
    """The list and the page, one at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.list = CustomersPage(session)
        self.page = CustomerPage(session)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.list.customer_chosen.connect(self.open_customer)
        self.page.back_asked.connect(self._on_back_asked)

    def enter(self) -> None:
        """Show the list."""
        self.stack.setCurrentWidget(self.list)
        self.list.enter()

    def _on_back_asked(self) -> None:
        """To the row where staff left the list; what was searched for stands."""
        self.enter()
        if self.list.table.selected_keys():
            self.list.table.setFocus()

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's page."""
        self.stack.setCurrentWidget(self.page)
        self.page.open(CustomerId(customer_id))
        self.page.documents.setFocus()
