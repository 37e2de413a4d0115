"""Which way money goes back: what may be voided or refunded, by which operation, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ippay_desktop.domain.bank_calendar import (
    expected_settlement,
    hold_until,
    unauthorized_return_until,
)
from ippay_desktop.domain.bank_debit import bank_day
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptOpenError, ReversalOpenError
from ippay_desktop.domain.reversal import InSplynx, Operation

# Source: ids are kept for 90 days. A day less, as nobody says by which clock.
_KEPT_DAYS = 90
_LINKED_DAYS = timedelta(days=_KEPT_DAYS - 1)


@dataclass(frozen=True, slots=True)
class ReversalOrder:
    """What staff see and confirm before anything is sent.

    Attributes:
        attempt: The charge as it was when it was looked at.
        operations: The way to try; the next only after a proven no because of the charge's state.
        amount: What goes back.
        in_splynx: What is to happen to our payment there if the first way succeeds.
        warnings: Sentences to read before.
    """

    attempt: Attempt
    operations: tuple[Operation, ...]
    amount: Money
    in_splynx: InSplynx
    warnings: tuple[str, ...] = ()


def order_void(attempt: Attempt, *, keep_payment: bool, now: datetime) -> ReversalOrder:
    """Take back a whole charge: a void, or a refund if the day's batch has closed.

    That refund is linked to the charge, so the gateway must know it still: under an id that it has
    forgotten it would take the refund for one of its own, and no longer limit it.

    Raises:
        InputError: it cannot be.
    """
    _refuse_unless_taken(attempt)
    if attempt.is_bank:
        raise InputError(
            "A bank debit cannot be voided. Before it settles only IPpay's support can stop it, by "
            "telephone; later it can be refunded."
        )
    if attempt.refunded is not None:
        raise InputError(
            f"{attempt.refunded} of it was refunded already, so it cannot be voided. Refund the "
            f"remaining {_left(attempt)} instead."
        )
    if not _is_known_there(attempt, now):
        raise InputError(
            f"IPpay keeps charges for {_KEPT_DAYS} days, so this one cannot be voided any more. "
            "Refund it instead."
        )
    delete = not keep_payment and attempt.payment_id is not None
    return ReversalOrder(
        attempt,
        (Operation.VOID, Operation.LINKED_CREDIT),
        attempt.intent.amount,
        InSplynx.DELETE if delete else InSplynx.ENTER,
    )


def order_refund(
    attempt: Attempt, amount: Money | None, *, now: datetime, unlinked: bool = False
) -> ReversalOrder:
    """Send money back.

    A whole charge goes back linked to it, which the gateway itself limits to what it took. A part
    has an id of its own: whether several parts may share the charge's is not documented, and about
    one of its own the gateway can be asked. After 90 days the gateway knows no charge to link to.

    Args:
        attempt: The charge, fresh.
        amount: None for all that is left of it.
        now: The present instant.
        unlinked: A person has made sure that it was not given back elsewhere, and wants a whole
            charge refunded under an id of its own.

    Raises:
        InputError: it cannot be, or not yet.
    """
    _refuse_unless_taken(attempt)
    asked = _left(attempt) if amount is None else amount
    if not asked.is_positive:
        raise InputError("The amount must be more than zero.")
    if asked > _left(attempt):
        raise InputError(f"Of this charge {_left(attempt)} is left to give back, and not {asked}.")
    if attempt.is_bank:
        return _order_bank_refund(attempt, asked, bank_day(now))
    is_whole = asked == attempt.intent.amount
    linked = is_whole and _is_known_there(attempt, now) and not unlinked
    operation = Operation.LINKED_CREDIT if linked else Operation.FREE_CREDIT
    return ReversalOrder(attempt, (operation,), asked, InSplynx.ENTER)


def _order_bank_refund(attempt: Attempt, asked: Money, today: date) -> ReversalOrder:
    charged_on = bank_day(attempt.intent.created_at)
    first = hold_until(charged_on)
    if today < first:
        raise InputError(
            "The bank may still return this debit, and then the customer would have the money "
            f"twice. It can be refunded from {first.isoformat()} on, unless it is returned before."
        )
    settled_at = attempt.settled_at
    settled_on = bank_day(settled_at) if settled_at else expected_settlement(charged_on)
    last = unauthorized_return_until(settled_on)
    warnings = []
    if today <= last:
        warnings.append(
            f"Until {last.isoformat()} the bank may still return the debit as not authorized."
        )
    return ReversalOrder(attempt, (Operation.BANK_CREDIT,), asked, InSplynx.ENTER, tuple(warnings))


def _is_known_there(attempt: Attempt, now: datetime) -> bool:
    """Whether the gateway still has the charge under its id."""
    return now - attempt.intent.created_at < _LINKED_DAYS


def _left(attempt: Attempt) -> Money:
    return Money(attempt.left_minor, attempt.intent.amount.currency)


_NOT_TAKEN = {
    Outcome.VOIDED: "It was voided already.",
    Outcome.REFUNDED: "It was refunded already.",
    Outcome.RETURNED: "The bank has returned it, so there is nothing to give back.",
}


def _refuse_unless_taken(attempt: Attempt) -> None:
    if attempt.given_back.is_being_reversed:
        raise ReversalOpenError(attempt)
    if attempt.is_open:
        raise AttemptOpenError(attempt)
    is_no = attempt.money_taken is MoneyTaken.NO
    if is_no or attempt.state is not AttemptState.RECORDED or attempt.left_minor <= 0:
        raise InputError(
            _NOT_TAKEN.get(attempt.outcome, "No money was taken, so there is nothing to give back.")
        )
