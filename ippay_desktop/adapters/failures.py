"""What a failed HTTP exchange means, in one sentence for staff."""

from __future__ import annotations

import socket
import ssl
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import urllib3.exceptions

from ippay_desktop.adapters.connection import NotHereError, Phase, TooLateError
from ippay_desktop.adapters.http1 import TooLargeError, UnreadableError
from ippay_desktop.domain.errors import NotSentError, OutcomeUnknownError

if TYPE_CHECKING:
    from collections.abc import Iterator

_READS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How far an exchange got, and what its sentence names."""

    phase: Phase
    host: str
    method: str
    connect_timeout_s: float
    read_timeout_s: float


# The first class that occurs in the chain of causes gives the words. Which of the two errors it
# becomes is decided by the phase alone.
_CONNECTING = (
    (
        (TooLateError,),
        "This computer slept or stood still right before it was to send to {host}",
    ),
    (
        (urllib3.exceptions.NameResolutionError, socket.gaierror),
        "The name {host} could not be found; check the internet connection and the address",
    ),
    (
        (NotHereError,),
        "{host} is another computer, and plain http never leaves this one; the address must be "
        "https",
    ),
    (
        (urllib3.exceptions.ProxyError,),
        "The proxy on the way to {host} could not be reached or refused; check the system's proxy "
        "settings",
    ),
    (
        (ssl.SSLCertVerificationError,),
        "{host} showed a certificate that this computer does not trust; check the address, this "
        "computer's date and the certificate file",
    ),
    (
        (ssl.SSLError, urllib3.exceptions.SSLError),
        "{host} and this computer could not agree on a secure connection; check the address and "
        "the network",
    ),
    (
        # Only Python's own: the library counts a refused connection among its time-outs.
        (TimeoutError,),
        "{host} did not accept a connection within {connect_s:g} s; check the internet connection "
        "and the address",
    ),
    (
        (ConnectionRefusedError,),
        "{host} refused the connection; check the address, or try later",
    ),
)
_CANNOT_CONNECT = "{host} could not be reached; check the internet connection and the address"

_NOTHING_LEFT = frozenset({Phase.CONNECTING, Phase.HELD_BACK})

_BROKE_OFF = "{host} broke off before its answer was complete"
_SENT = (
    (
        (TooLargeError,),
        "{host} answered with more data than this program accepts",
    ),
    (
        (TimeoutError,),
        "{host} gave no complete answer within {read_s:g} s",
    ),
    ((ConnectionError, ssl.SSLError), _BROKE_OFF),
    ((UnreadableError, zlib.error), "{host} answered with something that is not readable"),
)
_NO_ANSWER = "{host} gave no answer that can be used"
_READ_ADVICE = "try again later."
_WRITE_ADVICE = (
    "it may have been carried out all the same, so don't repeat it before that is known."
)


def not_sent(sentence: str) -> NotSentError:
    """The error for a request of which nothing left."""
    return NotSentError(f"{sentence}; nothing was sent.")


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and everything it wraps, outermost first; each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (
            getattr(current, "reason", None),
            current.__cause__,
            current.__context__,
            *current.args,
        )
        waiting.extend(item for item in inner if isinstance(item, BaseException))


def _words(
    error: BaseException, table: tuple[tuple[tuple[type[BaseException], ...], str], ...]
) -> str | None:
    chain = tuple(causes(error))
    for classes, sentence in table:
        if any(isinstance(item, classes) for item in chain):
            return sentence
    return None


def translate(error: Exception, at: Circumstances) -> NotSentError | OutcomeUnknownError:
    """The program's error for any exception of an exchange.

    Only the class names of the causes are kept, as a note: their texts can hold an address with
    its query, or what stood in a broken header.
    """
    facts = {"host": at.host, "connect_s": at.connect_timeout_s, "read_s": at.read_timeout_s}
    result: NotSentError | OutcomeUnknownError
    if at.phase in _NOTHING_LEFT:
        result = not_sent((_words(error, _CONNECTING) or _CANNOT_CONNECT).format(**facts))
    else:
        words = (_words(error, _SENT) or _NO_ANSWER).format(**facts)
        advice = _READ_ADVICE if at.method.upper() in _READS else _WRITE_ADVICE
        result = OutcomeUnknownError(f"{words}; {advice}")
    result.add_note(" < ".join(type(item).__name__ for item in causes(error)))
    return result
