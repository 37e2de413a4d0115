"""A run on screen: every row at the left, how far it has come at the right."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ippay_desktop.domain.bulk import ENDED_RUN_STATES, RowState, Run, RunState
from ippay_desktop.domain.charge import BEING_CHECKED_STATES, AttemptState
from ippay_desktop.ui import states
from ippay_desktop.ui.models import run_rows
from ippay_desktop.ui.papers.reports import run_draft
from ippay_desktop.ui.run_names import run_name
from ippay_desktop.ui.text import button, in_figures, label, mark, moment, money, said, tr
from ippay_desktop.ui.theme import SPACE_M, SPACE_S, Tone
from ippay_desktop.ui.widgets.focus import focus_kept
from ippay_desktop.ui.widgets.paper_button import PaperButton
from ippay_desktop.ui.widgets.parts import (
    Card,
    Notice,
    SideCard,
    StateLabel,
    Tabs,
    footer_strip,
    put_icon,
    row,
    rule,
)
from ippay_desktop.ui.widgets.progress_bar import ProgressBar
from ippay_desktop.ui.widgets.room import Roomy
from ippay_desktop.ui.widgets.table import Table
from ippay_desktop.ui.widgets.table_saver import TableSaver
from ippay_desktop.ui.widgets.tell_customer import TellCustomer

if TYPE_CHECKING:
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.services.tally import Tally
    from ippay_desktop.ui.models.table import Row
    from ippay_desktop.ui.papers.paper import Draft
    from ippay_desktop.ui.presenters.run_desk import RunProgress
    from ippay_desktop.ui.presenters.session import Session

_SIDE_WIDTH = 292
_LEAST_FOOT = 52
_MINUTE_S = 60
_NO = frozenset({AttemptState.DECLINED, AttemptState.VOIDED})


_GROUPS = (
    mark("All"),
    mark("Done"),
    mark("Declined"),
    mark("Being checked"),
    mark("Skipped"),
    mark("Left"),
)


# There are few such pairs, and a run has thousands of rows.
@lru_cache(maxsize=256)
def _groups(row: RowState, attempt: AttemptState | None) -> tuple[bool, ...]:
    """Whether a row belongs to each group, by its own state and its charge's."""
    is_no, is_unsure = attempt in _NO, attempt in BEING_CHECKED_STATES
    is_unsent = attempt is AttemptState.NOT_SENT
    is_sending = attempt is None and row is RowState.STARTED
    return (
        True,
        attempt is not None and not (is_no or is_unsure or is_unsent),
        is_no,
        is_unsure,
        row is RowState.SKIPPED or is_unsent,
        row is RowState.WAITING or is_sending,
    )


def _groups_of(result: RowResult) -> tuple[bool, ...]:
    return _groups(result.row.state, result.attempt.state if result.attempt is not None else None)


