"""The reporting interface: rows of the gateway's books by report type and time."""

import datetime as dt
import hmac
import json
import zoneinfo
from collections.abc import Callable
from decimal import Decimal

from ippay_desktop.sandbox.clock import Clock, from_ms, to_ms, usable_zone
from ippay_desktop.sandbox.faults import Facts, FaultPlan
from ippay_desktop.sandbox.http_server import Request, Response
from ippay_desktop.sandbox.ippay.app import XML, Gateway
from ippay_desktop.sandbox.ippay.engine import Answer, Twist
from ippay_desktop.sandbox.ippay.messages import Element, UnreadableError, parse, write, write_rows
from ippay_desktop.sandbox.ippay.mischief import Spoiler
from ippay_desktop.sandbox.ippay.order import Order
from ippay_desktop.sandbox.store import Row, Settings
from ippay_desktop.sandbox.switches import Switches

ZONE = "America/Chicago"
_BANK_TYPES = "('CHECK', 'REVERSAL')"
# For each report: which operations, and the time that the asked window is about.
_WINDOWS = {
    # Whatever is not of bank accounts, such as operations that only the gateway's own people do.
    "credit": (f"type NOT IN {_BANK_TYPES}", "received_at"),
    "ach": (f"type IN {_BANK_TYPES}", "received_at"),
    "ccsettlement": ("status = 'SETTLED'", "settled_at"),
    "achsettlement": (f"type IN {_BANK_TYPES} AND settled_at IS NOT NULL", "settled_at"),
    "achrejects": ("status = 'RETURNED'", "returned_at"),
}
# What others tell the gateway; the control port puts it there.
NOTICES = {"ccchargebacks", "getAccountUpdaterActivity", "getAccountUpdaterPendingActivity"}
_OUTSIDE_MS = 30 * 24 * 3600 * 1000


