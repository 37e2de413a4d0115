"""Rows of customers, documents, payments and charges: prepared strings, made here and only here."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.ui import states
from ippay_desktop.ui.formats import day_order, moment_order
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.models.window import WindowModel
from ippay_desktop.ui.text import (
    NONE,
    amount,
    day,
    document_name,
    kind_noun,
    moment,
    short_method,
    tr,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.billing import Payment
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import CustomerId
    from ippay_desktop.domain.instrument import SavedMethods
    from ippay_desktop.services.customers import CustomerSummary
    from ippay_desktop.services.documents import DocumentRow
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


def customers_model() -> WindowModel[CustomerSummary]:
    """The customer list."""
    return WindowModel(
        (
            Column(tr("Id"), 64, is_number=True),
            Column(tr("Name"), stretches=True),
            Column(tr("Status"), 92),
            Column(tr("Partner"), 150, is_prose=True),
            Column(tr("Unpaid"), 80, is_number=True),
            Column(tr("Due"), 110, is_number=True),
            Column(tr("Card"), 190, is_prose=True),
            Column(tr("Bank account"), 190, is_prose=True),
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
            states.customer_status(one.status),
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


def copied_customer_row(
    summary: CustomerSummary,
    catalogue: Catalogue,
    methods: Mapping[CustomerId, SavedMethods],
) -> Row[CustomerSummary]:
    """One customer of the local copy, with the saved methods if they were read by now."""
    known = methods.get(summary.customer.id)
    if known is not None:
        return customer_row(replace(summary, methods=known), catalogue)
    bare = customer_row(summary, catalogue)
    return replace(bare, texts=(*bare.texts[: CustomerColumn.CARD], "…", "…"), shown={})


class DocumentColumn(IntEnum):
    """Columns of document lists."""

    NUMBER = 0
    CUSTOMER = 1
    ISSUED = 2
    DUE_ON = 3
    TOTAL = 4
    DUE = 5
    STATE = 6


def documents_model(*, names_customer: bool = True) -> WindowModel[DocumentRow]:
    """Invoices or proformas; on a customer's page the kind stands where the name would."""
    second = Column(tr("Customer"), stretches=True) if names_customer else Column(tr("Kind"), 120)
    return WindowModel(
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
            DocumentColumn.ISSUED: day_order(document.issued_on),
            DocumentColumn.DUE_ON: day_order(document.due_on),
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
        order={
            PaymentColumn.ID: payment.id,
            PaymentColumn.PAID_ON: day_order(payment.paid_on),
            PaymentColumn.AMOUNT: payment.amount.minor,
        },
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
            Column(tr("Document"), 180),
            Column(tr("Amount"), 100, is_number=True),
            Column(tr("Method"), 116),
            Column(tr("Transaction id"), 190),
            Column(tr("By"), 90, is_prose=True),
            Column(tr("State"), 210, stretches=True),
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
        order={
            AttemptColumn.AT: moment_order(intent.created_at),
            AttemptColumn.AMOUNT: intent.amount.minor,
        },
    )
