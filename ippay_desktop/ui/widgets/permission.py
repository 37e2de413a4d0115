"""What this station's role does not allow: the button stays grey and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Role, Task
from ippay_desktop.ui import states
from ippay_desktop.ui.guarded import GuardedButton
from ippay_desktop.ui.text import literal, tr
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


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
    """Grey the buttons under a widget that begin what may not be done here; open the others.

    Args:
        root: A page or a dialog, or what holds several.
        forbidden: Why not, by task.
    """
    for one in root.findChildren(GuardedButton):
        task = BEGINS.get(one.objectName())
        if task is not None:
            why = forbidden.get(task, "")
            one.forbid(why, literal(why))


def role_words(operator: str, role: Role | None) -> str:
    """Who is on and what they may do."""
    return {
        Role.READ_ONLY: tr("{operator} may only look", operator=operator),
        Role.CHARGE_ONE: tr("{operator} may charge single customers", operator=operator),
        Role.CHARGE_RUNS: tr("{operator} may charge, not change settings", operator=operator),
        Role.ADMINISTER: tr("{operator} may do everything", operator=operator),
        None: tr("{operator} may only look: the role cannot be read", operator=operator),
    }[role]


def role_shown(operator: str, role: Role | None) -> states.Shown | None:
    """Who is on and what is allowed; None where everything is."""
    if role is Role.ADMINISTER:
        return None
    tone = Tone.AMBER if role is None else Tone.NEUTRAL
    return states.Shown("shield", role_words(operator, role), tone)
