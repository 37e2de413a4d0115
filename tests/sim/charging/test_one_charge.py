"""One charge, through every kind of trouble: never twice, never lost, and said truly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.workspace import CustomerLocks
from tests.support.workspaces import QUICK, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.ports import BillingSystem
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace
    from tests.support.practice import PracticeServers

CARD, BANK = AccountChoice.CARD, AccountChoice.BANK
POST_PAYMENT = {"server": "splynx", "method": "POST", "path": "admin/finance/payments$"}


def sale_fault(name: str, times: int | None = 1, **args: Any) -> dict[str, Any]:
    return {"server": "ippay", "type": "SALE", "fault": name, "times": times, "args": args}


_used: set[str] = set()


def unused(workspace: Workspace, *args: Any, **kwargs: Any) -> DocumentRow:
    """A document that no test has charged: each has its own journal, but all share the gateway."""
    row = next(
        row for row in chargeable(workspace, *args, **kwargs) if row.document.ref.key not in _used
    )
    _used.add(row.document.ref.key)
    return row


def pay(workspace: Workspace, row: DocumentRow, account: AccountChoice = CARD) -> Attempt:
    service = ChargeService(workspace)
    assert row.document.ref.id is not None
    fresh = workspace.billing.document(row.document.ref.kind, row.document.ref.id)
    return service.charge(service.prepare_document(fresh, account, None)).attempt


def settled(workspace: Workspace, attempt: Attempt) -> Attempt:
    ReconcileService(workspace).reconcile(wait_s=20)
    return workspace.journal.attempt(attempt.id)


def debits(practice: PracticeServers, number: str | None) -> list[dict[str, Any]]:
    """The gateway's own record of money that moved for one order number."""
    return [
        entry
        for entry in practice.books_ippay()["transactions"]
        if entry["order_number"] == number
        and entry["type"] in {"SALE", "CHECK"}
        and entry["status"] in {"CAPTURED", "SETTLED", "QUEUED", "ACH_SETTLED"}
    ]


def payments(workspace: Workspace, attempt: Attempt) -> list[Any]:
    receipt = receipt_number(attempt.intent.transaction_id)
    return list(workspace.billing.payments(attempt.customer_id, receipt_number=receipt))


def assert_charged_once(practice: PracticeServers, workspace: Workspace, attempt: Attempt) -> None:
    assert attempt.state is AttemptState.RECORDED
    assert attempt.money_taken is MoneyTaken.YES
    moved = debits(practice, attempt.document.number)
    assert [entry["amount_minor"] for entry in moved] == [attempt.intent.amount.minor]
    assert moved[0]["transaction_id"] == attempt.intent.transaction_id
    assert moved[0]["times_processed"] == 1
    found = payments(workspace, attempt)
    assert [payment.id for payment in found] == [attempt.payment_id]
    assert found[0].amount == attempt.intent.amount


def test_an_approved_card_is_charged_and_recorded_once(practice, workspace):
    row = unused(workspace)
    attempt = pay(workspace, row)
    assert_charged_once(practice, workspace, attempt)
    paid = workspace.billing.document(row.document.ref.kind, row.document.ref.id)
    assert (paid.status, paid.due.minor) == (DocumentStatus.PAID, 0)
    with pytest.raises(InputError, match="paid already"):
        pay(workspace, row)


def test_a_decline_takes_nothing_and_the_next_try_bears_a_new_id(practice, workspace):
    row = unused(workspace)
    practice.faults([sale_fault("action_code", code="051")])
    first = pay(workspace, row)
    assert (first.state, first.money_taken) == (AttemptState.DECLINED, MoneyTaken.NO)
    assert first.decline_class == "soft"
    assert debits(practice, row.document.ref.number) == []
    second = pay(workspace, row)
    assert second.intent.transaction_id != first.intent.transaction_id
    assert_charged_once(practice, workspace, second)


