"""Runs: a frozen plan carried out by a bounded pool, pausable between rows, never lost.

Every step of a row is in the journal, so a run that was cut off anywhere is resumed from there:
rows with an attempt are settled, rows without one are charged, nothing is done twice.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.approvals import Wanted
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.bulk import ENDED_RUN_STATES, Plan, RowState, Run, RunRow, RunState
from ippay_desktop.domain.errors import InputError, IPpayDesktopError, StorageError
from ippay_desktop.domain.identifiers import RunId
from ippay_desktop.domain.ports import (
    AttemptFilter,
    AttemptOpenError,
    GatewayDisagreedError,
    SpendLimitError,
)
from ippay_desktop.domain.profile import Mode
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.budget import Budget
from ippay_desktop.services.charge_pool import (
    STOP_NOTES,
    ChargePool,
    RowResult,
    RunControl,
    StopReason,
)
from ippay_desktop.services.charging import ChargeOrder, ChargeService
from ippay_desktop.services.claiming import run_held
from ippay_desktop.services.cut_off_runs import link_rows
from ippay_desktop.services.reconciliation import ReconcileService
from ippay_desktop.services.recordable import refuse_unrecordable
from ippay_desktop.services.saved_methods import SavedMethodReader
from ippay_desktop.services.taken_rows import TakenRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ippay_desktop.services.charging import Charged
    from ippay_desktop.services.workspace import Workspace

# Splynx's own automatic charges start at 23:59 of its day; a run keeps clear of them.
_MIDNIGHT_FROM, _MIDNIGHT_TO = time(23, 30), time(0, 30)
_SECONDS_PER_CHARGE = 4


class RunService:
    """Starts, resumes and reads runs. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._charging = ChargeService(workspace)
        self._methods = SavedMethodReader(workspace)
        self._reconciling = ReconcileService(workspace)
        self._approvals = ApprovalService(workspace)

    def create(
        self,
        plan: Plan,
        *,
        name: str = "",
        canary: int | None = None,
        around_midnight: bool = False,
    ) -> Run:
        """Freeze a plan as a run.

        Raises:
            InputError: locked, or not allowed; nothing to charge, it would be under way at
                Splynx's midnight, or the same plan is a run already that has not ended.
        """
        self._workspace.authority.require(Task.CHARGE_RUN)
        if not plan.eligible:
            raise InputError("Nothing in this plan can be charged.")
        if canary is not None and canary < 1:
            raise InputError("--canary must be at least 1.")
        if not around_midnight:
            self._guard_midnight(len(plan.eligible))
        self._approvals.use(Wanted.run(plan.plan_hash, plan.sum, len(plan.eligible)))
        self._workspace.audit.note(
            Deed.CONFIRMED,
            f"plan:{plan.plan_hash}",
            rows=str(len(plan.eligible)),
            sum=plan.sum.text(),
        )
        now = self._workspace.clock.now()
        profile = self._workspace.profile
        run = Run(
            run_id=RunId(self._workspace.ids.new_id()),
            profile_id=profile.profile_id,
            splynx_host=profile.splynx_host,
            name=name or plan.filter_text,
            state=RunState.PLANNED,
            created_at=now,
            operator=self._workspace.operator,
            station=self._workspace.station,
            filter_text=plan.filter_text,
            account=plan.account,
            plan_hash=plan.plan_hash,
            planned=len(plan.eligible),
            amount_planned=plan.sum,
            canary=canary,
        )
        self._workspace.journal.add_run(run, tuple(_rows(plan)))
        return run

    def execute(
        self,
        run_id: RunId,
        control: RunControl,
        on_result: Callable[[RowResult], None] | None = None,
        *,
        on_begin: Callable[[RunRow], None] | None = None,
        around_midnight: bool = False,
    ) -> Run:
        """Carry out or go on with a run until its end, a pause, or a reason to stop.

        Args:
            run_id: A run that is planned, paused, or was cut off while running.
            control: Lets another thread ask for a pause.
            on_result: Told of each row as it is done, on the calling thread.
            on_begin: Told of each row as it is handed to a worker, on the calling thread.
            around_midnight: Splynx's own automatic charges are off: go on whatever the hour.

        Raises:
            InputError: the run was stopped for good or is finished, it would be under way at
                Splynx's midnight, another station carries it out, or what it charges could not be
                recorded.
            PermissionDeniedError: Splynx would not record what it charges.
            StorageError: the journal failed in the middle; the run is paused if that could be
                recorded, and no row was begun after it.
            InvariantError: the same for a fault of ours.
        """
        # Here, and not for each row: once begun it goes on behind the lock.
        self._workspace.authority.require(Task.CHARGE_RUN)
        self._workspace.audit.note(Deed.RAN, f"run:{run_id}")
        with run_held(self._workspace, run_id):
            run = self._resumable(run_id)
            if run.state is not RunState.PLANNED and not around_midnight:
                self._guard_midnight(run.planned)
            return self._carry_out(run, control, on_result, on_begin)

    def _resumable(self, run_id: RunId) -> Run:
        run = self._workspace.journal.run(run_id)
        if run.state in ENDED_RUN_STATES:
            raise InputError(f"This run is {run.state}; it cannot go on. Plan a new one.")
        if run.splynx_host != self._workspace.profile.splynx_host:
            raise InputError("This run belongs to another profile. Choose that profile first.")
        self._workspace.refuse_elsewhere(run.profile_id)
        return run

    def _carry_out(
        self,
        run: Run,
        control: RunControl,
        on_result: Callable[[RowResult], None] | None,
        on_begin: Callable[[RunRow], None] | None,
    ) -> Run:
        run_id = run.run_id
        self._methods.confirm_labels()
        self._require_methods(run_id)
        refuse_unrecordable(self._workspace.billing)
        self._set_state(run_id, RunState.RUNNING, "")
        self._settle_own(run_id)
        rows = self._workspace.journal.run_rows(run_id)
        waiting = [row for row in rows if row.state is RowState.WAITING]
        # A canary that was cut off stays a canary: its review has not happened yet.
        canaries_left = (run.canary or 0) - (len(rows) - len(waiting))
        limit = canaries_left if canaries_left > 0 else len(waiting)
        budget = Budget(self._workspace, run_id)
        policy = self._workspace.profile.policy
        pool = ChargePool(policy, control, budget, on_result, on_begin)
        next_ones = waiting[:limit]
        keys = [row.document.key for row in next_ones]
        taken = TakenRows(self._workspace.journal, run.splynx_host, keys)
        note = pool.carry_out(next_ones, lambda row: self._charge_row(run_id, row, taken))
        if note is None and limit < len(waiting):
            note = STOP_NOTES[StopReason.CANARY]
        state = RunState.FINISHED if note is None else RunState.PAUSED
        run = self._set_state(run_id, state, note or "")
        if pool.failure is not None:
            raise pool.failure
        return run

    def _require_methods(self, run_id: RunId) -> None:
        """What is charged must be recorded: a profile may have lost its method since the plan."""
        rows = self._workspace.journal.run_rows(run_id)
        for kind in {row.instrument_kind for row in rows if row.state is RowState.WAITING}:
            self._workspace.profile.method_for(kind)

    def cancel(self, run_id: RunId) -> Run:
        """Stop a run for good; charges it made stay as they are.

        Raises:
            InputError: locked, or not allowed; it is finished or stopped already, or another
                station carries it out.
        """
        self._workspace.authority.require(Task.CHARGE_RUN)
        with run_held(self._workspace, run_id):
            run = self._workspace.journal.run(run_id)
            if run.state in ENDED_RUN_STATES:
                raise InputError(f"This run is {run.state} already.")
            self._workspace.audit.note(Deed.CANCELLED, f"run:{run_id}")
            return self._set_state(run_id, RunState.STOPPED, "Cancelled by a person.")

    def results(self, run_id: RunId) -> tuple[RowResult, ...]:
        """Every row with its attempt as it stands now, in plan order."""
        attempts = {
            attempt.id: attempt
            for attempt in self._workspace.journal.attempts(AttemptFilter(run_id=run_id))
        }
        return tuple(
            RowResult(row, attempts.get(row.attempt_id) if row.attempt_id else None)
            for row in self._workspace.journal.run_rows(run_id)
        )

    def _set_state(self, run_id: RunId, state: RunState, note: str) -> Run:
        return self._workspace.journal.set_run_state(
            run_id, state, note, self._workspace.clock.now()
        )

    def _settle_own(self, run_id: RunId) -> None:
        """Link rows to attempts that a crash cut off from them, and settle what is open."""
        attempts = link_rows(self._workspace, run_id)
        self._reconciling.settle_once(tuple(attempt for attempt in attempts if attempt.is_open))

    def _charge_row(
        self, run_id: RunId, row: RunRow, taken: TakenRows
    ) -> tuple[RowResult, Charged | None]:
        """One row, on a worker thread: skipped with its reason, or charged."""
        journal = self._workspace.journal
        if taken.takes_in(row.document.key):
            return self._skipped(run_id, row, AttemptOpenError())
        journal.set_row(run_id, row.position, RowState.STARTED)
        try:
            charged = self._charging.charge(_order(row), run_id=run_id)
        except (SpendLimitError, GatewayDisagreedError):
            # Others spent meanwhile, or changed the gateway. The row is as good as before.
            journal.set_row(run_id, row.position, RowState.WAITING)
            raise
        except AttemptOpenError as error:
            skipped = self._skipped(run_id, row, error)
            # What cannot be read now is asked for when its turn comes.
            with suppress(StorageError):
                taken.look_behind(row.document.key)
            return skipped
        except InputError as error:
            return self._skipped(run_id, row, error)
        except IPpayDesktopError:
            # Nothing was sent, or the journal knows what was: the row waits for the next start.
            self._put_back(run_id, row)
            raise
        attempt = charged.attempt
        journal.set_row(run_id, row.position, RowState.DONE, attempt_id=attempt.id)
        done = replace(row, state=RowState.DONE, attempt_id=attempt.id)
        return RowResult(done, attempt), charged

    def _skipped(self, run_id: RunId, row: RunRow, why: InputError) -> tuple[RowResult, None]:
        skipped = replace(row, state=RowState.SKIPPED, reason=str(why))
        self._workspace.journal.set_row(run_id, row.position, skipped.state, reason=skipped.reason)
        return RowResult(skipped, None), None

    def _put_back(self, run_id: RunId, row: RunRow) -> None:
        wanted = AttemptFilter(run_id=run_id, document_key=row.document.key)
        if not self._workspace.journal.attempts(wanted):
            self._workspace.journal.set_row(run_id, row.position, RowState.WAITING)

    def _guard_midnight(self, rows: int) -> None:
        profile = self._workspace.profile
        if profile.mode is not Mode.LIVE:
            return
        zone = ZoneInfo(profile.splynx_timezone)
        start = self._workspace.clock.now().astimezone(zone)
        seconds = rows * _SECONDS_PER_CHARGE // profile.policy.concurrency
        if _touches_midnight(start, start + timedelta(seconds=seconds)):
            raise InputError(
                "This run would be under way around 23:59 in Splynx, when its own automatic "
                "charges start. Start it later, or add --around-midnight if they are off."
            )


def _order(row: RunRow) -> ChargeOrder:
    """What was confirmed for a row; the charge itself reads document and method anew."""
    return ChargeOrder(
        document=row.document,
        customer_name=row.customer_name,
        amount=row.amount,
        due=row.amount,
        instrument_kind=row.instrument_kind,
        last4=row.last4,
    )


def _touches_midnight(start: datetime, end: datetime) -> bool:
    closes = datetime.combine(start.date(), _MIDNIGHT_FROM, start.tzinfo)
    return end >= closes or start.time() < _MIDNIGHT_TO


def _rows(plan: Plan) -> Iterator[RunRow]:
    for position, row in enumerate(plan.eligible):
        if row.instrument is None:
            continue
        yield RunRow(
            position=position,
            document=row.document,
            customer_name=row.customer_name,
            amount=row.amount,
            instrument_kind=row.instrument.kind,
            last4=row.instrument.last4,
        )
