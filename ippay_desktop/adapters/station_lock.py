"""One process at a time may charge with a data folder: a lock that the system keeps and frees.

The lock is the operating system's, on an open file: it ends with the process, however that ends,
so no stale file ever has to be judged or deleted. What the file says is only for the message to
whoever comes second.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from ippay_desktop.domain.errors import InputError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.ports import Clock

FILE_NAME = "station.lock"
_LONGEST_NOTE = 200
# Far behind the note: Windows would otherwise keep the second process from reading it.
_WINDOWS_LOCKED_BYTE = 1 << 30

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _WINDOWS_LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        # Not lockf: that lock would end as soon as anybody in this process closes the file.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def prepare_data_dir(data_dir: Path) -> None:
    """Make the data folder, for this user alone; leave an existing one as it is.

    Raises:
        StorageError: it cannot be made.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The data folder {data_dir} cannot be made: {error.strerror}. Choose another with "
            "--data-dir."
        ) from error


class StationLock:
    """Held by whoever opens the journal for writing, until the process ends or lets go."""

    def __init__(self, data_dir: Path, *, clock: Clock, file_name: str = FILE_NAME) -> None:
        self._path = data_dir / file_name
        self._clock = clock
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> None:
        """Take the lock without waiting; makes the data folder if need be.

        Raises:
            InputError: another process holds it; the sentence says which and since when.
            StorageError: the lock file cannot be made.
        """
        if self._handle is not None:
            return
        prepare_data_dir(self._path.parent)
        try:
            handle = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise StorageError(
                f"{self._path} cannot be written: {error.strerror}. Check that this user may "
                "write to the data folder."
            ) from error
        try:
            _lock(handle)
        except OSError as error:
            taken = _taken_by(_note(handle))
            os.close(handle)
            raise InputError(taken) from error
        self._write_note(handle)
        self._handle = handle

    def release(self) -> None:
        """Let go; fine when it is not held."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _write_note(self, handle: int) -> None:
        note = {"process": os.getpid(), "since": self._clock.now().isoformat(timespec="seconds")}
        with suppress(OSError):  # On a full disk the lock is as good without its note.
            os.lseek(handle, 0, os.SEEK_SET)
            os.ftruncate(handle, 0)
            os.write(handle, json.dumps(note).encode())


def _note(handle: int) -> dict[str, object]:
    """What the holder wrote; empty when it is writing just now."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        note = json.loads(os.read(handle, _LONGEST_NOTE))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _taken_by(note: dict[str, object]) -> str:
    holder = []
    if isinstance(note.get("process"), int):
        holder.append(f"process {note['process']}")
    with suppress(TypeError, ValueError):
        since = datetime.fromisoformat(str(note.get("since"))).astimezone(UTC)
        holder.append(f"since {since:%Y-%m-%d %H:%M UTC}")
    named = f" ({', '.join(holder)})" if holder else ""
    return (
        f"Another copy of IPpay Desktop{named} is using this data folder; close that copy, or wait "
        "until it has finished, and try again."
    )