def test_a_bank_debit_is_accepted_not_paid(practice, workspace):
    row = unused(workspace, instrument=InstrumentKind.BANK)
    attempt = pay(workspace, row, BANK)
    assert attempt.state is AttemptState.RECORDED
    assert (attempt.outcome, attempt.money_taken) == ("accepted", MoneyTaken.BEING_CHECKED)
    moved = debits(practice, row.document.ref.number)
    assert [entry["terminal_id"] for entry in moved] == [practice.ach_terminal_id]


def test_a_bank_debit_may_wait_for_settlement_and_blocks_its_document(practice, tmp_path):
    policy = replace(QUICK, record_bank=RecordBank.SETTLED)
    with open_workspace(practice, tmp_path / "b", policy) as workspace:
        row = unused(workspace, instrument=InstrumentKind.BANK)
        attempt = pay(workspace, row, BANK)
        assert attempt.state is AttemptState.TAKEN
        assert not attempt.is_recorded
        assert AttentionService(workspace).items() == ()
        with pytest.raises(AttemptOpenError):
            pay(workspace, row, BANK)
        assert len(debits(practice, row.document.ref.number)) == 1


def test_a_proforma_is_paid_whole(practice, workspace):
    row = unused(workspace, DocumentKind.PROFORMA)
    service = ChargeService(workspace)
    with pytest.raises(InputError, match="paid whole"):
        service.prepare_document(row.document, CARD, Money(1, "USD"))
    assert_charged_once(practice, workspace, pay(workspace, row))


def test_part_of_an_invoice_leaves_the_rest_due(practice, workspace):
    row = unused(workspace)
    service = ChargeService(workspace)
    part = Money(1000, "USD")
    attempt = service.charge(service.prepare_document(row.document, CARD, part)).attempt
    assert_charged_once(practice, workspace, attempt)
    left = workspace.billing.document(row.document.ref.kind, row.document.ref.id)
    assert left.due == row.document.due - part
    rest = pay(workspace, row)
    assert rest.intent.amount == left.due
    assert rest.intent.transaction_id != attempt.intent.transaction_id


def test_a_refill_raises_the_balance_by_what_was_taken(workspace):
    customer_id = unused(workspace).document.ref.customer_id
    before = workspace.billing.customer_billing(customer_id).balance
    service = ChargeService(workspace)
    order = service.prepare_refill(customer_id, CARD, Money(2500, "USD"))
    attempt = service.charge(order).attempt
    assert attempt.state is AttemptState.RECORDED
    after = workspace.billing.customer_billing(customer_id).balance
    assert after - before == Money(2500, "USD")


@pytest.mark.parametrize("minor", [0, -1])
def test_an_amount_of_nothing_is_refused(workspace, minor):
    row = unused(workspace)
    with pytest.raises(InputError, match="more than zero"):
        ChargeService(workspace).prepare_document(row.document, CARD, Money(minor, "USD"))


def test_more_than_is_due_is_refused(workspace):
    row = unused(workspace)
    more = row.document.due + Money(1, "USD")
    with pytest.raises(InputError, match="more than"):
        ChargeService(workspace).prepare_document(row.document, CARD, more)


LOST = [
    "drop_after",
    "neterr_kept",
    "echo",
    "garbage",
    "empty",
    "truncated_xml",
    "no_txid",
    "no_actioncode",
    "wrong_txid",
    "http_500",
    "http_502_html",
]


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_blocks_until_ippay_confirms_the_charge(practice, workspace, fault):
    row = unused(workspace)
    practice.faults([sale_fault(fault, processed=True)])
    attempt = pay(workspace, row)
    assert (attempt.state, attempt.money_taken) == (
        AttemptState.UNKNOWN,
        MoneyTaken.BEING_CHECKED,
    )
    with pytest.raises(AttemptOpenError):
        pay(workspace, row)
    assert_charged_once(practice, workspace, settled(workspace, attempt))
    assert AttentionService(workspace).items() == ()


