"""The JSON objects of lists: customers, documents, saved methods, profiles, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.objects import Fields, document_object, instrument_object
from ippay_desktop.domain.method_marks import method_of, method_subject

if TYPE_CHECKING:
    from datetime import date

    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import Instrument
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.connection import CheckResult
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.services.documents import DocumentRow


def day(value: date | None) -> str | None:
    """ISO date."""
    return None if value is None else value.isoformat()


def check_object(result: CheckResult) -> Fields:
    """One thing that the connection check looked at."""
    return {
        "event": "check",
        "name": result.name,
        "ok": result.is_ok,
        "needed": result.is_needed,
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
        "subject": method_subject(method_of(customer_id, method)),
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
        "approve_above": profile.approve_above.text() if profile.approve_above else None,
        "max_charge": profile.max_charge.text() if profile.max_charge else None,
        "max_run": profile.max_run.text() if profile.max_run else None,
        "max_day": profile.max_day.text() if profile.max_day else None,
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
