"""Pay and Refill balance: what will happen, one button that says it, and what happened."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.instrument import AccountChoice, Instrument, InstrumentKind
from ippay_desktop.ui import states
from ippay_desktop.ui.dialogs.base import Dialog
from ippay_desktop.ui.dialogs.pay_result import ResultView
from ippay_desktop.ui.forecasts import blind_sentence, foreseen
from ippay_desktop.ui.papers.reports import receipt_draft
from ippay_desktop.ui.text import (
    NONE,
    button,
    button_text,
    document_name,
    inside,
    instrument_name,
    label,
    masked_method,
    money,
    tr,
    typed,
)
from ippay_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.mode import ModeBand
from ippay_desktop.ui.widgets.paper_button import PaperButton
from ippay_desktop.ui.widgets.parts import StateLabel, colour_on_accent, put_icon, row, rule

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.forecast import Forecast
    from ippay_desktop.domain.profile import Mode
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.ui.papers.paper import Draft
    from ippay_desktop.ui.presenters.pay import PayOffer, PayPresenter, PayResult

_FORM, _RESULT = 0, 1


class PayDialog(Dialog):
    """One charge, from question to answer.

    Signals:
        attention_asked: Staff want to see what is being checked.
    """

    attention_asked = Signal()

    def __init__(
        self, presenter: PayPresenter, document: DocumentRef, mode: Mode, parent: QWidget
    ) -> None:
        is_refill = document.kind is DocumentKind.REFILL
        title = (
            tr("Refill balance") if is_refill else tr("Pay {d}", d=inside(document_name(document)))
        )
        super().__init__(title, "pay", parent)
        self.presenter = presenter
        presenter.setParent(self)
        self._document = document
        self._order: ChargeOrder | None = None
        self._attempt: Attempt | None = None
        self._is_editable = False
        self.setFixedWidth(580)
        self.layout().insertWidget(0, ModeBand(mode))  # type: ignore[union-attr]  # set by Dialog
        self.content.addWidget(label(title, role="title", name="pay.title"))
        self.stack = QStackedWidget()
        self.content.addWidget(self.stack, 1)
        self.stack.addWidget(self._form())
        self.result_view = ResultView()
        self.stack.addWidget(self.result_view)
        self._put_buttons()
        self._listen()
        presenter.open()

    def _form(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_L)
        form.setVerticalSpacing(SPACE_S + 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.customer = label(tr("Reading…"), role="strong", name="pay.customer", wraps=True)
        self.document = label(document_name(self._document), name="pay.document")
        self.due = label("…", name="pay.due", wraps=True)
        self.amount = LineField("pay.amount")
        self.amount.setMaximumWidth(140)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setAccessibleName(tr("Amount"))
        # What is typed before the offer is there would be lost, or prepared without a customer.
        self.amount.setEnabled(False)
        self.amount_hint = label(role="small", name="pay.amount_hint")
        self.currency = label(role="dim")
        self._methods = QVBoxLayout()
        self._methods.setSpacing(SPACE_S)
        self._group = QButtonGroup(self)
        form.addRow(label(tr("Customer"), role="field"), self.customer)
        form.addRow(label(tr("Document"), role="field"), self.document)
        form.addRow(label(tr("Due now"), role="field"), self.due)
        line = row(self.amount, self.currency, self.amount_hint)
        line.addStretch(1)
        form.addRow(label(tr("Amount"), role="field"), line)
        form.addRow(label(tr("Charge to"), role="field"), self._methods)
        box.addLayout(form)
        box.addWidget(rule())
        self.state = StateLabel("pay.state")
        self.state.show_state(states.being_read())
        self.summary = label(role="dim", name="pay.summary", wraps=True)
        self.summary.setMinimumHeight(36)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.state)
        box.addWidget(self.summary)
        box.addStretch(1)
        return page

    def _put_buttons(self) -> None:
        self.see_attention = button(tr("See Attention"), "pay.attention_button")
        self.see_attention.hide()
        self.again = button(tr("Try again"), "pay.again_button")
        put_icon(self.again, "refresh")
        self.again.hide()
        self.charge = button(tr("Charge"), "pay.charge_button", variant="primary")
        self.charge.setEnabled(False)
        put_icon(self.charge, "money", colour_on_accent)
        self.charge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.cancel = button(tr("Cancel"), "pay.cancel_button")
        self.cancel.setDefault(True)
        self.print = PaperButton(self.presenter.session, "pay.print_button", self._draft)
        self.print.hide()
        self.footer.insertWidget(0, self.print)
        self.footer.addWidget(self.see_attention)
        self.footer.addWidget(self.again)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.charge)
        self.charge.clicked.connect(self._on_charge_clicked)
        self.again.clicked.connect(self._on_again_clicked)
        self.cancel.clicked.connect(self.reject)
        self.see_attention.clicked.connect(self._on_attention_clicked)

    def _listen(self) -> None:
        presenter = self.presenter
        presenter.offered.connect(self._on_offered)
        presenter.prepared.connect(self._on_prepared)
        presenter.refused.connect(self._on_refused)
        presenter.not_read.connect(self._on_not_read)
        presenter.invalidated.connect(self._on_invalidated)
        presenter.sending.connect(self._on_sending)
        presenter.finished.connect(self._on_finished)
        self.amount.textEdited.connect(self._on_changed)
        self.amount.card_number_refused.connect(self._on_changed)
        self.finished.connect(presenter.close)

    def _on_offered(self, offer: PayOffer) -> None:
        self.customer.setText(
            tr("{name} (customer {id})", name=offer.customer_name, id=self._document.customer_id)
        )
        self.document.setText(document_name(offer.document))
        self._is_editable = offer.is_amount_editable
        self._put_again_away()
        self.amount.setEnabled(True)
        self.amount.setReadOnly(not offer.is_amount_editable)
        if offer.due is None:
            self.due.setText(tr("nothing; this puts money on the balance"))
        else:
            self.due.setText(money(offer.due))
            self.amount.setText(typed(offer.due))
            self.currency.setText(offer.due.currency)
            hint = tr("may be less") if offer.is_amount_editable else tr("a proforma is paid whole")
            self.amount_hint.setText(hint)
        self._offer_methods(offer)
        if offer.due is None:
            self.state.show_state(states.ready())
            self.summary.setText(tr("Type the amount."))
            self.amount.setFocus()
        else:
            self._on_changed()

    def _offer_methods(self, offer: PayOffer) -> None:
        for kind in InstrumentKind:
            instrument = offer.methods.of(kind)
            if instrument is not None:
                choice = _method_choice(instrument)
                self._group.addButton(choice)
                self._methods.addWidget(choice)
        for before, after in pairwise((self.amount, *self._group.buttons())):
            # Made later than the buttons below, they would be come by after those.
            QWidget.setTabOrder(before, after)
        usable = [one for one in self._group.buttons() if one.isEnabled()]
        # The customer's own choice first; otherwise the card stays before the bank.
        usable.sort(key=lambda one: one.property("kind") != offer.preferred)
        for first in usable[:1]:
            first.setChecked(True)
        if not self._group.buttons():
            sentence = tr("No card and no bank account is saved. Send a pay link instead.")
            self._methods.addWidget(label(sentence, name="pay.no_method", wraps=True))
        self._group.buttonClicked.connect(self._on_changed)

    def _on_changed(self) -> None:
        checked = self._group.checkedButton()
        choice = checked.property("kind") if checked else AccountChoice.ANY
        text = self.amount.text()
        if not text.strip():
            # An empty field is not a wish for everything.
            text = "0"
        self.presenter.change(AccountChoice(choice), text)

    def _on_invalidated(self) -> None:
        self._order = None
        self.charge.setEnabled(False)
        self.charge.setText(tr("Checking…"))
        self.state.show_state(states.being_read())
        self.summary.setText(tr("Reading the document and the saved method again…"))

    def _on_prepared(self, order: ChargeOrder, forecast: Forecast) -> None:
        self._order = order
        self._put_again_away()
        words = tr(
            "Charge {amount} to {method}",
            amount=money(order.amount),
            method=masked_method(order.instrument_kind, order.last4),
        )
        self.charge.setText(button_text(words))
        self.charge.setEnabled(True)
        # With fewer words it keeps its width, or Cancel would slide under the pointer.
        self.charge.setMinimumWidth(max(self.charge.minimumWidth(), self.charge.sizeHint().width()))
        words = foreseen(forecast)
        self.state.show_state(states.may_land_elsewhere() if words else states.ready())
        blind = blind_sentence() if forecast.is_blind else ""
        self.summary.setText(" ".join(filter(None, [words or self._summary(order), blind])))

    def _summary(self, order: ChargeOrder) -> str:
        if order.document.kind is DocumentKind.REFILL:
            return tr("{amount} goes on the balance.", amount=money(order.amount))
        if order.instrument_kind is InstrumentKind.BANK:
            return tr(
                "{amount} is debited; the bank may still return it for some days.",
                amount=money(order.amount),
            )
        rest = order.due - order.amount
        if rest.is_positive:
            return tr(
                "{amount} is taken now; {rest} stays due.",
                amount=money(order.amount),
                rest=money(rest),
            )
        return tr("{amount} is taken now and settles it.", amount=money(order.amount))

    def _on_refused(self, sentence: str) -> None:
        self._put_again_away()
        self._close_charge(states.cannot_charge(), sentence)

    def _on_not_read(self, sentence: str) -> None:
        if not self.amount.isEnabled():
            for value in (self.customer, self.due):
                value.setText(NONE)
        self._close_charge(
            states.not_read(), tr("{trouble} Nothing was sent; try again.", trouble=sentence)
        )
        self.again.show()

    def _close_charge(self, state: states.Shown, sentence: str) -> None:
        """No order stands: say why."""
        self._order = None
        self.charge.setEnabled(False)
        self.charge.setText(tr("Charge"))
        self.state.show_state(state)
        self.summary.setText(sentence)

    def _on_again_clicked(self) -> None:
        # The button stays until there is an answer: a focus that jumped would press Cancel next.
        if not self.amount.isEnabled():
            self.customer.setText(tr("Reading…"))
            self.due.setText("…")
        self.presenter.again()

    def _put_again_away(self) -> None:
        if self.again.hasFocus():
            self.cancel.setFocus()
        self.again.hide()

    def _on_charge_clicked(self) -> None:
        order, self._order = self._order, None
        self.charge.setEnabled(False)
        if order is not None and not self.presenter.charge(order):
            self._on_refused(tr("A charge of it is under way already. Nothing was sent twice."))

    def _on_sending(self) -> None:
        self.state.show_state(states.sending())
        self.summary.setText(tr("Waiting for IPpay. This window stays until the answer is known."))
        self.amount.setEnabled(False)
        for choice in self._group.buttons():
            choice.setEnabled(False)
        self.cancel.setEnabled(False)

    def _on_finished(self, result: PayResult) -> None:
        self.result_view.show_result(result)
        self.stack.setCurrentIndex(_RESULT)
        self.fit_height()
        self.charge.hide()
        self._attempt = result.attempt
        self.print.setVisible(result.attempt is not None)
        is_open = result.attempt is None or result.attempt.is_open
        self.see_attention.setVisible(is_open and result.taken is not MoneyTaken.NO)
        self.cancel.setText(tr("Close"))
        self.cancel.setObjectName("pay.close_button")
        self.cancel.setEnabled(True)
        self.cancel.setFocus()

    def _draft(self) -> Draft | None:
        return receipt_draft(self._attempt, self.presenter.session) if self._attempt else None

    def _on_attention_clicked(self) -> None:
        self.accept()
        self.attention_asked.emit()

    @property
    def _is_waiting(self) -> bool:
        return not self.cancel.isEnabled()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.cancel.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.again.hasFocus():
            # It reads only.
            self.again.click()
            event.accept()
            return
        if is_enter and not self.cancel.hasFocus():
            # Enter alone moves nothing: not money, and not a half-typed amount out of sight.
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def may_close(self) -> bool:
        return not self._is_waiting


def _method_choice(instrument: Instrument) -> QRadioButton:
    """A saved method to choose; one that cannot be charged says why and cannot be chosen."""
    name = instrument_name(instrument)
    expiry = tr(", expires {date}", date=instrument.expiry) if instrument.expiry else ""
    words = f"{name}{expiry}"
    if instrument.problem is not None:
        words = tr(
            "{name}, cannot be charged: {why}",
            name=name,
            why=states.problem_word(instrument.problem),
        )
    choice = QRadioButton(button_text(words[0].upper() + words[1:]))
    choice.setObjectName(f"pay.method.{instrument.kind}")
    choice.setProperty("kind", instrument.kind)
    choice.setEnabled(instrument.problem is None)
    return choice
