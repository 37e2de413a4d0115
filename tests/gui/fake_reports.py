"""Reports of IPpay that say what a test wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import IPpayDesktopError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.report_port import (
    AccountUpdate,
    BankReturn,
    Chargeback,
    ReportedTransaction,
    ReportWindow,
    Settlement,
)

if TYPE_CHECKING:
    from datetime import datetime


@dataclass
class FakeReports:
    """Implements `domain.report_port.GatewayReports` on rows that a test puts there."""

    rows: list[ReportedTransaction] = field(default_factory=list)
    trouble: IPpayDesktopError | None = None

    def overlapping_window(self, now: datetime) -> ReportWindow:
        return ReportWindow.last(10, now)

    def sweep_window(self, now: datetime) -> ReportWindow:
        return ReportWindow.last(70, now)

    def card_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        del window
        if self.trouble is not None:
            raise self.trouble
        return tuple(one for one in self.rows if one.kind is InstrumentKind.CARD)

    def bank_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        del window
        return tuple(one for one in self.rows if one.kind is InstrumentKind.BANK)

    def card_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        del window
        return ()

    def bank_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        del window
        return ()

    def bank_returns(self, window: ReportWindow | None = None) -> tuple[BankReturn, ...]:
        del window
        return ()

    def chargebacks(self, window: ReportWindow | None = None) -> tuple[Chargeback, ...]:
        del window
        return ()

    def account_updates(self, window: ReportWindow | None = None) -> tuple[AccountUpdate, ...]:
        del window
        return ()

    def pending_account_updates(
        self, window: ReportWindow | None = None
    ) -> tuple[AccountUpdate, ...]:
        del window
        return ()
