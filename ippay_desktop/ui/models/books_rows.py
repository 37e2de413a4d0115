"""Rows of a comparison of the books: prepared strings, made here and only here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.reconciliation import Case, Finding, FindingKind
from ippay_desktop.services.comparing import BooksState, finding_subject
from ippay_desktop.ui import states
from ippay_desktop.ui.formats import amount, day
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.text import NONE, tr
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from ippay_desktop.services.comparing import Comparison


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
    """One finding as the page shows it.

    Attributes:
        dealt_with: The reason a person gave, or "".
    """

    finding: Finding
    subject: str
    attempt: Attempt | None
    is_awaited: bool
    dealt_with: str


def books_model() -> TableModel[BooksEntry]:
    """What differs, and what is awaited."""
    return TableModel(
        (
            Column(tr("What"), 170, is_prose=True),
            Column(tr("Day"), 100),
            Column(tr("Customer or order"), stretches=True, is_prose=True),
            Column(tr("Our journal"), 104, is_number=True),
            Column(tr("IPpay"), 84, is_number=True),
            Column(tr("Splynx"), 84, is_number=True),
            Column(tr("Difference"), 98, is_number=True),
        )
    )


def entries(found: Comparison) -> list[BooksEntry]:
    """Everything but what matched."""
    told = [(one, False) for one in found.result.findings if one.kind is not FindingKind.MATCHED]
    told += [(one, True) for one in found.result.awaited]
    return [_entry(finding, found, is_awaited=is_awaited) for finding, is_awaited in told]


def _entry(finding: Finding, found: Comparison, *, is_awaited: bool) -> BooksEntry:
    subject = finding_subject(finding)
    known = (found.attempts.get(one) for one in finding.evidence.attempts)
    attempt = next((one for one in known if one is not None), None)
    return BooksEntry(finding, subject, attempt, is_awaited, found.dealt_with.get(subject, ""))


def entry_shown(entry: BooksEntry) -> states.Shown:
    """A finding in words and colour."""
    if entry.is_awaited:
        return states.Shown("hourglass", tr("Awaited"), Tone.GREY)
    if entry.dealt_with:
        return states.Shown("check", tr("Dealt with"), Tone.GREY)
    if entry.finding.case is Case.STRANGER_RECORDED:
        return states.Shown("circle", tr("Charged elsewhere, recorded"), Tone.NEUTRAL)
    icon, word, tone = {
        FindingKind.MATCHED: ("check", tr("The books agree"), Tone.GREEN),
        FindingKind.CHARGE_WITHOUT_PAYMENT: ("alert", tr("Charge without payment"), Tone.RED),
        FindingKind.PAYMENT_WITHOUT_CHARGE: ("alert", tr("Payment without charge"), Tone.RED),
        FindingKind.DUPLICATE: ("copy", tr("Duplicate"), Tone.RED),
        FindingKind.OTHER_AMOUNT: ("alert", tr("Other amount"), Tone.AMBER),
        FindingKind.STRANGER: ("alert", tr("Charged elsewhere"), Tone.AMBER),
    }[entry.finding.kind]
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
    """One finding."""
    finding, shown = entry.finding, entry_shown(entry)
    sums = (finding.claimed, finding.charged, finding.recorded, finding.difference)
    return Row(
        key=entry.subject,
        texts=(
            shown.word,
            day(finding.day) if finding.day else NONE,
            who(entry),
            *(amount(money) for money in sums),
        ),
        value=entry,
        shown={BooksColumn.KIND: shown},
        order={BooksColumn.CLAIMED + number: money.minor for number, money in enumerate(sums)},
    )


def who(entry: BooksEntry) -> str:
    """The customer, or what the charger called it."""
    if entry.attempt is not None:
        return entry.attempt.intent.customer_name
    return entry.finding.evidence.order_number or entry.finding.evidence.transaction_id
