"""Invoices and Proformas: a filtered list with totals by status below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout
from typing_extensions import override

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind, DocumentRef, DocumentState
from ippay_desktop.domain.money import total
from ippay_desktop.domain.paylink import LinkBy
from ippay_desktop.ui import states
from ippay_desktop.ui.models import rows
from ippay_desktop.ui.presenters.documents import (
    ChosenSums,
    DocumentList,
    DocumentsPresenter,
    FilterInput,
)
from ippay_desktop.ui.saved_filters import month_end, month_start
from ippay_desktop.ui.text import button, count, label, money, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets import commands
from ippay_desktop.ui.widgets.filters import FilterBar
from ippay_desktop.ui.widgets.flow import Flow
from ippay_desktop.ui.widgets.parts import Card, Page, StateLabel, colour_on_accent, put_icon
from ippay_desktop.ui.widgets.saved_filters import SavedFilters
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.models.window import Window
    from ippay_desktop.ui.presenters.session import Session

_MONTHS_BACK = 2


class DocumentsPage(Page):
    """One kind of document.

    Signals:
        pay_asked: A `DocumentRef` to charge.
        customer_asked: A customer id whose page to open.
        plan_asked: Plan a run.
        selection_plan_asked: Plan a run of just these, a tuple of `DocumentRow`.
        links_made: `LinkRow`s to put on the clipboard.
    """

    pay_asked = Signal(DocumentRef)
    customer_asked = Signal(int)
    plan_asked = Signal()
    selection_plan_asked = Signal(object)
    links_made = Signal(object)

    def __init__(self, session: Session, kind: DocumentKind, memory: WindowMemory) -> None:
        is_invoices = kind is DocumentKind.INVOICE
        prefix = "invoices" if is_invoices else "proformas"
        super().__init__(tr("Invoices") if is_invoices else tr("Proformas"), prefix)
        self._prefix = prefix
        self._session = session
        self._is_read = False
        self._then: Callable[[tuple[DocumentRow, ...]], None] = self._make_links
        self.presenter = DocumentsPresenter(session, kind, self)
        today = session.now().astimezone().date()
        first, last = month_start(today, _MONTHS_BACK), month_end(today)
        self.filter = FilterBar(prefix, session.catalogue, first, last)
        self.saved = SavedFilters(prefix, session, kind, memory)
        self.model = rows.documents_model()
        self.table: Table[DocumentRow] = Table(
            self.model,
            f"{prefix}.table",
            empty=tr("Nothing passes this filter. Widen the period or take a condition away."),
        )
        self._put_actions()
        self.body.addWidget(self.saved)
        self.body.addWidget(self.filter)
        self._put_table()
        self.filter.applied.connect(self.presenter.apply)
        self.filter.applied.connect(self.saved.show_applied)
        self.saved.chosen.connect(self._on_saved_chosen)
        self.follow(session.money_moved, self._on_money_moved)
        self.presenter.loaded.connect(self._on_loaded)
        self._connect_window()
        self.presenter.failed.connect(self.trouble.show_text)
        self.table.await_rows(self.presenter.failed)
        self.presenter.links_ready.connect(self._on_links_ready)

    def _connect_window(self) -> None:
        """Rows that come by page from the local copy."""
        presenter, model = self.presenter, self.model
        presenter.keep_selected(self.table.selected_window)
        presenter.window.window_read.connect(self._on_window_read)
        presenter.window.page_read.connect(model.put_page)
        presenter.totalled.connect(self._on_totalled)
        presenter.chosen_summed.connect(self._on_chosen_summed)
        presenter.chosen_read.connect(self._on_chosen_read)
        model.page_asked.connect(self._on_page_asked)
        model.sort_asked.connect(presenter.sort)
        self.table.horizontalHeader().sortIndicatorChanged.connect(presenter.remember_sort)

    def _on_window_read(self, window: Window[DocumentRow]) -> None:
        self.trouble.show_text("")
        self.table.show_window(window)
        self._on_selection_moved()

    def _on_page_asked(self, number: int) -> None:
        self.presenter.read_page(number, self.model.page_keys(number))

    def _on_totalled(self, found: DocumentList) -> None:
        self._say_totals(found)
        self._show_totals(found)

    @override
    def enter(self) -> None:
        self.table.setFocus()
        if self._is_read:
            self.presenter.refresh()
        else:
            self._is_read = True
            self.filter.apply()
        self.saved.count()

    def _on_saved_chosen(self, wanted: FilterInput) -> None:
        self.filter.show_value(wanted)
        self.filter.apply()

    def _on_money_moved(self) -> None:
        self.presenter.refresh()
        self.saved.count_soon()

    def _put_actions(self) -> None:
        self.open_customer = button(tr("Open customer"), f"{self._prefix}.customer_button")
        self.copy_links = button(tr("Copy links"), f"{self._prefix}.copy_links_button")
        self.pay = button(tr("Pay…"), f"{self._prefix}.pay_button")
        self.charge_selected = button(
            tr("Charge selected…"), f"{self._prefix}.charge_selected_button"
        )
        self.plan = button(tr("Charge a period…"), f"{self._prefix}.plan_button", variant="primary")
        put_icon(self.open_customer, "customers")
        put_icon(self.copy_links, "link")
        put_icon(self.pay, "money")
        put_icon(self.charge_selected, "runs")
        put_icon(self.plan, "runs", colour_on_accent)
        buttons = (self.open_customer, self.copy_links, self.pay, self.charge_selected, self.plan)
        self.heading.addLayout(Flow(*buttons))
        self.open_customer.clicked.connect(self._on_customer_clicked)
        self.copy_links.clicked.connect(self._on_copy_clicked)
        self.pay.clicked.connect(self._on_pay_clicked)
        self.charge_selected.clicked.connect(self._on_charge_selected_clicked)
        self.plan.clicked.connect(self.plan_asked.emit)

    def _put_table(self) -> None:
        card = Card(margin=1)
        card.box.setSpacing(0)
        card.box.addWidget(self.table, 1)
        footer = QFrame()
        footer.setProperty("role", "footer")
        line = QHBoxLayout(footer)
        line.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        totals = QHBoxLayout()
        totals.setSpacing(SPACE_L)
        self._totals = {
            state: StateLabel(f"{self._prefix}.total.{state}", elides=True)
            for state in DocumentState
        }
        for one in self._totals.values():
            one.hide()
            totals.addWidget(one)
        totals.addStretch(1)
        self._selected = label(role="strong", name=f"{self._prefix}.selected")
        line.addLayout(totals, 1)
        line.addWidget(self._selected)
        card.box.addWidget(footer)
        self.body.addWidget(card, 1)
        self.table.selection_moved.connect(self._on_selection_moved)
        self.table.chosen.connect(self._on_chosen)
        commands.press_by_key(
            self.table,
            {
                commands.PAY: self.pay,
                commands.LINK: self.copy_links,
                commands.CUSTOMER: self.open_customer,
                commands.SELECTED: self.charge_selected,
            },
        )
        self._on_selection_moved()

    def _on_loaded(self, found: DocumentList) -> None:
        self.trouble.show_text("")
        self.table.set_rows([rows.document_row(one) for one in found.rows])
        self._say_totals(found)
        self._show_totals(found)
        self._on_selection_moved()

    def _say_totals(self, found: DocumentList) -> None:
        shown = count(found.count, "{n} document", "{n} documents")
        self.say(
            tr(
                "{shown}, total\u00a0{total}, due\u00a0{due}",
                shown=shown,
                total=money(found.total),
                due=money(found.due),
            )
        )

    def _show_totals(self, found: DocumentList) -> None:
        parts = {part.state: part for part in found.totals}
        for state, shown_as in self._totals.items():
            part = parts.get(state)
            if part is not None:
                shown = states.of_document(state)
                sum_of = part.due if state in CHARGEABLE_STATES else part.total
                words = f"{shown.word} {part.count} · {money(sum_of)}"
                shown_as.show_state(states.Shown(shown.icon, words, shown.tone))
            shown_as.setVisible(part is not None)

    def _chosen(self) -> list[DocumentRow]:
        return [one.value for one in self.table.selected_rows()]

    def _on_selection_moved(self) -> None:
        chosen = self._chosen()
        marked = self.table.selected_window()
        if marked.count > 1:
            # Many rows, most of them not here: counted by the copy, shown when it has answered.
            for action in (self.open_customer, self.pay, self.charge_selected):
                action.setEnabled(False)
            self.copy_links.setEnabled(True)
            self.presenter.sum_chosen(marked)
            return
        one = chosen[0] if len(chosen) == 1 else None
        self.open_customer.setEnabled(one is not None)
        self.pay.setEnabled(
            one is not None and one.state in CHARGEABLE_STATES and one.open_attempt is None
        )
        self.copy_links.setEnabled(bool(chosen))
        self.charge_selected.setEnabled(
            len(chosen) > 1 and any(row.state in CHARGEABLE_STATES for row in chosen)
        )
        self._selected.setText(_selected_words(chosen))

    def _on_chosen_summed(self, sums: ChosenSums) -> None:
        if self.table.selected_window().count == sums.count:
            self.charge_selected.setEnabled(sums.has_open)
            self._selected.setText(
                tr("Selected {n} · {due} due", n=sums.count, due=money(sums.due))
            )

    def _on_chosen(self, chosen: DocumentRow) -> None:
        self.customer_asked.emit(chosen.document.ref.customer_id)

    def _on_customer_clicked(self) -> None:
        for chosen in self._chosen()[:1]:
            self.customer_asked.emit(chosen.document.ref.customer_id)

    def _on_pay_clicked(self) -> None:
        for chosen in self._chosen()[:1]:
            self.pay_asked.emit(chosen.document.ref)

    def _on_charge_selected_clicked(self) -> None:
        self._then = self.selection_plan_asked.emit
        self._take_chosen()

    def _take_chosen(self) -> None:
        """Hand the chosen rows on; those of a window are read first."""
        if self.table.is_window:
            self.presenter.read_chosen(self.table.selected_window())
        else:
            self._on_chosen_read(tuple(self._chosen()))

    def _on_chosen_read(self, chosen: tuple[DocumentRow, ...]) -> None:
        if chosen:
            self._then(chosen)

    def _on_copy_clicked(self) -> None:
        self._then = self._make_links
        self._take_chosen()

    def _make_links(self, chosen: tuple[DocumentRow, ...]) -> None:
        self.presenter.make_links(chosen, LinkBy.NUMBER)

    def _on_links_ready(self, links: tuple[LinkRow, ...]) -> None:
        self.links_made.emit(links)


def _selected_words(chosen: list[DocumentRow]) -> str:
    if not chosen:
        return ""
    due = total([row.document.due for row in chosen], chosen[0].document.due.currency)
    return tr("Selected {n} · {due} due", n=len(chosen), due=money(due))
