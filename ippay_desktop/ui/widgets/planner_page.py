"""Charge a period: filters, a judged plan, control totals, and the sum typed to start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.ui import states
from ippay_desktop.ui.forecasts import blind_sentence
from ippay_desktop.ui.models import run_rows
from ippay_desktop.ui.presenters.planner import PlannerPresenter, PlanView, filter_of
from ippay_desktop.ui.run_names import run_choice
from ippay_desktop.ui.saved_filters import month_end, month_start
from ippay_desktop.ui.text import button, clock_time, month_name, tr
from ippay_desktop.ui.theme import SPACE_M, SPACE_S
from ippay_desktop.ui.widgets import commands
from ippay_desktop.ui.widgets.filters import Choice, FilterBar, TwoLinesOfFields
from ippay_desktop.ui.widgets.focus import focus_kept
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import (
    Card,
    Page,
    StateLabel,
    Tabs,
    colour_on_accent,
    field,
    footer_strip,
    put_icon,
    row,
)
from ippay_desktop.ui.widgets.plan_totals import PlanTotals
from ippay_desktop.ui.widgets.room import is_low
from ippay_desktop.ui.widgets.run_panel import RunPanel
from ippay_desktop.ui.widgets.stack import FaceStack
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ippay_desktop.domain.bulk import PlanRow
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.run_desk import RunDesk, RunProgress
    from ippay_desktop.ui.presenters.session import Session

_PLAN, _RUN = 0, 1


class PlannerPage(Page):
    """From filter to result in one place.

    Signals:
        charge_asked: A row of a run was opened; carries its `Attempt`.
        customer_asked: A row was opened; carries the customer's id.
    """

    charge_asked = Signal(object)
    customer_asked = Signal(int)

    def __init__(self, session: Session, desk: RunDesk) -> None:
        super().__init__(
            tr("Charge a period"),
            "planner",
            tr(
                "Choose, look at every row, compare the totals, then type the sum. Nothing is sent "
                "before that."
            ),
        )
        self._session = session
        self._desk = desk
        self.presenter = PlannerPresenter(session, self)
        self._is_fresh = False
        self._is_filter_asked = False
        self._is_awaited = False
        self._view: PlanView | None = None
        self._group = 0
        self._name = ""
        # Before the rest, for Tab to come by it where it stands.
        self.new_plan = button(tr("New plan"), "planner.new_button")
        put_icon(self.new_plan, "plus")
        self.new_plan.hide()
        self.heading.addWidget(self.new_plan)
        # In a low window the filter gives its room to the plan that was made of it.
        self.show_filter = button(tr("Show the filter"), "planner.filter_button")
        put_icon(self.show_filter, "search")
        self.show_filter.hide()
        self.heading.addWidget(self.show_filter)
        self._put_filter()
        self.stack = FaceStack()
        self.stack.addWidget(self._plan_view())
        self.run_panel = RunPanel("run", session)
        self.stack.addWidget(self.run_panel)
        self.body.addWidget(self.stack, 1)
        self._listen()

    @property
    def view(self) -> PlanView | None:
        """The plan on screen."""
        return self._view

    @override
    def enter(self) -> None:
        self.make.setFocus()

    def _put_filter(self) -> None:
        today = self._session.now().astimezone().date()
        first, last = month_start(today), month_end(today)
        self.filter = FilterBar("planner", self._session.catalogue, first, last)
        self.filter.state.select(CHARGEABLE_STATES)
        invoices, proformas = DocumentKind.INVOICE, DocumentKind.PROFORMA
        self.kinds = Choice(
            "planner.documents",
            [
                (tr("Invoices"), frozenset({invoices})),
                (tr("Proformas"), frozenset({proformas})),
                (tr("Both"), frozenset({invoices, proformas})),
            ],
        )
        self.account = Choice(
            "planner.account",
            [
                (tr("Customer's own method"), AccountChoice.ANY),
                (tr("Cards only"), AccountChoice.CARD),
                (tr("Bank accounts only"), AccountChoice.BANK),
            ],
        )
        self.customers = LineField("planner.customers", placeholder=tr("Customer ids"))
        self.numbers = LineField("planner.numbers", placeholder=tr("Document numbers"))
        self.make = button(tr("Make plan"), "planner.make_button", variant="primary")
        put_icon(self.make, "runs", colour_on_accent)
        self._lay_out_filter()

    def _lay_out_filter(self) -> None:
        self.filter_box = QWidget()
        box = QVBoxLayout(self.filter_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.filter)
        under = QVBoxLayout()
        under.addStretch(1)
        under.addWidget(self.make)
        more = TwoLinesOfFields(
            [
                (field(tr("Documents"), self.kinds), 2),
                (field(tr("Charge to"), self.account), 2),
                (field(tr("Only these customers"), self.customers), 2),
                (field(tr("Only these numbers"), self.numbers), 2),
                (under, 0),
            ]
        )
        box.addWidget(more)
        self.body.addWidget(self.filter_box)

    @override
    def show_room(self, *, is_low: bool) -> None:
        self._fold_filter(is_folded=is_low)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_cramped and not self._is_filter_asked:
            self._fold_filter(is_folded=True)

    def _fold_filter(self, *, is_folded: bool) -> None:
        """Hide the filter behind its button, or show it; never without a plan to see instead."""
        if self.stack.currentIndex() == _RUN:
            return
        is_folded = is_folded and self._view is not None
        had_focus = self.filter_box.isAncestorOf(QApplication.focusWidget() or self)
        self.show_filter.setVisible(is_folded)
        self.filter_box.setVisible(not is_folded)
        if is_folded and had_focus:
            self.show_filter.setFocus()

    def _on_show_filter_clicked(self) -> None:
        self._is_filter_asked = True
        self._fold_filter(is_folded=False)
        self.make.setFocus()

    def _plan_view(self) -> QWidget:
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        titles = [tr("All"), tr("Will be charged"), tr("With a warning"), tr("Left out")]
        self.groups = Tabs(titles, "planner.groups")
        self.drop = button(tr("Take out"), "planner.drop_button")
        self.take_back = button(tr("Put back"), "planner.take_back_button")
        self.table: Table[PlanRow] = Table(
            run_rows.plan_model(), "planner.table", empty=tr("Choose a period and press Make plan.")
        )
        card = Card(margin=1)
        card.box.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_M, 2, SPACE_S, 2)
        head.addWidget(self.groups, 1)
        card.box.addLayout(head)
        card.box.addWidget(self.table, 1)
        self.reason = StateLabel("planner.reason", wraps=True)
        line = row(self.reason, self.take_back, self.drop)
        line.setAlignment(self.reason, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(0, 0, 0, 0)
        foot = QWidget()
        foot.setLayout(line)
        card.box.addWidget(footer_strip(foot))
        layout.addWidget(card, 1)
        self.totals = PlanTotals()
        layout.addWidget(self.totals)
        return page

    def _listen(self) -> None:
        self.make.clicked.connect(self._on_make_clicked)
        self.filter.applied.connect(self._on_make_clicked)
        for line in (self.customers, self.numbers):
            line.returnPressed.connect(self._on_make_clicked)
        self.groups.changed.connect(self._on_group_changed)
        self.drop.clicked.connect(lambda: self.presenter.drop(self.table.selected_keys()))
        self.take_back.clicked.connect(lambda: self.presenter.take_back(self.table.selected_keys()))
        self.table.selection_moved.connect(self._on_selection_moved)
        self.table.chosen.connect(lambda one: self.customer_asked.emit(one.document.customer_id))
        self.presenter.planned.connect(self._on_planned)
        self.presenter.failed.connect(self._on_failed)
        self.presenter.busy_changed.connect(self._on_busy_changed)
        self.totals.typed.connect(self._on_typed)
        self.totals.start_asked.connect(self._on_start_asked)
        self._desk.progressed.connect(self._on_progressed)
        self._desk.failed.connect(self._on_failed)
        self.run_panel.pause_asked.connect(self._desk.pause)
        self.run_panel.stop_asked.connect(self._desk.stop)
        self.run_panel.resume_asked.connect(self._on_resume_asked)
        self.run_panel.retry_asked.connect(self._on_retry_asked)
        self.run_panel.cancel_asked.connect(self._on_cancel_asked)
        self.run_panel.charge_asked.connect(self.charge_asked.emit)
        self.run_panel.customer_asked.connect(self.customer_asked.emit)
        self.new_plan.clicked.connect(self._on_new_plan_clicked)
        self.show_filter.clicked.connect(self._on_show_filter_clicked)
        commands.press_by_key(
            self.table, {commands.OUT: self.drop, commands.BACK_IN: self.take_back}
        )
        self._on_selection_moved()

    def _on_make_clicked(self) -> None:
        self._make(month_name(self.filter.value().first))

    def _make(self, name: str) -> None:
        wanted = replace(
            self.filter.value(), customers=self.customers.text(), numbers=self.numbers.text()
        )
        self._view = None
        self._name = name
        self._is_fresh = True
        self.trouble.show_text("")
        self.totals.blank()
        self.presenter.make(wanted, self.kinds.value, self.account.value)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        if is_busy:
            self._is_awaited = self.window().focusWidget() is self.make
        self.make.setEnabled(not is_busy)
        if not is_busy and self._is_awaited:
            self.make.setFocus()
        self.make.setText(tr("Reading…") if is_busy else tr("Make plan"))
        if is_busy:
            self.table.set_rows([])
            self.table.set_empty_text(tr("Reading documents and saved methods from Splynx…"))

    def _on_failed(self, sentence: str) -> None:
        self.trouble.show_text(sentence)
        if self._view is None:
            self.table.say_failed()
        self.totals.set_starting(is_starting=False)

    def _on_planned(self, view: PlanView) -> None:
        self.trouble.show_text("")
        self._view = view
        nothing = tr("Nothing passes this filter. Choose another period or ask for less.")
        self.table.set_empty_text(tr("No row of this kind.") if view.rows else nothing)
        self.totals.show_view(view)
        read = tr("Read from Splynx at {at}. Nothing was sent.", at=clock_time(view.made_at))
        self.say(f"{read} {blind_sentence()}" if view.plan.is_blind else read)
        self._show_rows()
        if self._is_fresh:
            self._is_filter_asked = False
            self._fold_filter(is_folded=is_low(self) or self.is_cramped)
        if self._is_fresh and not isinstance(QApplication.focusWidget(), QLineEdit):
            # The next thing to do is to compare the totals and type the sum.
            self.totals.confirm.setFocus()
        self._is_fresh = False

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        kept = [one for one in view.rows if one.document.key not in view.dropped]
        charged = [one for one in kept if one.is_eligible]
        groups = (
            list(view.rows),
            charged,
            [one for one in charged if one.needs_a_look],
            [one for one in view.rows if one not in charged],
        )
        names = (tr("All"), tr("Will be charged"), tr("With a warning"), tr("Left out"))
        for number, (name, group) in enumerate(zip(names, groups, strict=True)):
            self.groups.set_title(number, f"{name} {len(group)}")
        self.table.set_rows(
            [
                run_rows.plan_row(one, is_dropped=one.document.key in view.dropped)
                for one in groups[self._group]
            ]
        )
        self._on_selection_moved()

    def _on_group_changed(self, group: int) -> None:
        self._group = group
        self._show_rows()

    def _on_selection_moved(self) -> None:
        dropped = self._view.dropped if self._view else frozenset()
        chosen = self.table.selected_rows()
        self.drop.setEnabled(
            any(one.value.is_eligible and one.key not in dropped for one in chosen)
        )
        self.take_back.setEnabled(any(one.key in dropped for one in chosen))
        shown = states.plan_legend()
        if len(chosen) == 1:
            shown = chosen[0].shown[run_rows.PlanColumn.STATE]
        self.reason.show_state(shown)

    def _on_typed(self, text: str) -> None:
        self.totals.set_confirmed(is_confirmed=self.presenter.is_confirmed_by(text))

    def _on_start_asked(self, canary: int) -> None:
        view = self._view
        if view is None or not self.presenter.is_confirmed_by(self.totals.confirm.text()):
            return
        # The button and the sum are closed now: another press must not lead elsewhere.
        self.table.setFocus()
        self.totals.set_starting(is_starting=True)
        if not self._desk.start(view.plan, name=self._name, canary=canary or None):
            self._on_failed(tr("Another run is going on. Nothing was started."))

    def _on_progressed(self, progress: RunProgress) -> None:
        self.trouble.show_text("")
        self.run_panel.show_progress(progress)
        with focus_kept(self, self.run_panel.table):
            self.stack.setCurrentIndex(_RUN)
            self.filter_box.hide()
            self.show_filter.hide()
        self.new_plan.setVisible(not progress.is_going_on)
        self.say(
            tr("Goes on while you work elsewhere in the window.")
            if progress.is_going_on
            else run_choice(progress.run, self._session.catalogue)
        )

    def plan_retry(self, run_id: RunId) -> None:
        """Plan what a run did not bring in, judged anew; started like any other plan."""
        self._on_new_plan_clicked()
        self._name = tr("Retry")
        self.presenter.make_retry(run_id)

    def plan_documents(self, kind: DocumentKind, chosen: tuple[DocumentRow, ...]) -> None:
        """Fill in just these documents' numbers and plan them; nothing is sent."""
        if self._desk.is_going_on:
            self._on_failed(tr("A run is going on. Nothing was planned."))
            return
        self._on_new_plan_clicked()
        wanted = filter_of(chosen, self.filter.value())
        self.filter.show_value(wanted)
        self.kinds.select(frozenset({kind}))
        self.account.select(AccountChoice.ANY)
        self.customers.clear()
        self.numbers.setText(wanted.numbers)
        self.numbers.setCursorPosition(0)
        # A field that refused or cut them would otherwise ask for the whole period.
        if not wanted.numbers or self.numbers.text() != wanted.numbers:
            self._on_failed(tr("These documents cannot be planned by number. Choose fewer."))
            return
        self._make(tr("Selected documents"))

    def _on_retry_asked(self) -> None:
        if self.run_panel.run is not None:
            self.plan_retry(self.run_panel.run.run_id)

    def _on_resume_asked(self) -> None:
        run = self.run_panel.run
        if run is not None and not self._desk.resume(run.run_id):
            self._on_failed(tr("Another run is going on. Nothing was started."))

    def _on_cancel_asked(self) -> None:
        if self.run_panel.run is not None:
            self._desk.cancel(self.run_panel.run.run_id)
            self._on_new_plan_clicked()

    def _on_new_plan_clicked(self) -> None:
        self.presenter.forget()
        self._view = None
        self.table.set_rows([])
        self.table.set_empty_text(tr("Choose a period and press Make plan."))
        self.totals.blank()
        self.filter_box.show()
        self.new_plan.hide()
        self.show_filter.hide()
        self.stack.setCurrentIndex(_PLAN)
        self.make.setFocus()
