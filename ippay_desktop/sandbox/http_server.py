"""A small HTTP/1.1 server on loopback: keep-alive, TLS, and answers that may go missing."""

import contextlib
import dataclasses
import http
import socket
import socketserver
import ssl
import sys
import threading
import traceback
import urllib.parse
from collections.abc import Callable
from typing import TypeAlias, cast

from ippay_desktop.sandbox.clock import Clock, pause
from ippay_desktop.sandbox.wirelog import WireLog

LOOPBACK = "127.0.0.1"
_LINE_LIMIT = 65_536
_BODY_LIMIT = 32 * 1024 * 1024
_HEADER_LIMIT = 200


@dataclasses.dataclass(slots=True)
class Request:
    """One request as it arrived; header names are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    peer: str
    version: str = "HTTP/1.1"

    @property
    def path(self) -> str:
        """The path without query, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The raw query string."""
        return self.target.partition("?")[2]

    def flat_query(self) -> dict[str, str]:
        """Return the query's plain names; of repeated names the last counts."""
        return dict(urllib.parse.parse_qsl(self.query, keep_blank_values=True))


@dataclasses.dataclass(slots=True)
class Response:
    """An answer and how it is delivered.

    Attributes:
        drop: Close the connection without a byte.
        hold_s: Real seconds to wait before delivering.
        trailing: Bytes after the answer's proper end; the connection closes behind them.
        facts: What the wire log shall know besides the status.
        after: Called once the answer is out of the door.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    drop: bool = False
    hold_s: float = 0
    trailing: bytes = b""
    facts: dict[str, object] = dataclasses.field(default_factory=dict)
    after: Callable[[], None] | None = None


App: TypeAlias = Callable[[Request], Response]


class _BrokenRequestError(Exception):
    """The request cannot be read any further."""


class _Handler(socketserver.StreamRequestHandler):
    """Reads requests of one connection and writes the app's answers."""

    disable_nagle_algorithm = True
    wbufsize = 0
    _dropped = False

    @property
    def _owner(self) -> "_Listener":
        return cast("_Listener", self.server)

    def setup(self) -> None:
        self._owner.plan.log.connected(self._owner.plan.name)
        if self._owner.plan.context is not None:
            raw = self.request
            self.request = self._owner.plan.context.wrap_socket(raw, server_side=True)
            self._owner.swap(raw, self.request)
        super().setup()

    def handle(self) -> None:
        with contextlib.suppress(OSError, _BrokenRequestError):
            while self._exchange():
                pass

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().finish()
            if isinstance(self.request, ssl.SSLSocket) and not self._dropped:
                # Say goodbye properly, but do not wait for the peer to say it too.
                self.request.settimeout(0)
                self.request.unwrap()
        self._owner.forget(self.request)

    def _exchange(self) -> bool:
        request = self._read_request()
        if request is None:
            return False
        plan = self._owner.plan
        plan.log.received(plan.name, len(request.body))
        pause(plan.latency_s)
        response = _answer(plan.app, request)
        pause(response.hold_s)
        facts = {"status": None if response.drop else response.status, **response.facts}
        plan.log.note(plan.name, request.method, request.target, facts)
        if response.drop:
            self._dropped = True
            _run_after(response)
            return False
        keep = _keeps_open(request) and not response.trailing
        self.connection.sendall(self._render(request, response, keep=keep))
        _run_after(response)
        return keep

    def _render(self, request: Request, response: Response, *, keep: bool) -> bytes:
        phrase = http.HTTPStatus(response.status).phrase
        lines = [
            f"HTTP/1.1 {response.status} {phrase}",
            f"Date: {self._owner.plan.clock.http_date()}",
            f"Connection: {'keep-alive' if keep else 'close'}",
        ]
        lines += [f"{name}: {value}" for name, value in response.headers.items()]
        bodiless = response.status == http.HTTPStatus.NO_CONTENT
        if not bodiless:
            lines.append(f"Content-Length: {len(response.body)}")
            if response.body:
                lines.append(f"Content-Type: {response.content_type}")
        body = b"" if bodiless or request.method == "HEAD" else response.body
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head + body + response.trailing

    def _read_request(self) -> Request | None:
        line = self.rfile.readline(_LINE_LIMIT)
        while line in {b"\r\n", b"\n"}:
            line = self.rfile.readline(_LINE_LIMIT)
        parts = line.decode("latin-1").split()
        if len(parts) != 3:  # noqa: PLR2004 - verb, target, version
            return None
        headers = self._read_headers()
        if headers.get("expect", "").lower() == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        target = parts[1]
        if target.startswith("http"):
            split = urllib.parse.urlsplit(target)
            target = split.path + (f"?{split.query}" if split.query else "")
        peer = str(self.client_address[0])
        return Request(parts[0], target, headers, self._read_body(headers), peer, parts[2])

    def _read_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(_HEADER_LIMIT):
            line = self.rfile.readline(_LINE_LIMIT)
            if line in {b"\r\n", b"\n"}:
                return headers
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon:
                raise _BrokenRequestError
            headers[name.strip().lower()] = value.strip()
        raise _BrokenRequestError

    def _read_body(self, headers: dict[str, str]) -> bytes:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            return self._read_chunks()
        text = headers.get("content-length", "0")
        if not text.isdigit() or int(text) > _BODY_LIMIT:
            raise _BrokenRequestError
        body = self.rfile.read(int(text))
        if len(body) != int(text):
            raise _BrokenRequestError
        return body

    def _read_chunks(self) -> bytes:
        body = bytearray()
        while True:
            size = int(self.rfile.readline(_LINE_LIMIT).split(b";")[0].strip() or b"0", 16)
            if size == 0 or len(body) + size > _BODY_LIMIT:
                self._read_headers()
                return bytes(body)
            body += self.rfile.read(size)
            self.rfile.readline(_LINE_LIMIT)


