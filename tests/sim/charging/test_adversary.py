"""As somebody would try who wants it to charge twice, lose a record, or lie to staff."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import DocumentFilter, Period
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from ippay_desktop.domain.profile import ChargingPolicy
from ippay_desktop.domain.reversal import ReversalState
from ippay_desktop.services.bulk_charging import RunService
from ippay_desktop.services.charge_pool import RunControl
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.planning import PlanService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.retrying import RetryService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.workspace import CustomerLocks
from tests.sim.charging.matrix import let_time_pass
from tests.sim.charging.test_one_charge import (
    POST_PAYMENT,
    debits,
    pay,
    payments,
    sale_fault,
    unused,
)
from tests.sim.reversing.support import gone_back
from tests.support.workspaces import MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ippay_desktop.domain.ports import BillingSystem
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers


class NeverAsked:
    """A gateway of somebody else: whatever is asked of it fails the test."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the other gateway was asked: {name}")


@pytest.fixture
def station(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    """A station with the real delays and a clock that can be moved."""
    policy = ChargingPolicy(gateway_timeout_s=5)
    with open_workspace(practice, tmp_path / "a", policy, clock=MovableClock()) as opened:
        yield opened
    practice.switches(ippay={"enq_mode": "normal", "dup_mode": "reject094"})


@pytest.mark.parametrize("mode", ["reject094", "reject900"])
def test_an_id_that_the_gateway_knows_is_never_told_as_not_sent(practice, station, mode):
    """Its enquiry finds nothing for days, and it refuses the id as used: it has had the charge."""
    row = unused(station)
    practice.switches(ippay={"enq_mode": "not_found", "dup_mode": mode})
    practice.faults([sale_fault("drop_after")])
    pay(station, row)
    let_time_pass(practice, station)
    again = pay(station, row)
    let_time_pass(practice, station)
    again = station.journal.attempt(again.id)
    assert again.money_taken is MoneyTaken.BEING_CHECKED
    assert "has had this charge before" in again.reason
    with pytest.raises(AttemptOpenError):
        pay(station, row)
    practice.switches(ippay={"enq_mode": "normal"})
    let_time_pass(practice, station)
    assert station.journal.attempt(again.id).state is AttemptState.RECORDED
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_late_charge_is_not_taken_for_another_amount(practice, station):
    """A part is never found and freed; then all is charged under its id, and the part shows."""
    row = unused(station)
    service = ChargeService(station)
    part = Money(row.document.due.minor // 3, station.currency)
    practice.faults([sale_fault("late_commit", seconds="3000")])
    first = service.charge(service.prepare_document(row.document, AccountChoice.CARD, part)).attempt
    let_time_pass(practice, station)
    assert station.journal.attempt(first.id).state is AttemptState.NOT_SENT
    practice.advance(3000)
    whole = pay(station, row)
    assert whole.intent.transaction_id == first.intent.transaction_id
    let_time_pass(practice, station)
    whole = station.journal.attempt(whole.id)
    assert whole.money_taken is MoneyTaken.BEING_CHECKED
    assert part.text() in whole.reason
    assert payments(station, whole) == []


@pytest.mark.parametrize("loses_answer", [False, True])
def test_a_repeated_yes_is_not_taken_for_another_amount(practice, station, loses_answer):
    """As before, on a gateway that repeats its first answer to an id that it knows."""
    row = unused(station)
    service = ChargeService(station)
    part = Money(row.document.due.minor // 3, station.currency)
    practice.switches(ippay={"dup_mode": "replay"})
    practice.faults([sale_fault("late_commit", seconds="3000")])
    first = service.charge(service.prepare_document(row.document, AccountChoice.CARD, part)).attempt
    let_time_pass(practice, station)
    practice.advance(3000)
    if loses_answer:
        practice.faults([sale_fault("drop_after")])
    whole = pay(station, row)
    assert whole.intent.transaction_id == first.intent.transaction_id
    let_time_pass(practice, station)
    whole = station.journal.attempt(whole.id)
    assert whole.money_taken is MoneyTaken.BEING_CHECKED
    assert part.text() in whole.reason
    assert payments(station, whole) == []
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_try_that_provably_never_left_leaves_no_doubt_about_the_next(practice, station):
    """IPpay was out of reach for a part; then all of it is charged under the same id."""
    row = unused(station)
    service = ChargeService(station)
    part = Money(row.document.due.minor // 3, station.currency)
    practice.faults([{"server": "ippay", "fault": "refuse"}])
    first = service.charge(service.prepare_document(row.document, AccountChoice.CARD, part)).attempt
    assert first.state is AttemptState.NOT_SENT
    practice.control("DELETE", "/faults")
    whole = pay(station, row)
    assert whole.intent.transaction_id == first.intent.transaction_id
    assert whole.state is AttemptState.RECORDED


def test_a_charge_older_than_the_gateways_memory_is_never_told_as_not_sent(practice, station):
    """After ninety days the gateway may know no id any more: its "not found" proves nothing."""
    row = unused(station)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(station, row)
    station.clock.ahead += timedelta(days=91)
    practice.advance(91 * 24 * 3600)
    let_time_pass(practice, station)
    attempt = station.journal.attempt(attempt.id)
    assert attempt.money_taken is MoneyTaken.BEING_CHECKED
    assert "90 days" in attempt.reason
    ResolveService(station).resolve(attempt.id, Decision.APPROVED, "on the bank's statement")
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED


class SleepsBefore:
    """A port whose computer sleeps for some minutes right before one of its calls, once."""

    def __init__(self, port: Any, call: str, sleep: Callable[[], None]) -> None:
        self._port = port
        self._call = call
        self._sleeps = [sleep]

    def __getattr__(self, name: str) -> Any:
        if name == self._call and self._sleeps:
            self._sleeps.pop()()
        return getattr(self._port, name)


def sleepy(station: Workspace, port: str, call: str, *, told_by: str) -> Workspace:
    """A station that sleeps before that call; one of its two clocks tells of it."""
    clock = station.clock
    assert isinstance(clock, MovableClock)

    def sleep() -> None:
        if told_by == "wall":
            clock.jumped += timedelta(minutes=2)
        else:
            clock.steady_ahead_s += 120

    changed: Any = {port: SleepsBefore(getattr(station, port), call, sleep)}
    return replace(station, **changed)


@pytest.mark.parametrize(("port", "call"), [("gateway", "charge"), ("journal", "add_intent")])
@pytest.mark.parametrize("told_by", ["wall", "steady"])
def test_a_charge_that_slept_before_it_was_to_leave_is_not_sent(
    practice, station, told_by, port, call
):
    row = unused(station)
    slept = pay(sleepy(station, port, call, told_by=told_by), row)
    assert slept.state is AttemptState.NOT_SENT
    assert "slept or stood still" in slept.reason
    assert debits(practice, row.document.ref.number) == []
    again = pay(station, row)
    assert again.intent.transaction_id == slept.intent.transaction_id
    assert again.state is AttemptState.RECORDED
    assert len(debits(practice, row.document.ref.number)) == 1


@pytest.mark.parametrize("told_by", ["wall", "steady"])
def test_a_payment_that_slept_before_it_was_to_leave_is_not_sent(station, told_by):
    slept = pay(sleepy(station, "billing", "record_payment", told_by=told_by), unused(station))
    assert slept.state is AttemptState.TAKEN
    assert payments(station, slept) == []
    ReconcileService(station).reconcile()
    assert station.journal.attempt(slept.id).state is AttemptState.RECORDED
    assert len(payments(station, slept)) == 1


@pytest.mark.parametrize("told_by", ["wall", "steady"])
def test_a_refund_that_slept_before_it_was_to_leave_is_not_sent(practice, station, told_by):
    charged = pay(station, unused(station))
    service = ReversalService(sleepy(station, "gateway", "give_back", told_by=told_by))
    done = service.carry_out(service.prepare_refund(charged.id, Money(100, station.currency)))
    assert done.reversal.state is ReversalState.NOT_SENT
    assert gone_back(practice, charged) == 0
    service = ReversalService(station)
    done = service.carry_out(service.prepare_refund(charged.id, Money(100, station.currency)))
    assert done.reversal.went_back
    assert gone_back(practice, charged) == 100


def test_a_document_whose_payment_vanished_is_not_charged_again(practice, station):
    """Splynx was put back from a backup: the invoice is open again, and its money was taken."""
    row = unused(station)
    attempt = pay(station, row)
    station.billing.delete_payment(attempt.payment_id)
    with pytest.raises(InputError, match="no longer in Splynx"):
        pay(station, row)
    assert len(debits(practice, row.document.ref.number)) == 1
    [item] = AttentionService(station).items()
    assert item.kind is AttentionKind.CHARGE_WITHOUT_PAYMENT
    assert item.about.reason.startswith("Invoice")
    # Told once, however often it is tried.
    with pytest.raises(InputError, match="Nothing was sent"):
        pay(station, row)
    assert len(AttentionService(station).items()) == 1
    FindingService(station).dismiss(item.about.subject, "the customer was paid back in cash")
    assert pay(station, row).state is AttemptState.RECORDED


def test_the_second_part_of_an_invoice_is_no_second_charge(station):
    """The first part's payment is where it belongs, so the rest can be charged."""
    row = unused(station)
    service = ChargeService(station)
    part = Money(row.document.due.minor // 3, station.currency)
    order = service.prepare_document(row.document, AccountChoice.CARD, part)
    assert service.charge(order).attempt.state is AttemptState.RECORDED
    assert pay(station, row).state is AttemptState.RECORDED


def test_a_reused_id_of_somebody_elses_invoice_is_not_paid_with_our_money(practice, station):
    """Splynx was put back, and gave the id to another customer's invoice before we recorded."""
    row, other = unused(station), unused(station)
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt = pay(station, row)
    assert attempt.state is AttemptState.RECORDING
    new_owner = {"customer_id": other.document.ref.customer_id}
    practice.control(
        "POST",
        "/splynx/edit",
        {"table": "invoices", "id": row.document.ref.id, "set": new_owner},
    )
    let_time_pass(practice, station)
    [payment] = payments(station, attempt)
    assert payment.customer_id == attempt.customer_id
    assert payment.invoice_id != attempt.document.id
    assert station.journal.attempt(attempt.id).state is AttemptState.MISPLACED


def at_another_gateway(station: Workspace, gateway: Any) -> Workspace:
    """What a profile for the same Splynx and another gateway has, in the same folder."""
    profile = replace(station.profile, profile_id="e" * 32, name="other")
    elsewhere = {station.profile.profile_id: station.profile.name}
    return replace(station, profile=profile, gateway=gateway, elsewhere=elsewhere)


def test_another_profiles_gateway_is_not_asked_about_a_charge(practice, station):
    """It has no such charge, which after a day would be told as "no money was taken"."""
    row = unused(station)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(station, row)
    other = at_another_gateway(station, NeverAsked())
    let_time_pass(practice, other)
    assert station.journal.attempt(attempt.id).money_taken is MoneyTaken.BEING_CHECKED
    with pytest.raises(InputError, match="profile “practice”"):
        ResolveService(other).resolve(attempt.id, Decision.NEVER_SENT, "not on the test gateway")
    with pytest.raises(AttemptOpenError):
        pay(other, row)
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED
    with pytest.raises(InputError, match="profile “practice”"):
        ReversalService(other).prepare_void(attempt.id, keep_payment=False)


def test_a_run_goes_on_only_at_the_gateway_it_was_planned_for(practice, station):
    row = unused(station)
    numbers = frozenset({row.document.ref.number or ""})
    wanted = DocumentFilter(period=Period.parse("2020-01-01..2035-12-31"), numbers=numbers)
    run = RunService(station).create(PlanService(station).plan(wanted, AccountChoice.CARD))
    other = at_another_gateway(station, NeverAsked())
    with pytest.raises(InputError, match="profile “practice”"):
        RunService(other).execute(run.run_id, RunControl())
    assert RunService(station).execute(run.run_id, RunControl()).state is RunState.FINISHED
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_decision_and_an_enquiry_at_one_moment_are_one_after_the_other(practice, station):
    """Whoever comes second finds it settled; the charge is recorded once, whoever wins."""
    for _ in range(6):
        row = unused(station)
        practice.faults([sale_fault("drop_after")])
        attempt = pay(station, row)
        station.clock.ahead += timedelta(hours=1)
        ReconcileService(station).reconcile()
        station.clock.ahead += timedelta(hours=1)
        with ThreadPoolExecutor(2) as pool:
            asking = pool.submit(ReconcileService(station).reconcile)
            deciding = pool.submit(
                ResolveService(station).resolve, attempt.id, Decision.APPROVED, "seen at IPpay"
            )
            asking.result()
            with suppress(InputError):
                deciding.result()
        attempt = station.journal.attempt(attempt.id)
        assert attempt.state is AttemptState.RECORDED
        assert len(payments(station, attempt)) == 1
        assert len(debits(practice, row.document.ref.number)) == 1


def test_two_hands_on_one_document_make_one_charge(practice, station):
    """A double click, or two windows' workers: one charges, the others are refused."""
    for _ in range(4):
        row = unused(station)
        service = ChargeService(station)
        order = service.prepare_document(row.document, AccountChoice.CARD, None)
        with ThreadPoolExecutor(4) as pool:
            hands = [pool.submit(service.charge, order) for _ in range(4)]
            troubles = [hand.exception() for hand in hands]
        assert sum(trouble is None for trouble in troubles) == 1
        assert all(isinstance(one, InputError) for one in troubles if one is not None)
        assert len(debits(practice, row.document.ref.number)) == 1


@pytest.mark.parametrize("change", ["paid in part", "somebody else's"])
def test_a_document_that_is_open_still_but_not_as_confirmed_is_not_charged(
    practice, station, change
):
    row, other = unused(station), unused(station)
    order = ChargeService(station).prepare_document(row.document, AccountChoice.CARD, None)
    if change == "paid in part":
        paid = {"invoice_id": row.document.ref.id, "amount": "1.00"}
        practice.control("POST", "/splynx/portal-pay", paid)
    else:
        owner = {"customer_id": other.document.ref.customer_id}
        edit = {"table": "invoices", "id": row.document.ref.id, "set": owner}
        practice.control("POST", "/splynx/edit", edit)
    with pytest.raises(InputError, match="changed meanwhile"):
        ChargeService(station).charge(order)
    assert station.journal.attempts(AttemptFilter()) == ()


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("card_last4", "9999", "saved method changed meanwhile"),
        ("card_expiry", "01-2020", "expired"),
    ],
)
def test_a_method_that_is_not_as_confirmed_is_not_charged(practice, station, slot, value, words):
    row = unused(station)
    order = ChargeService(station).prepare_document(row.document, AccountChoice.CARD, None)
    change = {f"field_{getattr(station.profile.fields, slot)}": value}
    customer = row.document.ref.customer_id
    edit = {"table": "payment_account_data", "id": customer, "set": change}
    practice.control("POST", "/splynx/edit", edit)
    with pytest.raises(InputError, match=words):
        ChargeService(station).charge(order)
    assert station.journal.attempts(AttemptFilter()) == ()


class RefusingLate:
    """A gateway that charges, and then answers as if the request had been no good."""

    def __init__(self, gateway: Any) -> None:
        self._gateway = gateway

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gateway, name)

    def charge(self, request: Any) -> GatewayAnswer:
        self._gateway.charge(request)
        return GatewayAnswer(Verdict.REFUSED, "IPpay refused the request.", "900")


def test_a_refusal_is_believed_only_of_an_id_that_the_gateway_does_not_hold(practice, station):
    row, late = unused(station), RefusingLate(station.gateway)
    attempt = pay(replace(station, gateway=late), row)
    assert attempt.state is AttemptState.UNKNOWN
    let_time_pass(practice, station)
    assert station.journal.attempt(attempt.id).state is AttemptState.RECORDED
    assert len(debits(practice, row.document.ref.number)) == 1


class ReadTooEarly:
    """Splynx, with something that happens elsewhere as soon as a document has been read."""

    def __init__(self, billing: BillingSystem, event: Callable[[], object]) -> None:
        self._billing = billing
        self._event = event

    def __getattr__(self, name: str) -> Any:
        return getattr(self._billing, name)

    def document(self, *args: Any) -> Any:
        found = self._billing.document(*args)
        self._event()
        return found


def test_a_hand_that_charges_another_method_meanwhile_is_no_second_charge(practice, station):
    """By card and by bank account: two terminals, so two ids, of which none uses the other up."""
    by_bank = {row.document.ref.key for row in chargeable(station, instrument=InstrumentKind.BANK)}
    rows = iter(lambda: unused(station), None)
    row = next(row for row in rows if row.document.ref.key in by_bank)
    order = ChargeService(station).prepare_document(row.document, AccountChoice.CARD, None)
    elsewhere = replace(station, locks=CustomerLocks())
    billing: Any = ReadTooEarly(station.billing, lambda: pay(elsewhere, row, AccountChoice.BANK))
    with pytest.raises(InputError, match="charged by someone else a moment ago"):
        ChargeService(replace(station, billing=billing)).charge(order)
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_payment_that_vanishes_before_it_is_read_back_waits_for_a_person(practice, station):
    """Splynx took it, went back to a backup, and knows nothing of it: it is said, and resolved."""
    row = unused(station)
    unread = {"server": "splynx", "method": "GET", "path": "admin/finance/payments"}
    practice.faults([{**unread, "fault": "http_500", "skip": 2}])
    attempt = pay(station, row)
    practice.control("DELETE", "/faults")
    assert attempt.state is AttemptState.POSTED
    station.billing.delete_payment(attempt.payment_id)
    let_time_pass(practice, station)
    [item] = AttentionService(station).items()
    assert "no longer in Splynx" in item.about.reason
    assert item.about.money_taken is MoneyTaken.YES
    ResolveService(station).resolve(attempt.id, Decision.APPROVED, "entered under another number")
    assert AttentionService(station).items() == ()
    assert not station.journal.attempt(attempt.id).is_recorded
    # That the money was taken is still known: the invoice is not charged again.
    with pytest.raises(InputError, match="no longer in Splynx"):
        pay(station, row)
    assert len(debits(practice, row.document.ref.number)) == 1


def test_a_run_that_can_go_on_is_not_tried_again_as_another(station):
    """Its waiting rows would be in two runs at once."""
    row = unused(station)
    numbers = frozenset({row.document.ref.number or ""})
    wanted = DocumentFilter(period=Period.parse("2020-01-01..2035-12-31"), numbers=numbers)
    run = RunService(station).create(PlanService(station).plan(wanted, AccountChoice.CARD))
    with pytest.raises(InputError, match="Resume or cancel it before a retry"):
        RetryService(station).plan(run.run_id)
    assert RunService(station).execute(run.run_id, RunControl()).state is RunState.FINISHED
    assert RetryService(station).plan(run.run_id).eligible == ()
