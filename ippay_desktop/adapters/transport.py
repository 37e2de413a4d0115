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
from requests.structures import CaseInsensitiveDict

from ippay_desktop.adapters.connection import Exchange, PolicyAdapter, current_exchange
from ippay_desktop.adapters.failures import (
    BodyTooLargeError,
    Circumstances,
    UnreadableBodyError,
    not_sent,
    translate,
)
from ippay_desktop.adapters.proxies import SystemProxies
from ippay_desktop.adapters.trust import Trust
from ippay_desktop.domain.errors import InputError, NotSentError
from ippay_desktop.domain.profile import is_loopback

if TYPE_CHECKING:
    from ippay_desktop.domain.secret import SecretText

_CHUNK_BYTES = 64 * 1024


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


def _unpack(packed: bytes, max_bytes: int) -> bytes:
    """What gzip packed; the library would hand out half an archive as if it were whole."""
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    body = unpacker.decompress(packed, max_bytes + 1)
    if len(body) > max_bytes:
        raise BodyTooLargeError
    if not unpacker.eof:
        raise UnreadableBodyError
    return body


def _read(response: requests.Response, max_bytes: int) -> bytes:
    body = bytearray()
    for chunk in response.raw.stream(_CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > max_bytes:
            raise BodyTooLargeError
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"", "identity"} or not body:
        return bytes(body)
    if coding not in {"gzip", "x-gzip"}:
        raise UnreadableBodyError
    return _unpack(bytes(body), max_bytes)


_PORTS = {"http": 80, "https": 443}


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address.

    Raises:
        ValueError: it is none, or one that could be read in two ways.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc or "\\" in url:
        raise ValueError
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


# Path and query that stand in an address as they are: nothing in them needs a percent sign.
_SIGNS = r"[A-Za-z0-9._~/?&=,;:@!$'()*+-]*"
_PLAIN = re.compile(rf"/{_SIGNS}(?:%[0-9A-F]{{2}}{_SIGNS})*")


def _split(url: str) -> tuple[str, str]:
    """An address as scheme and server, and what follows from the first slash on."""
    scheme, separator, rest = url.partition("://")
    server, slash, target = rest.partition("/")
    return f"{scheme}{separator}{server}", slash + target


@lru_cache(maxsize=16)
def _server(address: str) -> str:
    """What the library makes of a scheme and server, without a slash at its end.

    Raises:
        requests.RequestException: it can make nothing of it.
    """
    prepared = requests.Request("GET", f"{address}/").prepare()
    return (prepared.url or "").removesuffix("/")


@dataclass(frozen=True, slots=True)
class _Limits:
    seconds: float
    body_bytes: int


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
        prepared = self._prepare(request)
        host = urlsplit(prepared.url or "").hostname or ""
        route = self._route(prepared.url or "")
        limit_s = self._read_timeout_s if request.read_timeout_s is None else request.read_timeout_s
        exchange = Exchange(limit_s, is_fresh=request.fresh_connection, may_leave=request.may_leave)
        try:
            with current_exchange(exchange):
                limits = _Limits(limit_s, request.max_body_bytes or self._max_body_bytes)
                return self._exchange(prepared, limits, route)
        except Exception as error:  # noqa: BLE001 - once connected, no failure means "not sent"
            at = Circumstances(
                exchange.phase, host, request.method, self._connect_timeout_s, limit_s
            )
            raise translate(error, at) from None

    def close(self) -> None:
        """Close the kept connections; exchanges under way end by themselves."""
        self._adapter.close()

    @property
    def secrets(self) -> tuple[SecretText, ...]:
        """What must be kept out of the log: the password of a proxy."""
        return self._proxies.secrets

    def _prepare(self, request: WireRequest) -> requests.PreparedRequest:
        """The request as it will be sent, once it is sure that it may go where it would.

        Raises:
            NotSentError: a setting is not valid, or the address is not one to send to.
        """
        try:
            prepared = self._prepared(request)
            asked, meant = _origin(request.url), _origin(prepared.url or "")
        except (requests.RequestException, ValueError, TypeError):
            raise not_sent("The server's address or a setting is not valid; check it") from None
        # Judged on what the library made of it too: two readings of one address are no address.
        if asked != meant or (self._origins is not None and meant not in self._origins):
            raise not_sent("The request would have gone to another server than the configured one")
        if meant[0] == "http" and not is_loopback(prepared.url or ""):
            raise not_sent("Plain http never leaves this computer; the address must be https")
        return prepared

    def _prepared(self, request: WireRequest) -> requests.PreparedRequest:
        headers: CaseInsensitiveDict[str] = CaseInsensitiveDict(
            {"User-Agent": self._user_agent, "Accept-Encoding": "gzip"}
        )
        headers.update(request.headers)
        if request.fresh_connection:
            headers["Connection"] = "close"
        prepared = requests.PreparedRequest()
        prepared.prepare_method(request.method)
        server, target = _split(request.url)
        if _PLAIN.fullmatch(target):
            # The library would quote every sign anew, which costs more than sending it.
            prepared.url = _server(server) + target
        else:
            prepared.prepare_url(request.url, None)
        prepared.prepare_headers(dict(headers))
        prepared.prepare_body(request.body, None)
        return prepared

    def _exchange(
        self, prepared: requests.PreparedRequest, limits: _Limits, route: Mapping[str, str]
    ) -> WireResponse:
        # Not through a Session: it follows redirects, keeps cookies, reads the environment, and
        # even with redirects off reads the whole body of one to see where it would lead.
        response = self._adapter.send(
            prepared,
            stream=True,
            timeout=(self._connect_timeout_s, limits.seconds),
            proxies=dict(route),
        )
        try:
            body = _read(response, limits.body_bytes)
        except BaseException:
            response.raw.close()
            raise
        finally:
            response.close()
        return WireResponse(response.status_code, response.headers, body)

    def _route(self, url: str) -> dict[str, str]:
        try:
            proxy = self._proxies.proxy_for(url)
        except InputError as error:
            raise NotSentError(f"{error} Nothing was sent.") from None
        return {} if proxy is None else {"https": proxy.address.reveal()}
