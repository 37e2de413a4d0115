"""Single values of Splynx's JSON, read strictly and without a float anywhere.

Splynx serialises PHP: ids come as integers or as numeric texts, money as text with four decimals
or as a JSON number, an unset date as zeros, an unset reference as null, 0, "0" or "", and an empty
map as an empty list. What fits none of these raises `ProtocolError`; nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any, Final, NoReturn, TypeAlias

from msgspec import DecodeError
from msgspec.json import Decoder

from ippay_desktop.domain.errors import InputError, ProtocolError
from ippay_desktop.domain.money import Money

Row: TypeAlias = Mapping[str, object]

# Splynx adds these to single reads of customers and administrators. They are dropped while the
# text is parsed, so that no dictionary ever leaves here with one.
_SECRETS = frozenset({"password", "otp_secret"})
_SECRETS_BYTES = tuple(name.encode() for name in _SECRETS)
# A letter of such a name may be written by its number, which is between those of "_" and "z".
_ESCAPE = b"\\u00"
_LETTER_BY_NUMBER = re.compile(rb"\\u00[5-7]")
_UNREAD = (DecodeError, ValueError, RecursionError)
_MOST_CONTAINERS = 500_000
_MAX_ID_DIGITS = 18
_DATE_LENGTH = len("2025-03-14")
_ZERO_DATE = "0000-00-00"
_TRUE_TEXTS = frozenset({"1", "true"})


class NotJsonError(Exception):
    """The text is no JSON, or has something around it."""


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError


def _without_secrets(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if not _SECRETS.isdisjoint(record):
        for name in _SECRETS:
            record.pop(name, None)
    return record


# Reads what nearly every answer is in a fraction of the time. What it refuses, such as half a
# pair of surrogates, the standard library judges: so it only ever reads what that would read alike.
_QUICK: Final = Decoder(float_hook=str)
_WATCHFUL = json.JSONDecoder(
    parse_float=str, parse_constant=_refuse_constant, object_pairs_hook=_without_secrets
)


def parse_json(body: bytes) -> object:
    """Parse an answer; numbers with a fraction stay the text they were.

    Raises:
        NotJsonError: it is not exactly one JSON text in UTF-8, or is absurdly nested.
    """
    _refuse_absurd(body)
    # To look at each record costs more than to parse it.
    if not _may_name_a_secret(body):
        with suppress(*_UNREAD):
            parsed: object = _QUICK.decode(body)
            return parsed
    try:
        return _WATCHFUL.decode(body.decode())
    except (ValueError, RecursionError):
        raise NotJsonError from None


def reader_of(records: type[list[Any]]) -> Callable[[bytes], object]:
    """As `parse_json`, for lists whose records are wanted with the columns of their type alone.

    What is never looked at is not made into values, which takes most of the time.
    """
    decoder = Decoder(records, float_hook=str)

    def read(body: bytes) -> object:
        _refuse_absurd(body)
        with suppress(*_UNREAD):
            # What is left out is not looked at as text either.
            body.decode()
            parsed: object = decoder.decode(body)
            return parsed
        return parse_json(body)

    return read


def _refuse_absurd(body: bytes) -> None:
    # Sixteen megabytes of "[]," would become gigabytes of lists: no page of records has so many.
    if body.count(b"[") + body.count(b"{") > _MOST_CONTAINERS:
        raise NotJsonError


def _may_name_a_secret(body: bytes) -> bool:
    return any(name in body for name in _SECRETS_BYTES) or (
        _ESCAPE in body and _LETTER_BY_NUMBER.search(body) is not None
    )


def unusable(column: str) -> ProtocolError:
    """The error for a record whose column cannot be read."""
    return ProtocolError(
        f"Splynx sent a record whose “{column}” cannot be read; the answer was not used."
    )


def to_id(value: object) -> int | None:
    """A positive id given as integer or numeric text; None for anything else."""
    if type(value) is int:
        return value if value > 0 else None
    if isinstance(value, str):
        text = value.strip()
        is_number = text.isascii() and text.isdecimal() and len(text) <= _MAX_ID_DIGITS
        return (int(text) or None) if is_number else None
    return None


def read_id(row: Row, column: str) -> int:
    """A required id.

    Raises:
        ProtocolError: there is none.
    """
    value = row.get(column)
    # As nearly all of a million are told.
    if type(value) is int and value > 0:
        return value
    number = to_id(value)
    if number is None:
        raise unusable(column)
    return number


def read_reference(row: Row, column: str) -> int | None:
    """An id that may be unset, in any of the ways the server writes that.

    Raises:
        ProtocolError: it is neither an id nor unset.
    """
    value = row.get(column)
    if type(value) is int and value > 0:
        return value
    if value is None or value is False or (isinstance(value, str) and value.strip() in {"", "0"}):
        return None
    return None if value == 0 else read_id(row, column)


def to_text(value: object) -> str:
    """A text or number as text; null, flags, lists and maps as ""."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def read_text(row: Row, column: str) -> str:
    """A text to show; absent and null are empty."""
    value = row.get(column)
    return (value if isinstance(value, str) else to_text(value)).strip()


def to_date(value: object) -> date | None:
    """The day of a date or date-time; None when unset or zero.

    Raises:
        ValueError: it is something else.
    """
    if isinstance(value, str):
        return _day(value.strip()[:_DATE_LENGTH])
    if value is None or value is False or value == []:
        return None
    raise ValueError


# A million documents say the same few thousand days.
@lru_cache(4096)
def _day(text: str) -> date | None:
    return None if text in {"", _ZERO_DATE} else date.fromisoformat(text)


def read_date(row: Row, column: str) -> date | None:
    """A day that may be unset.

    Raises:
        ProtocolError: it is neither a day nor unset.
    """
    try:
        return to_date(row.get(column))
    except ValueError:
        raise unusable(column) from None


def read_flag(row: Row, column: str) -> bool:
    """A flag: "1", 1 or true is yes, everything else no."""
    value = row.get(column)
    return value is True or value == 1 or to_text(value).strip().casefold() in _TRUE_TEXTS


def read_rounded_money(row: Row, column: str, currency: str) -> tuple[Money, bool]:
    """A required amount as near as its currency allows, and whether that is exact.

    Splynx keeps four decimals, so a balance, the rest of a debit or even a total may be finer than
    coins are. What is not exact is shown and foreseen, and never charged.

    Raises:
        ProtocolError: it is absent, or no plain decimal.
    """
    value = row.get(column)
    text = (value if isinstance(value, str) else to_text(value)).strip()
    try:
        return Money.parse(text, currency), True
    except InputError:
        return _rounded(text, column, currency), False


def _rounded(text: str, column: str, currency: str) -> Money:
    try:
        return Money.rounded(text, currency)
    except InputError:
        raise unusable(column) from None


def read_money(row: Row, column: str, currency: str) -> Money:
    """A required amount, exact.

    Raises:
        ProtocolError: it is absent, no plain decimal, or finer than the currency; then the
            currency set here is probably not the one Splynx works with.
    """
    value = row.get(column)
    text = to_text(value).strip()
    if not text:
        raise unusable(column)
    try:
        return Money.parse(text, currency)
    except InputError:
        raise ProtocolError(
            f"Splynx sent an amount in “{column}” that is no amount of {currency}; check the "
            "currency in the profile. The answer was not used."
        ) from None
