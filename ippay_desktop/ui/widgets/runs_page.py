"""Runs: the history, and one run with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from ippay_desktop.ui.models import run_rows
from ippay_desktop.ui.presenters.runs import RunDetail, RunsPresenter
from ippay_desktop.ui.run_names import retried, run_choice, run_name
from ippay_desktop.ui.text import button, count, tr
from ippay_desktop.ui.widgets.parts import Card, Page, colour_on_accent, icon_button, put_icon
from ippay_desktop.ui.widgets.run_panel import RunPanel
from ippay_desktop.ui.widgets.stack import FaceStack
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.ui.presenters.run_desk import RunDesk, RunProgress
    from ippay_desktop.ui.presenters.session import Session


class RunsPage(Page):
    """Who charged what, when, and what became of each row.

    Signals:
        plan_asked: Plan a new run.
        charge_asked: A row of a run was opened; carries its `Attempt`.
        customer_asked: A row was opened; carries the customer's id.
        resume_asked: A run was resumed; show it going on.
        retry_asked: Plan what a run did not bring in once more; carries the run's id.
    """

    plan_asked = Signal()
    charge_asked = Signal(object)
    customer_asked = Signal(int)
    resume_asked = Signal()
    retry_asked = Signal(str)

    def __init__(self, session: Session, desk: RunDesk) -> None:
        super().__init__(tr("Runs"), "runs")
        self._desk = desk
        self._catalogue = session.catalogue
        self._runs: dict[str, Run] = {}
        self.presenter = RunsPresenter(session, self)
        self.back = icon_button("back", "runs.back_button", tr("Back to all runs"))
        self.back.hide()
        self.heading.insertWidget(0, self.back)
        self.plan = button(tr("Charge a period…"), "runs.plan_button", variant="primary")
        put_icon(self.plan, "runs", colour_on_accent)
        self.heading.addWidget(self.plan)
        self.table: Table[RunDetail] = Table(
            run_rows.runs_model(),
            "runs.table",
            empty=tr("No run yet. Charge a period to make the first."),
        )
        self.panel = RunPanel("runs.detail", session)
        card = Card(margin=1)
        card.box.addWidget(self.table)
        self.stack = FaceStack()
        self.stack.addWidget(card)
        self.stack.addWidget(self.panel)
        self.body.addWidget(self.stack, 1)
        self._listen()

    def _listen(self) -> None:
        self.plan.clicked.connect(self.plan_asked.emit)
        self.back.clicked.connect(self.enter)
        self.table.chosen.connect(self._on_chosen)
        self.presenter.loaded.connect(self._on_loaded)
        self.presenter.opened.connect(self._on_opened)
        self.presenter.failed.connect(self.trouble.show_text)
        self.table.await_rows(self.presenter.failed)
        self.panel.resume_asked.connect(self._on_resume_asked)
        self.panel.retry_asked.connect(self._on_retry_asked)
        self.panel.cancel_asked.connect(self._on_cancel_asked)
        self.panel.pause_asked.connect(self._desk.pause)
        self.panel.stop_asked.connect(self._desk.stop)
        self.panel.charge_asked.connect(self.charge_asked.emit)
        self.panel.customer_asked.connect(self.customer_asked.emit)
        self._desk.runs_changed.connect(self.presenter.refresh)
        self._desk.progressed.connect(self._on_progressed)

    @override
    def enter(self) -> None:
        self.stack.setCurrentIndex(0)
        self.back.hide()
        self.plan.show()
        self.title.setText(tr("Runs"))
        self.presenter.refresh()
        self.table.setFocus()

    def _on_loaded(self, found: tuple[RunDetail, ...]) -> None:
        self.trouble.show_text("")
        self._runs = {one.run.run_id: one.run for one in found}
        self.table.set_rows([run_rows.run_row(one, self._catalogue) for one in found])
        if self.stack.currentIndex() == 0:
            self.say(count(len(found), "{n} run, kept for good", "{n} runs, kept for good"))

    def _on_chosen(self, detail: RunDetail) -> None:
        self.stack.setCurrentIndex(1)
        self.back.show()
        self.plan.hide()
        self.title.setText(tr("Run: {name}", name=run_name(detail.run, self._catalogue)))
        earlier = self._runs.get(retried(detail.run))
        self.say(run_choice(detail.run, self._catalogue, earlier))
        self._show(detail)
        self.panel.table.setFocus()
        self.presenter.open(detail.run.run_id)

    def _on_opened(self, detail: RunDetail) -> None:
        if self.stack.currentIndex() == 1:
            self.trouble.show_text("")
            self._show(detail)

    def _show(self, detail: RunDetail) -> None:
        progress = self._desk.progress
        if progress and progress.is_going_on and progress.run.run_id == detail.run.run_id:
            self.panel.show_progress(progress)
        else:
            self.panel.show_run(detail.run, detail.results, detail.tally, is_live=False)

    def _on_progressed(self, progress: RunProgress) -> None:
        shown = self.panel.run
        if self.stack.currentIndex() == 1 and shown and shown.run_id == progress.run.run_id:
            self.panel.show_progress(progress)

    def _on_resume_asked(self) -> None:
        run = self.panel.run
        if run is None:
            return
        if self._desk.resume(run.run_id):
            self.resume_asked.emit()
        else:
            self.trouble.show_text(tr("Another run is going on. Nothing was started."))

    def _on_retry_asked(self) -> None:
        if self.panel.run is not None:
            self.retry_asked.emit(self.panel.run.run_id)

    def _on_cancel_asked(self) -> None:
        if self.panel.run is not None:
            self._desk.cancel(self.panel.run.run_id)
