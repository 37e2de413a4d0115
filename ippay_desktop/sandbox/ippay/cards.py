"""Number checks and the test host's rules for card and bank numbers."""

import re

TEST_CARDS = frozenset(
    {
        "4000300020001000",
        "4111111111111111",
        "5111111111111118",
        "378282246310005",
        "6011111111111117",
        "4242424242424242",
    }
)
_APPROVING = frozenset(
    {0, 8, 9, 10, 11, 16, 17, 18, 20, 56, 60, 64, 79, 95, 97, 98, 99}
    | set(range(22, 28))
    | set(range(45, 51))
    | set(range(66, 75))
    | set(range(86, 90))
)
# Longer runs are left alone: transaction ids may be 18 digits.
_CARD_LIKE = re.compile(r"(?<!\d)\d{13,16}(?!\d)")
_SHORTEST, _LONGEST = 13, 19
_ABA_WEIGHTS = (3, 7, 1) * 3


def passes_luhn(number: str) -> bool:
    """Tell whether a number of 13 to 19 digits has the right check digit."""
    if not number.isascii() or not number.isdigit():
        return False
    if not _SHORTEST <= len(number) <= _LONGEST:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - cast out nines
    return total % 10 == 0


def without_cards(text: str) -> str:
    """Return text in which every run of 13 to 16 digits that could be a card is masked."""
    return _CARD_LIKE.sub(
        lambda found: "****" + found.group()[-4:] if passes_luhn(found.group()) else found.group(),
        text,
    )


def passes_aba(number: str) -> bool:
    """Tell whether a routing number has nine digits and the right 3-7-1 checksum."""
    if len(number) != len(_ABA_WEIGHTS) or not number.isascii() or not number.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ABA_WEIGHTS, strict=True))
    return total % 10 == 0 and int(number) > 0


def penny_code(cents: int) -> str:
    """Return the test host's action code for an amount: its last two digits choose it."""
    last = cents % 100
    return "000" if last in _APPROVING else f"0{last:02d}"


def token_shape(first: str, last_four: str, length: int, digest: bytes) -> str:
    """Return a token: given first character and last four, letters A-M and digits in between.

    A card's token starts with its digit and goes on with a letter; a bank's starts with a letter.
    """
    middle = []
    letter_next = first.isdigit()
    for place in range(length - 5):
        value = digest[place % len(digest)]
        middle.append(chr(ord("A") + value % 13) if letter_next else str(value % 10))
        letter_next = not letter_next
    return first + "".join(middle) + last_four
