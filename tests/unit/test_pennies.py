"""Penny by penny: every amount goes out as the right number of cents, and comes back the same."""

import hashlib
import os
import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.documents import Terminal, charge
from ippay_desktop.adapters.splynx.values import parse_json, read_money
from ippay_desktop.domain import money
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money, currency_digits
from tests.unit.ippay.support import card, request

MOST = 9_999_999
# What `code_of_money` said when every penny was last tried. After a change of domain/money.py the
# next run tries them all; write the new name here when it has passed.
PROVEN = "0f7dd363c702cd101259cdda356230673a2b6cfc59e30d774f779d3d78231a88"
# All around the places where digits are gained, and a stride that meets every last digit.
SAMPLE = sorted(
    {
        *range(1, 2_000),
        *(10**power + near for power in range(2, 7) for near in range(-60, 60)),
        *range(1, MOST, 997),
        *range(MOST - 1_000, MOST + 1),
    }
)
TERMINAL = Terminal("TESTTERMINAL", None, None, "tests", "PPD")
CARD = card()
SENT = re.compile(rb"<TotalAmount>(\d+)</TotalAmount>")


def decimal_text(minor: int, digits: int = 2) -> str:
    """The amount as another hand would write it: digits and a point, no arithmetic."""
    text = str(minor).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def assert_there_and_back(minor: int) -> None:
    text = decimal_text(minor)
    amount = Money.parse(text, "USD")
    assert amount.minor == minor
    # What staff type, what Splynx is sent, what the command line shows.
    assert amount.text() == text


def code_of_money() -> str:
    """Names the code that reads and writes amounts, to the byte."""
    return hashlib.sha256(Path(money.__file__).read_bytes()).hexdigest()


@pytest.mark.parametrize("first", range(0, 100_000, 10_000))
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_every_penny_is_read_and_written_the_same(first: int) -> None:
    """Ten million amounts, some 25 s of processor time: once for each state of the code.

    For code that has been through all of it, each whole amount is tried with one of the cents in
    turn, which meets both. Continuous integration, and any change of the code, tries every penny.
    """
    is_proven = code_of_money() == PROVEN and not os.environ.get("CI")
    parse, cents = Money.parse, [f".{cent:02d}" for cent in range(100)]
    tried = 0
    for number in range(first, first + 10_000):
        whole, one = str(number), number * 37 % 100
        for cent in (one,) if is_proven else range(100):
            text = whole + cents[cent]
            amount = parse(text, "USD")
            if amount.minor != number * 100 + cent or amount.text() != text:
                pytest.fail(f"{text} became {amount}")
            tried += 1
    assert tried == (10_000 if is_proven else 1_000_000)


def test_a_dense_sample_goes_through_every_builder_and_parser() -> None:
    for minor in SAMPLE:
        assert_there_and_back(minor)
        text = decimal_text(minor)
        # Source: Splynx writes money as text with four decimals, or as a JSON number.
        short = text.rstrip("0").rstrip(".")
        body = f'{{"a": "{text}00", "b": {text}, "c": {short}, "d": {text}000}}'.encode()
        row = parse_json(body)
        assert isinstance(row, dict)
        assert {read_money(row, column, "USD").minor for column in "abcd"} == {minor}
        sent = SENT.search(charge(TERMINAL, request(CARD, amount=Money.parse(text, "USD"))))
        assert sent is not None
        assert sent[1] == str(minor).encode()


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("KWD", 3), ("TND", 3), ("CLP", 0)])
def test_other_currencies_are_exact_and_never_sent_as_cents(currency: str, digits: int) -> None:
    assert currency_digits(currency) == digits
    for minor in chain(range(1, 3_000), range(1, MOST, 9_973)):
        text = decimal_text(minor, digits)
        row = {"a": text, "b": f"{text}.0000" if not digits else f"{text}0"}
        for read in (Money.parse(text, currency), *(read_money(row, key, currency) for key in row)):
            assert (read.minor, read.text()) == (minor, text)
    with pytest.raises(InputError, match="IPpay counts in cents"):
        charge(TERMINAL, request(CARD, amount=Money(1_000, currency)))


@given(minor=st.integers(1, MOST), rest=st.from_regex(r"[0-9]{0,6}[1-9]0{0,3}", fullmatch=True))
def test_what_is_finer_than_a_penny_is_refused_not_rounded(minor: int, rest: str) -> None:
    with pytest.raises(InputError, match="finer"):
        Money.parse(f"{decimal_text(minor)}{rest}", "USD")
