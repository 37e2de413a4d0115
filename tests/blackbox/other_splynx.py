"""A second Splynx, written from its documentation without looking at the practice servers.

Wherever the documentation is silent it chooses differently: an old server's strings for numbers,
small pages, a checked nonce, tokens of two seconds, and no HEAD, OPTIONS, permissions, allocations
or proformas.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote

from typing_extensions import override

from tests.blackbox.other_servers import Answer, Asked, OtherServer

KEY, SECRET = "other-key", "other-secret-ü"
TOKEN_S = 2
PAGE = 2
CARD_METHOD, BANK_METHOD, ACCOUNT = 9, 10, 7
LABELS = ("Token", "Name", "Last 4", "Expiry", "", "Bank account", "Routing", "Name", "Type", "")

Row = dict[str, Any]


class RefusedError(Exception):
    """A refusal in Splynx's own form."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class OtherSplynx(OtherServer):
    """Customers with one open invoice each, and the payments they make.

    Attributes:
        payments: By id; deleted ones are gone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.customers: dict[int, Row] = {}
        self.invoices: dict[int, Row] = {}
        self.payments: dict[int, Row] = {}
        self._saved: list[Row] = []
        self._last_payment = 100
        self._last_nonce = 0
        self._tokens: dict[str, float] = {}
        self._refresh: set[str] = set()

    def add(self, number: int, due: str, *, card: str = "", bank: str = "") -> None:
        """A customer with that number, a saved method, and an invoice of the same number."""
        slots = [card, "Ana Ö", card[-4:], "12-2099" if card else "", ""]
        slots += [bank, "111000025" if bank else "", "Ana Ö", "SAVINGS", ""]
        fields = {f"field_{slot}": text for slot, text in enumerate(slots, 1)}
        self._saved.append({"account_id": str(ACCOUNT), "customer_id": number, **fields})
        method = BANK_METHOD if bank else CARD_METHOD
        self.customers[number] = {
            "id": number,
            "name": "Ana Ö",
            "status": "active",
            "login": str(number),
            "partner_id": "1",
            "location_id": "1",
            "email": None,
            "payment_method": str(method),
        }
        self.invoices[number] = {
            "id": number,
            "customer_id": number,
            "number": f"Inv/{number}",
            "status": "not_paid",
            "total": Decimal(due),
            "due": Decimal(due),
            "date_created": "2026-10-05",
            "date_till": "",
            "date_payment": "",
            "payment_id": "",
            "is_sent": 1,
            "new": {"a": []},
        }

    @override
    def answer(self, asked: Asked) -> Answer:
        headers = {"content-type": "text/html"}
        try:
            status, found = self._route(asked)
        except RefusedError as error:
            told = {"message": error.code, "code": error.status, "internal_code": error.code}
            status, found = error.status, {"error": told}
        # An empty answer to DELETE, as documented; otherwise JSON with what PHP adds to it.
        text = "" if found is None else f"\n{json.dumps(found, default=_written, indent=1)}\n"
        return Answer(status, text.encode(), headers)

    def _route(self, asked: Asked) -> tuple[int, object]:
        _, path = asked.path.split("/api/2.0/admin/")
        if path.startswith("auth/tokens"):
            return self._sign_in(asked, path)
        self._check_token(asked)
        name, _, item = path.partition("/")[2].partition("/")
        if name in {"proforma-invoices", "invoice-relations", "transactions"}:
            raise RefusedError(405, "METHOD_DISABLED")
        if asked.method == "POST":
            return 201, self._add_payment(json.loads(asked.body))
        if asked.method == "DELETE":
            self._delete_payment(int(item))
            return 204, None
        if asked.method != "GET":
            raise RefusedError(405, "METHOD_NOT_ALLOWED")
        return 200, self._read(name, item, asked.query)

    def _sign_in(self, asked: Asked, path: str) -> tuple[int, object]:
        if asked.method == "DELETE":
            return 204, None
        if asked.method == "GET":
            try:
                self._refresh.remove(unquote(path.rpartition("/")[2]))
            except KeyError:
                raise RefusedError(404, "NOT_FOUND") from None
        else:
            body = json.loads(asked.body)
            message = f"{body['nonce']}{body['key']}".encode()
            signature = hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest().upper()
            if (body["key"], body["signature"]) != (KEY, signature):
                raise RefusedError(401, "UNAUTHORIZED")
            if int(body["nonce"]) <= self._last_nonce:
                raise RefusedError(401, "UNAUTHORIZED")
            self._last_nonce = int(body["nonce"])
        now = time.time()
        access, refresh = f"a.{len(self._tokens)}", f"r/{len(self._tokens)}=="
        self._tokens[access] = now + TOKEN_S
        self._refresh.add(refresh)
        until = {"access_token_expiration": str(int(now) + TOKEN_S)}
        until["refresh_token_expiration"] = str(int(now) + 9999)
        return 201, {"access_token": access, "refresh_token": refresh, **until}

    def _check_token(self, asked: Asked) -> None:
        sent = re.fullmatch(r"Splynx-EA \(access_token=(.+)\)", asked.headers["authorization"])
        until = self._tokens.get(sent[1] if sent else "")
        if until is None:
            raise RefusedError(401, "UNAUTHORIZED")
        if until < time.time():
            raise RefusedError(401, "EXPIRED_ACCESS_TOKEN")

    def _read(self, name: str, item: str, query: str) -> object:
        if name == "customer-payment-accounts":
            labels = {f"field_{slot}": text for slot, text in enumerate(LABELS, 1)}
            return self._saved_method(query) or [{"id": str(ACCOUNT), "title": "ippay", **labels}]
        if name == "customer-payment-account-data":
            return self._saved
        if name == "customer-billing":
            customer = self.customers[int(item)]
            return {**customer, "customer_id": item, "deposit": "-12.3456"}
        lists = {"customer": self.customers, "invoices": self.invoices, "payments": self.payments}
        methods = {CARD_METHOD: "IPpay card", BANK_METHOD: "IPpay bank"}
        lists["payment-methods"] = {
            number: {"id": number, "name": title, "is_active": 1}
            for number, title in methods.items()
        }
        rows = lists.get(name, {})
        if not item:
            return _page(list(rows.values()), query)
        if int(item) not in rows:
            raise RefusedError(404, "NOT_FOUND")
        return rows[int(item)]

    def _saved_method(self, query: str) -> object:
        wanted = dict(parse_qsl(query)).get("id", "").partition("--")[0]
        if not wanted:
            return None
        for row in self._saved:
            if str(row["customer_id"]) == wanted:
                return row
        raise RefusedError(404, "NOT_FOUND")

    def _add_payment(self, body: Row) -> Row:
        self._last_payment += 1
        amount, invoice = Decimal(body["amount"]), self.invoices[int(body["invoice_id"])]
        self.payments[self._last_payment] = {**body, "id": self._last_payment, "amount": amount}
        invoice["due"] -= amount
        if not invoice["due"]:
            invoice.update(status="paid", payment_id=self._last_payment)
        return {"id": str(self._last_payment)}

    def _delete_payment(self, number: int) -> None:
        payment = self.payments.pop(number)
        invoice = self.invoices[int(payment["invoice_id"])]
        invoice.update(status="not_paid", payment_id="", due=invoice["due"] + payment["amount"])


def _written(value: Decimal) -> str:
    return f"{value:.4f}"


def _page(rows: list[Row], query: str) -> list[Row]:
    """The first rows that meet the conditions; never more than a small page."""
    conditions: dict[str, dict[str, str]] = {}
    for name, text in parse_qsl(query):
        if named := re.fullmatch(r"main_attributes\[(\w+)\](.*)", name):
            conditions.setdefault(named[1], {})[named[2]] = text
    for column, words in conditions.items():
        if any(column not in row for row in rows):
            raise RefusedError(500, "SERVER_ERROR")
        rows = [row for row in rows if _meets(str(row[column]), words)]
    return sorted(rows, key=lambda row: int(row["id"]))[:PAGE]


def _meets(held: str, words: dict[str, str]) -> bool:
    operator = words.get("[0]", "=")
    if operator == "IN":
        return held in [text for place, text in words.items() if place.startswith("[1][")]
    if operator == "BETWEEN":
        return words["[1]"] <= held <= words["[2]"]
    if operator == ">":
        return int(held) > int(words["[1]"])
    assert operator == "=", operator
    return held == words.get("[1]", words.get(""))
