"""Pay links: name documents or take a filter, see which are unpaid now, copy in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.paylink import LinkBy, PayLink
from ippay_desktop.services.pay_links import WARNING
from ippay_desktop.ui.models import waiting_rows
from ippay_desktop.ui.presenters.links import LinkEntry, LinksPresenter
from ippay_desktop.ui.saved_filters import month_end, month_start
from ippay_desktop.ui.text import button, count, label, said, tr
from ippay_desktop.ui.theme import CONTROL_HEIGHT, SPACE_L, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.clipboard import copy_addresses, copy_links
from ippay_desktop.ui.widgets.filters import Choice, FilterBar
from ippay_desktop.ui.widgets.flow import Flow
from ippay_desktop.ui.widgets.inputs import LineField, TextField
from ippay_desktop.ui.widgets.link_sending import LinkSending
from ippay_desktop.ui.widgets.parts import (
    Card,
    Notice,
    Page,
    Tabs,
    colour_on_accent,
    field,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.stack import FaceStack
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.session import Session

_LINES = 3


class LinksPage(Page):
    """Direct-pay links, checked before they are copied."""

    def __init__(self, session: Session, memory: WindowMemory) -> None:
        super().__init__(tr("Pay links"), "links")
        self._session = session
        self.presenter = LinksPresenter(session, self)
        self.body.addWidget(Notice(said(WARNING), name="links.warning"))
        self._put_sources()
        self.table: Table[LinkEntry] = Table(
            waiting_rows.links_model(),
            "links.table",
            empty=tr(
                "Paste numbers or take a filter; each is read from Splynx before its link is made."
            ),
        )
        card = Card(margin=1)
        card.box.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.sending = LinkSending(session, memory)
        self._put_copying()
        self.presenter.loaded.connect(self._on_loaded)
        self.presenter.failed.connect(self.trouble.show_text)
        self.presenter.failed.connect(self.table.say_failed)
        self.presenter.busy_changed.connect(self._on_busy_changed)

    @override
    def enter(self) -> None:
        self.numbers.setFocus()

    def _put_sources(self) -> None:
        card = Card(margin=SPACE_M)
        self.tabs = Tabs([tr("By number"), tr("By filter")], "links.tabs")
        self.kind = Choice(
            "links.kind",
            [(tr("Invoices"), DocumentKind.INVOICE), (tr("Proformas"), DocumentKind.PROFORMA)],
        )
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        head.addWidget(label(tr("Documents"), role="field"))
        head.addWidget(self.kind)
        card.box.addLayout(head)
        self.sources = FaceStack()
        self.sources.addWidget(self._by_number())
        self.sources.addWidget(self._by_filter())
        self.tabs.changed.connect(self.sources.setCurrentIndex)
        card.box.addWidget(self.sources)
        self.body.addWidget(card)

    def _by_number(self) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        self.numbers = TextField(
            "links.numbers", placeholder=tr("Document numbers, separated by spaces or lines")
        )
        self.numbers.setAccessibleName(tr("Document numbers"))
        height = self.numbers.fontMetrics().lineSpacing() * _LINES + SPACE_L
        self.numbers.setFixedHeight(height)
        self.check = button(tr("Check and make links"), "links.check_button", variant="primary")
        put_icon(self.check, "link", colour_on_accent)
        layout.addWidget(self.numbers, 1)
        under = QVBoxLayout()
        under.addStretch(1)
        under.addWidget(self.check)
        layout.addLayout(under)
        self.check.clicked.connect(
            lambda: self.presenter.for_text(self.numbers.toPlainText(), self.kind.value)
        )
        return page

    def _by_filter(self) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        today = self._session.now().astimezone().date()
        first, last = month_start(today), month_end(today)
        self.filter = FilterBar("links", self._session.catalogue, first, last)
        self.filter.state.select(CHARGEABLE_STATES)
        self.take = button(tr("Take filter"), "links.filter_button", variant="primary")
        layout.addWidget(self.filter, 1)
        under = QVBoxLayout()
        under.addStretch(1)
        under.addWidget(self.take)
        layout.addLayout(under)
        self.take.clicked.connect(self.filter.apply)
        self.filter.applied.connect(
            lambda wanted: self.presenter.for_filter(wanted, self.kind.value)
        )
        return page

    def _put_copying(self) -> None:
        card = Card(margin=SPACE_M)
        self.found = label(tr("No links yet"), role="strong", name="links.found")
        self.by = Choice(
            "links.by",
            [(tr("by document number"), LinkBy.NUMBER), (tr("by document id"), LinkBy.ID)],
        )
        self.copy_button = button(
            tr("Copy as buttons and text"), "links.copy_button", variant="primary"
        )
        self.copy_urls = button(tr("Copy addresses"), "links.copy_urls_button")
        self.preview = LineField("links.preview")
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(tr("Address of the selected link"))
        put_icon(self.copy_button, "copy", colour_on_accent)
        put_icon(self.copy_urls, "copy")
        line = row(self.found)
        forms = label(tr("Address"), role="field")
        forms.setFixedHeight(CONTROL_HEIGHT)
        line.addLayout(Flow(forms, self.by, self.copy_urls, self.copy_button), 1)
        card.box.addLayout(line)
        card.box.addLayout(field(tr("Address of the selected document"), self.preview))
        card.box.addWidget(self.sending)
        self.foot.addWidget(card)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.copy_urls.clicked.connect(self._on_copy_urls_clicked)
        self.by.activated.connect(self._show_selection)
        self.table.selection_moved.connect(self._show_selection)
        self._show_selection()

    def take_rows(self, links: tuple[LinkRow, ...]) -> None:
        """Show links that another page made."""
        self._on_loaded(
            tuple(
                LinkEntry(link.row.document.ref.number or "", link, link.obstacle) for link in links
            )
        )

    def _links(self) -> list[PayLink]:
        return [link for _row, link in self._good()]

    def _good(self) -> list[tuple[DocumentRow, PayLink]]:
        """Links of the selected rows, or of all while none is selected, in the chosen form."""
        chosen = self.table.selected_rows() or list(self.table.rows_model.rows)
        by = self.by.value
        links = []
        for one in chosen:
            found = one.value.row
            if found is not None and found.link is not None:
                form = self.presenter.other_forms(found.link).get(by, found.link)
                links.append((found.row, form))
        return links

    def _on_loaded(self, entries: tuple[LinkEntry, ...]) -> None:
        self.trouble.show_text("")
        self.table.set_rows([waiting_rows.link_row(one) for one in entries])
        good = sum(one.row is not None and one.row.link is not None for one in entries)
        self.found.setText(
            tr("{good} of {all} may be sent", good=good, all=len(entries))
            if entries
            else tr("No links yet")
        )
        self._show_selection()

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.check.setEnabled(not is_busy)
        self.take.setEnabled(not is_busy)
        if is_busy:
            self.table.set_rows([])
            self.table.say_reading()

    def _show_selection(self) -> None:
        links = self._links()
        is_one = len(self.table.selected_rows()) == 1
        self.sending.take(self._good(), is_one_selected=is_one)
        self.copy_button.setEnabled(bool(links))
        self.copy_urls.setEnabled(bool(links))
        self.copy_button.setText(
            tr("Copy {n} as buttons and text", n=len(links))
            if links
            else tr("Copy as buttons and text")
        )
        self.preview.setText(links[0].url if links else "")
        self.preview.setCursorPosition(0)

    def _on_copy_clicked(self) -> None:
        links = self._links()
        copy_links(links)
        self._session.notice.emit(count(len(links), "{n} link copied.", "{n} links copied."))

    def _on_copy_urls_clicked(self) -> None:
        links = self._links()
        copy_addresses(links)
        self._session.notice.emit(count(len(links), "{n} address copied.", "{n} addresses copied."))
