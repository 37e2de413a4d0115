"""FILTER words become a filter, or a sentence."""

from datetime import date

import pytest

from ippay_desktop.cli.filters import (
    DOCUMENT_KINDS,
    given_filters,
    read_filter,
    refuse_unfit_for_history,
)
from ippay_desktop.cli.parser import parse
from ippay_desktop.domain.billing import DocumentKind, DocumentState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.money import Money


def read(*words: str) -> DocumentFilter:
    options = parse(["invoices", *words])
    return read_filter(options, "USD", default_kinds=DOCUMENT_KINDS["invoices"])


def test_nothing_asks_for_nothing() -> None:
    assert read() == DocumentFilter()


def test_all_words() -> None:
    words = (
        "--documents all --period 2026-11-01..2026-11-30 --partner 1,2 --location 3 "
        "--payment-type 4 --status unpaid,Overdue --customer 5 --customer 6 --number a,b --search Q"
    )
    found = read(*words.split(), "--total", ">10", "--due", "<= 50.5")
    assert found.kinds == {DocumentKind.INVOICE, DocumentKind.PROFORMA}
    assert found.period == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert found.partners == {1, 2}
    assert found.locations == {3}
    assert found.payment_types == {4}
    assert found.customers == {5, 6}
    assert found.states == {DocumentState.UNPAID, DocumentState.OVERDUE}
    assert found.numbers == {"a", "b"}
    assert found.search == "Q"
    assert found.total is not None
    assert found.total.holds_for(Money(1001, "USD"))
    assert found.due is not None
    assert found.due.holds_for(Money(5050, "USD"))


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "yesterday"),
        ("--period", "2026-11-30..2026-11-01"),
        ("--partner", "x"),
        ("--partner", "1,,2"),
        ("--customer", "-1"),
        ("--customer", "٣"),
        ("--status", "lost"),
        ("--total", "much"),
        ("--due", ">1.234"),
    ],
)
def test_what_cannot_be_read_is_said(words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        read(*words)


def test_history_refuses_what_the_journal_does_not_know() -> None:
    refuse_unfit_for_history(parse(["history", "--customer", "1", "--period", "x"]))
    with pytest.raises(InputError, match="--payment-type, --status"):
        refuse_unfit_for_history(parse(["history", "--status", "paid", "--payment-type", "1"]))


def test_given_filters() -> None:
    assert given_filters(parse(["links", "--search", "x"])) == {"search"}
