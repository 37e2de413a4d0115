"""Which of the keyring library's backends may hold a secret, and which are refused aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
from keyring.backends.chainer import ChainerBackend

from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

# By module, for the class and all it derives from. `null` accepts and forgets without a word,
# `fail` stands for "no keyring", and keyrings.alt writes plain text, or text locked by nothing.
_REFUSED = ("keyring.backends.null", "keyring.backends.fail", "keyrings.alt")

_INSTALL = (
    "On Linux, install and unlock GNOME Keyring or KWallet, then start the program again; on "
    "Windows and macOS the system's own is used."
)
NO_KEYRING = f"This computer offers no keyring to keep secrets in. {_INSTALL}"
UNSAFE_KEYRING = (
    "The keyring set up on this computer ({name}) does not keep secrets safely, so none was "
    f"entrusted to it. {_INSTALL}"
)


def choose_backend() -> KeyringBackend:
    """The backend to use; of several that are chained, the first that is safe.

    May block: the library looks for the system's services.

    Raises:
        StorageError: there is none, or none that keeps secrets.
    """
    chosen = keyring.get_keyring()
    candidates = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    for candidate in candidates:
        if not _is_refused(candidate):
            return candidate
    unsafe = [one for one in candidates if not _modules(one) & {"keyring.backends.fail"}]
    if not unsafe:
        raise StorageError(NO_KEYRING)
    raise StorageError(UNSAFE_KEYRING.format(name=type(unsafe[0]).__module__))


def _modules(backend: KeyringBackend) -> set[str]:
    return {base.__module__ for base in type(backend).__mro__}


def _is_refused(backend: KeyringBackend) -> bool:
    return any(
        module == refused or module.startswith(f"{refused}.")
        for module in _modules(backend)
        for refused in _REFUSED
    )
