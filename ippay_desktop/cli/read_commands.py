"""Commands that only look: the connection, customers, documents, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ippay_desktop.cli import listings, objects
from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.filters import (
    DOCUMENT_KINDS,
    read_filter,
    refuse_unfit_for_history,
)
from ippay_desktop.cli.station_commands import verify_evidence
from ippay_desktop.cli.words import (
    DOCUMENT_STATE_WORDS,
    METHOD_PROBLEM_WORDS,
    attention_line,
    document_words,
    method_words,
    state_words,
)
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.services.auditing import Deed, described, listed
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.customers import CustomerService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.history import HistoryService
from ippay_desktop.services.reconciliation import AttentionService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.billing import DocumentKind
    from ippay_desktop.domain.instrument import Instrument

_USABLE = "It can be charged."


def check(context: Context) -> Exit:
    """Look at both connections; the first time all is well, remember what the fields mean."""
    workspace = context.open(Access.LOOK)
    service, output = ConnectionService(workspace), context.output
    results = []
    for result in service.check():
        results.append(result)
        mark = "✔" if result.is_ok else "✘" if result.is_needed else "!"
        output.event(listings.check_object(result), f"{mark} {result.name}: {result.message}")
    failed = sum(not result.is_ok for result in results)
    is_wrong = any(result.is_wrong for result in results)
    if not any(result.is_in_the_way for result in results):
        context.station.profiles.save(service.confirmed_profile())
    output.event(
        objects.list_summary_object(len(results), ok=not is_wrong, failed=failed),
        _judged(len(results), failed, is_wrong=is_wrong),
    )
    return Exit.REFUSED if is_wrong else Exit.DONE


def _judged(number: int, failed: int, *, is_wrong: bool) -> str:
    """What a check comes to, in a sentence."""
    if is_wrong:
        return f"{failed} of {number} need attention."
    if failed:
        return f"{failed} of {number} could be better. Charges can be made."
    return "All is well."


def customers(context: Context) -> Exit:
    """Customers that match a text."""
    workspace = context.open(Access.LOOK)
    found = CustomerService(workspace).search(context.options.text)
    seen = listed(one.customer.id for one in found)
    workspace.audit.note(Deed.SAW, "customers", ids=seen)
    for one in found:
        context.output.event(listings.customer_object(one))
    context.output.table(
        ("ID", "NAME", "STATUS", "UNPAID", "DUE", "CARD", "BANK ACCOUNT"),
        [
            (
                str(one.customer.id),
                one.customer.name,
                one.customer.status,
                str(one.unpaid),
                str(one.due),
                _method_cell(one.methods.card),
                _method_cell(one.methods.bank),
            )
            for one in found
        ],
    )
    context.output.event(objects.list_summary_object(len(found)))
    return Exit.DONE


def invoices(context: Context) -> Exit:
    """Invoices by filter."""
    return _documents(context, DOCUMENT_KINDS["invoices"])


def proformas(context: Context) -> Exit:
    """Proforma invoices by filter."""
    return _documents(context, DOCUMENT_KINDS["proformas"])


def _documents(context: Context, kinds: frozenset[DocumentKind]) -> Exit:
    workspace = context.open(Access.LOOK)
    wanted = read_filter(context.options, workspace.currency, default_kinds=kinds)
    rows = DocumentService(workspace).matching(wanted)
    workspace.audit.note(Deed.SAW, "documents", filter=described(wanted), rows=str(len(rows)))
    for row in rows:
        context.output.event(listings.listed_document_object(row))
    context.output.table(
        ("DOCUMENT", "ID", "CUSTOMER", "DATE", "TOTAL", "DUE", "STATUS"),
        [
            (
                document_words(row.document.ref),
                str(row.document.ref.id),
                row.customer_name,
                listings.day(row.document.issued_on) or "",
                row.document.total.text(),
                row.document.due.text(),
                DOCUMENT_STATE_WORDS[row.state]
                + (", a charge is being checked" if row.open_attempt else ""),
            )
            for row in rows
        ],
    )
    context.output.event(objects.list_summary_object(len(rows)))
    return Exit.DONE


def accounts(context: Context) -> Exit:
    """A customer's saved card and bank account, masked."""
    workspace = context.open(Access.LOOK)
    customer_id = CustomerId(context.options.customer_id)
    methods = CustomerService(workspace).accounts(customer_id)
    found = [method for method in (methods.card, methods.bank) if method is not None]
    for method in found:
        reason = method.problem_sentence or _USABLE
        words = method_words(method.kind, method.last4)
        context.output.event(
            listings.account_object(customer_id, method, reason),
            f"{words}, {method.holder or 'no name'}, {method.expiry or 'no expiry'}: {reason}",
        )
    text = None if found else "The customer has no saved card or bank account."
    context.output.event(objects.list_summary_object(len(found)), text)
    return Exit.DONE


