"""What IPpay's books prove about a void or refund in doubt."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.report_port import Operation as Booked
from ippay_desktop.domain.report_port import ReportedTransaction
from ippay_desktop.domain.reversal import Operation, ReversalEvent, ReversalState
from ippay_desktop.services.reversal_books import change_by_books
from tests.unit.domain.test_reversal import NOON, reversal

LATER, RECHECK = NOON + timedelta(days=1), timedelta(minutes=10)


def row(booked, transaction_id, *, minor=6450, is_done=True, at=NOON):
    return ReportedTransaction(
        gateway_number=1,
        terminal_id="TESTTERMINAL",
        transaction_id=transaction_id,
        kind=InstrumentKind.CARD,
        operation=booked,
        at=at,
        amount_candidates=(Money(minor, "USD"),),
        is_done=is_done,
        action_code="000" if is_done else "025",
    )


def told(operation, *rows, now=LATER):
    doubted = reversal(ReversalState.UNKNOWN, operation)
    change = change_by_books(doubted, rows, now=now, recheck=RECHECK)
    return change and change.event


def id_of(operation):
    return reversal(ReversalState.UNKNOWN, operation).intent.transaction_id


@pytest.mark.parametrize("operation", Operation)
def test_its_own_row_settles_it_either_way(operation):
    booked = Booked.VOID if operation is Operation.VOID else Booked.REFUND
    done = row(booked, id_of(operation))
    assert told(operation, done) is ReversalEvent.REPORT_SAID_DONE
    refused = replace(done, is_done=False, action_code="025")
    assert told(operation, refused) is ReversalEvent.REPORT_SAID_REFUSED


@pytest.mark.parametrize("operation", Operation)
def test_the_charge_itself_and_absence_prove_nothing(operation):
    charge = row(Booked.CHARGE, id_of(operation))
    assert told(operation, charge) is None
    assert told(operation) is None
    assert told(operation, row(Booked.REFUND, "ANOTHERID000000000")) is None


def test_an_older_or_another_amount_is_not_it():
    own = id_of(Operation.LINKED_CREDIT)
    assert told(Operation.LINKED_CREDIT, row(Booked.REFUND, own, minor=100)) is None
    old = row(Booked.REFUND, own, at=NOON - timedelta(days=2))
    assert told(Operation.LINKED_CREDIT, old) is None


def test_a_refund_counts_only_after_the_time_of_an_automatic_void():
    own = row(Booked.REFUND, id_of(Operation.LINKED_CREDIT))
    assert told(Operation.LINKED_CREDIT, own, now=NOON + timedelta(minutes=5)) is None
    voided = row(Booked.VOID, own.transaction_id)
    assert told(Operation.LINKED_CREDIT, own, voided) is None
