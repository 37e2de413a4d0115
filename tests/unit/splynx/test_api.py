"""The client over a scripted wire: repeats, limits, clock and single records."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.splynx.moment import ServerClock
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    IPpayDesktopError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.identifiers import (
    CustomerId,
    DocumentId,
    PaymentId,
)
from tests.unit.splynx.fakes import (
    EMPTY,
    INVOICE,
    SECRET,
    START,
    FakeClock,
    FakeWire,
    client_over,
    invoice,
    make_client,
    path,
    refusal,
    reply,
)

WARNING = b"<b>Warning</b>: x<br />\n"


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (NotSentError("refused"), NotSentError),
        (OutcomeUnknownError("dropped"), OutcomeUnknownError),
        (refusal(500, "SERVER_ERROR"), OutcomeUnknownError),
        (reply(502, b"<html>"), OutcomeUnknownError),
        (refusal(429, "TOO_MANY_REQUESTS"), RateLimitedError),
        (reply(200, WARNING + b"[]"), ProtocolError),
        (reply(200, b'[{"id":'), ProtocolError),
        (reply(200, b""), ProtocolError),
    ],
)
def test_reads_are_repeated_three_times_with_growing_waits(
    failure: WireResponse | Exception, kind: type[IPpayDesktopError]
) -> None:
    clock = FakeClock()
    wire = FakeWire(clock, failure, failure, failure, EMPTY)
    assert client_over(wire, clock).partners() == ()
    assert clock.slept == [0.5, 1.0, 2.0]

    client, wire = make_client(failure)
    with pytest.raises(kind):
        client.partners()
    assert len(wire.requests) == 4


@pytest.mark.parametrize(
    ("told", "waited"), [("7", 7.0), ("9999", 30.0), ("soon", 0.5), ("-1", 0.5), ("", 0.5)]
)
def test_a_busy_server_may_say_how_long_to_wait(told: str, waited: float) -> None:
    clock = FakeClock()
    busy = reply(429, b"", **{"Retry-After": told})
    client_over(FakeWire(clock, busy, EMPTY), clock).partners()
    assert clock.slept == [waited]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(403, "FORBIDDEN"), PermissionDeniedError),
        (refusal(404, "NOT_FOUND"), NotFoundError),
        (reply(404, b"<html>"), ProtocolError),
        (reply(307, b"", Location="https://other.example/"), RejectedError),
        (reply(204, b""), ProtocolError),
        (reply(200, {"id": 1}), ProtocolError),
        (reply(200, [1]), ProtocolError),
        (reply(200, b"null"), ProtocolError),
    ],
)
def test_what_will_not_pass_is_not_repeated(
    answer: WireResponse, kind: type[IPpayDesktopError]
) -> None:
    client, wire = make_client(answer)
    with pytest.raises(kind):
        client.partners()
    assert len(wire.requests) == 1


def test_at_most_four_reads_are_under_way() -> None:
    state = threading.Condition()
    running: list[int] = [0, 0]

    def slowly(request: WireRequest) -> WireResponse:
        del request
        with state:
            running[0] += 1
            running[1] = max(running)
            state.notify_all()
            state.wait_for(lambda: running[1] >= 4, timeout=5)
            running[0] -= 1
        return EMPTY

    client, _ = make_client(slowly)
    with ThreadPoolExecutor(12) as pool:
        for future in [pool.submit(client.partners) for _ in range(12)]:
            future.result()
    assert running[1] == 4


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clock = FakeClock()
    wire = FakeWire(clock, reply(500, b""), EMPTY)
    client = client_over(wire, clock)
    client.partners()
    clock.pass_s(1790)
    client.partners()
    assert len(wire.sign_ins) == 2
    assert "splynx_read_repeated path=admin/administration/partners" in caplog.text
    for secret in (SECRET, "access-1", "refresh", "signature"):
        assert secret not in caplog.text


def test_the_servers_clock_counts_on() -> None:
    clock = FakeClock()
    wire = FakeWire(clock, EMPTY)
    wire.ahead_s = 120
    client = client_over(wire, clock)
    assert client.server_now() is None
    client.partners()
    clock.pass_s(60)
    assert client.server_now() == START + timedelta(seconds=180)


@pytest.mark.parametrize("told", ["", "yesterday", "Mon, 99 Xyz"])
def test_an_unreadable_date_tells_nothing(told: str) -> None:
    moment = ServerClock(FakeClock())
    moment.hear(reply(200, b"", Date=told))
    assert moment.now() is None


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.document(INVOICE, DocumentId(5)),
        lambda client: client.customer(CustomerId(5)),
        lambda client: client.customer_billing(CustomerId(5)),
        lambda client: client.payment(PaymentId(5)),
    ],
    ids=["document", "customer", "billing", "payment"],
)
def test_another_record_than_the_one_asked_for(call: Callable[[SplynxClient], object]) -> None:
    row = invoice(6, deposit="0", amount="1.00", name="X")
    client, _ = make_client(reply(200, row))
    with pytest.raises(ProtocolError, match="asked for"):
        call(client)


def test_the_probe() -> None:
    client, wire = make_client(reply(200, {"status": "ok"}), EMPTY)
    client.probe()
    assert [path(request) for request in wire.requests] == ["api/check", "administration/partners"]
    client, _ = make_client(refusal(404, "NOT_FOUND"), EMPTY)
    client.probe()
    client, _ = make_client(reply(200, {"status": "ok"}), refusal(403, "FORBIDDEN"))
    with pytest.raises(PermissionDeniedError, match="Partners"):
        client.probe()
