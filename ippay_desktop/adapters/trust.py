"""Which certificates are believed: the system's own trust store, and one authority more if named.

Windows and macOS verify by their own services, through `truststore`. Elsewhere the system's trust
store is a file, which is read here: `truststore` would take it from `SSL_CERT_FILE` too, and
nothing in the environment may add an authority; and handshakes of one context would wait for each
other.
"""

from __future__ import annotations

import logging
import ssl
import sys
from pathlib import Path

from ippay_desktop.domain.errors import InputError

_log = logging.getLogger(__name__)

# Source: where the distributions keep the store that their administrator's tools maintain.
SYSTEM_STORES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # Fedora, RHEL
    "/etc/pki/tls/certs/ca-bundle.crt",  # older Fedora and RHEL
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # Alpine, BSD
)


def system_store() -> str | None:
    """The file of authorities that this system trusts; None on Windows, macOS and without one."""
    return next((name for name in SYSTEM_STORES if Path(name).is_file()), None)


class Trust:
    """Makes TLS contexts: 1.2 or newer, names and certificates always checked."""

    def __init__(self, ca_bundle: str | None = None) -> None:
        """Read the stores once.

        Args:
            ca_bundle: PEM file of authorities to trust beside the system's.

        Raises:
            InputError: that file cannot be read.
        """
        self._ca_bundle = ca_bundle
        self._asks_system = sys.platform in {"win32", "darwin"}
        self._shared = self._context()

    def context(self) -> ssl.SSLContext:
        """A context for one more connection.

        The system's services are asked behind a lock of the context's own: connections that shared
        one would wait for each other's handshakes.
        """
        return self._context() if self._asks_system else self._shared

    def _context(self) -> ssl.SSLContext:
        context = _asking_the_system() if self._asks_system else _reading_the_store()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._ca_bundle is not None:
            try:
                context.load_verify_locations(self._ca_bundle)
            except (OSError, ssl.SSLError):
                raise InputError(
                    f"The certificate file {self._ca_bundle} cannot be read; give a PEM file with "
                    "the authority's certificate."
                ) from None
        return context


def _asking_the_system() -> ssl.SSLContext:
    import truststore  # noqa: PLC0415 - loads the platform's security library

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _reading_the_store() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    store = system_store()
    if store is None:
        # Nothing but a named authority is trusted then, and each connection says so by failing.
        _log.warning("no_system_trust_store")
    else:
        context.load_verify_locations(store)
    return context
