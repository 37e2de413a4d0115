"""The count of a run that goes on is the count of its rows, whatever changed in which order."""

from dataclasses import replace
from itertools import pairwise

import pytest

from ippay_desktop.domain.bulk import RowState, RunRow
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.charge import AttemptState as S
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import PaymentId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.charge_pool import RowResult
from ippay_desktop.services.tally import RunningTally
from tests.unit.cli import samples

_STATES = tuple(RowState)
_CHARGES: tuple[Attempt | None, ...] = (
    None,
    *(samples.attempt(state) for state in S),
    *(replace(samples.attempt(state), payment_id=PaymentId(7)) for state in S),
)


def _empty(currency: str = "USD") -> RunningTally:
    planned = Money.parse("1000.00", currency) if currency == "USD" else Money(1, currency)
    return RunningTally(planned=40, amount_planned=planned, record_bank=RecordBank.ACCEPTED)


def _row(position: int, state: RowState, attempt: Attempt | None) -> RowResult:
    one = samples.attempt(S.RECORDED).intent
    row = RunRow(
        position=position,
        document=one.document,
        customer_name=one.customer_name,
        amount=one.amount,
        instrument_kind=one.instrument_kind,
        last4=one.last4,
        state=state,
    )
    return RowResult(row, attempt)


def test_rows_that_changed_are_counted_as_if_all_were_counted_anew() -> None:
    told = _empty()
    now: dict[int, RowResult] = {}
    ways = [(state, charge) for state in _STATES for charge in _CHARGES]
    for number, (before, after) in enumerate(pairwise(ways)):
        for way in (before, after):
            changed = _row(number % 7, *way)
            now[number % 7] = changed
            told.put([changed])
            anew = _empty()
            anew.put(now.values())
            assert told.counts == anew.counts
    assert told.counts != _empty().counts


def test_a_charge_of_another_currency_is_never_added_up() -> None:
    with pytest.raises(InvariantError):
        _empty("EUR").put([_row(0, RowState.DONE, samples.attempt(S.RECORDED))])
