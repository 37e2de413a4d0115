"""Money as integer minor units of one currency; exact, or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, total_ordering

from ippay_desktop.domain.errors import InputError, InvariantError

# ISO 4217 currencies whose minor unit is not a hundredth; all others have two digits.
# Source: ISO 4217, table A.1, column "minor unit".
_NO_DIGITS = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)
_THREE_DIGITS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_DIGITS = dict.fromkeys(_NO_DIGITS, 0) | dict.fromkeys(_THREE_DIGITS, 3)
_CURRENCY = re.compile(r"[A-Z]{3}")
_AMOUNT = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]+))?")


def currency_digits(currency: str) -> int:
    """Number of decimal digits of an ISO 4217 currency code (2 for USD, 0 for JPY)."""
    return _DIGITS.get(currency, 2)


def _minor(text: str, currency: str) -> int:
    """The minor units of a plain decimal; see `Money.parse`."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise InputError(f"“{text}” is not an amount. Write it like 64.50.")
    sign, whole, fraction = match.groups("")
    digits = currency_digits(currency)
    if fraction[digits:].strip("0"):
        raise InputError(
            f"“{text}” is finer than {currency} allows. Use at most {digits} decimals."
        )
    minor = int(whole + fraction[:digits].ljust(digits, "0"))
    return -minor if sign else minor


@lru_cache(maxsize=64)
def _is_currency(text: str) -> bool:
    return _CURRENCY.fullmatch(text) is not None


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency.

    Attributes:
        minor: Integer count of the currency's smallest unit (cents for USD); may be negative.
        currency: ISO 4217 code in capitals.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise InvariantError("Money holds whole minor units only.")
        if not _is_currency(self.currency):
            raise InputError(f"“{self.currency}” is not a currency code such as USD.")

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in the given currency."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read a plain decimal such as "64.50" or "64.5000" exactly.

        Trailing zeros beyond the currency's digits are accepted (Splynx writes four decimals);
        any other digit there is refused, never rounded.

        Raises:
            InputError: not a plain decimal, or finer than the currency allows.
        """
        return _parsed(text, currency)

    @classmethod
    def rounded(cls, text: str, currency: str) -> Money:
        """As `parse`, for amounts that are never charged: to the nearest unit, halves to even.

        Raises:
            InputError: not a plain decimal.
        """
        if _AMOUNT.fullmatch(text.strip()) is None:
            raise InputError(f"“{text}” is not an amount. Write it like 64.50.")
        unit = Decimal(1).scaleb(-currency_digits(currency))
        return cls.parse(str(Decimal(text.strip()).quantize(unit)), currency)

    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-currency_digits(self.currency))

    def text(self) -> str:
        """Plain decimal with exactly the currency's digits, such as "64.50"."""
        digits = currency_digits(self.currency)
        sign, figures = "-" if self.minor < 0 else "", str(abs(self.minor)).zfill(digits + 1)
        return f"{sign}{figures[:-digits]}.{figures[-digits:]}" if digits else sign + figures

    def __str__(self) -> str:
        return f"{self.text()} {self.currency}"

    def _other(self, other: Money) -> int:
        if self.currency != other.currency:
            raise InvariantError(f"{self.currency} and {other.currency} cannot be combined.")
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._other(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._other(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._other(other)

    @property
    def is_positive(self) -> bool:
        """Whether it is more than nothing."""
        return self.minor > 0


# A list of a million documents says the same few thousand amounts again and again.
@lru_cache(4096)
def _parsed(text: str, currency: str) -> Money:
    return Money(_minor(text, currency), currency)


def total(amounts: list[Money] | tuple[Money, ...], currency: str) -> Money:
    """Sum of amounts of one currency; zero of `currency` for none."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result
