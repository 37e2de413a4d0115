"""Whose saved method will fail at the next charge, by reason, with the portal page to send."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QGuiApplication

from ippay_desktop.services.failing_methods import FailureGroup
from ippay_desktop.ui import states
from ippay_desktop.ui.direction import bare
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.text import (
    amount,
    button,
    in_figures,
    label,
    mark,
    said,
    set_tip,
    short_method,
    tr,
)
from ippay_desktop.ui.theme import SPACE_M, SPACE_S, Tone
from ippay_desktop.ui.widgets.filters import date_edit, to_date
from ippay_desktop.ui.widgets.parts import Card, Tabs, icon_button, put_icon, row
from ippay_desktop.ui.widgets.table import Table
from ippay_desktop.ui.widgets.table_saver import TableSaver

if TYPE_CHECKING:
    from datetime import date

    from ippay_desktop.domain.tables import Cell
    from ippay_desktop.services.failing_methods import FailingMethod
    from ippay_desktop.ui.presenters.session import Session

_GROUPS: dict[FailureGroup | None, str] = {
    None: mark("All"),
    FailureGroup.MISSING: mark("None saved"),
    FailureGroup.EXPIRED: mark("Expired"),
    FailureGroup.DECLINED: mark("Declined for good"),
    FailureGroup.ENDED: mark("Replaced"),
    FailureGroup.RETURNED: mark("Came back"),
    FailureGroup.RAW_NUMBER: mark("Number on file"),
    FailureGroup.UNUSABLE: mark("Other"),
}


class WillFailColumn(IntEnum):
    """Columns of what will fail at the next charge."""

    CUSTOMER = 0
    UNPAID = 1
    DUE = 2
    PROBLEM = 3


class WillFailCard(Card):
    """Customers with something unpaid who cannot be charged on the day of the next charge.

    Signals:
        customer_asked: Open a customer's page; carries the id.
        portal_asked: Open the portal page; carries its address.
        day_chosen: The next charge is on another day; carries a `date`.
    """

    customer_asked = Signal(int)
    portal_asked = Signal(str)
    day_chosen = Signal(object)

    def __init__(self, session: Session, on: date) -> None:
        super().__init__(name="today.will_fail_card", margin=1)
        self._session = session
        self._found: tuple[FailingMethod, ...] = ()
        self._group: FailureGroup | None = None
        self.saver = TableSaver(session, self)
        self.day = date_edit("today.next_charge", on)
        self.day.setAccessibleName(tr("Day of the next charge"))
        set_tip(self.day, tr("Day of the next charge"))
        self.copy = button(tr("Copy portal page"), "today.portal_button")
        self.open = icon_button("open", "today.open_portal_button", tr("Open portal page"))
        self.export = button(tr("Save as…"), "today.will_fail_save_button")
        put_icon(self.copy, "copy")
        put_icon(self.export, "save")
        tip = tr("The page where the customer saves or replaces a card or bank account.")
        set_tip(self.copy, tip)
        self.title = label(tr("Will fail at the next charge"), role="heading", wraps=True)
        head = row(self.title, self.day)
        head.setStretch(0, 1)
        for made in (self.copy, self.open, self.export):
            head.addWidget(made)
        head.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, 0)
        self.tabs = Tabs([tr(words) for words in _GROUPS.values()], "today.will_fail_groups")
        tabs = row(self.tabs)
        tabs.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        self.table: Table[FailingMethod] = Table(
            _model(), "today.will_fail", empty=tr("Everybody with something unpaid can be charged.")
        )
        self.box.setSpacing(0)
        self.box.addLayout(head)
        self.box.addLayout(tabs)
        self.box.addWidget(self.table, 1)
        self._listen()
        self._on_selection_moved()

    def _listen(self) -> None:
        # By hand only: showing a day asks for nothing.
        self.day.userDateChanged.connect(lambda _: self.day_chosen.emit(to_date(self.day)))
        self.copy.clicked.connect(self._on_copy_clicked)
        self.open.clicked.connect(self._on_open_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self.tabs.changed.connect(self._on_group_changed)
        self.table.selection_moved.connect(self._on_selection_moved)
        self.table.chosen.connect(lambda one: self.customer_asked.emit(one.customer_id))

    def show_day(self, on: date) -> None:
        """Show another day of the next charge, without asking for it to be read."""
        self.day.blockSignals(True)  # noqa: FBT003
        self.day.setDate(QDate(on.year, on.month, on.day))
        self.day.blockSignals(False)  # noqa: FBT003

    def show_found(self, found: tuple[FailingMethod, ...]) -> None:
        """Show who cannot be charged then."""
        self._found = found
        for number, (group, words) in enumerate(_GROUPS.items()):
            size = len(self._of(group))
            self.tabs.set_title(number, f"{tr(words)} {in_figures(size)}")
        self.export.setEnabled(bool(found))
        self._show_rows()

    def _of(self, group: FailureGroup | None) -> list[FailingMethod]:
        return [one for one in self._found if group is None or one.group is group]

    def _show_rows(self) -> None:
        self.table.set_rows([_row(one) for one in self._of(self._group)])
        self._on_selection_moved()

    def _on_group_changed(self, number: int) -> None:
        self._group = tuple(_GROUPS)[number]
        self._show_rows()

    def _on_selection_moved(self) -> None:
        is_one = len(self.table.selected_rows()) == 1
        self.copy.setEnabled(is_one)
        self.open.setEnabled(is_one)

    def _on_copy_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            QGuiApplication.clipboard().setText(chosen.value.portal_url)
            self._session.notice.emit(tr("Address of the portal page copied."))

    def _on_open_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            self.portal_asked.emit(chosen.value.portal_url)

    def _on_export_clicked(self) -> None:
        rows = [_cells(one) for one in self._of(self._group)]
        name = f"will-fail-{to_date(self.day)}.csv"
        self.saver.save(name, _heading(), rows, "today.will_fail_dialog")


def _model() -> TableModel[FailingMethod]:
    return TableModel(
        (
            Column(tr("Customer"), 300),
            Column(tr("Unpaid"), 90, is_number=True),
            Column(tr("Due"), 120, is_number=True),
            Column(tr("Why"), stretches=True),
        )
    )


def _shown(one: FailingMethod) -> states.Shown:
    if one.instrument is None:
        return states.Shown("skip", tr("No card and no bank account saved"), Tone.GREY)
    if one.instrument.problem is None:
        return states.Shown("alert", f"{one.instrument.masked} {said(one.reason)}", Tone.AMBER)
    return states.of_instrument(one.instrument)


def _row(one: FailingMethod) -> Row[FailingMethod]:
    shown = _shown(one)
    return Row(
        key=str(one.customer_id),
        texts=(
            tr("{name} ({id})", name=one.customer_name, id=one.customer_id),
            in_figures(one.unpaid),
            amount(one.due),
            shown.word,
        ),
        value=one,
        shown={WillFailColumn.PROBLEM: shown},
        order={WillFailColumn.UNPAID: one.unpaid, WillFailColumn.DUE: one.due.minor},
    )


def _heading() -> tuple[str, ...]:
    return (
        *(tr("Customer id"), tr("Customer"), tr("Method"), tr("Problem"), tr("Why")),
        *(tr("Unpaid"), tr("Due"), tr("Currency"), tr("Portal page")),
    )


def _cells(one: FailingMethod) -> tuple[Cell, ...]:
    held = one.instrument
    return (
        one.customer_id,
        one.customer_name,
        bare(short_method(held.kind, held.last4)) if held is not None else "",
        tr(_GROUPS[one.group]),
        bare(said(one.reason)),
        one.unpaid,
        one.due,
        one.due.currency,
        one.portal_url,
    )
