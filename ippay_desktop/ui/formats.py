"""Figures, money, dates and times as the user's country writes them, and amounts read back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money, currency_digits

if TYPE_CHECKING:
    from datetime import date, datetime

MINUS = "\N{MINUS SIGN}"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "MXN": "MX$"}
_MARKS = "\u200e\u200f\u061c"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d+")
_SPACES = re.compile(r"[\s'\u2019]")
# Arabic signs that a keyboard may write: decimal point and thousands.
_POINT, _THOUSANDS = "\u066b", "\u066c"
_FIGURES = re.compile(rf"-?[\d.,{_POINT}{_THOUSANDS}]+")
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a locale prescribes.

    Attributes:
        point: Between whole and fraction.
        group: Between thousands.
        date: Qt's pattern with a four-digit year and fixed width, so that columns line up.
        time: The same to the minute, `clock` to the second.
        money: With `¤` where the symbol and `1` where the figures stand.
        symbols: What the own currency is called; another may not take the same sign.
    """

    point: str
    group: str
    date: str
    time: str
    clock: str
    money: str
    own_currency: str
    own_symbol: str


def habits() -> Habits:
    """Of the locale that is on."""
    return _habits(QLocale().name())


@lru_cache(maxsize=8)
def _habits(name: str) -> Habits:
    locale = QLocale(name)
    if name == "C":
        # No country's habits: what every engineer and every export understands.
        return Habits(".", ",", "yyyy-MM-dd", "HH:mm", "HH:mm:ss", "¤1", "", "")
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    is_half_day = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    pattern = locale.toCurrencyString(1, "¤").translate(dict.fromkeys(map(ord, _MARKS)))
    return Habits(
        point=locale.decimalPoint(),
        group=locale.groupSeparator(),
        date=_fixed_width(short),
        time="hh:mm AP" if is_half_day else "HH:mm",
        clock="hh:mm:ss AP" if is_half_day else "HH:mm:ss",
        money=pattern.replace(locale.toString(1), "1"),
        own_currency=locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode),
        own_symbol=locale.currencySymbol(),
    )


def _fixed_width(pattern: str) -> str:
    """A short date pattern with the whole year and two digits for day and month."""
    plain = pattern.translate(dict.fromkeys(map(ord, _MARKS)))
    return re.sub(r"y+", "yyyy", re.sub(r"\bM\b", "MM", re.sub(r"\bd\b", "dd", plain)))


def in_figures(value: int) -> str:
    """A count with thousands set off: "1,264"."""
    locale = QLocale()
    if locale.name() == "C":
        return f"{value:,}".replace("-", MINUS)
    sign = MINUS if value < 0 else ""
    return sign + locale.toString(abs(value))


def amount(value: Money) -> str:
    """Figures with thousands set off and no currency, for columns: "1,264.50"."""
    return _amount(value, QLocale().name())


@lru_cache(maxsize=8192)
def _amount(value: Money, _locale: str) -> str:
    """Remembered for each locale: lists say the same few thousand amounts again and again."""
    return decimal(value.text())


def decimal(plain: str) -> str:
    """A plain decimal such as "-1264.50" with the country's signs."""
    whole, _, fraction = plain.lstrip("-").partition(".")
    sign = MINUS if plain.startswith("-") else ""
    point = habits().point if fraction else ""
    return f"{sign}{in_figures(int(whole))}{point}{_own_digits(fraction)}"


def money(value: Money) -> str:
    """An amount with its currency, for sentences and buttons: "$1,264.50", "1.264,50 €"."""
    ways = habits()
    symbol = _symbol(value.currency, ways)
    figures = amount(Money(abs(value.minor), value.currency))
    if not symbol:
        words = f"{figures}\N{NO-BREAK SPACE}{value.currency}"
    else:
        words = ways.money.replace("1", "\0").replace("¤", symbol).replace("\0", figures)
    return f"{MINUS}{words}" if value.minor < 0 else words


def _symbol(currency: str, ways: Habits) -> str:
    """A sign that means this currency and no other here; "" where only the code does."""
    if currency == ways.own_currency and ways.own_symbol:
        return ways.own_symbol
    symbol = _SYMBOLS.get(currency, "")
    # In Mexico $ is the peso.
    return "" if symbol == ways.own_symbol else symbol


