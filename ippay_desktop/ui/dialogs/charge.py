"""One charge: what happened to it from first to last, and giving it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.ui import states
from ippay_desktop.ui.dialogs.base import Dialog
from ippay_desktop.ui.dialogs.pay_result import ResultView
from ippay_desktop.ui.models.history_words import history_line
from ippay_desktop.ui.papers.reports import receipt_draft
from ippay_desktop.ui.text import (
    button,
    button_text,
    document_name,
    label,
    masked_method,
    money,
    said,
    tr,
)
from ippay_desktop.ui.theme import SPACE_M
from ippay_desktop.ui.widgets.evidence_saver import EvidenceButton
from ippay_desktop.ui.widgets.inputs import LineField, ReadText
from ippay_desktop.ui.widgets.mode import ModeBand
from ippay_desktop.ui.widgets.paper_button import PaperButton
from ippay_desktop.ui.widgets.parts import Notice, StateLabel, field, put_icon, row
from ippay_desktop.ui.widgets.tell_customer import TellCustomer

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.profile import Mode
    from ippay_desktop.domain.reversal_rules import ReversalOrder
    from ippay_desktop.ui.papers.paper import Draft
    from ippay_desktop.ui.presenters.pay import PayResult
    from ippay_desktop.ui.presenters.reversing import ChargeFacts, ReversingPresenter

_DETAILS, _CONFIRM, _RESULT = 0, 1, 2
_WIDTH, _HISTORY_HEIGHT = 720, 220


class ChargeDialog(Dialog):
    """A charge's details; Void and Refund confirm and answer in the same place.

    Signals:
        attention_asked: Staff want to see what waits.
        customer_asked: Open the customer's page; carries the id.
    """

    attention_asked = Signal()
    customer_asked = Signal(int)

    def __init__(
        self, presenter: ReversingPresenter, attempt: Attempt, mode: Mode, parent: QWidget
    ) -> None:
        super().__init__(tr("Charge"), "charge", parent)
        self.presenter = presenter
        presenter.setParent(self)
        self._attempt = attempt
        self._order: ReversalOrder | None = None
        self._is_void = True
        self.setFixedWidth(_WIDTH)
        self.layout().insertWidget(0, ModeBand(mode))  # type: ignore[union-attr]  # set by Dialog
        words = tr(
            "{amount}, {document}, {customer}",
            amount=money(attempt.intent.amount),
            document=document_name(attempt.document),
            customer=attempt.intent.customer_name,
        )
        self.content.addWidget(label(words, role="title", name="charge.title", wraps=True))
        method = masked_method(attempt.intent.instrument_kind, attempt.intent.last4)
        facts = f"{method}  ·  {attempt.intent.transaction_id}"
        self.content.addWidget(label(facts, role="dim", name="charge.facts"))
        self.stack = QStackedWidget()
        self.content.addWidget(self.stack, 1)
        self.stack.addWidget(self._details())
        self.stack.addWidget(self._confirmation())
        self.result_view = ResultView()
        self.stack.addWidget(self.result_view)
        self._put_buttons()
        self._listen()
        self._show_states()
        self.history.setPlaceholderText(tr("Reading…"))
        presenter.open()

    def _details(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        self.answer = StateLabel("charge.answer", is_large=True)
        self.state = StateLabel("charge.state", wraps=True)
        self.tell = TellCustomer("charge")
        self.trouble = Notice(name="charge.trouble")
        self.trouble.hide()
        self.history = ReadText("charge.history", tr("History"))
        self.history.setMinimumHeight(_HISTORY_HEIGHT)
        self.ask = button(tr("Ask now"), "charge.ask_button")
        put_icon(self.ask, "refresh")
        self.ask.hide()
        self.evidence = EvidenceButton(
            self.presenter.session, "charge.evidence_button", lambda: self._attempt
        )
        self.open_customer = button(tr("Open customer"), "charge.customer_button")
        put_icon(self.open_customer, "customers")
        head = row(label(tr("History"), role="field"))
        head.addStretch(1)
        for made in (self.ask, self.evidence, self.open_customer):
            head.addWidget(made)
        for part in (self.answer, self.state, self.tell, self.trouble):
            box.addWidget(part)
        box.addLayout(head)
        box.addWidget(self.history, 1)
        return page

    def _confirmation(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        self.question = label(role="heading", name="charge.question", wraps=True)
        self.amount = LineField("charge.amount", placeholder=tr("All that is left"))
        self._amount_row = QWidget()
        self._amount_row.setLayout(field(tr("Amount"), self.amount))
        self.keep = QCheckBox(button_text(tr("Keep our payment in Splynx")))
        self.keep.setObjectName("charge.keep")
        self.summary = label(role="dim", name="charge.summary", wraps=True)
        for part in (self.question, self._amount_row, self.keep, self.summary):
            box.addWidget(part)
        box.addStretch(1)
        return page

    def _put_buttons(self) -> None:
        self.see_attention = button(tr("See Attention"), "charge.attention_button")
        self.void = button(tr("Void…"), "charge.void_button")
        self.refund = button(tr("Refund…"), "charge.refund_button")
        self.commit = button(tr("Checking…"), "charge.commit_button", variant="danger")
        self.cancel = button(tr("Close"), "charge.cancel_button")
        self.print = PaperButton(self.presenter.session, "charge.print_button", self._draft)
        self.footer.insertWidget(0, self.print)
        for each in (self.see_attention, self.void, self.refund, self.commit, self.cancel):
            each.setAutoDefault(False)
            self.footer.addWidget(each)
        self.cancel.setDefault(True)
        for hidden in (self.see_attention, self.void, self.refund, self.commit):
            hidden.hide()

    def _listen(self) -> None:
        presenter = self.presenter
        presenter.loaded.connect(self._on_loaded)
        presenter.prepared.connect(self._on_prepared)
        presenter.refused.connect(self._on_refused)
        presenter.finished.connect(self._on_finished)
        presenter.failed.connect(self._on_failed)
        self.finished.connect(presenter.close)
        self.ask.clicked.connect(self._on_ask_clicked)
        self.open_customer.clicked.connect(self._on_customer_clicked)
        self.void.clicked.connect(lambda: self._ask(is_void=True))
        self.refund.clicked.connect(lambda: self._ask(is_void=False))
        self.commit.clicked.connect(self._on_commit_clicked)
        self.cancel.clicked.connect(self.reject)
        self.see_attention.clicked.connect(self._on_attention_clicked)
        self.amount.textEdited.connect(self._prepare)
        self.amount.card_number_refused.connect(self._prepare)
        self.keep.toggled.connect(self._prepare)

    def _on_loaded(self, facts: ChargeFacts) -> None:
        attempt = self._attempt = facts.attempt
        self.trouble.show_text("")
        self._show_states()
        self.fit_height()
        self.ask.setText(tr("Ask now"))
        self.ask.setEnabled(True)
        self.ask.setVisible(attempt.is_open or attempt.given_back.is_being_reversed)
        self.history.setPlainText("\n".join(history_line(one) for one in facts.lines))
        is_settled = attempt.state is AttemptState.RECORDED and attempt.left_minor > 0
        can_go_back = is_settled and not attempt.given_back.is_being_reversed
        self.void.setVisible(can_go_back and not attempt.is_bank and attempt.refunded is None)
        self.refund.setVisible(can_go_back)

    def _show_states(self) -> None:
        attempt = self._attempt
        self.answer.show_state(states.of_taken(attempt.money_taken))
        self.state.show_state(states.of_attempt(attempt))
        self.tell.show_attempt(attempt)

    def _on_failed(self, sentence: str) -> None:
        self.trouble.show_text(sentence)
        self.history.setPlaceholderText(tr("Not read. Why stands above."))
        self.ask.setText(tr("Ask now"))
        self.ask.setEnabled(True)

    def _on_ask_clicked(self) -> None:
        self.ask.setEnabled(False)
        self.ask.setText(tr("Asking…"))
        self.presenter.ask()

    def _on_customer_clicked(self) -> None:
        self.accept()
        self.customer_asked.emit(self._attempt.customer_id)

    def _ask(self, *, is_void: bool) -> None:
        self._is_void = is_void
        self.question.setText(tr("Void this charge?") if is_void else tr("Refund this charge?"))
        self._amount_row.setVisible(not is_void)
        self.keep.setVisible(is_void and self._attempt.payment_id is not None)
        self.void.hide()
        self.refund.hide()
        self.commit.show()
        self.cancel.setText(tr("Cancel"))
        self.stack.setCurrentIndex(_CONFIRM)
        self.cancel.setFocus()
        self._prepare()

    def _prepare(self) -> None:
        self._order = None
        self.commit.setEnabled(False)
        self.commit.setText(tr("Checking…"))
        if self._is_void:
            self.presenter.prepare_void(keep_payment=self.keep.isChecked())
        else:
            self.presenter.prepare_refund(self.amount.text())

    def _on_prepared(self, order: ReversalOrder) -> None:
        self._order = order
        is_void = order.operations[0] is Operation.VOID
        amount = money(order.amount)
        words = (
            tr("Void {amount}", amount=amount) if is_void else tr("Refund {amount}", amount=amount)
        )
        self.commit.setText(button_text(words))
        self.commit.setEnabled(True)
        self.summary.setText(" ".join([_what_happens(order), *map(said, order.warnings)]))

    def _on_refused(self, sentence: str) -> None:
        self._order = None
        self.commit.setEnabled(False)
        self.commit.setText(tr("Void") if self._is_void else tr("Refund"))
        self.summary.setText(sentence)

    def _on_commit_clicked(self) -> None:
        order, self._order = self._order, None
        self.commit.setEnabled(False)
        if order is None:
            return
        self.cancel.setEnabled(False)
        self.amount.setEnabled(False)
        self.keep.setEnabled(False)
        self.summary.setText(tr("Waiting for IPpay. This window stays until the answer is known."))
        if not self.presenter.carry_out(order):
            self.cancel.setEnabled(True)
            self._on_refused(tr("A charge of it is under way already. Nothing was sent twice."))

    def _on_finished(self, result: PayResult) -> None:
        self.result_view.show_result(result)
        self._attempt = result.attempt or self._attempt
        self.stack.setCurrentIndex(_RESULT)
        self.fit_height()
        self.commit.hide()
        # After a refund what staff must enter waits there too.
        self.see_attention.setVisible(result.taken is not MoneyTaken.YES)
        self.cancel.setText(tr("Close"))
        self.cancel.setEnabled(True)
        self.cancel.setFocus()

    def _draft(self) -> Draft:
        return receipt_draft(self._attempt, self.presenter.session)

    def _on_attention_clicked(self) -> None:
        self.accept()
        self.attention_asked.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.cancel.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not self.cancel.hasFocus():
            # Enter alone moves nothing.
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def may_close(self) -> bool:
        return self.cancel.isEnabled()


def _what_happens(order: ReversalOrder) -> str:
    if order.operations[0] is not Operation.VOID:
        return tr(
            "{amount} goes back to the customer. What to enter in Splynx is then in Attention.",
            amount=money(order.amount),
        )
    return tr(
        "The whole charge is taken back. If the day's batch has closed at IPpay, it is refunded "
        "instead. Our payment in Splynx is deleted, unless you keep it."
    )
