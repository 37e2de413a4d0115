"""The platform's own keyring, chosen by us; whatever else was configured is refused aloud.

The keyring library would take any module that an environment variable or a file of its own names,
put a folder from that file on Python's search path, and fall back on whatever is installed, plain
text included. So it is never asked to choose: only the classes listed here are ever loaded.
"""

from __future__ import annotations

import configparser
import importlib
import os
import sys
from typing import TYPE_CHECKING, cast

from keyring.errors import KeyringError

from ippay_desktop.adapters.secrets.errors import NoKeyringHereError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from keyring.backend import KeyringBackend

_LINUX = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.libsecret.Keyring",
)
# In the order in which they are tried. Everything that is not Windows or macOS has a session bus.
PINNED = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
BACKEND_VARIABLE = "PYTHON_KEYRING_BACKEND"

_INSTALL = (
    "On Linux, install and unlock GNOME Keyring or KWallet, then start the program again; on "
    "Windows and macOS the system's own is used."
)
NO_KEYRING = f"This computer offers no keyring to keep secrets in. {_INSTALL}"
UNSAFE_KEYRING = (
    "{where} names a keyring ({name}) that this program does not trust with secrets, so none was "
    "entrusted to it. Take that setting away. Only the operating system's own keyring is used."
)
_UNREADABLE = (
    "{where} cannot be read, so it is not known which keyring it asks for. Mend it or take it away."
)


def pinned_names() -> tuple[str, ...]:
    """The classes that may hold a secret on this platform, best first."""
    return PINNED.get(sys.platform, _LINUX)


def choose_backend() -> KeyringBackend:
    """The platform's keyring.

    May block: the system's services are looked for.

    Raises:
        NoKeyringHereError: there is none, or another one was configured.
    """
    refuse_other_backends()
    for backend in _usable():
        return backend
    raise NoKeyringHereError(NO_KEYRING)


def refuse_other_backends() -> None:
    """Refuse what would have led the library to another keyring; nothing it names is loaded.

    Raises:
        NoKeyringHereError: the environment or the library's own file names one.
    """
    named = os.environ.get(BACKEND_VARIABLE)
    if named:
        _require_pinned(f"The environment variable {BACKEND_VARIABLE}", named)
    file = _config_file()
    where = f"The file {file}"
    config = configparser.RawConfigParser()
    try:
        config.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError) as error:
        raise NoKeyringHereError(_UNREADABLE.format(where=where)) from error
    # A folder to load modules from counts like a module: it could shadow any of the library's own.
    for option in ("keyring-path", "default-keyring"):
        if config.has_option("backend", option):
            _require_pinned(where, config.get("backend", option))


def _require_pinned(where: str, named: str) -> None:
    if named.strip() not in pinned_names():
        shown = named.strip() if named.isprintable() else "?"
        raise NoKeyringHereError(UNSAFE_KEYRING.format(where=where, name=shown))


def _config_file() -> Path:
    # The library's own rule, so that we look at the file that it would have read.
    from keyring.util import platform_  # noqa: PLC0415 - looks at the platform when imported

    return cast("Path", platform_.config_root()) / "keyringrc.cfg"


def _usable() -> Iterator[KeyringBackend]:
    """Those of the pinned keyrings that this computer offers."""
    for name in pinned_names():
        module, _, attribute = name.rpartition(".")
        backend = getattr(importlib.import_module(module), attribute)
        try:
            # The library's way to ask whether the service behind a class is there.
            is_usable = backend.priority > 0
        except (RuntimeError, KeyringError, OSError):
            continue
        if is_usable:
            yield backend()
