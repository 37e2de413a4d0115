"""US banking days: when a bank debit settles, and how long it can still come back."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from ippay_desktop.domain.errors import InvariantError

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_LAST = -1

# Month, day, and the first year it was kept.
_FIXED = (
    (1, 1, 1),  # New Year's Day
    (6, 19, 2021),  # Juneteenth
    (7, 4, 1),  # Independence Day
    (11, 11, 1),  # Veterans Day
    (12, 25, 1),  # Christmas Day
)
# Month, weekday, and which of them.
_FLOATING = (
    (1, _MONDAY, 3),  # Martin Luther King Jr. Day
    (2, _MONDAY, 3),  # Washington's Birthday
    (5, _MONDAY, _LAST),  # Memorial Day
    (9, _MONDAY, 1),  # Labor Day
    (10, _MONDAY, 2),  # Columbus Day
    (11, _THURSDAY, 4),  # Thanksgiving Day
)

_ONE_DAY = timedelta(days=1)
_HOLD_BANKING_DAYS = 5
# Source: the ACH rules give an account holder 60 calendar days from settlement to say that a
# debit was not authorized.
UNAUTHORIZED_RETURN_DAYS = 60


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days on which the Federal Reserve Banks are closed, weekends aside.

    Source: the Reserve Banks' holiday schedule: a holiday on a Sunday is kept on the Monday after;
    one on a Saturday is not moved, and the Friday before is an ordinary banking day.
    """
    fixed = (date(year, month, day) for month, day, since in _FIXED if year >= since)
    moved = (day + _ONE_DAY if day.weekday() == _SUNDAY else day for day in fixed)
    return frozenset(moved) | {_floating(year, *rule) for rule in _FLOATING}


def _floating(year: int, month: int, weekday: int, count: int) -> date:
    if count == _LAST:
        # May has 31 days, and only May asks for its last.
        last = date(year, month, 31)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=count - 1)


def is_banking_day(day: date) -> bool:
    """Whether the Federal Reserve settles on a day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def next_banking_day(day: date, n: int = 1) -> date:
    """The n-th banking day after a day; the day itself never counts.

    Raises:
        InvariantError: `n` is less than one.
    """
    if n < 1:
        raise InvariantError("Banking days are counted from one.")
    for _ in range(n):
        day += _ONE_DAY
        while not is_banking_day(day):
            day += _ONE_DAY
    return day


def expected_settlement(accepted_on: date) -> date:
    """The day a bank debit is expected to settle.

    Source: in the gateway's published report samples a debit accepted on a Saturday settled in the
    early morning of the Monday after: the next banking day. How late in the day a debit may be
    accepted for that is not known, so this is an expectation and never a proof.
    """
    return next_banking_day(accepted_on)


def hold_until(accepted_on: date) -> date:
    """The first day on which a debit that did not come back may be called firmly paid.

    Five banking days: most returns come within two banking days of settlement, and the gateway's
    samples show them recorded five days after acceptance. Later returns stay possible.
    """
    return next_banking_day(accepted_on, _HOLD_BANKING_DAYS)


def unauthorized_return_until(settled_on: date) -> date:
    """The last day on which the bank may still return a debit as not authorized."""
    return settled_on + timedelta(days=UNAUTHORIZED_RETURN_DAYS)
