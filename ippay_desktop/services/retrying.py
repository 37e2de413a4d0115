"""Which rows of a run may be tried again now, and why the others may not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.domain.bulk import ENDED_RUN_STATES, Plan, PlanRow
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.planning import PlanService

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import RunRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace


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
        if run.state not in ENDED_RUN_STATES:
            raise InputError(f"This run is {run.state}. Resume or cancel it before a retry.")
        results = self._runs.results(run_id)
        tried = {
            result.row.document.key: result for result in results if not _is_paid(result.attempt)
        }
        read = {key: self._read(result) for key, result in tried.items()}
        plan = self._plans.plan_rows(
            tuple(row for row in read.values() if row is not None),
            run.account,
            f"retry of run {run_id}",
        )
        gone = tuple(_gone(tried[key].row) for key, row in read.items() if row is None)
        return replace(plan, rows=plan.rows + gone)

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
