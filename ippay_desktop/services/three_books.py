"""Reads the three books around some days: the gateway's reports, Splynx's payments, our journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import (
    RECEIPT_PREFIX,
    AttemptId,
    TransactionId,
    receipt_number,
)
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reconciliation import Books
from ippay_desktop.domain.report_port import Operation, ReportedTransaction, ReportWindow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.billing import Payment
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.report_port import GatewayReports
    from ippay_desktop.services.workspace import Workspace

_DAY = timedelta(days=1)
# A charge near midnight is recorded on the day after, and a bank debit perhaps at settlement.
_MARGIN = timedelta(days=10)
# So long before its payment a charge is looked for, if it is not among those of the days around it.
_LONG_BEFORE = timedelta(days=90)


class BooksReader:
    """Reads what a comparison needs. Blocks; worker threads only.

    The other half of a charge may lie far from the days that are compared: it was given back, came
    back or was recorded weeks later. Nobody is accused before it was looked for there.
    """

    def __init__(self, workspace: Workspace, reports: GatewayReports) -> None:
        self._workspace = workspace
        self._reports = reports
        self._zone = ZoneInfo(workspace.profile.splynx_timezone)

    def read(self, period: Period, now: datetime) -> Books:
        """The evidence, the gateway's first: what is recorded meanwhile is then seen.

        Raises:
            IPpayDesktopError: a book could not be read whole.
        """
        wide = Period(period.first - _MARGIN, period.last + _MARGIN)
        window = self._window(wide)
        later = ReportWindow(window.start, max(window.end, now + _DAY))
        rows = self._rows(later)
        returns = self._reports.bank_returns(later)
        # A charge may be recorded, or recorded once more, weeks later.
        until = max(wide.last, now.astimezone(self._zone).date())
        paid = self._workspace.billing.payments_between(Period(wide.first, until))
        refunds = self._workspace.journal.reversals.charges_behind(
            self._workspace.profile.splynx_host,
            (row.transaction_id for row in rows if row.operation is Operation.REFUND),
        )
        near = tuple(row for row in rows if row.at <= window.end)
        payments = tuple(one for one in paid if not _is_after(one, wide))
        attempts = self._attempts(wide, near, payments, refunds)
        known = _ids(_under_their_charge(near, attempts, refunds))
        known |= {attempt.intent.transaction_id for attempt in attempts}
        # Of what came after these days only that counts which is about a charge of them.
        payments += tuple(one for one in paid if _is_after(one, wide) and _id_of(one) in known)
        payments += self._payments_of(attempts, payments)
        rows = tuple(
            row
            for row in _under_their_charge(rows, attempts, refunds)
            if row.at <= window.end or row.transaction_id in known
        )
        lone = {_id_of(one) for one in payments if _is_ours(one)} - known
        return Books(attempts, (*self._rows_before(window, lone), *rows), returns, payments)

    def _rows(self, window: ReportWindow) -> tuple[ReportedTransaction, ...]:
        reports = self._reports
        return (*reports.card_transactions(window), *reports.bank_transactions(window))

    def _rows_before(self, window: ReportWindow, lone: set[str]) -> tuple[ReportedTransaction, ...]:
        """Charges long before the days, of payments that would have none."""
        if not lone:
            return ()
        earlier = ReportWindow(window.start - _LONG_BEFORE, window.start)
        return tuple(row for row in self._rows(earlier) if row.transaction_id in lone)

    def _attempts(
        self,
        wide: Period,
        rows: Iterable[ReportedTransaction],
        payments: Iterable[Payment],
        refunds: Mapping[TransactionId, TransactionId],
    ) -> tuple[Attempt, ...]:
        """Charges of the days, and any that a row, a refund or a payment of them names."""
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        found = journal.attempts(AttemptFilter(splynx_host=host, period=wide))
        known = {attempt.intent.transaction_id for attempt in found}
        named_by_rows = _ids(rows)
        behind = {charge for refund, charge in refunds.items() if refund in named_by_rows}
        ids = named_by_rows | behind | {_id_of(payment) for payment in payments}
        ids -= {*known, ""}
        if not ids:
            return found
        named = AttemptFilter(splynx_host=host, transaction_ids=frozenset(ids))
        return (*found, *journal.attempts(named))

    def _payments_of(
        self, attempts: Iterable[Attempt], payments: Iterable[Payment]
    ) -> tuple[Payment, ...]:
        """Payments of recorded charges that were made on other days than the charge."""
        known = {payment.receipt_number.strip() for payment in payments}
        billing = self._workspace.billing
        return tuple(
            payment
            for attempt in attempts
            if attempt.is_recorded
            or attempt.is_payment_gone
            or attempt.state is AttemptState.RECORDING
            if (receipt := receipt_number(attempt.intent.transaction_id)) not in known
            for payment in billing.payments(attempt.customer_id, receipt_number=receipt)
        )

    def _window(self, period: Period) -> ReportWindow:
        """The days as instants, with a day more on both sides for clocks that differ."""
        first = datetime.combine(period.first, time.min, self._zone) - _DAY
        last = datetime.combine(period.last, time.max, self._zone) + _DAY
        return ReportWindow(first.astimezone(UTC), last.astimezone(UTC))


def _ids(rows: Iterable[ReportedTransaction]) -> set[str]:
    return {row.transaction_id for row in rows} - {""}


def _id_of(payment: Payment) -> str:
    """The transaction id that a payment's receipt names, its own number otherwise."""
    return payment.receipt_number.strip().upper().removeprefix(RECEIPT_PREFIX)


def _is_after(payment: Payment, period: Period) -> bool:
    return payment.paid_on is not None and payment.paid_on > period.last


def _is_ours(payment: Payment) -> bool:
    return payment.receipt_number.strip().upper().startswith(RECEIPT_PREFIX)


def _under_their_charge(
    rows: Iterable[ReportedTransaction],
    attempts: Iterable[Attempt],
    refunds: Mapping[TransactionId, TransactionId],
) -> tuple[ReportedTransaction, ...]:
    """The rows, those of our own refunds under the id of the charge that they are about.

    The journal knows which; of refunds by another computer the row's own reference may tell.
    """
    told = {attempt.id: attempt.intent.transaction_id for attempt in attempts}

    def charge_of(row: ReportedTransaction) -> str:
        known = refunds.get(TransactionId(row.transaction_id))
        return known or told.get(AttemptId(row.attempt_reference)) or row.transaction_id

    return tuple(
        replace(row, transaction_id=charge_of(row)) if row.operation is Operation.REFUND else row
        for row in rows
    )
