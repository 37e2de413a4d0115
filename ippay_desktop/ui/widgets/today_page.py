"""Today: the first page, with what matters before lunch."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from ippay_desktop.ui import states
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.presenters.today import TodayPresenter, TodayView, WillFail
from ippay_desktop.ui.text import NONE, amount, button, count, label, money, tr
from ippay_desktop.ui.theme import SPACE_M, Tone
from ippay_desktop.ui.widgets.chart import DayBars
from ippay_desktop.ui.widgets.parts import (
    Card,
    FigureTile,
    Page,
    StateLabel,
    colour_on_accent,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.session import Session

_OLDEST_SHOWN = 1000


class WillFailColumn(IntEnum):
    """Columns of what will fail at the next charge."""

    CUSTOMER = 0
    UNPAID = 1
    DUE = 2
    PROBLEM = 3


class TodayPage(Page):
    """Unpaid, charged, being checked, and what will go wrong next.

    Signals:
        plan_asked: Plan a run.
        customer_asked: Open a customer's page; carries the id.
        attention_asked: Show what waits.
    """

    plan_asked = Signal()
    customer_asked = Signal(int)
    attention_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Today"), "today")
        self._session = session
        self.presenter = TodayPresenter(session, self)
        self.plan = button(tr("Charge a period…"), "today.plan_button", variant="primary")
        put_icon(self.plan, "runs", colour_on_accent)
        self.heading.addWidget(self.plan)
        self._put_figures()
        self._put_middle()
        self._put_will_fail()
        self.plan.clicked.connect(self.plan_asked.emit)
        self.follow(session.money_moved, self.presenter.refresh)
        self.presenter.loaded.connect(self._on_loaded)
        self.presenter.failed.connect(self.trouble.show_text)

    @override
    def enter(self) -> None:
        self.presenter.refresh()
        self.plan.setFocus()

    def _put_figures(self) -> None:
        self.unpaid = FigureTile(tr("Unpaid"), "today.unpaid")
        self.card = FigureTile(tr("Cards charged today"), "today.card")
        self.bank = FigureTile(tr("Bank debits accepted today"), "today.bank")
        self.checked = FigureTile(tr("Being checked"), "today.checked")
        self.approval = FigureTile(tr("Approved today"), "today.approval")
        line = row(spacing=SPACE_M)
        for tile in (self.unpaid, self.card, self.bank, self.checked, self.approval):
            line.addWidget(tile, 1)
        self.body.addLayout(line)

    def _put_middle(self) -> None:
        line = row(spacing=SPACE_M)
        taken = Card(tr("Charged per day"), name="today.days")
        keys = row(spacing=SPACE_M)
        for name, words, tone, icon in (
            ("card", tr("Card"), Tone.BLUE, "card"),
            ("bank", tr("Bank account"), Tone.TEAL, "bank"),
        ):
            key = StateLabel(f"today.days.{name}")
            key.show_state(states.Shown(icon, words, tone))
            keys.addWidget(key)
        keys.addStretch(1)
        taken.box.addLayout(keys)
        self.bars = DayBars("today.days.bars")
        taken.box.addWidget(self.bars, 1)
        line.addWidget(taken, 5)
        ages = Card(tr("Unpaid by age"), name="today.ages")
        self._ages = QGridLayout()
        ages.box.addLayout(self._ages)
        ages.box.addStretch(1)
        line.addWidget(ages, 3)
        declines = Card(tr("Declines, last 14 days"), name="today.declines")
        self._declines = QGridLayout()
        declines.box.addLayout(self._declines)
        declines.box.addStretch(1)
        line.addWidget(declines, 4)
        self._cells: dict[str, QLabel] = {}
        for grid, prefix, size in ((self._ages, "age", 4), (self._declines, "decline", 6)):
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(7)
            grid.setHorizontalSpacing(SPACE_M)
            for number in range(size):
                for column in range(3 if prefix == "age" else 2):
                    cell = label(name=f"today.{prefix}.{number}.{column}", wraps=column == 0)
                    grid.addWidget(cell, number, column)
                    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                    cell.setAlignment(side | Qt.AlignmentFlag.AlignTop)
                    self._cells[f"{prefix}.{number}.{column}"] = cell
        self.body.addLayout(line, 2)

    def _put_will_fail(self) -> None:
        card = Card(name="today.will_fail_card", margin=1)
        self.will_fail_title = label(tr("Will fail at the next charge"), role="heading")
        head = row(self.will_fail_title)
        head.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, 4)
        card.box.addLayout(head)
        model: TableModel[WillFail] = TableModel(
            (
                Column(tr("Customer"), 300),
                Column(tr("Unpaid"), 90, is_number=True),
                Column(tr("Due"), 120, is_number=True),
                Column(tr("Why"), stretches=True),
            )
        )
        self.will_fail = Table(
            model, "today.will_fail", empty=tr("Everybody with something unpaid can be charged.")
        )
        self.will_fail.chosen.connect(lambda one: self.customer_asked.emit(one.customer_id))
        card.box.addWidget(self.will_fail, 1)
        self.body.addWidget(card, 3)

    def _on_loaded(self, view: TodayView) -> None:
        self.trouble.show_text("")
        overdue = tr("{n} overdue, {sum}", n=view.overdue.count, sum=money(view.overdue.sum))
        unpaid = count(view.unpaid.count, "{n} document", "{n} documents")
        self.unpaid.show_figure(money(view.unpaid.sum), f"{unpaid}; {overdue}")
        for tile, figure in ((self.card, view.charged_card), (self.bank, view.charged_bank)):
            tile.show_figure(money(figure.sum), count(figure.count, "{n} charge", "{n} charges"))
        waiting = view.being_checked
        self.checked.show_figure(
            str(waiting.count),
            tr("{sum}; don't charge again", sum=money(waiting.sum))
            if waiting.count
            else tr("Every charge has its answer"),
        )
        percent = view.approval_percent
        self.approval.show_figure(
            NONE if percent is None else f"{percent} %",
            tr("No answered charge yet") if percent is None else tr("of today's answered charges"),
        )
        self.bars.show_days(view.days)
        self._show_ages(view)
        self._show_declines(view)
        self._show_will_fail(view)

    def _show_ages(self, view: TodayView) -> None:
        for number, age in enumerate(view.ages):
            words = tr("{first} to {last} days", first=age.first, last=age.last)
            if age.last > _OLDEST_SHOWN:
                words = tr("over {days} days", days=age.first - 1)
            cells = (words, f"{age.figure.count:,}", amount(age.figure.sum))
            for column, text in enumerate(cells):
                self._cells[f"age.{number}.{column}"].setText(text)

    def _show_declines(self, view: TodayView) -> None:
        for number in range(6):
            reason, times = view.declines[number] if number < len(view.declines) else ("", 0)
            if number == 0 and not view.declines:
                reason = tr("No declines.")
            self._cells[f"decline.{number}.0"].setText(reason)
            self._cells[f"decline.{number}.1"].setText(str(times) if times else "")

    def _show_will_fail(self, view: TodayView) -> None:
        shown = count(len(view.will_fail), "{n} customer", "{n} customers")
        self.will_fail_title.setText(tr("Will fail at the next charge: {shown}", shown=shown))
        self.will_fail.set_rows([_will_fail_row(one) for one in view.will_fail])


def _will_fail_row(one: WillFail) -> Row[WillFail]:
    shown = states.of_instrument(one.instrument)
    if one.instrument is None:
        shown = states.Shown("skip", tr("No card and no bank account saved"), Tone.GREY)
    return Row(
        key=str(one.customer_id),
        texts=(
            tr("{name} ({id})", name=one.customer_name, id=one.customer_id),
            str(one.unpaid.count),
            amount(one.unpaid.sum),
            shown.word,
        ),
        value=one,
        shown={WillFailColumn.PROBLEM: shown},
        order={
            WillFailColumn.UNPAID: one.unpaid.count,
            WillFailColumn.DUE: one.unpaid.sum.minor,
        },
    )
