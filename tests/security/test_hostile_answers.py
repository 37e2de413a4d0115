"""Whatever a server sends, it is bounded in memory and time, and unclear rather than believed."""

import gzip
import itertools
import os
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay import IPpayGateway
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.transport import Transport, WireRequest
from ippay_desktop.domain.errors import IPpayDesktopError, OutcomeUnknownError
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.outcome import EnquiryVerdict, Verdict
from ippay_desktop.domain.secret import SecretText
from tests.security import fuzz, parsers
from tests.security.hostile import BODIES, HONEST, JSON, XML, packed_bomb
from tests.unit.ippay.support import card, request
from tests.unit.splynx.fakes import FakeClock
from tests.unit.transport.conftest import MakeTransport
from tests.unit.transport.server import RawServer, answering, read_request, reply

MEGABYTE = 2**20
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def bounded(*, megabytes: float, seconds: float) -> Iterator[None]:
    """Fail when what is done inside takes more; Python's own counting, the library's included."""
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE
    assert time.process_time() - began < seconds


def gateway(url: str, transport: Transport) -> IPpayGateway:
    return IPpayGateway(
        url=url,
        terminal_id="T",
        ach_terminal_id=None,
        password=None,
        transport=transport,
        timeout_s=2,
        software="tests",
    )


def test_the_same_approval_without_hostility_is_one() -> None:
    assert parsers.read_xml(HONEST)[0] is Verdict.APPROVED


@pytest.mark.parametrize("name", XML)
def test_hostile_xml_is_unknown_never_approved_never_declined(name: str) -> None:
    with bounded(megabytes=40, seconds=10):
        charged, enquired = parsers.read_xml(XML[name])
    assert (charged, enquired) == (Verdict.UNKNOWN, EnquiryVerdict.UNCLEAR)


@pytest.mark.parametrize("name", JSON)
def test_hostile_json_is_refused_or_not_used(name: str) -> None:
    with bounded(megabytes=120, seconds=10):
        parsers.read_json(JSON[name])


@pytest.mark.parametrize("name", BODIES)
def test_a_charge_that_is_answered_so_is_being_checked(
    make_transport: MakeTransport, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with RawServer(answering(reply(BODIES[name]))) as server, bounded(megabytes=40, seconds=10):
        answer = gateway(server.url, make_transport()).charge(request(card()))
    assert answer.verdict is Verdict.UNKNOWN
    assert "Traceback" not in answer.reason + caplog.text
    assert "root:" not in answer.reason


@pytest.mark.parametrize("name", BODIES)
def test_a_read_that_is_answered_so_is_an_error_with_a_sentence(
    make_transport: MakeTransport, name: str
) -> None:
    with RawServer(answering(reply(BODIES[name]))) as server:
        client = SplynxClient(
            base_url=f"http://localhost:{server.port}",
            api_key="k",
            api_secret=SecretText("s"),
            currency="USD",
            transport=make_transport(),
            clock=FakeClock(),
        )
        with bounded(megabytes=120, seconds=20), pytest.raises(IPpayDesktopError) as raised:
            client.customer(CustomerId(1))
    assert "Traceback" not in str(raised.value)


def endless(conn: socket.socket, head: bytes, chunk: bytes) -> None:
    read_request(conn)
    conn.sendall(head)
    for _ in itertools.count():
        conn.sendall(chunk)


_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_LONG = b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999999\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "chunk", "words"),
    [
        # A length that was told is believed, and nothing of it is read.
        (_LONG, b" " * 65536, "more data"),
        (_CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n", "."),
        (b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536, "."),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536, "."),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000, "."),
        (b"HTTP/1.1 ", b"2" * 65536, "."),
    ],
    ids=["long", "chunks", "no length", "a header", "headers", "a status"],
)
def test_an_answer_without_end_is_cut_off(
    make_transport: MakeTransport, head: bytes, chunk: bytes, words: str
) -> None:
    with (
        RawServer(lambda conn: endless(conn, head, chunk)) as server,
        bounded(megabytes=60, seconds=10),
        pytest.raises(OutcomeUnknownError, match=words),
    ):
        make_transport(read_timeout_s=5).send(WireRequest("POST", server.url, {}, b""))


