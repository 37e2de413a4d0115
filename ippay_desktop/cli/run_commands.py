"""Commands about many documents at once: charge a period, and the runs that this makes."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit, exit_for_counts
from ippay_desktop.cli.filters import DOCUMENT_KINDS, read_filter
from ippay_desktop.cli.objects import (
    attempt_object,
    list_summary_object,
    run_object,
    skipped_object,
    summary_object,
    waiting_row_object,
)
from ippay_desktop.cli.plans import require_confirmation, show_plan
from ippay_desktop.cli.trouble import late_trouble
from ippay_desktop.cli.words import (
    RUN_STATE_WORDS,
    attempt_line,
    counts_line,
    skipped_line,
    waiting_line,
)
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.services.auditing import Deed
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.foreseeing import ForecastService
from ippay_desktop.services.history import HistoryService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.retrying import RetryService
from ippay_desktop.services.station import Access
from ippay_desktop.services.tally import tally_own, tally_run

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.bulk import Plan, Run
    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.services.tally import Tally
    from ippay_desktop.services.workspace import Workspace

_SHORTEST_RUN_NAME = 4


def charge(context: Context) -> Exit:
    """Show or carry out the plan of a period."""
    options = context.options
    workspace = context.open_to_charge(Access.LOOK if options.preview else Access.MONEY)
    wanted = read_filter(options, workspace.currency, default_kinds=DOCUMENT_KINDS["invoices"])
    plan = PlanService(workspace).plan(wanted, AccountChoice(options.account))
    return _preview_or_start(context, workspace, plan, name=options.name, canary=options.canary)


def retry_run(context: Context) -> Exit:
    """Show or carry out what of a run may be tried again."""
    workspace = context.open(Access.LOOK if context.options.preview else Access.MONEY)
    run = _find_run(context, workspace)
    plan = RetryService(workspace).plan(run.run_id)
    return _preview_or_start(context, workspace, plan, name=f"Retry of {run.name}")


def list_runs(context: Context) -> Exit:
    """All runs of the profile's Splynx, newest first."""
    workspace = context.open(Access.LOOK)
    service, output = RunService(workspace), context.output
    runs = HistoryService(workspace).runs()
    counted = [(run, _count(workspace, run, service.results(run.run_id))) for run in runs]
    for run, counts in counted:
        output.event(run_object(run, counts))
    output.table(
        ("RUN", "CREATED", "STATE", "BY", "NOW AT", "RESULT", "NAME"),
        [
            (
                run.run_id[:8],
                f"{run.created_at:%Y-%m-%d %H:%M} UTC",
                RUN_STATE_WORDS[run.state],
                run.operator,
                run.owner,
                counts_line(counts),
                # Last, as the name of a run may be its whole filter.
                run.name,
            )
            for run, counts in counted
        ],
    )
    output.event(list_summary_object(len(runs)))
    return Exit.DONE


def show_run(context: Context) -> Exit:
    """One run, row by row."""
    workspace = context.open(Access.LOOK)
    run = _find_run(context, workspace)
    workspace.audit.note(Deed.SAW, f"run:{run.run_id}")
    results = RunService(workspace).results(run.run_id)
    counts = _count(workspace, run, results)
    context.output.event(
        run_object(run, counts), f"{run.name}: {RUN_STATE_WORDS[run.state]}. {run.note}".rstrip()
    )
    for result in results:
        _show_result(context, workspace, run, result)
    context.output.event(summary_object(counts, elapsed_s=0.0, run=run), counts_line(counts))
    return Exit.DONE


def resume_run(context: Context) -> Exit:
    """Go on with a run that was paused or cut off."""
    workspace = context.open(Access.MONEY)
    return _execute(context, workspace, _find_run(context, workspace))


