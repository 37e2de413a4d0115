"""Connections that know how far a request got, and that end at a total deadline.

The library's read limit starts again with every byte, so a server that drips could hold a worker
for hours; and its exceptions do not say whether the request had been written. Both are decided
here, at the socket.
"""

from __future__ import annotations

import http.client
import io
import threading
import time
from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, cast

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    import socket
    import ssl
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer


class Phase(Enum):
    """How far an exchange got."""

    NOT_BEGUN = auto()
    CONNECTING = auto()
    CONNECTED = auto()


class Exchange:
    """What happens to one request, kept by the thread that sends it.

    Attributes:
        is_fresh: Whether a kept connection must not be used.
    """

    def __init__(self, limit_s: float, *, is_fresh: bool) -> None:
        self.is_fresh = is_fresh
        self.phase = Phase.NOT_BEGUN
        self._limit_s = limit_s
        self._deadline: float | None = None

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
        exchange.phase = Phase.CONNECTED

    @override
    def send(self, data: Any) -> None:
        if self.sock is not None:
            _exchange().phase = Phase.CONNECTED
            self.sock.settimeout(_exchange().remaining_s())
        super().send(data)


class _WatchedTls(_Watched, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


class PolicyAdapter(HTTPAdapter):
    """Sends through watched connections, with no retries and one TLS policy."""

    def __init__(self, context: ssl.SSLContext, pool_size: int) -> None:
        self._context = context
        super().__init__(pool_connections=pool_size, pool_maxsize=pool_size, max_retries=0)

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}

    @override
    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Leave it to the context, which always verifies; reading a bundle per call is slow."""
