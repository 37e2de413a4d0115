"""The banks' calendar, against the published holidays of seven years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.bank_calendar import (
    bank_holidays,
    expected_settlement,
    hold_until,
    is_banking_day,
    next_banking_day,
    unauthorized_return_until,
)
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.sandbox.ippay import calendar as sandbox_calendar

# As the Reserve Banks publish them: New Year, King, Washington, Memorial, Juneteenth,
# Independence, Labor, Columbus, Veterans, Thanksgiving, Christmas. Those on a Saturday are kept
# there and close nothing; those on a Sunday stand with the Monday.
PUBLISHED = {
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-19 07-05 09-06 10-11 11-11 11-25 12-25",
    2028: "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-11 11-23 12-25",
    2029: "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25",
    2030: "01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
}
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))


def published(year: int) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_day_of_the_published_years(year: int) -> None:
    closed = published(year)
    assert bank_holidays(year) == closed
    day = date(year, 1, 1)
    while day.year == year:
        assert is_banking_day(day) == (day.isoweekday() <= 5 and day not in closed)
        day += timedelta(days=1)


def test_a_saturday_holiday_is_not_moved() -> None:
    assert is_banking_day(date(2026, 7, 3))  # Friday before Saturday, 4 July
    assert is_banking_day(date(2027, 12, 24))
    assert is_banking_day(date(2027, 12, 31))  # before New Year's Day on a Saturday


def test_a_sunday_holiday_is_kept_on_monday() -> None:
    assert not is_banking_day(date(2027, 7, 5))
    assert not is_banking_day(date(2023, 1, 2))


def test_juneteenth_begins_in_2021() -> None:
    assert is_banking_day(date(2020, 6, 19))
    assert not is_banking_day(date(2023, 6, 19))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-11-07", 1, "2026-11-09"),  # the gateway's sample: Saturday to Monday
        ("2026-11-09", 1, "2026-11-10"),
        ("2026-11-10", 1, "2026-11-12"),  # over Veterans Day
        ("2026-11-25", 1, "2026-11-27"),  # over Thanksgiving
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-11-09", 5, "2026-11-17"),
        ("2027-07-02", 1, "2027-07-06"),
        ("2026-11-09", 2, "2026-11-12"),
    ],
)
def test_next_banking_day(day: str, n: int, expected: str) -> None:
    assert next_banking_day(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_none_is_not_a_count() -> None:
    with pytest.raises(InvariantError):
        next_banking_day(date(2026, 11, 9), 0)


@given(DAYS, st.integers(1, 30))
def test_the_nth_day_is_the_first_day_n_times(day: date, n: int) -> None:
    step = day
    for _ in range(n):
        step = next_banking_day(step)
    assert next_banking_day(day, n) == step
    between = [day + timedelta(days=k) for k in range(1, (step - day).days + 1)]
    assert sum(is_banking_day(one) for one in between) == n


@given(DAYS)
def test_settlement_hold_and_horizon_agree(day: date) -> None:
    settled = expected_settlement(day)
    assert day < settled <= hold_until(day) <= unauthorized_return_until(settled)
    assert is_banking_day(settled)
    assert is_banking_day(hold_until(day))
    assert (unauthorized_return_until(settled) - settled).days == 60


@given(st.dates(date(2021, 1, 1), date(2100, 12, 31)))
def test_the_practice_gateway_was_written_apart_and_agrees(day: date) -> None:
    assert is_banking_day(day) == sandbox_calendar.is_banking_day(day)
