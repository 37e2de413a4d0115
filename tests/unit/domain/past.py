"""Attempts, report rows and payments for tests that look back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ippay_desktop.domain.billing import DocumentKind, DocumentRef, Payment
from ippay_desktop.domain.charge import Attempt, AttemptState, Intent
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    PaymentId,
    derive_transaction_id,
    receipt_number,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.report_port import BankReturn, Operation, ReportedTransaction

HOST, TERMINAL = "splynx.example", "TESTTERMINAL"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def attempt(number: int, state: AttemptState, **changes: Any) -> Attempt:
    """The number-th try; keywords change the intent or the attempt, whichever has them."""
    document_id = changes.pop("invoice", number)
    customer = CustomerId(changes.pop("customer", 17))
    document = DocumentRef(
        DocumentKind.INVOICE, customer, DocumentId(document_id), f"2026{document_id:06d}"
    )
    amount = changes.pop("amount", Money(6450, "USD"))
    at = changes.pop("at", NOON)
    intent = Intent(
        attempt_id=AttemptId(f"attempt{number}"),
        run_id=None,
        profile_id="p1",
        splynx_host=HOST,
        terminal_id=TERMINAL,
        document=document,
        attempt_number=1,
        transaction_id=derive_transaction_id(
            splynx_host=HOST,
            terminal_id=TERMINAL,
            document_key=document.key,
            attempt_number=number,
        ),
        customer_name="Ana Petrov",
        amount=amount,
        due=amount,
        instrument_kind=InstrumentKind.CARD,
        last4="4242",
        operator="dana",
        station="desk-1",
        created_at=at,
    )
    of_intent = {name: value for name, value in changes.items() if hasattr(intent, name)}
    others = {name: value for name, value in changes.items() if name not in of_intent}
    return Attempt(replace(intent, **of_intent), state, "A reason.", at, **others)


def row(of: Attempt, number: int, **changes: Any) -> ReportedTransaction:
    """The gateway's row of a charge; by default done, a minute later, in one reading."""
    facts: dict[str, Any] = {
        "gateway_number": number,
        "terminal_id": of.intent.terminal_id,
        "transaction_id": of.intent.transaction_id,
        "kind": of.intent.instrument_kind,
        "operation": Operation.CHARGE,
        "at": of.intent.created_at + timedelta(minutes=1),
        "amount_candidates": (of.intent.amount,),
        "is_done": True,
        "order_number": of.document.number,
        "attempt_reference": of.id,
    }
    return ReportedTransaction(**(facts | changes))


def back(of: Attempt, number: int, **changes: Any) -> BankReturn:
    """The bank's return of a debit, two days later."""
    at = of.intent.created_at
    facts: dict[str, Any] = {
        "gateway_number": number,
        "terminal_id": of.intent.terminal_id,
        "transaction_id": of.intent.transaction_id,
        "code": "R01",
        "operation": Operation.CHARGE,
        "accepted_at": at,
        "returned_at": at + timedelta(days=2),
        "amount_candidates": (of.intent.amount,),
    }
    return BankReturn(**(facts | changes))


def payment(of: Attempt, number: int, **changes: Any) -> Payment:
    """Splynx's payment for a charge, on its day."""
    facts: dict[str, Any] = {
        "id": PaymentId(number),
        "customer_id": of.customer_id,
        "amount": of.intent.amount,
        "unallocated": Money.zero("USD"),
        "invoice_id": of.document.id,
        "proforma_id": None,
        "method": None,
        "receipt_number": receipt_number(of.intent.transaction_id),
        "paid_on": of.intent.created_at.date(),
    }
    return Payment(**(facts | changes))
