"""IPpay's reports about voids and refunds in doubt: its books tell each operation by its kind.

They alone can tell a linked refund from its charge. What they do not show proves nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.report_port import Operation as Booked
from ippay_desktop.domain.reversal import (
    TRANSITIONS,
    Operation,
    ReversalChange,
    ReversalEvent,
    ReversalState,
)
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.unposting import Unposter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.report_port import ReportedTransaction
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.services.workspace import Workspace

# Clocks differ: a row may be dated somewhat before what it answers.
_SLACK = timedelta(hours=6)
_DONE = "IPpay's books show it; the answer was lost."
_REFUSED = "IPpay's books show that it was refused (code {code}); the answer was lost."


def change_by_books(
    reversal: Reversal,
    rows: Iterable[ReportedTransaction],
    *,
    now: datetime,
    recheck: timedelta,
) -> ReversalChange | None:
    """What the books prove about a reversal that is being checked; None when nothing.

    Args:
        reversal: Of any state.
        rows: Of all operations that were read.
        now: When they were read.
        recheck: How long a refund must be in the books before it counts: the gateway may still
            take it back by itself.
    """
    intent = reversal.intent
    own = [
        row
        for row in rows
        if row.transaction_id == intent.transaction_id and row.at >= intent.created_at - _SLACK
    ]
    voids = [row for row in own if row.operation is Booked.VOID]
    if reversal.operation is Operation.VOID:
        return _judged(voids)
    if any(row.is_done for row in voids):
        # The refund may have been taken back again: an enquiry or a person tells.
        return None
    refunds = [
        row
        for row in own
        if row.operation is Booked.REFUND and intent.amount in row.amount_candidates
    ]
    done_at = [row.at for row in refunds if row.is_done]
    if done_at and now < max(done_at) + recheck:
        return None
    return _judged(refunds)


def _judged(rows: list[ReportedTransaction]) -> ReversalChange | None:
    if not rows:
        return None
    done = [row for row in rows if row.is_done]
    if done:
        approval = done[-1].approval or None
        return ReversalChange(ReversalEvent.REPORT_SAID_DONE, reason=_DONE, approval=approval)
    code = rows[-1].action_code
    reason = _REFUSED.format(code=code)
    return ReversalChange(ReversalEvent.REPORT_SAID_REFUSED, reason=reason, action_code=code)


class ReversalBooks:
    """Applies the reports to what is in doubt. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._unposter = Unposter(workspace)

    def apply(self, rows: tuple[ReportedTransaction, ...], now: datetime) -> tuple[Attempt, ...]:
        """Settle what the rows prove; the charges that it changed, as they stand now."""
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        return tuple(
            journal.attempt(reversal.attempt_id)
            for reversal in journal.reversals.waiting(host)
            if reversal.is_being_checked and self._apply(reversal, rows, now)
        )

    def _apply(
        self, reversal: Reversal, rows: tuple[ReportedTransaction, ...], now: datetime
    ) -> bool:
        recheck = timedelta(seconds=self._workspace.profile.policy.approved_recheck_s)
        with (
            self._workspace.locks.hold(reversal.customer_id),
            attempt_held(self._workspace, reversal.attempt_id) as holder,
        ):
            fresh = self._workspace.journal.reversals.one(reversal.id)
            change = change_by_books(fresh, rows, now=now, recheck=recheck)
            if (
                holder is not None
                or change is None
                or fresh.state is ReversalState.INTENT
                or (fresh.state, change.event) not in TRANSITIONS
            ):
                return False
            at = self._workspace.clock.now()
            fresh = self._workspace.journal.reversals.apply(fresh.id, change, at)
            if fresh.went_back:
                self._unposter.finish(fresh)
        return True
