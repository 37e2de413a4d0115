"""One charge: its whole history, and giving it back, from order to result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal_port import LogLine
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.ui.formats import plain_amount
from ippay_desktop.ui.presenters.pay import PayResult, result_of_error
from ippay_desktop.ui.text import said, trouble_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.domain.reversal_rules import ReversalOrder
    from ippay_desktop.services.reversing import Reversed
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """A charge and everything that happened to it and its reversals, oldest first."""

    attempt: Attempt
    lines: tuple[LogLine, ...]


class ReversingPresenter(QObject):
    """A charge's details, and at most one reversal of it.

    The order that staff see on the button is the order that is carried out: every change throws the
    old one away before a new one is made.

    Signals:
        loaded: `ChargeFacts`.
        prepared: A `ReversalOrder` that can be carried out.
        refused: A sentence: it cannot be, or not yet.
        failed: A sentence: the charge could not be read or asked about.
        finished: A `PayResult`.
    """

    loaded = Signal(object)
    prepared = Signal(object)
    refused = Signal(str)
    failed = Signal(str)
    finished = Signal(object)

    def __init__(
        self, session: Session, attempt_id: AttemptId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._attempt_id = attempt_id
        self._scope = session.scope.child("reversing")
        self._service = ReversalService(session.workspace)

    def open(self) -> None:
        """Read the charge and its history."""
        self._scope.read("facts", self._read_facts, self.loaded.emit, self._on_failed)

    def ask(self) -> None:
        """Ask IPpay and Splynx about what is open of it, and read it again; sends no charge."""
        self._scope.read("ask", self._ask, self._on_asked, self._on_failed)

    def prepare_void(self, *, keep_payment: bool) -> None:
        """Make the order that takes back the whole charge."""
        self._prepare(
            lambda: self._service.prepare_void(self._attempt_id, keep_payment=keep_payment)
        )

    def prepare_refund(self, amount_text: str) -> None:
        """Make the order that sends an amount back; nothing typed is everything left."""
        self._prepare(lambda: self._refund_order(amount_text))

    def carry_out(self, order: ReversalOrder) -> bool:
        """Begin; False when one of this charge is under way already."""
        return self.session.scope.charge(
            f"reverse.{self._attempt_id}",
            lambda: self._service.carry_out(order),
            self._on_done,
            self._on_error,
        )

    def close(self) -> None:
        """The dialog is gone; what is under way goes on in the session."""
        self._scope.close()

    def _ask(self) -> ChargeFacts:
        self.session.reconciling.settle_charge(self._attempt_id)
        return self._read_facts()

    def _on_asked(self, facts: ChargeFacts) -> None:
        self.loaded.emit(facts)
        self.session.money_moved.emit()

    def _read_facts(self) -> ChargeFacts:
        journal = self.session.workspace.journal
        lines = journal.reversals.history(self._attempt_id)
        return ChargeFacts(journal.attempt(self._attempt_id), lines)

    def _prepare(self, make: Callable[[], ReversalOrder]) -> None:
        self._scope.read("prepare", make, self.prepared.emit, self._on_trouble)

    def _refund_order(self, text: str) -> ReversalOrder:
        currency = self.session.workspace.currency
        amount = Money.parse(plain_amount(text, currency), currency) if text.strip() else None
        return self._service.prepare_refund(self._attempt_id, amount)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(trouble_text(error))

    def _on_trouble(self, error: Exception) -> None:
        self.refused.emit(trouble_text(error))

    def _on_done(self, done: Reversed) -> None:
        words = said(done.reversal.reason)
        self.finished.emit(PayResult(done.attempt.money_taken, words, done.attempt))
        self.session.money_moved.emit()

    def _on_error(self, error: Exception) -> None:
        self.finished.emit(result_of_error(error))
        self.session.money_moved.emit()
