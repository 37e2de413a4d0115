"""Rows of every table: frozen values become prepared strings here, and only here."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionItem, AttentionKind
from ippay_desktop.ui import states
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.text import (
    NONE,
    amount,
    clock_time,
    day,
    document_name,
    kind_noun,
    moment,
    short_method,
    tr,
)
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from ippay_desktop.domain.billing import Payment
    from ippay_desktop.domain.bulk import PlanRow
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.charge_pool import RowResult
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.presenters.links import LinkEntry
    from ippay_desktop.ui.presenters.runs import RunDetail
    from ippay_desktop.ui.presenters.session import Catalogue


class CustomerColumn(IntEnum):
    """Columns of the customer list."""

    ID = 0
    NAME = 1
    STATUS = 2
    PARTNER = 3
    UNPAID = 4
    DUE = 5
    CARD = 6
    BANK = 7


def customers_model() -> TableModel[CustomerSummary]:
    """The customer list."""
    return TableModel(
        (
            Column(tr("Id"), 64, is_number=True),
            Column(tr("Name"), stretches=True),
            Column(tr("Status"), 92),
            Column(tr("Partner"), 150),
            Column(tr("Unpaid"), 80, is_number=True),
            Column(tr("Due"), 110, is_number=True),
            Column(tr("Card"), 190),
            Column(tr("Bank account"), 190),
        )
    )


def customer_row(summary: CustomerSummary, catalogue: Catalogue) -> Row[CustomerSummary]:
    """One customer."""
    one, methods = summary.customer, summary.methods
    card, bank = states.of_instrument(methods.card), states.of_instrument(methods.bank)
    return Row(
        key=str(one.id),
        texts=(
            str(one.id),
            one.name,
            one.status.capitalize(),
            catalogue.partner(one.partner_id),
            str(summary.unpaid) if summary.unpaid else NONE,
            amount(summary.due) if summary.unpaid else NONE,
            card.word,
            bank.word,
        ),
        value=summary,
        shown={CustomerColumn.CARD: card, CustomerColumn.BANK: bank},
        order={
            CustomerColumn.ID: one.id,
            CustomerColumn.UNPAID: summary.unpaid,
            CustomerColumn.DUE: summary.due.minor,
        },
    )


class DocumentColumn(IntEnum):
    """Columns of document lists."""

    NUMBER = 0
    CUSTOMER = 1
    ISSUED = 2
    DUE_ON = 3
    TOTAL = 4
    DUE = 5
    STATE = 6


def documents_model(*, names_customer: bool = True) -> TableModel[DocumentRow]:
    """Invoices or proformas; on a customer's page the kind stands where the name would."""
    second = Column(tr("Customer"), stretches=True) if names_customer else Column(tr("Kind"), 120)
    return TableModel(
        (
            Column(tr("Number"), 140),
            second,
            Column(tr("Date"), 110),
            Column(tr("Due on"), 110),
            Column(tr("Total"), 110, is_number=True),
            Column(tr("Due"), 110, is_number=True),
            Column(tr("State"), 270, stretches=not names_customer),
        )
    )


def document_row(row: DocumentRow, *, names_customer: bool = True) -> Row[DocumentRow]:
    """One document; our own unsettled charge of it outweighs Splynx's status."""
    document = row.document
    shown = states.of_document(row.state)
    if row.open_attempt is not None:
        shown = states.of_attempt(row.open_attempt)
    return Row(
        key=document.ref.key,
        texts=(
            document.ref.number or str(document.ref.id),
            row.customer_name if names_customer else kind_noun(document.ref),
            day(document.issued_on),
            day(document.due_on),
            amount(document.total),
            amount(document.due),
            shown.word,
        ),
        value=row,
        shown={DocumentColumn.STATE: shown},
        order={
            DocumentColumn.TOTAL: document.total.minor,
            DocumentColumn.DUE: document.due.minor,
        },
    )


class PaymentColumn(IntEnum):
    """Columns of payments."""

    ID = 0
    PAID_ON = 1
    AMOUNT = 2
    METHOD = 3
    RECEIPT = 4
    COMMENT = 5