@pytest.mark.parametrize("fault", ["drop_before", "http_500", "empty", "garbage"])
def test_a_request_that_was_never_processed_frees_the_document(practice, workspace, fault):
    row = unused(workspace)
    practice.faults([sale_fault(fault, processed=False)])
    attempt = pay(workspace, row)
    assert attempt.state is AttemptState.UNKNOWN
    attempt = settled(workspace, attempt)
    assert (attempt.state, attempt.money_taken) == (AttemptState.NOT_SENT, MoneyTaken.NO)
    again = pay(workspace, row)
    # The freed try used up no id: had it been late, the gateway would have seen it twice.
    assert again.intent.transaction_id == attempt.intent.transaction_id
    assert_charged_once(practice, workspace, again)


def test_nothing_is_known_to_be_sent_while_ippay_is_out_of_reach(practice, workspace):
    row = unused(workspace)
    practice.listener("ippay", up=False)
    try:
        attempt = pay(workspace, row)
    finally:
        practice.listener("ippay", up=True)
    assert (attempt.state, attempt.money_taken) == (AttemptState.NOT_SENT, MoneyTaken.NO)
    assert_charged_once(practice, workspace, pay(workspace, row))


def test_a_void_by_the_gateway_itself_is_not_taken_for_a_payment(practice, tmp_path):
    policy = replace(QUICK, approved_recheck_s=1.0)
    with open_workspace(practice, tmp_path / "v", policy) as workspace:
        row = unused(workspace)
        practice.faults([sale_fault("neterr_autovoid", seconds="0")])
        attempt = settled(workspace, pay(workspace, row))
        assert attempt.money_taken is MoneyTaken.NO
        assert debits(practice, row.document.ref.number) == []


@pytest.mark.parametrize("fault", ["drop_after", "process_then_502"])
def test_a_payment_whose_answer_was_lost_is_found_not_posted_again(practice, workspace, fault):
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": fault, "times": 1}])
    attempt = pay(workspace, row)
    assert (attempt.state, attempt.money_taken) == (AttemptState.RECORDING, MoneyTaken.YES)
    with pytest.raises(InputError):
        pay(workspace, row)
    assert_charged_once(practice, workspace, settled(workspace, attempt))


def test_a_payment_that_never_arrived_is_posted_after_the_searches(practice, workspace):
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt = pay(workspace, row)
    assert attempt.state is AttemptState.RECORDING
    assert_charged_once(practice, workspace, settled(workspace, attempt))


def test_a_refused_payment_waits_and_is_recorded_when_the_cause_is_mended(practice, workspace):
    row = unused(workspace)
    wrong_method = replace(workspace.profile, card_method=999)
    attempt = pay(replace(workspace, profile=wrong_method), row)
    assert (attempt.state, attempt.money_taken) == (AttemptState.RECORD_REFUSED, MoneyTaken.YES)
    [item] = AttentionService(workspace).items()
    assert item.kind == "not_recorded"
    assert_charged_once(practice, workspace, settled(workspace, attempt))


def test_an_invoice_that_changed_is_not_charged(practice, workspace):
    row = unused(workspace)
    order = ChargeService(workspace).prepare_document(row.document, CARD, None)
    practice.control("POST", "/splynx/portal-pay", {"invoice_id": row.document.ref.id})
    seen = practice.requests_since()["last"]
    with pytest.raises(InputError, match="cannot be charged any more"):
        ChargeService(workspace).charge(order)
    sent = practice.requests_since(seen)["requests"]
    assert not [request for request in sent if request["server"] == "ippay"]


