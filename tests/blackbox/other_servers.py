"""What the two servers of another author share: a listener on loopback, and lost answers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back; header names are written as small letters, as some proxies do."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class OtherServer:
    """A server on a free port of loopback, which answers one request at a time.

    Attributes:
        lose_answer_to: Whether a request is carried out and its answer lost; asked once for each.
    """

    def __init__(self) -> None:
        self.lose_answer_to: Callable[[Asked], bool] = lambda _: False
        self._one_at_a_time = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return lambda: server.serve(self)
                raise AttributeError(name)

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, asked: Asked) -> Answer:
        """Carry out one request."""
        raise NotImplementedError

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Read a request, carry it out, and send the answer unless it is to be lost."""
        address = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {name.casefold(): value for name, value in handler.headers.items()}
        asked = Asked(str(handler.command), address.path, address.query, headers, body)
        with self._one_at_a_time:
            answer = self.answer(asked)
            is_lost = self.lose_answer_to(asked)
        # Each answer ends its connection, so that none is lost by an idle one.
        handler.close_connection = True
        if is_lost:
            return
        lines = [f"HTTP/1.1 {answer.status} -", f"content-length: {len(answer.body)}"]
        lines += [
            "connection: close",
            *(f"{name}: {text}" for name, text in answer.headers.items()),
        ]
        head = "\r\n".join(lines) + "\r\n\r\n"
        with suppress(ConnectionError):
            handler.wfile.write(head.encode("latin-1"))
            if asked.method != "HEAD":
                handler.wfile.write(answer.body)
