"""When "not found" frees a document: not for a short while, and not against the books."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.services.reconciliation import ReconcileService
from tests.sim.charging.matrix import let_time_pass
from tests.sim.charging.test_one_charge import pay, sale_fault, unused
from tests.support.workspaces import MovableClock, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers


@pytest.fixture
def station(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """A station with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    with open_workspace(practice, tmp_path / "a", policy, clock=MovableClock()) as opened:
        yield opened
    practice.switches(ippay={"enq_mode": "normal"})


def test_two_answers_days_apart_are_no_series(practice, station):
    """A station that was shut between them has heard as little as one that asked twice at once."""
    assert isinstance(station.clock, MovableClock)
    practice.faults([sale_fault("drop_before")])
    attempt = pay(station, unused(station))
    for asked in range(1, 5):
        station.clock.ahead += timedelta(days=3)
        ReconcileService(station).reconcile()
        attempt = station.journal.attempt(attempt.id)
        assert (attempt.state, attempt.enquiries) == (AttemptState.UNKNOWN, asked)
    station.clock.ahead += timedelta(days=3)
    ReconcileService(station).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.NOT_SENT


def test_what_the_books_hold_is_not_told_as_never_sent(practice, station):
    """The enquiry goes on finding nothing, and the reports can be read no more."""
    practice.switches(ippay={"enq_mode": "not_found"})
    practice.faults([sale_fault("drop_after")])
    attempt = pay(station, unused(station))
    shown = Change(ChargeEvent.BOOKS_SHOW_CHARGE, reason="IPpay's books hold it.")
    station.journal.apply(attempt.id, shown, station.clock.now())
    let_time_pass(practice, station)
    attempt = station.journal.attempt(attempt.id)
    assert attempt.state is AttemptState.PROVISIONAL
    assert "its books hold it" in attempt.reason