def test_money_that_paid_an_older_debt_waits_for_a_person(practice, workspace):
    practice.switches(splynx={"invoice_pin": "ignored"})
    try:
        by_customer: dict[int, list[DocumentRow]] = {}
        for found in chargeable(workspace):
            if found.document.ref.key not in _used:
                by_customer.setdefault(found.document.ref.customer_id, []).append(found)
        own = next(own for own in by_customer.values() if len(own) > 1)
        row = max(own, key=lambda found: str(found.document.issued_on))
        _used.update(found.document.ref.key for found in own)
        attempt = pay(workspace, row)
        assert attempt.state is AttemptState.MISPLACED
        assert attempt.is_recorded
        [item] = AttentionService(workspace).items()
        assert item.kind == "allocated_elsewhere"
        with pytest.raises(AttemptOpenError):
            pay(workspace, row)
        assert len(debits(practice, row.document.ref.number)) == 1
    finally:
        practice.switches(splynx={"invoice_pin": "honoured"})


@pytest.fixture
def old_server(practice: PracticeServers) -> Iterator[None]:
    """It names no due, so that nobody can say what is open once a part was paid."""
    practice.switches(splynx={"due_present": "off"})
    yield
    practice.switches(splynx={"due_present": "on"})


@pytest.mark.usefixtures("old_server")
def test_money_for_an_invoice_that_grew_waits_for_a_person(practice, workspace):
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt = pay(workspace, row)
    assert attempt.state is AttemptState.RECORDING
    more = (row.document.due + Money(700, "USD")).text()
    grown = {"table": "invoices", "id": row.document.ref.id, "set": {"total": more, "due": more}}
    practice.control("POST", "/splynx/edit", grown)
    attempt = settled(workspace, attempt)
    assert attempt.state is AttemptState.MISPLACED
    assert "is still not paid whole" in attempt.reason
    [item] = AttentionService(workspace).items()
    assert item.kind == "allocated_elsewhere"
    assert len(payments(workspace, attempt)) == 1


@pytest.mark.usefixtures("old_server")
def test_money_for_an_invoice_that_was_paid_in_part_meanwhile_is_recorded(practice, workspace):
    relations = practice.books_splynx()["relations"]
    begun = {relation["invoice_id"] for relation in relations}
    row = unused(workspace)
    while row.document.ref.id in begun:
        row = unused(workspace)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(workspace, row)
    assert attempt.state is AttemptState.UNKNOWN
    practice.control(
        "POST", "/splynx/portal-pay", {"invoice_id": row.document.ref.id, "amount": "1.00"}
    )
    attempt = settled(workspace, attempt)
    assert attempt.is_recorded
    assert len(payments(workspace, attempt)) == 1


@pytest.mark.parametrize("mode", ["reject094", "reject900", "replay"])
def test_two_stations_that_charge_one_invoice_make_one_debit(
    practice: PracticeServers, tmp_path: Path, mode: str
) -> None:
    """The first station has charged and not recorded yet when the second one charges."""
    practice.control("POST", "/switches", {"ippay": {"dup_mode": mode}})
    try:
        with (
            open_workspace(practice, tmp_path / "a") as first,
            open_workspace(practice, tmp_path / "b", station="b") as second,
        ):
            row = unused(first)
            practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
            own = pay(first, row)
            assert own.state is AttemptState.RECORDING
            other = settled(second, pay(second, row))
            assert other.intent.transaction_id == own.intent.transaction_id
            assert len(debits(practice, row.document.ref.number)) == 1
            own = settled(first, own)
            assert own.payment_id == other.payment_id
            assert len(payments(first, own)) == 1
    finally:
        practice.control("POST", "/switches", {"ippay": {"dup_mode": "reject094"}})


def test_an_id_whose_payment_is_in_splynx_is_never_used_again(practice, tmp_path):
    """A journal that was lost: its part payment is found in Splynx and the id passed over."""
    with open_workspace(practice, tmp_path / "lost") as lost:
        row = unused(lost)
        service = ChargeService(lost)
        part = service.prepare_document(row.document, CARD, Money(500, "USD"))
        first = service.charge(part).attempt
    with open_workspace(practice, tmp_path / "fresh") as fresh:
        second = pay(fresh, row)
        assert second.intent.transaction_id != first.intent.transaction_id
        assert second.intent.attempt_number == 2
        assert second.state is AttemptState.RECORDED
        assert len(debits(practice, row.document.ref.number)) == 2