@dataclasses.dataclass(slots=True)
class _Plan:
    name: str
    app: App
    log: WireLog
    clock: Clock
    context: ssl.SSLContext | None
    latency_s: float
    greets: Callable[[], bool]


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, plan: _Plan) -> None:
        self.plan = plan
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__((LOOPBACK, port), _Handler)

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        connection = cast("socket.socket", request)
        self.swap(None, connection)
        try:
            if self.plan.greets():
                super().process_request_thread(connection, client_address)
        finally:
            self.forget(connection)

    def swap(self, old: socket.socket | None, new: socket.socket) -> None:
        """Keep track of a connection, in place of the one it was made from."""
        with self._open_lock:
            self._open.discard(cast("socket.socket", old))
            self._open.add(new)

    def forget(self, connection: socket.socket) -> None:
        """Close a connection for good."""
        with self._open_lock:
            self._open.discard(connection)
        connection.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A peer that breaks a handshake or a connection is everyday life here."""

    def hang_up(self) -> None:
        """Break every open connection."""
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class HttpServer:
    """One practice server on a fixed loopback port that can stop and resume listening.

    Attributes:
        name: Its name in logs, rules and the control port.
        port: The port in use; it stays the same when listening resumes.
    """

    def __init__(  # noqa: PLR0913 - all keyword-only, given once by the launcher
        self,
        name: str,
        app: App,
        *,
        port: int,
        log: WireLog,
        clock: Clock,
        context: ssl.SSLContext | None = None,
        latency_ms: int = 0,
        greets: Callable[[], bool] = lambda: True,
    ) -> None:
        self.name = name
        self.port = port
        self._plan = _Plan(name, app, log, clock, context, latency_ms / 1000, greets)
        self._listener: _Listener | None = None
        self._lock = threading.Lock()

    @property
    def is_up(self) -> bool:
        """Whether the port is listening."""
        return self._listener is not None

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._plan.context else 'http'}://{LOOPBACK}:{self.port}"

    def up(self) -> None:
        """Listen; without effect when already listening."""
        with self._lock:
            if self._listener is not None:
                return
            self._listener = _Listener(self.port, self._plan)
            self.port = self._listener.server_address[1]
            threading.Thread(
                target=self._listener.serve_forever,
                kwargs={"poll_interval": 0.05},
                name=f"practice-{self.name}",
                daemon=True,
            ).start()

    def down(self) -> None:
        """Close the port, so that connecting is refused, and break all open connections."""
        with self._lock:
            if self._listener is None:
                return
            listener, self._listener = self._listener, None
            listener.shutdown()
            listener.server_close()
            listener.hang_up()


def _answer(app: App, request: Request) -> Response:
    try:
        return app(request)
    except Exception as error:  # noqa: BLE001 - the thread's boundary: our own bug, said aloud
        # No message and no values: they could hold a number from the request.
        places = (f"{f.name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-3:])
        sys.stderr.write(f"sandbox bug: {type(error).__name__} at {' > '.join(places)}\n")
        return Response(500, b"the practice server has a bug: see its log", "text/plain")


def _keeps_open(request: Request) -> bool:
    wish = request.headers.get("connection", "").lower()
    if request.version == "HTTP/1.0":
        return wish == "keep-alive"
    return wish != "close"


def _run_after(response: Response) -> None:
    if response.after is not None:
        response.after()
