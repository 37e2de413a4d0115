"""When a run stops because nothing of what it takes is recorded: in a row, and of money alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import Verdict
from ippay_desktop.domain.profile import ChargingPolicy, RecordBank
from ippay_desktop.services.charge_pool import StopReason, _Breaker
from ippay_desktop.services.charging import Charged
from tests.unit.domain.past import attempt

if TYPE_CHECKING:
    from collections.abc import Iterable

RECORDED, DECLINED = AttemptState.RECORDED, AttemptState.DECLINED
MOST = 25


def stops_at(
    states: Iterable[AttemptState],
    record_bank: RecordBank = RecordBank.ACCEPTED,
    kind: InstrumentKind = InstrumentKind.CARD,
) -> int | None:
    """The row after which the run stops; None if it goes through."""
    breaker = _Breaker(ChargingPolicy(record_bank=record_bank))
    for number, state in enumerate(states, 1):
        made = attempt(number, state, instrument_kind=kind)
        reason = breaker.reason_after(Charged(made, Verdict.APPROVED, is_credential_failure=False))
        if reason is not None:
            assert reason is StopReason.NOT_RECORDED
            return number
    return None


@pytest.mark.parametrize(
    "state", [AttemptState.TAKEN, AttemptState.RECORDING, AttemptState.RECORD_REFUSED]
)
def test_it_stops_after_so_many_that_took_money_and_are_not_recorded(state):
    assert stops_at([state] * 99) == MOST


def test_one_that_is_recorded_begins_the_row_anew():
    row = [AttemptState.RECORDING] * (MOST - 1)
    assert stops_at([*row, RECORDED, *row, RECORDED]) is None
    assert stops_at([*row, RECORDED, *row, AttemptState.TAKEN]) == 2 * MOST


def test_one_that_took_no_money_says_nothing_about_recording():
    assert stops_at([AttemptState.RECORDING, DECLINED] * MOST) == 2 * MOST - 1


def test_debits_that_are_to_be_recorded_once_the_bank_has_paid_do_not_count():
    taken = [AttemptState.TAKEN] * 99
    assert stops_at(taken, RecordBank.SETTLED, InstrumentKind.BANK) is None
    assert stops_at(taken, RecordBank.SETTLED, InstrumentKind.CARD) == MOST
