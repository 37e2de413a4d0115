"""Reads the three books around some days: the gateway's reports, Splynx's payments, our journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import RECEIPT_PREFIX, AttemptId, receipt_number
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reconciliation import Books
from ippay_desktop.domain.report_port import Operation, ReportedTransaction, ReportWindow

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        every = self._rows(later)
        near = tuple(row for row in every if row.at <= window.end)
        returns = self._reports.bank_returns(later)
        payments = self._workspace.billing.payments_between(wide)
        attempts = self._attempts(wide, near, payments)
        payments = (
            *payments,
            *self._payments_of(attempts, payments),
            *self._payments_after(wide, near, attempts, payments),
        )
        known = _ids(near) | {attempt.intent.transaction_id for attempt in attempts}
        references = {attempt.id for attempt in attempts}
        after = (
            row
            for row in every
            if row.at > window.end
            and (row.transaction_id in known or row.attempt_reference in references)
        )
        before = self._rows_before(
            window, {_id_of(one) for one in payments if _is_ours(one)} - known
        )
        rows = _under_their_charge((*before, *near, *after), attempts)
        return Books(attempts, rows, returns, payments)

    def _rows(self, window: ReportWindow) -> tuple[ReportedTransaction, ...]:
        reports = self._reports
        return (*reports.card_transactions(window), *reports.bank_transactions(window))

    def _rows_before(self, window: ReportWindow, lone: set[str]) -> tuple[ReportedTransaction, ...]:
        """Charges long before the days, of payments that would have none."""
        if not lone:
            return ()
        earlier = ReportWindow(window.start - _LONG_BEFORE, window.start)
        return tuple(row for row in self._rows(earlier) if row.transaction_id in lone)

    def _payments_after(
        self,
        wide: Period,
        rows: Iterable[ReportedTransaction],
        attempts: Iterable[Attempt],
        payments: Iterable[Payment],
    ) -> tuple[Payment, ...]:
        """Payments long after the days, of charges by others that would have none."""
        known = {attempt.intent.transaction_id for attempt in attempts}
        done = (row for row in rows if row.operation is Operation.CHARGE and row.is_done)
        lone = _ids(done) - known - {_id_of(payment) for payment in payments}
        after = Period(wide.last + _DAY, max(wide.last + _DAY, self._workspace.today()))
        if not lone or after.first > self._workspace.today():
            return ()
        found = self._workspace.billing.payments_between(after)
        return tuple(payment for payment in found if _id_of(payment) in lone)

    def _attempts(
        self, wide: Period, rows: Iterable[ReportedTransaction], payments: Iterable[Payment]
    ) -> tuple[Attempt, ...]:
        """Charges of the days, and any that a row or a payment of them names."""
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        found = journal.attempts(AttemptFilter(splynx_host=host, period=wide))
        known = {attempt.intent.transaction_id for attempt in found}
        ids = (_ids(rows) | {_id_of(payment) for payment in payments}) - {*known, ""}
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
            if attempt.is_recorded or attempt.state is AttemptState.RECORDING
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


def _is_ours(payment: Payment) -> bool:
    return payment.receipt_number.strip().upper().startswith(RECEIPT_PREFIX)


def _under_their_charge(
    rows: Iterable[ReportedTransaction], attempts: Iterable[Attempt]
) -> tuple[ReportedTransaction, ...]:
    """The rows, those of our own refunds under the id of the charge that they are about."""
    by_id = {attempt.id: attempt for attempt in attempts}
    return tuple(
        replace(row, transaction_id=charge.intent.transaction_id)
        if row.operation is Operation.REFUND
        and (charge := by_id.get(AttemptId(row.attempt_reference))) is not None
        else row
        for row in rows
    )
