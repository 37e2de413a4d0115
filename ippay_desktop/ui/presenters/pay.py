"""Pay and Refill balance: prepare, confirm, charge, and the result in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import preferred_kind
from ippay_desktop.domain.charge import Attempt, MoneyTaken
from ippay_desktop.domain.errors import InputError, InvariantError, IPpayDesktopError, StorageError
from ippay_desktop.domain.forecast import Forecast
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind, SavedMethods
from ippay_desktop.domain.money import Money
from ippay_desktop.services.charging import ChargeOrder
from ippay_desktop.ui.formats import plain_amount
from ippay_desktop.ui.text import said, tr, trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.services.charging import Charged
    from ippay_desktop.ui.presenters.session import Session

_TYPING_MS = 250


@dataclass(frozen=True, slots=True)
class PayOffer:
    """What the dialog opens with.

    Attributes:
        due: What is due now; None for a refill, which owes nothing.
        preferred: What the customer's payment method in Splynx stands for.
        is_amount_editable: Proformas are paid whole.
    """

    document: DocumentRef
    customer_name: str
    due: Money | None
    methods: SavedMethods
    preferred: InstrumentKind | None
    is_amount_editable: bool


@dataclass(frozen=True, slots=True)
class PayResult:
    """What became of the charge: the attempt, or a sentence when there is none."""

    taken: MoneyTaken
    sentence: str
    attempt: Attempt | None


class PayPresenter(QObject):
    """One charge from offer to result.

    The order that staff see on the button is the order that is charged: every change of amount or
    method throws the old one away before a new one is made.

    Signals:
        offered: A `PayOffer`; shown first.
        prepared: A `ChargeOrder` that may be charged as it stands, and the `Forecast` of it.
        refused: A sentence: it cannot be charged so.
        not_read: A sentence: whether it can be charged could not be read; `again` may help.
        invalidated: The order shown no longer counts; a new one is being made.
        sending: The charge was begun.
        finished: A `PayResult`.
    """

    offered = Signal(PayOffer)
    prepared = Signal(ChargeOrder, Forecast)
    refused = Signal(str)
    not_read = Signal(str)
    invalidated = Signal()
    sending = Signal()
    finished = Signal(PayResult)

    def __init__(
        self, session: Session, document: DocumentRef, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._document = document
        self._scope = session.scope.child(f"pay.{document.key}")
        self._is_offered = False
        self._order: ChargeOrder | None = None
        self._choice = AccountChoice.ANY
        self._amount_text = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._prepare)

    @property
    def is_charging(self) -> bool:
        """Whether the charge is on its way."""
        return self._scope.is_charging

    def open(self) -> None:
        """Read what the dialog shows first."""
        self._scope.read("offer", self._read_offer, self._on_offer, self._on_trouble)

    def again(self) -> None:
        """Read once more what could not be read: what the dialog shows first, or the order."""
        if self._is_offered:
            self.change(self._choice, self._amount_text)
            return
        self.invalidated.emit()
        self.open()

    def change(self, choice: AccountChoice, amount_text: str) -> None:
        """Take another method or amount; an empty amount of an invoice means all of it."""
        self._choice, self._amount_text = choice, amount_text
        self._order = None
        self.invalidated.emit()
        self._typing.start()

    def charge(self, order: ChargeOrder) -> bool:
        """Charge exactly the order that was shown; refused when it no longer counts."""
        if order is not self._order:
            return False
        self._order = None
        begun = self.session.scope.charge(
            f"charge.{self._document.key}",
            lambda: self.session.charging.charge(order),
            self._on_charged,
            self._on_charge_error,
        )
        if begun:
            self.sending.emit()
        return begun

    def close(self) -> None:
        """The dialog is gone; a charge under way goes on in the session."""
        self._typing.stop()
        self._scope.close()

    def _read_offer(self) -> PayOffer:
        document, session = self._document, self.session
        if document.kind is DocumentKind.REFILL or document.id is None:
            customer = session.customers.facts(document.customer_id)
            methods = session.customers.accounts(document.customer_id)
            return PayOffer(
                document,
                customer.name,
                None,
                methods,
                self._preferred(document.customer_id),
                is_amount_editable=True,
            )
        row = session.documents.by_id(document.kind, document.id)
        methods = session.customers.accounts(document.customer_id)
        return PayOffer(
            row.document.ref,
            row.customer_name,
            row.document.due,
            methods,
            self._preferred(document.customer_id),
            is_amount_editable=document.kind is DocumentKind.INVOICE,
        )

    def _preferred(self, customer_id: CustomerId) -> InstrumentKind | None:
        session = self.session
        billing = session.documents.billing_of([customer_id])[customer_id]
        return preferred_kind(
            billing.payment_method,
            card_method=session.profile.card_method,
            bank_method=session.profile.bank_method,
        )

    def _on_offer(self, offer: PayOffer) -> None:
        self._is_offered = True
        self.session.mark_answered()
        self.offered.emit(offer)

    def _prepare(self) -> None:
        choice, text = self._choice, self._amount_text
        self._scope.read(
            "prepare", lambda: self._foreseen(choice, text), self._on_prepared, self._on_trouble
        )

    def _foreseen(self, choice: AccountChoice, text: str) -> tuple[ChargeOrder, Forecast]:
        """The order and where its money will go: the button is not there before both are."""
        order = self._order_for(choice, text)
        return order, self.session.foreseeing.of_order(order)

    def _order_for(self, choice: AccountChoice, text: str) -> ChargeOrder:
        document, session = self._document, self.session
        currency = session.workspace.currency
        if document.kind is DocumentKind.REFILL or document.id is None:
            amount = Money.parse(plain_amount(text, currency), currency)
            return session.charging.prepare_refill(document.customer_id, choice, amount)
        part = Money.parse(plain_amount(text, currency), currency) if text.strip() else None
        fresh = session.documents.by_id(document.kind, document.id).document
        return session.charging.prepare_document(fresh, choice, part)

    def _on_prepared(self, found: tuple[ChargeOrder, Forecast]) -> None:
        self._order, forecast = found
        self.prepared.emit(self._order, forecast)

    def _on_trouble(self, error: Exception) -> None:
        self._order = None
        # Only what staff can change is a refusal; all else says nothing about the charge.
        answer = self.refused if isinstance(error, InputError) else self.not_read
        answer.emit(trouble_text(error))

    def _on_charged(self, charged: Charged) -> None:
        attempt = charged.attempt
        self.finished.emit(PayResult(attempt.money_taken, said(attempt.reason), attempt))
        self.session.money_moved.emit()

    def _on_charge_error(self, error: Exception) -> None:
        self.finished.emit(result_of_error(error))
        self.session.money_moved.emit()


def result_of_error(error: Exception) -> PayResult:
    """What an error of a charge says about the money.

    Our own trouble (disk, bug) may come after the request left, so it proves nothing. Every other
    error of the protocol comes before: once an intent exists, the protocol answers with an attempt.
    """
    is_ours = isinstance(error, (StorageError, InvariantError))
    if isinstance(error, InputError) or (isinstance(error, IPpayDesktopError) and not is_ours):
        return PayResult(MoneyTaken.NO, trouble_text(error), None)
    sentence = tr(
        "{trouble} If the charge had left already, it waits in Attention. Don't charge it again.",
        trouble=trouble_text(error),
    )
    return PayResult(MoneyTaken.BEING_CHECKED, sentence, None)
