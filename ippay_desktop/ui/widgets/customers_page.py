"""The customer list, and the area that shows it or one customer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.ui.presenters.session import Session


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
        self.table: Table[CustomerSummary] = Table(
            rows.customers_model(),
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
        self.follow(session.money_moved, self.presenter.refresh)

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
        chosen = self.table.selected_rows() or list(self.table.rows_model.rows[:1])
        if chosen:
            self._on_chosen(chosen[0].value)

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
        self.page.back_asked.connect(self.enter)

    def enter(self) -> None:
        """Show the list."""
        self.stack.setCurrentWidget(self.list)
        self.list.enter()

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's page."""
        self.stack.setCurrentWidget(self.page)
        self.page.open(CustomerId(customer_id))
        self.page.documents.setFocus()
