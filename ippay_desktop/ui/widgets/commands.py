"""Every command of the window with its keys: one table for the palette, the sheet and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from ippay_desktop.ui.presenters.search import Command
from ippay_desktop.ui.text import set_tip, tr
from ippay_desktop.ui.widgets.navigation import Place, place_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PLAN, SEARCH, SHORTCUTS, LOCK = "plan", "search", "shortcuts", "lock"
PAY, LINK, CUSTOMER, SELECTED, OUT, BACK_IN, DECIDE, ASK = (
    *("pay", "link", "customer", "selected", "out", "back_in", "decide", "ask"),
)
_ICONS = {
    Place.TODAY: "today",
    Place.CUSTOMERS: "customers",
    Place.INVOICES: "invoice",
    Place.PROFORMAS: "proforma",
    Place.RUNS: "runs",
    Place.LINKS: "link",
    Place.ATTENTION: "alert",
    Place.BOOKS: "table",
    Place.SETTINGS: "settings",
}
_PRESSES = "presses"


def window_commands() -> tuple[Command, ...]:
    """What works wherever the focus is."""
    places = tuple(
        Command(place.value, tr("Go to {place}", place=place_title(place)), f"Ctrl+{n}", icon)
        for n, (place, icon) in enumerate(_ICONS.items(), 1)
    )
    return (
        *places,
        Command(PLAN, tr("Charge a period"), "Ctrl+R", "money"),
        Command(SEARCH, tr("Search everything"), "Ctrl+K", "search"),
        Command(LOCK, tr("Lock this window"), "Ctrl+L", "lock"),
        Command(SHORTCUTS, tr("Show all shortcuts (also ?)"), "F1", "circle"),
    )


def row_commands() -> tuple[Command, ...]:
    """One key each, on the row that is selected in a table."""
    return (
        Command(PAY, tr("Pay the selected document"), "P", "money"),
        Command(LINK, tr("Copy links of the selected documents"), "L", "link"),
        Command(CUSTOMER, tr("Open the customer of the selected row"), "O", "customers"),
        Command(SELECTED, tr("Plan a charge of the selected documents"), "C", "runs"),
        Command(OUT, tr("Take the selected rows out of the plan"), "Del", "skip"),
        Command(BACK_IN, tr("Put the selected rows back into the plan"), "Ins", "undo"),
        Command(DECIDE, tr("Decide what waits"), "D", "alert"),
        Command(ASK, tr("Ask about everything that waits"), "A", "refresh"),
    )


def all_commands() -> tuple[Command, ...]:
    """For the palette and the sheet."""
    return window_commands() + row_commands()


def press_by_key(table: QWidget, actions: dict[str, QAbstractButton]) -> None:
    """Let a table's keys press the buttons that stand for them; its tips say which.

    A key opens a question or copies something. None of them moves money: that takes the button
    with the amount on it.
    """
    by_name = {one.name: one for one in row_commands()}
    for name, button in actions.items():
        command = by_name[name]
        shortcut = QShortcut(QKeySequence(command.shortcut), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
        button.setProperty(_PRESSES, name)
        keys = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        if not button.toolTip():
            set_tip(button, tr("{what} ({keys})", what=command.title, keys=keys))


def press(page: QWidget | None, name: str) -> bool:
    """Press the button that stands for a row's command on a page; False where there is none."""
    for button in page.findChildren(QAbstractButton) if page is not None else ():
        if button.property(_PRESSES) == name and button.isVisible() and button.isEnabled():
            button.click()
            return True
    return False


def closed_because(page: QWidget | None, name: str) -> str:
    """Why a row's command is closed on a page, in the words that its button says; "" if it is not.

    A station's role closes buttons for good; what is only waiting for a row says nothing.
    """
    for button in page.findChildren(QAbstractButton) if page is not None else ():
        if button.property(_PRESSES) == name:
            return button.accessibleDescription()
    return ""
