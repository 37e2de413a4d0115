"""Voids and refunds that wait for evidence or for a person, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import About, AttentionItem, AttentionKind
from ippay_desktop.domain.reversal import Operation, ReversalState
from ippay_desktop.domain.reversal_words import OPERATION_NOUNS, gone_back

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal import Reversal

_IN_SPLYNX = "The program reads the payment in Splynx again, and deletes it if it is still there."
_BY_PERSON = (
    "No enquiry can tell a linked refund from its charge: IPpay's reports or a person who looks in "
    "IPpay's own pages decide. Don't refund it again."
)
_ASKED = "The program asks IPpay what became of it. Don't give the money back again."


def reversal_subject(reversal: Reversal) -> str:
    """Names what waits about a void or refund."""
    return f"reversal:{reversal.id}"


def is_for_a_person(reversal: Reversal) -> bool:
    """Whether asking the gateway or Splynx can settle it no further."""
    is_linked = reversal.operation is Operation.LINKED_CREDIT
    return reversal.state is ReversalState.TO_ENTER or (
        is_linked and reversal.state is ReversalState.UNKNOWN
    )


def item_for_reversal(attempt: Attempt, reversal: Reversal) -> AttentionItem:
    """The item that a waiting reversal stands for.

    Its next step, once a person has to enter something in Splynx, says exactly what.
    """
    known, kind, step, choices = _told(reversal)
    intent = reversal.intent
    about = About(
        subject=reversal_subject(reversal),
        transaction_id=intent.transaction_id,
        document=intent.document,
        customer_id=reversal.customer_id,
        customer_name=intent.customer_name,
        amount=intent.amount,
        since=intent.created_at,
        reason=known,
        money_taken=attempt.money_taken,
        attempt_id=attempt.id,
    )
    return AttentionItem(
        kind, about, step, reversal.next_check_at, choices, attempt, reversal=reversal
    )


def _told(reversal: Reversal) -> tuple[str, AttentionKind, str, tuple[str, ...]]:
    """What is known, what kind that is, what happens next, and what a person may do."""
    if reversal.state is ReversalState.TO_ENTER:
        known = gone_back(reversal.intent)
        step = reversal.reason.removeprefix(known).lstrip()
        done = "resolve --as approved, once it is entered"
        return known, AttentionKind.ENTER_IN_SPLYNX, step, (done, "reconcile")
    known = f"{OPERATION_NOUNS[reversal.operation].capitalize()}: {reversal.reason}"
    if reversal.went_back:
        return known, AttentionKind.ENTER_IN_SPLYNX, _IN_SPLYNX, ("reconcile",)
    step = _BY_PERSON if is_for_a_person(reversal) else _ASKED
    return known, AttentionKind.BEING_CHECKED, step, ("reconcile", "resolve")
