"""Which station this is: a random id beside the journal, bound to this computer and this folder.

Two stations must never share an id: each would take the other's charges under way for its own, left
by a dead process. A data folder that was copied or restored elsewhere brings its id along, so the
id is kept together with a fingerprint of the place, and where that differs a new one is made.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import uuid
from contextlib import suppress
from pathlib import Path

from ippay_desktop.adapters.atomic import write_private
from ippay_desktop.domain.errors import StorageError

FILE_NAME = "station.json"
_ID_BYTES = 16
# What Linux calls a machine; a fresh installation or a clone that was prepared well has its own.
_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def station_id(data_dir: Path) -> str:
    """This station's id; makes one when there is none, or when it was made elsewhere.

    The caller holds the station lock.

    Raises:
        StorageError: it cannot be read or written.
    """
    path = data_dir / FILE_NAME
    here = place_of(data_dir)
    try:
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError):
        known = {}  # Half a file names nobody: this is a new station.
    if isinstance(known, dict) and known.get("place") == here and known.get("id"):
        return str(known["id"])
    made = {"id": secrets.token_hex(_ID_BYTES), "place": here}
    try:
        write_private(path, json.dumps(made).encode())
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}. Check that this user may write to the "
            "data folder."
        ) from error
    return made["id"]


def place_of(data_dir: Path) -> str:
    """A fingerprint of this computer and of where the folder is on it."""
    words = f"{machine_name()}\n{data_dir.resolve()}"
    return hashlib.sha256(words.encode()).hexdigest()


def machine_name() -> str:
    """What tells this computer from others, as far as the system says; it is never shown."""
    for path in _MACHINE_FILES:
        with suppress(OSError):
            name = path.read_text(encoding="utf-8").strip()
            if name:
                return name
    if sys.platform == "win32":
        return _windows_machine()
    # The address of a network card: stable as long as there is one.
    return f"{uuid.getnode():x}"


if sys.platform == "win32":
    import winreg

    def _windows_machine() -> str:
        path = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

else:

    def _windows_machine() -> str:
        return ""
