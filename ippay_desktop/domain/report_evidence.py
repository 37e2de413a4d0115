"""What IPpay's reports prove about one charge of ours: the next change, or none.

Pure, and safe to ask in any order and however often: what is known already changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    TRANSITIONS,
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
    Outcome,
)
from ippay_desktop.domain.report_port import (
    BankReturn,
    Operation,
    ReportedTransaction,
    Settlement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from ippay_desktop.domain.money import Money

_UNCODED = "?"
# Source: an enquiry's codes for "not found" and "used before" are no answer of a bank.
_NO_REFUSALS = frozenset({"025", "076", "094"})
_SHOWN = "IPpay's books show the charge; they are read once more before it counts."
_CONFIRMED = "Approved; the answer was lost, and IPpay's books show the charge."
_SETTLED_UNHEARD = "The answer was lost, and IPpay's reports show that the bank has paid."
_VOIDED = "IPpay's books show that the charge was voided. No money was taken."


@dataclass
class Evidence:
    """Everything that the reports hold under one transaction id."""

    rows: list[ReportedTransaction] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    returns: list[BankReturn] = field(default_factory=list)

    def done(self, operation: Operation) -> list[ReportedTransaction]:
        """The operations of one kind that were carried out."""
        return [row for row in self.rows if row.operation is operation and row.is_done]


def evidence_by_id(
    rows: Iterable[ReportedTransaction],
    settlements: Iterable[Settlement],
    returns: Iterable[BankReturn],
) -> Mapping[str, Evidence]:
    """The rows of all reports under their transaction ids; rows without one are left out."""
    found: dict[str, Evidence] = defaultdict(Evidence)
    for row in rows:
        found[row.transaction_id].rows.append(row)
    for settlement in settlements:
        found[settlement.transaction_id].settlements.append(settlement)
    for back in returns:
        found[back.transaction_id].returns.append(back)
    found.pop("", None)
    return found


def next_change(
    attempt: Attempt, evidence: Evidence, *, now: datetime, recheck: timedelta
) -> Change | None:
    """What the evidence changes about a charge now; ask again after it is applied.

    Args:
        attempt: Of any state.
        evidence: What the reports hold under its transaction id.
        now: When the reports were read.
        recheck: How long a charge must be in the books before it counts: the gateway may still
            void it by itself.
    """
    for judge in (_return, _settlement, _void):
        change = judge(attempt, evidence)
        if change is not None and (attempt.state, change.event) in TRANSITIONS:
            return change
    if attempt.state in BEING_CHECKED_STATES:
        return _unheard(attempt, evidence, now, recheck)
    return None


def other_amounts(attempt: Attempt, evidence: Evidence) -> bool:
    """Whether the books tell another amount of this charge than ours, so that nothing is decided.

    A row that names no amount contradicts nothing.
    """
    told = [row.amount_candidates for row in evidence.done(Operation.CHARGE)]
    told += [row.amount_candidates for row in evidence.settlements]
    told += [row.amount_candidates for row in evidence.returns]
    return any(amounts and attempt.intent.amount not in amounts for amounts in told)


def _agrees(attempt: Attempt, amounts: tuple[Money, ...]) -> bool:
    return not amounts or attempt.intent.amount in amounts


def _return(attempt: Attempt, evidence: Evidence) -> Change | None:
    if attempt.returned_at is not None or not attempt.is_bank:
        return None
    for back in sorted(evidence.returns, key=lambda one: one.returned_at or one.accepted_at):
        rule = return_rule(back.code)
        is_ours = back.operation is not Operation.REFUND
        if rule.is_return and is_ours and _agrees(attempt, back.amount_candidates):
            return Change(
                ChargeEvent.BANK_RETURNED,
                reason=f"Returned {rule.code}: {rule.meaning} No money was taken.",
                returned_at=back.returned_at or back.accepted_at,
                return_code=back.code or _UNCODED,
            )
    return None


def _settlement(attempt: Attempt, evidence: Evidence) -> Change | None:
    if attempt.settled_at is not None or not attempt.is_bank:
        return None
    for paid in sorted(evidence.settlements, key=lambda one: one.settled_at or one.at):
        if paid.operation is Operation.CHARGE and _agrees(attempt, paid.amount_candidates):
            is_news = attempt.state in BEING_CHECKED_STATES
            return Change(
                ChargeEvent.BANK_SETTLED,
                reason=_SETTLED_UNHEARD if is_news else _settled_reason(attempt),
                settled_at=paid.settled_at or paid.at,
                # A settlement hastens nothing that is under way.
                next_check_at=None if is_news else attempt.next_check_at,
            )
    return None


def _settled_reason(attempt: Attempt) -> str | None:
    is_plain = attempt.state in {AttemptState.TAKEN, AttemptState.RECORDED}
    return "Paid: the bank debit has settled" if is_plain else None


def _void(attempt: Attempt, evidence: Evidence) -> Change | None:
    # A void of our own is known, or being checked, and has its own record.
    is_ours = attempt.outcome is Outcome.VOIDED or attempt.given_back.is_being_reversed
    if is_ours or not evidence.done(Operation.VOID):
        return None
    return Change(ChargeEvent.BOOKS_SHOW_VOID, reason=_VOIDED)


def _unheard(
    attempt: Attempt, evidence: Evidence, now: datetime, recheck: timedelta
) -> Change | None:
    charges = [
        row
        for row in evidence.done(Operation.CHARGE)
        if row.amount_candidates and attempt.intent.amount in row.amount_candidates
    ]
    if charges:
        return _shown(attempt, charges[0], now, recheck)
    refusals = [row for row in evidence.rows if row.operation is Operation.CHARGE]
    if attempt.state is AttemptState.UNKNOWN and refusals and all(map(_is_refusal, refusals)):
        code = refusals[-1].action_code
        reason = f"Declined (code {code}); the answer was lost, and IPpay's books say so."
        return Change(ChargeEvent.BOOKS_SHOW_REFUSAL, reason=reason, action_code=code)
    return None


def _shown(
    attempt: Attempt, row: ReportedTransaction, now: datetime, recheck: timedelta
) -> Change | None:
    # Counted from the books' own first sight of it, so that a void which they tell later, by the
    # same delay, is seen before it counts.
    seen = attempt.reported_at
    if attempt.state is AttemptState.UNKNOWN or seen is None:
        return Change(ChargeEvent.BOOKS_SHOW_CHARGE, reason=_SHOWN, next_check_at=now + recheck)
    if now < seen + recheck:
        return None
    return Change(
        ChargeEvent.APPROVAL_CONFIRMED,
        reason=_CONFIRMED,
        action_code=row.action_code or None,
        approval=row.approval or None,
    )


def _is_refusal(row: ReportedTransaction) -> bool:
    """Whether a row says no for certain; a code of the gateway's own trouble does not."""
    code = row.action_code
    is_answer = code[:1] in {"0", "1", "2"} or code in {"750", "806", "899"}
    return not row.is_done and is_answer and code not in _NO_REFUSALS
