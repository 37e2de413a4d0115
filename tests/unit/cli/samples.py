"""Attempts, rows and runs to show."""

from dataclasses import replace
from datetime import UTC, date, datetime

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import Plan, PlanRow, RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import Attempt, AttemptState, Intent
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    PaymentId,
    RunId,
    TransactionId,
)
from ippay_desktop.domain.instrument import AccountChoice, Instrument, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.secret import SecretText

AT = datetime(2026, 11, 22, 23, 59, 59, 123456, tzinfo=UTC)
TOKEN = "4B7C1D9A2F3E4242"  # noqa: S105 - invented
INVOICE = DocumentRef(DocumentKind.INVOICE, CustomerId(17), DocumentId(5513), "202501000312")
CARD = Instrument(InstrumentKind.CARD, SecretText(TOKEN), True, "Ann Example", "4242")


def intent(kind: InstrumentKind = InstrumentKind.CARD) -> Intent:
    return Intent(
        attempt_id=AttemptId("a" * 32),
        run_id=None,
        profile_id="p" * 32,
        splynx_host="splynx.example",
        terminal_id="TESTTERMINAL",
        document=INVOICE,
        attempt_number=1,
        transaction_id=TransactionId("0123456789ABCDEFGH"),
        customer_name="Ann Example",
        amount=Money(6450, "USD"),
        due=Money(6450, "USD"),
        instrument_kind=kind,
        last4="4242",
        operator="ann",
        station="desk-1",
        created_at=AT,
    )


def attempt(state: AttemptState, kind: InstrumentKind = InstrumentKind.CARD) -> Attempt:
    made = Attempt(intent(kind), state, "A reason.", AT)
    is_recorded = state in {AttemptState.RECORDED, AttemptState.POSTED, AttemptState.MISPLACED}
    return replace(made, payment_id=PaymentId(9021)) if is_recorded else made


def run(state: RunState = RunState.FINISHED, planned: int = 1) -> Run:
    return Run(
        run_id=RunId("b" * 32),
        profile_id="p" * 32,
        splynx_host="splynx.example",
        name="November",
        state=state,
        created_at=AT,
        operator="ann",
        station="desk-1",
        filter_text="documents invoice",
        account=AccountChoice.ANY,
        plan_hash="c" * 64,
        planned=planned,
        amount_planned=Money(6450, "USD"),
    )


def run_row(state: RowState = RowState.WAITING, reason: str = "") -> RunRow:
    return RunRow(
        0,
        INVOICE,
        "Ann Example",
        Money(6450, "USD"),
        InstrumentKind.CARD,
        "4242",
        state,
        None,
        reason,
    )


def plan(*rows: PlanRow) -> Plan:
    return Plan(rows, "documents invoice", AccountChoice.ANY, "USD", AT)


def plan_row(reason: str = "", instrument: Instrument | None = CARD) -> PlanRow:
    return PlanRow(
        INVOICE, "Ann Example", Money(6450, "USD"), instrument, reason, issued_on=date(2026, 11, 1)
    )