def test_a_changed_terminal_does_not_free_a_charge_of_the_old_one(practice, workspace, tmp_path):
    """Asked through another terminal, IPpay would not find it: that is no evidence."""
    row = unused(workspace)
    practice.faults([sale_fault("drop_after")])
    attempt = pay(workspace, row)
    other = practice.ach_terminal_id
    with open_workspace(practice, tmp_path / "a", terminal_id=other) as later:
        assert_charged_once(practice, later, settled(later, attempt))


class MeanwhileBilling:
    """Splynx, with something that happens elsewhere just before a saved method is read."""

    def __init__(self, billing: BillingSystem, event: Callable[[], object]) -> None:
        self._billing = billing
        self._events = [event]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._billing, name)

    def saved_fields(self, *args: Any) -> Any:
        while self._events:
            self._events.pop()()
        return self._billing.saved_fields(*args)


def test_a_charge_between_re_read_and_intent_uses_up_the_id(practice, workspace):
    """Two windows on one journal, and a gateway that would process a second charge."""
    practice.switches(ippay={"dup_mode": "process_again"})
    try:
        row = unused(workspace)
        order = ChargeService(workspace).prepare_document(row.document, CARD, None)
        elsewhere = replace(workspace, locks=CustomerLocks())
        late = replace(
            workspace,
            billing=MeanwhileBilling(workspace.billing, lambda: pay(elsewhere, row)),
        )
        with pytest.raises(InputError, match="a moment ago"):
            ChargeService(late).charge(order)
        assert len(debits(practice, row.document.ref.number)) == 1
    finally:
        practice.switches(ippay={"dup_mode": "reject094"})


def test_a_payment_is_not_posted_again_for_a_charge_that_another_station_voided(practice, tmp_path):
    """Its payment, deleted with the void, looks like one that never arrived."""
    practice.switches(ippay={"dup_mode": "replay"})
    try:
        with (
            open_workspace(practice, tmp_path / "a") as first,
            open_workspace(practice, tmp_path / "b", station="b") as second,
        ):
            row = unused(first)
            practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
            own = pay(first, row)
            assert own.state is AttemptState.RECORDING
            other = pay(second, row)
            service = ReversalService(second)
            service.carry_out(service.prepare_void(other.id, keep_payment=False))
            assert payments(first, own) == []
            ReconcileService(first).reconcile(wait_s=20)
            own = first.journal.attempt(own.id)
            assert (own.state, own.money_taken) == (AttemptState.VOIDED, MoneyTaken.NO)
            assert payments(first, own) == []
    finally:
        practice.switches(ippay={"dup_mode": "reject094"})


def test_a_refusal_does_not_put_stations_out_of_step(practice, tmp_path):
    """Refused before it was processed, a try leaves its id to the next, on whichever station."""
    with (
        open_workspace(practice, tmp_path / "a") as first,
        open_workspace(practice, tmp_path / "b", station="b") as second,
    ):
        row = unused(first)
        practice.terminal(types=["ach"])
        try:
            refused = pay(first, row)
        finally:
            practice.terminal(types=["card", "ach", "tokenize"])
        assert (refused.state, refused.money_taken) == (AttemptState.NOT_SENT, MoneyTaken.NO)
        practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
        own = pay(second, row)
        assert own.state is AttemptState.RECORDING
        other = settled(first, pay(first, row))
        assert other.intent.transaction_id == own.intent.transaction_id
        assert len(debits(practice, row.document.ref.number)) == 1


def test_what_is_being_worked_on_does_not_ask_for_attention(practice, workspace):
    practice.faults([sale_fault("drop_after")])
    attempt = pay(workspace, unused(workspace))
    with workspace.locks.hold(attempt.customer_id):
        assert AttentionService(workspace).items() == ()
    assert len(AttentionService(workspace).items()) == 1
