"""One customer's page: facts, saved methods, documents, payments and our charges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentRef
from ippay_desktop.domain.money import total
from ippay_desktop.domain.paylink import portal_url
from ippay_desktop.ui import states
from ippay_desktop.ui.models import rows
from ippay_desktop.ui.presenters.customers import CustomerPresenter
from ippay_desktop.ui.text import NONE, button, count, day, label, money, set_tip, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Tone
from ippay_desktop.ui.widgets import commands
from ippay_desktop.ui.widgets.evidence_saver import ChargesWithEvidence
from ippay_desktop.ui.widgets.flow import Flow
from ippay_desktop.ui.widgets.parts import (
    Card,
    Elided,
    Page,
    StateLabel,
    Tabs,
    colour_on_accent,
    icon_button,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.stack import FaceStack
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.domain.billing import Customer
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.services.customers import CustomerPage as PageValue
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.session import Session


class MethodCard(Card):
    """A saved card or bank account, masked, and whether it can be charged."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__(name=name, margin=SPACE_M)
        self.box.setSpacing(4)
        self.box.addWidget(label(title, role="field"))
        self.state = StateLabel(f"{name}.state")
        self.detail = label(role="small", name=f"{name}.detail", wraps=True)
        self.box.addWidget(self.state)
        self.box.addWidget(self.detail)
        self.box.addStretch(1)


