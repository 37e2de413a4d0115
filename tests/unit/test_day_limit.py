"""The day that a spend limit counts, when this computer and Splynx disagree about it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from ippay_desktop.domain.money import Money
from ippay_desktop.services.budget import ceilings


@pytest.mark.parametrize("splynx_day", [date(2026, 11, 22), date(2026, 11, 23)])
def test_a_slow_clock_hides_no_charge_of_the_day(splynx_day: date) -> None:
    """Splynx has passed midnight, we have not: what we date 23:59 must count."""
    profile = SimpleNamespace(max_run=None, max_day=Money(100, "USD"), splynx_timezone="UTC")
    clock = SimpleNamespace(now=lambda: datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    workspace: Any = SimpleNamespace(profile=profile, clock=clock, today=lambda: splynx_day)
    (ceiling,) = ceilings(workspace, None)
    assert ceiling.since == datetime(2026, 11, 22, tzinfo=UTC)
