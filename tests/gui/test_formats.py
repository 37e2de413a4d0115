"""Figures, money and dates in the user's country, and amounts typed in its own form."""

# ruff: noqa: RUF001 - the signs of other countries are what is tested here
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money
from ippay_desktop.ui import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

SUM = Money(126450, "USD")
LARGE = Money(-123456789, "USD")


@pytest.fixture(autouse=True)
def home() -> Iterator[None]:
    """The locale as it was, after each test."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


def be(name: str) -> None:
    """Be in a country."""
    QLocale.setDefault(QLocale.c() if name == "C" else QLocale(name))


@pytest.mark.parametrize(
    ("place", "figures", "sum_", "on"),
    [
        ("C", "1,264.50", "$1,264.50", "2026-11-05"),
        ("en_US", "1,264.50", "$1,264.50", "11/05/2026"),
        ("es_US", "1,264.50", "$1,264.50", "05/11/2026"),
        ("es_ES", "1264,50", "1264,50\xa0$", "05/11/2026"),
        ("fr_FR", "1\u202f264,50", "1\u202f264,50\xa0$", "05/11/2026"),
        ("de_CH", "1'264.50", "$\xa01'264.50", "05.11.2026"),
        # The peso's sign means pesos there: dollars say so.
        ("es_MX", "1,264.50", "1,264.50\xa0USD", "05/11/2026"),
        ("fa_IR", "۱٬۲۶۴٫۵۰", "$\xa0۱٬۲۶۴٫۵۰", "۲۰۲۶/۱۱/۰۵"),
    ],
)
def test_each_country_reads_its_own_form(place: str, figures: str, sum_: str, on: str) -> None:
    be(place)
    assert formats.amount(SUM) == figures
    assert formats.money(SUM) == sum_
    assert formats.day(date(2026, 11, 5)) == on


@pytest.mark.parametrize("place", ["C", "en_US", "es_ES", "fr_FR", "de_CH", "es_MX", "en_IN"])
def test_what_is_offered_for_typing_is_read_back_as_the_same_sum(place: str) -> None:
    be(place)
    for minor in (0, 5, 100, 6450, 126450, 123456789):
        value = Money(minor, "USD")
        for text in (formats.typed(value), formats.amount(value)):
            assert Money.parse(formats.plain_amount(text, "USD"), "USD") == value


def test_a_negative_sum_keeps_its_minus_in_front() -> None:
    be("es_ES")
    assert formats.amount(LARGE) == "−1.234.567,89"
    assert formats.money(LARGE) == "−1.234.567,89\xa0$"


@pytest.mark.parametrize(
    ("place", "text", "plain"),
    [
        ("C", "64.50", "64.50"),
        ("C", "1,264.5", "1264.5"),
        ("en_US", "1,264", "1264"),
        ("es_ES", "64,50", "64.50"),
        ("es_ES", "1.264,50", "1264.50"),
        ("es_ES", "1.264", "1264"),
        # The number pad has a point; two figures after it can be nothing but cents.
        ("es_ES", "64.50", "64.50"),
        ("es_ES", "1,264.50", "1264.50"),
        ("en_US", "1.264,50", "1264.50"),
        ("fr_FR", "1 264,50", "1264.50"),
        ("de_CH", "1’264.50", "1264.50"),
        ("en_IN", "12,34,567.80", "1234567.80"),
        ("fa_IR", "۱٬۲۶۴٫۵۰", "1264.50"),
        ("es_ES", "half of it", "half of it"),
        ("es_ES", "", ""),
    ],
)
def test_an_amount_is_read_as_it_is_meant(place: str, text: str, plain: str) -> None:
    be(place)
    assert formats.plain_amount(text, "USD") == plain


@pytest.mark.parametrize(
    ("place", "text", "currency"),
    [
        # A thousand and more, or one and a bit.
        ("en_US", "1.264", "USD"),
        ("C", "12.645", "USD"),
        ("es_ES", "1,264", "USD"),
        ("es_ES", "1.264", "KWD"),
        ("en_US", "1,264", "KWD"),
    ],
)
def test_a_sum_that_could_be_another_is_refused_with_the_plain_form(
    place: str, text: str, currency: str
) -> None:
    be(place)
    with pytest.raises(InputError, match="can be read in two ways"):
        formats.plain_amount(text, currency)


@pytest.mark.parametrize("text", ["1.2.3", "1,2,3", "1..2", ",", "1,23,4.567,8", "12,3.4"])
def test_a_sum_that_follows_no_rule_is_refused(text: str) -> None:
    be("es_ES")
    with pytest.raises(InputError, match="64,50"):
        formats.plain_amount(text, "USD")


def test_times_follow_the_country_and_columns_keep_their_width() -> None:
    be("en_US")
    morning = datetime(2026, 11, 5, 9, 5, 7, tzinfo=UTC).astimezone()
    evening = datetime(2026, 1, 25, 21, 5, 7, tzinfo=UTC).astimezone()
    assert len(formats.moment(morning)) == len(formats.moment(evening))
    be("es_ES")
    assert formats.clock_time(morning) == f"{morning:%H:%M:%S}"
    assert formats.short_day(date(2026, 11, 5)) == "05/11"
    assert formats.month_name(date(2026, 11, 5)) == "noviembre 2026"
