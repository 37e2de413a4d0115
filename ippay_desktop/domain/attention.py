"""Things that wait for evidence or for a person, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ippay_desktop.domain.charge import Attempt, AttemptState


class AttentionKind(StrEnum):
    """Why something waits."""

    BEING_CHECKED = "being_checked"
    NOT_RECORDED = "not_recorded"
    ALLOCATED_ELSEWHERE = "allocated_elsewhere"
    BANK_RETURN = "bank_return"
    DUPLICATE = "duplicate"
    CHARGE_WITHOUT_PAYMENT = "charge_without_payment"
    PAYMENT_WITHOUT_CHARGE = "payment_without_charge"
    ENTER_IN_SPLYNX = "enter_in_splynx"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One waiting thing.

    Attributes:
        next_step: What happens next, by whom; `next_at` says when, if a time is set.
        choices: What a person may do.
    """

    kind: AttentionKind
    attempt: Attempt
    next_step: str
    next_at: datetime | None
    choices: tuple[str, ...]


_KINDS = {
    AttemptState.INTENT: AttentionKind.BEING_CHECKED,
    AttemptState.UNKNOWN: AttentionKind.BEING_CHECKED,
    AttemptState.PROVISIONAL: AttentionKind.BEING_CHECKED,
    AttemptState.TAKEN: AttentionKind.NOT_RECORDED,
    AttemptState.RECORDING: AttentionKind.NOT_RECORDED,
    AttemptState.RECORD_REFUSED: AttentionKind.NOT_RECORDED,
    AttemptState.CONFLICTED: AttentionKind.DUPLICATE,
    AttemptState.POSTED: AttentionKind.NOT_RECORDED,
    AttemptState.MISPLACED: AttentionKind.ALLOCATED_ELSEWHERE,
}
_NEXT_STEPS = {
    AttemptState.INTENT: "The program asks IPpay what became of it. Don't charge it again.",
    AttemptState.UNKNOWN: "The program asks IPpay what became of it. Don't charge it again.",
    AttemptState.PROVISIONAL: "IPpay says approved; the program asks once more before it counts.",
    AttemptState.TAKEN: "The program records the payment in Splynx.",
    AttemptState.RECORDING: "The program searches Splynx for the payment before posting it again.",
    AttemptState.RECORD_REFUSED: "Splynx refused the payment. Mend the cause, then reconcile.",
    AttemptState.CONFLICTED: "Splynx holds another payment under this receipt number; a person "
    "must compare them.",
    AttemptState.POSTED: "The program reads back where the payment landed.",
    AttemptState.MISPLACED: "The payment settled something else; a person must decide.",
}
_CHOICES = {
    AttentionKind.BEING_CHECKED: ("reconcile", "resolve"),
    AttentionKind.NOT_RECORDED: ("reconcile",),
    AttentionKind.DUPLICATE: ("correct the payment in Splynx, then reconcile",),
    AttentionKind.ALLOCATED_ELSEWHERE: ("reallocate in Splynx, then reconcile",),
}


def attention_for(attempt: Attempt) -> AttentionItem:
    """The item that an open attempt stands for."""
    kind = _KINDS[attempt.state]
    return AttentionItem(
        kind, attempt, _NEXT_STEPS[attempt.state], attempt.next_check_at, _CHOICES[kind]
    )
