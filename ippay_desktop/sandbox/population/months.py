"""How recurring invoices spread over the months: a provider that grew to its present size."""

import datetime as dt

_MONTHS = 8


def first_of_month(day: dt.date, back: int = 0) -> dt.date:
    """Return the first day of the month that lies so many months before a day's."""
    index = day.year * 12 + day.month - 1 - back
    return dt.date(index // 12, index % 12 + 1, 1)


def last_of_month(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    return first_of_month(day, -1) - dt.timedelta(days=1)


def monthly_counts(billed: int, wanted: int) -> list[int]:
    """Return how many recurring invoices each month has, oldest first.

    The latest month bills everybody who is billed, if the wanted number allows; the months before
    shrink evenly, and there are more of them when the number would not fit otherwise.
    """
    latest = min(billed, wanted)
    if latest == 0:
        return []
    rest = wanted - latest
    months = max(_MONTHS - 1, -(-rest // latest))
    counts = []
    for back in range(1, months + 1):
        share = rest * (months + 1 - back) * 2 // (months * (months + 1))
        counts.append(min(latest, share))
    missing = rest - sum(counts)
    for place in range(len(counts)):
        extra = min(missing, latest - counts[place])
        counts[place] += extra
        missing -= extra
    return [*reversed(counts), latest]