def payments_model() -> TableModel[Payment]:
    """A customer's payments in Splynx."""
    return TableModel(
        (
            Column(tr("Payment"), 90, is_number=True),
            Column(tr("Date"), 110),
            Column(tr("Amount"), 110, is_number=True),
            Column(tr("Method"), 170),
            Column(tr("Receipt number"), 220),
            Column(tr("Comment"), stretches=True),
        )
    )


def payment_row(payment: Payment, catalogue: Catalogue) -> Row[Payment]:
    """One payment."""
    return Row(
        key=str(payment.id),
        texts=(
            str(payment.id),
            day(payment.paid_on),
            amount(payment.amount),
            catalogue.method(payment.method),
            payment.receipt_number,
            payment.comment,
        ),
        value=payment,
        order={PaymentColumn.ID: payment.id, PaymentColumn.AMOUNT: payment.amount.minor},
    )


class AttemptColumn(IntEnum):
    """Columns of our own charges."""

    AT = 0
    DOCUMENT = 1
    AMOUNT = 2
    METHOD = 3
    TRANSACTION = 4
    OPERATOR = 5
    STATE = 6


def attempts_model() -> TableModel[Attempt]:
    """Our charges, from the journal."""
    return TableModel(
        (
            Column(tr("When"), 142),
            Column(tr("Document"), 200),
            Column(tr("Amount"), 100, is_number=True),
            Column(tr("Method"), 150),
            Column(tr("Transaction id"), 190),
            Column(tr("By"), 90),
            Column(tr("State"), stretches=True),
        )
    )


def attempt_row(attempt: Attempt) -> Row[Attempt]:
    """One charge."""
    intent, shown = attempt.intent, states.of_attempt(attempt)
    return Row(
        key=attempt.id,
        texts=(
            moment(intent.created_at),
            document_name(intent.document),
            amount(intent.amount),
            short_method(intent.instrument_kind, intent.last4),
            intent.transaction_id,
            intent.operator,
            shown.word,
        ),
        value=attempt,
        shown={AttemptColumn.STATE: shown},
        order={AttemptColumn.AMOUNT: intent.amount.minor},
    )


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
            Column(tr("Number"), 122),
            Column(tr("Customer"), 160),
            Column(tr("Date"), 98),
            Column(tr("Method"), 118),
            Column(tr("Amount"), 86, is_number=True),
            Column(tr("What happens"), stretches=True),
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
        order={PlanColumn.AMOUNT: row.amount.minor},
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
            Column(tr("Customer"), 160),
            Column(tr("Method"), 118),
            Column(tr("Amount"), 86, is_number=True),
            Column(tr("At"), 84),
            Column(tr("Result"), stretches=True),
        )
    )


