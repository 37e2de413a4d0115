"""What this station's role does not allow: the button stays grey and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

from ippay_desktop.domain.authority import Role, Task
from ippay_desktop.ui import states
from ippay_desktop.ui.text import set_tip, tr
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


_DECIDED = frozenset({QEvent.Type.EnabledChange, QEvent.Type.ToolTipChange})


class _Closed(QObject):
    """Keeps a button disabled and its tip saying why, whatever its page decides about it.

    Dies with the button.
    """

    def __init__(self, button: QAbstractButton, why: str) -> None:
        super().__init__(button)
        self._button = button
        self._why = why
        self._is_closing = False
        button.installEventFilter(self)
        self._close()

    def _close(self) -> None:
        self._is_closing = True
        self._button.setEnabled(False)
        set_tip(self._button, self._why)
        self._button.setAccessibleDescription(self._why)
        self._is_closing = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DECIDED and not self._is_closing:
            self._close()
        return False


# What each task begins with; the services behind them refuse it too.
BEGINS = {
    "customer.pay_button": Task.CHARGE_ONE,
    "customer.refill_button": Task.CHARGE_ONE,
    "invoices.pay_button": Task.CHARGE_ONE,
    "proformas.pay_button": Task.CHARGE_ONE,
    "planner.start_button": Task.CHARGE_RUN,
    "run.resume_button": Task.CHARGE_RUN,
    "runs.detail.resume_button": Task.CHARGE_RUN,
    "attention.ask_button": Task.SETTLE,
    "charge.ask_button": Task.SETTLE,
    "attention.approve_button": Task.DECIDE,
    "attention.decide_button": Task.DECIDE,
    "attention.dismiss_button": Task.DECIDE,
    "books.dismiss_button": Task.DECIDE,
    "charge.refund_button": Task.DECIDE,
    "charge.void_button": Task.DECIDE,
    "settings.forget_button": Task.ADMINISTER,
    "settings.new_profile_button": Task.ADMINISTER,
}


def close_forbidden(root: QWidget, forbidden: Mapping[Task, str]) -> None:
    """Grey the buttons under a widget that begin what may not be done here.

    Args:
        root: A page or a dialog.
        forbidden: Why not, by task.
    """
    for one in root.findChildren(QAbstractButton) if forbidden else ():
        task = BEGINS.get(one.objectName())
        if task is not None and task in forbidden:
            _Closed(one, forbidden[task])


def role_shown(operator: str, role: Role | None) -> states.Shown | None:
    """Who is on and what is allowed; None where everything is."""
    if role is Role.ADMINISTER:
        return None
    words = {
        Role.READ_ONLY: tr("{operator} may only look", operator=operator),
        Role.CHARGE_ONE: tr("{operator} may charge single customers", operator=operator),
        Role.CHARGE_RUNS: tr("{operator} may charge, not change settings", operator=operator),
        None: tr("{operator} may only look: the role cannot be read", operator=operator),
    }
    return states.Shown("shield", words[role], Tone.AMBER if role is None else Tone.NEUTRAL)
