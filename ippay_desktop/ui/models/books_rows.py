"""Rows of a comparison of the books: prepared strings, made here and only here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reconciliation import Case, Evidence, Finding, FindingKind
from ippay_desktop.services.comparing import (
    CHANGE_STEP,
    BooksState,
    change_words,
    finding_subject,
    reason_of,
)
from ippay_desktop.ui import states
from ippay_desktop.ui.direction import bare
from ippay_desktop.ui.formats import amount, day, day_order, moment
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.text import NONE, said, tr
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.domain.finished_days import ChangedDay
    from ippay_desktop.domain.tables import Cell
    from ippay_desktop.services.comparing import Comparison


_MARK_SHOWN = 16


class BooksColumn(IntEnum):
    """Columns of a comparison."""

    KIND = 0
    DAY = 1
    WHO = 2
    CLAIMED = 3
    CHARGED = 4
    RECORDED = 5
    DIFFERENCE = 6


@dataclass(frozen=True, slots=True)
class BooksEntry:
    """One difference, awaited charge or changed day as the page shows it.

    Attributes:
        shown: What it is, in words and colour.
        who: The customer, or what the charger called it.
        sums: Of journal, gateway and Splynx, and the difference of the last two.
        known: What the books say, a sentence.
        next_step: What a person does about it, or the reason it was dealt with.
        evidence: Where to look, a line each.
        attempt: Our charge behind it, if one is.
        can_be_dismissed: Whether a person may mark it as dealt with.
    """

    subject: str
    shown: states.Shown
    day: date | None
    who: str
    sums: tuple[Money, Money, Money, Money]
    known: str
    next_step: str
    evidence: tuple[str, ...]
    attempt: Attempt | None = None
    can_be_dismissed: bool = False


def books_model() -> TableModel[BooksEntry]:
    """What differs, and what is awaited."""
    return TableModel(
        (
            Column(tr("What"), 216, is_prose=True),
            Column(tr("Day"), 98),
            Column(tr("Customer or order"), stretches=True),
            Column(tr("Journal"), 78, is_number=True),
            Column(tr("IPpay"), 80, is_number=True),
            Column(tr("Splynx"), 80, is_number=True),
            Column(tr("Difference"), 92, is_number=True),
        )
    )


def entries(found: Comparison) -> list[BooksEntry]:
    """Everything but what matched; days that were finished and have changed come first."""
    told = [(one, False) for one in found.result.findings if one.kind is not FindingKind.MATCHED]
    told += [(one, True) for one in found.result.awaited]
    changes = [_changed_entry(one, found) for one in found.changed]
    return changes + [_entry(finding, found, is_awaited=awaited) for finding, awaited in told]


def _entry(finding: Finding, found: Comparison, *, is_awaited: bool) -> BooksEntry:
    subject, evidence, net = finding_subject(finding), finding.evidence, finding.net
    known = (found.attempts.get(one) for one in evidence.attempts)
    attempt = next((one for one in known if one is not None), None)
    reason = found.dealt_with.get(subject, "")
    who = attempt.intent.customer_name if attempt else evidence.order_number
    return BooksEntry(
        subject,
        _awaited() if is_awaited else _dealt_with() if reason else _finding_shown(finding),
        finding.day,
        who or evidence.transaction_id,
        (net.claimed, net.charged, net.recorded, finding.difference),
        said(reason_of(finding)),
        reason or said(finding.next_step),
        tuple(_evidence_lines(evidence)),
        attempt,
        can_be_dismissed=not (is_awaited or reason),
    )


def _changed_entry(changed: ChangedDay, found: Comparison) -> BooksEntry:
    currency = found.result.scope.currency
    journal, gateway, splynx = (Money.parse(text, currency) for text in changed.now.sums)
    reason = found.dealt_with.get(changed.subject, "")
    return BooksEntry(
        changed.subject,
        _dealt_with() if reason else states.Shown("alert", tr("Finished day changed"), Tone.RED),
        changed.day,
        NONE,
        (journal, gateway, splynx, gateway - splynx),
        said(change_words(changed, currency)),
        reason or said(CHANGE_STEP),
        (
            tr("Finished {at} by {who}", at=moment(changed.finished_at), who=changed.finished_by),
            tr("Proof then: {mark}", mark=changed.before.mark[:_MARK_SHOWN]),
            tr("Proof now: {mark}", mark=changed.now.mark[:_MARK_SHOWN]),
        ),
        can_be_dismissed=not reason,
    )


def _evidence_lines(evidence: Evidence) -> Iterator[str]:
    yield tr("Transaction {id}", id=evidence.transaction_id)
    if evidence.gateway_numbers:
        numbers = ", ".join(str(number) for number in evidence.gateway_numbers)
        yield tr("IPpay numbers {numbers}", numbers=numbers)
    if evidence.payments:
        numbers = ", ".join(str(number) for number in evidence.payments)
        yield tr("Splynx payments {numbers}", numbers=numbers)
    if evidence.order_number:
        yield tr("Order {number}", number=evidence.order_number)
    if evidence.related:
        yield tr("Charged before as {ids}", ids=", ".join(evidence.related))


def _awaited() -> states.Shown:
    return states.Shown("hourglass", tr("Awaited"), Tone.GREY)


def _dealt_with() -> states.Shown:
    return states.Shown("check", tr("Dealt with"), Tone.GREY)


def _finding_shown(finding: Finding) -> states.Shown:
    """A finding in words and colour."""
    if finding.case is Case.STRANGER_RECORDED:
        return states.Shown("circle", tr("Charged elsewhere, recorded"), Tone.NEUTRAL)
    icon, word, tone = {
        FindingKind.MATCHED: ("check", tr("The books agree"), Tone.GREEN),
        FindingKind.CHARGE_WITHOUT_PAYMENT: ("alert", tr("Charge without payment"), Tone.RED),
        FindingKind.PAYMENT_WITHOUT_CHARGE: ("alert", tr("Payment without charge"), Tone.RED),
        FindingKind.DUPLICATE: ("copy", tr("Duplicate"), Tone.RED),
        FindingKind.OTHER_AMOUNT: ("alert", tr("Other amount"), Tone.AMBER),
        FindingKind.STRANGER: ("alert", tr("Charged elsewhere"), Tone.AMBER),
    }[finding.kind]
    return states.Shown(icon, word, tone)


def state_shown(state: BooksState) -> states.Shown:
    """How the books stand, in words and colour."""
    icon, word, tone = {
        BooksState.EQUAL: ("check", tr("Finished and equal"), Tone.GREEN),
        BooksState.DIFFERENT: ("alert", tr("The books differ"), Tone.RED),
        BooksState.OPEN: ("hourglass", tr("Nothing differs, not finished yet"), Tone.BLUE),
    }[state]
    return states.Shown(icon, word, tone)


def books_row(entry: BooksEntry) -> Row[BooksEntry]:
    """One entry."""
    return Row(
        key=entry.subject,
        texts=(
            entry.shown.word,
            day(entry.day) if entry.day else NONE,
            entry.who,
            *(amount(money) for money in entry.sums),
        ),
        value=entry,
        shown={BooksColumn.KIND: entry.shown},
        order={BooksColumn.DAY: day_order(entry.day)}
        | {BooksColumn.CLAIMED + number: money.minor for number, money in enumerate(entry.sums)},
    )


def books_heading() -> tuple[str, ...]:
    """Headings of the exported rows and sums."""
    return (
        *(tr("What"), tr("Day"), tr("Customer or order"), tr("Currency")),
        *(tr("Our journal"), tr("IPpay"), tr("Splynx"), tr("Difference")),
        *(tr("Transaction"), tr("Where to look"), tr("What to do")),
    )


def books_cells(entry: BooksEntry) -> tuple[Cell, ...]:
    """One entry for a file."""
    journal, gateway, splynx, difference = entry.sums
    first, *others = map(bare, entry.evidence)
    return (
        *(bare(entry.shown.word), entry.day, entry.who, journal.currency),
        *(journal, gateway, splynx, difference),
        *(first, "; ".join(others), bare(entry.next_step)),
    )


def sums_cells(found: Comparison) -> list[tuple[Cell, ...]]:
    """The sums of the three books for a file, below the entries: equal where the books are."""
    result, scope = found.result, found.result.scope
    own = result.own
    lines = [
        (tr("Taken"), own.gross),
        (tr("Given back"), own.back),
        (tr("Left"), own.net),
        (tr("Charged elsewhere, recorded"), result.elsewhere.net),
    ]
    period = tr("{first} to {last}", first=day(scope.period.first), last=day(scope.period.last))
    return [
        (
            *(word, None, bare(period), scope.currency, sums.claimed, sums.charged, sums.recorded),
            *(sums.charged - sums.recorded, "", found.proof, state_shown(found.state).word),
        )
        for word, sums in lines
    ]
