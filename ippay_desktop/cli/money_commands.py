"""Commands that charge single documents or settle charges: pay, refill, resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit, exit_for_counts
from ippay_desktop.cli.objects import (
    attempt_object,
    list_summary_object,
    order_object,
    summary_object,
)
from ippay_desktop.cli.reversal_commands import decide, find_attempt, waiting_reversal
from ippay_desktop.cli.trouble import ContradictedError, late_trouble
from ippay_desktop.cli.words import (
    FORECAST_BLIND,
    answer,
    attempt_line,
    document_words,
    forecast_words,
    method_words,
)
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import CustomerId, DocumentId
from ippay_desktop.domain.instrument import AccountChoice
from ippay_desktop.domain.money import Money
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.documents import DocumentService
from ippay_desktop.services.foreseeing import ForecastService
from ippay_desktop.services.resolving import Decision, ResolveService
from ippay_desktop.services.station import Access
from ippay_desktop.services.tally import tally_own

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.services.charging import ChargeOrder
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.workspace import Workspace


def pay(context: Context) -> Exit:
    """Charge one invoice or proforma."""
    options = context.options
    workspace = context.open_to_charge(_access(context))
    amount = None if options.amount is None else Money.parse(options.amount, workspace.currency)
    row = _named_document(context, workspace)
    order = ChargeService(workspace).prepare_document(
        row.document, AccountChoice(options.account), amount
    )
    return _charge(context, workspace, order)


def refill(context: Context) -> Exit:
    """Charge for the customer's own balance."""
    options = context.options
    workspace = context.open_to_charge(_access(context))
    order = ChargeService(workspace).prepare_refill(
        CustomerId(options.customer),
        AccountChoice(options.account),
        Money.parse(options.amount, workspace.currency),
    )
    return _charge(context, workspace, order)


def resolve(context: Context) -> Exit:
    """Let a named person decide about one charge; evidence is asked for first, and wins."""
    options, output = context.options, context.output
    workspace = context.open(_access(context))
    reversal = waiting_reversal(workspace, options.attempt)
    if reversal is not None:
        return decide(context, workspace, reversal, Decision(options.decision), options.reason)
    attempt = find_attempt(workspace, options.attempt)
    if not options.yes:
        about = attempt_line(attempt).rstrip(".")
        raise InputError(
            f"This would decide “{options.decision}” about: {about}. Nothing was changed; add "
            "--yes to decide."
        )
    started = workspace.clock.monotonic()
    context.interrupts.shield()
    try:
        attempt = ResolveService(workspace).resolve(
            attempt.id, Decision(options.decision), options.reason
        )
    except InputError as error:
        attempt = workspace.journal.attempt(attempt.id)
        output.event(attempt_object(attempt), answer(attempt))
        if attempt.money_taken is not MoneyTaken.NO:
            raise ContradictedError(str(error)) from error
        raise
    output.event(attempt_object(attempt), answer(attempt))
    counts = tally_own(
        [attempt],
        currency=workspace.currency,
        record_bank=workspace.profile.policy.record_bank,
    )
    elapsed_s = workspace.clock.monotonic() - started
    output.event(summary_object(counts, elapsed_s=elapsed_s))
    # What was asked for is the decision: a decided "declined" is done.
    is_waiting = exit_for_counts(counts) is Exit.WAITING
    return Exit.WAITING if is_waiting else Exit.DONE


def _access(context: Context) -> Access:
    """Without --yes nothing moves, so nothing needs to be held."""
    return Access.MONEY if context.options.yes else Access.LOOK


def _named_document(context: Context, workspace: Workspace) -> DocumentRow:
    options, documents = context.options, DocumentService(workspace)
    for kind in (DocumentKind.INVOICE, DocumentKind.PROFORMA):
        number = getattr(options, f"{kind}_number")
        document_id = getattr(options, f"{kind}_id")
        if document_id is not None:
            return documents.by_id(kind, DocumentId(document_id))
        if number is not None:
            return documents.by_number(kind, number)
    raise InputError("Name the document to charge.")


def _warnings(workspace: Workspace, order: ChargeOrder) -> list[str]:
    """Where the money may go instead; nothing when that is nowhere else."""
    forecast = ForecastService(workspace).of_order(order)
    words = forecast_words(forecast) or (FORECAST_BLIND if forecast.is_blind else "")
    return [words] if words else []


def _preview(context: Context, workspace: Workspace, order: ChargeOrder, what: str) -> Exit:
    warnings = _warnings(workspace, order)
    text = " ".join([f"This would charge {what}.", *warnings, "Nothing was sent."])
    context.output.event(order_object(order, warnings), text)
    context.output.event(list_summary_object(1, sum=order.amount.text()))
    return Exit.DONE


def _charge(context: Context, workspace: Workspace, order: ChargeOrder) -> Exit:
    """Carry out an order that was confirmed with --yes; otherwise say what it would be."""
    method = method_words(order.instrument_kind, order.last4)
    what = (
        f"{order.amount} to the {method} of {order.customer_name} for "
        f"{document_words(order.document)}"
    )
    if context.options.preview:
        return _preview(context, workspace, order, what)
    if not context.options.yes:
        raise InputError(
            f"This would charge {what}. Nothing was sent; add --yes to charge, or --preview to see "
            "where the money may go."
        )
    started, host = workspace.clock.monotonic(), workspace.profile.splynx_host

    def is_open() -> bool:
        # There was none when the order was prepared: an open one is this command's own.
        return any(
            attempt.document.key == order.document.key
            for attempt in workspace.journal.open_attempts(host)
        )

    context.interrupts.shield()
    with late_trouble(is_open):
        attempt = ChargeService(workspace).charge(order).attempt
    context.output.event(attempt_object(attempt), answer(attempt))
    counts = tally_own(
        [attempt],
        currency=workspace.currency,
        record_bank=workspace.profile.policy.record_bank,
    )
    elapsed_s = workspace.clock.monotonic() - started
    context.output.event(summary_object(counts, elapsed_s=elapsed_s))
    return exit_for_counts(counts)
