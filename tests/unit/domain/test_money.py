"""Money is exact or an error."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.money import Money, currency_digits, total


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("64.50", "USD", 6450),
        ("64.5000", "USD", 6450),
        ("64.5", "USD", 6450),
        ("64", "USD", 6400),
        ("-12.3400", "USD", -1234),
        ("0.01", "USD", 1),
        ("500", "JPY", 500),
        ("500.0000", "JPY", 500),
        ("1.234", "KWD", 1234),
        ("9999999999999.99", "USD", 999999999999999),
    ],
)
def test_plain_decimals_are_read_exactly(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,50", "1.5e2", "1.005", "+1", "1.", ".5", "--1", "1 2", "٣", "NaN", "Infinity"],
)
def test_anything_else_is_refused(text):
    with pytest.raises(InputError):
        Money.parse(text, "USD")


def test_a_third_decimal_is_refused_not_rounded():
    with pytest.raises(InputError, match="at most 2 decimals"):
        Money.parse("64.505", "USD")
    with pytest.raises(InputError, match="at most 0 decimals"):
        Money.parse("1.5", "JPY")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["USD", "EUR", "JPY", "KWD"]))
def test_text_comes_back_the_same(minor, currency):
    money = Money(minor, currency)
    assert Money.parse(money.text(), currency) == money
    assert money.decimal() == Decimal(minor) / 10 ** currency_digits(currency)


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_sums_are_sums_of_minor_units(minors):
    assert total([Money(minor, "USD") for minor in minors], "USD").minor == sum(minors)


def test_currencies_do_not_mix():
    with pytest.raises(InvariantError):
        Money(1, "USD") + Money(1, "EUR")
    with pytest.raises(InvariantError):
        assert Money(1, "USD") < Money(1, "EUR")
    assert Money(1, "USD") != Money(1, "EUR")


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
def test_only_whole_numbers_are_held(minor):
    with pytest.raises(InvariantError):
        Money(minor, "USD")


def test_text_shows_the_currencys_own_digits():
    assert Money(100, "USD").text() == "1.00"
    assert Money(-5, "USD").text() == "-0.05"
    assert Money(100, "JPY").text() == "100"
    assert Money(100, "KWD").text() == "0.100"
