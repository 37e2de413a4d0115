"""Charges to give back, and the gateway's own word on what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.charge import AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.services.reversal_settling import ReversalSettler
from ippay_desktop.services.reversing import ReversalService
from tests.sim.charging.test_one_charge import BANK, CARD, pay

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal_rules import ReversalOrder
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

TYPES = {
    Operation.VOID: "VOID",
    Operation.LINKED_CREDIT: "CREDIT",
    Operation.FREE_CREDIT: "CREDIT",
    Operation.BANK_CREDIT: "REVERSAL",
}
PART = Money(100, "USD")
# Past the five banking days in which a debit usually comes back, whatever the weekday.
HOLD_S = 14 * 24 * 3600


def charged(workspace: Workspace, row: DocumentRow, operation: Operation) -> Attempt:
    is_bank = operation is Operation.BANK_CREDIT
    attempt = pay(workspace, row, BANK if is_bank else CARD)
    assert attempt.state is AttemptState.RECORDED
    return attempt


def ordered(workspace: Workspace, attempt: Attempt, operation: Operation) -> ReversalOrder:
    """An order whose first way is the operation."""
    service = ReversalService(workspace)
    if operation is Operation.VOID:
        order = service.prepare_void(attempt.id, keep_payment=False)
    elif operation is Operation.FREE_CREDIT:
        order = service.prepare_refund(attempt.id, PART)
    else:
        order = service.prepare_refund(attempt.id, None)
    assert order.operations[0] is operation
    return order


def operations(servers: PracticeServers, attempt: Attempt) -> list[dict[str, Any]]:
    return [
        entry
        for entry in servers.books_ippay()["transactions"]
        if entry["order_number"] == attempt.document.number
    ]


def gone_back(servers: PracticeServers, attempt: Attempt) -> int:
    """Cents that went back to the customer, by the gateway's own books."""
    own = operations(servers, attempt)
    [charge] = [entry for entry in own if entry["type"] in {"SALE", "CHECK"}]
    sent = sum(-int(entry["net_minor"]) for entry in own if entry["type"] in {"CREDIT", "REVERSAL"})
    voided = int(charge["amount_minor"]) if charge["status"] in {"VOIDED", "AUTO_VOIDED"} else 0
    return sent + voided


def assert_told_truly(servers: PracticeServers, workspace: Workspace, attempt: Attempt) -> None:
    """Never more than was taken, and what the journal is sure of is so."""
    fresh = workspace.journal.attempt(attempt.id)
    reversals = workspace.journal.reversals.of(attempt.id)
    sure = sum(each.intent.amount.minor for each in reversals if each.went_back)
    doubted = sum(each.intent.amount.minor for each in reversals if each.is_being_checked)
    gone = gone_back(servers, attempt)
    assert gone in {sure, sure + doubted}, [(each.state, each.reason) for each in reversals]
    assert gone <= attempt.intent.amount.minor
    if fresh.outcome in {Outcome.VOIDED, Outcome.REFUNDED}:
        assert fresh.money_taken is MoneyTaken.NO
        assert gone == attempt.intent.amount.minor


def settle_waiting(workspace: Workspace, attempt: Attempt) -> None:
    """Ask about one charge's reversals, as often as a test's clock makes it due."""
    settler = ReversalSettler(workspace)
    for each in workspace.journal.reversals.of(attempt.id):
        if each.is_waiting:
            settler.settle(each)
