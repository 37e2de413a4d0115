"""One policy for every HTTP exchange: sent once, bounded in time and size, honest when it fails.

A failure is `NotSentError` only when it happened while the connection was being made, or when the
request was held back then: it is written after that, by the same thread, so no byte of it can have
left. Everything later is
`OutcomeUnknownError`. The library's exceptions cannot tell the two apart (a reset during the TLS
handshake and a reset while the answer is awaited look alike), so the connection itself keeps the
evidence.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from ippay_desktop.adapters.connection import (
    USUAL_PORTS,
    Exchange,
    Limits,
    Message,
    Origin,
    PolicyAdapter,
    Way,
)
from ippay_desktop.adapters.failures import Circumstances, not_sent, translate
from ippay_desktop.adapters.http1 import TooLargeError, UnreadableError, write_request
from ippay_desktop.adapters.proxies import SystemProxies
from ippay_desktop.adapters.trust import Trust
from ippay_desktop.domain.errors import InputError, NotSentError
from ippay_desktop.domain.profile import is_loopback

if TYPE_CHECKING:
    from ippay_desktop.adapters.http1 import Answer
    from ippay_desktop.domain.secret import SecretText

_NOT_VALID = "The server's address or a setting is not valid; check it"


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request; its `repr` shows neither headers nor body nor query.

    Attributes:
        read_timeout_s: Overrides the transport's limit, in seconds from the connection standing
            to the last byte of the answer.
        max_body_bytes: Overrides the transport's longest answer.
        fresh_connection: Use a connection made for this request alone. A kept connection that the
            server closes at that moment would leave it open whether the request arrived.
        may_leave: Asked once, when the connection stands and before the first byte; a no holds the
            request back for good.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    read_timeout_s: float | None = None
    max_body_bytes: int | None = None
    fresh_connection: bool = False
    may_leave: Callable[[], bool] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WireResponse:
    """One HTTP answer, whole; its `repr` shows the status only.

    Attributes:
        headers: Looked up in any letter case.
        body: Decoded from the transfer and content codings.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def _unpacked(answer: Answer, most_bytes: int) -> bytes:
    """An answer's body without its content coding; half an archive is none."""
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"", "identity"} or not answer.body:
        return answer.body
    if coding not in {"gzip", "x-gzip"}:
        raise UnreadableError
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    body = unpacker.decompress(answer.body, most_bytes + 1)
    if len(body) > most_bytes:
        raise TooLargeError
    if not unpacker.eof:
        raise UnreadableError
    return body


def _origin(url: str) -> Origin:
    """Where an address leads.

    Raises:
        ValueError: it is none, or one that could be read in two ways.
    """
    parts = urlsplit(url)
    if parts.scheme not in USUAL_PORTS or not parts.hostname or "@" in parts.netloc or "\\" in url:
        raise ValueError
    return Origin(parts.scheme, parts.hostname, parts.port or USUAL_PORTS[parts.scheme])


@dataclass(frozen=True, slots=True)
class _Target:
    """What an address means.

    Attributes:
        asked: Where it leads as it was given.
        meant: Where it leads as the library reads it, which must be the same.
        is_here: Whether that is this computer.
        path: With its query; all that the server is told of it.
    """

    asked: Origin
    meant: Origin
    is_here: bool
    path: str


# Nothing in such a path and query needs a percent sign. The library would quote every sign of them
# anew, which costs more than sending them.
_SIGNS = r"[A-Za-z0-9._~/?&=,;:@!$'()*+-]*"
_PLAIN = re.compile(rf"(https?://[^/?#]+)(/{_SIGNS}(?:%[0-9A-F]{{2}}{_SIGNS})*)")


