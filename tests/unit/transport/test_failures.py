"""NotSentError only when nothing left; OutcomeUnknownError for all else; both say what to do."""

import dataclasses
import gzip
import inspect
import socket
import ssl
import sys
import time
from itertools import chain

import pytest
import requests.exceptions
import urllib3.exceptions

from ippay_desktop.adapters.connection import Phase
from ippay_desktop.adapters.failures import Circumstances, translate
from ippay_desktop.adapters.transport import WireRequest
from ippay_desktop.domain.errors import InputError, NotSentError, OutcomeUnknownError
from tests.unit.transport.conftest import MakeTransport
from tests.unit.transport.server import AUTHORITY, Handler, RawServer, answering, reply, reset


def post(url: str) -> WireRequest:
    return WireRequest("POST", url, {}, b"<canary/>", fresh_connection=True)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def assert_for_staff(error: Exception) -> None:
    text = str(error)
    assert text.endswith(".")
    assert "; " in text
    assert not {"canary", "secret", "query", "Error", "urllib3", "None"} & set(text.split())
    assert "secret=query" not in f"{text}{getattr(error, '__notes__', '')}"
    assert error.__suppress_context__


# -- provably not sent ---------------------------------------------------------------------


def test_refused(make_transport: MakeTransport) -> None:
    with pytest.raises(NotSentError, match="refused the connection") as caught:
        make_transport().send(post(f"http://localhost:{closed_port()}/?secret=query"))
    assert_for_staff(caught.value)


def test_name_not_found(make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NotSentError, match=r"gateway\.invalid could not be found") as caught:
        make_transport().send(post("https://gateway.invalid/?secret=query"))
    assert_for_staff(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux drops what a full queue refuses")
def test_connecting_times_out(make_transport: MakeTransport) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        try:
            with pytest.raises(NotSentError, match=r"within 0\.3 s") as caught:
                make_transport(connect_timeout_s=0.3).send(post(f"http://127.0.0.1:{port}/"))
        finally:
            for filler in fillers:
                filler.close()
    assert_for_staff(caught.value)


def speak_plainly(conn: socket.socket) -> None:
    conn.recv(9)
    conn.sendall(reply())


def read_the_greeting_and_close(conn: socket.socket) -> None:
    conn.recv(9)
    conn.close()


def read_the_greeting_and_reset(conn: socket.socket) -> None:
    # Before it, Python's ssl leaves the socket to the garbage collector, in whose test it shows.
    conn.recv(9)
    reset(conn)


HANDSHAKE_FAILURES: dict[str, tuple[Handler, str]] = {
    "speaks no TLS": (speak_plainly, "secure connection"),
    "closes": (socket.socket.close, "could not"),
    "reads the greeting, then resets": (read_the_greeting_and_reset, "could not be reached"),
    "reads the greeting, then closes": (read_the_greeting_and_close, "could not"),
}


@pytest.mark.parametrize("name", HANDSHAKE_FAILURES)
def test_the_handshake_fails(make_transport: MakeTransport, name: str) -> None:
    handler, words = HANDSHAKE_FAILURES[name]
    with RawServer(handler) as server, pytest.raises(NotSentError, match=words) as caught:
        make_transport().send(post(server.url.replace("http:", "https:")))
    assert_for_staff(caught.value)


def test_the_handshake_hangs(make_transport: MakeTransport) -> None:
    with RawServer() as server:
        server._handler = lambda _: (server.stopping.wait(10), None)[1]
        with pytest.raises(NotSentError, match=r"within 0\.3 s") as caught:
            make_transport(connect_timeout_s=0.3).send(post(server.url.replace("http:", "https:")))
    assert_for_staff(caught.value)


@pytest.mark.parametrize(
    ("certificate", "bundle"), [("localhost.pem", None), ("elsewhere.pem", str(AUTHORITY))]
)
def test_a_certificate_that_is_not_trusted(
    make_transport: MakeTransport, certificate: str, bundle: str | None
) -> None:
    with (
        RawServer(certificate=certificate) as server,
        pytest.raises(
            NotSentError, match="certificate that this computer does not trust"
        ) as caught,
    ):
        make_transport(ca_bundle=bundle).send(post(server.url))
    assert server.requests == []
    assert_for_staff(caught.value)


@pytest.mark.parametrize(("certificate", "bundle"), [("", None), ("localhost.pem", str(AUTHORITY))])
def test_held_back_when_the_connection_stands(
    make_transport: MakeTransport, certificate: str, bundle: str | None
) -> None:
    """Asked once, after the last moment at which it could have failed to connect."""
    asked: list[str] = []

    def no() -> bool:
        asked.append("")
        return False

    with RawServer(certificate=certificate) as server:
        transport = make_transport(ca_bundle=bundle)
        with pytest.raises(NotSentError, match="slept or stood still") as caught:
            transport.send(dataclasses.replace(post(server.url), may_leave=no))
        transport.send(dataclasses.replace(post(server.url), may_leave=lambda: True))
    assert len(server.requests) == 1
    assert asked == [""]
    assert_for_staff(caught.value)
    with pytest.raises(NotSentError, match="refused the connection"):
        transport.send(
            dataclasses.replace(post(f"http://localhost:{closed_port()}/"), may_leave=no)
        )
    assert asked == [""]


def test_a_kept_connection_is_asked_too(make_transport: MakeTransport) -> None:
    transport = make_transport()
    with RawServer() as server:
        kept = WireRequest("POST", server.url, {}, b"x")
        transport.send(kept)
        with pytest.raises(NotSentError):
            transport.send(dataclasses.replace(kept, may_leave=lambda: False))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://host/x", "http://", "http://[broken/x", "http://a..b/"]
)
def test_an_address_that_is_none(make_transport: MakeTransport, url: str) -> None:
    with pytest.raises(NotSentError):
        make_transport().send(post(url))


