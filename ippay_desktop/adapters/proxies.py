"""The proxy that the system prescribes for an address; its password is a secret like others.

A proxy only carries the encrypted connection: TLS is made with the server itself, behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.profile import is_loopback
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where connections go through; the whole address holds the password.

    Attributes:
        shown: Host and port, for messages.
    """

    shown: str
    address: SecretText
    password: SecretText | None


class SystemProxies:
    """What the environment, or the settings of Windows and macOS, say about proxies."""

    def __init__(self, configured: Mapping[str, str] | None = None) -> None:
        """Read them once.

        Args:
            configured: Scheme to address; None for the system's own.
        """
        found = getproxies() if configured is None else configured
        self._address = found.get("https") or found.get("all") or ""

    def proxy_for(self, url: str) -> Proxy | None:
        """The proxy for an address; none for plain http, which never leaves this computer.

        Raises:
            InputError: the configured proxy is none that can be used.
        """
        if not self._address:
            return None
        parts = urlsplit(url)
        if parts.scheme != "https" or is_loopback(url):
            return None
        if proxy_bypass(parts.hostname or ""):
            return None
        return _read(self._address)

    @property
    def secrets(self) -> tuple[SecretText, ...]:
        """What must be kept out of every message."""
        try:
            proxy = _read(self._address) if self._address else None
        except InputError:
            return ()
        return (proxy.password,) if proxy and proxy.password else ()


def _read(address: str) -> Proxy:
    with_scheme = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(with_scheme)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise InputError(
            "The proxy set up on this computer cannot be used; only http and https proxies can. "
            "Check the system's proxy settings."
        )
    shown = parts.hostname if port is None else f"{parts.hostname}:{port}"
    password = SecretText(unquote(parts.password)) if parts.password else None
    return Proxy(shown, SecretText(with_scheme), password)
