"""IPpay's reports as the core sees them: each read whole, or not at all."""

from __future__ import annotations

import logging
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

from ippay_desktop.adapters.ippay.reports import rows
from ippay_desktop.adapters.ippay.reports.documents import (
    Asked,
    RawRow,
    local_span,
    request,
    rows_of,
)
from ippay_desktop.adapters.ippay.reports.repetitions import first_returns, unrepeated
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
)
from ippay_desktop.domain.report_port import (
    AccountUpdate,
    BankReturn,
    Chargeback,
    ReportedTransaction,
    ReportWindow,
    Settlement,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.domain.secret import SecretText

_log = logging.getLogger(__name__)

Row = TypeVar("Row")

OVERLAP_DAYS = 10
# Source: returns as unauthorized come up to 60 days after settlement.
SWEEP_DAYS = 70
_HEADERS = {"Content-Type": "text/xml", "Accept": "text/xml"}
_OK_STATUS = 200
_REFUSED_STATUSES = frozenset({401, 403})
_TOO_MANY_STATUS = 429


class Sender(Protocol):
    """The part of the transport that is used here."""

    def send(self, request: WireRequest) -> WireResponse:
        """Send once; NotSentError or OutcomeUnknownError."""


class IPpayReports:
    """Implements the port `GatewayReports` over IPpay's reporting interface.

    Blocks, and may be used by many threads at a time, up to the transport's pool.
    """

    def __init__(  # noqa: PLR0913 - keyword-only settings
        self,
        *,
        url: str,
        merchant_id: str,
        terminal_ids: tuple[str, ...],
        password: SecretText,
        transport: Sender,
        currency: str,
        clock: Clock,
        timezone: tzinfo,
        timeout_s: float = 120.0,
    ) -> None:
        """Prepare; sends nothing.

        Args:
            url: The reporting interface's address, such as https://host/ippayReport/.
            merchant_id: For reports; not the terminal's.
            terminal_ids: Each is asked about on its own; () asks about all of the merchant's.
            password: For reports; not the terminal's.
            transport: Sends each request once.
            currency: Of the terminals; reports name none.
            clock: Says what "the last days" are.
            timezone: Of the reports' times, which bear none. By the published samples it seems to
                be US Central; no time here is relied upon to the hour.
            timeout_s: From the connection standing to the last byte of the answer.
        """
        self._url = url
        self._merchant_id = merchant_id
        self._terminal_ids = terminal_ids
        self._password = password
        self._transport = transport
        self._currency = currency
        self._clock = clock
        self._timezone = timezone
        self._timeout_s = timeout_s

    def overlapping_window(self, now: datetime) -> ReportWindow:
        """The last ten days: late rows and unknown clocks then lose nothing from day to day."""
        return ReportWindow.last(OVERLAP_DAYS, now)

    def sweep_window(self, now: datetime) -> ReportWindow:
        """The last seventy days, for a sweep now and then: later than that no return comes."""
        return ReportWindow.last(SWEEP_DAYS, now)

    def card_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        """All operations on cards."""
        key = attrgetter("gateway_number", "operation")
        return self._read("credit", window, rows.transaction, key)

    def bank_transactions(
        self, window: ReportWindow | None = None
    ) -> tuple[ReportedTransaction, ...]:
        """All operations on bank accounts."""
        key = attrgetter("gateway_number", "operation")
        return self._read("ach", window, rows.transaction, key)

    def card_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        """Card charges and refunds that settled."""
        key = attrgetter("gateway_number", "operation", "batch")
        return self._read("ccsettlement", window, rows.settlement, key)

    def bank_settlements(self, window: ReportWindow | None = None) -> tuple[Settlement, ...]:
        """Bank debits and refunds that settled; they can still come back."""
        key = attrgetter("gateway_number", "operation", "batch")
        return self._read("achsettlement", window, rows.settlement, key)

    def bank_returns(self, window: ReportWindow | None = None) -> tuple[BankReturn, ...]:
        """Bank debits that came back."""
        key = attrgetter("gateway_number", "code", "returned_at")
        return first_returns(self._read("achrejects", window, rows.bank_return, key))

    def chargebacks(self, window: ReportWindow | None = None) -> tuple[Chargeback, ...]:
        """Disputed card charges; one case may have several steps."""
        key = attrgetter("case_number", "case_type", "reason", "transaction_id")
        return self._read("ccchargebacks", window, rows.chargeback, key)

    def account_updates(self, window: ReportWindow | None = None) -> tuple[AccountUpdate, ...]:
        """News of saved cards; only if IPpay's account updater is subscribed to."""
        return self._read("getAccountUpdaterActivity", window, rows.account_update, _itself)

    def pending_account_updates(
        self, window: ReportWindow | None = None
    ) -> tuple[AccountUpdate, ...]:
        """Saved cards that the networks are being asked about."""
        return self._read("getAccountUpdaterPendingActivity", window, rows.account_update, _itself)

    def _read(
        self,
        report: str,
        window: ReportWindow | None,
        make: Callable[[rows.Reading, RawRow], Row],
        key: Callable[[Row], object],
    ) -> tuple[Row, ...]:
        span = window or self.overlapping_window(self._clock.now())
        start, end = local_span(span, self._timezone)
        raw = [
            row
            for terminal in self._terminal_ids or ("",)
            for row in self._ask(Asked(report, terminal, start, end))
        ]
        reading = rows.Reading.of(
            report, raw, window=span, currency=self._currency, timezone=self._timezone
        )
        found = unrepeated((make(reading, row) for row in raw), key)
        _log.info("report %s: %d rows, %d without repetitions", report, len(raw), len(found))
        return found

    def _ask(self, asked: Asked) -> tuple[RawRow, ...]:
        wire = WireRequest(
            "POST",
            self._url,
            _HEADERS,
            request(asked, self._merchant_id, self._password),
            read_timeout_s=self._timeout_s,
            # Reports are asked for so seldom that a kept connection is a dead one.
            fresh_connection=True,
        )
        try:
            response = self._transport.send(wire)
        except OutcomeUnknownError as error:
            # Its advice is for requests that change something.
            raise OutcomeUnknownError(f"{str(error).partition(';')[0]}; try again later.") from None
        if response.status != _OK_STATUS:
            _log.warning("report %s: HTTP %d", asked.report, response.status)
            raise _status_error(response.status)
        return rows_of(response.body, asked)


def _itself(row: AccountUpdate) -> object:
    return row


def _status_error(status: int) -> IPpayDesktopError:
    if status in _REFUSED_STATUSES:
        return AuthenticationError(
            f"IPpay refused access to its reports (HTTP {status}); ask IPpay whether your address "
            "is on its allow-list."
        )
    if status == _TOO_MANY_STATUS:
        return RateLimitedError("IPpay asks for fewer reports; try again later.")
    return ProtocolError(f"IPpay's reports answered with a fault (HTTP {status}); try again later.")