def _target(url: str) -> _Target:
    """What an address means.

    Raises:
        requests.RequestException, ValueError, TypeError: nothing.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is None:
        return _whole_target(url)
    server, path = plain.groups()
    known = _server(server)
    return _Target(known.asked, known.meant, known.is_here, path)


@lru_cache(maxsize=16)
def _server(address: str) -> _Target:
    return _whole_target(f"{address}/")


def _whole_target(url: str) -> _Target:
    prepared = requests.PreparedRequest()
    prepared.prepare_url(url, None)
    meant = _origin(prepared.url or "")
    return _Target(_origin(url), meant, is_loopback(meant.url), prepared.path_url)


class Transport:
    """Sends requests exactly once each; blocks, and may be used by many threads at a time.

    Never follows a redirect (a repeated POST could charge twice), never retries, keeps no
    cookies, and takes no certificates from the environment. Plain http never leaves this computer.
    """

    def __init__(  # noqa: PLR0913 - keyword-only settings, each with a default
        self,
        *,
        connect_timeout_s: float = 10.0,
        read_timeout_s: float = 60.0,
        ca_bundle: str | None = None,
        pool_size: int = 16,
        max_body_bytes: int = 16 * 2**20,
        origins: Collection[str] | None = None,
        proxies: SystemProxies | None = None,
        user_agent: str,
    ) -> None:
        """Prepare; connects to nothing.

        Args:
            connect_timeout_s: For each of the server's addresses, and again for the TLS handshake.
                Name lookup has the operating system's own limit.
            read_timeout_s: From the connection standing to the last byte of the answer.
            ca_bundle: PEM file of authorities to trust beside the public ones.
            pool_size: Connections kept per host; at least the number of workers.
            max_body_bytes: Longest answer, decoded.
            origins: Addresses whose scheme, host and port alone may be reached; None for any.
            proxies: Instead of those that the system prescribes.
            user_agent: Name and version of this program.

        Raises:
            InputError: the bundle cannot be read.
        """
        self._connect_timeout_s = connect_timeout_s
        self._read_timeout_s = read_timeout_s
        self._max_body_bytes = max_body_bytes
        self._user_agent = user_agent
        self._origins = None if origins is None else frozenset(map(_origin, origins))
        self._proxies = SystemProxies() if proxies is None else proxies
        self._adapter = PolicyAdapter(Trust(ca_bundle), pool_size)
        # The library logs whole addresses, and of a broken header whatever stood in its place.
        logging.getLogger("urllib3").setLevel(logging.ERROR)

    def send(self, request: WireRequest) -> WireResponse:
        """Send one request once and read its whole answer, whatever its status.

        Raises:
            NotSentError: no byte of the request left.
            OutcomeUnknownError: it may have arrived, and no complete answer came back.
        """
        origin, path = self._where(request)
        message = self._message(request, origin, path)
        way = Way(origin, self._proxy(origin))
        limit_s = self._read_timeout_s if request.read_timeout_s is None else request.read_timeout_s
        most_bytes = request.max_body_bytes or self._max_body_bytes
        exchange = Exchange(limit_s, is_fresh=request.fresh_connection, may_leave=request.may_leave)
        try:
            # Not through a Session: it follows redirects, keeps cookies, and reads the environment.
            with exchange:
                limits = Limits(self._connect_timeout_s, most_bytes)
                answer = self._adapter.exchange(message, way, limits)
            return WireResponse(answer.status, answer.headers, _unpacked(answer, most_bytes))
        except Exception as error:  # noqa: BLE001 - once connected, no failure means "not sent"
            at = Circumstances(
                exchange.phase, origin.host, request.method, self._connect_timeout_s, limit_s
            )
            raise translate(error, at) from None

    def close(self) -> None:
        """Close the kept connections; exchanges under way end by themselves."""
        self._adapter.close()

    @property
    def secrets(self) -> tuple[SecretText, ...]:
        """What must be kept out of the log: the password of a proxy."""
        return self._proxies.secrets

    def _where(self, request: WireRequest) -> tuple[Origin, str]:
        """Where a request goes, and its path there, once it is sure that it may go there.

        Raises:
            NotSentError: the address is not one to send to.
        """
        try:
            target = _target(request.url)
        except (requests.RequestException, ValueError, TypeError):
            raise not_sent(_NOT_VALID) from None
        # Judged on what the library made of it too: two readings of one address are no address.
        meant = target.meant
        if target.asked != meant or (self._origins is not None and meant not in self._origins):
            raise not_sent("The request would have gone to another server than the configured one")
        if meant.scheme == "http" and not target.is_here:
            raise not_sent("Plain http never leaves this computer; the address must be https")
        return meant, target.path

    def _message(self, request: WireRequest, origin: Origin, path: str) -> Message:
        """The request as it will leave.

        Raises:
            NotSentError: it cannot be written, or would be more than one.
        """
        headers = {
            "Host": origin.told,
            "User-Agent": self._user_agent,
            "Accept-Encoding": "gzip",
            **request.headers,
        }
        if request.fresh_connection:
            headers["Connection"] = "close"
        try:
            content = write_request(request.method, path, headers, request.body)
        except ValueError:
            raise not_sent(_NOT_VALID) from None
        return Message(request.method, content)

    def _proxy(self, origin: Origin) -> str | None:
        try:
            proxy = self._proxies.proxy_for(origin.url)
        except InputError as error:
            raise NotSentError(f"{error} Nothing was sent.") from None
        return None if proxy is None else proxy.address.reveal()
