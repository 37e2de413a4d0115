"""What the two papers say: the report of a run, and the receipt of one charge.

Their words are the screen's. The first line answers whether money was taken, and what is being
checked is never among what was paid. Pure and of any thread: everything is made of frozen values.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ippay_desktop import __version__
from ippay_desktop.domain.bulk import RowState
from ippay_desktop.domain.charge import AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.decline_words import sentence_about
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.profile import Profile, RecordBank
from ippay_desktop.services.tally import tally_run
from ippay_desktop.ui import states
from ippay_desktop.ui.models import run_rows
from ippay_desktop.ui.papers.paper import (
    Draft,
    Paper,
    PaperColumn,
    PaperTable,
    Size,
    Words,
    facts,
)
from ippay_desktop.ui.presenters.session import Catalogue
from ippay_desktop.ui.run_names import run_choice, run_name
from ippay_desktop.ui.text import (
    document_name,
    in_figures,
    mark,
    masked_method,
    moment,
    money,
    said,
    tr,
)
from ippay_desktop.ui.widgets.mode import mode_sentence

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.ui.presenters.session import Session

_HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, from where, and when; stands on every paper."""

    profile: Profile
    operator: str
    station: str
    at: datetime
    catalogue: Catalogue

    @classmethod
    def of(cls, session: Session) -> Printing:
        """Now, at this desk."""
        workspace = session.workspace
        who = (workspace.operator, workspace.station)
        return cls(workspace.profile, *who, session.now(), session.catalogue)


_PAID, _TAKEN = mark("Paid"), mark("Taken, not recorded in Splynx yet")
_CHECKED, _LEFT = mark("Being checked, don't charge again"), mark("Not begun")
_SKIPPED = mark("Skipped")
_BECAME = {
    Outcome.APPROVED: _PAID,
    Outcome.SETTLED: _PAID,
    Outcome.ACCEPTED: mark("Bank debit accepted, not settled yet"),
    Outcome.UNKNOWN: _CHECKED,
    Outcome.DECLINED: mark("Declined"),
    Outcome.RETURNED: mark("Bank debit returned"),
    Outcome.VOIDED: mark("Voided"),
    Outcome.REFUNDED: mark("Refunded"),
    Outcome.NOT_SENT: _SKIPPED,
    Outcome.SKIPPED: _SKIPPED,
}


_ORDER = (_PAID, _TAKEN, *dict.fromkeys(_BECAME.values()), _LEFT)


def run_draft(run: Run, results: tuple[RowResult, ...], session: Session) -> Draft:
    """The report of a run as it stands now."""
    stem = f"run-{run.created_at.astimezone():%Y-%m-%d-%H%M}"
    return Draft(stem, partial(run_report, run, results, Printing.of(session)))


def receipt_draft(attempt: Attempt, session: Session) -> Draft:
    """The receipt of a charge as it stands now."""
    stem = f"charge-{attempt.intent.transaction_id}"
    return Draft(stem, partial(receipt, attempt, Printing.of(session)))


def run_report(run: Run, results: tuple[RowResult, ...], by: Printing) -> Paper:
    """A run with its control totals and every row."""
    return Paper(
        title=tr("Report of a charge run"),
        mode=by.profile.mode,
        blocks=(
            Words(run_name(run, by.catalogue) or run.run_id, Size.TITLE, is_strong=True),
            Words(mode_sentence(by.profile.mode), is_strong=True),
            _run_facts(run, by),
            Words(tr("Was money taken?"), Size.HEADING, is_strong=True),
            _answers(results, run.amount_planned.currency),
            Words(tr("What became of the rows"), Size.HEADING, is_strong=True),
            _totals(run, results, by.profile.policy.record_bank),
            Words(tr("Every row"), Size.HEADING, is_strong=True),
            _rows(results),
            Words(tr("End of the report")),
        ),
        footer=_footer(by, run.run_id),
        is_wide=True,
    )