def cancel_run(context: Context) -> Exit:
    """Stop a run for good."""
    workspace = context.open(Access.MONEY)
    service = RunService(workspace)
    run = service.cancel(_find_run(context, workspace).run_id)
    counts = _count(workspace, run, service.results(run.run_id))
    context.output.event(run_object(run, counts), f"{run.name}: {RUN_STATE_WORDS[run.state]}.")
    context.output.event(summary_object(counts, elapsed_s=0.0, run=run), counts_line(counts))
    return Exit.DONE


def _preview_or_start(
    context: Context, workspace: Workspace, plan: Plan, *, name: str, canary: int | None = None
) -> Exit:
    options = context.options
    if options.preview:
        show_plan(context.output, ForecastService(workspace).of_plan(plan))
        return Exit.DONE
    require_confirmation(plan, options.confirm)
    if not plan.eligible:
        record_bank = workspace.profile.policy.record_bank
        counts = tally_own([], currency=plan.currency, record_bank=record_bank)
        fields = {**summary_object(counts, elapsed_s=0.0), "plan_hash": plan.plan_hash}
        context.output.event(fields, "There is nothing to charge.")
        return Exit.DONE
    run = RunService(workspace).create(
        plan,
        name=name,
        canary=canary,
        around_midnight=options.around_midnight,
    )
    return _execute(context, workspace, run)


def _execute(context: Context, workspace: Workspace, run: Run) -> Exit:
    """Carry out a run to its end or pause; each row is told of as it is done."""
    service, started = RunService(workspace), workspace.clock.monotonic()
    query = AttemptFilter(run_id=run.run_id)
    open_before = {attempt.id for attempt in workspace.journal.attempts(query) if attempt.is_open}
    told: set[AttemptId | None] = set()

    def on_result(result: RowResult) -> None:
        told.add(result.row.attempt_id)
        _show_result(context, workspace, run, result)

    def is_open() -> bool:
        return any(attempt.is_open for attempt in workspace.journal.attempts(query))

    context.interrupts.shield()
    # What is there stays until the end; looking through it for garbage stops all workers.
    gc.freeze()
    with late_trouble(is_open):
        run = service.execute(
            run.run_id,
            context.interrupts.control,
            on_result,
            around_midnight=context.options.around_midnight,
        )
        results = service.results(run.run_id)
    for result in results:
        # A row of an earlier start that was settled only now.
        if result.row.attempt_id in open_before - told and result.attempt is not None:
            _show_result(context, workspace, run, result)
    counts = _count(workspace, run, results)
    if run.note:
        context.output.say(run.note)
    elapsed_s = workspace.clock.monotonic() - started
    summary = summary_object(counts, elapsed_s=elapsed_s, run=run)
    context.output.event(
        {**summary, "state": run.state.value, "note": run.note}, counts_line(counts)
    )
    return exit_for_counts(counts, is_stopped=run.state is RunState.PAUSED)


def _show_result(context: Context, workspace: Workspace, run: Run, result: RowResult) -> None:
    row = result.row
    if result.attempt is not None:
        context.output.event(attempt_object(result.attempt), attempt_line(result.attempt))
    elif row.state is RowState.SKIPPED:
        fields = skipped_object(run, row, workspace.clock.now())
        context.output.event(fields, skipped_line(row))
    else:
        context.output.event(waiting_row_object(row), waiting_line(row))


def _count(workspace: Workspace, run: Run, results: tuple[RowResult, ...]) -> Tally:
    return tally_run(run, results, workspace.profile.policy.record_bank)


def _find_run(context: Context, workspace: Workspace) -> Run:
    """The run of that id; its first characters will do when no other begins so."""
    wanted = context.options.run.casefold()
    runs = HistoryService(workspace).runs()
    found = [run for run in runs if run.run_id == wanted] or [
        run for run in runs if len(wanted) >= _SHORTEST_RUN_NAME and run.run_id.startswith(wanted)
    ]
    if len(found) > 1:
        raise InputError("Several runs begin like this; write more of the id.")
    if not found:
        raise InputError("There is no such run on this profile's Splynx. See “run list”.")
    return found[0]
