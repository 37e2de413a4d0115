"""From raw report rows to domain values: amounts, times, and every text made safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from ippay_desktop.adapters.ippay.reports.documents import RawRow, broken
from ippay_desktop.adapters.redact import mask_numbers
from ippay_desktop.domain.card_numbers import looks_like_card_number
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.report_port import (
    AccountUpdate,
    BankReturn,
    Chargeback,
    Operation,
    ReportedTransaction,
    ReportWindow,
    Settlement,
)
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPERATIONS = {
    "SALE": Operation.CHARGE,
    "CAPT": Operation.CHARGE,
    "FORCE": Operation.CHARGE,
    "CHECK": Operation.CHARGE,
    "AUTHONLY": Operation.AUTHORIZATION,
    # Gives a reservation up, so it takes back no charge.
    "REVERSEAUTH": Operation.AUTHORIZATION,
    "VOID": Operation.VOID,
    "VOIDACH": Operation.VOID,
    "CREDIT": Operation.REFUND,
    "REVERSAL": Operation.REFUND,
}
_DONE = "000"
# Where a report's amount stands, the more telling element first.
_AMOUNTS = {
    "credit": ("total_amount",),
    "ach": ("total_amount",),
    "ccsettlement": ("settlementamount", "total_amount"),
    "achsettlement": ("completionamount", "total_amount"),
    "achrejects": ("completionamount", "total_amount"),
    "ccchargebacks": ("caseamount",),
}
# Source: the published samples write credit and ach in dollars with four decimals ("20.0000"),
# achsettlement and achrejects in dollars without ("20"), ccsettlement in cents ("695" for what
# looks like 6.95). A point always means dollars. Without one the reading is open: cents is the
# likelier in ccsettlement, and in reports that should have written a point.
_LIKELY_CENTS = frozenset({"credit", "ach", "ccsettlement"})

_WHOLE = re.compile(r"-?[0-9]{1,13}")
_ID = re.compile(r"[0-9A-Z._-]{1,64}")
_ORDER = re.compile(r"[0-9A-Za-z ._/#-]{1,50}")
_REFERENCE = re.compile(r"[0-9a-f]{32}")
_APPROVAL = re.compile(r"[0-9A-Za-z]{1,8}")
_CODE = re.compile(r"[0-9]{1,3}")
_RETURN_CODE = re.compile(r"[A-Z][0-9]{2}(?![0-9A-Z])")
_LAST_FOUR = re.compile(r"[0-9]{4}$")
_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the rows of one report.

    Attributes:
        timezone: In which the report's times are written.
        with_points: Elements whose amounts hold a point somewhere in this report: one report is
            written in one unit, so its whole numbers are dollars too.
    """

    report: str
    window: ReportWindow
    currency: str
    timezone: tzinfo
    with_points: frozenset[str]

    @classmethod
    def of(
        cls,
        report: str,
        rows: Iterable[RawRow],
        *,
        window: ReportWindow,
        currency: str,
        timezone: tzinfo,
    ) -> Reading:
        """Learn the report's units from all of its rows."""
        names = _AMOUNTS.get(report, ())
        points = {name for row in rows for name in names if "." in row.get(name, "")}
        return cls(report, window, currency, timezone, frozenset(points))

    def amounts(self, row: RawRow) -> tuple[Money, ...]:
        """What the row's amount can be, the likelier first; none when it names none."""
        for name in _AMOUNTS[self.report]:
            if text := row.get(name, ""):
                return self._candidates(name, text)
        return ()

    def _candidates(self, name: str, text: str) -> tuple[Money, ...]:
        try:
            dollars = Money.parse(text, self.currency)
        except InputError:
            raise broken("has an amount that is not readable") from None
        if name in self.with_points or not _WHOLE.fullmatch(text):
            return (dollars,)
        cents = Money(int(text), self.currency)
        both = (cents, dollars) if self.report in _LIKELY_CENTS else (dollars, cents)
        return tuple(dict.fromkeys(both))

    def moments(self, row: RawRow, name: str) -> tuple[datetime, ...]:
        """What a time can be, UTC: two instants in the hour that a clock shows twice."""
        text = row.get(name, "")
        if not text:
            return ()
        try:
            told = datetime.fromisoformat(text)
            if told.tzinfo is not None:
                return (told.astimezone(UTC),)
            local = (told.replace(tzinfo=self.timezone, fold=fold) for fold in (0, 1))
            return tuple(dict.fromkeys(moment.astimezone(UTC) for moment in local))
        except (ValueError, OverflowError):
            raise broken("has a time that is not readable") from None

    def moment(self, row: RawRow, *names: str) -> datetime | None:
        """The first of some times that the row tells."""
        return next((self.moments(row, name)[0] for name in names if row.get(name)), None)

    def required_moment(self, row: RawRow) -> datetime:
        """When the operation was received."""
        moment = self.moment(row, "date")
        if moment is None:
            raise broken("has a row without a date")
        return moment

    def is_outside(self, row: RawRow, *names: str) -> bool:
        """Whether none of the row's times lies in the window; a row without times is inside.

        Source: by which time a report selects its rows is not documented, and a published sample
        holds rows whose every date lies outside its window.
        """
        # Written by the second, so compared by the second.
        start = self.window.start.replace(microsecond=0)
        window = ReportWindow(start, self.window.end)
        times = [moment for name in names for moment in self.moments(row, name)]
        return bool(times) and not any(moment in window for moment in times)