def _run_facts(run: Run, by: Printing) -> PaperTable:
    state = states.of_run(run.state).word
    pairs = [
        (tr("State"), f"{state}. {said(run.note)}" if run.note else state),
        (tr("Made"), _made(run.created_at, run.operator, run.station)),
        (tr("What it charges"), run_choice(run, by.catalogue)),
        (tr("Run id"), run.run_id),
        *_place(by),
    ]
    return facts(tuple((name, text) for name, text in pairs if text), share=7)


def _made(at: datetime, operator: str, station: str) -> str:
    return tr("{operator} at {station}, {at}", operator=operator, station=station, at=moment(at))


def _place(by: Printing) -> tuple[tuple[str, str], ...]:
    return (
        (tr("Splynx"), by.profile.splynx_host),
        (tr("Printed"), _made(by.at, by.operator, by.station)),
        (tr("Times"), zone_words(by.at)),
    )


def zone_words(at: datetime) -> str:
    """The computer's time zone: its name, and how far it is from UTC then."""
    local = at.astimezone()
    offset = local.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    hours, rest = divmod(abs(minutes), _HOUR_MINUTES)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return tr(
        "local times of this computer, {zone} (UTC{offset})",
        zone=local.tzname() or "?",
        offset=f"{sign}{hours:02}:{rest:02}",
    )


def _became(result: RowResult) -> str:
    """What a row is counted under; each row under one thing."""
    attempt = result.attempt
    if attempt is None:
        words = {RowState.SKIPPED: _SKIPPED, RowState.STARTED: _CHECKED}
        return words.get(result.row.state, _LEFT)
    if attempt.money_taken is MoneyTaken.BEING_CHECKED and not attempt.awaits_bank:
        # Also a charge that may just have been given back.
        return _CHECKED
    words_of_it = _BECAME[attempt.outcome]
    is_recorded = attempt.state is AttemptState.RECORDED and attempt.is_recorded
    return _TAKEN if words_of_it == _PAID and not is_recorded else words_of_it


def _taken(result: RowResult) -> MoneyTaken:
    shown = states.of_result(result)
    return shown.taken or MoneyTaken.NO


def _figures(results: list[RowResult], currency: str) -> tuple[str, str]:
    amounts: list[Money] = [result.row.amount for result in results]
    return in_figures(len(results)), money(total(amounts, currency))


_SUM_COLUMNS = (("", 5, False), (mark("Rows"), 1, True), (mark("Sum"), 2, True))


def _sums(lines: list[tuple[str, str, str]], strong: frozenset[int] = frozenset()) -> PaperTable:
    columns = tuple(
        PaperColumn(tr(title) if title else "", share, is_number)
        for title, share, is_number in _SUM_COLUMNS
    )
    return PaperTable(columns, tuple(lines), strong)


def _answers(results: tuple[RowResult, ...], currency: str) -> PaperTable:
    by_answer: dict[MoneyTaken, list[RowResult]] = defaultdict(list)
    for result in results:
        by_answer[_taken(result)].append(result)
    order = (MoneyTaken.YES, MoneyTaken.BEING_CHECKED, MoneyTaken.NO)
    return _sums(
        [(states.taken_answer(answer), *_figures(by_answer[answer], currency)) for answer in order],
        frozenset({0}),
    )


def _totals(run: Run, results: tuple[RowResult, ...], record_bank: RecordBank) -> PaperTable:
    """A row for each outcome, together all rows; then what was planned, collected, given back."""
    currency = run.amount_planned.currency
    groups: dict[str, list[RowResult]] = {words: [] for words in _ORDER}
    for result in results:
        groups[_became(result)].append(result)
    lines = [(tr(words), *_figures(group, currency)) for words, group in groups.items() if group]
    lines += [
        (tr("Together"), *_figures(list(results), currency)),
        (
            tr("Planned and confirmed"),
            in_figures(run.planned),
            money(run.amount_planned),
        ),
    ]
    strong = frozenset({len(lines) - 1, len(lines) - 2})
    counts = tally_run(run, results, record_bank)
    if counts.given_back:
        # Rows of it stand above as voided, refunded or, in part, as paid: the sums tie them up.
        pairs = (
            (tr("Approved or accepted"), counts.collected, counts.amount_approved),
            (tr("Given back later"), counts.given_back, counts.amount_given_back),
        )
        lines += [(words, in_figures(number), money(sum_)) for words, number, sum_ in pairs]
    return _sums(lines, strong)