def test_a_header_that_cannot_be_sent_is_not_shown(make_transport: MakeTransport) -> None:
    request = WireRequest("POST", "http://localhost/", {"Authorization": "canary\r\nX: 1"}, b"")
    with pytest.raises(NotSentError) as caught:
        make_transport().send(request)
    assert "canary" not in str(caught.value)


def test_a_missing_certificate_file(make_transport: MakeTransport) -> None:
    with pytest.raises(InputError, match=r"nowhere\.pem"):
        make_transport(ca_bundle="/nowhere.pem")


# -- outcome unknown -----------------------------------------------------------------------

BROKEN_ANSWERS = {
    "nothing": b"",
    "half a status line": b"HTTP/1.1 2",
    "garbage": b"\x00\xff garbage\r\n\r\n",
    "half the headers": b"HTTP/1.1 200 OK\r\nContent-Le",
    "half the body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "half a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
    "no last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n",
    "no gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf",
    "half a gzip": reply(gzip.compress(b"x" * 10**5)[:50], "200 OK", "Content-Encoding: gzip"),
    "an endless header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    "a thousand headers": b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000 + b"\r\n",
}
ENDINGS: dict[str, Handler] = {"closes": socket.socket.close, "resets": reset}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", BROKEN_ANSWERS)
@pytest.mark.parametrize("certificate", ["", "localhost.pem"])
def test_read_then_broken_off(
    make_transport: MakeTransport, name: str, ending: str, certificate: str
) -> None:
    server = RawServer(certificate=certificate)

    def handler(conn: socket.socket) -> None:
        server.take(conn)
        conn.sendall(BROKEN_ANSWERS[name])
        ENDINGS[ending](conn)

    server._handler = handler
    with server, pytest.raises(OutcomeUnknownError) as caught:
        make_transport(ca_bundle=str(AUTHORITY)).send(post(server.url))
    assert len(server.requests) == server.connections == 1
    assert_for_staff(caught.value)
    assert "don't repeat" in str(caught.value)


@pytest.mark.parametrize("certificate", ["", "localhost.pem"])
def test_accepted_then_closed_unread(make_transport: MakeTransport, certificate: str) -> None:
    # Whether a byte arrived nobody can say: it is unknown although nothing was read.
    with (
        RawServer(socket.socket.close, certificate=certificate) as server,
        pytest.raises(OutcomeUnknownError, match="broke off") as caught,
    ):
        make_transport(ca_bundle=str(AUTHORITY)).send(post(server.url))
    assert_for_staff(caught.value)


