"""Every fault of the gateway at every way to give money back.

The promise is that of a charge: nothing goes back twice, what the journal says is what the
gateway's own books say, and whatever evidence can settle is settled; the rest waits for a person.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.ports import AttemptOpenError, ReversalOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.domain.reversal import Operation, ReversalState
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.resolving import Decision
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService
from tests.sim.charging.matrix import GATEWAY_STEP_S
from tests.sim.charging.test_every_answer import GATEWAY_FAULTS
from tests.sim.charging.test_one_charge import pay
from tests.sim.reversing.support import (
    HOLD_S,
    TYPES,
    assert_told_truly,
    charged,
    gone_back,
    operations,
    ordered,
    settle_waiting,
)
from tests.support.practice import PracticeServers
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.services.workspace import Workspace

ALL_FAULTS = [*GATEWAY_FAULTS, ("refuse", {}), ("additional_info", {}), ("action_code", {})]
# Beside the defaults: what is not documented about enquiries and used ids, one at a time.
MODES: dict[Operation, list[dict[str, str]]] = {
    Operation.VOID: [{}, {"enq_after_void": "original"}, {"enq_follow_up": "latest"}],
    Operation.LINKED_CREDIT: [{}, {"enq_follow_up": "latest"}],
    Operation.FREE_CREDIT: [{}, {"enq_mode": "late", "enq_late_s": "300"}],
    Operation.BANK_CREDIT: [{}, {"enq_mode": "silent"}],
}
ORDINARY = {
    "dup_mode": "reject094",
    "enq_mode": "normal",
    "enq_after_void": "text_void",
    "enq_follow_up": "original",
}
STEPS = [
    timedelta(minutes=1),
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(days=1, hours=1),
    timedelta(days=1, hours=1),
]
# What can be enquired about ends by itself; the others wait for a person where nothing told.
ENQUIRED = {Operation.FREE_CREDIT, Operation.BANK_CREDIT}


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=900, invoices=3000, seed=51) as practice:
        practice.terminal(penny_rule=False)
        practice.terminal(practice.ach_terminal_id, penny_rule=False)
        yield practice


@pytest.fixture(scope="module")
def station(
    servers: PracticeServers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """One station for the module, with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    folder = tmp_path_factory.mktemp("station")
    with open_workspace(servers, folder, policy, clock=MovableClock()) as opened:
        yield opened


class Charges:
    """Charges to give back, each for one test alone; bank debits past the time of their returns."""

    def __init__(self, servers: PracticeServers, station: Workspace) -> None:
        self._station = station
        banks = chargeable(station, instrument=InstrumentKind.BANK)[:90]
        used = {row.document.ref.key for row in banks}
        cards = [row for row in chargeable(station) if row.document.ref.key not in used]
        self._cards = iter(cards)
        self._banks = [charged(station, row, Operation.BANK_CREDIT) for row in banks]
        servers.advance(HOLD_S)

    def next(self, operation: Operation) -> Attempt:
        if operation is Operation.BANK_CREDIT:
            return self._banks.pop()
        return charged(self._station, next(self._cards), operation)


@pytest.fixture(scope="module")
def charges(servers: PracticeServers, station: Workspace) -> Charges:
    return Charges(servers, station)


@pytest.fixture(autouse=True)
def ordinary(servers: PracticeServers) -> Iterator[None]:
    yield
    servers.control("DELETE", "/faults")
    servers.switches(ippay=ORDINARY)


def spoil(servers: PracticeServers, operation: Operation, fault: str, args: dict[str, Any]) -> None:
    rule: dict[str, Any] = {"server": "ippay", "fault": fault, "args": args, "times": 1}
    if fault == "refuse":
        rule["times"] = None
    else:
        rule["type"] = TYPES[operation]
    servers.faults([rule])


def let_time_pass(servers: PracticeServers, station: Workspace, attempt: Attempt) -> None:
    assert isinstance(station.clock, MovableClock)
    for step in STEPS:
        station.clock.ahead += step
        servers.advance(GATEWAY_STEP_S)
        settle_waiting(station, attempt)


def person_decides(servers: PracticeServers, station: Workspace, reversal: Reversal) -> None:
    """As somebody who reads IPpay's own pages would."""
    attempt = station.journal.attempt(reversal.attempt_id)
    before = sum(
        each.intent.amount.minor
        for each in station.journal.reversals.of(attempt.id)
        if each.went_back
    )
    went = gone_back(servers, attempt) > before
    decision = Decision.APPROVED if went else Decision.DECLINED
    ReversalResolveService(station).resolve(reversal.id, decision, "as IPpay's pages show")