def number_of(row: RawRow) -> int:
    """The gateway's number, as a number: one report pads it with zeros, another does not."""
    text = row.get("iptransid", "")
    if not (text.isascii() and text.isdecimal()):
        raise broken("has a row without IPpay's own number")
    return int(text)


def safe_id(text: str) -> str:
    """An identifier in capitals; masked when it could be a card number or is no identifier."""
    name = text.upper()
    return name if _ID.fullmatch(name) and not looks_like_card_number(name) else _safe(text)


def _safe(text: str) -> str:
    return mask_numbers(text)[:_LONGEST]


def _order_number(text: str) -> str:
    # Invoice numbers are rich in digits, and are what duplicates are found by.
    return text if _ORDER.fullmatch(text) and not looks_like_card_number(text) else _safe(text)


def _only(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _return_code(text: str) -> str:
    """The code at the beginning, whatever words follow it; "" when there is none."""
    match = _RETURN_CODE.match(text.upper())
    return match[0] if match else ""


def _last4(token: str) -> str:
    """Source: tokens keep the number's last four digits."""
    match = _LAST_FOUR.search(token)
    return match[0] if match else ""


def _operation(row: RawRow) -> Operation:
    return _OPERATIONS.get(row.get("request_type", "").upper(), Operation.OTHER)


def transaction(reading: Reading, row: RawRow) -> ReportedTransaction:
    """A row of credit or ach."""
    is_bank = reading.report == "ach"
    return ReportedTransaction(
        gateway_number=number_of(row),
        terminal_id=safe_id(row.get("terminal_id", "")),
        transaction_id=safe_id(row.get("transaction_id", "")),
        kind=InstrumentKind.BANK if is_bank else InstrumentKind.CARD,
        operation=_operation(row),
        at=reading.required_moment(row),
        amount_candidates=reading.amounts(row),
        is_done=row.get("actioncode", "") == _DONE,
        action_code=_only(_CODE, row.get("actioncode", "")),
        approval=_only(_APPROVAL, row.get("auth_code", "")),
        last4=_last4(row.get("token", "")),
        order_number=_order_number(row.get("ordernumber", "")),
        attempt_reference=_only(_REFERENCE, row.get("ud1", "")),
        software=_safe(row.get("ud3", "")),
        is_outside_window=reading.is_outside(row, "date"),
    )


def settlement(reading: Reading, row: RawRow) -> Settlement:
    """A row of ccsettlement or achsettlement."""
    is_bank = reading.report == "achsettlement"
    return Settlement(
        gateway_number=number_of(row),
        terminal_id=safe_id(row.get("terminal_id", "")),
        transaction_id=safe_id(row.get("transaction_id", "")),
        kind=InstrumentKind.BANK if is_bank else InstrumentKind.CARD,
        operation=_operation(row),
        at=reading.required_moment(row),
        settled_at=reading.moment(row, "settlementdate"),
        amount_candidates=reading.amounts(row),
        batch=safe_id(row.get("settlementid", "")),
        is_outside_window=reading.is_outside(row, "date", "settlementdate"),
    )


def bank_return(reading: Reading, row: RawRow) -> BankReturn:
    """A row of achrejects.

    Source: such a row still says 000 and accepted; its Status alone tells of the return.
    """
    return BankReturn(
        gateway_number=number_of(row),
        terminal_id=safe_id(row.get("terminal_id", "")),
        transaction_id=safe_id(row.get("transaction_id", "")),
        code=_return_code(row.get("status", "")),
        operation=_operation(row),
        accepted_at=reading.required_moment(row),
        returned_at=reading.moment(row, "completiondate"),
        amount_candidates=reading.amounts(row),
        is_outside_window=reading.is_outside(row, "date", "completiondate"),
    )


def chargeback(reading: Reading, row: RawRow) -> Chargeback:
    """A row of ccchargebacks."""
    case = safe_id(row.get("casenumber", ""))
    if not case:
        raise broken("has a case without a number")
    return Chargeback(
        case_number=case,
        case_type=_safe(row.get("casetype", "")),
        reason=_safe(row.get("reasondesc", "")),
        transaction_id=safe_id(row.get("matchedtransactionid", "")),
        terminal_id=safe_id(row.get("terminal_id", "")),
        at=reading.moment(row, "date"),
        amount_candidates=reading.amounts(row),
        is_outside_window=reading.is_outside(row, "date"),
    )


def account_update(reading: Reading, row: RawRow) -> AccountUpdate:
    """A row of the account updater's two reports; a number in place of a token is dropped."""
    tokens = [row.get(name, "") for name in ("oldtoken", "newtoken")]
    old, new = (SecretText("" if looks_like_card_number(text) else text) for text in tokens)
    times = ("date", "requestdate", "scheduleddate")
    return AccountUpdate(
        old_token=old,
        new_token=new,
        status=_safe(row.get("status", "")),
        response_code=_safe(row.get("responsecode", "")),
        is_pending=reading.report == "getAccountUpdaterPendingActivity",
        at=reading.moment(row, *times),
        is_outside_window=reading.is_outside(row, *times),
    )