class RunPanel(QWidget):
    """A run, going on or long past.

    Signals:
        pause_asked, stop_asked, resume_asked, cancel_asked: A button was pressed.
        retry_asked: Plan a second try of what did not come in.
        charge_asked: A row was opened; carries its `Attempt`.
        customer_asked: A row without a charge was opened; carries the customer's id.
    """

    retry_asked = Signal()
    pause_asked = Signal()
    stop_asked = Signal()
    resume_asked = Signal()
    cancel_asked = Signal()
    charge_asked = Signal(object)
    customer_asked = Signal(int)

    def __init__(self, prefix: str, session: Session) -> None:
        super().__init__()
        self._prefix = prefix
        self._session = session
        self._results: tuple[RowResult, ...] = ()
        # Beside the results: a run tells of all its rows many times a second, of which a few are
        # others than before, and only those are looked at.
        self._rows: list[Row[RowResult]] = []
        self._belongs: list[tuple[bool, ...]] = []
        self._sizes = [0] * len(_GROUPS)
        self.run: Run | None = None
        self.saver = TableSaver(session, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._table_card(), 1)
        layout.addWidget(self._side_card())

    def _table_card(self) -> Card:
        self.tabs = Tabs([tr(title) for title in _GROUPS], f"{self._prefix}.groups")
        self.table: Table[RowResult] = Table(
            run_rows.results_model(), f"{self._prefix}.results", empty=tr("No row of this kind.")
        )
        self.tabs.changed.connect(self._on_group_changed)
        self.table.chosen.connect(self._open)
        self._group = 0
        card = Card(margin=1)
        self.export = button(tr("Export…"), f"{self._prefix}.export_button")
        self.export.clicked.connect(self._on_export_clicked)
        self.print = PaperButton(self._session, f"{self._prefix}.print_button", self._draft)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_M, 2, SPACE_S, 2)
        head.addWidget(self.tabs, 1)
        card.box.setSpacing(0)
        card.box.addLayout(head)
        card.box.addWidget(self.table, 1)
        self.reason = StateLabel(f"{self._prefix}.reason", wraps=True)
        self.open_charge = button(tr("Open charge"), f"{self._prefix}.charge_button")
        put_icon(self.open_charge, "money")
        self.open_charge.clicked.connect(self._on_open_clicked)
        self.tell = TellCustomer(self._prefix)
        below = QWidget()
        box = QVBoxLayout(below)
        box.setContentsMargins(0, 0, 0, 0)
        first = row(self.reason)
        first.setStretch(0, 1)
        first.addWidget(self.open_charge, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(first)
        box.addWidget(self.tell)
        card.box.addWidget(footer_strip(Roomy(below, least=_LEAST_FOOT)))
        self.table.selection_moved.connect(self._show_reason)
        self._show_reason()
        return card

    def _show_reason(self) -> None:
        """The chosen row's whole result, which its column may cut short."""
        chosen = self.table.selected_rows()
        words = tr("Choose a row to read its whole result; open it to see everything about it.")
        shown = states.Shown("circle", words, Tone.NEUTRAL)
        if len(chosen) == 1:
            shown = chosen[0].shown[run_rows.ResultColumn.STATE]
        attempt = chosen[0].value.attempt if len(chosen) == 1 else None
        self.reason.show_state(shown)
        self.open_charge.setVisible(attempt is not None)
        self.tell.show_attempt(attempt)

    def _open(self, result: RowResult) -> None:
        """The charge of a row, or the customer of one that was not charged."""
        if result.attempt is not None:
            self.charge_asked.emit(result.attempt)
        else:
            self.customer_asked.emit(result.row.document.customer_id)

    def _on_open_clicked(self) -> None:
        for chosen in self.table.selected_rows()[:1]:
            self._open(chosen.value)

    def _side_card(self) -> Card:
        card = SideCard(name=f"{self._prefix}.side", width=_SIDE_WIDTH)
        self.name = label(role="heading", name=f"{self._prefix}.name", wraps=True)
        self.who = label(role="small", name=f"{self._prefix}.who", wraps=True)
        self.state = StateLabel(f"{self._prefix}.state")
        self.note = Notice(name=f"{self._prefix}.note")
        self.note.hide()
        self.progress_text = label(role="figure", name=f"{self._prefix}.done")
        self.bar = ProgressBar()
        self.bar.setObjectName(f"{self._prefix}.bar")
        self.bar.setTextVisible(False)
        self.pace = label(role="dim", name=f"{self._prefix}.pace", wraps=True)
        self.taken = label(role="strong", name=f"{self._prefix}.taken", wraps=True)
        grid = QGridLayout()
        grid.setVerticalSpacing(5)
        self._counts: dict[str, QLabel] = {}
        for number, (key, shown) in enumerate(_count_states().items()):
            word = StateLabel(f"{self._prefix}.count.{key}.state")
            word.show_state(shown)
            figure = label("0", role="strong", name=f"{self._prefix}.count.{key}")
            grid.addWidget(word, number, 0)
            grid.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignRight)
            self._counts[key] = figure
        inner = QWidget()
        facts = QVBoxLayout(inner)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(SPACE_S)
        for part in (self.name, self.who, self.state, self.note, self.progress_text, self.bar):
            facts.addWidget(part)
        facts.addWidget(self.pace)
        facts.addWidget(rule())
        facts.addLayout(grid)
        facts.addWidget(rule())
        facts.addWidget(self.taken)
        facts.addStretch(1)
        # The buttons are always seen.
        card.box.addWidget(Roomy(inner), 1)
        card.box.addLayout(row(self.export, self.print))
        card.box.addLayout(self._buttons())
        return card

    def _buttons(self) -> QVBoxLayout:
        self.pause = button(tr("Pause"), f"{self._prefix}.pause_button")
        self.stop = button(tr("Stop for good"), f"{self._prefix}.stop_button", variant="danger")
        self.resume = button(tr("Resume…"), f"{self._prefix}.resume_button")
        self.cancel = button(tr("Cancel run"), f"{self._prefix}.cancel_button", variant="danger")
        self.retry = button(tr("Plan a retry…"), f"{self._prefix}.retry_button")
        put_icon(self.retry, "refresh")
        put_icon(self.pause, "pause")
        put_icon(self.resume, "play")
        # One below the other, so that any language's words have room.
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        for made, signal in (
            (self.pause, self.pause_asked),
            (self.stop, self.stop_asked),
            (self.resume, self.resume_asked),
            (self.cancel, self.cancel_asked),
            (self.retry, self.retry_asked),
        ):
            made.hide()
            made.clicked.connect(signal.emit)
            column.addWidget(made)
        return column

    def show_progress(self, progress: RunProgress) -> None:
        """Show a run that this program carries out."""
        self.show_run(progress.run, progress.results, progress.tally, is_live=progress.is_going_on)
        if progress.is_going_on:
            word = tr("Pausing, charges under way end first") if progress.is_pausing else ""
            self.state.show_state(
                states.Shown("pause", word, Tone.AMBER) if word else states.of_run(RunState.RUNNING)
            )
            self.pace.setText(_pace_words(progress.rate, progress.left_s))
        with focus_kept(self, self.table):
            self.pause.setEnabled(not progress.is_pausing)
            self.stop.setEnabled(not progress.is_pausing)

    def show_run(
        self, run: Run, results: tuple[RowResult, ...], counts: Tally, *, is_live: bool
    ) -> None:
        """Show a run as it stands in the journal."""
        self.run = run
        before, self._results = self._results, results
        self.name.setText(run_name(run, self._session.catalogue))
        self.who.setText(
            tr(
                "{operator} at {station}, {at}",
                operator=run.operator,
                station=run.station,
                at=moment(run.created_at),
            )
        )
        # A run that goes on is shown by `show_progress`; its label is dressed once.
        if not is_live:
            self.state.show_state(states.of_run(run.state))
        self.pace.setVisible(is_live)
        self.note.show_text("" if is_live else said(run.note))
        done = counts.planned - counts.left
        self.progress_text.setText(tr("{done} of {all}", done=done, all=counts.planned))
        self.bar.setRange(0, max(counts.planned, 1))
        self.bar.setValue(done)
        self._show_counts(counts)
        self.taken.setText(_sums(counts))
        with focus_kept(self, self.table):
            self._show_buttons(run, counts, is_live=is_live)
        self._take_rows(before, results)
        self._show_rows()

    def _show_buttons(self, run: Run, counts: Tally, *, is_live: bool) -> None:
        has_ended = run.state in ENDED_RUN_STATES
        can_go_on = not is_live and not has_ended
        self.pause.setVisible(is_live)
        self.stop.setVisible(is_live)
        self.resume.setVisible(can_go_on)
        self.cancel.setVisible(can_go_on)
        not_in = counts.planned - counts.collected - counts.being_checked + counts.given_back
        self.retry.setVisible(has_ended and not_in > 0)

    def _show_counts(self, counts: Tally) -> None:
        values = {
            "done": counts.collected,
            "declined": counts.declined,
            "being_checked": counts.being_checked,
            "skipped": counts.skipped + counts.not_sent,
            "left": counts.left,
        }
        for key, value in values.items():
            self._counts[key].setText(in_figures(value))

    def _take_rows(self, before: tuple[RowResult, ...], now: tuple[RowResult, ...]) -> None:
        """Make the rows of results that are others than before."""
        if len(before) != len(now):
            self._rows = [run_rows.later_result_row(result) for result in now]
            self._belongs = [_groups_of(result) for result in now]
            sizes = Counter(self._belongs)
            self._sizes = [
                sum(size for belongs, size in sizes.items() if belongs[group])
                for group in range(len(_GROUPS))
            ]
            return
        pairs = enumerate(zip(before, now, strict=True))
        for number in [number for number, (was, result) in pairs if was is not result]:
            self._rows[number] = run_rows.later_result_row(now[number])
            was, belongs = self._belongs[number], _groups_of(now[number])
            self._belongs[number] = belongs
            change = zip(self._sizes, was, belongs, strict=True)
            self._sizes = [size - out + come for size, out, come in change]

    def _show_rows(self) -> None:
        for number, title in enumerate(_GROUPS):
            self.tabs.set_title(number, f"{tr(title)} {self._sizes[number]}")
        belongs = (one[self._group] for one in self._belongs)
        self.table.set_rows(tuple(compress(self._rows, belongs)))
        self._show_reason()

    def _on_export_clicked(self) -> None:
        rows = [run_rows.result_cells(result) for result in self._results]
        name = (
            f"run-{self.run.created_at.astimezone():%Y-%m-%d-%H%M}.csv" if self.run else "run.csv"
        )
        object_name = f"{self._prefix}.export_dialog"
        self.saver.save(name, run_rows.result_heading(), rows, object_name)

    def _draft(self) -> Draft | None:
        """All rows, whichever are shown, as they are at this moment."""
        return run_draft(self.run, self._results, self._session) if self.run else None

    def _on_group_changed(self, group: int) -> None:
        self._group = group
        self._show_rows()


