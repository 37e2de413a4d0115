"""The one count of what became of charges: of a run, or of a command's own; from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ippay_desktop.domain.bulk import RowState
from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    NO_MONEY_STATES,
    Attempt,
    AttemptState,
)
from ippay_desktop.domain.money import Money, total
from ippay_desktop.services.recording import awaits_settlement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.profile import RecordBank
    from ippay_desktop.services.charge_pool import RowResult

_DECLINED_STATES = frozenset({AttemptState.DECLINED, AttemptState.VOIDED})


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of charges.

    What was collected stays collected when it goes back later, by us or by the bank: that stands
    beside it, so that a run's result does not change under the eyes of those who signed it.

    Attributes:
        approved: Approved or accepted by the bank, and recorded, if it is not to wait for that.
        unrecorded: Taken, and not in Splynx or landed on another debt.
        left: Rows not begun.
        given_back: Charges of which all or a part was voided or refunded, or came back.
        amount_approved: Sum of all that was taken, recorded or not.
        amount_given_back: What of that sum went back since.
    """

    planned: int
    approved: int
    declined: int
    skipped: int
    not_sent: int
    being_checked: int
    unrecorded: int
    left: int
    given_back: int
    amount_planned: Money
    amount_approved: Money
    amount_given_back: Money

    @property
    def collected(self) -> int:
        """How many charges the sum approved is of."""
        return self.approved + self.unrecorded


class _Part(NamedTuple):
    """What one charge or row adds to a tally: ones and noughts, and minor units."""

    approved: int = 0
    declined: int = 0
    skipped: int = 0
    not_sent: int = 0
    being_checked: int = 0
    unrecorded: int = 0
    left: int = 0
    given_back: int = 0
    minor_approved: int = 0
    minor_given_back: int = 0


_NOTHING = _Part()


class RunningTally:
    """A count that is told of each row that changes, and never looks at the others again.

    A bank debit that is recorded only at its settlement, as the profile wishes, is done for now.
    """

    def __init__(self, *, planned: int, amount_planned: Money, record_bank: RecordBank) -> None:
        self._planned, self._amount_planned = planned, amount_planned
        self._record_bank = record_bank
        self._parts: dict[int, _Part] = {}
        self._sums = _Part()

    @classmethod
    def of_run(
        cls, run: Run, results: Iterable[RowResult], record_bank: RecordBank
    ) -> RunningTally:
        """A count of a run's rows."""
        made = cls(planned=run.planned, amount_planned=run.amount_planned, record_bank=record_bank)
        made.put(results)
        return made

    def put(self, results: Iterable[RowResult]) -> None:
        """Count rows as they are now, each instead of what it was."""
        for result in results:
            self._take(result.row.position, self._part_of_row(result))

    def put_attempts(self, attempts: Iterable[Attempt]) -> None:
        """Count attempts that belong to no run, each by its place in the order."""
        for number, attempt in enumerate(attempts):
            self._take(number, self._part(attempt))

    @property
    def counts(self) -> Tally:
        """The count as it stands."""
        sums, currency = self._sums, self._amount_planned.currency
        return Tally(
            planned=self._planned,
            approved=sums.approved,
            declined=sums.declined,
            skipped=sums.skipped,
            not_sent=sums.not_sent,
            being_checked=sums.being_checked,
            unrecorded=sums.unrecorded,
            left=sums.left,
            given_back=sums.given_back,
            amount_planned=self._amount_planned,
            amount_approved=Money(sums.minor_approved, currency),
            amount_given_back=Money(sums.minor_given_back, currency),
        )

    def _take(self, position: int, part: _Part) -> None:
        before = self._parts.get(position, _NOTHING)
        self._parts[position] = part
        self._sums = _Part(*(a - b + c for a, b, c in zip(self._sums, before, part, strict=True)))

    def _part_of_row(self, result: RowResult) -> _Part:
        state = result.row.state
        part = _NOTHING if result.attempt is None else self._part(result.attempt)
        return part._replace(
            skipped=int(state is RowState.SKIPPED), left=int(state is RowState.WAITING)
        )

    def _part(self, attempt: Attempt) -> _Part:
        # Sums of another currency would be no sums: adding nothing says so aloud.
        amount = attempt.intent.amount + Money.zero(self._amount_planned.currency)
        was_collected = attempt.was_collected
        is_done = was_collected and _is_done(attempt, self._record_bank)
        back = attempt.went_back.minor if was_collected else 0
        return _Part(
            approved=int(is_done),
            declined=int(attempt.state in _DECLINED_STATES and not was_collected),
            not_sent=int(attempt.state is AttemptState.NOT_SENT),
            being_checked=int(attempt.state in BEING_CHECKED_STATES),
            unrecorded=int(was_collected and not is_done),
            given_back=int(back > 0),
            minor_approved=amount.minor if was_collected else 0,
            minor_given_back=back,
        )


def _is_done(attempt: Attempt, record_bank: RecordBank) -> bool:
    """Whether nothing is left to do to a charge that was collected."""
    is_in = attempt.state is AttemptState.RECORDED and not attempt.is_payment_gone
    return is_in or attempt.state in NO_MONEY_STATES or awaits_settlement(attempt, record_bank)


def tally_own(attempts: Sequence[Attempt], *, currency: str, record_bank: RecordBank) -> Tally:
    """Count attempts that are themselves all that was asked for."""
    planned = total([attempt.intent.amount for attempt in attempts], currency)
    made = RunningTally(planned=len(attempts), amount_planned=planned, record_bank=record_bank)
    made.put_attempts(attempts)
    return made.counts


def tally_run(run: Run, results: Sequence[RowResult], record_bank: RecordBank) -> Tally:
    """Count a run's rows by what became of them."""
    return RunningTally.of_run(run, results, record_bank).counts
