"""Rows of plans, of runs and of the run history: prepared strings, made here and only here."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.decline_words import sentence_about
from ippay_desktop.ui import states
from ippay_desktop.ui.direction import bare
from ippay_desktop.ui.formats import day_order, moment_order
from ippay_desktop.ui.models.table import Column, LaterRow, Row, TableModel
from ippay_desktop.ui.run_names import run_name
from ippay_desktop.ui.text import (
    NONE,
    amount,
    clock_time,
    day,
    moment,
    said,
    short_method,
    tr,
)

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import PlanRow
    from ippay_desktop.domain.tables import Cell
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.ui.presenters.runs import RunDetail
    from ippay_desktop.ui.presenters.session import Catalogue


class PlanColumn(IntEnum):
    """Columns of a plan."""

    NUMBER = 0
    CUSTOMER = 1
    ISSUED = 2
    METHOD = 3
    AMOUNT = 4
    STATE = 5


def plan_model() -> TableModel[PlanRow]:
    """A plan, row by row."""
    return TableModel(
        (
            Column(tr("Number"), 126),
            Column(tr("Customer"), 160, is_prose=True),
            Column(tr("Date"), 98, is_extra=True),
            Column(tr("Method"), 118),
            Column(tr("Amount"), 86, is_number=True),
            Column(tr("What happens"), 224, stretches=True),
        )
    )


def plan_row(row: PlanRow, *, is_dropped: bool) -> Row[PlanRow]:
    """One document of a plan."""
    shown = states.skipped(tr("taken out by you")) if is_dropped else states.of_plan_row(row)
    return Row(
        key=row.document.key,
        texts=(
            row.document.number or str(row.document.id),
            row.customer_name,
            day(row.issued_on),
            short_method(row.instrument.kind, row.instrument.last4) if row.instrument else NONE,
            amount(row.amount),
            shown.word,
        ),
        value=row,
        shown={PlanColumn.STATE: shown},
        order={PlanColumn.ISSUED: day_order(row.issued_on), PlanColumn.AMOUNT: row.amount.minor},
    )


class ResultColumn(IntEnum):
    """Columns of a run's rows."""

    POSITION = 0
    NUMBER = 1
    CUSTOMER = 2
    METHOD = 3
    AMOUNT = 4
    AT = 5
    STATE = 6


def results_model() -> TableModel[RowResult]:
    """A run's rows."""
    return TableModel(
        (
            Column(tr("No."), 52, is_number=True),
            Column(tr("Number"), 122),
            Column(tr("Customer"), 160, is_prose=True),
            Column(tr("Method"), 118),
            Column(tr("Amount"), 86, is_number=True),
            Column(tr("At"), 84, is_extra=True),
            Column(tr("Result"), 196, stretches=True),
        )
    )


def later_result_row(result: RowResult) -> Row[RowResult]:
    """One row of a run, put into words when it is first looked at."""
    return LaterRow(_result_key(result), result, result_row)


def _result_key(result: RowResult) -> str:
    return str(result.row.position)


def result_row(result: RowResult) -> Row[RowResult]:
    """One row of a run."""
    row, shown = result.row, states.of_result(result)
    return Row(
        key=_result_key(result),
        texts=(
            str(row.position + 1),
            row.document.number or str(row.document.id),
            row.customer_name,
            short_method(row.instrument_kind, row.last4),
            amount(row.amount),
            clock_time(result.attempt.updated_at) if result.attempt else "",
            shown.word,
        ),
        value=result,
        shown={ResultColumn.STATE: shown},
        order={
            ResultColumn.POSITION: row.position,
            ResultColumn.AMOUNT: row.amount.minor,
            ResultColumn.AT: moment_order(result.attempt.updated_at) if result.attempt else 0,
        },
    )


def result_heading() -> tuple[str, ...]:
    """Headings of exported rows."""
    return (
        *(tr("No."), tr("Number"), tr("Customer id"), tr("Customer"), tr("Method")),
        *(tr("Amount"), tr("Currency"), tr("At (UTC)"), tr("Money taken"), tr("Result")),
        tr("Transaction id"),
        tr("To tell the customer"),
    )


def result_cells(result: RowResult) -> tuple[Cell, ...]:
    """One row of a run for a file: the same words as on screen, figures and times for machines."""
    row, shown, attempt = result.row, states.of_result(result), result.attempt
    return (
        row.position + 1,
        row.document.number or str(row.document.id),
        row.document.customer_id,
        row.customer_name,
        bare(short_method(row.instrument_kind, row.last4)),
        row.amount,
        row.amount.currency,
        attempt.updated_at if attempt else None,
        states.taken_word(shown.taken) if shown.taken else "",
        bare(shown.word),
        attempt.intent.transaction_id if attempt else "",
        bare(said(sentence_about(attempt))) if attempt else "",
    )


class RunColumn(IntEnum):
    """Columns of the run history."""

    AT = 0
    NAME = 1
    STATE = 2
    PLANNED = 3
    PAID = 4
    DECLINED = 5
    CHECKED = 6
    LEFT = 7
    TAKEN = 8
    BACK = 9
    OPERATOR = 10


def runs_model() -> TableModel[RunDetail]:
    """The run history."""
    return TableModel(
        (
            Column(tr("When"), 142),
            Column(tr("Name"), stretches=True),
            Column(tr("State"), 112),
            Column(tr("Planned"), 64, is_number=True),
            Column(tr("Done"), 56, is_number=True),
            Column(tr("Declined"), 64, is_number=True),
            Column(tr("Checked"), 64, is_number=True),
            Column(tr("Left"), 56, is_number=True),
            Column(tr("Sum done"), 96, is_number=True),
            Column(tr("Given back"), 96, is_number=True),
            Column(tr("By"), 140, is_prose=True, is_extra=True),
        )
    )


def run_row(detail: RunDetail, catalogue: Catalogue) -> Row[RunDetail]:
    """One run; what is under "Checked" is still being checked."""
    run, counts, shown = detail.run, detail.tally, states.of_run(detail.run.state)
    return Row(
        key=run.run_id,
        texts=(
            moment(run.created_at),
            run_name(run, catalogue),
            shown.word,
            str(counts.planned),
            str(counts.collected),
            str(counts.declined),
            str(counts.being_checked),
            str(counts.left),
            amount(counts.amount_approved),
            amount(counts.amount_given_back) if counts.given_back else "",
            tr("{operator} at {station}", operator=run.operator, station=run.station),
        ),
        value=detail,
        shown={RunColumn.STATE: shown},
        order={
            RunColumn.AT: moment_order(run.created_at),
            RunColumn.PLANNED: counts.planned,
            RunColumn.PAID: counts.collected,
            RunColumn.DECLINED: counts.declined,
            RunColumn.CHECKED: counts.being_checked,
            RunColumn.LEFT: counts.left,
            RunColumn.TAKEN: counts.amount_approved.minor,
            RunColumn.BACK: counts.amount_given_back.minor,
        },
    )