# Shares of a lying page; the transaction id stands last, as in the export.
_ROW_SHARES = (4, 12, 20, 13, 11, 14, 10, 27, 17)


def _rows(results: tuple[RowResult, ...]) -> PaperTable:
    titles = (
        *(tr("No."), tr("Number"), tr("Customer"), tr("Method"), tr("Amount"), tr("At")),
        *(tr("Money taken"), tr("Result"), tr("Transaction id")),
    )
    numbers = {tr("No."), tr("Amount")}
    columns = tuple(
        PaperColumn(title, share, title in numbers)
        for title, share in zip(titles, _ROW_SHARES, strict=True)
    )
    return PaperTable(columns, tuple(_row(result) for result in results))


def _row(result: RowResult) -> tuple[str, ...]:
    column = run_rows.ResultColumn
    texts, row, attempt = run_rows.result_row(result).texts, result.row, result.attempt
    return (
        texts[column.POSITION],
        texts[column.NUMBER],
        tr("{name} (customer {id})", name=row.customer_name, id=row.document.customer_id),
        texts[column.METHOD],
        money(row.amount),
        moment(attempt.updated_at) if attempt else "",
        states.taken_word(_taken(result)),
        texts[column.STATE],
        attempt.intent.transaction_id if attempt else "",
    )


_RECEIPT_TITLES = {
    MoneyTaken.YES: mark("Receipt"),
    MoneyTaken.BEING_CHECKED: mark("Charge being checked, not a receipt"),
    MoneyTaken.NO: mark("Charge without payment, not a receipt"),
}


def receipt(attempt: Attempt, by: Printing) -> Paper:
    """What is known about one charge; called a receipt only where money was taken."""
    taken, shown, intent = attempt.money_taken, states.of_attempt(attempt), attempt.intent
    title = tr(_RECEIPT_TITLES[taken])
    pairs = [
        (tr("Amount"), money(intent.amount)),
        (tr("Refunded"), money(attempt.refunded) if attempt.refunded else ""),
        (tr("For"), document_name(attempt.document)),
        (
            tr("Customer"),
            tr("{name} (customer {id})", name=intent.customer_name, id=attempt.customer_id),
        ),
        (tr("Charged to"), masked_method(intent.instrument_kind, intent.last4)),
        (tr("State"), shown.word),
        (tr("To tell the customer"), said(sentence_about(attempt))),
        (tr("Charged"), _made(intent.created_at, intent.operator, intent.station)),
        (tr("Known since"), moment(attempt.updated_at)),
        (tr("Transaction id"), intent.transaction_id),
        (tr("Approval"), attempt.approval or ""),
        (tr("Payment in Splynx"), str(attempt.payment_id or "")),
        *_place(by),
    ]
    return Paper(
        title=title,
        mode=by.profile.mode,
        blocks=(
            Words(title, Size.TITLE, is_strong=True),
            Words(mode_sentence(by.profile.mode), is_strong=True),
            Words(
                states.taken_answer(taken),
                Size.HEADING,
                is_strong=True,
                tone=states.of_taken(taken).tone,
            ),
            facts(tuple((name, text) for name, text in pairs if text), share=3),
        ),
        footer=_footer(by, intent.transaction_id),
    )


def _footer(by: Printing, about: str) -> str:
    return tr(
        "{about}, printed by {operator} at {station} with IPpay Desktop {version}",
        about=about,
        operator=by.operator,
        station=by.station,
        version=__version__,
    )