def result_row(result: RowResult) -> Row[RowResult]:
    """One row of a run."""
    row, shown = result.row, states.of_result(result)
    return Row(
        key=str(row.position),
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
        order={ResultColumn.POSITION: row.position, ResultColumn.AMOUNT: row.amount.minor},
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
    OPERATOR = 9


def runs_model() -> TableModel[RunDetail]:
    """The run history."""
    return TableModel(
        (
            Column(tr("When"), 142),
            Column(tr("Name"), stretches=True),
            Column(tr("State"), 110),
            Column(tr("Planned"), 76, is_number=True),
            Column(tr("Taken"), 72, is_number=True),
            Column(tr("Declined"), 80, is_number=True),
            Column(tr("Checked"), 80, is_number=True),
            Column(tr("Left"), 64, is_number=True),
            Column(tr("Sum taken"), 110, is_number=True),
            Column(tr("By"), 140),
        )
    )


def run_row(detail: RunDetail) -> Row[RunDetail]:
    """One run; what is under "Checked" is still being checked."""
    run, counts, shown = detail.run, detail.tally, states.of_run(detail.run.state)
    return Row(
        key=run.run_id,
        texts=(
            moment(run.created_at),
            run.name,
            shown.word,
            str(counts.planned),
            str(counts.approved + counts.unrecorded),
            str(counts.declined),
            str(counts.being_checked),
            str(counts.left),
            amount(counts.amount_approved),
            tr("{operator} at {station}", operator=run.operator, station=run.station),
        ),
        value=detail,
        shown={RunColumn.STATE: shown},
        order={
            RunColumn.PLANNED: counts.planned,
            RunColumn.PAID: counts.approved,
            RunColumn.DECLINED: counts.declined,
            RunColumn.CHECKED: counts.being_checked,
            RunColumn.LEFT: counts.left,
            RunColumn.TAKEN: counts.amount_approved.minor,
        },
    )


class AttentionColumn(IntEnum):
    """Columns of what waits."""

    KIND = 0
    CUSTOMER = 1
    DOCUMENT = 2
    AMOUNT = 3
    SINCE = 4
    NEXT_AT = 5


def attention_model() -> TableModel[AttentionItem]:
    """What waits for evidence or a person."""
    return TableModel(
        (
            Column(tr("What"), 160),
            Column(tr("Customer"), stretches=True),
            Column(tr("Document"), 184),
            Column(tr("Amount"), 90, is_number=True),
            Column(tr("Since"), 142),
            Column(tr("Next look"), 92),
        )
    )


def attention_shown(item: AttentionItem) -> states.Shown:
    """A kind of waiting thing, in words and colour."""
    icon, word, tone = {
        AttentionKind.BEING_CHECKED: ("hourglass", tr("Being checked"), Tone.AMBER),
        AttentionKind.NOT_RECORDED: ("record", tr("Taken, not recorded"), Tone.AMBER),
        AttentionKind.ALLOCATED_ELSEWHERE: ("alert", tr("Paid another debt"), Tone.AMBER),
        AttentionKind.BANK_RETURN: ("bank", tr("Bank return"), Tone.RED),
        AttentionKind.DUPLICATE: ("copy", tr("Duplicate receipt"), Tone.RED),
        AttentionKind.CHARGE_WITHOUT_PAYMENT: (
            "alert",
            tr("Charge without payment"),
            Tone.RED,
        ),
        AttentionKind.PAYMENT_WITHOUT_CHARGE: (
            "alert",
            tr("Payment without charge"),
            Tone.RED,
        ),
        AttentionKind.ENTER_IN_SPLYNX: ("record", tr("Enter in Splynx"), Tone.AMBER),
        AttentionKind.OTHER: ("alert", tr("Look at this"), Tone.AMBER),
    }[item.kind]
    return states.Shown(icon, word, tone, item.attempt.money_taken)


def attention_row(item: AttentionItem) -> Row[AttentionItem]:
    """One waiting thing."""
    intent, shown = item.attempt.intent, attention_shown(item)
    return Row(
        key=item.attempt.id,
        texts=(
            shown.word,
            intent.customer_name,
            document_name(intent.document),
            amount(intent.amount),
            moment(intent.created_at),
            clock_time(item.next_at) if item.next_at else NONE,
        ),
        value=item,
        shown={AttentionColumn.KIND: shown},
        order={AttentionColumn.AMOUNT: intent.amount.minor},
    )


class LinkColumn(IntEnum):
    """Columns of pay links."""

    NUMBER = 0
    CUSTOMER = 1
    DUE = 2
    STATE = 3
    URL = 4


def links_model() -> TableModel[LinkEntry]:
    """Pay links."""
    return TableModel(
        (
            Column(tr("Number"), 140),
            Column(tr("Customer"), 190),
            Column(tr("Due"), 100, is_number=True),
            Column(tr("Unpaid now?"), 280),
            Column(tr("Address"), stretches=True),
        )
    )


def link_row(entry: LinkEntry) -> Row[LinkEntry]:
    """One document asked for."""
    found = entry.row
    shown = states.of_link(entry.trouble)
    return Row(
        key=f"{entry.asked}:{found.row.document.ref.key if found else ''}",
        texts=(
            entry.asked,
            found.row.customer_name if found else "",
            amount(found.row.document.due) if found else "",
            shown.word,
            found.link.url if found and found.link else "",
        ),
        value=entry,
        shown={LinkColumn.STATE: shown},
        order={LinkColumn.DUE: found.row.document.due.minor if found else 0},
    )
