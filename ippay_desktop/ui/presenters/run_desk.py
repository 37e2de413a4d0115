"""The run that is going on: started once, watched from anywhere, paused between rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.domain.bulk import RowState, Run, RunState
from ippay_desktop.services.charge_pool import RowResult, RunControl
from ippay_desktop.services.tally import RunningTally, Tally
from ippay_desktop.ui.garbage import spare_what_is_there
from ippay_desktop.ui.said import prepare
from ippay_desktop.ui.tasks import Stream
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.bulk import Plan, RunRow
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.ui.presenters.session import Session


_TELL_MS = 150


@dataclass(frozen=True, slots=True)
class _Read:
    """A run as the journal has it, counted on the thread that read it."""

    run: Run
    results: tuple[RowResult, ...]
    tally: RunningTally


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run has come.

    Attributes:
        results: Rows being sent now are STARTED; the tally still counts them as left.
        rate: Rows per second since it was started; 0 before the first.
        left_s: Estimated seconds to go; None while nothing can be said.
        is_going_on: Whether this program carries it out at this moment.
        is_pausing: A pause or stop was asked for; charges under way still end.
    """

    run: Run
    results: tuple[RowResult, ...]
    tally: Tally
    rate: float
    left_s: float | None
    is_going_on: bool
    is_pausing: bool