@pytest.mark.parametrize(("fault", "args"), ALL_FAULTS)
@pytest.mark.parametrize("operation", Operation)
def test_every_fault_at_every_operation(servers, station, charges, operation, fault, args):  # noqa: PLR0913, PLR0917
    for mode in MODES[operation]:
        attempt = charges.next(operation)
        servers.switches(ippay=mode)
        order = ordered(station, attempt, operation)
        spoil(servers, operation, fault, args)
        done = ReversalService(station).carry_out(order)
        assert_told_truly(servers, station, attempt)
        if done.reversal.is_being_checked:
            with pytest.raises(ReversalOpenError):
                ordered(station, attempt, operation)
            servers.control("DELETE", "/faults")
            let_time_pass(servers, station, attempt)
            assert_told_truly(servers, station, attempt)
            servers.switches(ippay=ORDINARY)
            let_time_pass(servers, station, attempt)
            assert_told_truly(servers, station, attempt)
        servers.control("DELETE", "/faults")
        finish(servers, station, attempt, operation)


def finish(
    servers: PracticeServers, station: Workspace, attempt: Attempt, operation: Operation
) -> None:
    """Settle what waits, give back again what did not go back, and find it went back once."""
    reversal = station.journal.reversals.of(attempt.id)[-1]
    if reversal.is_being_checked:
        assert operation not in ENQUIRED, reversal.reason
        person_decides(servers, station, reversal)
    assert_told_truly(servers, station, attempt)
    reversal = station.journal.reversals.one(reversal.id)
    assert not reversal.is_being_checked
    if not reversal.went_back:
        fresh = station.journal.attempt(attempt.id)
        again = ReversalService(station).carry_out(ordered(station, fresh, operation))
        assert again.reversal.went_back, again.reversal.reason
        assert_told_truly(servers, station, attempt)
    wanted = reversal.intent.amount.minor
    assert gone_back(servers, attempt) == wanted
    with pytest.raises(InputError):
        ReversalService(station).prepare_refund(attempt.id, attempt.intent.amount)
    for each in operations(servers, attempt):
        assert each["times_processed"] == 1


def test_a_clock_that_jumps_ahead_does_not_make_a_refund_count_at_once(servers, station, charges):
    attempt = charges.next(Operation.FREE_CREDIT)
    spoil(servers, Operation.FREE_CREDIT, "drop_after", {})
    ReversalService(station).carry_out(ordered(station, attempt, Operation.FREE_CREDIT))
    station.clock.ahead += timedelta(minutes=1)
    settle_waiting(station, attempt)
    station.clock.jumped = timedelta(hours=2)
    settle_waiting(station, attempt)
    station.clock.jumped = timedelta()
    [reversal] = station.journal.reversals.of(attempt.id)
    assert reversal.state is ReversalState.PROVISIONAL
    let_time_pass(servers, station, attempt)
    assert station.journal.reversals.one(reversal.id).went_back


@pytest.mark.parametrize("operation", [Operation.FREE_CREDIT, Operation.BANK_CREDIT])
@pytest.mark.parametrize("dup_mode", ["reject094", "reject900", "replay"])
def test_another_stations_refund_of_the_same_amount_is_adopted(  # noqa: PLR0913, PLR0917
    servers, station, charges, tmp_path, operation, dup_mode
):
    """Without a common ledger two stations present one id, and the gateway has it once."""
    attempt = charges.next(operation)
    order = ordered(station, attempt, operation)
    ReversalService(station).carry_out(order)
    servers.switches(ippay={"dup_mode": dup_mode})
    # As if the other had never heard of it: its own journal lacks the refund.
    policy = ChargingPolicy(gateway_timeout_s=5, approved_recheck_s=0, enquiry_delays_s=(0.0,))
    with open_workspace(servers, tmp_path / "other", policy, clock=MovableClock()) as other:
        copied(other, attempt)
        done = ReversalService(other).carry_out(ordered(other, attempt, operation))
        settle_waiting(other, attempt)
        settled = other.journal.reversals.one(done.reversal.id)
        assert settled.state is ReversalState.TO_ENTER
        assert settled.intent.transaction_id == order_id(station, attempt)
    assert gone_back(servers, attempt) == order.amount.minor


def order_id(station: Workspace, attempt: Attempt) -> str:
    return station.journal.reversals.of(attempt.id)[0].intent.transaction_id


def copied(other: Workspace, attempt: Attempt) -> None:
    """The charge itself in another journal, as it was when it was recorded."""
    other.journal.add_intent(attempt.intent)
    for event in (
        ChargeEvent.ANSWERED_APPROVED,
        ChargeEvent.PAYMENT_POSTED,
        ChargeEvent.PAYMENT_VERIFIED,
    ):
        other.journal.apply(
            attempt.id,
            Change(event, reason=attempt.reason, payment_id=attempt.payment_id),
            attempt.intent.created_at,
        )


def test_the_document_is_not_charged_while_its_void_is_in_doubt(servers, station, charges):
    attempt = charges.next(Operation.VOID)
    spoil(servers, Operation.VOID, "drop_before", {})
    ReversalService(station).carry_out(ordered(station, attempt, Operation.VOID))
    # Somebody reopens the invoice in Splynx meanwhile.
    station.billing.delete_payment(attempt.payment_id)
    row = DocumentService(station).by_id(attempt.document.kind, attempt.document.id)
    assert row.open_attempt is not None
    with pytest.raises(AttemptOpenError, match="voided or refunded"):
        pay(station, row)
