"""A clock that only moves when told, a wire that answers from a script, and records to send."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from requests.structures import CaseInsensitiveDict

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.secret import SecretText

KEY, SECRET = "demo-key-0001", "demo-secret-0001"
START = datetime(2026, 11, 23, 12, tzinfo=UTC)

Answer = WireResponse | Exception
Script = Callable[[WireRequest], Answer]


class FakeClock:
    """Sleeping moves it; `slept` remembers how long."""

    def __init__(self) -> None:
        self.at = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_s(seconds)

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def reply(status: int, body: object = b"", **headers: str) -> WireResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return WireResponse(status, CaseInsensitiveDict(headers), content)


def refusal(status: int, code: str, message: str = "No.") -> WireResponse:
    return reply(status, {"error": {"message": message, "code": status, "internal_code": code}})


class FakeWire:
    """Answers each request by `script`, in turn; the last one repeats. Logins work by themselves.

    Attributes:
        requests: All but logins and renewals.
        sign_ins: Logins and renewals, as "METHOD /path".
    """

    def __init__(self, clock: FakeClock, *answers: Answer | Script) -> None:
        self._clock = clock
        self._answers = list(answers)
        self.requests: list[WireRequest] = []
        self.sign_ins: list[WireRequest] = []
        self.login: Script = self._log_in
        self.lifetime_s = 1800
        self.ahead_s = 0.0

    def server_at(self) -> datetime:
        return self._clock.at + timedelta(seconds=self.ahead_s)

    def send(self, request: WireRequest) -> WireResponse:
        if "/admin/auth/tokens" in urlsplit(request.url).path:
            self.sign_ins.append(request)
            return self._give(self.login, request)
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return self._give(answer, request)

    def _give(self, answer: Answer | Script, request: WireRequest) -> WireResponse:
        if not isinstance(answer, Exception | WireResponse):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        headers = {"Date": format_datetime(self.server_at(), usegmt=True), **answer.headers}
        return WireResponse(answer.status, CaseInsensitiveDict(headers), answer.body)

    def _log_in(self, request: WireRequest) -> WireResponse:
        del request
        return self.tokens(len(self.sign_ins))

    def tokens(self, number: int) -> WireResponse:
        now = int(self.server_at().timestamp())
        return reply(
            201,
            {
                "access_token": f"access-{number}",
                "access_token_expiration": now + self.lifetime_s,
                "refresh_token": f"refresh/{number}",
                "refresh_token_expiration": now + 86400,
                "permissions": {
                    "api\\admin\\finance\\Invoices": {"index": "allow", "delete": "deny"},
                    "admin\\odd": [],
                },
            },
        )


def make_client(*answers: Answer | Script, currency: str = "USD") -> tuple[SplynxClient, FakeWire]:
    clock = FakeClock()
    wire = FakeWire(clock, *answers)
    return client_over(wire, clock, currency=currency), wire


def client_over(wire: FakeWire, clock: FakeClock, *, currency: str = "USD") -> SplynxClient:
    return SplynxClient(
        base_url="https://splynx.example/",
        api_key=KEY,
        api_secret=SecretText(SECRET),
        currency=currency,
        transport=wire,
        clock=clock,
        jitter=lambda: 0.5,
    )


INVOICE, PROFORMA = DocumentKind.INVOICE, DocumentKind.PROFORMA
ANA = CustomerId(17)
EMPTY = reply(200, [])


def asked(request: WireRequest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


def path(request: WireRequest) -> str:
    return urlsplit(request.url).path.removeprefix("/api/2.0/admin/")


def invoice(row_id: int, **changes: object) -> dict[str, object]:
    return {
        "id": row_id,
        "customer_id": 17,
        "number": f"2025{row_id:06d}",
        "status": "not_paid",
        "total": "64.5000",
        "due": "64.5000",
        "date_created": "2025-03-01",
        "date_till": "2025-03-16",
        **changes,
    }


def payment(number: int, **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "customer_id": 17,
        "amount": "64.5000",
        "receipt_number": "IPP-A",
        "payment_type": 3,
        **changes,
    }
