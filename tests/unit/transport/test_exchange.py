"""What an exchange does when all goes well, and what it never does."""

import gzip
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import NotSentError, OutcomeUnknownError
from tests.unit.transport.conftest import MakeTransport
from tests.unit.transport.server import AUTHORITY, RawServer, answering, read_request, reply


def post(server: RawServer, *, fresh: bool = False) -> WireRequest:
    return WireRequest("POST", server.url, {"X-Own": "1"}, b"<body/>", fresh_connection=fresh)


def test_sends_what_was_asked_and_returns_what_came(make_transport: MakeTransport) -> None:
    with RawServer() as server:
        answer = make_transport().send(post(server))
    assert (answer.status, answer.body) == (200, b"ok")
    assert answer.headers["content-LENGTH"] == "2"
    request = server.requests[0]
    assert request.startswith(b"POST /path?secret=query HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\n<body/>")
    assert b"X-Own: 1\r\n" in request
    assert b"User-Agent: test/1\r\n" in request


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "404 Not Found", "500 Oops", "503 Busy"])
def test_any_status_is_an_answer(make_transport: MakeTransport, status: str) -> None:
    with RawServer(answering(reply(b"x", status))) as server:
        assert make_transport().send(post(server)).status == int(status[:3])
    assert server.connections == 1


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
@pytest.mark.parametrize("location", ["/again", "http://[broken", "", "http://localhost:1/x"])
def test_a_redirect_is_not_followed_and_the_body_leaves_once(
    make_transport: MakeTransport, status: str, location: str
) -> None:
    server = RawServer()

    def redirect(conn: socket.socket) -> None:
        while server.take(conn):
            conn.sendall(reply(b"", status, f"Location: {location}"))

    server._handler = redirect
    with server:
        assert make_transport().send(post(server)).status == int(status[:3])
    assert len(server.requests) == server.connections == 1


def test_connections_are_kept(make_transport: MakeTransport) -> None:
    transport = make_transport()
    with RawServer() as server:
        for _ in range(3):
            transport.send(post(server))
        transport.close()
    assert server.connections == 1


def test_a_fresh_connection_is_used_once(make_transport: MakeTransport) -> None:
    # The server ignores "Connection: close", so only the client can see to it.
    transport = make_transport()
    with RawServer() as server:
        for fresh in (False, True, True, False):
            transport.send(post(server, fresh=fresh))
        transport.close()
    # The last went over the one that the first had left.
    assert server.connections == 3
    assert [b"Connection: close" in request for request in server.requests] == [
        False,
        True,
        True,
        False,
    ]


def test_a_kept_connection_that_died_cannot_blur_a_fresh_request(
    make_transport: MakeTransport,
) -> None:
    server = RawServer()

    def answer_once_then_drop_the_next(conn: socket.socket) -> None:
        server.take(conn)
        conn.sendall(reply())
        conn.recv(1)  # The next request on this connection is never answered.

    server._handler = answer_once_then_drop_the_next
    transport = make_transport()
    with server:
        transport.send(post(server))
        assert transport.send(post(server, fresh=True)).status == 200
        with pytest.raises(OutcomeUnknownError):
            transport.send(post(server))
        transport.close()


@pytest.mark.parametrize(
    "whole",
    [
        reply(b"ok", "200 OK", "Connection: close"),
        reply().replace(b"HTTP/1.1", b"HTTP/1.0"),
        reply() + reply(b"another's"),
    ],
    ids=["told", "old", "more"],
)
def test_no_answer_is_read_after_the_last_one_of_a_connection(
    make_transport: MakeTransport, whole: bytes
) -> None:
    server = RawServer()

    def handler(conn: socket.socket) -> None:
        while server.take(conn):
            conn.sendall(whole)

    server._handler = handler
    transport = make_transport()
    with server:
        for _ in range(2):
            assert transport.send(post(server)).body == b"ok"
        transport.close()
    assert server.connections == 2


def test_no_cookies_are_kept(make_transport: MakeTransport) -> None:
    server = RawServer()

    def handler(conn: socket.socket) -> None:
        while server.take(conn):
            conn.sendall(reply(b"", "200 OK", "Set-Cookie: session=1; Path=/"))

    server._handler = handler
    transport = make_transport()
    with server:
        transport.send(post(server))
        transport.send(post(server))
        transport.close()
    assert b"ookie" not in server.requests[1]


def test_the_environment_changes_nothing(
    make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, "http://localhost:1")
    monkeypatch.setenv("NETRC", "/nowhere")
    with RawServer() as server:
        assert make_transport().send(post(server)).body == b"ok"


def test_tls_with_an_authority_of_our_own(make_transport: MakeTransport) -> None:
    with RawServer(certificate="localhost.pem") as server:
        for fresh in (True, False):
            answer = make_transport(ca_bundle=str(AUTHORITY)).send(post(server, fresh=fresh))
            assert answer.body == b"ok"


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_adds_no_authority(
    make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(AUTHORITY))
    with (
        RawServer(certificate="localhost.pem") as server,
        pytest.raises(NotSentError, match="does not trust"),
    ):
        make_transport().send(post(server))
    assert server.requests == []


def test_a_compressed_answer_is_unpacked(make_transport: MakeTransport) -> None:
    body = reply(gzip.compress(b"text" * 1000), "200 OK", "Content-Encoding: gzip")
    with RawServer(answering(body)) as server:
        assert make_transport().send(post(server)).body == b"text" * 1000


def test_many_threads_get_their_own_answers(make_transport: MakeTransport) -> None:
    def echo(conn: socket.socket) -> None:
        while request := read_request(conn):
            conn.sendall(reply(request.partition(b"\r\n\r\n")[2]))

    transport = make_transport()
    bodies = [str(number).encode() for number in range(64)]
    with RawServer(echo) as server:

        def send(body: bytes) -> bytes:
            return transport.send(WireRequest("POST", server.url, {}, body)).body

        with ThreadPoolExecutor(16) as workers:
            assert list(workers.map(send, bodies)) == bodies
        transport.close()
    assert server.connections <= 16


def test_representations_show_neither_secrets_nor_bodies() -> None:
    request = WireRequest(
        "POST", "https://host/p?key=canary", {"Authorization": "canary"}, b"canary"
    )
    answer = WireResponse(200, {"Set-Cookie": "canary"}, b"canary")
    assert "canary" not in f"{request!r}{request}{answer!r}{answer}"
