"""Commands that give money back: void and refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.objects import attempt_object, list_summary_object
from ippay_desktop.cli.trouble import late_trouble
from ippay_desktop.cli.words import answer, document_words, method_words
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import InSplynx, Operation, ReversalState
from ippay_desktop.services.history import HistoryService
from ippay_desktop.services.reversal_resolving import ReversalResolveService
from ippay_desktop.services.reversing import ReversalService
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.domain.reversal_rules import ReversalOrder
    from ippay_desktop.services.resolving import Decision
    from ippay_desktop.services.workspace import Workspace


def void(context: Context) -> Exit:
    """Take back a whole charge, if its batch has closed by a refund."""
    workspace = _open(context)
    attempt = find_attempt(workspace, context.options.attempt)
    keep = context.options.keep_payment
    order = ReversalService(workspace).prepare_void(attempt.id, keep_payment=keep)
    return _carry_out(context, workspace, order)


def refund(context: Context) -> Exit:
    """Send a charge, or a part of it, back."""
    options = context.options
    workspace = _open(context)
    attempt = find_attempt(workspace, options.attempt)
    amount = None if options.amount is None else Money.parse(options.amount, workspace.currency)
    order = ReversalService(workspace).prepare_refund(attempt.id, amount, unlinked=options.unlinked)
    return _carry_out(context, workspace, order)


def find_attempt(workspace: Workspace, name: str) -> Attempt:
    """The newest charge of that id or transaction id.

    Raises:
        InputError: there is none.
    """
    for attempt in HistoryService(workspace).attempts():
        if name.casefold() == attempt.id or name.upper() == attempt.intent.transaction_id:
            return attempt
    raise InputError("There is no such charge on this profile's Splynx. See “history”.")


def waiting_reversal(workspace: Workspace, name: str) -> Reversal | None:
    """The reversal that a decision is about: named by itself, or by its settled charge."""
    bare = name.removeprefix("reversal:").casefold()
    for reversal in workspace.journal.reversals.waiting(workspace.profile.splynx_host):
        if bare == reversal.id or (
            reversal.operation.has_own_id and name.upper() == reversal.intent.transaction_id
        ):
            return reversal
    return ReversalResolveService(workspace).waiting_of(find_attempt(workspace, name).id)


def decide(
    context: Context, workspace: Workspace, reversal: Reversal, decision: Decision, reason: str
) -> Exit:
    """Let a named person decide about a void or refund."""
    output = context.output
    if not context.options.yes:
        raise InputError(
            f"This would decide “{decision}” about: {reversal.reason} Nothing was changed; add "
            "--yes to decide."
        )
    context.interrupts.shield()
    after = ReversalResolveService(workspace).resolve(reversal.id, decision, reason)
    attempt = workspace.journal.attempt(after.attempt_id)
    output.event(attempt_object(attempt), f"{answer(attempt)}\n{after.reason}")
    output.event(list_summary_object(1))
    return Exit.WAITING if after.is_waiting else Exit.DONE


def _open(context: Context) -> Workspace:
    """Without --yes nothing moves, so nothing needs to be held."""
    return context.open_to_charge(Access.MONEY if context.options.yes else Access.LOOK)


def _carry_out(context: Context, workspace: Workspace, order: ReversalOrder) -> Exit:
    attempt = order.attempt
    if not context.options.yes:
        raise InputError(f"{_confirmation(order)} Nothing was sent; add --yes to do it.")
    started = workspace.clock.monotonic()

    def is_open() -> bool:
        return workspace.journal.attempt(attempt.id).given_back.is_being_reversed

    context.interrupts.shield()
    with late_trouble(is_open):
        done = ReversalService(workspace).carry_out(order)
    context.output.event(
        attempt_object(done.attempt), f"{answer(done.attempt)}\n{done.reversal.reason}"
    )
    elapsed_s = round(workspace.clock.monotonic() - started, 2)
    context.output.event(list_summary_object(1, elapsed_s=elapsed_s))
    return _exit(done.reversal)


def _confirmation(order: ReversalOrder) -> str:
    attempt, intent = order.attempt, order.attempt.intent
    verb = "void" if order.operations[0] is Operation.VOID else "refund"
    method = method_words(intent.instrument_kind, intent.last4)
    then = (
        f" Then payment {attempt.payment_id} is deleted in Splynx."
        if order.in_splynx is InSplynx.DELETE
        else ""
    )
    warnings = "".join(f" {warning}" for warning in order.warnings)
    return (
        f"This would {verb} {order.amount} to the {method} of {intent.customer_name} for "
        f"{document_words(attempt.document)}.{then}{warnings}"
    )


def _exit(reversal: Reversal) -> Exit:
    """Nothing went back: 3. Something still waits in Attention: 4."""
    if reversal.state is ReversalState.DELETED:
        return Exit.DONE
    if reversal.is_waiting:
        return Exit.WAITING
    return Exit.PARTLY
