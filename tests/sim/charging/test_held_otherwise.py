"""Splynx holds something else under our receipt number than one payment of what was taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import AttemptState, Change, ChargeEvent, MoneyTaken
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.recording import Recorder, _has_landed
from ippay_desktop.services.settling import Settler
from tests.sim.charging.test_one_charge import (
    POST_PAYMENT,
    assert_charged_once,
    debits,
    pay,
    payments,
    settled,
    unused,
)
from tests.support.workspaces import QUICK, MovableClock, open_workspace


def test_a_payment_of_another_amount_is_neither_taken_for_ours_nor_posted_beside(
    practice, workspace
):
    """Somebody has changed it in Splynx before it was found under our receipt number."""
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": "drop_after", "times": 1}])
    attempt = pay(workspace, row)
    [held] = payments(workspace, attempt)
    change = {"table": "payments", "id": int(held.id), "set": {"amount": "1.0000"}}
    practice.control("POST", "/splynx/edit", change)
    attempt = settled(workspace, attempt)
    assert (attempt.state, attempt.money_taken) == (AttemptState.CONFLICTED, MoneyTaken.YES)
    assert f"1.00 USD (payment {held.id})" in attempt.reason
    # Nor is it posted once the other one has gone: the same hand may have entered it elsewhere.
    workspace.billing.delete_payment(held.id)
    assert settled(workspace, attempt).state is AttemptState.CONFLICTED
    assert payments(workspace, attempt) == []


def test_two_payments_under_our_receipt_number_are_for_a_person(practice, workspace):
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": "drop_after", "times": 1}])
    attempt = pay(workspace, row)
    workspace.billing.record_payment(Recorder(workspace)._new_payment(attempt))
    attempt = settled(workspace, attempt)
    assert attempt.state is AttemptState.CONFLICTED
    ours = payments(workspace, attempt)
    assert all(f"(payment {payment.id})" in attempt.reason for payment in ours)
    # A person has deleted one of them; the other is ours.
    workspace.billing.delete_payment(ours[1].id)
    assert_charged_once(practice, workspace, settled(workspace, attempt))


@pytest.mark.parametrize("what", ["customer_id", "amount"])
def test_a_payment_that_was_changed_before_it_is_read_back_is_for_a_person(
    practice, workspace, what
):
    row, other = unused(workspace), unused(workspace)
    unread = {"server": "splynx", "method": "GET", "path": "admin/finance/payments"}
    practice.faults([{**unread, "fault": "http_500", "skip": 2}])
    attempt = pay(workspace, row)
    practice.control("DELETE", "/faults")
    assert attempt.state is AttemptState.POSTED
    value = {"customer_id": other.document.ref.customer_id, "amount": "1.0000"}[what]
    edit = {"table": "payments", "id": attempt.payment_id, "set": {what: value}}
    practice.control("POST", "/splynx/edit", edit)
    attempt = settled(workspace, attempt)
    assert attempt.state is AttemptState.MISPLACED
    assert "another customer or amount" in attempt.reason


@pytest.mark.parametrize("change", [{"due": "1.00"}, {"status": "paid"}])
def test_money_is_not_pinned_to_an_invoice_that_cannot_take_it(practice, workspace, change):
    """Taken it is all the same, and recorded for the customer: Splynx finds where it goes."""
    row = unused(workspace)
    practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
    attempt, recorder = pay(workspace, row), Recorder(workspace)
    assert attempt.state is AttemptState.RECORDING
    assert recorder._new_payment(attempt).pinned
    edit = {"table": "invoices", "id": row.document.ref.id, "set": change}
    practice.control("POST", "/splynx/edit", edit)
    assert not recorder._new_payment(attempt).pinned


def test_a_payment_whose_answer_was_lost_may_still_arrive_after_a_void(practice, tmp_path):
    """Not to be seen in Splynx is no proof that it will not be, before it has had its time."""
    clock, policy = MovableClock(), replace(QUICK, recording_delays_s=(600.0,))
    with open_workspace(practice, tmp_path / "v", policy, clock=clock) as workspace:
        practice.faults([{**POST_PAYMENT, "fault": "drop_before", "times": 1}])
        attempt = pay(workspace, unused(workspace))
        change = Change(ChargeEvent.BOOKS_SHOW_VOID, reason="IPpay's books show a void.")
        attempt = workspace.journal.apply(attempt.id, change, clock.now())
        assert attempt.state is AttemptState.TAKEN_BACK
        assert Settler(workspace).settle(attempt).state is AttemptState.TAKEN_BACK
        clock.ahead += timedelta(seconds=601)
        assert Settler(workspace).settle(attempt).state is AttemptState.VOIDED


def test_where_a_payment_landed_is_judged_by_all_that_a_server_without_relations_shows(workspace):
    row = unused(workspace)
    attempt, ref = pay(workspace, row), row.document.ref
    [payment] = payments(workspace, attempt)
    fresh = workspace.billing.document(ref.kind, ref.id)
    assert _has_landed(attempt, payment, fresh, ())
    cent = Money(1, workspace.currency)
    assert not _has_landed(attempt, replace(payment, unallocated=cent), fresh, ())
    assert not _has_landed(attempt, replace(payment, invoice_id=None), fresh, ())
    assert not _has_landed(attempt, payment, replace(fresh, due=cent), ())


def test_a_proforma_that_somebody_else_has_paid_is_not_taken_for_paid_by_us(workspace):
    row = unused(workspace, DocumentKind.PROFORMA)
    attempt, ref = pay(workspace, row), row.document.ref
    [payment] = payments(workspace, attempt)
    fresh = workspace.billing.document(ref.kind, ref.id)
    assert _has_landed(attempt, payment, fresh, ())
    assert not _has_landed(attempt, replace(payment, proforma_id=None), fresh, ())


def test_what_was_confirmed_before_a_payment_vanished_is_not_charged_again(practice, workspace):
    """Another hand has charged it meanwhile, and Splynx was put back: all is as confirmed."""
    row = unused(workspace)
    order = ChargeService(workspace).prepare_document(row.document, AccountChoice.CARD, None)
    workspace.billing.delete_payment(pay(workspace, row).payment_id)
    with pytest.raises(InputError, match="no longer in Splynx"):
        ChargeService(workspace).charge(order)
    assert len(debits(practice, row.document.ref.number)) == 1
