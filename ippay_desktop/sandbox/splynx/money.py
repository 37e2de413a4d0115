"""Splynx's decimals: kept as integers of ten-thousandths, written as decimal text."""

import decimal

SCALE = 10_000
_EXPONENT = decimal.Decimal("0.0001")


class BadAmountError(ValueError):
    """A text that is not a decimal amount of at most four decimals."""


def parse(value: object) -> int:
    """Return an amount given as text or JSON number in ten-thousandths.

    Raises:
        BadAmountError: It is not a finite decimal with at most four decimals.
    """
    if isinstance(value, bool) or value is None:
        raise BadAmountError("no amount")
    try:
        amount = decimal.Decimal(str(value).strip())
        exact = amount.quantize(_EXPONENT)
    except decimal.InvalidOperation as error:
        raise BadAmountError("not a decimal amount") from error
    if exact != amount:
        raise BadAmountError("more than four decimals")
    return int(exact * SCALE)


def text(units: int) -> str:
    """Return ten-thousandths as decimal text with four decimals."""
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units), SCALE)
    return f"{sign}{whole}.{rest:04d}"


def literal(units: int) -> int | float:
    """Return ten-thousandths as the JSON number that Splynx writes.

    A float appears only here, as the shortest literal of an exact decimal; nobody computes with it.
    """
    whole, rest = divmod(units, SCALE)
    return float(text(units)) if rest else whole


def from_cents(cents: int) -> int:
    """Return cents in ten-thousandths."""
    return cents * 100