def test_accepted_then_reset_unread(make_transport: MakeTransport) -> None:
    # The reset can come so early that connecting itself fails: then nothing was written.
    with (
        RawServer(reset) as server,
        pytest.raises((OutcomeUnknownError, NotSentError)) as caught,
    ):
        make_transport().send(post(server.url))
    assert_for_staff(caught.value)


def drip(server: RawServer, conn: socket.socket, whole: bytes, pause_s: float) -> None:
    server.take(conn)
    for index in range(len(whole)):
        conn.sendall(whole[index : index + 1])
        if server.stopping.wait(pause_s):
            return


@pytest.mark.parametrize(
    "whole",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X" * 10_000,
        reply(b"x" * 10_000),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 5000,
    ],
    ids=["headers", "body", "chunks"],
)
@pytest.mark.parametrize("certificate", ["", "localhost.pem"])
def test_a_slow_drip_ends_at_the_total_limit(
    make_transport: MakeTransport, whole: bytes, certificate: str
) -> None:
    with RawServer(certificate=certificate) as server:
        # Faster than any single read's limit, slower than the whole.
        server._handler = lambda conn: drip(server, conn, whole, 0.02)
        started = time.monotonic()
        with pytest.raises(OutcomeUnknownError, match=r"within 0\.5 s") as caught:
            make_transport(ca_bundle=str(AUTHORITY), read_timeout_s=0.5).send(post(server.url))
        assert 0.4 < time.monotonic() - started < 3
    assert_for_staff(caught.value)


def test_the_request_has_its_own_limit(make_transport: MakeTransport) -> None:
    with RawServer() as server:
        server._handler = lambda _: (server.stopping.wait(10), None)[1]
        request = WireRequest("GET", server.url, {}, read_timeout_s=0.2)
        with pytest.raises(OutcomeUnknownError, match=r"within 0\.2 s; try again later"):
            make_transport(read_timeout_s=60).send(request)


def test_a_server_that_does_not_read_ends_too(make_transport: MakeTransport) -> None:
    with RawServer() as server:
        server._handler = lambda _: (server.stopping.wait(10), None)[1]
        started = time.monotonic()
        with pytest.raises(OutcomeUnknownError):
            make_transport(read_timeout_s=0.5).send(
                WireRequest("POST", server.url, {}, b"x" * 64 * 2**20)
            )
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("is_packed", [False, True])
def test_too_much_is_not_read(make_transport: MakeTransport, *, is_packed: bool) -> None:
    body = b"x" * 2**20
    whole = (
        reply(gzip.compress(body), "200 OK", "Content-Encoding: gzip") if is_packed else reply(body)
    )
    with (
        RawServer(answering(whole)) as server,
        pytest.raises(OutcomeUnknownError, match="more data than") as caught,
    ):
        make_transport(max_body_bytes=2**19).send(post(server.url))
    assert_for_staff(caught.value)


# -- the mapping is total ------------------------------------------------------------------


def library_exceptions() -> list[type[BaseException]]:
    modules = (requests.exceptions, urllib3.exceptions, ssl, socket)
    found = chain.from_iterable(vars(module).values() for module in modules)
    return sorted(
        {
            item
            for item in found
            if inspect.isclass(item)
            and issubclass(item, Exception)
            and not issubclass(item, Warning)
        },
        key=lambda item: f"{item.__module__}.{item.__qualname__}",
    )


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("kind", library_exceptions())
def test_every_exception_is_mapped_by_the_phase_alone(kind: type[Exception], phase: Phase) -> None:
    error = kind.__new__(kind)
    at = Circumstances(phase, "host.invalid", "POST", 10, 60)
    result = translate(error, at)
    nothing_left = phase in {Phase.CONNECTING, Phase.HELD_BACK}
    expected = NotSentError if nothing_left else OutcomeUnknownError
    assert type(result) is expected
    result.__suppress_context__ = True
    assert_for_staff(result)
    assert "host.invalid" in str(result)


@pytest.mark.parametrize("kind", [ValueError, AttributeError, RecursionError, MemoryError])
def test_a_bug_after_connecting_is_unknown_too(
    make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise kind("canary")

    with RawServer() as server:
        transport = make_transport()
        monkeypatch.setattr("ippay_desktop.adapters.connection.read_answer", fail)
        with pytest.raises(OutcomeUnknownError, match="no answer that can be used"):
            transport.send(post(server.url))