class Reports:
    """Answers ``POST /ippayReport/``."""

    def __init__(
        self,
        gateway: Gateway,
        settings: Settings,
        clock: Clock,
        switches: Switches,
        plan: FaultPlan,
    ) -> None:
        self._gateway = gateway
        self._settings = settings
        self._clock = clock
        self._switches = switches
        self._plan = plan
        self._zone = zoneinfo.ZoneInfo(usable_zone(ZONE))

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        if request.path.rstrip("/") != "/ippayReport" or request.method != "POST":
            return Response(404, b"<html><body>404</body></html>", "text/html")
        try:
            root = parse(request.body)
        except UnreadableError:
            root = Element("")
        asked = root.child("TransactionRange") or Element("")
        kind = asked.value("TransactionType")
        terminal = root.value("TerminalID")
        facts = Facts("reports", "POST", request.path, kind, terminal)
        fault = self._plan.pick(facts)
        if fault is None:
            response = self._answer(root, asked)
        else:
            # Reports move nothing, so every fault works on a finished document.
            whole = self._answer(root, asked)
            spoiler = Spoiler(
                fault, Order(kind, terminal, ""), "ippayResponse",
                self._gateway.in_flight, autovoid_s=0,
            )  # fmt: skip
            response = spoiler.respond(_nothing, request)
            if response.status == 200 and not response.drop and fault.name in {"slow", "root_case"}:  # noqa: PLR2004
                response.body = whole.body
        response.facts |= {"type": kind, "fault": fault.name if fault else None}
        return response

    def _answer(self, root: Element, asked: Element) -> Response:
        if root.tag != "ippayReport":
            return _refused("900", "Request could not be read.")
        if not self._known(root.value("MerchantID"), root.value("Password")):
            return _refused("926", "Invalid merchant or password.")
        kind = asked.value("TransactionType")
        start, end = asked.value("TransactionStartTime"), asked.value("TransactionEndTime")
        try:
            window = (self._moment(start), self._moment(end) + 999)
        except ValueError:
            return _refused("900", "Invalid time.")
        if kind not in {*_WINDOWS, *NOTICES, "token"}:
            return _refused("900", "Unknown report type.")
        self._gateway.batches.catch_up()
        if self._switches.on("ippay", "report_outside"):
            window = (window[0] - _OUTSIDE_MS, window[1] + _OUTSIDE_MS)
        rows = self._rows(kind, window, root.value("TerminalID"))
        if self._switches.on("ippay", "report_dup"):
            rows = [row for row in rows for _ in range(2)]
        run = self._stamp(self._clock.now_ms())
        marks = {"type": kind, "run": run, "start": start, "end": end}
        return Response(200, write_rows("ippayResponse", marks, rows), XML)

    def _rows(self, kind: str, window: tuple[int, int], terminal: str) -> list[dict[str, str]]:
        lag = int(self._switches.text("ippay", "report_lag_h")) * 3600 * 1000
        known = self._clock.now_ms() - lag
        if kind == "token":
            sql = "SELECT * FROM tokens WHERE created BETWEEN ? AND ? AND created <= ?"
            found = self._gateway.records.store.rows(sql, (*window, known))
            return [self._token(row) for row in found if terminal in {"", row["terminal_id"]}]
        if kind in NOTICES:
            sql = "SELECT * FROM notices WHERE report = ? AND at BETWEEN ? AND ? AND at <= ?"
            found = self._gateway.records.store.rows(sql, (kind, *window, known))
            return [self._notice(row) for row in found if terminal in {"", row["terminal_id"]}]
        which, when = _WINDOWS[kind]
        sql = f"SELECT * FROM operations WHERE {which} AND {when} BETWEEN ? AND ? AND {when} <= ? ORDER BY id"  # noqa: E501, S608 - own text
        found = self._gateway.records.store.rows(sql, (*window, known))
        write_row = self._writer(kind)
        return [write_row(row) for row in found if terminal in {"", row["terminal_id"]}]

    def _writer(self, kind: str) -> Callable[[Row], dict[str, str]]:
        writers = {
            "credit": self._card,
            "ach": self._bank,
            "ccsettlement": self._card_settled,
            "achsettlement": self._bank_settled,
            "achrejects": self._reject,
        }
        return writers[kind]

    def _common(self, row: Row, amount: str) -> dict[str, str]:
        return {
            "Date": self._stamp(row["received_at"]),
            "ipTransID": str(row["id"]).zfill(23),
            "Terminal_ID": row["terminal_id"],
            "Transaction_ID": row["transaction_id"],
            "Request_Type": row["type"],
            "Total_Amount": amount,
            "Fee_Amount": "0",
            "ActionCode": row["action_code"],
            "Response_Text": row["response_text"],
            "Token": row["token"],
            "CardHolderName": row["name"],
            "OrderNumber": row["order_number"],
            "UD1": row["ud1"],
            "UD2": row["ud2"],
            "UD3": row["ud3"],
        }

    def _card(self, row: Row) -> dict[str, str]:
        fields = self._common(row, self._dollars4(row["amount"]))
        return fields | {
            "Auth_Code": row["approval"],
            "CardNum": row["token"],
            "Origin": row["origin"].replace(" ", ""),
        }

    def _bank(self, row: Row) -> dict[str, str]:
        fields = self._common(row, self._dollars4(row["amount"]))
        return fields | {"CheckNumber": row["check_number"], "AccountNumber": f"****{row['last4']}"}

    def _card_settled(self, row: Row) -> dict[str, str]:
        cents = str(row["amount"])
        return self._common(row, cents) | {
            "SettlementAmount": cents,
            "SettlementID": str(row["batch_id"]),
            "ApprovalStatus": "APPROVED",
            "SettlementDate": self._stamp(row["settled_at"]),
        }

    def _bank_settled(self, row: Row) -> dict[str, str]:
        plain = self._plain(row["amount"])
        return self._common(row, plain) | {
            "ipTransID": str(row["id"]),
            "SettlementDate": self._stamp(row["settled_at"]),
            "CompletionAmount": plain,
            "Invoice": row["order_number"],
        }

    def _reject(self, row: Row) -> dict[str, str]:
        plain = self._plain(row["amount"])
        return self._common(row, plain) | {
            "ipTransID": str(row["id"]),
            "Status": row["return_code"],
            "CheckNumber": row["check_number"],
            "CompletionDate": self._stamp(row["returned_at"]),
            "CompletionAmount": plain,
        }

    def _token(self, row: Row) -> dict[str, str]:
        return {
            "Date": self._stamp(row["created"]),
            "Terminal_ID": row["terminal_id"],
            "Transaction_ID": "",
            "Request_Type": "CREATE",
            "Token": row["token"],
        }

    def _notice(self, row: Row) -> dict[str, str]:
        fields = {str(name): str(text) for name, text in json.loads(row["fields"]).items()}
        return {"Date": self._stamp(row["at"]), "Terminal_ID": row["terminal_id"], **fields}

    def _dollars4(self, cents: int) -> str:
        if self._switches.text("ippay", "report_units") == "alt":
            return str(cents)
        return f"{Decimal(cents) / 100:.4f}"

    def _plain(self, cents: int) -> str:
        if self._switches.text("ippay", "report_units") == "alt":
            return str(cents)
        return f"{(Decimal(cents) / 100).normalize():f}"

    def _known(self, merchant: str, password: str) -> bool:
        right = self._settings.text("report_merchant_id"), self._settings.text("report_password")
        pairs = zip((merchant, password), right, strict=True)
        return all(hmac.compare_digest(a.encode(), b.encode()) for a, b in pairs)

    def _moment(self, text: str) -> int:
        naive = dt.datetime.fromisoformat(text.strip())
        return to_ms(naive.replace(tzinfo=self._zone))

    def _stamp(self, milliseconds: int) -> str:
        return f"{from_ms(milliseconds).astimezone(self._zone):%Y-%m-%d %H:%M:%S}"


def _refused(code: str, message: str) -> Response:
    body = write("ippayResponse", {"ActionCode": code, "ErrMsg": message})
    return Response(200, body, XML)


def _nothing(twist: Twist) -> Answer | None:
    del twist
    return {"ActionCode": "000"}
