"""Splynx's API as far as the program calls it: sign-in, lists, single records, payments."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_plus

from tests.simulation.scheduler import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.simulation.books import Books, Doc, Paid, Relation
    from tests.simulation.scenario import Scenario

API = "/api/2.0/"
CARD_METHOD, BANK_METHOD, ACCOUNT = 3, 7, 1
LABELS: tuple[str, ...] = (
    *("Token", "Name on card", "Last 4", "Expiration", ""),
    *("Bank account", "Routing", "Account name", "Account type", ""),
)
_TOKEN_LIFE_S = 1800
_COLUMN = re.compile(r"main_attributes\[(\w+)\](.*)")
_JSON = {"Content-Type": "application/json"}
Reply = tuple[int, dict[str, str], bytes]
Row = dict[str, Any]
Tests = dict[str, list[str]]
_Owned = TypeVar("_Owned", "Doc", "Paid", "Relation")


def refusal(status: int, code: str, message: str = "No.") -> Reply:
    """A refusal in Splynx's own words."""
    body = {"error": {"code": status, "internal_code": code, "message": message}}
    return status, dict(_JSON), json.dumps(body).encode()


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}00"


class SplynxServer:
    """Answers requests from the books."""

    def __init__(self, scenario: Scenario, books: Books) -> None:
        self._books = books
        self._old = scenario.old_server
        self._cap = scenario.page_cap
        self._sessions: dict[str, float] = {}
        self._lists: dict[str, Callable[[Tests], Iterable[Row]]] = {
            "admin/administration/partners": lambda _: [{"id": 1, "name": "Provider"}],
            "admin/customers/customer": lambda _: map(self._customer, books.slots),
            "admin/customers/customer-payment-accounts": lambda _: self._definitions(),
            "admin/finance/payment-methods": lambda _: self._methods(),
            "admin/finance/invoices": lambda tests: self._docs("invoice", tests),
            "admin/finance/proforma-invoices": lambda tests: self._docs("proforma", tests),
            "admin/finance/payments": self._payments,
            "admin/finance/invoice-relations": self._relations,
        }

    def handle(
        self, method: str, path: str, query: str, headers: dict[str, str], body: bytes
    ) -> Reply:
        """The answer to one request."""
        if path.startswith("admin/auth/tokens"):
            return self._sign_in(method)
        token = headers.get("Authorization", "").partition("access_token=")[2].rstrip(")")
        if self._sessions.get(token, 0.0) < self._books.scheduler.now:
            return refusal(401, "EXPIRED_ACCESS_TOKEN")
        if method == "POST":
            return self._post(path, json.loads(body))
        if method == "DELETE":
            return self._delete(path)
        return self._read(method, path, query)

    def with_time(self, reply: Reply) -> Reply:
        """The answer with the server's own time, which old servers do not tell."""
        if self._old:
            return reply
        return reply[0], {**reply[1], "Date": _date(int(self._books.scheduler.now))}, reply[2]

    def revoke(self) -> None:
        """End every session."""
        self._sessions.clear()

    def _sign_in(self, method: str) -> Reply:
        token = f"t{len(self._sessions)}-{self._books.scheduler.now}"
        until = self._books.scheduler.now + _TOKEN_LIFE_S
        self._sessions[token] = until
        # The program counts in its own seconds; a lifetime that is not told is a documented case.
        body = {"access_token": token, "refresh_token": "", "permissions": {}}
        return (201 if method == "POST" else 200), dict(_JSON), json.dumps(body).encode()

    def _post(self, path: str, body: Row) -> Reply:
        if path != "admin/finance/payments":
            return refusal(404, "NOT_FOUND")
        whole, _, part = str(body["amount"]).partition(".")
        number = self._books.add_payment(
            int(body["customer_id"]),
            int(whole) * 100 + int(part.ljust(2, "0")),
            receipt=body["receipt_number"],
            method=int(body["payment_type"]),
            day=body["date"],
            comment=body["comment"],
            invoice=int(body.get("invoice_id", 0)),
            proforma=int(body.get("request_id", 0)),
        )
        return 201, dict(_JSON), json.dumps({"id": number}).encode()

    def _delete(self, path: str) -> Reply:
        parent, _, number = path.rpartition("/")
        if parent != "admin/finance/payments" or not self._books.delete_payment(int(number)):
            return refusal(404, "NOT_FOUND")
        return 204, {}, b""

    def _read(self, method: str, path: str, query: str) -> Reply:
        if path == "admin/api/check":
            return _ok({"result": "ok"})
        if path == "admin/customers/customer-payment-account-data":
            return _ok(list(map(self._slots, self._books.slots)))
        asked = parse_query(query)
        if path == "admin/customers/customer-payment-accounts" and asked[0][0] == "id":
            row = self._slots(int(asked[0][1].partition("--")[0]))
            return _ok(row if self._old else [row])
        if self._old and path == "admin/finance/invoice-relations":
            return refusal(404, "NOT_FOUND")
        if path in self._lists:
            return self._list(method, path, asked)
        parent, _, number = path.rpartition("/")
        return self._one(parent, int(number))

    def _one(self, parent: str, number: int) -> Reply:
        books = self._books
        row: Row | None = None
        if parent == "admin/customers/customer" and number in books.slots:
            row = {**self._customer(number), "password": "not for clients"}
        elif parent == "admin/customers/customer-billing" and number in books.slots:
            method = BANK_METHOD if number % 3 == 0 else CARD_METHOD
            row = {"customer_id": number, "deposit": "0.0000", "payment_method": method}
        elif parent == "admin/finance/payments":
            paid = books.payments.get(number) or self._ghosts().get(number)
            row = self._payment(paid) if paid is not None else None
        elif parent in {"admin/finance/invoices", "admin/finance/proforma-invoices"}:
            kind = "invoice" if parent.endswith("/invoices") else "proforma"
            doc = books.docs.get(f"{kind}:{number}")
            row = self._doc(doc) if doc is not None else None
        return refusal(404, "NOT_FOUND") if row is None else _ok(row)

    def _list(self, method: str, path: str, asked: list[tuple[str, str]]) -> Reply:
        columns: Tests = {}
        limit = 0
        for name, value in asked:
            match = _COLUMN.fullmatch(name)
            if match is not None:
                columns.setdefault(match[1], []).append(value)
            elif name == "limit":
                limit = int(value)
        rows = [
            row
            for row in self._lists[path](columns)
            if all(_passes(row.get(column), test) for column, test in columns.items())
        ]
        if method == "HEAD":
            return 204, {"X-total-count": str(len(rows))}, b""
        rows.sort(key=lambda row: int(row["id"]))
        if limit:
            rows = rows[: min(limit, self._cap) if self._cap else limit]
        return _ok(rows)

    def _id(self, number: int) -> int | str:
        return str(number) if self._old else number

    def _customer(self, number: int) -> Row:
        return {
            "id": self._id(number),
            "name": f"Customer {number}",
            "status": "active",
            "partner_id": 1,
            "location_id": 1,
        }

    def _slots(self, number: int) -> Row:
        saved = self._books.slots[number]
        last4 = f"{number:02d}{saved.version:02d}"
        row: Row = {"account_id": ACCOUNT, "customer_id": str(number)}
        row |= {f"field_{slot}": "" for slot in range(1, 11)}
        if saved.card:
            row |= {"field_1": f"TKN-CARD-{last4}", "field_2": f"Customer {number}"}
            row |= {"field_3": last4, "field_4": "04-2031"}
        if saved.bank:
            row |= {"field_6": f"TKN-BANK-{last4}", "field_7": "111000025"}
            row |= {"field_8": f"Customer {number}", "field_9": "CHECKING"}
        return row

    def _definitions(self) -> list[Row]:
        row: Row = {"id": ACCOUNT, "title": "Ippay"}
        return [row | {f"field_{slot}": label for slot, label in enumerate(LABELS, 1)}]

    def _methods(self) -> list[Row]:
        def method(number: int, name: str) -> Row:
            row = {"id": number, "name": name, "is_active": "1", "name_1": "Number"}
            return row | {"name_2": "Transaction ID", "name_3": "", "name_4": "", "name_5": ""}

        return [method(CARD_METHOD, "Credit card"), method(BANK_METHOD, "Bank debit")]

    def _docs(self, kind: str, tests: Tests) -> Iterable[Row]:
        rows = [doc for doc in self._books.docs.values() if doc.kind == kind]
        return map(self._doc, _of_customer(rows, tests))

    def _doc(self, doc: Doc) -> Row:
        row: Row = {
            "id": self._id(doc.number),
            "customer_id": self._id(doc.customer),
            "number": f"2026{doc.number:06d}",
            "status": doc.status,
            "date_created": f"2026-11-{doc.day:02d}",
            "date_till": "0000-00-00",
            "total": _money(doc.total) if self._old else doc.total / 100,
            "payment_id": doc.payment or (None if self._old else 0),
            "items": [],
        }
        if doc.kind == "invoice" and not self._old:
            row["due"] = doc.due / 100
        return row

    def _ghosts(self) -> dict[int, Paid]:
        """Source: some servers go on showing payments that were deleted."""
        return self._books.deleted if self._old else {}

    def _payments(self, tests: Tests) -> Iterable[Row]:
        rows = (*self._books.payments.values(), *self._ghosts().values())
        return map(self._payment, _of_customer(rows, tests))

    def _payment(self, paid: Paid) -> Row:
        return {
            "id": self._id(paid.number),
            "customer_id": self._id(paid.customer),
            "invoice_id": paid.invoice or None,
            "request_id": paid.proforma or None,
            "payment_type": paid.method,
            "receipt_number": paid.receipt,
            "date": paid.day,
            "amount": _money(paid.cents),
            "remind_amount": _money(paid.rest),
            "comment": paid.comment,
            "deleted": "1" if paid.number in self._books.deleted else "0",
        }

    def _relations(self, tests: Tests) -> Iterable[Row]:
        def row(relation: Relation) -> Row:
            return {
                "id": relation.number,
                "customer_id": relation.customer,
                "payer_id": relation.payment,
                "type": "payment",
                "invoice_id": relation.invoice,
                "amount": _money(relation.cents),
            }

        return map(row, _of_customer(self._books.relations.values(), tests))


def _of_customer(rows: Iterable[_Owned], tests: Tests) -> Iterable[_Owned]:
    """Those of the customers that are asked for, before a row is made of each."""
    test = tests.get("customer_id", [])
    if len(test) != 1 and test[:1] != ["IN"]:
        return rows
    return [row for row in rows if str(row.customer) in test]


def parse_query(query: str) -> list[tuple[str, str]]:
    """The fields of a query."""
    pairs = (field.partition("=") for field in query.split("&") if field)
    return [(_plain(name), _plain(value)) for name, _, value in pairs]


@lru_cache(maxsize=64)
def _date(now_s: int) -> str:
    return format_datetime(BEGINNING + timedelta(seconds=now_s), usegmt=True)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return unquote_plus(text)


def _ok(parsed: object) -> Reply:
    return 200, dict(_JSON), json.dumps(parsed).encode()


def _passes(value: object, test: list[str]) -> bool:
    text = str(value)
    if len(test) == 1:
        return text.casefold() == test[0].casefold()
    operator, *operands = test
    if operator == ">":
        return int(text) > int(operands[0])
    if operator == "IN":
        return text in operands
    if operator == "BETWEEN":
        return operands[0] <= text <= operands[1]
    raise ValueError(operator)
