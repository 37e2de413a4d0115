"""Shared practice servers and small clients that know nothing of the program."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.support.practice import PracticeServers


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=60, invoices=300) as practice:
        yield practice
        assert "sandbox bug" not in practice.log()


@pytest.fixture
def practice(servers: PracticeServers) -> PracticeServers:
    """The module's servers, put back to their first state."""
    servers.control("POST", "/reset")
    return servers


class Splynx:
    """Plain requests to the practice Splynx with Basic credentials."""

    def __init__(self, practice: PracticeServers) -> None:
        self.base = f"{practice.splynx_url}/api/2.0/admin/"
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = (practice.splynx_api_key, practice.splynx_api_secret)

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        return self.session.request(
            method, self.base + path, timeout=20, allow_redirects=False, **more
        )

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> int:
        answer = self.call("POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    def pay(self, customer: int, amount: str, **more: Any) -> int:
        body = {"customer_id": customer, "payment_type": 7, "date": "2026-11-23", "amount": amount}
        return self.post("finance/payments", body | more)


@pytest.fixture
def splynx(practice: PracticeServers) -> Iterator[Splynx]:
    client = Splynx(practice)
    yield client
    client.session.close()


class Gateway:
    """Plain XML requests to the practice gateway."""

    def __init__(self, practice: PracticeServers) -> None:
        self.practice = practice
        self.session = requests.Session()
        self.session.trust_env = False
        self.count = 0

    def new_id(self) -> str:
        self.count += 1
        return f"TESTCASE{self.count:010d}"

    def raw(self, body: str | bytes, timeout: float = 20) -> requests.Response:
        data = body.encode() if isinstance(body, str) else body
        return self.session.post(
            self.practice.ippay_url,
            data=data,
            headers={"Content-Type": "text/xml"},
            timeout=timeout,
            allow_redirects=False,
        )

    def __call__(self, kind: str, inner: str = "", **fields: Any) -> dict[str, str]:
        body = self.body(kind, inner, **fields)
        return self.read(self.raw(body).content)

    def body(self, kind: str, inner: str = "", **fields: Any) -> str:
        fields = {"TerminalID": self.practice.terminal_id, **fields}
        words = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        return f"<ippay><TransactionType>{kind}</TransactionType>{words}{inner}</ippay>"

    @staticmethod
    def read(content: bytes) -> dict[str, str]:
        root = ET.fromstring(content)  # noqa: S314, TID251  # our own practice server's words
        return {"": root.tag, **{child.tag: child.text or "" for child in root}}

    def token(self) -> str:
        made = self("TOKENIZE", CardNum="4242424242424242", CardExpMonth="09", CardExpYear="39")
        return made["Token"]

    def sale(self, transaction_id: str, cents: int = 4995, **more: Any) -> dict[str, str]:
        fields = {"Token": self.token(), "TotalAmount": cents, "OrderNumber": "INV-1", **more}
        return self("SALE", TransactionID=transaction_id, **fields)

    def enquire(self, transaction_id: str, **more: Any) -> dict[str, str]:
        return self("ENQ", TransactionID=transaction_id, **more)

    def status(self, transaction_id: str) -> str:
        rows = [
            row
            for row in self.practice.books_ippay()["transactions"]
            if row["transaction_id"] == transaction_id
        ]
        return str(rows[0]["status"]) if rows else "NONE"


@pytest.fixture
def gateway(practice: PracticeServers) -> Iterator[Gateway]:
    client = Gateway(practice)
    yield client
    client.session.close()
