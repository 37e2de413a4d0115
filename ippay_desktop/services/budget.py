"""Spend limits of a run and of a day."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.ports import SpendCeiling

if TYPE_CHECKING:
    from ippay_desktop.domain.identifiers import RunId
    from ippay_desktop.domain.money import Money
    from ippay_desktop.services.workspace import Workspace


def ceilings(workspace: Workspace, run_id: RunId | None) -> tuple[SpendCeiling, ...]:
    """The profile's limits as they hold at this moment; the day is that of Splynx's calendar."""
    profile = workspace.profile
    found = []
    if profile.max_run is not None and run_id is not None:
        way_on = "Raise it with “profile set --max-run”, then resume."
        found.append(SpendCeiling(profile.max_run, None, run_id, "of this run", way_on))
    if profile.max_day is not None:
        zone = ZoneInfo(profile.splynx_timezone)
        # Intents bear this computer's time: where its day is the earlier one, that day counts.
        today = min(workspace.today(), workspace.clock.now().astimezone(zone).date())
        midnight = datetime.combine(today, time(), zone)
        way_on = "Raise it with “profile set --max-day”, or wait until tomorrow."
        found.append(SpendCeiling(profile.max_day, midnight, None, "of the day", way_on))
    return tuple(found)


class Budget:
    """What a run may still charge. Used by the one thread that hands out a run's rows.

    It keeps the plan's order: rows under way at the same time could otherwise overtake each other
    on the last of the money. Others spend at the same time, so the journal has the last word.
    """

    def __init__(self, workspace: Workspace, run_id: RunId) -> None:
        journal, host = workspace.journal, workspace.profile.splynx_host
        self._ceilings = ceilings(workspace, run_id)
        self._left = [one.most - journal.spent(host, one) for one in self._ceilings]

    def reserve(self, amount: Money) -> SpendCeiling | None:
        """Set an amount aside, or give the limit that would be passed."""
        for ceiling, left in zip(self._ceilings, self._left, strict=True):
            if left < amount:
                return ceiling
        self._left = [left - amount for left in self._left]
        return None

    def release(self, amount: Money) -> None:
        """Give back what was set aside for a charge that took no money."""
        self._left = [left + amount for left in self._left]
