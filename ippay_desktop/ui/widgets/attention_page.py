"""Attention: everything that waits, what is known, what comes next, and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.ui import states
from ippay_desktop.ui.dialogs.approve import ApproveDialog
from ippay_desktop.ui.dialogs.decide import DecideDialog
from ippay_desktop.ui.dialogs.dismiss import DismissDialog
from ippay_desktop.ui.models import waiting_rows
from ippay_desktop.ui.text import (
    NONE,
    button,
    count,
    document_name,
    label,
    masked_method,
    moment,
    money,
    said,
    set_tip,
    tr,
)
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets import commands
from ippay_desktop.ui.widgets.parts import (
    Card,
    Page,
    SideCard,
    StateLabel,
    colour_on_accent,
    put_icon,
    rule,
)
from ippay_desktop.ui.widgets.scrolling import scrolled
from ippay_desktop.ui.widgets.table import Table
from ippay_desktop.ui.widgets.told import told

if TYPE_CHECKING:
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.ui.presenters.attention import AttentionPresenter

_SIDE_WIDTH = 276


class AttentionPage(Page):
    """What waits for evidence or a person.

    Signals:
        customer_asked: Open a customer's page; carries the id.
        charge_asked: Open a charge's view; carries the `Attempt`.
    """

    customer_asked = Signal(int)
    charge_asked = Signal(object)

    def __init__(self, presenter: AttentionPresenter) -> None:
        super().__init__(tr("Attention"), "attention")
        self.presenter = presenter
        self.ask = button(tr("Ask now"), "attention.ask_button", variant="primary")
        put_icon(self.ask, "refresh", colour_on_accent)
        self.heading.addWidget(self.ask)
        self.table: Table[AttentionItem] = Table(
            waiting_rows.attention_model(),
            "attention.table",
            empty=tr("Nothing waits. Every charge is settled and recorded."),
        )
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        card = Card(margin=1)
        card.box.addWidget(self.table)
        line.addWidget(card, 1)
        line.addWidget(self._side())
        self.body.addLayout(line, 1)
        self.ask.clicked.connect(presenter.ask_now)
        commands.press_by_key(
            self.table,
            {
                commands.ASK: self.ask,
                commands.DECIDE: self.decide,
                commands.CUSTOMER: self.open_customer,
            },
        )
        presenter.items_changed.connect(self._on_items_changed)
        presenter.failed.connect(self.trouble.show_text)
        self.table.await_rows(presenter.failed)
        presenter.charge_read.connect(self.charge_asked.emit)
        presenter.busy_changed.connect(self._on_busy_changed)
        self.table.selection_moved.connect(self._show_chosen)
        self.table.chosen.connect(self._open_customer)

    @override
    def enter(self) -> None:
        self.presenter.refresh()
        self.table.setFocus()

    def _side(self) -> Card:
        self.side = SideCard(name="attention.detail", width=_SIDE_WIDTH, margin=SPACE_M)
        self.answer = StateLabel("attention.answer", wraps=True)
        self.known = label(name="attention.known", wraps=True)
        self.next_step = label(name="attention.next", wraps=True)
        self.open_customer = button(tr("Open customer"), "attention.customer_button")
        put_icon(self.open_customer, "customers")
        self.open_customer.clicked.connect(self._on_open_clicked)
        self.open_charge = button(tr("Open charge"), "attention.charge_button")
        put_icon(self.open_charge, "money")
        self.open_charge.clicked.connect(self._on_charge_clicked)
        self.decide = button(tr("Decide…"), "attention.decide_button")
        self.decide.clicked.connect(self._on_decide_clicked)
        self.dismiss = button(tr("Mark as dealt with…"), "attention.dismiss_button")
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.approve = button(tr("Approve…"), "attention.approve_button", variant="primary")
        put_icon(self.approve, "shield", colour_on_accent)
        self.approve.clicked.connect(self._on_approve_clicked)
        self.approve_dialog: ApproveDialog | None = None
        self.dialog: DecideDialog | None = None
        self.dismiss_dialog: DismissDialog | None = None
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.answer)
        box.addLayout(told(tr("What is known"), self.known))
        box.addLayout(told(tr("What comes next"), self.next_step))
        box.addWidget(rule())
        box.addLayout(self._facts())
        box.addStretch(1)
        box = self.side.box
        box.addWidget(scrolled(words, is_read=True), 1)
        box.addWidget(self.approve)
        box.addWidget(self.decide)
        box.addWidget(self.dismiss)
        box.addWidget(self.open_charge)
        box.addWidget(self.open_customer)
        self.side.hide()
        return self.side

    def _facts(self) -> QGridLayout:
        facts = QGridLayout()
        facts.setHorizontalSpacing(SPACE_L)
        facts.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._values = {}
        for key, title in _titles().items():
            value = label(name=f"attention.fact.{key}", wraps=True)
            row = facts.rowCount()
            if key == "transaction":
                # An id has no place to break at, so it takes a line of its own.
                facts.addWidget(label(title, role="field"), row, 0, 1, 2)
                facts.addWidget(value, row + 1, 0, 1, 2)
            else:
                facts.addWidget(label(title, role="field"), row, 0, top)
                facts.addWidget(value, row, 1)
            self._values[key] = value
        return facts

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.ask.setEnabled(not is_busy)
        self.ask.setText(tr("Asking…") if is_busy else tr("Ask now"))

    def _on_items_changed(self, items: tuple[AttentionItem, ...]) -> None:
        self.trouble.show_text("")
        self.table.set_rows([waiting_rows.attention_row(item) for item in items])
        self.say(
            count(
                len(items),
                "{n} thing waits. Don't charge it again.",
                "{n} things wait. Don't charge them again.",
            )
            if items
            else tr("Nothing waits.")
        )
        if items and not self.table.selected_rows():
            self.table.select_key(items[0].about.subject)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.selected_rows()
        self.side.setVisible(bool(chosen))
        if not chosen:
            return
        item = chosen[0].value
        self.answer.show_state(states.of_taken(item.about.money_taken))
        self.known.setText(said(item.about.reason))
        when = tr(" Next time: {at}.", at=moment(item.next_at)) if item.next_at else ""
        self.next_step.setText(said(item.next_step) + when)
        for key, text in _values(item).items():
            self._values[key].setText(text)
        self._show_approve(item)
        self.decide.setVisible(bool(self.presenter.decisions_for(item)))
        self.dismiss.setVisible(item.can_be_dismissed)
        self.open_charge.setVisible(item.about.attempt_id is not None)
        self.open_customer.setVisible(item.about.customer_id is not None)

    def _show_approve(self, item: AttentionItem) -> None:
        waits = item.approval is not None and item.approval.approved_at is None
        obstacle = self.presenter.approval_obstacle(item)
        self.approve.setVisible(waits)
        self.approve.setEnabled(obstacle is None)
        set_tip(self.approve, obstacle or "")

    def _on_approve_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            approval = chosen.value.approval
            if approval is not None:
                dialog = self.approve_dialog = ApproveDialog(approval, self.window())
                dialog.accepted.connect(partial(self.presenter.approve, approval))
                dialog.finished.connect(self._on_approve_finished)
                dialog.open()

    def _on_approve_finished(self) -> None:
        self.approve_dialog = None

    def _on_decide_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            self.dialog = DecideDialog(self.presenter, chosen.value, self.window())
            self.dialog.finished.connect(self._on_decide_finished)
            self.dialog.open()

    def _on_dismiss_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            item = chosen.value
            self.dismiss_dialog = DismissDialog(
                self.presenter,
                item.about.subject,
                known=said(item.about.reason),
                next_step=said(item.next_step),
                parent=self.window(),
            )
            self.dismiss_dialog.finished.connect(self._on_dismiss_finished)
            self.dismiss_dialog.open()

    def _on_dismiss_finished(self) -> None:
        self.dismiss_dialog = None

    def _on_decide_finished(self) -> None:
        self.dialog = None

    def _on_open_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            self._open_customer(chosen.value)

    def _on_charge_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            if chosen.value.about.attempt_id is not None:
                self.presenter.read_charge(chosen.value.about.attempt_id)

    def _open_customer(self, item: AttentionItem) -> None:
        if item.about.customer_id is not None:
            self.customer_asked.emit(item.about.customer_id)


def _values(item: AttentionItem) -> dict[str, str]:
    about, attempt = item.about, item.attempt
    values = dict.fromkeys(_titles(), NONE)
    if about.customer_id is not None:
        name, customer_id = about.customer_name or NONE, about.customer_id
        values["customer"] = tr("{name} ({id})", name=name, id=customer_id)
    if item.approval is not None:
        values["by"] = item.approval.asked_by
    values |= {
        "document": document_name(about.document) if about.document else NONE,
        "amount": money(about.amount) if about.amount else NONE,
        "transaction": about.transaction_id or NONE,
        "since": moment(about.since),
    }
    if attempt is None:
        return values
    intent = attempt.intent
    return values | {
        "method": masked_method(intent.instrument_kind, intent.last4),
        "asked": count(attempt.enquiries, "{n} time", "{n} times"),
        "by": tr("{operator} at {station}", operator=intent.operator, station=intent.station),
    }


def _titles() -> dict[str, str]:
    return {
        "customer": tr("Customer"),
        "document": tr("Document"),
        "amount": tr("Amount"),
        "method": tr("Method"),
        "transaction": tr("Transaction"),
        "since": tr("Since"),
        "asked": tr("Asked"),
        "by": tr("By"),
    }
