"""What time does to money at the gateway: card batches close, bank debits settle or come back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.bank import Debit
    from tests.simulation.dice import Dice
    from tests.simulation.events import Log
    from tests.simulation.scenario import Scenario
    from tests.simulation.scheduler import Scheduler

DAY_S = 86_400.0
RETURN_CODES = ("R01", "R01", "R09", "R02", "R10", "R29", "R18", "C01", "R77")
# A notice of change, which is no return: the debit stands.
_NO_RETURN = "C01"
_RETURNED = 0.25


class Batches:
    """Closes and settles by the scenario's own calendar."""

    def __init__(self, dice: Dice, scheduler: Scheduler, log: Log, scenario: Scenario) -> None:
        self._dice = dice
        self._scheduler = scheduler
        self._log = log
        self._batch_s = scenario.batch_s

    def is_open(self, debit: Debit) -> bool:
        """Whether a card's debit is in the batch that is still open."""
        return debit.at // self._batch_s == self._scheduler.now // self._batch_s

    def take(self, debit: Debit) -> None:
        """A bank debit was accepted: it will settle, and some come back, before that or later."""
        name = ("bank", debit.transaction)
        settles_at = debit.at + self._dice.between(0.5, 3.0, "settles", *name) * DAY_S
        if not self._dice.chance(_RETURNED, "returned", *name):
            self._scheduler.at(settles_at, partial(self._settle, debit))
            return
        code = self._dice.pick(RETURN_CODES, "code", *name)
        is_early = code != _NO_RETURN and self._dice.chance(0.3, "early", *name)
        if not is_early:
            self._scheduler.at(settles_at, partial(self._settle, debit))
        later = settles_at + self._dice.between(0.1, 4.0, "comes back", *name) * DAY_S
        self._scheduler.at(settles_at if is_early else later, partial(self._return, debit, code))

    def _settle(self, debit: Debit) -> None:
        if debit.live:
            debit.settled_at = self._scheduler.now
            self._log.add(self._scheduler.now, "settled", transaction=debit.transaction)

    def _return(self, debit: Debit, code: str) -> None:
        if not debit.live:
            return
        debit.return_code, debit.told_at = code, self._scheduler.now
        if code != _NO_RETURN:
            debit.returned_at = self._scheduler.now
        self._log.add(self._scheduler.now, "returned", transaction=debit.transaction, code=code)
