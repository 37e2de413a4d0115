"""The connection check on screen: one line for each thing looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ippay_desktop.ui import states
from ippay_desktop.ui.text import label, tr
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

    def blank(self) -> None:
        """Forget the last check."""
        clear(self._grid)
        self.length = 0

    def add(self, result: CheckResult) -> None:
        """Add a line."""
        state = StateLabel(f"{self._prefix}.{result.name}.state")
        state.show_state(states.of_check(is_ok=result.is_ok))
        name = label(check_title(result.name), role="strong")
        message = label(result.message, name=f"{self._prefix}.{result.name}", wraps=True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(state, self.length, 0, top)
        self._grid.addWidget(name, self.length, 1, top)
        self._grid.addWidget(message, self.length, 2, top)
        self.length += 1


def check_title(name: str) -> str:
    """What a thing looked at is called."""
    return {
        "splynx_login": tr("Splynx login"),
        "clock": tr("Clock"),
        "splynx_customers": tr("Customers"),
        "splynx_invoices": tr("Invoices"),
        "splynx_proformas": tr("Proformas"),
        "splynx_payments_add": tr("Adding payments"),
        "payment_account": tr("Payment account"),
        "card_method": tr("Card payments"),
        "bank_method": tr("Bank payments"),
        "ippay_card_terminal": tr("IPpay cards"),
        "ippay_bank_terminal": tr("IPpay bank debits"),
    }.get(name, name.replace("_", " ").capitalize())
