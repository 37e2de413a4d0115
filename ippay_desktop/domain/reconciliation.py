"""Three books compared to the cent: our journal, the gateway's reports, Splynx's payments.

Pure: the same evidence gives the same findings, in whatever order and however often it is given,
and the findings of a period are those of its parts together.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_calendar import hold_until
from ippay_desktop.domain.charge import BEING_CHECKED_STATES, IN_SPLYNX_STATES, AttemptState
from ippay_desktop.domain.identifiers import RECEIPT_PREFIX
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.domain.reconciliation_findings import (
    STEPS,
    Case,
    Evidence,
    Finding,
    FindingKind,
    Reconciliation,
    Scope,
)
from ippay_desktop.domain.reconciliation_groups import Books, Group, by_order_number, gather

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Books",
    "Case",
    "Evidence",
    "Finding",
    "FindingKind",
    "Reconciliation",
    "Scope",
    "reconcile",
]


def reconcile(books: Books, scope: Scope) -> Reconciliation:
    """Compare the books; those that belong to the period by their day are reported.

    Give the books with a margin of some days on both sides: a charge shortly before midnight is
    recorded on the day after. What no day is known of is always reported.
    """
    groups = gather(books, scope.currency, frozenset(name.upper() for name in scope.terminals))
    repeated = _same_orders(groups)
    findings: list[Finding] = []
    awaited: list[Finding] = []
    for group in groups:
        day = group.day(scope.timezone)
        if day is not None and day not in scope.period:
            continue
        for case, part in _judged(group, repeated):
            finding = _finding(case, part, day, repeated.get(group.key, ()))
            waits = finding.kind is not FindingKind.MATCHED and _is_awaited(part, day, scope)
            (awaited if waits else findings).append(finding)
    return Reconciliation(scope, _sorted(findings), _sorted(awaited))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings,
            key=lambda one: (one.day or date.min, one.evidence.transaction_id, one.case.value),
        )
    )


def _finding(case: Case, group: Group, day: date | None, related: tuple[str, ...]) -> Finding:
    kind, step = STEPS[case]
    evidence = Evidence(
        group.key,
        tuple(sorted(attempt.id for attempt in group.attempts)),
        group.gateway_numbers,
        tuple(sorted(payment.id for payment in group.payments)),
        min((row.order_number for row in group.rows if row.order_number), default=""),
        related if case is Case.SAME_ORDER else (),
    )
    return Finding(kind, case, evidence, day, group.gross, group.back, step)


def _judged(group: Group, repeated: dict[str, tuple[str, ...]]) -> list[tuple[Case, Group]]:
    """The cases of one group; two when its payment lies with another customer."""
    whose = {attempt.customer_id for attempt in group.attempts}
    elsewhere = [one for one in group.payments if whose and one.customer_id not in whose]
    if not elsewhere:
        case = _case(group, is_repeated=group.key in repeated)
        return [] if case is None else [(case, group)]
    rest = [one for one in group.payments if one not in elsewhere]
    own = replace(group, payments=rest)
    theirs = Group(group.key, group.currency, payments=elsewhere)
    case = _case(own, is_repeated=False)
    if case in {Case.UNRECORDED, Case.PAYMENT_GONE}:
        case = Case.OTHER_CUSTOMERS_CHARGE
    cases = [] if case is None else [(case, own)]
    return [*cases, (Case.OTHER_CUSTOMERS_PAYMENT, theirs)]


def _case(group: Group, *, is_repeated: bool) -> Case | None:
    """The one case of a group; None when nothing moved and nothing was said to."""
    if not group.is_standing:
        return _without_charge(group)
    if not _is_ours(group):
        if is_repeated:
            return Case.SAME_ORDER
        agrees = group.payments and group.charged == group.recorded
        return Case.STRANGER_RECORDED if agrees else Case.STRANGER_UNRECORDED
    if group.standing > 1:
        return Case.CHARGED_TWICE
    return _with_payments(group) if group.payments else _without_payment(group)


def _is_ours(group: Group) -> bool:
    return (
        bool(group.attempts)
        or any(row.attempt_reference for row in group.rows)
        or any(one.receipt_number.upper().startswith(RECEIPT_PREFIX) for one in group.payments)
    )


def _without_charge(group: Group) -> Case | None:
    was_charged = bool(group.charges or group.returns)
    if group.payments and was_charged:
        if group.recorded == group.charged:
            return Case.AGREED
        return Case.REFUND_NOT_ENTERED if _awaits_entry(group) else Case.TAKEN_BACK
    if group.payments:
        return Case.NEVER_CHARGED
    if group.taken is not None:
        return Case.TAKEN_BACK_UNRECORDED if was_charged else Case.CLAIMED_ONLY
    if group.charged.minor < 0:
        return Case.STRANGER_REFUND
    return Case.STRANGER_OTHER if group.others and not group.attempts else None


def _without_payment(group: Group) -> Case:
    if group.taken is not None:
        is_recorded = group.taken.state in IN_SPLYNX_STATES
        return Case.PAYMENT_GONE if is_recorded else Case.UNRECORDED
    states = {attempt.state for attempt in group.attempts} - {AttemptState.NOT_SENT}
    if states & BEING_CHECKED_STATES:
        return Case.STILL_CHECKED
    return Case.DENIED if group.attempts else Case.UNRECORDED_ELSEWHERE


def _with_payments(group: Group) -> Case:
    if len(group.payments) > 1:
        return Case.RECORDED_TWICE
    if group.charged != group.recorded:
        return Case.REFUND_NOT_ENTERED if _awaits_entry(group) else Case.AMOUNTS_DIFFER
    if group.taken is not None:
        return Case.AGREED if group.claimed == group.charged else Case.AMOUNTS_DIFFER
    if not group.attempts:
        return Case.AGREED_ELSEWHERE
    checked = any(attempt.state in BEING_CHECKED_STATES for attempt in group.attempts)
    return Case.AGREED if checked else Case.DENIED_BUT_AGREED


def _awaits_entry(group: Group) -> bool:
    """Whether the books will agree once Splynx knows of what this program gave back."""
    left = group.recorded - group.not_entered
    return group.not_entered.is_positive and left == group.charged


def _same_orders(groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    """Strangers that charged an order which stands charged already, and by which charges.

    Of several strangers the first in the gateway's books is taken for the rightful one.
    """
    repeated: dict[str, tuple[str, ...]] = {}
    for same in by_order_number(group for group in groups if group.is_standing).values():
        for group in same:
            if _is_ours(group):
                continue
            before = [
                other.key
                for other in same
                if other.key != group.key
                and other.charged == group.charged
                and (_is_ours(other) or _first_number(other) < _first_number(group))
            ]
            if before:
                repeated[group.key] = tuple(sorted({*before, *repeated.get(group.key, ())}))
    return repeated


def _first_number(group: Group) -> tuple[int, str]:
    return (min(row.gateway_number for row in group.charges), group.key)


def _is_awaited(group: Group, day: date | None, scope: Scope) -> bool:
    """Whether time alone may still make the books agree."""
    latest = group.latest()
    today = scope.as_of.astimezone(scope.timezone).date()
    if latest is None:
        return day is not None and day >= today
    if latest > scope.as_of:
        return True
    taken = group.taken
    return (
        scope.record_bank is RecordBank.SETTLED
        and taken is not None
        and taken.state is AttemptState.TAKEN
        and taken.intent.instrument_kind is InstrumentKind.BANK
        and not group.payments
        and not group.returns
        and day is not None
        and today < hold_until(day)
    )
