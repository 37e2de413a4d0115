"""Recognising a card number however it was typed or pasted, so that it can be refused."""

from __future__ import annotations

import re
import unicodedata

# For those who look for numbers in free text. What may stand between two digits of one number: a
# space, a dash or nothing that can be seen, of any script and width; but no end of a line.
GAP = r"(?:[^\S\r\n]|[-\u00ad\u200b-\u2015\u2060\u2212\ufeff])"
# Digests and random ids of this program, which are no number however many digits they hold.
DIGEST = r"(?<![0-9A-Za-z])(?=\d*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{64})(?![0-9A-Za-z])"

_LENGTHS = range(13, 20)
_NOT_IN_A_WORD = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
# One number without a gap, its groups joined by at most one sign each.
_JOINED = re.compile(rf"{_NOT_IN_A_WORD[0]}\d(?:[-._/]?\d){{12,18}}{_NOT_IN_A_WORD[1]}")
# As cards print it, with gaps: 4-4-4-4, with up to three more digits, 4-6-5 and 4-6-4. Of any other
# grouping nothing can be told inside a sentence: ids beside each other are not a card number.
_SPACED = re.compile(
    rf"{_NOT_IN_A_WORD[0]}(?:\d{{4}}(?:[- ]+\d{{4}}){{3}}(?:[- ]+\d{{1,3}})?"
    rf"|\d{{4}}[- ]+\d{{6}}[- ]+\d{{4,5}}){_NOT_IN_A_WORD[1]}"
)
_LONGEST_GROUP = 6


def looks_like_card_number(text: str) -> bool:
    """Whether a text is 13-19 digits (separators aside) that pass the Luhn test."""
    digits = re.sub(r"[\s\-._/]", "", _folded(text))
    return digits.isascii() and digits.isdecimal() and _is_card(digits)


def holds_card_number(text: str) -> bool:
    """Whether a card number is anywhere in a text, alone or among words.

    A line of nothing but short groups of digits is looked at as a whole, as cards are written; two
    document numbers beside each other are not one card number.
    """
    for line in re.split(r"[\n\r,;]", _folded(text)):
        if any(looks_like_card_number(found) for found in _JOINED.findall(line)):
            return True
        if any(looks_like_card_number(found) for found in _SPACED.findall(line)):
            return True
        if all(len(word) <= _LONGEST_GROUP for word in line.split()) and looks_like_card_number(
            line
        ):
            return True
    return False


def _folded(text: str) -> str:
    """Digits of any script as 0-9, spaces and dashes of any width as plain ones.

    What has no width is dropped: it would part the digits for us and not for who pastes them.
    """
    return "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category in {"Pd", "Pc"} or character == "\N{MINUS SIGN}":
        return "-"
    return " " if category == "Zs" else unicodedata.normalize("NFKC", character)


def _is_card(digits: str) -> bool:
    if len(digits) not in _LENGTHS:
        return False
    checksum = 0
    for index, character in enumerate(reversed(digits)):
        checksum += sum(divmod(int(character) * (2 if index % 2 else 1), 10))
    return checksum % 10 == 0
