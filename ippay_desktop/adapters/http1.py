"""Requests written whole, and answers read whole by the standard library's reader.

The library above it (urllib3) quotes the path anew and wraps an answer twice, at a third of a
charge's processor time. Reading status, headers and chunks stays the standard library's, as it was
below. Here is what it leaves open: that a request is one, and that an answer is told in one way
only, whole and not too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from typing import TYPE_CHECKING, Final

from typing_extensions import override

if TYPE_CHECKING:
    from http.client import HTTPResponse

_CHUNK_BYTES = 64 * 1024
_BODILESS = frozenset({"GET", "HEAD", "DELETE"})
_NO_HEADERS = (FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect)

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
        for name, given in told:
            # A value may go on in the next line: nobody should write so, and everybody reads it.
            value = " ".join(given.split()) if "\n" in given else given
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
    """

    status: int
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)


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


def read_rest(response: HTTPResponse, most_bytes: int) -> Answer:
    """What follows the head that `response` has read, to its end.

    Args:
        response: Begun.
        most_bytes: Of the body.

    Raises:
        UnreadableError, TooLargeError, http.client.HTTPException: it is not one that can be used.
    """
    if any(isinstance(defect, _NO_HEADERS) for defect in response.headers.defects):
        raise UnreadableError
    headers = Headers(response.headers.raw_items())
    _refuse_two_readings(headers)
    if response.length is not None:
        if response.length > most_bytes:
            raise TooLargeError
        return Answer(response.status, headers, response.read())
    body = bytearray()
    while part := response.read(_CHUNK_BYTES):
        body += part
        if len(body) > most_bytes:
            raise TooLargeError
    return Answer(response.status, headers, bytes(body))


def _refuse_two_readings(headers: Headers) -> None:
    """Refuse an answer whose end the standard library would only guess.

    It takes the first length of several, and a coding that it does not know for none.
    """
    lengths = {word.strip() for word in headers.get("content-length", "0").split(",")}
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdecimal()):
        raise UnreadableError
    if headers.get("transfer-encoding", "chunked").strip().lower() != "chunked":
        raise UnreadableError
