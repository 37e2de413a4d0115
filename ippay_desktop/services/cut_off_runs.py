"""Runs that a dead process carried out: they stand still, and their rows are told as they are."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.claiming import run_held

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.workspace import Workspace

_CUT_OFF = "The program ended while this run was under way. Resume it."


def pause_cut_off_runs(workspace: Workspace) -> None:
    """Say of runs that a dead process carried out that they stand still; they can be resumed.

    Blocks. One that another station of the ledger carries out just now is left to it.
    """
    journal = workspace.journal
    for run in journal.runs():
        if run.state is RunState.RUNNING and run.splynx_host == workspace.profile.splynx_host:
            with suppress(InputError), run_held(workspace, run.run_id):
                # It may have ended there since it was read.
                if journal.run(run.run_id).state is RunState.RUNNING:
                    link_rows(workspace, run.run_id)
                    now = workspace.clock.now()
                    journal.set_run_state(run.run_id, RunState.PAUSED, _CUT_OFF, now)


def link_rows(workspace: Workspace, run_id: RunId) -> tuple[Attempt, ...]:
    """Give rows that were begun the charge that a crash cut off from them; all charges of the run.

    A row without one was never sent, and waits again. The caller holds the run.
    """
    journal = workspace.journal
    attempts = journal.attempts(AttemptFilter(run_id=run_id))
    by_key = {attempt.document.key: attempt for attempt in attempts}
    for row in journal.run_rows(run_id):
        if row.state is RowState.STARTED:
            attempt = by_key.get(row.document.key)
            state = RowState.DONE if attempt is not None else RowState.WAITING
            attempt_id = attempt.id if attempt else None
            journal.set_row(run_id, row.position, state, attempt_id=attempt_id)
    return attempts