class RunDesk(QObject):
    """Carries out one run at a time in the charge lane.

    Signals:
        progressed: A `RunProgress`, some times a second while rows come, and at the end.
        failed: A sentence: it could not be started or go on.
        runs_changed: A run was made or changed state.
    """

    progressed = Signal(RunProgress)
    failed = Signal(str)
    runs_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("run")
        self._control = RunControl()
        self._run: Run | None = None
        # In the order of the plan.
        self._results: dict[int, RowResult] = {}
        self._tally: RunningTally | None = None
        self._started_at = 0.0
        self._done_now = 0
        self._is_stopping = False
        self._is_going_on = False
        # Whoever shows a run looks at all its rows: not for each of sixteen that end at once.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TELL_MS)
        self._pause.timeout.connect(self._tell)

    @property
    def is_going_on(self) -> bool:
        """Whether a run is being carried out."""
        return self._is_going_on

    @property
    def progress(self) -> RunProgress | None:
        """How far the latest run has come; None before the first."""
        if self._run is None or self._tally is None:
            return None
        counts = self._tally.counts
        rate, left_s = self._pace(counts.left)
        return RunProgress(
            self._run,
            tuple(self._results.values()),
            counts,
            rate,
            left_s,
            is_going_on=self._is_going_on,
            is_pausing=self._is_going_on and self._control.is_paused,
        )

    def start(self, plan: Plan, *, name: str, canary: int | None) -> bool:
        """Freeze a plan and carry it out; refused while another run goes on."""
        return self._begin(lambda: self._session.runs.create(plan, name=name, canary=canary))

    def resume(self, run_id: RunId) -> bool:
        """Go on with a paused or cut-off run; refused while another goes on."""
        return self._begin(lambda: self._session.workspace.journal.run(run_id))

    def find_unfinished(self) -> None:
        """Show the newest run that stands still, as `progressed`; nothing when there is none."""
        self._scope.read("unfinished", self._read_unfinished, self._on_unfinished, lambda _: None)

    def _read_unfinished(self) -> _Read | None:
        """On a reading thread."""
        host = self._session.profile.splynx_host
        for run in self._session.workspace.journal.runs():
            if run.state is RunState.PAUSED and run.splynx_host == host:
                return self._counted(run, self._session.runs.results(run.run_id))
        return None

    def _counted(self, run: Run, results: tuple[RowResult, ...]) -> _Read:
        """On a worker's thread: a period's rows are counted in milliseconds, and they add up."""
        policy = self._session.workspace.profile.policy
        tally = RunningTally.of_run(run, map(_until_done, results), policy.record_bank)
        return _Read(run, results, tally)

    def _on_unfinished(self, found: _Read | None) -> None:
        # Staff may have started another meanwhile: what goes on is what they want to see.
        if found is not None and self._run is None and not self._is_going_on:
            self._on_begun(found)

    def pause(self) -> None:
        """Begin no further row."""
        self._control.pause()
        self._tell()

    def stop(self) -> None:
        """Begin no further row, and make the run stopped for good when the last one has ended."""
        self._is_stopping = True
        self.pause()

    def cancel(self, run_id: RunId) -> None:
        """Stop a run that is not going on."""
        self._scope.read(
            "cancel",
            lambda: self._session.runs.cancel(run_id),
            lambda _run: self.runs_changed.emit(),
            lambda error: self.failed.emit(trouble_text(error)),
        )

    def _begin(self, find: Callable[[], Run]) -> bool:
        if self._is_going_on:
            return False
        self._control = control = RunControl()
        self._is_stopping = False
        begun: Stream[_Read] = Stream(
            self._session.lanes, lambda values: self._on_begun(values[-1])
        )
        done: Stream[RowResult] = Stream(self._session.lanes, self._on_results)
        self._is_going_on = self._scope.charge(
            "run",
            lambda: self._carry_out(find, control, begun, done),
            self._on_finished,
            self._on_error,
        )
        return self._is_going_on

    def _carry_out(
        self,
        find: Callable[[], Run],
        control: RunControl,
        begun: Stream[_Read],
        done: Stream[RowResult],
    ) -> _Read:
        """On a charge-lane thread."""
        runs = self._session.runs
        run = find()
        prepare()
        told = {result.row.position: result for result in runs.results(run.run_id)}
        begun.put(self._counted(run, tuple(told.values())))

        def tell(result: RowResult) -> None:
            told[result.row.position] = result
            done.put(result)

        ended = runs.execute(run.run_id, control, tell, on_begin=lambda row: tell(_sending(row)))
        if self._is_stopping and ended.state is RunState.PAUSED:
            ended = runs.cancel(run.run_id)
        # Rows that are as they were told stay the same objects: nobody looks at them again.
        results = tuple(
            told[fresh.row.position] if fresh == told.get(fresh.row.position) else fresh
            for fresh in runs.results(run.run_id)
        )
        return self._counted(ended, results)

    def _on_begun(self, begun: _Read) -> None:
        self._take(begun)
        spare_what_is_there()
        self._started_at, self._done_now = self._session.workspace.clock.monotonic(), 0
        self.runs_changed.emit()
        self._tell()

    def _take(self, read: _Read) -> None:
        """Know a run, and all its rows anew."""
        self._run, self._tally = read.run, read.tally
        self._results = {result.row.position: result for result in read.results}

    def _on_results(self, results: tuple[RowResult, ...]) -> None:
        self._results |= {result.row.position: result for result in results}
        if self._tally is not None:
            self._tally.put(map(_until_done, results))
        self._done_now += sum(not _is_sending(result) for result in results)
        if not self._pause.isActive():
            self._pause.start()

    def _on_finished(self, ended: _Read) -> None:
        self._is_going_on = False
        self._take(ended)
        spare_what_is_there()
        self._tell()
        self.runs_changed.emit()
        self._session.money_moved.emit()

    def _on_error(self, error: Exception) -> None:
        self._is_going_on = False
        self.failed.emit(trouble_text(error))
        self._tell()
        self.runs_changed.emit()
        self._session.money_moved.emit()

    def _pace(self, left: int) -> tuple[float, float | None]:
        elapsed = self._session.workspace.clock.monotonic() - self._started_at
        rate = self._done_now / elapsed if self._done_now and elapsed > 0 else 0.0
        return rate, (left / rate if rate and self._is_going_on else None)

    def _tell(self) -> None:
        self._pause.stop()
        progress = self.progress
        if progress is not None:
            self.progressed.emit(progress)


def _sending(row: RunRow) -> RowResult:
    """A row as it is handed to a worker."""
    return RowResult(replace(row, state=RowState.STARTED), None)


def _is_sending(result: RowResult) -> bool:
    return result.attempt is None and result.row.state is RowState.STARTED


def _until_done(result: RowResult) -> RowResult:
    """The same row for counting: what is only being sent is not done."""
    if not _is_sending(result):
        return result
    return RowResult(replace(result.row, state=RowState.WAITING), None)
