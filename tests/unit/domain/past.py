"""Attempts, report rows and payments for tests that look back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.charge import Attempt, AttemptState, Intent
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    derive_transaction_id,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money

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
