"""One practice gateway for the module, and our adapter before it over real TLS."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.transport import Transport, WireRequest
from ippay_desktop.domain.identifiers import (
    AttemptId,
    TransactionId,
    derive_transaction_id,
)
from ippay_desktop.domain.instrument import Instrument, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import ChargeRequest
from ippay_desktop.domain.secret import SecretText
from tests.support.practice import PracticeServers

TIMEOUT_S = 1.5
TEST_CARD = "4000300020001000"
TEST_ACCOUNT, TEST_ROUTING = "5512789", "111000025"

# How a terminal behaves when no test wants it otherwise.
ORDINARY = {
    "dup_mode": "reject094",
    "enq_mode": "normal",
    "enq_after_void": "text_void",
    "in_flight": "not_found",
    "unknown_token": "025",
    "password": "",
}


@dataclass
class Bench:
    """The practice gateway with one saved card and one saved bank account.

    Attributes:
        secrets: What must never be seen in a log or a result.
    """

    servers: PracticeServers
    transport: Transport
    methods: dict[InstrumentKind, Instrument] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def secrets(self) -> list[str]:
        tokens = [method.credential.reveal() for method in self.methods.values()]
        return [*tokens, TEST_CARD, TEST_ACCOUNT, TEST_ROUTING]

    def gateway(self, **options: Any) -> IPpayGateway:
        settings: dict[str, Any] = {
            "url": self.servers.ippay_url,
            "terminal_id": self.servers.terminal_id,
            "ach_terminal_id": self.servers.ach_terminal_id,
            "password": None,
            "transport": self.transport,
            "timeout_s": TIMEOUT_S,
            "software": "ippay-desktop test",
        }
        return IPpayGateway(**(settings | options))

    def terminal_of(self, kind: InstrumentKind) -> str:
        servers = self.servers
        name: str = servers.ach_terminal_id if kind is InstrumentKind.BANK else servers.terminal_id
        return name

    def new_request(self, kind: InstrumentKind, cents: int = 6495, **changes: Any) -> ChargeRequest:
        number = next(self.numbers)
        facts: dict[str, Any] = {
            "transaction_id": derive_transaction_id(
                splynx_host="localhost",
                terminal_id=self.terminal_of(kind),
                document_key=f"invoice:{number}",
                attempt_number=1,
            ),
            "instrument": self.methods[kind],
            "amount": Money(cents, "USD"),
            "order_number": f"INV-{number}",
            "attempt_id": AttemptId(f"attempt-{number}"),
        }
        return ChargeRequest(**(facts | changes))

    def operations(self, transaction_id: TransactionId) -> list[dict[str, Any]]:
        """What the gateway's true books hold under an id."""
        books = self.servers.books_ippay()["transactions"]
        return [row for row in books if row["transaction_id"] == transaction_id]

    def taken(self, transaction_id: TransactionId) -> int:
        """How many debits of an id the books show as standing."""
        return sum(row["net_minor"] > 0 for row in self.operations(transaction_id))

    def tokenize(self, terminal: str, **elements: str) -> SecretText:
        inner = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
        document = (
            "<ippay><TransactionType>TOKENIZE</TransactionType>"
            f"<TerminalID>{terminal}</TerminalID>{inner}</ippay>"
        )
        answer = self.transport.send(
            WireRequest("POST", self.servers.ippay_url, {}, document.encode())
        )
        return SecretText(fromstring(answer.body).findtext("Token") or "")


@pytest.fixture(scope="module")
def started() -> Iterator[Bench]:
    with PracticeServers(customers=2, invoices=2, tls=True) as servers:
        transport = Transport(
            connect_timeout_s=3, ca_bundle=servers.ca_bundle, user_agent="ippay-desktop test"
        )
        bench = Bench(servers, transport)
        card = bench.tokenize(
            servers.terminal_id, CardNum=TEST_CARD, CardExpMonth="09", CardExpYear="49"
        )
        bank = bench.tokenize(servers.ach_terminal_id, ABA=TEST_ROUTING, AccountNumber=TEST_ACCOUNT)
        bench.methods = {
            InstrumentKind.CARD: Instrument(
                InstrumentKind.CARD, card, is_token=True, holder="Dana Example", last4="1000"
            ),
            InstrumentKind.BANK: Instrument(
                InstrumentKind.BANK,
                bank,
                is_token=True,
                holder="Lee Sample",
                last4="2789",
                account_type="CHECKING",
            ),
        }
        yield bench
        transport.close()


@pytest.fixture
def bench(started: Bench) -> Iterator[Bench]:
    """The bench, behaving itself again after each test."""
    yield started
    started.servers.faults([])
    for terminal in (started.servers.terminal_id, started.servers.ach_terminal_id):
        started.servers.terminal(terminal, **ORDINARY)
