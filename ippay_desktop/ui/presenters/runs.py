"""Runs: the history that nobody can delete, with every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ippay_desktop.domain.bulk import Run
from ippay_desktop.services.charge_pool import RowResult
from ippay_desktop.services.tally import Tally, tally_run
from ippay_desktop.ui.text import trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.ui.presenters.session import Session


@dataclass(frozen=True, slots=True)
class RunDetail:
    """A run with its rows and what they add up to."""

    run: Run
    results: tuple[RowResult, ...]
    tally: Tally


class RunsPresenter(QObject):
    """The history of runs.

    Signals:
        loaded: All runs, newest first, a tuple of `RunDetail`.
        opened: One run's `RunDetail`.
        failed: A sentence.
    """

    loaded = Signal(object)
    opened = Signal(RunDetail)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("runs")
        self._shown: RunId | None = None

    def refresh(self) -> None:
        """Read the history, and the run that is open, again."""
        self._scope.read("list", self._read_all, self.loaded.emit, self._on_error)
        if self._shown is not None:
            self.open(self._shown)

    def open(self, run_id: RunId) -> None:
        """Read one run's rows."""
        self._shown = run_id
        self._scope.read("detail", lambda: self._detail(run_id), self.opened.emit, self._on_error)

    def _read_all(self) -> tuple[RunDetail, ...]:
        return tuple(self._detail(run.run_id) for run in self._session.history.runs())

    def _detail(self, run_id: RunId) -> RunDetail:
        run = self._session.workspace.journal.run(run_id)
        results = self._session.runs.results(run_id)
        policy = self._session.workspace.profile.policy
        return RunDetail(run, results, tally_run(run, results, policy.record_bank))

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(trouble_text(error))
