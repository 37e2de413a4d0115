"""Requests and answers on the wire: what is not plainly one, or not plainly whole, is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.http1 import write_request
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
        OK + b"Content-Length: -1\r\n\r\nab",
        OK + b"Content-Length: \xb2\r\n\r\nab",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: x\r\n\r\nab",
        b"HTTP/2 200 OK\r\n\r\n",
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
        (OK + b"content-length: 2\r\nCONTENT-LENGTH: 2\r\n\r\nab", b"ab"),
        (CHUNKED + b"1\r\na\r\n1;name=x\r\nb\r\n0\r\nX: after\r\n\r\n", b"ab"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + reply(), b"ok"),
        (OK + b"\r\nab", b"ab"),
        (b"HTTP/1.0 200 OK\nContent-Length: 2\n\nab", b"ab"),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n", b""),
        (CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n0\r\n\r\n"), b""),
    ],
)
def test_where_an_answer_ends(make_transport: MakeTransport, content: bytes, body: bytes) -> None:
    assert told(make_transport, content).body == body


def test_headers_in_several_lines(make_transport: MakeTransport) -> None:
    content = OK + b"A: 1\r\nB:  x\r\n\ty\r\na:2\r\nContent-Length: 0\r\n\r\n"
    headers = told(make_transport, content).headers
    assert dict(headers) == {"a": "1, 2", "b": "x y", "content-length": "0"}


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