class CustomerPage(Page):
    """One customer: facts, saved methods, documents, payments and our charges.

    Signals:
        back_asked: Return to the list.
        pay_asked: A `DocumentRef` to charge.
        charge_asked: An `Attempt` to look at.
        links_asked: `DocumentRow`s whose links to copy.
        open_asked: A customer id to open in Splynx.
        portal_asked: The portal page where the customer saves a method; copy it.
    """

    back_asked = Signal()
    pay_asked = Signal(DocumentRef)
    charge_asked = Signal(object)
    links_asked = Signal(object)
    open_asked = Signal(int)
    portal_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("", "customer")
        self._session = session
        self.presenter = CustomerPresenter(session, self)
        self._page: PageValue | None = None
        self._put_actions()
        self._put_facts()
        self._put_tables()
        self.follow(session.money_moved, self.presenter.refresh)
        self.presenter.page_loaded.connect(self._on_page_loaded)
        self.presenter.failed.connect(self._on_failed)
        for table in (self.documents, self.payments, self.attempts):
            table.await_rows(self.presenter.failed)

    def open(self, customer_id: CustomerId) -> None:
        """Show a customer."""
        if self._page is None or self._page.customer.id != customer_id:
            self._blank(customer_id)
        self.presenter.load(customer_id)

    @property
    def loaded_id(self) -> int | None:
        """Whose page is fully shown."""
        return self._page.customer.id if self._page else None

    def _blank(self, customer_id: CustomerId) -> None:
        """Show nothing of the customer before: no balance, method or fact under another's name."""
        self._page = None
        self.trouble.show_text("")
        self.title.setText(tr("Customer {id}", id=customer_id))
        set_tip(self.title, "")
        self.say(tr("Reading from Splynx…"))
        self.balance_figure.setText("…")
        self.balance_detail.setText("")
        for card in (self.card, self.bank):
            card.state.show_state(states.Shown("hourglass", "…", Tone.GREY))
            card.detail.setText("")
        for value in self._fact_labels.values():
            value.setText("…")
            set_tip(value, "")
        self._count_tabs(None)
        for table in (self.documents, self.payments, self.attempts):
            table.set_rows([])
            table.say_reading()
        self._on_selection_moved()

    def _put_actions(self) -> None:
        self.back = icon_button("back", "customer.back_button", tr("Back to the list"))
        self.heading.insertWidget(0, self.back)
        self.pay = button(tr("Pay…"), "customer.pay_button", variant="primary")
        self.refill = button(tr("Refill balance…"), "customer.refill_button")
        self.copy_link = button(tr("Copy link"), "customer.copy_link_button")
        self.portal = button(tr("Copy portal page"), "customer.portal_button")
        set_tip(
            self.portal,
            tr("The page where the customer saves or replaces a card or bank account."),
        )
        put_icon(self.portal, "copy")
        self.portal.clicked.connect(
            lambda: self.portal_asked.emit(portal_url(self._session.profile.splynx_url))
        )
        self.open_splynx = button(tr("Open in Splynx"), "customer.open_button")
        for made, icon in ((self.refill, "plus"), (self.copy_link, "link")):
            put_icon(made, icon)
        put_icon(self.open_splynx, "open")
        put_icon(self.pay, "money", colour_on_accent)
        actions = (self.portal, self.open_splynx, self.copy_link, self.refill, self.pay)
        self.heading.addLayout(Flow(*actions))
        self.back.clicked.connect(self.back_asked.emit)
        self.pay.clicked.connect(self._on_pay_clicked)
        self.refill.clicked.connect(self._on_refill_clicked)
        self.copy_link.clicked.connect(self._on_copy_clicked)
        self.open_splynx.clicked.connect(self._on_open_clicked)

    def _put_facts(self) -> None:
        self.balance = Card(name="customer.balance", margin=SPACE_M)
        self.balance.box.setSpacing(3)
        self.balance.box.addWidget(label(tr("Balance"), role="field"))
        self.balance_figure = label(role="figure", name="customer.balance.figure")
        self.balance_detail = label(role="small", name="customer.balance.detail")
        self.balance.box.addWidget(self.balance_figure)
        self.balance.box.addWidget(self.balance_detail)
        self.balance.box.addStretch(1)
        self.card = MethodCard(tr("Saved card"), "customer.card")
        self.bank = MethodCard(tr("Saved bank account"), "customer.bank")
        self.facts = Card(margin=SPACE_M)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(SPACE_L)
        self._facts.setVerticalSpacing(4)
        self.facts.box.addLayout(self._facts)
        self.facts.box.addStretch(1)
        self._fact_labels = {}
        for key, title in _fact_titles().items():
            at, column, width = _FACT_PLACES[key]
            name = f"customer.fact.{key}"
            value = label(name=name, wraps=True) if key == "address" else Elided(name=name)
            top = Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(label(title, role="field"), at, column, top)
            self._facts.addWidget(value, at, column + 1, 1, width)
            self._fact_labels[key] = value
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        line = row(spacing=SPACE_M)
        for item, share in ((self.balance, 2), (self.card, 3), (self.bank, 3), (self.facts, 6)):
            line.addWidget(item, share)
        self.body.addLayout(line)

    def _put_tables(self) -> None:
        self.tabs = Tabs([tr("Documents"), tr("Payments"), tr("Our charges")], "customer.tabs")
        self.documents: Table[DocumentRow] = Table(
            rows.documents_model(names_customer=False),
            "customer.documents",
            empty=tr("No invoices and no proformas."),
        )
        self.payments = Table(
            rows.payments_model(), "customer.payments", empty=tr("Splynx has no payments.")
        )
        self.attempts = Table(
            rows.attempts_model(), "customer.attempts", empty=tr("Not charged from here yet.")
        )
        self.documents.setAccessibleName(tr("Documents"))
        self.payments.setAccessibleName(tr("Payments"))
        self.attempts.setAccessibleName(tr("Our charges"))
        self.charges = ChargesWithEvidence(self._session, self.attempts, "customer")
        self.stack = FaceStack()
        for table in (self.documents, self.payments, self.charges):
            self.stack.addWidget(table)
        self.tabs.changed.connect(self.stack.setCurrentIndex)
        self.documents.selection_moved.connect(self._on_selection_moved)
        self.documents.chosen.connect(self._on_document_chosen)
        self.attempts.chosen.connect(self.charge_asked)
        commands.press_by_key(
            self.documents, {commands.PAY: self.pay, commands.LINK: self.copy_link}
        )
        card = Card(margin=1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_M, SPACE_S // 2, SPACE_M, 0)
        head.addWidget(self.tabs)
        card.box.setSpacing(0)
        card.box.addLayout(head)
        card.box.addWidget(self.stack, 1)
        self.body.addWidget(card, 1)
        self._on_selection_moved()

    def _on_page_loaded(self, page: PageValue) -> None:
        self.trouble.show_text("")
        self._page = page
        one = page.customer
        self.title.setText(one.name)
        set_tip(self.title, one.name)
        partner = self._session.catalogue.partner(one.partner_id)
        self.say(
            tr(
                "Customer {id} · {status} · {partner}",
                id=one.id,
                status=states.customer_status(one.status),
                partner=partner,
            )
        )
        self._show_facts(one)
        self._show_balance(page)
        self._show_methods(page)
        self.documents.set_rows(
            [rows.document_row(item, names_customer=False) for item in page.documents]
        )
        catalogue = self._session.catalogue
        self.payments.set_rows([rows.payment_row(item, catalogue) for item in page.payments])
        self.attempts.set_rows([rows.attempt_row(item) for item in page.attempts])
        self.charges.show_chosen()
        self._count_tabs(page)
        self._give_pay_room(page)
        self._select_first_open(page)
        self._on_selection_moved()
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or not self.isAncestorOf(focused)):
            # Whoever came by the search goes on with one key; a focus on this page stays.
            self.documents.setFocus()

    def _count_tabs(self, page: PageValue | None) -> None:
        if page is None:
            titles = [tr("Documents"), tr("Payments"), tr("Our charges")]
        else:
            titles = [
                tr("Documents {n}", n=len(page.documents)),
                tr("Payments {n}", n=len(page.payments)),
                tr("Our charges {n}", n=len(page.attempts)),
            ]
        for number, title in enumerate(titles):
            self.tabs.set_title(number, title)

    def _on_failed(self, sentence: str) -> None:
        self.trouble.show_text(sentence)
        if self._page is None:
            self.say(tr("Not read. Open the customer again to try once more."))

    def _select_first_open(self, page: PageValue) -> None:
        """Oldest unpaid first, as debts are paid; a selection that staff made stays."""
        open_rows = [item for item in page.documents if item.state in CHARGEABLE_STATES]
        if open_rows and not self.documents.selected_rows():
            self.documents.select_key(open_rows[-1].document.ref.key)

    def _give_pay_room(self, page: PageValue) -> None:
        """As wide as its longest sum: the buttons beside it stay while the selection moves."""
        sums = [
            money(item.document.due) for item in page.documents if item.state in CHARGEABLE_STATES
        ]
        longest = max(sums, key=len, default="")
        self.pay.setText(tr("Pay{due}…", due=f" {longest}" if longest else ""))
        self.pay.setMinimumWidth(self.pay.sizeHint().width())

    def _show_facts(self, one: Customer) -> None:
        values = {
            "email": one.email,
            "phone": one.phone,
            "login": one.login,
            "address": ", ".join(part for part in (one.street, one.zip_code, one.city) if part),
            "location": self._session.catalogue.location(one.location_id),
            "since": day(one.added_on),
        }
        for key, text in values.items():
            self._fact_labels[key].setText(text or NONE)
            set_tip(self._fact_labels[key], text)

    def _show_balance(self, page: PageValue) -> None:
        balance = page.billing.balance
        self.balance_figure.setText(money(balance))
        unpaid = [item for item in page.documents if item.state in CHARGEABLE_STATES]
        owed = total([item.document.due for item in unpaid], balance.currency)
        self.balance_detail.setText(
            count(len(unpaid), "{n} unpaid, {due}", "{n} unpaid, {due}", due=money(owed))
            if unpaid
            else tr("Nothing unpaid")
        )

    def _show_methods(self, page: PageValue) -> None:
        for card, instrument in ((self.card, page.methods.card), (self.bank, page.methods.bank)):
            card.state.show_state(states.of_instrument(instrument))
            if instrument is None:
                card.detail.setText(tr("The customer saves one in the portal."))
            else:
                expiry = tr("expires {date}", date=instrument.expiry) if instrument.expiry else ""
                kind = instrument.account_type.capitalize()
                parts = (instrument.holder, expiry, kind)
                card.detail.setText(" · ".join(part for part in parts if part))

    def _chosen_row(self) -> DocumentRow | None:
        chosen = self.documents.selected_rows()
        return chosen[0].value if len(chosen) == 1 else None

    def _on_selection_moved(self) -> None:
        chosen = self._chosen_row()
        can_pay = (
            chosen is not None and chosen.state in CHARGEABLE_STATES and chosen.open_attempt is None
        )
        self.pay.setEnabled(can_pay)
        self.refill.setEnabled(self._page is not None)
        self.copy_link.setEnabled(bool(self.documents.selected_rows()))
        due = f" {money(chosen.document.due)}" if chosen is not None and can_pay else ""
        self.pay.setText(tr("Pay{due}…", due=due))

    def _on_pay_clicked(self) -> None:
        chosen = self._chosen_row()
        if chosen is not None:
            self.pay_asked.emit(chosen.document.ref)

    def _on_document_chosen(self, chosen: DocumentRow) -> None:
        if self.pay.isEnabled():
            self.pay_asked.emit(chosen.document.ref)

    def _on_refill_clicked(self) -> None:
        if self._page is not None:
            self.pay_asked.emit(DocumentRef.refill(self._page.customer.id))

    def _on_copy_clicked(self) -> None:
        self.links_asked.emit([item.value for item in self.documents.selected_rows()])

    def _on_open_clicked(self) -> None:
        if self._page is not None:
            self.open_asked.emit(self._page.customer.id)


# Line, column, and how many columns its words take: what may be long has a line of its own.
_FACT_PLACES = {
    "email": (0, 0, 3),
    "address": (1, 0, 3),
    "phone": (2, 0, 1),
    "location": (2, 2, 1),
    "login": (3, 0, 1),
    "since": (3, 2, 1),
}


def _fact_titles() -> dict[str, str]:
    return {
        "email": tr("E-mail"),
        "phone": tr("Phone"),
        "login": tr("Login"),
        "address": tr("Address"),
        "location": tr("Location"),
        "since": tr("Since"),
    }
