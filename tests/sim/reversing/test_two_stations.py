"""Two stations on one team's ledger give one charge back at one moment: once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money
from ippay_desktop.services.reversing import ReversalService
from tests.sim.charging.test_one_charge import pay
from tests.sim.reversing.support import assert_told_truly, gone_back
from tests.support.practice import PracticeServers
from tests.support.workspaces import chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=200, seed=31) as practice:
        practice.terminal(penny_rule=False)
        yield practice


@pytest.mark.parametrize("minor", [100, None])
def test_one_of_two_is_refused(servers, postgres, tmp_path, minor):
    url = postgres.ledger_url()

    def ledger(name):
        return postgres.open(url, clock=SystemClock(), station=name, who=name)

    with (
        open_workspace(servers, tmp_path / "a", journal=ledger("a"), station="a") as one,
        open_workspace(servers, tmp_path / "b", journal=ledger("b"), station="b") as two,
    ):
        attempt = pay(one, chargeable(one)[0 if minor else 1])
        amount = Money(minor, "USD") if minor else None
        orders = [
            (station, ReversalService(station).prepare_refund(attempt.id, amount))
            for station in (one, two)
        ]
        start, refused = threading.Barrier(2), []

        def carry_out(station, order):
            start.wait()
            try:
                ReversalService(station).carry_out(order)
            except InputError as error:
                refused.append(str(error))

        threads = [threading.Thread(target=carry_out, args=each) for each in orders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1, refused
        assert gone_back(servers, attempt) == (minor or attempt.intent.amount.minor)
        assert_told_truly(servers, two, attempt)
