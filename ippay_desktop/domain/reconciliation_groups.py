"""Everything that three books hold about one charge, gathered under its transaction id.

Each piece of evidence counts once, however often and in whatever order it is given.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.billing import Payment
from ippay_desktop.domain.charge import (
    IN_SPLYNX_STATES,
    UNRECORDED_STATES,
    Attempt,
    AttemptState,
)
from ippay_desktop.domain.identifiers import RECEIPT_PREFIX
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.reconciliation_findings import Sums
from ippay_desktop.domain.report_port import BankReturn, Operation, ReportedTransaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime, tzinfo

TAKEN_STATES = UNRECORDED_STATES | IN_SPLYNX_STATES
# Money was taken, and the bank or the gateway took it back.
_GONE_STATES = frozenset({AttemptState.TAKEN_BACK, AttemptState.RETURNED, AttemptState.VOIDED})

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Books:
    """The three books, with a margin of days around the period to be judged.

    Attributes:
        attempts: The journal's, of one Splynx server.
        transactions: The gateway's operations on cards and bank accounts.
        returns: Bank debits that came back.
        payments: Splynx's; those that no gateway charge can be behind are ignored.
    """

    attempts: tuple[Attempt, ...] = ()
    transactions: tuple[ReportedTransaction, ...] = ()
    returns: tuple[BankReturn, ...] = ()
    payments: tuple[Payment, ...] = ()


@dataclass
class Group:
    """One transaction id with all its evidence, in a fixed order; complete before it is read."""

    key: str
    currency: str
    attempts: list[Attempt] = field(default_factory=list)
    rows: list[ReportedTransaction] = field(default_factory=list)
    returns: list[BankReturn] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)

    @property
    def taken(self) -> Attempt | None:
        """The attempt that claims the money, if any does; not one that gave it all back."""
        return next(
            (
                one
                for one in self.attempts
                if one.state in TAKEN_STATES and one.intent.amount.minor > given_back(one)
            ),
            None,
        )

    @property
    def given_back(self) -> Money:
        """What this program itself sent back of it."""
        return Money(max(map(given_back, self.attempts), default=0), self.currency)

    @property
    def not_entered(self) -> Money:
        """What of that Splynx does not know yet."""
        minor = max((one.given_back.not_entered_minor for one in self.attempts), default=0)
        return Money(minor, self.currency)

    @property
    def claimed(self) -> Money:
        """What the journal counts as taken, less what went back."""
        return self.gross.claimed - self.back.claimed

    @property
    def gross(self) -> Sums:
        """What each book says was taken, before anything went back."""
        held = self._held
        return Sums(
            Money.zero(self.currency) if held is None else held.intent.amount,
            total([self._amount(row) for row in self.charges], self.currency),
            total([payment.amount for payment in self.payments], self.currency),
        )

    @property
    def back(self) -> Sums:
        """What each book says went back."""
        held, gross = self._held, self.gross
        ours = 0
        if held is not None:
            is_gone = held.state not in TAKEN_STATES
            ours = held.intent.amount.minor if is_gone else given_back(held)
        return Sums(
            Money(ours, self.currency),
            gross.charged - self.charged,
            self._entered(gross.recorded),
        )

    @property
    def _held(self) -> Attempt | None:
        """The attempt that says money was taken, whether or not it went back since."""
        return self.taken or next(
            (one for one in self.attempts if one.state in TAKEN_STATES | _GONE_STATES), None
        )

    def _entered(self, payments: Money) -> Money:
        """What of our refunds stands in Splynx beside the payments.

        Its interface does not show it, so a person's word counts. Where the payments themselves are
        what the gateway left, they were corrected instead.
        """
        if payments == self.charged or any(
            one.given_back.is_payment_deleted for one in self.attempts
        ):
            return Money.zero(self.currency)
        return min(payments, self.given_back - self.not_entered)

    @property
    def recorded(self) -> Money:
        """What Splynx holds, less the refunds that are entered there."""
        return self.gross.recorded - self.back.recorded

    @property
    def charges(self) -> list[ReportedTransaction]:
        """The charges that the gateway carried out."""
        return self._done(Operation.CHARGE)

    @property
    def standing(self) -> int:
        """How many charges were neither voided nor came back."""
        undone = len(self._done(Operation.VOID)) + len(self._came_back())
        return max(0, len(self.charges) - undone)

    @property
    def is_standing(self) -> bool:
        """Whether the gateway's books leave a charge that was not undone in full."""
        charges = total([self._amount(row) for row in self.charges], self.currency)
        # A charge whose row names no amount stands all the same.
        return self.standing > 0 and (self.charged.is_positive or not charges.is_positive)

    @property
    def others(self) -> list[ReportedTransaction]:
        """Operations that this program does not know, carried out."""
        return self._done(Operation.OTHER)

    @property
    def gateway_numbers(self) -> tuple[int, ...]:
        """The gateway's numbers of all rows, in order."""
        numbers = {row.gateway_number for row in self.rows}
        return tuple(sorted(numbers | {row.gateway_number for row in self.returns}))

    @cached_property
    def charged(self) -> Money:
        """What the gateway's books leave of it: charges less voids, returns and refunds."""
        charges = total([self._amount(row) for row in self.charges], self.currency)
        # A void takes back a charge, never more: it may have been a reservation's.
        void_amounts = [self._amount(row) for row in self._done(Operation.VOID)]
        left = charges - min(charges, total(void_amounts, self.currency))
        returned = total([self._amount(row) for row in self._came_back()], self.currency)
        left -= min(left, returned)
        refunds = [self._amount(row) for row in self._done(Operation.REFUND)]
        return left - total(refunds, self.currency)

    def _done(self, operation: Operation) -> list[ReportedTransaction]:
        return [row for row in self.rows if row.operation is operation and row.is_done]

    def _came_back(self) -> list[BankReturn]:
        # A debit presented again by the bank bears its old number and can only be gone once.
        real = [
            row
            for row in self.returns
            if return_rule(row.code).is_return and row.operation is not Operation.REFUND
        ]
        return list({row.gateway_number: row for row in reversed(real)}.values())

    def _amount(self, row: ReportedTransaction | BankReturn) -> Money:
        """The reading of a row's amount that agrees with our own books, else the likelier."""
        ours = [one.intent.amount for one in self.attempts]
        ours += [payment.amount for payment in self.payments]
        # A refund of ours may be smaller than anything that the books hold otherwise.
        ours += [self.given_back]
        agreed = next((money for money in ours if money in row.amount_candidates), None)
        return agreed or next(iter(row.amount_candidates), Money.zero(self.currency))

    def day(self, timezone: tzinfo) -> date | None:
        """The day that the whole group belongs to: of the attempt, else of what is known first."""
        for moments in (
            [attempt.intent.created_at for attempt in self.attempts],
            [row.at for row in self.rows],
            [row.accepted_at for row in self.returns],
        ):
            if moments:
                return min(moments).astimezone(timezone).date()
        return min((one.paid_on for one in self.payments if one.paid_on), default=None)

    def latest(self) -> datetime | None:
        """The latest instant that journal and gateway tell; None when only Splynx knows it."""
        moments = [attempt.updated_at for attempt in self.attempts]
        moments += [attempt.intent.created_at for attempt in self.attempts]
        moments += [row.at for row in self.rows]
        moments += [row.returned_at or row.accepted_at for row in self.returns]
        return max(moments, default=None)


