"""A person decides what evidence cannot: which answer, and why; evidence is asked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget
from typing_extensions import override

from ippay_desktop.domain.reversal import ReversalState
from ippay_desktop.services.resolving import Decision
from ippay_desktop.ui.dialogs.base import Dialog, focus_first
from ippay_desktop.ui.text import NONE, button, button_text, document_name, label, money, tr
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import Notice, field

if TYPE_CHECKING:
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.ui.presenters.attention import AttentionPresenter


class DecideDialog(Dialog):
    """Names the charge, offers the answers that fit, and asks for the reason."""

    def __init__(self, presenter: AttentionPresenter, item: AttentionItem, parent: QWidget) -> None:
        super().__init__(tr("Decide"), "decide", parent)
        self._presenter = presenter
        self._item = item
        self.setFixedWidth(580)
        words = tr(
            "{amount}, {document}, {customer}",
            amount=money(item.about.amount) if item.about.amount else NONE,
            document=document_name(item.about.document) if item.about.document else NONE,
            customer=item.about.customer_name,
        )
        self.content.addWidget(label(tr("What became of this charge?"), role="title"))
        self.content.addWidget(label(words, role="strong", name="decide.charge", wraps=True))
        warning = tr(
            "Decide only what you have seen yourself, in IPpay's own reports or at the bank. IPpay "
            "is asked once more first, and its answer wins. Your name and reason are kept for good."
        )
        self.content.addWidget(Notice(warning, name="decide.warning"))
        self._offer()
        self.reason = LineField("decide.reason", placeholder=tr("What you saw, and where"))
        self.content.addLayout(field(tr("Reason"), self.reason))
        self.trouble = Notice(name="decide.trouble")
        self.trouble.hide()
        self.content.addWidget(self.trouble)
        self._put_buttons()
        presenter.decided.connect(self._on_decided)
        presenter.decision_refused.connect(self._on_refused)

    def _offer(self) -> None:
        self._group = QButtonGroup(self)
        for decision in self._presenter.decisions_for(self._item):
            reversal = self._item.reversal
            words = _words(decision) if reversal is None else _words_back(reversal, decision)
            choice = QRadioButton(button_text(words))
            choice.setObjectName(f"decide.{decision}")
            choice.setProperty("decision", decision.value)
            self._group.addButton(choice)
            self.content.addWidget(choice)

    def _put_buttons(self) -> None:
        self.decide = button(tr("Decide"), "decide.decide_button", variant="danger")
        self.decide.setEnabled(False)
        self.cancel = button(tr("Cancel"), "decide.cancel_button")
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.decide)
        self.cancel.clicked.connect(self.reject)
        self.decide.clicked.connect(self._on_decide_clicked)
        self._group.buttonClicked.connect(self._show_whether_complete)
        self.reason.textChanged.connect(self._show_whether_complete)
        focus_first(self.cancel)

    def _show_whether_complete(self) -> None:
        is_complete = self._group.checkedButton() is not None and bool(self.reason.text().strip())
        self.decide.setEnabled(is_complete)

    def _on_decide_clicked(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is None or self._item.attempt is None:
            return
        self.decide.setEnabled(False)
        self.cancel.setEnabled(False)
        decision = Decision(chosen.property("decision"))
        self._presenter.decide(self._item, decision, self.reason.text())

    def _on_decided(self) -> None:
        self.accept()

    def _on_refused(self, sentence: str) -> None:
        self.cancel.setEnabled(True)
        self.trouble.show_text(sentence)

    @override
    def may_close(self) -> bool:
        return self.cancel.isEnabled()


def _words_back(reversal: Reversal, decision: Decision) -> str:
    if reversal.state is ReversalState.TO_ENTER:
        return tr("It is entered in Splynx")
    return {
        Decision.APPROVED: tr("The money went back to the customer"),
        Decision.DECLINED: tr("IPpay refused it: no money went back"),
        Decision.NEVER_SENT: tr("It never reached IPpay: no money went back"),
    }[decision]


def _words(decision: Decision) -> str:
    return {
        Decision.APPROVED: tr("The money was taken, and it is where it belongs"),
        Decision.DECLINED: tr("It was declined: no money was taken"),
        Decision.NEVER_SENT: tr("It never reached IPpay: no money was taken"),
    }[decision]
