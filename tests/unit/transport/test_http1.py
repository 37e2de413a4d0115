"""Requests and answers on the wire: what is not plainly one, or not plainly whole, is an error."""

from __future__ import annotations

from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.http1 import TooLargeError, UnreadableError, read_answer, write_request
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import OutcomeUnknownError
from tests.unit.transport.server import RawServer, answering, reply

if TYPE_CHECKING:
    from tests.unit.transport.conftest import MakeTransport

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def told(make_transport: MakeTransport, content: bytes) -> WireResponse:
    with RawServer(answering(content)) as server:
        return make_transport().send(WireRequest("POST", server.url, {}, b"x"))


@pytest.mark.parametrize(
    "content",
    [
        OK + b"no header\r\nContent-Length: 2\r\n\r\nab",
        OK + b" goes on: before it began\r\n\r\nab",
        OK + b"Content-Length : 2\r\n\r\nab",
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        OK + b"Content-Length: 2, 3\r\n\r\nab",
        OK + b"content-length: 2\r\nCONTENT-LENGTH: 2\r\n\r\nab",
        OK + b"Content-Length: 2, 2\r\n\r\nab",
        OK + b"Content-Length: +2\r\n\r\nab",
        OK + b"Content-Length: 0x2\r\n\r\nab",
        OK + b"Content-Length: \r\n\r\n",
        OK + b"Content-Length: 99999999999999999999\r\n\r\nab",
        OK + b"Content-Length: -1\r\n\r\nab",
        OK + b"Content-Length: \xb2\r\n\r\nab",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: x\r\n\r\nab",
        OK + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n0\r\n\r\n"),
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + b"2\r\nabc\r\n0\r\n\r\n",
        CHUNKED + b"2\nab\n0\n\n",
        CHUNKED + b"-2\r\nab\r\n0\r\n\r\n",
        OK + b"A: 1\r\n goes on\r\nContent-Length: 2\r\n\r\nab",
        OK + b"A: 1\0\r\nContent-Length: 2\r\n\r\nab",
        OK + b"A: 1\rContent-Length: 9\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nab",
        b"RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab",
    ],
)
def test_what_could_be_read_in_two_ways_is_not_read(
    make_transport: MakeTransport, content: bytes
) -> None:
    with pytest.raises(OutcomeUnknownError, match="not readable"):
        told(make_transport, content)


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (CHUNKED + b"1\r\na\r\n1;name=x\r\nb\r\n0\r\nX: after\r\n\r\n", b"ab"),
        (b"HTTP/1.1 100 Continue\r\nA: 9\r\n\r\n" + reply(), b"ok"),
        (b"HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n" + reply(), b"ok"),
        (OK + b"\r\nab", b"ab"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab", b"ab"),
        (b"HTTP/1.0 200 OK\nContent-Length: 2\n\nab", b"ab"),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n", b""),
        (reply() + b"what nobody asked for", b"ok"),
        (reply() + reply(b"another's"), b"ok"),
    ],
)
def test_where_an_answer_ends(make_transport: MakeTransport, content: bytes, body: bytes) -> None:
    assert told(make_transport, content).body == body


def test_headers_are_those_of_the_answer(make_transport: MakeTransport) -> None:
    early = b"HTTP/1.1 100 Continue\r\nA: 9\r\n\r\n"
    content = early + CHUNKED[:-2] + b"A: 1\r\nB:  \xe9\ty \r\na:2\r\n\r\n0\r\nA: after\r\n\r\n"
    headers = told(make_transport, content).headers
    assert dict(headers) == {"transfer-encoding": "chunked", "a": "1, 2", "b": "\xe9\ty"}


@given(st.lists(st.integers(1, 60), max_size=12), st.sampled_from([b"", b"HTTP/1.1 100 C\r\n\r\n"]))
def test_however_it_arrives_it_is_the_same_answer(cuts: list[int], early: bytes) -> None:
    content = early + CHUNKED[:-2] + b"A: 1\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nB: 2\r\n\r\n"
    ends = sorted({min(sum(cuts[: place + 1]), len(content)) for place in range(len(cuts))})
    pieces = [content[a:b] for a, b in pairwise([0, *ends, len(content)]) if a < b]
    waiting = iter(pieces)
    answer = read_answer(lambda: next(waiting), "GET", 3)
    assert (answer.status, answer.body, answer.is_last) == (200, b"abc", False)
    assert dict(answer.headers) == {"transfer-encoding": "chunked", "a": "1"}


