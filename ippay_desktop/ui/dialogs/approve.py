"""A second person allows what is above the limit: who asked for what, and the very sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.ui.dialogs.base import ConfirmDialog
from ippay_desktop.ui.text import NONE, count, document_name, money, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.domain.approvals import Approval, Wanted


class ApproveDialog(ConfirmDialog):
    """Names what would be done and with how much; Cancel has the focus, the other the sum."""

    def __init__(self, approval: Approval, parent: QWidget) -> None:
        total = money(approval.wanted.amount)
        sentence = tr(
            "{person} asks for it: {what}. Approve only what you have looked at yourself. It "
            "allows this very sum, once and within a day; nothing is sent by approving. Your name "
            "is kept for good.",
            person=approval.asked_by,
            what=_what(approval.wanted),
        )
        super().__init__(
            tr("Approve {amount}?", amount=total),
            sentence,
            safe=tr("Cancel"),
            other=tr("Approve {amount}", amount=total),
            name="approve",
            parent=parent,
        )


def _what(wanted: Wanted) -> str:
    if wanted.document is None:
        return count(wanted.rows, "{n} charge in one run", "{n} charges in one run")
    named = {"document": document_name(wanted.document), "customer": wanted.customer_name or NONE}
    if wanted.is_reversal:
        return tr("give back what was charged for {document}, {customer}", **named)
    return tr("charge {document}, {customer}", **named)
