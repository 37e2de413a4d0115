"""TLS 1.2 or newer, the system's trust store, one host, no redirect, proxies that see nothing."""

import base64
import contextlib
import select
import socket
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import truststore
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from ippay_desktop.adapters import connection, proxies, trust
from ippay_desktop.adapters.proxies import SystemProxies
from ippay_desktop.adapters.transport import WireRequest
from ippay_desktop.adapters.trust import Trust
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.errors import InputError, NotSentError, OutcomeUnknownError
from ippay_desktop.domain.profile import Mode, Profile, guard_address, is_loopback
from tests.unit.transport.conftest import MakeTransport
from tests.unit.transport.server import AUTHORITY, RawServer, answering, read_request, reply

CANARY = "hunter2-canary"


def post(url: str) -> WireRequest:
    return WireRequest("POST", url, {}, b"<body/>", fresh_connection=True)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_older_tls_is_refused(make_transport: MakeTransport, version: ssl.TLSVersion) -> None:
    server = RawServer(certificate="localhost.pem")
    assert server._context is not None
    server._context.set_ciphers("ALL:@SECLEVEL=0")
    server._context.minimum_version = ssl.TLSVersion.TLSv1
    server._context.maximum_version = version
    with server, pytest.raises(NotSentError, match="could not agree"):
        make_transport(ca_bundle=str(AUTHORITY)).send(post(server.url))
    assert server.requests == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_whatever_the_library_would_allow_older_tls_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    # Newer Pythons refuse it by themselves, unless they were built to follow the system.
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    lax.minimum_version = ssl.TLSVersion.TLSv1
    monkeypatch.setattr(trust, "_reading_the_store", lambda: lax)
    monkeypatch.setattr(sys, "platform", "linux")
    assert Trust().context().minimum_version is ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("asks_system", [False, True])
def test_every_context_verifies(monkeypatch: pytest.MonkeyPatch, asks_system: bool) -> None:
    monkeypatch.setattr(sys, "platform", "darwin" if asks_system else "linux")
    made = Trust()
    for context in (made.context(), made.context()):
        assert isinstance(context, truststore.SSLContext) == asks_system
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_handshakes_through_the_systems_services_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    made = Trust()
    assert made.context() is not made.context()


def test_the_trust_store_is_the_systems_not_the_one_in_a_library(
    make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trust, "SYSTEM_STORES", (str(tmp_path / "none"),))
    assert Trust().context().cert_store_stats()["x509_ca"] == 0
    monkeypatch.setattr(trust, "SYSTEM_STORES", (str(tmp_path / "none"), str(AUTHORITY)))
    assert Trust().context().cert_store_stats()["x509_ca"] == 1
    with RawServer(certificate="localhost.pem") as server:
        assert make_transport().send(post(server.url)).body == b"ok"
    assert Path(DEFAULT_CA_BUNDLE_PATH).is_file()