def typed(value: Money) -> str:
    """An amount as somebody would type it into a field: "1264,50"."""
    whole, _, fraction = value.text().partition(".")
    return f"{whole}{habits().point}{fraction}" if fraction else whole


def percent(value: int) -> str:
    """Such as "94 %"."""
    return f"{in_figures(value)}\N{NO-BREAK SPACE}%"


def day(value: date | None) -> str:
    """A date, the same width everywhere; empty when there is none."""
    if value is None:
        return ""
    return QLocale().toString(QDate(value.year, value.month, value.day), habits().date)


def short_day(value: date) -> str:
    """Day and month, in the country's order, where the year goes without saying."""
    pattern = re.sub(r"y+", "", habits().date).strip("-/. ,")
    return QLocale().toString(QDate(value.year, value.month, value.day), pattern)


def moment(value: datetime) -> str:
    """Local date and time to the minute."""
    local = value.astimezone()
    return f"{day(local.date())} {_time(local, habits().time)}"


def clock_time(value: datetime) -> str:
    """Local time to the second."""
    return _time(value.astimezone(), habits().clock)


def _time(local: datetime, pattern: str) -> str:
    return QLocale().toString(QTime(local.hour, local.minute, local.second), pattern)


def day_order(value: date | None) -> int:
    """What days sort by, since their text starts with the day or the month in most countries."""
    return value.toordinal() if value else 0


def moment_order(value: datetime) -> int:
    """What instants sort by, in milliseconds."""
    return int(value.timestamp() * 1000)


def month_name(value: date) -> str:
    """Such as "November 2026"."""
    # Imported here: the words for staff are made of these formats.
    from ippay_desktop.ui.text import tr  # noqa: PLC0415

    return tr("{month} {year}", month=QLocale().monthName(value.month), year=value.year)


def _own_digits(figures: str) -> str:
    zero = QLocale().zeroDigit()
    return figures if zero == "0" else "".join(chr(ord(zero) + int(one)) for one in figures)


def plain_amount(text: str, currency: str) -> str:
    """What somebody typed, as the plain decimal that `Money.parse` reads.

    The country's own form is taken. So is the other one ("12.50" in Spain, from the number pad)
    where its decimals leave no doubt. What could be two different sums is refused. Words that are
    no figures at all come back as they are, for whoever knows more forms than this.

    Raises:
        InputError: it can be read in two ways.
    """
    figures = _latin(_SPACES.sub("", text.strip()))
    if not _FIGURES.fullmatch(figures) or _WHOLE.fullmatch(figures):
        return figures if _WHOLE.fullmatch(figures) else text
    digits = currency_digits(currency)
    point = "," if habits().point == "," else "."
    group = "," if point == "." else "."
    figures = figures.replace(_POINT, point).replace(_THOUSANDS, group)
    own, other = _reading(figures, point, digits), _reading(figures, group, digits)
    if own is not None and other is None:
        return own
    is_clear = other is not None and digits > 0 and len(other.partition(".")[2]) == digits
    if own is None and other is not None and is_clear:
        return other
    if own is not None and own == other:
        return own
    raise _doubt(text, own or other, digits)


def _doubt(text: str, reading: str | None, digits: int) -> InputError:
    # Imported here: the words for staff are made of these formats.
    from ippay_desktop.ui.text import tr  # noqa: PLC0415

    if reading is None:
        example = typed(Money(6450, "USD") if digits else Money(64, "JPY"))
        words = tr(
            "“{text}” is not an amount. Write it like {example}.", text=text, example=example
        )
    else:
        plain = reading.replace(".", habits().point)
        words = tr(
            "“{text}” can be read in two ways. If {plain} is meant, write that.",
            text=text,
            plain=plain,
        )
    return InputError(words)


def _latin(text: str) -> str:
    """The same with plain digits: a keyboard may write others."""
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


def _reading(figures: str, point: str, digits: int) -> str | None:
    """The plain decimal under one convention, None when it breaks that convention's rules."""
    sign = "-" if figures.startswith("-") else ""
    whole, mark, fraction = figures.lstrip("-").rpartition(point)
    if not mark:
        whole, fraction = fraction, ""
    group = "," if point == "." else "."
    if not _GROUPED.fullmatch(whole.replace(group, ",")) or point in whole:
        return None
    if mark and not (fraction.isdigit() and len(fraction) <= digits):
        return None
    plain = whole.replace(group, "")
    return f"{sign}{plain}.{fraction}" if fraction else f"{sign}{plain}"
