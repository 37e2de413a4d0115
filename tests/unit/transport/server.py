"""A server on a raw socket: what it does with each connection is a function of the test."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

TLS = Path(__file__).parent / "tls"
AUTHORITY = TLS / "authority.pem"

Handler = Callable[[socket.socket], None]


def read_request(conn: socket.socket) -> bytes:
    """Everything of one request, or what came before the other side closed."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = conn.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        chunk = conn.recv(65536)
        if not chunk:
            break
        body += chunk
    return head + b"\r\n\r\n" + body


def reply(body: bytes = b"ok", status: str = "200 OK", *headers: str) -> bytes:
    """A whole answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answering(whole: bytes) -> Handler:
    """A handler that reads one request and sends these bytes."""

    def handler(conn: socket.socket) -> None:
        read_request(conn)
        conn.sendall(whole)

    return handler


def reset(conn: socket.socket) -> None:
    """Close with a reset, as a firewall does."""
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    conn.close()


class RawServer:
    """Listens on this computer; serves each connection in a thread of its own.

    Attributes:
        requests: What was read, in order, when the handler uses `take`.
        connections: How many were accepted.
        stopping: Set when the test is over; handlers that wait should wait for it.
    """

    def __init__(self, handler: Handler | None = None, *, certificate: str = "") -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self.stopping = threading.Event()
        self._handler = handler or self.serve
        self._context: ssl.SSLContext | None = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(TLS / certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._accepted: list[socket.socket] = []

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://localhost:{self.port}/path?secret=query"

    def take(self, conn: socket.socket) -> bytes:
        """Read one request and remember it."""
        request = read_request(conn)
        if request:
            self.requests.append(request)
        return request

    def serve(self, conn: socket.socket) -> None:
        """Answer "ok" to each request of a kept connection."""
        while self.take(conn):
            conn.sendall(reply())

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        # Closing a listener does not wake a thread that waits in it on every system.
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        for conn in self._accepted:
            with contextlib.suppress(OSError):
                conn.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            conn, _ = self._listener.accept()
            if self.stopping.is_set():
                conn.close()
                return
            self.connections += 1
            self._accepted.append(conn)
            self._start(self._run, conn)

    def _run(self, conn: socket.socket) -> None:
        try:
            conn.settimeout(10)
            if self._context:
                conn = self._context.wrap_socket(conn, server_side=True)
                self._accepted.append(conn)
            self._handler(conn)
        except OSError:
            pass  # The client went away first, as some tests want.
        finally:
            conn.close()
