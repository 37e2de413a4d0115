"""Spend limits of a run and of a day, counted before each charge is sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.services.workspace import Workspace


class Budget:
    """What a run may still charge. Used by the one thread that hands out a run's rows.

    Money that is being checked counts as spent: it may have been taken.
    """

    def __init__(self, workspace: Workspace, run_id: RunId) -> None:
        profile, journal = workspace.profile, workspace.journal
        self._left: list[Money] = []
        if profile.max_run is not None:
            spent = _spent(journal.attempts(AttemptFilter(run_id=run_id)), workspace.currency)
            self._left.append(profile.max_run - spent)
        if profile.max_day is not None:
            self._left.append(profile.max_day - _spent(_of_today(workspace), workspace.currency))

    def reserve(self, amount: Money) -> bool:
        """Set an amount aside, or say that a limit would be passed."""
        if any(left < amount for left in self._left):
            return False
        self._left = [left - amount for left in self._left]
        return True

    def release(self, amount: Money) -> None:
        """Give back what was set aside for a charge that took no money."""
        self._left = [left + amount for left in self._left]


def _spent(attempts: tuple[Attempt, ...], currency: str) -> Money:
    return total(
        [attempt.intent.amount for attempt in attempts if attempt.money_taken is not MoneyTaken.NO],
        currency,
    )


def _of_today(workspace: Workspace) -> tuple[Attempt, ...]:
    """Attempts on this Splynx begun on the present day of its calendar."""
    today = workspace.today()
    zone = ZoneInfo(workspace.profile.splynx_timezone)
    midnight = datetime.combine(today, time(), zone)
    # The journal's days are UTC days: one more on either side covers every zone.
    around = Period(today - timedelta(days=1), today + timedelta(days=1))
    return tuple(
        attempt
        for attempt in workspace.journal.attempts(AttemptFilter(period=around))
        if attempt.intent.splynx_host == workspace.profile.splynx_host
        and attempt.intent.created_at >= midnight
    )
