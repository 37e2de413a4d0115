"""Connections that know how far a request got, and that end at a total deadline.

The library's read limit starts again with every byte, so a server that drips could hold a worker
for hours; and its exceptions do not say whether the request had been written. Both are decided
here, at the socket.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import queue
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ProxyError

from ippay_desktop.adapters.http1 import read_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

    from ippay_desktop.adapters.http1 import Answer
    from ippay_desktop.adapters.trust import Trust


USUAL_PORTS = {"http": 80, "https": 443}
_PIECE_BYTES = 64 * 1024


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


_local = threading.local()


class Exchange:
    """What happens to one request: while entered, this thread's connections report to it.

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

    def __enter__(self) -> None:
        _local.exchange = self

    def __exit__(self, *_: object) -> None:
        del _local.exchange

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


def _exchange() -> Exchange:
    return cast("Exchange", _local.exchange)


@lru_cache(maxsize=16)
def _is_here(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


class _DeadlineReader(socket.SocketIO):
    """A proxy's answer, each read limited by what is left of the whole exchange."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock, "r")
        self._socket = sock

    @override
    def readinto(self, buffer: WriteableBuffer) -> int:
        self._socket.settimeout(_exchange().remaining_s())
        count = super().readinto(buffer)
        if not count:
            # The library takes headers that break off for complete ones.
            raise http.client.RemoteDisconnected("closed within the headers")
        return count


class _ProxyResponse(http.client.HTTPResponse):
    """What the standard library reads itself: a proxy's answer to the wish for a tunnel."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_DeadlineReader(sock))


class _Watched(HTTPConnection):
    response_class = _ProxyResponse

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
        if not _is_here(address):
            self.close()
            raise NotHereError(address)

    def exchange(self, message: Message, most_bytes: int) -> Answer:
        """Send once and read the whole answer; connects first if it must.

        Raises:
            Exception: whatever stood in the way; the connection is not to be used again.
        """
        exchange = _exchange()
        if self.sock is None:
            self.connect()
        exchange.leave()
        self.sock.settimeout(exchange.remaining_s())
        # A server may answer and close before it has read all.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.sock.sendall(message.content)

        def receive() -> bytes:
            self.sock.settimeout(exchange.remaining_s())
            piece: bytes = self.sock.recv(_PIECE_BYTES)
            return piece

        answer = read_answer(receive, message.method, most_bytes)
        # The server was asked to close a fresh one: kept, it would die under the next request.
        if answer.is_last or exchange.is_fresh:
            self.close()
        return answer


class _WatchedTls(_Watched, HTTPSConnection):
    @override
    def _guard_peer(self) -> None:
        """Leave it to the certificate, which proves who is at the other end."""


class _Kept(queue.LifoQueue[Any]):
    """Kept connections: a queue that nobody waits for needs no locks beside a list's own."""

    @override
    def get(self, block: bool = False, timeout: float | None = None) -> Any:
        try:
            return self.queue.pop()
        except IndexError:
            raise queue.Empty from None

    @override
    def put(self, item: Any, block: bool = False, timeout: float | None = None) -> None:
        if len(self.queue) >= self.maxsize:
            raise queue.Full
        self.queue.append(item)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Watched
    QueueCls = _Kept

    def exchange(self, message: Message, limits: Limits) -> Answer:
        """Send once, over a kept connection or a new one.

        Raises:
            Exception: any of the libraries'; the current exchange knows how far it got.
        """
        is_fresh = _exchange().is_fresh
        # A fresh one leaves those that are kept to others.
        connection = cast("_Watched", self._new_conn() if is_fresh else self._get_conn())
        connection.timeout = limits.connect_s
        try:
            if self.proxy is not None and connection.is_closed:
                self._enter_tunnel(connection)
            return connection.exchange(message, limits.body_bytes)
        except BaseException:
            connection.close()
            raise
        finally:
            # One that is closed connects anew.
            if not is_fresh:
                self._put_conn(connection)

    def _enter_tunnel(self, connection: _Watched) -> None:
        try:
            self._prepare_proxy(connection)
        except Exception as error:
            if connection.has_connected_to_proxy:
                raise
            raise ProxyError("Cannot connect to proxy.", error) from error


def _tls_pool(trust: Trust) -> type[_PlainPool]:
    """A pool whose connections take their contexts from `trust`."""

    class Connection(_WatchedTls):
        @override
        def connect(self) -> None:
            self.ssl_context = trust.context()
            super().connect()

    class Pool(_PlainPool, HTTPSConnectionPool):
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
        return f"{self.scheme}://{self._named_host}:{self.port}/"

    @property
    def told(self) -> str:
        """How a request names it, the usual port left out."""
        if self.port == USUAL_PORTS[self.scheme]:
            return self._named_host
        return f"{self._named_host}:{self.port}"

    @property
    def _named_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


@dataclass(frozen=True, slots=True)
class Way:
    """Which server, and the address of the proxy on the way to it; None for none."""

    origin: Origin
    proxy: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """What a server is told; its `repr` shows the method only.

    Attributes:
        content: The whole request as it leaves.
    """

    method: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one exchange: to connect, and of the answer's body as it comes."""

    connect_s: float
    body_bytes: int


class PolicyAdapter(HTTPAdapter):
    """Sends through watched connections, with no retries and one TLS policy.

    Of the libraries only what connects and what keeps connections is used: what they make of
    requests and answers beside it would cost three times the exchange itself.
    """

    def __init__(self, trust: Trust, pool_size: int) -> None:
        self._trust = trust
        self._classes = {"http": _PlainPool, "https": _tls_pool(trust)}
        self._pools: dict[Way, _PlainPool] = {}
        super().__init__(pool_connections=pool_size, pool_maxsize=pool_size, max_retries=0)

    def exchange(self, message: Message, way: Way, limits: Limits) -> Answer:
        """Send once; the whole answer.

        Args:
            message: Whole.
            way: Plain http only goes without a proxy.
            limits: The current exchange has the one in time beside them.

        Raises:
            Exception: any of the libraries'; the current exchange knows how far it got.
        """
        pool = self._pools.get(way)
        if pool is None or pool.pool is None:
            # Not known, or closed: the library keeps a few ways only.
            pool = self._pools[way] = self._pool(way)
        return pool.exchange(message, limits)

    def _pool(self, way: Way) -> _PlainPool:
        manager = self.poolmanager if way.proxy is None else self.proxy_manager_for(way.proxy)
        origin = way.origin
        found = manager.connection_from_host(
            origin.host, origin.port, origin.scheme, {"cert_reqs": "CERT_REQUIRED"}
        )
        return cast("_PlainPool", found)

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trust.context(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._classes

    @override
    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        context = self._trust.context()
        manager = super().proxy_manager_for(
            proxy, ssl_context=context, proxy_ssl_context=context, **kwargs
        )
        manager.pool_classes_by_scheme = self._classes
        return manager
