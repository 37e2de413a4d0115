"""What waits for a second person's approval, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import About, AttentionItem, AttentionKind
from ippay_desktop.domain.charge import MoneyTaken

if TYPE_CHECKING:
    from ippay_desktop.domain.approvals import Approval


def item_for_approval(approval: Approval) -> AttentionItem:
    """The item that an open asking stands for."""
    wanted, document = approval.wanted, approval.wanted.document
    reason = (
        f"{approval.asked_by} asks to {wanted.words}: {wanted.amount.text()} "
        f"{wanted.amount.currency}, more than one person may."
    )
    choices: tuple[str, ...] = ()
    if approval.approved_at is None:
        step = "A colleague approves it, or leaves it to lapse."
        choices = (f"approve {wanted.what} --amount {wanted.amount.text()} --yes",)
    else:
        approved = f"{approval.approved_by} approved it."
        reason = f"{reason} {approved}"
        step = f"{approval.asked_by} does it now: nothing was sent yet."
    about = About(
        subject=f"approval:{approval.asking_id}",
        transaction_id="",
        document=document,
        customer_id=document.customer_id if document else None,
        customer_name=wanted.customer_name,
        amount=wanted.amount,
        since=approval.asked_at,
        reason=reason,
        money_taken=MoneyTaken.NO,
    )
    return AttentionItem(
        AttentionKind.APPROVAL,
        about,
        f"{step} It lapses a day after it was asked for, or approved.",
        None,
        choices,
        approval=approval,
    )
