"""The one count of what became of charges: of a run, or of a command's own; from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

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


def tally(  # noqa: PLR0913  # each is given by name
    attempts: Sequence[Attempt],
    *,
    planned: int,
    amount_planned: Money,
    record_bank: RecordBank,
    skipped: int = 0,
    left: int = 0,
) -> Tally:
    """Count attempts by where they stand.

    A bank debit that is recorded only at its settlement, as the profile wishes, is done for now.
    """
    currency = amount_planned.currency
    taken = [attempt for attempt in attempts if attempt.was_collected]
    done = [attempt for attempt in taken if _is_done(attempt, record_bank)]
    back = [attempt.went_back for attempt in taken if attempt.went_back.is_positive]

    def count(states: frozenset[AttemptState]) -> int:
        return sum(attempt.state in states for attempt in attempts)

    return Tally(
        planned=planned,
        approved=len(done),
        declined=sum(one.state in _DECLINED_STATES and not one.was_collected for one in attempts),
        skipped=skipped,
        not_sent=count(frozenset({AttemptState.NOT_SENT})),
        being_checked=count(BEING_CHECKED_STATES),
        unrecorded=len(taken) - len(done),
        left=left,
        given_back=len(back),
        amount_planned=amount_planned,
        amount_approved=total([attempt.intent.amount for attempt in taken], currency),
        amount_given_back=total(back, currency),
    )


def _is_done(attempt: Attempt, record_bank: RecordBank) -> bool:
    """Whether nothing is left to do to a charge that was collected."""
    is_in = attempt.state is AttemptState.RECORDED and not attempt.is_payment_gone
    return is_in or attempt.state in NO_MONEY_STATES or awaits_settlement(attempt, record_bank)


def tally_own(attempts: Sequence[Attempt], *, currency: str, record_bank: RecordBank) -> Tally:
    """Count attempts that are themselves all that was asked for."""
    planned = total([attempt.intent.amount for attempt in attempts], currency)
    return tally(attempts, planned=len(attempts), amount_planned=planned, record_bank=record_bank)


def tally_run(run: Run, results: Sequence[RowResult], record_bank: RecordBank) -> Tally:
    """Count a run's rows by what became of them."""
    return tally(
        [result.attempt for result in results if result.attempt is not None],
        planned=run.planned,
        amount_planned=run.amount_planned,
        record_bank=record_bank,
        skipped=sum(result.row.state is RowState.SKIPPED for result in results),
        left=sum(result.row.state is RowState.WAITING for result in results),
    )
