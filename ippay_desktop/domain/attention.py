"""Things that wait for evidence or for a person, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.approvals import Approval
from ippay_desktop.domain.bank_debit import expected_on, return_words
from ippay_desktop.domain.bank_returns import return_rule
from ippay_desktop.domain.billing import DocumentRef
from ippay_desktop.domain.charge import TAKEN_BACK_STATES, Attempt, AttemptState, MoneyTaken
from ippay_desktop.domain.identifiers import AttemptId, CustomerId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import Reversal

if TYPE_CHECKING:
    from ippay_desktop.domain.findings import Finding


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
    APPROVAL = "approval"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class About:
    """What a waiting thing is about; of a finding, a charge of this program need not exist.

    Attributes:
        subject: Names the thing, for ever; a person marks it as dealt with under this name.
        since: When it began.
        reason: What is known, a sentence.
        attempt_id: The charge of ours that it is about, if one is.
    """

    subject: str
    transaction_id: str
    document: DocumentRef | None
    customer_id: CustomerId | None
    customer_name: str
    amount: Money | None
    since: datetime
    reason: str
    money_taken: MoneyTaken
    attempt_id: AttemptId | None = None


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One waiting thing.

    Attributes:
        attempt: The charge it is about; None for what only the books show.
        next_step: What happens next, by whom; `next_at` says when, if a time is set.
        choices: What a person may do.
        can_be_dismissed: Whether a person may mark it as dealt with.
        reversal: The void or refund of that charge, if it is that which waits.
        approval: What a second person is asked for, if it is that which waits.
    """

    kind: AttentionKind
    about: About
    next_step: str
    next_at: datetime | None
    choices: tuple[str, ...]
    attempt: Attempt | None = None
    can_be_dismissed: bool = False
    reversal: Reversal | None = None
    approval: Approval | None = None


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
    AttemptState.MISPLACED: "Reallocate it in Splynx, which the program sees, or "
    "accept where it is; until then the document is not charged.",
}
_CHOICES = {
    AttentionKind.BEING_CHECKED: ("reconcile", "resolve"),
    AttentionKind.NOT_RECORDED: ("reconcile",),
    AttentionKind.DUPLICATE: ("correct the payment in Splynx, then reconcile",),
    AttentionKind.ALLOCATED_ELSEWHERE: ("reallocate in Splynx, then reconcile", "resolve"),
}
DISMISS = "dismiss"


def attempt_subject(attempt: Attempt) -> str:
    """Names what waits about a charge."""
    return f"charge:{attempt.id}"


def about_attempt(attempt: Attempt, reason: str | None = None) -> About:
    """A charge as what something is about."""
    intent = attempt.intent
    return About(
        subject=attempt_subject(attempt),
        transaction_id=intent.transaction_id,
        document=intent.document,
        customer_id=attempt.customer_id,
        customer_name=intent.customer_name,
        amount=intent.amount,
        since=intent.created_at,
        reason=attempt.reason if reason is None else reason,
        money_taken=attempt.money_taken,
        attempt_id=attempt.id,
    )


def attention_for(attempt: Attempt) -> AttentionItem:
    """The item that an open attempt stands for, or one that the bank has taken back."""
    if attempt.state in TAKEN_BACK_STATES:
        return _taken_back(attempt)
    kind = _KINDS[attempt.state]
    return AttentionItem(
        kind,
        about_attempt(attempt),
        _NEXT_STEPS[attempt.state],
        attempt.next_check_at,
        _CHOICES[kind],
        attempt,
    )


def _taken_back(attempt: Attempt) -> AttentionItem:
    """The money went back: what to do in Splynx, and with the saved account."""
    is_return = attempt.returned_at is not None
    in_splynx = attempt.state is AttemptState.TAKEN_BACK
    steps = []
    if in_splynx:
        number = f"payment {attempt.payment_id}" if attempt.payment_id else "its payment, if any,"
        steps.append(
            f"Remove {number} in Splynx, so that the document is owed again; the program sees it "
            "at the next reconcile."
        )
    if is_return:
        steps.append(return_rule(attempt.return_code or "").next_step)
    reason = return_words(attempt) if is_return else "IPpay's books show that it was voided."
    kind = AttentionKind.BANK_RETURN if is_return else AttentionKind.PAYMENT_WITHOUT_CHARGE
    choices = ("remove the payment in Splynx, then reconcile", "resolve") if in_splynx else ()
    return AttentionItem(
        kind,
        about_attempt(attempt, reason),
        " ".join(steps),
        None,
        choices or (DISMISS,),
        attempt,
        can_be_dismissed=not in_splynx,
    )


def overdue_item(attempt: Attempt) -> AttentionItem:
    """The item of a bank debit that should have settled by now."""
    reason = (
        f"The bank debit was accepted and should have settled by {expected_on(attempt)}; IPpay's "
        "reports have not shown that."
    )
    return AttentionItem(
        AttentionKind.OTHER,
        about_attempt(attempt, reason),
        "Ask IPpay what became of it. The program goes on looking in IPpay's reports.",
        None,
        ("reconcile", "resolve"),
        attempt,
    )


def item_for_finding(finding: Finding) -> AttentionItem:
    """The item of what the books show."""
    about = About(
        finding.subject,
        finding.transaction_id,
        finding.document,
        finding.customer_id,
        finding.customer_name,
        finding.amount,
        finding.since,
        finding.reason,
        MoneyTaken.BEING_CHECKED,
        finding.attempt_id,
    )
    return AttentionItem(
        AttentionKind(finding.kind),
        about,
        finding.next_step,
        None,
        (DISMISS,),
        can_be_dismissed=True,
    )
