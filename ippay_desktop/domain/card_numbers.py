"""Recognising a card number however it was typed or pasted, so that it can be refused."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# For those who look for numbers in free text. What may stand between two digits of one number: a
# space, a dash or nothing that can be seen, of any script and width; but no end of a line.
GAP = r"(?:[^\S\r\n]|[-\u00ad\u200b-\u2015\u2060\u2212\ufeff])"
# Digests and random ids of this program, which are no number however many digits they hold.
DIGEST = r"(?<![0-9A-Za-z])(?=\d*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{64})(?![0-9A-Za-z])"

_LENGTHS = range(13, 20)
_WORD_ENDS = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# One number without a gap, its groups joined by at most one sign each.
_JOINED = re.compile(rf"{_WORD_ENDS[0]}\d(?:[-._/]?\d){{12,18}}{_WORD_ENDS[1]}")
# Groups of digits with anything but letters and the ends of items between them.
_GROUPS = re.compile(r"\d+(?:[^0-9A-Za-z,;\n\r]{1,3}\d+)*")
# As cards print it: 4-4-4-4, with up to three more digits, 4-6-5 and 4-6-4. Of any other grouping
# nothing can be told inside a sentence: ids beside each other are not a card number.
_FOURS = (4, 4, 4, 4)
_SHAPES = (_FOURS, (*_FOURS, 1), (*_FOURS, 2), (*_FOURS, 3), (4, 6, 5), (4, 6, 4))
# How numbers of cards begin that people have; within a word anything else is a word's own number.
_ISSUED = re.compile(r"[3-6]|2[2-7]")
_LONGEST_GROUP = 6
# Seen by nobody, and no format characters.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_UNSEEN = "\u200b"
_CONTROLS = dict.fromkeys((*range(9), *range(14, 28), 127), _UNSEEN)


def looks_like_card_number(text: str) -> bool:
    """Whether a text is 13-19 digits (separators aside) that pass the Luhn test."""
    digits = re.sub(r"[\s\-._/*+~|\\]", "", _folded(text))
    return digits.isascii() and digits.isdecimal() and _is_card(digits)


def holds_card_number(text: str) -> bool:
    """Whether a card number is in a text, alone or among words, or may be in a long number.

    A line of nothing but short groups of digits is looked at as a whole, as cards are written; two
    document numbers beside each other are not one card number.
    """
    for line in re.split(r"[\n\r,;]", re.sub(DIGEST, " ", _folded(text))):
        if any(looks_like_card_number(found) for found in _JOINED.findall(line)):
            return True
        if any(_among_groups(found) for found in _GROUPS.finditer(line)):
            return True
        if all(len(word) <= _LONGEST_GROUP for word in line.split()) and looks_like_card_number(
            line
        ):
            return True
    return False


def may_hide_a_card(digits: str) -> bool:
    """Whether a run of more digits than a card's number is to be taken for one.

    What is in it cannot be told: among twenty random digits some 13 to 19 pass the Luhn test nearly
    always, and a card's number with its month and code is such a run. The one number of others that
    is so long is IPpay's own, in reports and its portal, and that is zeros in front of a short one.
    """
    counting = digits.lstrip("0")
    most = _LENGTHS.stop - 1
    return len(digits) > most and (len(counting) > most or _is_card(counting))


def masked(text: str, numbers: re.Pattern[str], mask: Callable[[re.Match[str]], str]) -> str:
    """A text with what is found in it masked; all else stays as it was written.

    Args:
        text: Any.
        numbers: What to look for, in the same text with each digit of any script, raised, lowered
            and circled ones too, as 0-9, signs as plain ones, and what cannot be seen as a gap.
        mask: What to put in the place of one that was found; its own words leave it alone.
    """
    plain = text.translate(_CONTROLS)
    if not plain.isascii():
        plain = "".join(map(_plain_digit, plain))
    kept, at = [], 0
    for found in numbers.finditer(plain):
        instead = mask(found)
        if instead != found.group():
            kept += [text[at : found.start()], instead]
            at = found.end()
    return "".join([*kept, text[at:]])


def _plain_digit(character: str) -> str:
    if character.isascii():
        return character
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    if _is_unseen(character):
        return _UNSEEN
    return _sign(character) or character


def _sign(character: str) -> str:
    """The plain sign that one of another width or script stands for; empty for what is none."""
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and "\x20" <= folded < "\x7f":
        return "" if folded.isalnum() else folded
    return "-" if unicodedata.category(character).startswith(("P", "S")) else ""


def _is_unseen(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"Cf", "Mn", "Me"} or character in _BLANK_LETTERS


def _among_groups(found: re.Match[str]) -> bool:
    """Whether one group of digits, or neighbours as cards group them, are a card number."""
    groups = re.findall(r"\d+", found[0])
    lengths = tuple(map(len, groups))
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_word = before.isalpha() or after.isalpha()
    for at, group in enumerate(groups):
        if may_hide_a_card(group):
            return True
        if _is_card(group) and (not is_word or _ISSUED.match(group)):
            return True
        for shape in _SHAPES:
            end = at + len(shape)
            if lengths[at:end] == shape and _is_card("".join(groups[at:end])):
                return True
    # Digit by digit.
    singles = (list(some) for length, some in groupby(groups, len) if length == 1)
    return any(_is_card("".join(some)) for some in singles)


def _folded(text: str) -> str:
    """Digits of any kind as 0-9, spaces and signs of any width and script as plain ones.

    What cannot be seen is dropped: it would part the digits for us and not for who pastes them.
    """
    return "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    if "\x20" <= character < "\x7f" or character in "\n\r":
        return character
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    if character.isspace():
        return " "
    if category == "Cc" or _is_unseen(character):
        return ""
    return _sign(character) or unicodedata.normalize("NFKC", character)


def _is_card(digits: str) -> bool:
    if len(digits) not in _LENGTHS:
        return False
    checksum = 0
    for index, character in enumerate(reversed(digits)):
        checksum += sum(divmod(int(character) * (2 if index % 2 else 1), 10))
    return checksum % 10 == 0
