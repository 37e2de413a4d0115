"""Instants as text, and free texts made safe to keep for ever."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ippay_desktop.domain.card_numbers import (
    DIGEST,
    GAP,
    looks_like_card_number,
    masked,
    may_hide_a_card,
)
from ippay_desktop.domain.errors import InvariantError

# One digest in some hundreds holds what passes for a card number, alone or with the number after
# it; masked in part, it would never equal itself again.
_DIGEST_OR_DIGITS = re.compile(rf"(?P<digest>{DIGEST})|\d(?:{GAP}{{0,3}}\d){{12,}}")
# Dots and strokes are signs of sums and dates too, so only what they join without a gap counts.
_DIGEST_OR_JOINED = re.compile(
    rf"(?P<digest>{DIGEST})|(?<![0-9A-Za-z])\d(?:[-._/]?\d){{12,18}}(?![0-9A-Za-z])"
)
# Among other numbers a card number is in one piece, or in groups of up to six digits.
_PIECES = re.compile(rf"(?<!\d)(?:\d{{13,}}|\d{{1,6}}(?:{GAP}{{1,3}}\d{{1,6}})+)(?!\d)")
_LEAST_DIGITS, _MOST_DIGITS = 13, 19
# Numbers in a row without a word: among so many some pass the test anyway, and looking takes long.
_MOST_GROUPS = 200
_INSTANT_LENGTH = 27


def instant_text(moment: datetime) -> str:
    """An aware instant as UTC text of 27 characters, which sorts in time order.

    Raises:
        InvariantError: the instant has no time zone.
    """
    if moment.tzinfo is None:
        raise InvariantError("A time without a time zone must not reach the journal.")
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    # Not strftime: it writes years before 1000 with fewer digits on some systems.
    return utc.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


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
    if len(storable) < _LEAST_DIGITS:
        return storable
    for numbers in (_DIGEST_OR_DIGITS, _DIGEST_OR_JOINED):
        storable = masked(storable, numbers, _mask_cards)
    return storable


def optional_safe_text(words: str | None) -> str | None:
    """As `safe_text`; None stays None."""
    return None if words is None else safe_text(words)


def _mask_cards(match: re.Match[str]) -> str:
    words = match.group()
    if match["digest"]:
        return words
    if looks_like_card_number(words):
        return _mask(words)
    return _PIECES.sub(lambda found: _mask(found[0]) if _holds_card(found[0]) else found[0], words)


def _holds_card(words: str) -> bool:
    """Whether some neighbouring groups of digits are a card number; which ones is not told."""
    groups = re.findall(r"\d+", words)
    if len(groups) > _MOST_GROUPS or any(map(may_hide_a_card, groups)):
        return True
    return any(
        looks_like_card_number("".join(groups[first:after]))
        for first in range(len(groups))
        for after in range(first + 1, min(first + _MOST_DIGITS, len(groups)) + 1)
    )


def _mask(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"···· {digits[-4:]}"
