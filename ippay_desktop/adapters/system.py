"""The machine: its clock, random ids, who works at it, and where and how it keeps files."""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import socket
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "ippay-desktop"
_ID_BYTES = 16
# So many figures in a row may pass for a card number, and whoever masks those would break the id.
_LIKE_A_CARD = re.compile(r"[0-9]{13}")
UNKNOWN = "unknown"


class SystemClock:
    """Implements `domain.ports.Clock` with the machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  # this is the clock that is injected

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block the calling thread for that long."""
        time.sleep(seconds)  # noqa: TID251  # this is the sleeper that is injected


class RandomIds:
    """Implements `domain.ports.IdSource` with the system's random source."""

    def new_id(self) -> str:
        """A new id: 32 lower-case hexadecimal digits, nowhere like a card number.

        It goes to IPpay and comes back in its reports, through logs and files of others.
        """
        while _LIKE_A_CARD.search(made := secrets.token_hex(_ID_BYTES)):
            pass
        return made


def operator_name() -> str:
    """The login name of whoever runs the program, or "unknown"; recorded with each charge.

    Asked of the system by the account that owns the process: the environment, which `getpass`
    believes, names whom it likes.
    """
    try:
        return _account_name() or UNKNOWN
    except (OSError, KeyError, ImportError):
        # An account without a name, as in some containers: no reason not to charge.
        return UNKNOWN


if sys.platform == "win32":

    def _account_name() -> str:
        # Source: GetUserNameW of advapi32; the length counts the closing NUL, at most 256 + 1.
        length = ctypes.c_ulong(257)
        name = ctypes.create_unicode_buffer(length.value)
        if not ctypes.windll.advapi32.GetUserNameW(name, ctypes.byref(length)):
            raise ctypes.WinError()
        return name.value

else:

    def _account_name() -> str:
        import pwd  # noqa: PLC0415 - not on Windows

        return pwd.getpwuid(os.geteuid()).pw_name


def station_name() -> str:
    """This computer's host name, or "unknown"; recorded with each charge."""
    return socket.gethostname() or UNKNOWN


def default_data_dir() -> Path:
    """Where the platform keeps a program's data of one user; it need not exist yet."""
    return platformdirs.user_data_path(_FOLDER, appauthor=False)


def flush_folder(folder: Path) -> None:
    """Make names created or replaced in a folder survive a power failure."""
    if os.name == "nt":  # Windows offers no such call; its file system journals names.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
