"""The result of a charge: was money taken, what that means, and every number to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ippay_desktop.ui import states
from ippay_desktop.ui.text import label, masked_method, moment, money, tr
from ippay_desktop.ui.theme import SPACE_L, SPACE_M
from ippay_desktop.ui.widgets.parts import StateLabel, rule
from ippay_desktop.ui.widgets.tell_customer import TellCustomer

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.ui.presenters.pay import PayResult


class ResultView(QWidget):
    """The three-answer form: yes, no or being checked, first."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        self.answer = StateLabel("pay.result", is_large=True)
        self.state = StateLabel("pay.result.state", wraps=True)
        self.sentence = label(name="pay.result.sentence", wraps=True)
        box.addWidget(self.answer)
        box.addWidget(self.state)
        box.addWidget(self.sentence)
        self.tell = TellCustomer("pay.result")
        box.addWidget(self.tell)
        box.addWidget(rule())
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(SPACE_L)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        box.addLayout(self._facts)
        box.addStretch(1)

    def show_result(self, result: PayResult) -> None:
        """Show what became of a charge."""
        self.answer.show_state(states.of_taken(result.taken))
        self.sentence.setText(result.sentence)
        self.state.setVisible(result.attempt is not None)
        self.tell.show_attempt(result.attempt)
        if result.attempt is None:
            return
        shown = states.of_attempt(result.attempt)
        self.state.show_state(shown)
        self.sentence.setVisible(result.sentence not in shown.word)
        for title, text, name in _facts(result.attempt):
            self._facts.addRow(
                label(title, role="field"), label(text, name=f"pay.result.{name}", wraps=True)
            )


def _facts(attempt: Attempt) -> list[tuple[str, str, str]]:
    intent = attempt.intent
    facts = [
        (tr("Amount"), money(intent.amount), "amount"),
        (tr("Charged to"), masked_method(intent.instrument_kind, intent.last4), "method"),
        (tr("Transaction id"), intent.transaction_id, "transaction"),
    ]
    if attempt.approval:
        facts.append((tr("Approval"), attempt.approval, "approval"))
    if attempt.payment_id:
        facts.append((tr("Payment in Splynx"), str(attempt.payment_id), "payment"))
    if attempt.next_check_at and attempt.is_open:
        facts.append((tr("Asked again at"), moment(attempt.next_check_at), "next"))
    facts.append((tr("Source"), tr("IPpay, {at}", at=moment(attempt.updated_at)), "source"))
    return facts
