"""Reversals as flat columns and back, and the log's entries as lines of a history."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal.chain import REVERSAL, REVERSAL_RECORDED
from ippay_desktop.adapters.journal.codec import (
    document_columns,
    document_from,
    refuse_odd_key_mark,
)
from ippay_desktop.adapters.journal.texts import (
    instant_text,
    optional_instant,
    optional_text,
    read_instant,
    safe_text,
)
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import PaymentId, ReversalId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
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


def safe_intent(intent: ReversalIntent) -> ReversalIntent:
    """The intent with its free texts made safe to store.

    Raises:
        InvariantError: more than four digits would be kept, or an id is none.
    """
    if intent.last4 and not re.fullmatch(r"[0-9]{1,4}", intent.last4):
        raise InvariantError("Only the last four digits of a card or account may be stored.")
    refuse_odd_key_mark(intent.key_mark)
    if not re.fullmatch(r"[0-9A-Z]{18}", intent.transaction_id):
        raise InvariantError("A transaction id has 18 characters of 0-9 and A-Z.")
    return replace(
        intent,
        customer_name=safe_text(intent.customer_name),
        operator=safe_text(intent.operator),
        station=safe_text(intent.station),
    )


def safe_change(change: ReversalChange) -> ReversalChange:
    """The change with its free texts made safe to store."""
    return replace(
        change,
        reason=_safe(change.reason),
        action_code=_safe(change.action_code),
        approval=_safe(change.approval),
    )


def _safe(words: str | None) -> str | None:
    return None if words is None else safe_text(words)


def intent_columns(intent: ReversalIntent) -> Columns:
    """The columns that never change."""
    return {
        "reversal_id": intent.reversal_id,
        "attempt_id": intent.attempt_id,
        "profile_id": intent.profile_id,
        "splynx_host": intent.splynx_host,
        "terminal_id": intent.terminal_id,
        **document_columns(intent.document),
        "document_key": intent.document.key,
        "customer_name": intent.customer_name,
        "operation": str(intent.operation),
        "charge_transaction_id": intent.charge_transaction_id,
        "transaction_id": intent.transaction_id,
        "number": intent.number,
        "amount_minor": intent.amount.minor,
        "currency": intent.amount.currency,
        "instrument_kind": str(intent.instrument_kind),
        "last4": intent.last4,
        "in_splynx": str(intent.in_splynx),
        "payment_id": intent.payment_id,
        "operator": intent.operator,
        "station": intent.station,
        "key_mark": intent.key_mark or None,
        "created_at": instant_text(intent.created_at),
    }


def intent_from(columns: Mapping[str, Any]) -> ReversalIntent:
    """The intent behind its columns."""
    payment = columns["payment_id"]
    return ReversalIntent(
        reversal_id=columns["reversal_id"],
        attempt_id=columns["attempt_id"],
        profile_id=columns["profile_id"],
        splynx_host=columns["splynx_host"],
        terminal_id=columns["terminal_id"],
        document=document_from(columns),
        customer_name=columns["customer_name"],
        operation=Operation(columns["operation"]),
        charge_transaction_id=columns["charge_transaction_id"],
        transaction_id=columns["transaction_id"],
        number=columns["number"],
        amount=Money(columns["amount_minor"], columns["currency"]),
        instrument_kind=InstrumentKind(columns["instrument_kind"]),
        last4=columns["last4"],
        in_splynx=InSplynx(columns["in_splynx"]),
        payment_id=None if payment is None else PaymentId(payment),
        operator=columns["operator"],
        station=columns["station"],
        key_mark=columns.get("key_mark") or "",
        created_at=read_instant(columns["created_at"]),
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
