"""Amounts, dates and times inside sentences of the core, as the user's country writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money, currency_digits
from ippay_desktop.ui.formats import day, decimal, habits, in_figures, moment, money
from ippay_desktop.ui.language import CORE
from ippay_desktop.ui.said_words import INSTANT, INSTANT_OF_YEAR

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# How the core writes them: `Money`, ISO dates, instants in UTC, `dates_in_words`.
_WRITTEN = re.compile(
    r"(?<![\w.,:/-])(?:"
    r"(?P<sum>-?\d+(?:\.\d+)?)\ (?P<currency>[A-Z]{3})"
    r"|(?P<date>\d{4}-\d{2}-\d{2})(?:\ (?P<time>\d{2}:\d{2})\ UTC)?"
    rf"|(?P<weekday>{_WEEKDAYS})\ (?P<day>\d{{1,2}})\ (?P<month>{_MONTHS})"
    r"(?:\ (?P<year>\d{4}))?,\ (?P<clock>\d{2}:\d{2})"
    r")(?![\w/-])"
)
_DECIMAL = re.compile(r"-?\d+\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


def own_figures(text: str) -> str | None:
    """A bare amount or a grouped count as the country writes it; None of anything else."""
    if _DECIMAL.fullmatch(text):
        return decimal(text)
    return in_figures(int(text.replace(",", ""))) if _GROUPED.fullmatch(text) else None


def localised(text: str) -> str:
    """A text with what in it is an amount, a date or a time written as here."""
    return _WRITTEN.sub(_as_here, text)


def _as_here(match: re.Match[str]) -> str:
    found = match.groupdict()
    try:
        if found["sum"]:
            return _sum(found["sum"], found["currency"]) or match.group()
        if found["weekday"]:
            return _in_words(found)
        if found["time"] is None:
            return day(date.fromisoformat(found["date"]))
        at = datetime.fromisoformat(f"{found['date']} {found['time']}")
        return moment(at.replace(tzinfo=UTC))
    except (InputError, ValueError):
        # It only looked like one, such as the 31st of a short month.
        return match.group()


def _sum(figures: str, currency: str) -> str | None:
    """None for "403 GET", which has not the decimals of a currency."""
    has_all = len(figures.partition(".")[2]) == currency_digits(currency)
    return money(Money.parse(figures, currency)) if has_all else None


def _in_words(found: dict[str, str]) -> str:
    locale = QLocale()
    hour, _, minute = found["clock"].partition(":")
    template = INSTANT_OF_YEAR if found["year"] else INSTANT
    return QCoreApplication.translate(CORE, template).format(
        weekday=locale.dayName(_WEEKDAYS.split("|").index(found["weekday"]) + 1),
        day=found["day"],
        month=locale.monthName(_MONTHS.split("|").index(found["month"]) + 1),
        year=found["year"],
        time=locale.toString(QTime(int(hour), int(minute)), habits().time),
    )
