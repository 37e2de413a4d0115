"""Requests, answers and a transport that plays them."""

from collections.abc import Callable
from typing import Any

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.identifiers import AttemptId, TransactionId
from ippay_desktop.domain.instrument import Instrument, InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import ChargeRequest, Gateway
from ippay_desktop.domain.secret import SecretText

ID = TransactionId("0R4W8Z1N6T3Y7H2V5S")
CARD_TOKEN = "4C7J2A9M5D1H1000"  # noqa: S105 - invented
BANK_TOKEN = "K4B7C2M9A1F32789"  # noqa: S105 - invented


def card(**changes: Any) -> Instrument:
    facts: dict[str, Any] = {
        "kind": InstrumentKind.CARD,
        "credential": SecretText(CARD_TOKEN),
        "is_token": True,
        "holder": "Dana Example",
        "last4": "1000",
    }
    return Instrument(**(facts | changes))


def bank(**changes: Any) -> Instrument:
    facts: dict[str, Any] = {
        "kind": InstrumentKind.BANK,
        "credential": SecretText(BANK_TOKEN),
        "is_token": True,
        "holder": "Lee Sample",
        "last4": "2789",
        "account_type": "CHECKING",
    }
    return Instrument(**(facts | changes))


def account(**changes: Any) -> Instrument:
    """A bank account by its numbers."""
    facts: dict[str, Any] = {
        "credential": SecretText("5512789"),
        "is_token": False,
        "routing": SecretText("111000025"),
        "account_type": "SAVINGS",
    }
    return bank(**(facts | changes))


def request(instrument: Instrument, **changes: Any) -> ChargeRequest:
    facts: dict[str, Any] = {
        "transaction_id": ID,
        "instrument": instrument,
        "amount": Money(6495, "USD"),
        "order_number": "INV-20417",
        "attempt_id": AttemptId("attempt 88123"),
    }
    return ChargeRequest(**(facts | changes))


def body(root: str = "ippayResponse", **elements: str) -> bytes:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
    return f"<{root}>{inner}</{root}>".encode()


def approval(**changes: str) -> bytes:
    elements = {"TransactionID": ID, "ActionCode": "000", "Approval": "TEST42"}
    merged = elements | {"ResponseText": "APPROVED"} | changes
    return body(**{name: text for name, text in merged.items() if text != "-"})


def accepted(**changes: str) -> bytes:
    return approval(**({"Approval": "000000", "ResponseText": "CHECK ACCEPTED"} | changes))


class Wire:
    """Answers every request alike, or raises.

    Attributes:
        sent: What was asked to be sent.
    """

    def __init__(self, answer: bytes | Exception | Callable[[], bytes], status: int = 200) -> None:
        self.sent: list[WireRequest] = []
        self._answer = answer
        self._status = status

    def send(self, request: WireRequest) -> WireResponse:
        self.sent.append(request)
        if isinstance(self._answer, Exception):
            raise self._answer
        made = self._answer() if callable(self._answer) else self._answer
        return WireResponse(self._status, {}, made)


def gateway(wire: Wire, **options: Any) -> Gateway:
    """The adapter seen through its port, so that a type check compares the two."""
    settings: dict[str, Any] = {
        "url": "https://gateway.invalid/ippay",
        "terminal_id": "TESTTERMINAL",
        "ach_terminal_id": "ACHTERMINAL",
        "password": None,
        "timeout_s": 60.0,
        "software": "ippay-desktop 1.0",
    }
    return IPpayGateway(transport=wire, **(settings | options))
