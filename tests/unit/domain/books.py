"""Judging evidence of any kind, for tests of the reconciliation."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reconciliation import Books, Reconciliation, Scope, reconcile
from tests.unit.domain.past import NOON

CHICAGO = ZoneInfo("America/Chicago")
DAY = timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def dollars(text: str) -> Money:
    return Money.parse(text, "USD")


def scope(**changes: Any) -> Scope:
    facts: dict[str, Any] = {
        "period": NOVEMBER,
        "currency": "USD",
        "timezone": CHICAGO,
        "as_of": NOON + 30 * DAY,
    }
    return Scope(**(facts | changes))


def judge(*evidence: Any, **changes: Any) -> Reconciliation:
    """Sort evidence into books by its type."""
    by_type: dict[str, list[Any]] = {}
    for one in evidence:
        by_type.setdefault(type(one).__name__, []).append(one)
    books = Books(
        attempts=tuple(by_type.pop("Attempt", ())),
        transactions=tuple(by_type.pop("ReportedTransaction", ())),
        returns=tuple(by_type.pop("BankReturn", ())),
        payments=tuple(by_type.pop("Payment", ())),
    )
    assert not by_type
    return reconcile(books, scope(**changes))
