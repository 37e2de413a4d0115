"""Reversals as flat columns and back, and the log's entries as lines of a history."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal.chain import REVERSAL, REVERSAL_RECORDED
from ippay_desktop.adapters.journal.codec import transfer_columns, transfer_from
from ippay_desktop.adapters.journal.texts import (
    instant_text,
    optional_instant,
    optional_safe_text,
    optional_text,
    read_instant,
)
from ippay_desktop.domain.identifiers import PaymentId, ReversalId
from ippay_desktop.domain.reversal import (
    InSplynx,
    Operation,
    Reversal,
    ReversalChange,
    ReversalEvent,
    ReversalIntent,
    ReversalState,
)
from ippay_desktop.domain.reversal_port import LogLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.adapters.journal.codec import Columns


def safe_change(change: ReversalChange) -> ReversalChange:
    """The change with its free texts made safe to store."""
    return replace(
        change,
        reason=optional_safe_text(change.reason),
        action_code=optional_safe_text(change.action_code),
        approval=optional_safe_text(change.approval),
    )


def intent_columns(intent: ReversalIntent) -> Columns:
    """The columns that never change."""
    return {
        **transfer_columns(intent),
        "reversal_id": intent.reversal_id,
        "attempt_id": intent.attempt_id,
        "operation": str(intent.operation),
        "charge_transaction_id": intent.charge_transaction_id,
        "number": intent.number,
        "in_splynx": str(intent.in_splynx),
        "payment_id": intent.payment_id,
    }


def intent_from(columns: Mapping[str, Any]) -> ReversalIntent:
    """The intent behind its columns."""
    payment = columns["payment_id"]
    return ReversalIntent(
        **transfer_from(columns),
        reversal_id=columns["reversal_id"],
        attempt_id=columns["attempt_id"],
        operation=Operation(columns["operation"]),
        charge_transaction_id=columns["charge_transaction_id"],
        number=columns["number"],
        in_splynx=InSplynx(columns["in_splynx"]),
        payment_id=None if payment is None else PaymentId(payment),
    )


def progress_columns(reversal: Reversal) -> Columns:
    """The columns that a change may move."""
    return {
        "state": str(reversal.state),
        "reason": reversal.reason,
        "updated_at": instant_text(reversal.updated_at),
        "action_code": reversal.action_code,
        "approval": reversal.approval,
        "next_check_at": optional_text(reversal.next_check_at),
        "enquiries": reversal.enquiries,
        "not_found_since": optional_text(reversal.not_found_since),
        "seen_done_at": optional_text(reversal.seen_done_at),
        "deletions": reversal.deletions,
    }


def reversal_from(columns: Mapping[str, Any]) -> Reversal:
    """The reversal behind its columns."""
    return Reversal(
        intent=intent_from(columns),
        state=ReversalState(columns["state"]),
        reason=columns["reason"],
        updated_at=read_instant(columns["updated_at"]),
        action_code=columns["action_code"],
        approval=columns["approval"],
        next_check_at=optional_instant(columns["next_check_at"]),
        enquiries=columns["enquiries"],
        not_found_since=optional_instant(columns["not_found_since"]),
        seen_done_at=optional_instant(columns["seen_done_at"]),
        deletions=columns["deletions"],
    )


def change_content(reversal_id: ReversalId, change: ReversalChange) -> Columns:
    """What a change brought, without its event (which the entry names) and without blanks."""
    given = {field.name: getattr(change, field.name) for field in fields(change)}
    del given["event"]
    given["next_check_at"] = optional_text(change.next_check_at)
    return {
        "reversal_id": reversal_id,
        **{name: value for name, value in given.items() if value is not None},
    }


def change_from(event: str, content: Mapping[str, Any]) -> ReversalChange:
    """The change behind a log entry."""
    given = {**content, "next_check_at": optional_instant(content.get("next_check_at"))}
    del given["reversal_id"]
    return ReversalChange(ReversalEvent(event.removeprefix(REVERSAL)), **given)


def log_line(columns: Mapping[str, Any]) -> LogLine:
    """One entry of the log as a line of its charge's history."""
    event, content = columns["event"], json.loads(columns["content"])
    is_reversal = event.startswith(REVERSAL) or event == REVERSAL_RECORDED
    return LogLine(
        sequence=columns["sequence"],
        at=read_instant(columns["at"]),
        event=event.removeprefix(REVERSAL),
        reversal_id=content["reversal_id"] if is_reversal else None,
        facts=content,
    )