@pytest.mark.parametrize("certificate", ["localhost.pem", "elsewhere.pem"])
def test_a_certificate_that_is_not_trusted_or_names_another_is_refused(
    make_transport: MakeTransport, certificate: str
) -> None:
    bundle = str(AUTHORITY) if certificate == "elsewhere.pem" else None
    with (
        RawServer(certificate=certificate) as server,
        pytest.raises(NotSentError, match="does not trust"),
    ):
        make_transport(ca_bundle=bundle).send(post(server.url))
    assert server.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://splynx.example/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://evil.example/?127.0.0.1",
        "http://evil.example#127.0.0.1",
        "http://127.0.0.1@evil.example/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:8.8.8.8]/",
        "http://0.0.0.0/",
        "http://127.0.0.1\\@evil.example/",
        "http://evil.example\\@127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
    ],
)
def test_plain_http_leaves_this_computer_under_no_spelling(
    make_transport: MakeTransport, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[object] = []

    def look_up(*asked: object, **_: object) -> None:
        looked_up.append(asked)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(NotSentError):
        make_transport().send(post(url))
    assert looked_up == [], "nothing is even looked up"
    for mode in Mode:
        with pytest.raises(InputError):
            guard_address(url, mode, is_gateway=False)


def test_an_address_that_two_read_differently_is_none(make_transport: MakeTransport) -> None:
    # The library decodes the host; the standard library leaves it as it is written.
    with RawServer() as server:
        odd = server.url.replace("localhost", "l%6fcalhost")
        assert odd != server.url
        with pytest.raises(NotSentError, match="another server"):
            make_transport().send(post(odd))
    assert server.requests == []


def test_loopback_is_judged_on_the_parsed_host() -> None:
    here = ("http://127.0.0.1:1", "http://127.9.9.9/", "http://[::1]:2/x", "http://LOCALHOST/")
    assert all(map(is_loopback, here))
    assert not any(map(is_loopback, ("http://127.0.0.1.example", "http://x/127.0.0.1", "")))


def test_a_local_name_that_leads_elsewhere_is_not_followed(
    make_transport: MakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer() as server:
        real = connection._Watched._guard_peer

        class Elsewhere:
            def __init__(self, sock: socket.socket) -> None:
                self._sock = sock

            def getpeername(self) -> tuple[str, int]:
                return ("192.0.2.1", 80)

            def __getattr__(self, name: str) -> Any:
                return getattr(self._sock, name)

        def guarded(self: connection._Watched) -> None:
            self.sock = Elsewhere(self.sock)
            real(self)

        monkeypatch.setattr(connection._Watched, "_guard_peer", guarded)
        with pytest.raises(NotSentError, match="another computer"):
            make_transport().send(post(server.url))
    assert server.requests == []


def test_only_the_configured_servers_are_reached(make_transport: MakeTransport) -> None:
    with RawServer() as server, RawServer() as other:
        transport = make_transport(origins=[server.url])
        assert transport.send(post(server.url)).body == b"ok"
        for url in (
            other.url,
            server.url.replace("localhost", "127.0.0.1"),
            server.url.replace("http:", "https:"),
            server.url.replace("localhost", "x@localhost"),
        ):
            with pytest.raises(NotSentError):
                transport.send(post(url))
    assert len(server.requests) == 1
    assert other.requests == []


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_no_redirect_is_followed_not_even_to_the_same_host(
    make_transport: MakeTransport, method: str, status: str
) -> None:
    with RawServer() as other:
        location = f"Location: {other.url}"
        with RawServer(answering(reply(b"", status, location))) as server:
            answer = make_transport().send(WireRequest(method, server.url, {}, b""))
    assert answer.status == int(status[:3])
    assert other.connections == 0


def test_a_stations_transport_is_pinned_to_its_profile(tmp_path: Path) -> None:
    profile = Profile(
        profile_id="p",
        name="p",
        mode=Mode.PRACTICE,
        splynx_url="http://127.0.0.1:1",
        splynx_api_key="k",
        ippay_url="http://127.0.0.1:2/ippay",
        terminal_id="T",
    )
    station = DesktopStation(tmp_path)
    try:
        transport = station._transport(profile)
        with RawServer() as server:
            elsewhere = ("http://127.0.0.1:3/", "https://127.0.0.1:1/", "https://gtwy.ippay.com/")
            for url in (server.url, *elsewhere):
                with pytest.raises(NotSentError, match="another server"):
                    transport.send(post(url))
        assert server.connections == 0
    finally:
        station.close()


class ProxyServer(RawServer):
    """Passes tunnels on to one server, and remembers what it was told.

    Attributes:
        refuses: With this status line, if set.
    """

    def __init__(self, target: int, refuses: str = "") -> None:
        super().__init__(self._pass_on)
        self._target = target
        self._refuses = refuses
        self.heard = b""

    def _pass_on(self, conn: socket.socket) -> None:
        head = read_request(conn)
        self.requests.append(head)
        if self._refuses:
            conn.sendall(f"HTTP/1.1 {self._refuses}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        with socket.create_connection(("127.0.0.1", self._target)) as onward:
            conn.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._relay(conn, onward)

    def _relay(self, conn: socket.socket, onward: socket.socket) -> None:
        ends = {conn: onward, onward: conn}
        with contextlib.suppress(OSError):
            while True:
                for sock in select.select(list(ends), [], [], 5)[0]:
                    data = sock.recv(65536)
                    if not data:
                        return
                    self.heard += data
                    ends[sock].sendall(data)


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
    """A TLS server that counts as another computer, so that proxies apply."""
    monkeypatch.setattr(proxies, "is_loopback", lambda _: False)
    monkeypatch.setattr(proxies, "proxy_bypass", lambda _: False)
    with RawServer(certificate="localhost.pem") as server:
        yield server


def through(proxy: ProxyServer, password: str = CANARY) -> SystemProxies:
    return SystemProxies({"https": f"http://ada:{password}@127.0.0.1:{proxy.port}"})


def test_a_proxy_carries_only_what_is_encrypted(
    make_transport: MakeTransport, far_away: RawServer
) -> None:
    with ProxyServer(far_away.port) as proxy:
        transport = make_transport(ca_bundle=str(AUTHORITY), proxies=through(proxy))
        for _ in range(2):
            assert transport.send(post(far_away.url)).body == b"ok"
    assert len(far_away.requests) == 2
    assert proxy.requests[0].startswith(f"CONNECT localhost:{far_away.port} ".encode())
    assert base64.b64encode(f"ada:{CANARY}".encode()) in proxy.requests[0]
    assert b"<body/>" not in proxy.heard
    assert b"secret=query" not in proxy.heard + proxy.requests[0]
    # The server behind it never learns the proxy's password.
    assert b"roxy-" not in b"".join(far_away.requests)


def test_a_proxy_that_shows_its_own_certificate_is_refused(make_transport: MakeTransport) -> None:
    with (
        RawServer(certificate="elsewhere.pem") as impostor,
        ProxyServer(impostor.port) as proxy,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(proxies, "is_loopback", lambda _: False)
        patch.setattr(proxies, "proxy_bypass", lambda _: False)
        with pytest.raises(NotSentError, match="does not trust"):
            make_transport(ca_bundle=str(AUTHORITY), proxies=through(proxy)).send(
                post(impostor.url)
            )
    assert impostor.requests == []


@pytest.mark.parametrize("refusal", ["407 Proxy Authentication Required", "403 No", "502 Bad"])
def test_what_a_proxy_refuses_was_not_sent_and_its_password_is_not_shown(
    make_transport: MakeTransport, far_away: RawServer, refusal: str
) -> None:
    with ProxyServer(far_away.port, refusal) as proxy:
        transport = make_transport(ca_bundle=str(AUTHORITY), proxies=through(proxy))
        with pytest.raises(NotSentError, match="proxy") as raised:
            transport.send(post(far_away.url))
    assert CANARY not in repr(raised.value) + str(raised.value.__notes__)
    assert far_away.requests == []
    assert [secret.reveal() for secret in transport.secrets] == [CANARY]


def test_what_a_proxy_loses_after_the_request_is_unknown(
    make_transport: MakeTransport, far_away: RawServer
) -> None:
    def silent(conn: socket.socket) -> None:
        far_away.take(conn)

    far_away._handler = silent
    with ProxyServer(far_away.port) as proxy:
        transport = make_transport(ca_bundle=str(AUTHORITY), proxies=through(proxy))
        with pytest.raises(OutcomeUnknownError):
            transport.send(post(far_away.url))
    assert len(far_away.requests) == 1


def test_what_stays_here_goes_through_no_proxy(make_transport: MakeTransport) -> None:
    broken = SystemProxies({"https": "http://127.0.0.1:1", "http": "http://127.0.0.1:1"})
    with RawServer(certificate="localhost.pem") as secure, RawServer() as plain:
        transport = make_transport(ca_bundle=str(AUTHORITY), proxies=broken)
        assert transport.send(post(secure.url)).body == b"ok"
        assert transport.send(post(plain.url)).body == b"ok"


def test_the_systems_proxy_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://ada:{CANARY}@proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "splynx.example")
    found = SystemProxies()
    proxy = found.proxy_for("https://gateway.example/")
    assert proxy is not None
    assert proxy.shown == "proxy.example:3128"
    assert CANARY not in repr(proxy)
    assert found.proxy_for("https://splynx.example/") is None
    assert found.proxy_for("http://gateway.example/") is None
    assert found.proxy_for("https://127.0.0.1/") is None


def test_a_proxy_of_another_kind_is_refused(make_transport: MakeTransport) -> None:
    transport = make_transport(proxies=SystemProxies({"https": "socks5://127.0.0.1:1"}))
    with pytest.raises(NotSentError):
        transport.send(post("https://gateway.example/"))
