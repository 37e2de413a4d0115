"""The connection check on screen: one line for each thing looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ippay_desktop.ui import states
from ippay_desktop.ui.text import label, said, tr
from ippay_desktop.ui.theme import SPACE_M
from ippay_desktop.ui.widgets.parts import StateLabel, clear

if TYPE_CHECKING:
    from ippay_desktop.services.connection import CheckResult


class CheckList(QWidget):
    """Ticks and crosses, with what to do about the crosses."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.setObjectName(prefix)
        self._prefix = prefix
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, 84)
        self._grid.setColumnStretch(2, 1)
        box.addLayout(self._grid)
        box.addStretch(1)
        self.length = 0
        self.preview()

    def preview(self) -> None:
        """Say what will be looked at."""
        clear(self._grid)
        for number, (name, title) in enumerate(_titles().items()):
            self._put(number, name, title, states.not_checked(), "")
        self.length = 0

    def blank(self) -> None:
        """Forget the last check; the next result is the first line."""
        clear(self._grid)
        self.length = 0

    def add(self, result: CheckResult) -> None:
        """Add a line."""
        if self.length == 0:
            self.blank()
        shown = states.of_check(is_ok=result.is_ok, is_needed=result.is_needed)
        title = check_title(result.name)
        self._put(self.length, result.name, title, shown, said(result.message))
        self.length += 1

    def _put(self, number: int, name: str, title: str, shown: states.Shown, message: str) -> None:
        state = StateLabel(f"{self._prefix}.{name}.state")
        state.show_state(shown)
        words = label(message, name=f"{self._prefix}.{name}", wraps=True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(state, number, 0, top)
        self._grid.addWidget(label(title, role="strong"), number, 1, top)
        self._grid.addWidget(words, number, 2, top)


def check_title(name: str) -> str:
    """What a thing looked at is called."""
    return _titles().get(name, name.replace("_", " ").capitalize())


def _titles() -> dict[str, str]:
    return {
        "splynx_login": tr("Splynx login"),
        "clock": tr("Clock"),
        "splynx_customers": tr("Customers"),
        "splynx_invoices": tr("Invoices"),
        "splynx_proformas": tr("Proformas"),
        "splynx_transactions": tr("Open debits"),
        "splynx_payments": tr("Payments"),
        "splynx_payments_add": tr("Adding payments"),
        "payment_account": tr("Payment account"),
        "card_method": tr("Card payments"),
        "bank_method": tr("Bank payments"),
        "ippay_card_terminal": tr("IPpay cards"),
        "ippay_bank_terminal": tr("IPpay bank debits"),
        "ippay_reports": tr("IPpay reports"),
    }
