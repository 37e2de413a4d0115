"""Commands that compare and settle: reconcile, and marking what a person has dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.books_objects import (
    books_line,
    books_object,
    changed_day_line,
    changed_day_object,
    finding_line,
    finding_object,
    gauge_line,
    gauge_object,
)
from ippay_desktop.cli.exits import Exit
from ippay_desktop.cli.objects import (
    attempt_object,
    attention_object,
    list_summary_object,
    summary_object,
)
from ippay_desktop.cli.words import attempt_line, attention_line, counts_line
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.reconciliation import FindingKind
from ippay_desktop.services.comparing import CompareService, reason_of
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.method_facts import MethodFacts
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.return_rates import ReturnRates
from ippay_desktop.services.station import Access
from ippay_desktop.services.tally import tally_own

if TYPE_CHECKING:
    from ippay_desktop.cli.context import Context
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.comparing import Comparison
    from ippay_desktop.services.workspace import Workspace


def reconcile(context: Context) -> Exit:
    """Ask about everything open, and finish recording."""
    workspace = context.open(Access.MONEY)
    output, started = context.output, workspace.clock.monotonic()

    def on_settled(attempt: Attempt) -> None:
        output.event(attempt_object(attempt), attempt_line(attempt))

    context.interrupts.shield()
    done = ReconcileService(workspace).reconcile(
        wait_s=context.options.wait,
        on_settled=on_settled,
        should_stop=lambda: context.interrupts.is_stopping,
    )
    for item in AttentionService(workspace).items():
        output.event(attention_object(item), f"{attention_line(item)}\n  {item.next_step}")
    if done.trouble:
        output.say(done.trouble)
    state = None
    if context.options.period is not None:
        state = _compare(context, workspace, Period.parse(context.options.period))
    counts = tally_own(
        (*done.settled, *done.waiting, *done.for_a_person),
        currency=workspace.currency,
        record_bank=workspace.profile.policy.record_bank,
    )
    elapsed_s = workspace.clock.monotonic() - started
    more = {} if state is None else {"books": books_object(state)}
    output.event({**summary_object(counts, elapsed_s=elapsed_s), **more}, counts_line(counts))
    # What IPpay's reports would settle waits as well, while they cannot be read.
    is_unheard = bool(done.trouble) and bool(AttentionService(workspace).awaiting_bank())
    is_awaited = state is not None and bool(state.result.awaited)
    is_waiting = done.waiting or done.reversals or is_unheard or is_awaited
    return Exit.WAITING if is_waiting else Exit.DONE


def _compare(context: Context, workspace: Workspace, period: Period) -> Comparison:
    """Compare the books of some days, and print what differs and what is awaited."""
    found, output = CompareService(workspace).compare(period), context.output
    for finding in found.result.findings:
        if finding.kind is not FindingKind.MATCHED:
            output.event(finding_object(finding, found), finding_line(finding, found))
    for finding in found.result.awaited:
        output.event(
            finding_object(finding, found, is_awaited=True),
            f"… awaited: {reason_of(finding)}",
        )
    for changed in found.changed:
        output.event(changed_day_object(changed, found), changed_day_line(changed, found))
    output.say(books_line(found))
    for gauge in ReturnRates(workspace).gauges():
        output.event(gauge_object(gauge), gauge_line(gauge))
    return found


def dismiss(context: Context) -> Exit:
    """Let a named person mark something in Attention, or a saved method, as dealt with."""
    options, output = context.options, context.output
    workspace = context.open(Access.MONEY if options.yes else Access.LOOK)
    known = {item.about.subject: item for item in AttentionService(workspace).items()}
    marks = {mark.subject: mark for mark in MethodFacts(workspace).marks().values()}
    item, mark = known.get(options.subject), marks.get(options.subject)
    if mark is None and (item is None or not item.can_be_dismissed):
        raise InputError(
            f"Nothing called “{options.subject}” can be marked as dealt with. Take the “subject” "
            "of a line of “attention”, or of “accounts”."
        )
    what = mark.reason if mark else attention_line(item) if item else ""
    if not options.yes:
        raise InputError(f"This would mark as dealt with: {what} Add --yes to do so.")
    FindingService(workspace).dismiss(options.subject, options.reason)
    output.event(
        {"event": "dealt_with", "subject": options.subject, "reason": options.reason},
        f"Dealt with: {what}",
    )
    output.event(list_summary_object(1))
    return Exit.DONE