def _sums(counts: Tally) -> str:
    """What the run collected, and beside it what went back since."""
    taken, planned = money(counts.amount_approved), money(counts.amount_planned)
    if not counts.given_back:
        return tr("{taken} approved or accepted, of {planned}", taken=taken, planned=planned)
    return tr(
        "{taken} approved or accepted, of {planned}; {back} of it given back later",
        taken=taken,
        planned=planned,
        back=money(counts.amount_given_back),
    )


def _count_states() -> dict[str, states.Shown]:
    return {
        "done": states.Shown("check", tr("Done"), Tone.GREEN),
        "declined": states.Shown("cross", tr("Declined"), Tone.RED),
        "being_checked": states.Shown("hourglass", tr("Being checked"), Tone.AMBER),
        "skipped": states.Shown("skip", tr("Skipped"), Tone.GREY),
        "left": states.Shown("circle", tr("Left"), Tone.NEUTRAL),
    }


def _pace_words(rate: float, left_s: float | None) -> str:
    if not rate or left_s is None:
        return tr("Starting…")
    minutes, seconds = divmod(round(left_s), _MINUTE_S)
    left = tr("{m} min {s} s", m=minutes, s=seconds) if minutes else tr("{s} s", s=seconds)
    return tr("{rate} a minute, {left} to go", rate=round(rate * _MINUTE_S), left=left)
