"""Intents, runs and a clock for tests of the journal."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.bulk import Run, RunRow, RunState
from ippay_desktop.domain.charge import Intent
from ippay_desktop.domain.identifiers import (
    AttemptId,
    CustomerId,
    DocumentId,
    RunId,
    derive_transaction_id,
)
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.domain.money import Money

HOST = "splynx.example:8443"
TERMINAL = "TESTTERMINAL"
START = datetime(2026, 11, 22, 23, 59, 59, 1, tzinfo=UTC)


class TestClock:
    """A clock that moves one second at each look."""

    __test__ = False

    def __init__(self) -> None:
        self._looks = 0

    def now(self) -> datetime:
        self._looks += 1
        return START + timedelta(seconds=self._looks)

    def monotonic(self) -> float:
        return float(self._looks)

    def sleep(self, seconds: float) -> None:
        self._looks += int(seconds)


def invoice(number: int, customer: int = 17) -> DocumentRef:
    return DocumentRef(
        DocumentKind.INVOICE, CustomerId(customer), DocumentId(number), f"2026{number:08d}"
    )


def intent(attempt_id: str, document: DocumentRef, number: int = 1, **changes: Any) -> Intent:
    amount = Money(6450, "USD")
    made = Intent(
        attempt_id=AttemptId(attempt_id),
        run_id=None,
        profile_id="a" * 32,
        splynx_host=HOST,
        terminal_id=TERMINAL,
        document=document,
        attempt_number=number,
        transaction_id=derive_transaction_id(
            splynx_host=changes.get("splynx_host", HOST),
            terminal_id=TERMINAL,
            document_key=document.key,
            attempt_number=number,
        ),
        customer_name="Zoë Łuczak",
        amount=amount,
        due=amount,
        instrument_kind=InstrumentKind.CARD,
        last4="4242",
        operator="ann",
        station="desk-1",
        created_at=START,
    )
    return replace(made, **changes)


def run(run_id: str, rows: list[RunRow], *, plan_hash: str | None = None) -> Run:
    return Run(
        run_id=RunId(run_id),
        profile_id="a" * 32,
        splynx_host=HOST,
        name="November",
        state=RunState.PLANNED,
        created_at=START,
        operator="ann",
        station="desk-1",
        filter_text="documents invoice",
        account=AccountChoice.ANY,
        plan_hash=hashlib.sha256(run_id.encode()).hexdigest() if plan_hash is None else plan_hash,
        planned=len(rows),
        amount_planned=Money(sum(row.amount.minor for row in rows), "USD"),
        canary=5,
    )


def run_row(position: int, document: DocumentRef) -> RunRow:
    return RunRow(position, document, "Zoë Łuczak", Money(6450, "USD"), InstrumentKind.CARD, "4242")
