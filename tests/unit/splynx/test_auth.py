"""Signing in: the documented signature, one session shared by all, renewed before it ends."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from ippay_desktop.adapters.splynx.auth import USER_AGENT, read_permissions, signature
from ippay_desktop.adapters.splynx.errors import Problem
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.secret import SecretText
from tests.unit.splynx.fakes import (
    KEY,
    SECRET,
    START,
    FakeClock,
    FakeWire,
    client_over,
    make_client,
    refusal,
    reply,
)

PARTNERS = reply(200, [])


@pytest.mark.parametrize(
    ("nonce", "expected"),
    [
        (171000000000, "BA8147B9CDF4600B82FABBFE2162333F1E3CAF4BC45BD1D40E72A3A05F4FB59B"),
        (1710000000, "153A7D7F48951FF5A3E06E6BF280DFA7E0D1E96A2AF104B822F6F4A4CBE4FF9B"),
    ],
)
def test_the_signature(nonce: int, expected: str) -> None:
    # Documented: HMAC-SHA256 over nonce and key; computed independently of this program.
    assert signature(KEY, SecretText(SECRET), nonce) == expected


def method_and_path(request: WireRequest) -> str:
    return f"{request.method} {request.url.removeprefix('https://splynx.example/api/2.0/')}"


def test_a_login_serves_many_calls() -> None:
    client, wire = make_client(PARTNERS)
    client.partners()
    client.locations()
    (login,) = wire.sign_ins
    assert method_and_path(login) == "POST admin/auth/tokens"
    assert login.body is not None
    nonce = round(START.timestamp() * 100)
    assert json.loads(login.body) == {
        "auth_type": "api_key",
        "key": KEY,
        "nonce": nonce,
        "signature": signature(KEY, SecretText(SECRET), nonce),
    }
    assert "Authorization" not in login.headers
    for request in wire.requests:
        assert request.headers["Authorization"] == "Splynx-EA (access_token=access-1)"
        assert request.headers["User-Agent"] == login.headers["User-Agent"] == USER_AGENT
    assert not any(character.isdigit() for character in USER_AGENT), "an update must not change it"


def test_a_session_is_renewed_before_it_ends() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(1800 - 61)
    client.partners()
    assert len(wire.sign_ins) == 1
    clock.pass_s(2)
    client.partners()
    assert [method_and_path(each) for each in wire.sign_ins[1:]] == [
        "GET admin/auth/tokens/refresh%2F1"
    ]
    assert wire.requests[-1].headers["Authorization"] == "Splynx-EA (access_token=access-2)"


def test_a_session_too_old_to_renew_is_begun_anew() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(86400)
    client.partners()
    assert [each.method for each in wire.sign_ins] == ["POST", "POST"]


@pytest.mark.parametrize(
    "refused",
    [
        refusal(401, "EXPIRED_REFRESH_TOKEN"),
        refusal(404, "NOT_FOUND"),
        refusal(401, "IP_CHANGED"),
        reply(200, b"<html>"),
        OutcomeUnknownError("dropped"),
    ],
)
def test_a_renewal_that_fails_becomes_a_login(refused: WireResponse | Exception) -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(1790)

    def sign_in(request: WireRequest) -> WireResponse | Exception:
        return refused if request.method == "GET" else wire.tokens(9)

    wire.login = sign_in
    client.partners()
    assert wire.requests[-1].headers["Authorization"] == "Splynx-EA (access_token=access-9)"


@pytest.mark.parametrize("lifetime_s", [-100, 1, 30])
def test_short_sessions_work_too(lifetime_s: int) -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    wire.lifetime_s = lifetime_s
    client = client_over(wire, clock)
    client.partners()
    client.partners()
    assert len(wire.sign_ins) == 1
    clock.pass_s(16)
    client.partners()
    assert len(wire.sign_ins) == 2


def test_a_server_that_names_no_end() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    wire.login = lambda _: reply(200, {"access_token": "a"})
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(1000)
    client.partners()
    assert len(wire.sign_ins) == 1
    clock.pass_s(500)
    client.partners()
    assert [each.method for each in wire.sign_ins] == ["POST", "POST"]
    assert client.granted() == {}


@pytest.mark.parametrize(
    ("code", "method"),
    [
        ("EXPIRED_ACCESS_TOKEN", "GET"),
        ("UNAUTHORIZED", "POST"),
        ("TOKEN_BANNED", "POST"),
        ("USER_AGENT_CHANGED", "POST"),
        ("IP_CHANGED", "POST"),
        ("EMPTY_ACCESS_TOKEN", "POST"),
        ("MISSED_AUTHORIZATION_HEADER", "POST"),
    ],
)
def test_a_refused_call_is_repeated_after_one_sign_in(code: str, method: str) -> None:
    client, wire = make_client(refusal(401, code), PARTNERS)
    client.partners()
    assert [each.method for each in wire.sign_ins] == ["POST", method]
    assert len(wire.requests) == 2

    client, wire = make_client(refusal(401, code))
    with pytest.raises(AuthenticationError):
        client.partners()
    assert len(wire.requests) == 2, "never in circles"


def test_after_a_refusal_the_next_call_signs_in_afresh() -> None:
    expired = refusal(401, "EXPIRED_ACCESS_TOKEN")
    client, wire = make_client(expired, expired, PARTNERS)
    with pytest.raises(AuthenticationError):
        client.partners()
    client.partners()
    assert [each.method for each in wire.sign_ins] == ["POST", "GET", "POST"]


@pytest.mark.parametrize(
    ("answer", "kind", "tries"),
    [
        (refusal(401, "UNAUTHORIZED"), AuthenticationError, 1),
        (refusal(400, "INVALID_AUTH_TYPE"), AuthenticationError, 1),
        (refusal(403, "FORBIDDEN"), AuthenticationError, 1),
        (refusal(422, "INVALID_INPUT_DATA"), AuthenticationError, 1),
        (reply(301, b"", Location="https://other.example/"), RejectedError, 1),
        (reply(404, b"<html>"), ProtocolError, 1),
        (reply(200, b"<html>"), ProtocolError, 4),
        (reply(201, {"access_token": ""}), ProtocolError, 1),
        (reply(502, b"<html>"), OutcomeUnknownError, 4),
        (refusal(429, ""), RateLimitedError, 4),
        (OutcomeUnknownError("dropped"), OutcomeUnknownError, 4),
    ],
)
def test_a_login_that_fails(
    answer: WireResponse | Exception, kind: type[IPpayDesktopError], tries: int
) -> None:
    client, wire = make_client(PARTNERS)
    wire.login = lambda _: answer
    with pytest.raises(kind) as raised:
        client.partners()
    assert len(wire.sign_ins) == tries
    assert wire.requests == []
    assert SECRET not in str(raised.value)
    assert KEY not in str(raised.value)


def test_a_clock_behind_another_stations_is_helped_by_the_servers() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    wire.ahead_s = 3600
    last_nonce = round((START + timedelta(seconds=1800)).timestamp() * 100)

    def login(request: WireRequest) -> WireResponse:
        assert request.body is not None
        nonce = json.loads(request.body)["nonce"]
        return wire.tokens(1) if nonce > last_nonce else refusal(401, "UNAUTHORIZED")

    wire.login = login
    client_over(wire, clock).partners()
    assert len(wire.sign_ins) == 2


def test_nonces_grow_although_the_clock_stands() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, *[refusal(401, "TOKEN_BANNED"), PARTNERS] * 3)
    client = client_over(wire, clock)
    for _ in range(3):
        client.partners()
    nonces = [json.loads(each.body)["nonce"] for each in wire.sign_ins if each.body]
    assert nonces == sorted(set(nonces))
    assert len(nonces) == 4


def test_a_login_whose_answer_was_lost_is_repeated_under_a_new_nonce() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    seen: list[int] = []

    def login(request: WireRequest) -> WireResponse | Exception:
        assert request.body is not None
        nonce = json.loads(request.body)["nonce"]
        if nonce in seen:
            return refusal(401, "UNAUTHORIZED")
        seen.append(nonce)
        return wire.tokens(1) if len(seen) > 1 else OutcomeUnknownError("dropped")

    wire.login = login
    client_over(wire, clock).partners()
    assert len(seen) == 2


class WatchedLock:
    """A lock that tells when so many have come to it."""

    def __init__(self, expected: int) -> None:
        self.all_came = threading.Event()
        self._lock = threading.Lock()
        self._waited = threading.Semaphore(expected - 1)

    def __enter__(self) -> None:
        if not self._waited.acquire(blocking=False):
            self.all_came.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_whoever_waited_for_a_login_that_failed_does_not_try_again() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    lock = WatchedLock(4)
    client._api.auth._lock = lock  # type: ignore[assignment]  # a lock all the same

    def login(request: WireRequest) -> WireResponse:
        del request
        lock.all_came.wait(5)
        return refusal(401, "UNAUTHORIZED")

    wire.login = login

    def call() -> None:
        with pytest.raises(AuthenticationError):
            client.partners()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(call) for _ in range(4)]:
            future.result()
    assert len(wire.sign_ins) == 1


def test_calls_refused_together_share_one_new_session() -> None:
    clock = FakeClock()
    gate = threading.Barrier(4)

    def answer(request: WireRequest) -> WireResponse:
        if request.headers["Authorization"].endswith("access-1)"):
            gate.wait(5)
            return refusal(401, "IP_CHANGED")
        return PARTNERS

    wire = FakeWire(clock, answer)
    client = client_over(wire, clock)
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(client.partners) for _ in range(4)]:
            future.result()
    assert len(wire.sign_ins) == 2


def test_a_late_refusal_does_not_end_a_newer_session() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    api = client_over(wire, clock)._api
    old = api.auth.grant()
    new = api.auth.replace(old, Problem(401, "TOKEN_BANNED"))
    api.auth.forget(old)
    assert api.auth.grant() == new
    api.auth.forget(new)
    assert api.auth.replace(old, Problem(401, "TOKEN_BANNED")).generation > new.generation
    assert len(wire.sign_ins) == 3


def test_many_threads_share_one_sign_in() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    gate = threading.Barrier(8)

    def call() -> None:
        gate.wait()
        client.partners()

    with ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(call) for _ in range(8)]:
            future.result()
    assert len(wire.sign_ins) == 1


def test_signing_out_ends_the_session_once() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, PARTNERS)
    client = client_over(wire, clock)
    client.sign_out()
    assert wire.sign_ins == []
    client.partners()
    wire.login = lambda _: OutcomeUnknownError("dropped")
    client.sign_out()
    client.sign_out()
    assert method_and_path(wire.sign_ins[-1]) == "DELETE admin/auth/tokens/refresh%2F1"
    assert wire.sign_ins[-1].fresh_connection
    assert len(wire.sign_ins) == 2


def test_permissions_as_told_at_login() -> None:
    client, wire = make_client(PARTNERS)
    assert client.granted() == {"admin\\finance\\Invoices": {"index": True, "delete": False}}
    assert len(wire.sign_ins) == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], {}),
        (None, {}),
        ("x", {}),
        (
            {"a\\B": {"view": "allow", "add": "deny", "x": 1}},
            {"a\\B": {"view": True, "add": False}},
        ),
        ({"api\\a\\B": {"view": "ALLOW"}}, {"a\\B": {"view": True}}),
        ({"a": []}, {}),
    ],
)
def test_permissions_in_every_form(told: object, expected: object) -> None:
    assert read_permissions(told) == expected