def given_back(attempt: Attempt) -> int:
    """What of a charge its reversals gave back for certain, in minor units."""
    back = attempt.given_back
    return attempt.intent.amount.minor if back.is_voided else back.refunded_minor


def gather(books: Books, currency: str, terminals: frozenset[str]) -> tuple[Group, ...]:
    """All groups, by key.

    Args:
        books: The evidence.
        currency: Of all of it.
        terminals: In capitals. Charges through others belong to another set of books; none given
            takes all.
    """
    groups: dict[str, Group] = {}
    foreign: set[str] = set()

    def group(key: str, terminal: str) -> Group | None:
        if terminals and terminal.upper() not in terminals:
            foreign.add(key)
            return None
        return groups.setdefault(key, Group(key, currency))

    for attempt in _attempts(books.attempts):
        if found := group(attempt.intent.transaction_id, attempt.intent.terminal_id):
            found.attempts.append(attempt)
    keys: dict[int, str] = {}
    for row in _rows(books.transactions):
        key = row.transaction_id or f"#{row.gateway_number}"
        keys.setdefault(row.gateway_number, key)
        if found := group(key, row.terminal_id):
            found.rows.append(row)
    for back in _returns(books.returns):
        key = keys.get(back.gateway_number) or back.transaction_id or f"#{back.gateway_number}"
        if found := group(key, back.terminal_id):
            found.returns.append(back)
    _add_payments(groups, foreign, books.payments, currency)
    return tuple(groups[key] for key in sorted(groups))


