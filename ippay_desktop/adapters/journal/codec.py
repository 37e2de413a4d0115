"""Domain values as flat columns and back; the log's JSON holds the same flat values.

One form for both means that what the hashes cover is what the columns hold.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ippay_desktop.adapters.journal.chain import canonical
from ippay_desktop.adapters.journal.schema import PROGRESS
from ippay_desktop.adapters.journal.texts import (
    instant_text,
    optional_instant,
    optional_safe_text,
    read_instant,
    safe_text,
)
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import Attempt, AttemptState, Change, ChargeEvent, Intent
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentId
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import Note, NoteKind
from ippay_desktop.domain.reversal import ReversalIntent

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | None
Columns = dict[str, Value]

_Transfer = TypeVar("_Transfer", Intent, ReversalIntent)

# Source: IPpay's documentation; what a transaction gets that was sent without an id. No card number
# has seventeen digits.
_GATEWAYS_ID = re.compile(r"[A-G]\d{17}")
_BROUGHT = tuple(field.name for field in fields(Change) if field.name != "event")
_CHANGED_INSTANTS = ("next_check_at", "settled_at", "returned_at")


def safe_change(change: Change) -> Change:
    """The change with its free texts made safe to store."""
    return replace(
        change,
        reason=optional_safe_text(change.reason),
        action_code=optional_safe_text(change.action_code),
        approval=optional_safe_text(change.approval),
        decline_class=optional_safe_text(change.decline_class),
        return_code=optional_safe_text(change.return_code),
    )


def safe_intent(intent: Intent) -> Intent:
    """The intent with its free texts made safe to store.

    Raises:
        InvariantError: amount and due differ in currency, or more than four digits would be kept.
    """
    if intent.amount.currency != intent.due.currency:
        raise InvariantError("A charge's amount and its document's due differ in currency.")
    if intent.method_mark and not re.fullmatch(r"[0-9a-f]{4}", intent.method_mark):
        raise InvariantError("Only a mark of four characters may be stored of a saved method.")
    return safe_transfer(intent)


def safe_transfer(intent: _Transfer) -> _Transfer:
    """What moves money, either way, with its free texts made safe to store.

    Raises:
        InvariantError: more than four digits or more than a key's mark would be kept, or its id is
            none.
    """
    if intent.last4 and not re.fullmatch(r"[0-9]{1,4}", intent.last4):
        raise InvariantError("Only the last four digits of a card or account may be stored.")
    if intent.key_mark and not re.fullmatch(r"[0-9a-f]{12}", intent.key_mark):
        raise InvariantError("Only a mark of twelve characters may be stored of a Splynx key.")
    if not re.fullmatch(r"[0-9A-Z]{18}", intent.transaction_id):
        raise InvariantError("A transaction id has 18 characters of 0-9 and A-Z.")
    return replace(
        intent,
        customer_name=safe_text(intent.customer_name),
        operator=safe_text(intent.operator),
        station=safe_text(intent.station),
    )


def document_columns(document: DocumentRef) -> Columns:
    """The columns that name a document."""
    return {
        "document_kind": str(document.kind),
        "document_id": document.id,
        "document_number": document.number,
        "customer_id": document.customer_id,
    }


def document_from(columns: Mapping[str, Any]) -> DocumentRef:
    """The document behind its columns."""
    number = columns["document_id"]
    return DocumentRef(
        DocumentKind(columns["document_kind"]),
        CustomerId(columns["customer_id"]),
        None if number is None else DocumentId(number),
        columns["document_number"],
    )


def transfer_columns(intent: Intent | ReversalIntent) -> Columns:
    """The columns that charges and reversals have alike; they never change."""
    return {
        "profile_id": intent.profile_id,
        "splynx_host": intent.splynx_host,
        "terminal_id": intent.terminal_id,
        **document_columns(intent.document),
        "document_key": intent.document.key,
        "transaction_id": intent.transaction_id,
        "customer_name": intent.customer_name,
        "amount_minor": intent.amount.minor,
        "currency": intent.amount.currency,
        "instrument_kind": str(intent.instrument_kind),
        "last4": intent.last4,
        "operator": intent.operator,
        "station": intent.station,
        "key_mark": intent.key_mark or None,
        "created_at": instant_text(intent.created_at),
    }


def transfer_from(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an intent behind the columns that charges and reversals have alike."""
    return {
        "profile_id": columns["profile_id"],
        "splynx_host": columns["splynx_host"],
        "terminal_id": columns["terminal_id"],
        "document": document_from(columns),
        "transaction_id": columns["transaction_id"],
        "customer_name": columns["customer_name"],
        "amount": Money(columns["amount_minor"], columns["currency"]),
        "instrument_kind": InstrumentKind(columns["instrument_kind"]),
        "last4": columns["last4"],
        "operator": columns["operator"],
        "station": columns["station"],
        # Those of earlier versions have none.
        "key_mark": columns.get("key_mark") or "",
        "created_at": read_instant(columns["created_at"]),
    }


def intent_columns(intent: Intent) -> Columns:
    """The columns that never change."""
    return {
        **transfer_columns(intent),
        "attempt_id": intent.attempt_id,
        "run_id": intent.run_id,
        "attempt_number": intent.attempt_number,
        "due_minor": intent.due.minor,
        "method_mark": intent.method_mark or None,
    }


def intent_from(columns: Mapping[str, Any]) -> Intent:
    """The intent behind its columns."""
    return Intent(
        **transfer_from(columns),
        attempt_id=columns["attempt_id"],
        run_id=columns["run_id"],
        attempt_number=columns["attempt_number"],
        due=Money(columns["due_minor"], columns["currency"]),
        # Charges made by earlier versions have none.
        method_mark=columns.get("method_mark") or "",
    )