@pytest.mark.parametrize("size", [100 * MEGABYTE, 300 * MEGABYTE])
def test_a_packed_bomb_is_not_unpacked(make_transport: MakeTransport, size: int) -> None:
    # Twice packed, it shrinks so much that the server can send it; we unpack once at most.
    once = gzip.decompress(packed_bomb(size))
    body = reply(once, "200 OK", "Content-Encoding: gzip")
    with (
        RawServer(answering(body)) as server,
        bounded(megabytes=60, seconds=10),
        pytest.raises(OutcomeUnknownError, match="more data"),
    ):
        make_transport().send(WireRequest("POST", server.url, {}, b""))


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip", "x\r\nX-Evil: 1"])
def test_a_coding_nobody_asked_for_is_not_read(make_transport: MakeTransport, coding: str) -> None:
    body = reply(gzip.compress(b"x"), "200 OK", f"Content-Encoding: {coding}")
    with RawServer(answering(body)) as server, pytest.raises(OutcomeUnknownError):
        make_transport().send(WireRequest("POST", server.url, {}, b""))


def test_a_slow_drip_ends_at_the_limit_of_the_whole_answer(make_transport: MakeTransport) -> None:
    server = RawServer()

    def drip(conn: socket.socket) -> None:
        read_request(conn)
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not server.stopping.wait(0.05):
            conn.sendall(b" ")

    server._handler = drip
    began = time.monotonic()
    with server, pytest.raises(OutcomeUnknownError, match="no complete answer"):
        make_transport(read_timeout_s=0.5).send(WireRequest("POST", server.url, {}, b""))
    assert time.monotonic() - began < 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_all_of_them_together_fit_into_little_memory() -> None:
    # The system's own count, so that what libraries take outside of Python's eyes is seen too.
    script = (
        "import resource\n"
        "from tests.security import hostile, parsers\n"
        "limit = 900 * 2**20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "for body in hostile.XML.values(): parsers.read_xml(body)\n"
        "for body in hostile.JSON.values(): parsers.read_json(body)\n"
        "print('done')\n"
    )
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "done"), done.stderr[-2000:]


_WORDS = st.sampled_from(
    [
        *("<IPPayResponse>", "</IPPayResponse>", "<ippay>", "<ActionCode>", "</ActionCode>"),
        *("000", "051", f"<TransactionID>{parsers.ID}</TransactionID>", "<ResponseText>"),
        *("</ResponseText>", "APPROVED", "<ErrMsg/>", "<!DOCTYPE x [", "]>", "&lt;", "&x;"),
        *("<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!--", "-->", "\0", "\ufeff", "é"),
        *('<Transactions type="SETTLED" records="1">', "<Transaction>", "</Transactions>"),
    ]
)


@given(st.one_of(st.binary(max_size=400), st.lists(_WORDS, max_size=30).map("".join)))
@example(b"")
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_no_xml_breaks_the_reader(body: bytes | str) -> None:
    parsers.read_xml(body.encode() if isinstance(body, str) else body)


_JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=12),
        st.sampled_from(["0000-00-00", "1e400", "64.5000", "2026-01-31", "not_paid", "-1"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["id", "customer_id", "due", "total", "status", "name", "email"]),
                st.text(max_size=5),
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@given(st.one_of(st.binary(max_size=300), _JSON))
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_no_json_breaks_the_reader(content: object) -> None:
    body = content if isinstance(content, bytes) else parsers.json_bytes(content)
    parsers.read_json(body)


@pytest.mark.parametrize("kind", parsers.READERS)
def test_the_corpus_breaks_nothing(kind: str) -> None:
    files = sorted((fuzz.CORPUS / kind).iterdir())
    assert len(files) > 10
    reader: Callable[[bytes], object] = parsers.READERS[kind]
    for file in files:
        reader(file.read_bytes())


def test_the_fuzzer_says_what_it_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.security.fuzz"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 2
    assert "pip install atheris" in done.stderr