def _add_payments(
    groups: dict[str, Group], foreign: set[str], payments: Iterable[Payment], currency: str
) -> None:
    for payment in _unique(payments, lambda one: one.id, repr):
        receipt = payment.receipt_number.strip().upper()
        is_ours = receipt.startswith(RECEIPT_PREFIX)
        key = receipt.removeprefix(RECEIPT_PREFIX)
        # Source: other programs record a charge under the gateway's id itself.
        if key in groups:
            groups[key].payments.append(payment)
        elif is_ours and key not in foreign:
            groups[key] = Group(key, currency, payments=[payment])


def _attempts(attempts: Iterable[Attempt]) -> list[Attempt]:
    unique = _unique(attempts, lambda one: one.id, lambda one: (one.updated_at, repr(one)))
    # Of several under one id (given up, then sent; or two computers) the one that took money
    # speaks first, and one that was never sent last.
    return sorted(
        unique,
        key=lambda one: (
            one.state not in TAKEN_STATES,
            one.state is AttemptState.NOT_SENT,
            one.intent.created_at,
            one.id,
        ),
    )


def _rows(rows: Iterable[ReportedTransaction]) -> list[ReportedTransaction]:
    # Whether a row lay outside the window asked for says nothing about the row.
    plain = (replace(row, is_outside_window=False) for row in rows)
    return _unique(
        plain,
        lambda row: (row.gateway_number, row.terminal_id, row.operation),
        _clarity,
    )


def _returns(returns: Iterable[BankReturn]) -> list[BankReturn]:
    plain = (replace(row, is_outside_window=False) for row in returns)
    return _unique(
        plain,
        lambda row: (row.gateway_number, row.terminal_id, row.code),
        _clarity,
    )


def _clarity(row: ReportedTransaction | BankReturn) -> tuple[bool, int, str]:
    """Of two readings of one row, the one that knows its amount better comes last."""
    readings = len(row.amount_candidates)
    return (readings > 0, -readings, repr(row))


def _unique(
    items: Iterable[Item],
    key: Callable[[Item], object],
    order: Callable[[Item], Any],
) -> list[Item]:
    """The last of each key by an order of its own, so that the order given does not matter."""
    found: dict[object, Item] = {}
    for item in items:
        known = found.get(key(item))
        if known is None or order(known) < order(item):
            found[key(item)] = item
    return [found[one] for one in sorted(found, key=repr)]


def by_order_number(groups: Iterable[Group]) -> Mapping[str, list[Group]]:
    """Groups that charged under one order number; those without one are left out."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for number in sorted({row.order_number.strip().upper() for row in group.charges}):
            if number:
                found[number].append(group)
    return found
