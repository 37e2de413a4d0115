"""Requests written whole, and answers read whole by llhttp, the parser of Node.js.

The library above it (urllib3) quotes the path anew and wraps an answer twice, and the standard
library reads headers as those of an e-mail: each cost a third of a charge's processor time. llhttp
reads status, headers and chunks strictly, and keeps nothing. Here is what it leaves open: that a
request is one, and that an answer is told in one way only, whole and not too long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser
from typing_extensions import override

_BODILESS = frozenset({"GET", "HEAD", "DELETE"})
# In a row without a byte of the body: of status and headers, or of what follows the last chunk.
_MOST_BARE_BYTES = 64 * 1024
_MOST_HEADERS = 100
_VERSIONS = frozenset({"1.0", "1.1"})
# The parser knows two more protocols.
_BEGINNING = b"HTTP/"
_SWITCHING = 101
_FINAL = 200

# Source: RFC 9112, sections 3 and 5.
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105  # the name of the rule in the grammar
_REQUEST = re.compile(
    rf"{_TOKEN} /[!-~]* HTTP/1\.1\r\n"
    rf"(?:{_TOKEN}: (?:[!-~\x80-\xff][\t -~\x80-\xff]*)?\r\n)+\r\n"
)


class UnreadableError(Exception):
    """What came is no answer, or is packed in a way nobody asked for."""


class TooLargeError(Exception):
    """The answer is longer than allowed."""


class Headers(Mapping[str, str]):
    """An answer's headers, looked up in any letter case; what came twice is joined by commas."""

    __slots__ = ("_values",)

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        """Keep names and values as they came."""
        values: dict[str, str] = {}
        for name, value in told:
            key = name.lower()
            values[key] = f"{values[key]}, {value}" if key in values else value
        self._values: Final = values

    @override
    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    @override
    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer; its `repr` shows the status only.

    Attributes:
        body: Without its transfer coding; its content coding is as it came.
        is_last: Whether its connection is of no further use.
    """

    status: int
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    is_last: bool


def write_request(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
    """A request whole, its length included.

    Args:
        method: Any but CONNECT.
        path: With its query, percent-encoded.
        headers: With the host, and without a length.
        body: None for none; an empty one has a length.

    Raises:
        ValueError: it would be none, or more than one.
    """
    told = dict(headers)
    if body is not None or method not in _BODILESS:
        told["Content-Length"] = str(len(body or b""))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    head = "\r\n".join((*lines, "", ""))
    # As many lines as there are headers: a value that holds a line's end would be one more.
    if head.count("\r\n") != len(lines) + 1 or _REQUEST.fullmatch(head) is None:
        raise ValueError
    return head.encode("latin-1") + (body or b"")


def read_answer(receive: Callable[[], bytes], method: str, most_bytes: int) -> Answer:
    """The answer to a request of that method, to its end.

    Args:
        receive: What came next; nothing stands for the connection's end.
        method: Any but CONNECT.
        most_bytes: Of the body.

    Raises:
        UnreadableError, TooLargeError: it is not one that can be used.
        ConnectionError: it broke off.
    """
    reading = _Reading(method)
    while not reading.is_whole:
        reading.take(receive(), most_bytes)
    return reading.answer()


class _Reading:
    """What the parser told of an answer so far; its calls are named `on_`."""

    def __init__(self, method: str) -> None:
        self.is_whole = False
        self._is_last = False
        self._has_body = method != "HEAD"
        self._told: list[tuple[str, str]] = []
        self._headers: Headers | None = None
        self._body = bytearray()
        self._bare_bytes = 0
        self._status = 0
        self._parser = HttpResponseParser(self)
        # Lines that end without a carriage return may be read, and an old gateway may write them:
        # each answer refused leaves a charge in doubt. Source: RFC 9112, section 2.2.
        self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True)

    def take(self, piece: bytes, most_bytes: int) -> None:
        if not piece:
            self._end()
            return
        if not self._bare_bytes and self._headers is None and piece[:5] != _BEGINNING[: len(piece)]:
            raise UnreadableError
        self._bare_bytes += len(piece)
        try:
            self._parser.feed_data(piece)
        except (HttpParserError, HttpParserUpgrade):
            if not self.is_whole:
                raise UnreadableError from None
            # Some servers send bytes after the end: nobody reads them, and no answer follows them.
            self._is_last = True
        if self._bare_bytes > _MOST_BARE_BYTES or len(self._told) > _MOST_HEADERS:
            raise UnreadableError
        if self._headers is not None:
            self._judge(self._headers, most_bytes)

    def _judge(self, headers: Headers, most_bytes: int) -> None:
        """Refuse what is too long, and what the parser reads and nobody should send."""
        length = 0 if self.is_whole else int(headers.get("content-length", "0"))
        if max(length, len(self._body)) > most_bytes:
            raise TooLargeError
        # It takes a coding that it does not know for none.
        if headers.get("transfer-encoding", "chunked").strip().lower() != "chunked":
            raise UnreadableError
        if self._parser.get_http_version() not in _VERSIONS:
            raise UnreadableError

    def _end(self) -> None:
        """Take the connection's end for the answer's, where nothing else tells it."""
        if self._headers is None or {"content-length", "transfer-encoding"} & set(self._headers):
            raise ConnectionError
        self.is_whole = True

    def answer(self) -> Answer:
        headers = Headers(()) if self._headers is None else self._headers
        return Answer(self._status, headers, bytes(self._body), self._is_last)

    def on_message_begin(self) -> None:
        # One that follows the whole answer is nobody's; one that follows "100 Continue" is it.
        self._is_last = self.is_whole
        self._told = []

    def on_header(self, name: bytes, value: bytes) -> None:
        self._told.append((name.decode("latin-1"), value.rstrip(b" \t").decode("latin-1")))

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if self.is_whole or (status < _FINAL and status != _SWITCHING):
            return
        self._status = status
        self._is_last = not self._parser.should_keep_alive()
        self._headers = Headers(self._told)
        self.is_whole = not self._has_body

    def on_body(self, part: bytes) -> None:
        if self.is_whole:
            self._is_last = True
            return
        self._body += part
        self._bare_bytes = 0

    def on_message_complete(self) -> None:
        self.is_whole = self._headers is not None