def attention(context: Context) -> Exit:
    """Everything that waits for evidence or for a person."""
    workspace = context.open(Access.LOOK)
    items = AttentionService(workspace).items()
    workspace.audit.note(Deed.SAW, "attention", rows=str(len(items)))
    for item in items:
        fields = objects.attention_object(item)
        choices = f" You may: {'; '.join(item.choices)}."
        text = f"{attention_line(item)}\n  {fields['next']}{choices}"
        context.output.event(fields, text)
    context.output.event(
        objects.list_summary_object(len(items)),
        f"{len(items)} waiting." if items else "Nothing waits.",
    )
    return Exit.DONE


def history(context: Context) -> Exit:
    """All charges, newest first."""
    refuse_unfit_for_history(context.options)
    workspace = context.open(Access.LOOK)
    wanted = read_filter(context.options, workspace.currency, default_kinds=DOCUMENT_KINDS["all"])
    found = [
        attempt
        for attempt in HistoryService(workspace).attempts(wanted)
        if context.options.documents is None or attempt.document.kind in wanted.kinds
    ]
    workspace.audit.note(Deed.SAW, "history", filter=described(wanted), rows=str(len(found)))
    for attempt in found:
        context.output.event(objects.attempt_object(attempt))
    context.output.table(
        ("WHEN", "DOCUMENT", "CUSTOMER", "AMOUNT", "METHOD", "BY", "STATE"),
        [
            (
                f"{attempt.intent.created_at:%Y-%m-%d %H:%M} UTC",
                document_words(attempt.document),
                attempt.intent.customer_name,
                str(attempt.intent.amount),
                method_words(attempt.intent.instrument_kind, attempt.intent.last4),
                attempt.intent.operator,
                state_words(attempt),
            )
            for attempt in found
        ],
    )
    context.output.event(objects.list_summary_object(len(found)))
    return Exit.DONE


class _JournalCheck(Protocol):
    """What a journal's own check found."""

    @property
    def entries(self) -> int:
        """How many entries are sound, from the first on."""

    @property
    def problem(self) -> str:
        """The first thing wrong, or nothing."""


@runtime_checkable
class _Verifiable(Protocol):
    """A journal that can check itself."""

    def verify(self) -> _JournalCheck:
        """Walk the whole log."""


def verify_journal(context: Context) -> Exit:
    """Check the journal from its first entry on, or an evidence file; adopt it if asked to."""
    if context.options.file is not None:
        return verify_evidence(context, context.options.file)
    if context.options.adopt:
        context.station.adopt_journal(context.options.profile)
        context.output.say("This journal is the station's now. Run “reconcile” before charging.")
    journal = context.open(Access.LOOK).journal
    if not isinstance(journal, _Verifiable):
        raise InputError("This journal cannot check itself.")
    found = journal.verify()
    if found.problem:
        raise StorageError(found.problem)
    context.output.event(
        objects.list_summary_object(found.entries, ok=True),
        f"The journal is whole: {found.entries} entries.",
    )
    return Exit.DONE


def _method_cell(method: Instrument | None) -> str:
    if method is None:
        return ""
    if method.problem is None:
        return method.masked
    return f"{method.masked} ({METHOD_PROBLEM_WORDS[method.problem]})"
