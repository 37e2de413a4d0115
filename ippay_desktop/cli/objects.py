"""The JSON objects about charges, with exactly the fields that other programs rely on."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from ippay_desktop.cli.words import plan_warnings
from ippay_desktop.domain.charge import MoneyTaken, Outcome
from ippay_desktop.domain.decline_words import sentence_about

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.bulk import Plan, PlanRow, Run, RunRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.errors import ErrorKind
    from ippay_desktop.domain.instrument import InstrumentKind
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.tally import Tally

Fields = dict[str, object]


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document_object(document: DocumentRef) -> Fields:
    """Names what is charged."""
    return {"kind": document.kind.value, "id": document.id, "number": document.number}


def instrument_object(kind: InstrumentKind, last4: str) -> Fields:
    """Names a saved method by its last four digits."""
    return {"kind": kind.value, "last4": last4}


def attempt_object(attempt: Attempt) -> Fields:
    """One charge as it stands; what was sent back of it only where something was."""
    intent = attempt.intent
    refunded = {"refunded": attempt.refunded.text()} if attempt.refunded else {}
    return {
        "event": "attempt",
        "attempt_id": attempt.id,
        "run_id": intent.run_id,
        "transaction_id": intent.transaction_id,
        "created_at": instant(intent.created_at),
        "document": document_object(attempt.document),
        "customer_id": attempt.customer_id,
        "customer_name": intent.customer_name,
        "amount": intent.amount.text(),
        "currency": intent.amount.currency,
        "instrument": instrument_object(intent.instrument_kind, intent.last4),
        "outcome": attempt.outcome.value,
        "money_taken": attempt.money_taken.value,
        "recorded": attempt.is_recorded,
        "splynx_payment_id": attempt.payment_id,
        "action_code": attempt.action_code,
        "approval": attempt.approval,
        "reason": attempt.latest_reason,
        "customer_sentence": sentence_about(attempt) or None,
        "operator": intent.operator,
        "station": intent.station,
        **refunded,
    }


def skipped_object(run: Run, row: RunRow, at: datetime) -> Fields:
    """A row of a run for which there is no charge, in the form of one."""
    return {
        "event": "attempt",
        "attempt_id": None,
        "run_id": run.run_id,
        "transaction_id": None,
        "created_at": instant(at),
        "document": document_object(row.document),
        "customer_id": row.document.customer_id,
        "customer_name": row.customer_name,
        "amount": row.amount.text(),
        "currency": row.amount.currency,
        "instrument": instrument_object(row.instrument_kind, row.last4),
        "outcome": Outcome.SKIPPED.value,
        "money_taken": MoneyTaken.NO.value,
        "recorded": False,
        "splynx_payment_id": None,
        "action_code": None,
        "approval": None,
        "reason": row.reason,
        "customer_sentence": None,
        "operator": run.operator,
        "station": run.station,
    }


def row_object(row: PlanRow) -> Fields:
    """One document of a plan."""
    method = row.instrument
    return {
        "event": "row",
        "document": document_object(row.document),
        "customer_id": row.document.customer_id,
        "customer_name": row.customer_name,
        "amount": row.amount.text(),
        "currency": row.amount.currency,
        "eligible": row.is_eligible,
        "reason": row.reason,
        "warnings": plan_warnings(row),
        "instrument": None if method is None else instrument_object(method.kind, method.last4),
    }


def order_object(order: ChargeOrder, warnings: list[str]) -> Fields:
    """A single charge before it is made, in the form of a plan's row."""
    return {
        "event": "row",
        "document": document_object(order.document),
        "customer_id": order.document.customer_id,
        "customer_name": order.customer_name,
        "amount": order.amount.text(),
        "currency": order.amount.currency,
        "eligible": True,
        "reason": "",
        "warnings": warnings,
        "instrument": instrument_object(order.instrument_kind, order.last4),
    }


