"""Which rows of a run may be tried again now, and why the others may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.bulk import Plan, PlanRow, RowState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.outcome import DeclineClass
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.planning import PlanService

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.bulk import RunRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace

# A soft decline may be repeated unchanged, but not the same day: card networks count and fine it.
SOFT_RETRY_AFTER = timedelta(hours=24)
_SAID_NO = frozenset({AttemptState.DECLINED, AttemptState.NOT_SENT})
_NEEDS_OTHER_METHOD = frozenset({DeclineClass.DATA.value, DeclineClass.HARD.value})


class RetryService:
    """Plans a second run from what a first one left. Reads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._runs = RunService(workspace)
        self._plans = PlanService(workspace)
        self._documents = DocumentService(workspace)

    def plan(self, run_id: RunId) -> Plan:
        """Every row that did not end in a payment, judged anew.

        Raises:
            InputError: there is no such run, or it may still be resumed.
        """
        run = self._workspace.journal.run(run_id)
        results = self._runs.results(run_id)
        if any(result.row.state is RowState.STARTED for result in results):
            raise InputError("This run was cut off. Resume or cancel it before a retry.")
        tried = {
            result.row.document.key: result for result in results if not _is_paid(result.attempt)
        }
        read = {key: self._read(result) for key, result in tried.items()}
        plan = self._plans.plan_rows(
            tuple(row for row in read.values() if row is not None),
            run.account,
            f"retry of run {run_id}",
        )
        now = self._workspace.clock.now()
        judged = tuple(
            _judge(row, tried[row.document.key].attempt, now) if row.is_eligible else row
            for row in plan.rows
        )
        gone = tuple(_gone(tried[key].row) for key, row in read.items() if row is None)
        return replace(plan, rows=judged + gone)

    def _read(self, result: RowResult) -> DocumentRow | None:
        """The row's document, fresh; None when Splynx no longer has it."""
        document = result.row.document
        if document.id is None:
            raise InputError("A run charges documents only.")
        try:
            return self._documents.by_id(document.kind, document.id)
        except InputError:
            return None


def _gone(row: RunRow) -> PlanRow:
    return PlanRow(row.document, row.customer_name, row.amount, None, "It is no longer in Splynx.")


def _is_paid(attempt: Attempt | None) -> bool:
    return attempt is not None and attempt.state is AttemptState.RECORDED


def _judge(row: PlanRow, attempt: Attempt | None, now: datetime) -> PlanRow:
    if attempt is None or attempt.state not in _SAID_NO or row.instrument is None:
        return row
    is_same_method = (row.instrument.kind, row.instrument.last4) == (
        attempt.intent.instrument_kind,
        attempt.intent.last4,
    )
    if not is_same_method:
        return row
    if attempt.decline_class in _NEEDS_OTHER_METHOD:
        reason = f"Never again with this saved method: {attempt.reason}"
        return replace(row, reason=reason)
    again_at = attempt.updated_at + SOFT_RETRY_AFTER
    if attempt.decline_class == DeclineClass.SOFT.value and now < again_at:
        return replace(row, reason=f"Not before {again_at:%Y-%m-%d %H:%M} UTC: {attempt.reason}")
    return row
