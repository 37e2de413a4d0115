"""Banking days: when an accepted bank debit settles."""

import datetime as dt

from ippay_desktop.sandbox.clock import from_ms, to_ms

_SETTLEMENT_HOUR = 6
_SATURDAY = 5
_MONDAY, _THURSDAY = 0, 3


def is_banking_day(day: dt.date) -> bool:
    """Tell whether the Federal Reserve settles on a day."""
    return day.weekday() < _SATURDAY and day not in fed_holidays(day.year)


def next_settlement_ms(accepted_ms: int) -> int:
    """Return 06:00 (UTC) of the next banking day after a moment, both in milliseconds."""
    day = from_ms(accepted_ms).date() + dt.timedelta(days=1)
    while not is_banking_day(day):
        day += dt.timedelta(days=1)
    return to_ms(dt.datetime.combine(day, dt.time(_SETTLEMENT_HOUR), tzinfo=dt.UTC))


def fed_holidays(year: int) -> set[dt.date]:
    """Return the Federal Reserve's holidays; one on a Sunday moves to Monday."""
    fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)]
    days = set()
    for month, number in fixed:
        day = dt.date(year, month, number)
        days.add(day + dt.timedelta(days=1) if day.weekday() == _SATURDAY + 1 else day)
    days |= {
        _nth(year, 1, _MONDAY, 3),
        _nth(year, 2, _MONDAY, 3),
        _nth(year, 5, _MONDAY, 5),
        _nth(year, 9, _MONDAY, 1),
        _nth(year, 10, _MONDAY, 2),
        _nth(year, 11, _THURSDAY, 4),
    }
    return days


def _nth(year: int, month: int, weekday: int, count: int) -> dt.date:
    day = dt.date(year, month, 1)
    day += dt.timedelta(days=(weekday - day.weekday()) % 7, weeks=count - 1)
    # Asking for the fifth finds the last one in months that have only four.
    return day if day.month == month else day - dt.timedelta(weeks=1)
