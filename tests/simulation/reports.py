"""The gateway's reports: the bank's own books as XML, some time after the fact."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.simulation.bank import read_request
from tests.simulation.scheduler import BEGINNING

if TYPE_CHECKING:
    from tests.simulation.bank import Bank, Debit, Operation
    from tests.simulation.scheduler import Scheduler

# Source: reports tell times without a zone; by the published samples they are US Central.
ZONE = ZoneInfo("America/Chicago")
_CARD, _BANK = frozenset({"SALE", "CREDIT", "VOID"}), frozenset({"CHECK", "REVERSAL"})
Row = dict[str, str]


class Reports:
    """Answers report requests; rows appear `lag_s` seconds after what they tell of."""

    def __init__(self, bank: Bank, scheduler: Scheduler, lag_s: float) -> None:
        self._bank = bank
        self._scheduler = scheduler
        self._lag_s = lag_s

    def answer(self, body: bytes) -> bytes:
        """The answer to one request."""
        asked = read_request(body)
        kind = asked["TransactionType"]
        start, end = (
            _seconds(asked[name]) for name in ("TransactionStartTime", "TransactionEndTime")
        )
        latest = min(end, self._scheduler.now - self._lag_s)
        rows = [row for at, row in self._rows(kind, asked["TerminalID"]) if start <= at <= latest]
        return _written(kind, asked, rows)

    def _rows(self, kind: str, terminal: str) -> list[tuple[float, Row]]:
        debits = [one for one in self._bank.ledger if one.is_bank and one.terminal == terminal]
        if kind in {"credit", "ach"}:
            types = _CARD if kind == "credit" else _BANK
            return [
                (one.at, _operation(one))
                for one in self._bank.operations
                if one.asked["TransactionType"] in types and one.asked["TerminalID"] == terminal
            ]
        if kind == "achsettlement":
            return [
                (one.settled_at, {**_debit(one), "SettlementDate": _stamp(one.settled_at)})
                for one in debits
                if one.settled_at is not None
            ]
        if kind == "achrejects":
            return [
                (
                    one.told_at,
                    {
                        **_debit(one),
                        "Status": one.return_code,
                        "CompletionDate": _stamp(one.told_at),
                    },
                )
                for one in debits
                if one.told_at is not None
            ]
        return []


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _operation(one: Operation) -> Row:
    asked = one.asked
    return {
        "Date": _stamp(one.at),
        "ipTransID": str(one.number).zfill(23),
        "Terminal_ID": asked["TerminalID"],
        "Transaction_ID": asked["TransactionID"],
        "Request_Type": asked["TransactionType"],
        "Total_Amount": f"{_dollars(int(asked['TotalAmount']))}00",
        "ActionCode": one.code,
        "Auth_Code": one.approval,
        "OrderNumber": asked.get("OrderNumber", ""),
        "UD1": asked.get("UDField1", ""),
        "UD2": asked.get("UDField2", ""),
    }


def _debit(one: Debit) -> Row:
    amount = _dollars(one.cents)
    return {
        "Date": _stamp(one.at),
        "ipTransID": str(one.number),
        "Terminal_ID": one.terminal,
        "Transaction_ID": one.transaction,
        "Request_Type": "CHECK",
        "Total_Amount": amount,
        "CompletionAmount": amount,
        "ActionCode": "000",
        "UD1": one.attempt,
    }


def _written(kind: str, asked: Row, rows: list[Row]) -> bytes:
    marks = f'type="{kind}" start="{asked["TransactionStartTime"]}"'
    marks += f' end="{asked["TransactionEndTime"]}" records="{len(rows)}"'
    inner = "".join(
        "<Transaction>"
        + "".join(f"<{name}>{value}</{name}>" for name, value in row.items())
        + "</Transaction>"
        for row in rows
    )
    text = f"<ippayResponse><Transactions {marks}>{inner or 'No Results'}</Transactions>"
    return f"{text}</ippayResponse>".encode()


def _stamp(at: float) -> str:
    return f"{(BEGINNING + timedelta(seconds=at)).astimezone(ZONE):%Y-%m-%d %H:%M:%S}"


def _seconds(local: str) -> float:
    told = datetime.fromisoformat(local).replace(tzinfo=ZONE)
    return (told - BEGINNING).total_seconds()