def waiting_row_object(row: RunRow) -> Fields:
    """A row of a run that was not begun."""
    return {
        "event": "row",
        "document": document_object(row.document),
        "customer_id": row.document.customer_id,
        "customer_name": row.customer_name,
        "amount": row.amount.text(),
        "currency": row.amount.currency,
        "eligible": True,
        "reason": "",
        "warnings": [],
        "instrument": instrument_object(row.instrument_kind, row.last4),
    }


def plan_summary_object(plan: Plan) -> Fields:
    """The control totals of a plan, and what to type to start it."""
    return {
        "event": "summary",
        "plan_hash": plan.plan_hash,
        "count": len(plan.eligible),
        "sum": plan.sum.text(),
        "excluded": len(plan.rows) - len(plan.eligible),
        "confirm": plan.confirmation,
    }


def counts_object(counts: Tally) -> Fields:
    """The numbers that a summary and a run share."""
    return {
        "planned": counts.planned,
        "approved": counts.approved,
        "declined": counts.declined,
        "skipped": counts.skipped,
        "not_sent": counts.not_sent,
        "being_checked": counts.being_checked,
        "approved_not_recorded": counts.unrecorded,
        "given_back": counts.given_back,
        "amount_planned": counts.amount_planned.text(),
        "amount_approved": counts.amount_approved.text(),
        "amount_given_back": counts.amount_given_back.text(),
    }


def summary_object(counts: Tally, *, elapsed_s: float, run: Run | None = None) -> Fields:
    """The last line of a command that moves or settles money."""
    return {
        "event": "summary",
        "run_id": run.run_id if run else None,
        **counts_object(counts),
        "plan_hash": run.plan_hash if run else None,
        "elapsed_s": round(elapsed_s, 2),
    }


def list_summary_object(number: int, **more: object) -> Fields:
    """The last line of a command that lists."""
    return {"event": "summary", "count": number, **more}


def run_object(run: Run, counts: Tally) -> Fields:
    """A run and how far it has come."""
    return {
        "event": "run",
        "run_id": run.run_id,
        "name": run.name,
        "state": run.state.value,
        "created_at": instant(run.created_at),
        "operator": run.operator,
        "station": run.station,
        **counts_object(counts),
        "currency": counts.amount_planned.currency,
        "plan_hash": run.plan_hash,
        "filter": run.filter_text,
        "note": run.note,
        "owner": run.owner or None,
        "heartbeat_at": instant(run.heartbeat_at) if run.heartbeat_at else None,
    }


def attention_object(item: AttentionItem) -> Fields:
    """One thing that waits."""
    about = item.about
    when = f" Next at {instant(item.next_at)}." if item.next_at else ""
    return {
        "event": "attention",
        "kind": item.kind.value,
        "subject": about.subject,
        "attempt_id": about.attempt_id,
        "transaction_id": about.transaction_id or None,
        "document": document_object(about.document) if about.document else None,
        "customer_id": about.customer_id,
        "customer_name": about.customer_name,
        "amount": about.amount.text() if about.amount else None,
        "currency": about.amount.currency if about.amount else None,
        "money_taken": about.money_taken.value,
        "reason": about.reason,
        "since": instant(about.since),
        "next": f"{item.next_step}{when}",
        "choices": list(item.choices),
    }


def link_object(link: PayLink) -> Fields:
    """A direct-pay link in its three forms."""
    return {
        "event": "link",
        "document": document_object(link.document),
        "url": link.url,
        "html": link.html,
        "text": link.text,
    }


def obstacle_object(document: DocumentRef | None, reason: str) -> Fields:
    """A document that was asked for and gets no link."""
    return {
        "event": "obstacle",
        "document": None if document is None else document_object(document),
        "reason": reason,
    }


def error_object(kind: ErrorKind, message: str, money_taken: MoneyTaken) -> Fields:
    """The last line of a command that ended with an error."""
    return {
        "event": "error",
        "kind": kind.value,
        "message": message,
        "money_taken": money_taken.value,
    }