@pytest.mark.parametrize(
    ("method", "content", "is_last"),
    [
        ("GET", reply(), False),
        ("GET", reply(b"ok", "200 OK", "Connection: close"), True),
        ("GET", reply(b"ok").replace(b"1.1", b"1.0"), True),
        ("GET", reply(b"ok", "200 OK", "Connection: keep-alive").replace(b"1.1", b"1.0"), False),
        ("GET", OK + b"\r\nok", True),
        ("GET", reply() + b"HTTP/1.1 200 OK\r\n", True),
        ("GET", b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nok", True),
        ("DELETE", b"HTTP/1.1 204 No\r\n\r\n", False),
        ("DELETE", b"HTTP/1.1 204 No\r\n\r\n{}", True),
        ("HEAD", OK + b"Content-Length: 9000\r\n\r\n", False),
        ("HEAD", OK + b"\r\n", True),
        ("HEAD", OK + b"Content-Length: 2\r\n\r\nok", True),
    ],
)
def test_whether_another_answer_may_follow(method: str, content: bytes, is_last: bool) -> None:
    waiting = iter((content, b""))
    assert read_answer(lambda: next(waiting), method, 100).is_last == is_last


@pytest.mark.parametrize("content", [OK + b"\r\n", CHUNKED + b"30d40\r\n"])
def test_what_is_long_is_read(content: bytes) -> None:
    pieces = iter([content, *[b"x" * 40_000] * 5, b"\r\n0\r\n\r\n", b""])
    answer = read_answer(lambda: next(pieces), "GET", 200_000 + 7)
    assert answer.body.count(b"x") == 200_000


@pytest.mark.parametrize(
    "content",
    [
        OK + b"Content-Length: 11\r\n\r\n",
        CHUNKED + b"b\r\nhello world",
        OK + b"\r\n" + b"x" * 11,
    ],
)
def test_what_is_too_long_is_not_awaited(content: bytes) -> None:
    waiting = iter([content])
    with pytest.raises(TooLargeError):
        read_answer(lambda: next(waiting), "GET", 10)


@pytest.mark.parametrize(
    "piece", [b"1;" + b"x" * 1000, b"0\r\nA: " + b"x" * 1000, b"0\r\n" + b"A:\r\n" * 99]
)
def test_what_is_no_body_has_an_end_too(piece: bytes) -> None:
    content = chain([CHUNKED], repeat(piece, 1000))
    with pytest.raises(UnreadableError):
        read_answer(lambda: next(content), "GET", 10)


@given(
    st.text(alphabet="GETPOSTv \r\n:/", max_size=6),
    st.text(alphabet="/ax?% \r\n\té", max_size=8),
    st.dictionaries(
        st.text(alphabet="Xx-: \r\n\0é", max_size=5),
        st.text(alphabet="v :\r\n\t\0é\u2028", max_size=6),
        max_size=3,
    ),
)
def test_what_is_written_is_one_request_with_these_headers_or_nothing(
    method: str, path: str, headers: dict[str, str]
) -> None:
    try:
        content = write_request(method, path, {"Host": "h", **headers}, b"<body/>")
    except ValueError:
        return
    head, body = content.split(b"\r\n\r\n", 1)
    line, *rest = head.split(b"\r\n")
    assert body == b"<body/>"
    assert line.split(b" ") == [method.encode(), path.encode(), b"HTTP/1.1"]
    told = [f"{name}: {value}".encode("latin-1") for name, value in headers.items()]
    assert rest == [b"Host: h", *told, b"Content-Length: 7"]
    assert not {b"\r", b"\n", b"\0"} & {bytes([sign]) for each in rest for sign in each}


def test_a_body_has_its_length_and_a_read_has_none() -> None:
    assert b"Content-Length: 0" in write_request("POST", "/", {"Host": "h"}, None)
    assert b"Content-Length: 0" in write_request("DELETE", "/", {"Host": "h"}, b"")
    for method in ("GET", "HEAD", "DELETE"):
        assert b"Length" not in write_request(method, "/", {"Host": "h"}, None)
