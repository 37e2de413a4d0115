"""Connections that know how far a request got, and that end at a total deadline.

The library's read limit starts again with every byte, so a server that drips could hold a worker
for hours; and its exceptions do not say whether the request had been written. Both are decided
here, at the socket.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import Timeout

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from _typeshed import WriteableBuffer
    from urllib3 import BaseHTTPResponse

    from ippay_desktop.adapters.trust import Trust


class NotHereError(OSError):
    """An address of this computer led to another one."""


class TooLateError(OSError):
    """What was to be sent is too old by now: this computer slept, or stood still."""


class Phase(Enum):
    """How far an exchange got."""

    NOT_BEGUN = auto()
    CONNECTING = auto()
    CONNECTED = auto()
    HELD_BACK = auto()


class Exchange:
    """What happens to one request, kept by the thread that sends it.

    Attributes:
        is_fresh: Whether a kept connection must not be used.
    """

    def __init__(
        self, limit_s: float, *, is_fresh: bool, may_leave: Callable[[], bool] | None = None
    ) -> None:
        self.is_fresh = is_fresh
        self.phase = Phase.NOT_BEGUN
        self._limit_s = limit_s
        self._deadline: float | None = None
        self._may_leave = may_leave

    def leave(self) -> None:
        """Ask, before the first byte of the request and never again, whether it may go.

        Raises:
            TooLateError: it may not, and nothing of it has left.
        """
        may_leave, self._may_leave = self._may_leave, None
        if may_leave is not None and not may_leave():
            self.phase = Phase.HELD_BACK
            raise TooLateError
        self.phase = Phase.CONNECTED

    def remaining_s(self) -> float:
        """Seconds left; the first call starts the clock.

        Raises:
            TimeoutError: none are left.
        """
        now = time.monotonic()
        if self._deadline is None:
            self._deadline = now + self._limit_s
        if now >= self._deadline:
            raise TimeoutError("timed out")
        return self._deadline - now


_local = threading.local()


@contextmanager
def current_exchange(exchange: Exchange) -> Iterator[None]:
    """Let the connections that this thread uses report to `exchange`."""
    _local.exchange = exchange
    try:
        yield
    finally:
        del _local.exchange


def _exchange() -> Exchange:
    return cast("Exchange", _local.exchange)


class _DeadlineReader(io.RawIOBase):
    """A socket's bytes, each read limited by what is left of the whole exchange.

    Attributes:
        is_in_head: Whether status and headers are still incomplete, so that no end is due.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.is_in_head = True
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer) -> int | None:
        self._sock.settimeout(_exchange().remaining_s())
        count = self._raw.readinto(buffer)
        if count == 0 and self.is_in_head:
            # The library takes headers that break off for complete ones, and their body for none.
            raise http.client.RemoteDisconnected("closed within the headers")
        return count

    @override
    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _DeadlineSocket:
    """The one method of a socket that an answer is read through."""

    def __init__(self, reader: _DeadlineReader) -> None:
        self._reader = reader

    def makefile(self, _mode: str) -> io.BufferedReader:
        """A buffered file of the socket's bytes."""
        return io.BufferedReader(self._reader)


class _DeadlineResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self._reader = _DeadlineReader(sock)
        super().__init__(cast("socket.socket", _DeadlineSocket(self._reader)), *args, **kwargs)

    @override
    def begin(self) -> None:
        super().begin()
        self._reader.is_in_head = False
        # The server was asked to close: kept, this connection would die under the next request.
        self.will_close = self.will_close or _exchange().is_fresh


class _Watched(HTTPConnection):
    response_class = _DeadlineResponse

    @property
    @override
    def is_connected(self) -> bool:
        # "Not connected" makes the pool drop the socket and connect anew.
        return not _exchange().is_fresh and super().is_connected

    @override
    def connect(self) -> None:
        exchange = _exchange()
        exchange.phase = Phase.CONNECTING
        super().connect()
        self._guard_peer()
        exchange.phase = Phase.CONNECTED

    def _guard_peer(self) -> None:
        """Refuse a plain connection that a name, "localhost" too, led to another computer."""
        address = self.sock.getpeername()[0]
        if not ipaddress.ip_address(address.partition("%")[0]).is_loopback:
            self.close()
            raise NotHereError(address)

    @override
    def send(self, data: Any) -> None:
        exchange = _exchange()
        if self.sock is None:
            # The library would connect and write in one step, and leave no moment to ask between.
            self.connect()
        # What goes to a proxy while the connection is being made is no part of the request.
        if exchange.phase is not Phase.CONNECTING:
            exchange.leave()
            self.sock.settimeout(exchange.remaining_s())
        super().send(data)


class _WatchedTls(_Watched, HTTPSConnection):
    @override
    def _guard_peer(self) -> None:
        """Leave it to the certificate, which proves who is at the other end."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Watched


def _tls_pool(trust: Trust) -> type[HTTPSConnectionPool]:
    """A pool whose connections take their contexts from `trust`."""

    class Connection(_WatchedTls):
        @override
        def connect(self) -> None:
            self.ssl_context = trust.context()
            super().connect()

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    return Pool


@dataclass(frozen=True, slots=True)
class Origin:
    """A server: scheme, host as it stands in an address, and port."""

    scheme: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """Its address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}/"


@dataclass(frozen=True, slots=True)
class Way:
    """Which server, and the address of the proxy on the way to it; None for none."""

    origin: Origin
    proxy: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """What a server is told; its `repr` shows the method only."""

    method: str
    path: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


class PolicyAdapter(HTTPAdapter):
    """Sends through watched connections, with no retries and one TLS policy.

    Of the library's adapter only the pools are used: what it makes of requests and answers
    beside them would cost a fifth of an exchange.
    """

    def __init__(self, trust: Trust, pool_size: int) -> None:
        self._trust = trust
        self._pools = {"http": _PlainPool, "https": _tls_pool(trust)}
        super().__init__(pool_connections=pool_size, pool_maxsize=pool_size, max_retries=0)

    def exchange(
        self, message: Message, way: Way, timeout_s: tuple[float, float]
    ) -> BaseHTTPResponse:
        """Send once; the answer's head, its body still to be read.

        Args:
            message: Its headers are known to be ones.
            way: Plain http only goes without a proxy.
            timeout_s: To connect, and for each read.

        Raises:
            Exception: any of the library's; the current exchange knows how far it got.
        """
        origin, (connect_s, read_s) = way.origin, timeout_s
        manager = self.poolmanager if way.proxy is None else self.proxy_manager_for(way.proxy)
        pool = manager.connection_from_host(
            origin.host, origin.port, origin.scheme, {"cert_reqs": "CERT_REQUIRED"}
        )
        answer: BaseHTTPResponse = pool.urlopen(
            message.method,
            message.path,
            body=message.body,
            headers=message.headers,
            retries=self.max_retries,
            redirect=False,
            assert_same_host=False,
            timeout=Timeout(connect=connect_s, read=read_s),
            preload_content=False,
            decode_content=False,
        )
        return answer

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trust.context(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    @override
    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        context = self._trust.context()
        manager = super().proxy_manager_for(
            proxy, ssl_context=context, proxy_ssl_context=context, **kwargs
        )
        manager.pool_classes_by_scheme = self._pools
        return manager
