"""What a reversal says to staff: what was done, and what exactly a person must enter in Splynx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.reversal import Operation

if TYPE_CHECKING:
    from datetime import date

    from ippay_desktop.domain.reversal import ReversalIntent

DONE_WORDS = {
    Operation.VOID: "Voided",
    Operation.LINKED_CREDIT: "Refunded",
    Operation.FREE_CREDIT: "Refunded",
    Operation.BANK_CREDIT: "Refunded to the bank account",
}
OPERATION_NOUNS = {
    Operation.VOID: "void",
    Operation.LINKED_CREDIT: "refund",
    Operation.FREE_CREDIT: "refund",
    Operation.BANK_CREDIT: "refund to the bank account",
}


def gone_back(intent: ReversalIntent) -> str:
    """That the money is with the customer again, one sentence."""
    return f"{DONE_WORDS[intent.operation]}: {intent.amount} went back to the customer."


def what_to_enter(intent: ReversalIntent, *, is_whole: bool, today: date, why: str = "") -> str:
    """What a person must do in Splynx, once money went back that it still shows as received.

    It begins with `gone_back`.

    Source: in Splynx's own pages money is given back by a credit note that is then refunded; its
    interface for that is not documented, so the program does not try.
    """
    done = gone_back(intent)
    if intent.payment_id is None:
        return f"{done} Splynx holds no payment of it. Mark it done."
    payment = (
        f"payment {intent.payment_id} (receipt {receipt_number(intent.charge_transaction_id)})"
    )
    reason = f" {why}" if why else ""
    if intent.operation is Operation.VOID:
        return (
            f"{done}{reason} Splynx still shows {payment} of it. Delete that payment in Splynx, "
            "under Finance → Payments; then mark it done."
        )
    about = _about(intent)
    note = (
        f"In Splynx enter a credit note of {intent.amount} for customer "
        f"{intent.document.customer_id} ({intent.customer_name}){about}, dated "
        f"{today.isoformat()}, "
        f"then refund that credit note by the same payment method, with {intent.transaction_id} in "
        "its comment."
    )
    instead = f" Or delete {payment}, if its period is still open." if is_whole else ""
    return f"{done}{reason} {note}{instead} Then mark it done."


def _about(intent: ReversalIntent) -> str:
    document = intent.document
    if document.kind is DocumentKind.REFILL:
        return ", who had refilled the balance"
    return f", {document.kind} {document.number or document.id}"
