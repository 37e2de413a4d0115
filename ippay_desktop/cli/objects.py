"""The objects of the JSON output, with exactly the fields that other programs rely on."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import MoneyTaken, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from ippay_desktop.cli.counts import Counts
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.bulk import Plan, PlanRow, Run, RunRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.errors import ErrorKind
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument, InstrumentKind
    from ippay_desktop.domain.paylink import PayLink
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.connection import CheckResult
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.services.documents import DocumentRow

Fields = dict[str, object]


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: date | None) -> str | None:
    """ISO date."""
    return None if value is None else value.isoformat()


def document_object(document: DocumentRef) -> Fields:
    """Names what is charged."""
    return {"kind": document.kind.value, "id": document.id, "number": document.number}


def instrument_object(kind: InstrumentKind, last4: str) -> Fields:
    """Names a saved method by its last four digits."""
    return {"kind": kind.value, "last4": last4}


def attempt_object(attempt: Attempt) -> Fields:
    """One charge as it stands."""
    intent = attempt.intent
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
        "reason": attempt.reason,
        "operator": intent.operator,
        "station": intent.station,
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
        "warnings": list(row.warnings),
        "instrument": None if method is None else instrument_object(method.kind, method.last4),
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


def counts_object(counts: Counts) -> Fields:
    """The numbers that a summary and a run share."""
    return {
        "planned": counts.planned,
        "approved": counts.approved,
        "declined": counts.declined,
        "skipped": counts.skipped,
        "not_sent": counts.not_sent,
        "being_checked": counts.being_checked,
        "approved_not_recorded": counts.approved_not_recorded,
        "amount_planned": counts.amount_planned.text(),
        "amount_approved": counts.amount_approved.text(),
    }


def summary_object(counts: Counts, *, elapsed_s: float, run: Run | None = None) -> Fields:
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


def run_object(run: Run, counts: Counts) -> Fields:
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
    }


def attention_object(item: AttentionItem) -> Fields:
    """One thing that waits."""
    attempt = item.attempt
    when = f" Next at {instant(item.next_at)}." if item.next_at else ""
    return {
        "event": "attention",
        "kind": item.kind.value,
        "attempt_id": attempt.id,
        "transaction_id": attempt.intent.transaction_id,
        "document": document_object(attempt.document),
        "customer_id": attempt.customer_id,
        "customer_name": attempt.intent.customer_name,
        "amount": attempt.intent.amount.text(),
        "currency": attempt.intent.amount.currency,
        "money_taken": attempt.money_taken.value,
        "reason": attempt.reason,
        "since": instant(attempt.intent.created_at),
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


def check_object(result: CheckResult) -> Fields:
    """One thing that the connection check looked at."""
    return {
        "event": "check",
        "name": result.name,
        "ok": result.is_ok,
        "message": result.message,
    }


def customer_object(found: CustomerSummary) -> Fields:
    """One customer of a search."""
    customer = found.customer
    return {
        "event": "customer",
        "customer_id": customer.id,
        "name": customer.name,
        "status": customer.status,
        "login": customer.login,
        "email": customer.email,
        "phone": customer.phone,
        "partner_id": customer.partner_id,
        "location_id": customer.location_id,
        "unpaid": found.unpaid,
        "due": found.due.text(),
        "currency": found.due.currency,
        "card": _method_object(found.methods.card),
        "bank": _method_object(found.methods.bank),
    }


def _method_object(method: Instrument | None) -> Fields | None:
    if method is None:
        return None
    return {
        "last4": method.last4,
        "expiry": str(method.expiry) if method.expiry else None,
        "problem": method.problem.value if method.problem else None,
    }


def listed_document_object(row: DocumentRow) -> Fields:
    """One invoice or proforma of a list."""
    document = row.document
    return {
        "event": "document",
        "document": document_object(document.ref),
        "customer_id": document.ref.customer_id,
        "customer_name": row.customer_name,
        "status": row.state.value,
        "total": document.total.text(),
        "due": document.due.text(),
        "currency": document.total.currency,
        "date": day(document.issued_on),
        "due_date": day(document.due_on),
        "partner_id": row.customer.partner_id if row.customer else None,
        "location_id": row.customer.location_id if row.customer else None,
        "splynx_payment_id": document.payment_id,
        "blocked_by": row.open_attempt.id if row.open_attempt else None,
    }


def account_object(customer_id: CustomerId, method: Instrument, reason: str) -> Fields:
    """One saved method, masked."""
    return {
        "event": "account",
        "customer_id": customer_id,
        "instrument": instrument_object(method.kind, method.last4),
        "holder": method.holder,
        "expiry": str(method.expiry) if method.expiry else None,
        "usable": method.problem is None,
        "problem": method.problem.value if method.problem else None,
        "reason": reason,
    }


def profile_object(profile: Profile) -> Fields:
    """A profile's settings; its secrets are elsewhere."""
    policy = profile.policy
    return {
        "event": "profile",
        "name": profile.name,
        "mode": profile.mode.value,
        "splynx_url": profile.splynx_url,
        "splynx_api_key": f"…{profile.splynx_api_key[-4:]}",
        "ippay_url": profile.ippay_url,
        "terminal_id": profile.terminal_id,
        "ach_terminal_id": profile.ach_terminal_id,
        "report_url": profile.report_url,
        "report_merchant_id": profile.report_merchant_id,
        "payment_account": profile.payment_account,
        "card_method": profile.card_method,
        "bank_method": profile.bank_method,
        "currency": profile.currency,
        "ledger_url": profile.ledger_url,
        "ca_bundle": profile.ca_bundle,
        "splynx_timezone": profile.splynx_timezone,
        "fields": profile.fields.text(),
        "fields_confirmed": profile.labels_hash is not None,
        "record_bank": policy.record_bank.value,
        "concurrency": policy.concurrency,
        "max_unknowns": policy.max_unknowns,
        "gateway_timeout_s": policy.gateway_timeout_s,
        "enquiry_delays_s": list(policy.enquiry_delays_s),
        "approved_recheck_s": policy.approved_recheck_s,
        "not_found_hold_s": policy.not_found_hold_s,
        "recording_delays_s": list(policy.recording_delays_s),
    }


def error_object(kind: ErrorKind, message: str, money_taken: MoneyTaken) -> Fields:
    """The last line of a command that ended with an error."""
    return {
        "event": "error",
        "kind": kind.value,
        "message": message,
        "money_taken": money_taken.value,
    }
