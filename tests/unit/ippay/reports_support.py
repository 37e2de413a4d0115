"""Report answers, and a reader of reports over a played wire."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ippay_desktop.adapters.ippay.reports import IPpayReports
from ippay_desktop.domain.report_port import GatewayReports, ReportWindow
from ippay_desktop.domain.secret import SecretText
from tests.unit.ippay.support import BANK_TOKEN, CARD_TOKEN, ID, Wire

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 10, 18, tzinfo=UTC)
WINDOW = ReportWindow(NOON - timedelta(days=9), NOON)
PASSWORD = "report-secret-47"  # noqa: S105 - invented
NAME, STREET, ACCOUNT = "Dana Example", "9 Long Lane", "5512789"
CARD_NUMBER = "4000300020001000"
SALE = {
    "Date": "2026-11-09 10:30:00",
    "ipTransID": "00000000000000090012345",
    "Terminal_ID": "TESTTERMINAL",
    "Transaction_ID": ID,
    "Request_Type": "SALE",
    "Total_Amount": "64.9500",
    "Fee_Amount": "0",
    "Auth_Code": "TEST42",
    "ActionCode": "000",
    "Response_Text": "APPROVED",
    "CardNum": CARD_TOKEN,
    "Token": CARD_TOKEN,
    "CardHolderName": NAME,
    "Address": STREET,
    "OrderNumber": "202601000312",
    "UD1": "0" * 31 + "a",
    "UD3": "ippay-desktop 1.0",
}
REJECT = {
    "Date": "2026-11-03 04:10:22",
    "Status": "R01",
    "ipTransID": "90012345",
    "Terminal_ID": "ACHTERMINAL",
    "Transaction_ID": ID,
    "Request_Type": "CHECK",
    "Total_Amount": "78",
    "ActionCode": "000",
    "Response_Text": "CHECK ACCEPTED",
    "Token": BANK_TOKEN,
    "AccountNumber": ACCOUNT,
    "CardHolderName": NAME,
    "CompletionDate": "2026-11-08 19:30:01",
    "CompletionAmount": "78",
}
SECRETS = (PASSWORD, NAME, STREET, ACCOUNT, CARD_TOKEN, BANK_TOKEN, CARD_NUMBER)


class StillClock:
    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here waits, least of all {seconds} s")


def reports(wire: Wire, **options: Any) -> IPpayReports:
    settings: dict[str, Any] = {
        "url": "https://reports.invalid/ippayReport/",
        "merchant_id": "RPTUSER",
        "terminal_ids": (),
        "password": SecretText(PASSWORD),
        "currency": "USD",
        "clock": StillClock(),
        "timezone": CHICAGO,
    }
    return IPpayReports(transport=wire, **(settings | options))


def as_port(made: IPpayReports) -> GatewayReports:
    """A type check compares the two here."""
    return made


def row(fields: dict[str, str], **changes: str) -> str:
    merged = {name: text for name, text in (fields | changes).items() if text != "-"}
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in merged.items())
    return f"<Transaction>{inner}</Transaction>"


def answer(*rows: str, root: str = "ippayResponse", **marks: str) -> bytes:
    told = {"records": str(len(rows))} | marks
    head = "".join(f' {name}="{text}"' for name, text in told.items() if text != "-")
    return f"<{root}><Transactions{head}>{''.join(rows)}</Transactions></{root}>".encode()


EMPTY = b"<ippayResponse><Transactions>No Results</Transactions></ippayResponse>"


def cards(body: bytes, **options: Any) -> Any:
    return reports(Wire(body), **options).card_transactions(WINDOW)


READERS: dict[str, Callable[[IPpayReports], tuple[Any, ...]]] = {
    "credit": lambda made: made.card_transactions(WINDOW),
    "ach": lambda made: made.bank_transactions(WINDOW),
    "ccsettlement": lambda made: made.card_settlements(WINDOW),
    "achsettlement": lambda made: made.bank_settlements(WINDOW),
    "achrejects": lambda made: made.bank_returns(WINDOW),
    "ccchargebacks": lambda made: made.chargebacks(WINDOW),
    "getAccountUpdaterActivity": lambda made: made.account_updates(WINDOW),
    "getAccountUpdaterPendingActivity": lambda made: made.pending_account_updates(WINDOW),
}
