"""Instants as text, and free texts made safe to keep for ever."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ippay_desktop.domain.card_numbers import looks_like_card_number
from ippay_desktop.domain.errors import InvariantError

_DIGIT_RUN = re.compile(r"\d(?:[ -]?\d){12,18}")
_INSTANT_LENGTH = 27


def instant_text(moment: datetime) -> str:
    """An aware instant as UTC text of 27 characters, which sorts in time order.

    Raises:
        InvariantError: the instant has no time zone.
    """
    if moment.tzinfo is None:
        raise InvariantError("A time without a time zone must not reach the journal.")
    # Not strftime: it writes years before 1000 with fewer digits on some systems.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(stored: str) -> datetime:
    """The instant behind its stored text, aware, in UTC."""
    if len(stored) != _INSTANT_LENGTH:
        raise InvariantError(f"The journal holds “{stored}” where a time belongs.")
    return datetime.fromisoformat(stored)


def optional_text(moment: datetime | None) -> str | None:
    """As `instant_text`; None stays None."""
    return None if moment is None else instant_text(moment)


def optional_instant(stored: str | None) -> datetime | None:
    """As `read_instant`; None stays None."""
    return None if stored is None else read_instant(stored)


def safe_text(words: str) -> str:
    """Free text that any database can hold, with anything like a card number masked.

    No caller should bring a card number here. Should one slip through in a vendor's words, it
    would stay in an append-only log for ever, hence this last guard.
    """
    storable = words.encode("utf-8", "replace").decode().replace("\0", "")
    return _DIGIT_RUN.sub(_masked, storable)


def optional_safe_text(words: str | None) -> str | None:
    """As `safe_text`; None stays None."""
    return None if words is None else safe_text(words)


def _masked(match: re.Match[str]) -> str:
    number = match.group()
    return f"···· {re.sub(r'[ -]', '', number)[-4:]}" if looks_like_card_number(number) else number
