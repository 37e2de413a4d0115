"""Every return code has words and a rule; what may not come again never does."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.bank_return_codes import RETURN_RULES, PresentAgain, ReturnClass
from ippay_desktop.domain.bank_returns import (
    may_present_again,
    return_gauges,
    return_rule,
)
from ippay_desktop.domain.errors import InvariantError

SETTLED = date(2026, 11, 10)
TODAY = date(2026, 11, 20)

# The codes by class, as the network's lists have them.
BY_CLASS = {
    ReturnClass.FUNDS: "R01 R09",
    ReturnClass.ADMINISTRATIVE: "R02 R03 R04 R12 R13 R17 R20 R21 R22 R34",
    ReturnClass.UNAUTHORIZED: "R05 R07 R10 R11 R29 R31",
    ReturnClass.STOPPED: "R08 R14 R15 R16",
    ReturnClass.FORMAT: "R18 R19 R25 R26 R27 R28",
    ReturnClass.DUPLICATE: "R24",
    ReturnClass.OTHER: "R06 R23 R33 R37 R38 R39 R51 R52 R53",
}
# Where the saved account itself is fine: money lacking, or a fault between the banks.
STILL_USABLE = {"R01", "R06", "R09", "R18", "R19", "R21", "R22", "R23", "R24", "R25", "R26", "R27"}
CODES = sorted(RETURN_RULES)


def test_the_table_is_whole() -> None:
    listed = {code: kind for kind, codes in BY_CLASS.items() for code in codes.split()}
    assert {code: rule.return_class for code, rule in RETURN_RULES.items()} == listed
    assert {code for code, rule in RETURN_RULES.items() if not rule.is_method_unusable} == (
        STILL_USABLE
    )


@pytest.mark.parametrize("code", [*CODES, "R99", "C01", ""])
def test_every_rule_has_sentences(code: str) -> None:
    rule = return_rule(code)
    for sentence in (rule.meaning, rule.next_step):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert 15 < len(sentence) < 130
        assert not any(character.isdigit() for character in sentence.replace("60 days", ""))


def test_only_lacking_money_may_be_presented_unchanged() -> None:
    twice = {code for code, rule in RETURN_RULES.items() if rule.again is PresentAgain.TWICE}
    assert twice == {"R01", "R09"}
    reauthorized = {
        c for c, rule in RETURN_RULES.items() if rule.again is PresentAgain.REAUTHORIZED
    }
    assert reauthorized == {"R05", "R07", "R08", "R10", "R29"}


@pytest.mark.parametrize("spelling", ["r01", " R01 ", "R01\n"])
def test_spelling_does_not_matter(spelling: str) -> None:
    assert return_rule(spelling) is RETURN_RULES["R01"]


@given(st.text())
def test_any_text_has_a_rule(text: str) -> None:
    rule = return_rule(text)
    if rule.is_known:
        return
    assert rule.return_class is ReturnClass.OTHER
    assert rule.again is PresentAgain.NEVER
    assert rule.is_method_unusable
    assert rule.is_return
    # What the other side wrote is shown only if it looks like a code.
    assert rule.code == "?" or len(rule.code) <= 4


@pytest.mark.parametrize("code", ["C01", "c05", "C13"])
def test_a_notice_of_change_is_no_return(code: str) -> None:
    rule = return_rule(code)
    assert not rule.is_return
    assert not rule.is_method_unusable
    assert return_gauges({code: 5}, 10)[2].returned == 0
    assert not may_present_again(code, presentments=1, settled_on=SETTLED, today=TODAY).is_allowed


@pytest.mark.parametrize("code", ["R01", "R09"])
@pytest.mark.parametrize(
    ("presentments", "days", "allowed"),
    [
        (1, 10, True),
        (2, 10, True),
        (3, 10, False),
        (4, 10, False),
        (1, 180, True),
        (1, 181, False),
        (2, 180, True),
        (2, 181, False),
    ],
)
def test_lacking_money_twice_within_half_a_year(
    code: str, presentments: int, days: int, *, allowed: bool
) -> None:
    leave = may_present_again(
        code, presentments=presentments, settled_on=SETTLED, today=SETTLED + timedelta(days=days)
    )
    assert leave.is_allowed is allowed
    assert leave.last_day == (SETTLED + timedelta(days=180) if allowed else None)
    assert leave.reason.endswith(".")


@given(
    st.sampled_from([code for code in [*CODES, "R99", ""] if code not in {"R01", "R09"}]),
    st.integers(1, 9),
    st.integers(0, 400),
)
def test_the_rest_never(code: str, presentments: int, days: int) -> None:
    today = SETTLED + timedelta(days=days)
    leave = may_present_again(code, presentments=presentments, settled_on=SETTLED, today=today)
    assert not leave.is_allowed


def test_two_left_and_one_left_are_said() -> None:
    words = [
        may_present_again("R01", presentments=n, settled_on=SETTLED, today=TODAY).reason
        for n in (1, 2)
    ]
    assert words == [
        "May be presented twice more, unchanged.",
        "May be presented once more, unchanged.",
    ]


def test_nothing_comes_back_before_it_was_sent() -> None:
    with pytest.raises(InvariantError):
        may_present_again("R01", presentments=0, settled_on=SETTLED, today=TODAY)


@pytest.mark.parametrize(
    ("returns", "debits", "exceeded", "room"),
    [
        ({}, 0, (False, False, False), (0, 0, 0)),
        ({"R10": 1}, 0, (True, False, True), (-1, 0, -1)),
        ({"R10": 1}, 200, (False, False, False), (0, 6, 29)),
        ({"R10": 1}, 199, (True, False, False), (-1, 5, 28)),
        ({"R51": 1, "R11": 1}, 400, (False, False, False), (0, 12, 58)),
        ({"R02": 1, "R03": 1, "R04": 1}, 100, (False, False, False), (0, 0, 12)),
        ({"R02": 4}, 100, (False, True, False), (0, -1, 11)),
        ({"R01": 15}, 100, (False, False, False), (0, 3, 0)),
        ({"R01": 14, "R99": 2}, 100, (False, False, True), (0, 3, -1)),
        # Not every code of a class counts in the watched rate.
        ({"R20": 9, "R31": 5}, 100, (False, False, False), (0, 3, 1)),
        ({"r10": 1, "R10": 1}, 400, (False, False, False), (0, 12, 58)),
    ],
)
def test_gauges(
    returns: dict[str, int], debits: int, exceeded: tuple[bool, ...], room: tuple[int, ...]
) -> None:
    gauges = return_gauges(returns, debits)
    assert [gauge.name for gauge in gauges] == ["unauthorized", "administrative", "overall"]
    assert tuple(gauge.is_exceeded for gauge in gauges) == exceeded
    assert tuple(gauge.room for gauge in gauges) == room


def test_rates_are_exact() -> None:
    unauthorized, administrative, overall = return_gauges({"R10": 1, "R01": 2}, 3)
    assert [unauthorized.rate, administrative.rate, overall.rate] == [Fraction(1, 3), 0, 1]
    assert unauthorized.ceiling == Fraction(1, 200)
    assert return_gauges({}, 0)[0].rate is None


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 500)), st.integers(0, 5000))
def test_room_is_what_may_still_come_back(returns: dict[str, int], debits: int) -> None:
    for gauge in return_gauges(returns, debits):
        assert gauge.is_exceeded == (gauge.room < 0)


@pytest.mark.parametrize(("returns", "debits"), [({"R01": -1}, 5), ({}, -1)])
def test_counts_are_not_negative(returns: dict[str, int], debits: int) -> None:
    with pytest.raises(InvariantError):
        return_gauges(returns, debits)
