"""A computer's clock that is moved, or was wrong: no wait that protects money ends early.

Waiting is counted by two clocks at least; what cannot be counted any more is waited for anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.waiting import Waits
from tests.sim.charging.matrix import let_time_pass
from tests.sim.charging.test_every_splynx_answer import POST_PAYMENT
from tests.sim.charging.test_one_charge import debits, pay, payments, sale_fault, unused
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


def test_a_clock_that_jumps_ahead_does_not_end_the_hold(practice, station):
    """The charge shows ten minutes later; the computer's clock says that days went by."""
    row = unused(station)
    practice.faults([sale_fault("late_commit", seconds="600")])
    attempt = pay(station, row)
    ReconcileService(station).reconcile()
    station.clock.jumped += timedelta(days=3)
    for _ in range(3):
        ReconcileService(station).settle_due()
    attempt = station.journal.attempt(attempt.id)
    assert attempt.money_taken is MoneyTaken.BEING_CHECKED
    with pytest.raises(AttemptOpenError):
        pay(station, row)
    practice.advance(600)
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED


def test_a_clock_that_jumps_back_does_not_lose_a_charge(practice, station):
    row = unused(station)
    practice.faults([sale_fault("drop_after")])
    station.clock.jumped = timedelta(days=30)
    attempt = pay(station, row)
    station.clock.jumped = timedelta()
    assert [one.id for one in AttentionService(station).open_attempts()] == [attempt.id]
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_clock_that_jumps_ahead_does_not_shorten_the_ten_minutes(practice, station):
    """IPpay voids the charge by itself, five minutes after the enquiry that still said approved."""
    row = unused(station)
    practice.faults([sale_fault("neterr_autovoid", seconds="300")])
    attempt = pay(station, row)
    ReconcileService(station).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.PROVISIONAL
    station.clock.jumped += timedelta(hours=2)
    ReconcileService(station).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.PROVISIONAL
    practice.advance(300)
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.VOIDED
    assert payments(station, attempt) == []


def restarted(station: Workspace) -> Workspace:
    """The next process on the same data folder, which has counted nothing itself."""
    return replace(station, waits=Waits())


@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=3)])
def test_a_jump_between_two_processes_shortens_nothing(practice, station, jump):
    row = unused(station)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(station, row)
    ReconcileService(station).reconcile()
    station.clock.jumped += jump
    for _ in range(6):
        ReconcileService(restarted(station)).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.PROVISIONAL
    # Splynx tells whole seconds.
    practice.advance(602)
    station.billing.probe()
    ReconcileService(restarted(station)).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED


class Timeless:
    """A Splynx that tells no time, as old servers do."""

    def __init__(self, billing: Any) -> None:
        self._billing = billing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._billing, name)

    def server_now(self) -> None:
        return None


def test_where_splynx_tells_no_time_the_next_process_waits_anew(practice, station):
    station = replace(station, billing=Timeless(station.billing))
    row = unused(station)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(station, row)
    ReconcileService(station).reconcile()
    station.clock.jumped += timedelta(hours=2)
    for _ in range(2):
        ReconcileService(restarted(station)).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.PROVISIONAL
    # One that stays sees ten minutes pass by its own steady clock.
    lasting = restarted(station)
    ReconcileService(lasting).reconcile()
    station.clock.ahead += timedelta(minutes=11)
    ReconcileService(lasting).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED


def test_a_slow_clock_that_is_set_right_between_two_processes_shortens_nothing(practice, station):
    """What began by a slow clock seems to have lasted for hours by the right one."""
    row = unused(station)
    station.clock.jumped = -timedelta(hours=2)
    practice.faults([sale_fault("drop_before")])
    attempt = pay(station, row)
    for _ in range(6):
        ReconcileService(restarted(station)).reconcile()
    station.clock.jumped = timedelta(days=1)
    for _ in range(6):
        ReconcileService(restarted(station)).reconcile()
    assert station.journal.attempt(attempt.id).money_taken is MoneyTaken.BEING_CHECKED


def test_a_jump_does_not_post_a_payment_again_before_its_time(practice, station):
    """Splynx enters a payment late, whose answer was lost; the clock says that hours went by."""
    row = unused(station)
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt = pay(station, row)
    for _ in range(4):
        station.clock.jumped += timedelta(hours=1)
        ReconcileService(restarted(station)).reconcile()
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDING
    assert payments(station, attempt) == []
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED
    assert len(payments(station, attempt)) == 1
