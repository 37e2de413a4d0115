"""Today: the first page, with what matters before lunch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ippay_desktop.domain.money import total
from ippay_desktop.services.failing_methods import next_charge_on
from ippay_desktop.ui.formats import day_order
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.presenters.today import Age, DayTaken, TodayPresenter, TodayView
from ippay_desktop.ui.text import (
    NONE,
    amount,
    button,
    count,
    day,
    in_figures,
    money,
    percent,
    short_day,
    tr,
)
from ippay_desktop.ui.theme import SPACE_M, Tone
from ippay_desktop.ui.widgets.chart import DayBars
from ippay_desktop.ui.widgets.parts import (
    FigureTile,
    Notice,
    Page,
    colour_on_accent,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.plot_card import PlotCard
from ippay_desktop.ui.widgets.side_bars import SideBar, SideBars, shares
from ippay_desktop.ui.widgets.will_fail_card import WillFailCard

if TYPE_CHECKING:
    from datetime import date

    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.session import Session

_OLDEST_SHOWN = 1000
# The older, the louder; the words beside each bar say the age.
_AGE_TONES = (Tone.BLUE, Tone.BLUE, Tone.AMBER, Tone.RED)


class TodayPage(Page):
    """Unpaid, charged, being checked, and what will go wrong next.

    Signals:
        plan_asked: Plan a run.
        customer_asked: Open a customer's page; carries the id.
        attention_asked: Show what waits.
        portal_asked: Open the portal page; carries its address.
    """

    plan_asked = Signal()
    customer_asked = Signal(int)
    attention_asked = Signal()
    portal_asked = Signal(str)

    def __init__(self, session: Session, memory: WindowMemory) -> None:
        super().__init__(tr("Today"), "today")
        self._session = session
        self._memory = memory
        on = next_charge_on(memory.kept.next_charge_on, self._today())
        self.presenter = TodayPresenter(session, on, self)
        memory.loaded.connect(self._on_memory_loaded)
        self.plan = button(tr("Charge a period…"), "today.plan_button", variant="primary")
        put_icon(self.plan, "runs", colour_on_accent)
        self.heading.addWidget(self.plan)
        self._put_left_behind()
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

    def _put_left_behind(self) -> None:
        """What a process that was killed left; the first thing that staff read after that."""
        self.left_behind = Notice(name="today.left_behind")
        number = self._session.left_behind
        ended = count(
            number,
            "The program ended during {n} charge; it is being checked.",
            "The program ended during {n} charges; they are being checked.",
        )
        rest = tr(
            "Nothing is charged twice: what is being checked is blocked until IPpay has answered. "
            "A run that was under way stands still; resume it under Runs."
        )
        self.left_behind.show_text(f"{ended} {rest}" if number else "")
        self.body.addWidget(self.left_behind)

    def _put_figures(self) -> None:
        self.unpaid = FigureTile(tr("Unpaid"), "today.unpaid")
        self.card = FigureTile(tr("Cards charged today"), "today.card")
        self.bank = FigureTile(tr("Bank debits today"), "today.bank")
        self.checked = FigureTile(tr("Being checked"), "today.checked")
        self.approval = FigureTile(tr("Approved today"), "today.approval")
        line = row(spacing=SPACE_M)
        for tile in (self.unpaid, self.card, self.bank, self.checked, self.approval):
            line.addWidget(tile, 1)
        self.body.addLayout(line)

    def _put_middle(self) -> None:
        self.bars = DayBars("today.days.bars")
        self.days: PlotCard[DayTaken] = PlotCard(
            tr("Collected per day"),
            "today.days",
            self.bars,
            TableModel(
                (
                    Column(tr("Day"), 98, stretches=True),
                    Column(tr("Card"), 84, is_number=True),
                    Column(tr("Bank"), 84, is_number=True),
                    Column(tr("Together"), 90, is_number=True),
                )
            ),
        )
        self.age_bars = SideBars("today.ages.bars")
        self.ages: PlotCard[Age] = PlotCard(
            tr("Unpaid by age"),
            "today.ages",
            self.age_bars,
            TableModel(
                (
                    Column(tr("Age"), 110, stretches=True),
                    Column(tr("Documents"), 90, is_number=True),
                    Column(tr("Due"), 100, is_number=True),
                )
            ),
        )
        self.decline_bars = SideBars("today.declines.bars")
        self.declines: PlotCard[str] = PlotCard(
            tr("Declines by reason"),
            "today.declines",
            self.decline_bars,
            TableModel(
                (Column(tr("Reason"), stretches=True), Column(tr("Times"), 70, is_number=True))
            ),
        )
        line = row(spacing=SPACE_M)
        line.addWidget(self.days, 5)
        line.addWidget(self.ages, 4)
        line.addWidget(self.declines, 4)
        self.body.addLayout(line, 2)

    def _put_will_fail(self) -> None:
        self.will_fail = WillFailCard(self._session, self.presenter.next_charge_on)
        self.will_fail.customer_asked.connect(self.customer_asked.emit)
        self.will_fail.portal_asked.connect(self.portal_asked.emit)
        self.will_fail.day_chosen.connect(self._on_day_chosen)
        self.body.addWidget(self.will_fail, 3)

    def _today(self) -> date:
        return self._session.now().astimezone().date()

    def _on_memory_loaded(self) -> None:
        on = next_charge_on(self._memory.kept.next_charge_on, self._today())
        if on != self.presenter.next_charge_on:
            self.presenter.next_charge_on = on
            self.will_fail.show_day(on)
            self.presenter.refresh()

    def _on_day_chosen(self, on: date) -> None:
        self._memory.keep(replace(self._memory.kept, next_charge_on=on))
        self.presenter.next_charge_on = on
        self.presenter.refresh()

    def _on_loaded(self, view: TodayView) -> None:
        self.trouble.show_text("")
        overdue = tr("{n} overdue, {sum}", n=view.overdue.count, sum=money(view.overdue.sum))
        unpaid = count(view.unpaid.count, "{n} document", "{n} documents")
        self.unpaid.show_figure(money(view.unpaid.sum), f"{unpaid}; {overdue}")
        for tile, figure in ((self.card, view.charged_card), (self.bank, view.charged_bank)):
            tile.show_figure(money(figure.sum), count(figure.count, "{n} charge", "{n} charges"))
        waiting = view.being_checked
        if not waiting.count:
            self.left_behind.hide()
        self.checked.show_figure(
            in_figures(waiting.count),
            tr("{sum}; don't charge again", sum=money(waiting.sum))
            if waiting.count
            else tr("Every charge has its answer"),
        )
        approved = view.approval_percent
        self.approval.show_figure(
            NONE if approved is None else percent(approved),
            tr("No answered charge yet") if approved is None else tr("of today's answered charges"),
        )
        self._show_days(view)
        self._show_ages(view)
        self._show_declines(view)
        self.will_fail.show_found(view.will_fail)

    def _show_days(self, view: TodayView) -> None:
        self.bars.show_days(view.days)
        card, bank = (
            total([getattr(one, kind) for one in view.days], view.unpaid.sum.currency)
            for kind in ("card", "bank")
        )
        summary = tr(
            "{sum} in {n} days: {card} by card, {bank} by bank account",
            sum=money(card + bank),
            n=len(view.days),
            card=money(card),
            bank=money(bank),
        )
        self.days.show_figures(summary, [_day_row(one) for one in reversed(view.days)])

    def _show_ages(self, view: TodayView) -> None:
        long = shares([one.figure.sum.minor for one in view.ages])
        lines = [
            SideBar(
                _age_words(one),
                share,
                amount(one.figure.sum),
                tone,
                tr("{n} open", n=in_figures(one.figure.count)),
            )
            for one, share, tone in zip(view.ages, long, _AGE_TONES, strict=True)
        ]
        self.age_bars.show_lines(tuple(lines))
        oldest = view.ages[-1].figure
        summary = tr(
            "{sum} is older than {days} days",
            sum=money(oldest.sum),
            days=view.ages[-1].first - 1,
        )
        self.ages.show_figures(summary, [_age_row(one) for one in view.ages])

    def _show_declines(self, view: TodayView) -> None:
        times = [often for _, often in view.declines]
        lines = [
            # The bar's line takes the reason; the table behind also says what to do.
            SideBar(reason.partition(";")[0], share, in_figures(often), Tone.RED)
            for (reason, often), share in zip(view.declines, shares(times), strict=True)
        ]
        self.decline_bars.show_lines(tuple(lines))
        within = len(view.days)
        summary = (
            count(
                sum(times), "{n} decline in {days} days", "{n} declines in {days} days", days=within
            )
            if times
            else tr("None in {days} days.", days=within)
        )
        self.declines.show_figures(
            summary,
            [
                Row(reason, (reason, in_figures(often)), reason, order={1: often})
                for reason, often in view.declines
            ],
        )


def _day_row(one: DayTaken) -> Row[DayTaken]:
    sums = (one.card, one.bank, one.card + one.bank)
    return Row(
        key=day(one.on),
        # The year goes without saying in the last fourteen days, and the card is narrow.
        texts=(short_day(one.on), *map(amount, sums)),
        value=one,
        order={0: day_order(one.on)} | {n: part.minor for n, part in enumerate(sums, 1)},
    )


def _age_words(age: Age) -> str:
    if age.last > _OLDEST_SHOWN:
        return tr("over {days} days", days=age.first - 1)
    return tr("{first} to {last} days", first=age.first, last=age.last)


def _age_row(age: Age) -> Row[Age]:
    return Row(
        key=str(age.first),
        texts=(_age_words(age), in_figures(age.figure.count), amount(age.figure.sum)),
        value=age,
        order={0: age.first, 1: age.figure.count, 2: age.figure.sum.minor},
    )