def progress_columns(attempt: Attempt, before: Attempt | None = None) -> Columns:
    """The columns that a change may move; of one that was `before`, those that it has moved."""
    return {
        name: _stored(getattr(attempt, name))
        for name in PROGRESS
        # Something is always written: a change may leave all as it was.
        if before is None or name == "updated_at" or getattr(attempt, name) != getattr(before, name)
    }


def _stored(value: datetime | str | int | None) -> Value:
    if isinstance(value, datetime):
        return instant_text(value)
    return str(value) if isinstance(value, str) else value


def attempt_from(columns: Mapping[str, Any]) -> Attempt:
    """The attempt behind its columns."""
    payment = columns["payment_id"]
    return Attempt(
        intent=intent_from(columns),
        state=AttemptState(columns["state"]),
        reason=columns["reason"],
        updated_at=read_instant(columns["updated_at"]),
        action_code=columns["action_code"],
        approval=columns["approval"],
        decline_class=columns["decline_class"],
        payment_id=None if payment is None else PaymentId(payment),
        next_check_at=optional_instant(columns["next_check_at"]),
        enquiries=columns["enquiries"],
        not_found_since=optional_instant(columns["not_found_since"]),
        approved_seen_at=optional_instant(columns["approved_seen_at"]),
        searches=columns["searches"],
        posted_at=optional_instant(columns["posted_at"]),
        settled_at=optional_instant(columns["settled_at"]),
        returned_at=optional_instant(columns["returned_at"]),
        return_code=columns["return_code"],
        reported_at=optional_instant(columns["reported_at"]),
    )


def change_content(change: Change) -> Columns:
    """What a change brought, without its event (which the entry names) and without blanks."""
    return {
        name: _stored(value) for name in _BROUGHT if (value := getattr(change, name)) is not None
    }


def change_from(event: str, content: Mapping[str, Any]) -> Change:
    """The change behind a log entry."""
    instants = {name: optional_instant(content.get(name)) for name in _CHANGED_INSTANTS}
    return Change(ChargeEvent(event), **{**content, **instants})


def run_columns(run: Run) -> Columns:
    """A run's columns."""
    return {
        "run_id": run.run_id,
        "profile_id": run.profile_id,
        "splynx_host": run.splynx_host,
        "name": safe_text(run.name),
        "state": str(run.state),
        "created_at": instant_text(run.created_at),
        "operator": safe_text(run.operator),
        "station": safe_text(run.station),
        "filter_text": safe_text(run.filter_text),
        "account": str(run.account),
        "plan_hash": run.plan_hash,
        "planned": run.planned,
        "amount_minor": run.amount_planned.minor,
        "currency": run.amount_planned.currency,
        "canary": run.canary,
        "note": safe_text(run.note),
    }


def run_from(columns: Mapping[str, Any]) -> Run:
    """The run behind its columns."""
    return Run(
        run_id=columns["run_id"],
        profile_id=columns["profile_id"],
        splynx_host=columns["splynx_host"],
        name=columns["name"],
        state=RunState(columns["state"]),
        created_at=read_instant(columns["created_at"]),
        operator=columns["operator"],
        station=columns["station"],
        filter_text=columns["filter_text"],
        account=AccountChoice(columns["account"]),
        plan_hash=columns["plan_hash"],
        planned=columns["planned"],
        amount_planned=Money(columns["amount_minor"], columns["currency"]),
        canary=columns["canary"],
        note=columns["note"],
        owner=columns["owner"] or "",
        heartbeat_at=optional_instant(columns["heartbeat_at"]),
    )


def note_columns(note: Note) -> Columns:
    """A note's columns, its free texts made safe to store."""
    facts = {
        # As with subjects: a charge elsewhere is looked for by its id, which must stay whole.
        name: words if _GATEWAYS_ID.fullmatch(words) else safe_text(words)
        for name, words in note.facts.items()
    }
    return {
        "note_id": note.note_id,
        "kind": str(note.kind),
        "splynx_host": note.splynx_host,
        # A name, as ids are: were a part of it masked, it would not be found again.
        "subject": note.subject,
        "at": instant_text(note.at),
        "operator": safe_text(note.operator),
        "station": safe_text(note.station),
        "facts": canonical(facts),
    }


def note_from(columns: Mapping[str, Any]) -> Note:
    """The note behind its columns."""
    return Note(
        note_id=columns["note_id"],
        kind=NoteKind(columns["kind"]),
        splynx_host=columns["splynx_host"],
        subject=columns["subject"],
        at=read_instant(columns["at"]),
        operator=columns["operator"],
        station=columns["station"],
        facts=json.loads(columns["facts"]),
    )


def run_row_columns(row: RunRow) -> Columns:
    """A run row's columns, without the run they belong to."""
    return {
        "position": row.position,
        **document_columns(row.document),
        "customer_name": safe_text(row.customer_name),
        "amount_minor": row.amount.minor,
        "currency": row.amount.currency,
        "instrument_kind": str(row.instrument_kind),
        "last4": row.last4,
        "state": str(row.state),
        "attempt_id": row.attempt_id,
        "reason": safe_text(row.reason),
    }


def run_row_from(columns: Mapping[str, Any]) -> RunRow:
    """The run row behind its columns."""
    return RunRow(
        position=columns["position"],
        document=document_from(columns),
        customer_name=columns["customer_name"],
        amount=Money(columns["amount_minor"], columns["currency"]),
        instrument_kind=InstrumentKind(columns["instrument_kind"]),
        last4=columns["last4"],
        state=RowState(columns["state"]),
        attempt_id=columns["attempt_id"],
        reason=columns["reason"],
    )
