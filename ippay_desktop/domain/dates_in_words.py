"""Dates as staff read them: in English words, whatever the computer's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def moment_in_words(moment: datetime, timezone: tzinfo, *, now: datetime) -> str:
    """Such as "Thursday 26 November, 14:05"; with the year when it is not this one.

    Args:
        moment: What to tell; aware.
        timezone: Whose clock is told.
        now: The present instant, which decides about the year.
    """
    local = moment.astimezone(timezone)
    year = "" if local.year == now.astimezone(timezone).year else f" {local.year}"
    weekday, month = _WEEKDAYS[local.weekday()], _MONTHS[local.month - 1]
    return f"{weekday} {local.day} {month}{year}, {local:%H:%M}"
