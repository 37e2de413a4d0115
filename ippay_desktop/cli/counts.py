"""What became of the charges of one command, counted from the journal's attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    IN_SPLYNX_STATES,
    TAKEN_BACK_STATES,
    UNRECORDED_STATES,
    Attempt,
    AttemptState,
)
from ippay_desktop.domain.money import Money, total
from ippay_desktop.services.recording import awaits_settlement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ippay_desktop.domain.profile import RecordBank
    from ippay_desktop.services.charge_pool import RowResult

_DECLINED_STATES = TAKEN_BACK_STATES | {AttemptState.DECLINED, AttemptState.VOIDED}
_TAKEN_STATES = UNRECORDED_STATES | IN_SPLYNX_STATES


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a summary.

    Attributes:
        approved: Approved or accepted by the bank, and nothing about it waits.
        approved_not_recorded: Taken, and not in Splynx or landed on another debt.
        amount_approved: Sum of all that was taken, recorded or not.
    """

    planned: int
    approved: int
    declined: int
    skipped: int
    not_sent: int
    being_checked: int
    approved_not_recorded: int
    amount_planned: Money
    amount_approved: Money


def count(
    attempts: Sequence[Attempt],
    *,
    planned: int,
    amount_planned: Money,
    record_bank: RecordBank,
    skipped: int = 0,
) -> Counts:
    """Count attempts by where they stand.

    A bank debit that is recorded only at its settlement, as the profile wishes, is done for now.
    """
    taken = [attempt for attempt in attempts if attempt.state in _TAKEN_STATES]
    done = [
        attempt
        for attempt in taken
        if attempt.state is AttemptState.RECORDED or awaits_settlement(attempt, record_bank)
    ]
    return Counts(
        planned=planned,
        approved=len(done),
        declined=_number(attempts, _DECLINED_STATES),
        skipped=skipped,
        not_sent=_number(attempts, frozenset({AttemptState.NOT_SENT})),
        being_checked=_number(attempts, BEING_CHECKED_STATES),
        approved_not_recorded=len(taken) - len(done),
        amount_planned=amount_planned,
        amount_approved=total(
            [attempt.intent.amount for attempt in taken], amount_planned.currency
        ),
    )


def count_own(attempts: Sequence[Attempt], *, currency: str, record_bank: RecordBank) -> Counts:
    """Count attempts that are themselves all that was asked for."""
    planned = total([attempt.intent.amount for attempt in attempts], currency)
    return count(attempts, planned=len(attempts), amount_planned=planned, record_bank=record_bank)


def attempts_of(results: Iterable[RowResult]) -> list[Attempt]:
    """The attempts among a run's rows."""
    return [result.attempt for result in results if result.attempt is not None]


def _number(attempts: Sequence[Attempt], states: frozenset[AttemptState]) -> int:
    return sum(attempt.state in states for attempt in attempts)
