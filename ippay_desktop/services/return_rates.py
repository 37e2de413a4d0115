"""How many bank debits came back of late, beside the ceilings of the ACH network."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_debit import bank_day
from ippay_desktop.domain.bank_returns import RATE_DAYS, return_gauges
from ippay_desktop.domain.charge import TAKEN_BACK_STATES, UNRECORDED_STATES, AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from ippay_desktop.domain.bank_returns import ReturnGauge
    from ippay_desktop.services.workspace import Workspace

_SENT_STATES = (
    UNRECORDED_STATES
    | TAKEN_BACK_STATES
    | {AttemptState.POSTED, AttemptState.MISPLACED, AttemptState.RECORDED}
)
_UNCODED = "?"


class ReturnRates:
    """Counts from the journal alone. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def gauges(self) -> tuple[ReturnGauge, ...]:
        """The three rates of the last 60 days, by the day on which a debit came back."""
        last = bank_day(self._workspace.latest_now()) + timedelta(days=1)
        days = timedelta(days=RATE_DAYS + 1)
        host = self._workspace.profile.splynx_host
        journal = self._workspace.journal
        sent = journal.attempts(
            AttemptFilter(splynx_host=host, period=Period(last - days, last), states=_SENT_STATES)
        )
        back = journal.attempts(AttemptFilter(splynx_host=host, states=TAKEN_BACK_STATES))
        returned = Counter(
            attempt.return_code or _UNCODED
            for attempt in back
            if attempt.returned_at is not None and bank_day(attempt.returned_at) > last - days
        )
        return return_gauges(returned, sum(attempt.is_bank for attempt in sent))
