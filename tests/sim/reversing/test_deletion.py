"""After a void our payment goes from Splynx: through lost answers, odd servers and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.billing import DocumentStatus
from ippay_desktop.domain.reversal import Operation, ReversalState
from ippay_desktop.services.reversing import ReversalService
from tests.sim.reversing.support import charged, ordered, settle_waiting
from tests.support.practice import PracticeServers
from tests.support.workspaces import chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

DELETE = {"server": "splynx", "method": "DELETE", "path": "admin/finance/payments/"}


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=200, seed=37) as practice:
        practice.terminal(penny_rule=False)
        yield practice


_used: set[str] = set()


@pytest.fixture
def voided(servers, tmp_path):
    """Carries out a void under faults; the reversal and the document after it."""
    with open_workspace(servers, tmp_path / "a") as workspace:

        def carry_out(*faults, **switches):
            row = next(one for one in chargeable(workspace) if one.document.ref.key not in _used)
            _used.add(row.document.ref.key)
            attempt = charged(workspace, row, Operation.VOID)
            servers.faults(list(faults))
            servers.switches(splynx=switches)
            order = ordered(workspace, attempt, Operation.VOID)
            reversal = ReversalService(workspace).carry_out(order).reversal
            servers.faults([])
            for _ in range(2):
                settle_waiting(workspace, attempt)
            reversal = workspace.journal.reversals.one(reversal.id)
            assert row.document.ref.id is not None
            document = workspace.billing.document(row.document.ref.kind, row.document.ref.id)
            return reversal, document

        yield carry_out
    servers.faults([])
    servers.switches(splynx={"delete_body_after_204": "off", "deleted_payments_listed": "off"})


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "process_then_502", "http_500"])
def test_a_lost_answer_is_answered_by_reading_again(voided, fault):
    reversal, document = voided({**DELETE, "fault": fault, "times": 1})
    assert reversal.state is ReversalState.DELETED, reversal.reason
    assert document.status is DocumentStatus.NOT_PAID


@pytest.mark.parametrize("switch", ["delete_body_after_204", "deleted_payments_listed"])
def test_odd_servers(voided, switch):
    reversal, document = voided(**{switch: "on"})
    assert reversal.state is ReversalState.DELETED, reversal.reason
    assert document.status is DocumentStatus.NOT_PAID
