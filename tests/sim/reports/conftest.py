"""One pair of practice servers for the folder, and a client whose clock is theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.domain.identifiers import receipt_number
from ippay_desktop.domain.instrument import AccountChoice, InstrumentKind
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.reconciliation import AttentionService, ReconcileService
from ippay_desktop.services.workspace import Workspace
from tests.support.practice import PracticeServers
from tests.support.workspaces import QUICK, MovableClock, chargeable, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.reconciliation import Reconciled

USUAL = {"report_lag_h": "0", "report_units": "documented", "report_dup": "off"}
USUAL |= {"report_outside": "off"}


class ServersClock(MovableClock):
    """The machine's clock, as far ahead as the practice servers' is."""

    def __init__(self, practice: PracticeServers) -> None:
        super().__init__()
        told = datetime.fromisoformat(practice.control("GET", "/clock")["now"])
        self.ahead = told - self.now()


@dataclass
class Office:
    """Staff at work: a workspace, the servers behind it, and one clock for all."""

    practice: PracticeServers
    workspace: Workspace
    clock: ServersClock

    def pass_days(self, days: float) -> None:
        seconds = int(days * 86400)
        self.practice.advance(seconds)
        self.clock.ahead += timedelta(seconds=seconds)

    def charge(self, kind: InstrumentKind = InstrumentKind.BANK) -> Attempt:
        row = self.unused(kind)
        return self.charge_row(row, AccountChoice(kind.value))

    def charge_row(self, row: DocumentRow, account: AccountChoice) -> Attempt:
        service = ChargeService(self.workspace)
        return service.charge(service.prepare_document(row.document, account, None)).attempt

    def unused(self, kind: InstrumentKind) -> DocumentRow:
        """An open document of a customer whom no test has charged."""
        return next(self.each_unused(kind))

    def each_unused(self, kind: InstrumentKind) -> Iterator[DocumentRow]:
        """Such documents, each of another customer, read in one go."""
        for row in chargeable(self.workspace, instrument=kind):
            if row.document.ref.customer_id not in _USED:
                _USED.add(row.document.ref.customer_id)
                yield row

    def come_back(self, attempt: Attempt, code: str, days: int = 0) -> None:
        wanted = {"transaction_id": attempt.intent.transaction_id, "code": code, "days": days}
        self.practice.control("POST", "/ippay/return", wanted)

    def delete_payment(self, attempt: Attempt) -> None:
        self.practice.control("POST", "/splynx/delete-payment", {"id": attempt.payment_id})

    def reconcile(self, wait_s: float = 0) -> Reconciled:
        return ReconcileService(self.workspace).reconcile(wait_s=wait_s)

    def now(self, attempt: Attempt) -> Attempt:
        return self.workspace.journal.attempt(attempt.id)

    def waiting(self, attempt: Attempt) -> list[AttentionItem]:
        items = AttentionService(self.workspace).items()
        return [item for item in items if item.attempt and item.attempt.id == attempt.id]

    def payments(self, attempt: Attempt) -> int:
        receipt = receipt_number(attempt.intent.transaction_id)
        billing = self.workspace.billing
        return len(billing.payments(attempt.customer_id, receipt_number=receipt))


_USED: set[int] = set()


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    _USED.clear()
    with PracticeServers(customers=400, invoices=900, seed=11) as practice:
        practice.terminal(penny_rule=False)
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    yield practice_servers
    practice_servers.control("DELETE", "/faults")
    practice_servers.switches(ippay=USUAL)


@pytest.fixture
def office(practice: PracticeServers, tmp_path: Path) -> Iterator[Office]:
    with office_with(practice, tmp_path) as opened:
        yield opened


class office_with:  # noqa: N801 - reads as a function
    """An office whose policy is changed in some fields."""

    def __init__(self, practice: PracticeServers, data_dir: Path, **policy: Any) -> None:
        self._clock = ServersClock(practice)
        self._practice = practice
        self._opened = open_workspace(
            practice, data_dir, replace(QUICK, **policy), clock=self._clock, with_reports=True
        )

    def __enter__(self) -> Office:
        return Office(self._practice, self._opened.__enter__(), self._clock)

    def __exit__(self, *told: Any) -> None:
        self._opened.__exit__(*told)
