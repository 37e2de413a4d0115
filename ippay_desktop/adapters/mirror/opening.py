"""Opening the copy: its key from the keyring, its file made anew when it cannot be read with it."""

from __future__ import annotations

import logging
import os
import secrets as random_bytes
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.adapters.mirror.connections import Connections, translated
from ippay_desktop.adapters.mirror.schema import TABLES, VERSION
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.ports import SecretStore

_log = logging.getLogger(__name__)
FILE_PREFIX, FILE_SUFFIX = "local-copy-", ".db"
KEY_NAME = "local_copy_key"
_KEY_BYTES = 32
_KEY_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class OpenedCopy:
    """A copy that can be used.

    Attributes:
        is_lasting: False when no keyring keeps its key: then the key is in memory only, and the
            file, unreadable without it, goes with this session.
    """

    connections: Connections
    path: Path
    is_lasting: bool

    def close(self) -> None:
        """Let go of the file; one that no key will ever open again is removed."""
        self.connections.close()
        if not self.is_lasting:
            _remove(self.path)


def copy_path(data_dir: Path, profile_id: str) -> Path:
    """Where a profile's copy is."""
    return data_dir / f"{FILE_PREFIX}{profile_id}{FILE_SUFFIX}"


def open_copy(
    data_dir: Path,
    profile_id: str,
    secrets: SecretStore,
    *,
    is_session_only: Callable[[], bool] = lambda: False,
) -> OpenedCopy:
    """Open a profile's copy, or begin an empty one. Blocks: keyring and disk.

    Args:
        data_dir: Where the file is.
        profile_id: Whose copy.
        secrets: Keeps the key.
        is_session_only: Whether that store, once asked, turned out to forget with the session.

    Raises:
        StorageError: the file can neither be used nor replaced.
    """
    path = copy_path(data_dir, profile_id)
    key, is_lasting = _key(profile_id, secrets)
    connections = Connections(path, key)
    try:
        _prepare(connections, path)
    except StorageError:
        # Another key, another version or a damaged file: it is only a copy.
        _log.info("local_copy_begun_anew")
        connections.close()
        _remove(path)
        connections = Connections(path, key)
        _prepare(connections, path)
    return OpenedCopy(connections, path, is_lasting and not is_session_only())


def forget_copy(data_dir: Path, profile_id: str, secrets: SecretStore) -> None:
    """Destroy a profile's copy: first its key, then its file.

    Raises:
        StorageError: the keyring or the disk refused.
    """
    secrets.remove(profile_id, KEY_NAME)
    _remove(copy_path(data_dir, profile_id))


def _key(profile_id: str, secrets: SecretStore) -> tuple[SecretText, bool]:
    """The key of this profile's copy, made now if there is none; and whether it will be kept."""
    fresh = SecretText(random_bytes.token_hex(_KEY_BYTES))
    try:
        kept = secrets.get(profile_id, KEY_NAME)
        if kept is not None and _is_key(kept.reveal()):
            return kept, True
        secrets.put(profile_id, KEY_NAME, fresh)
    except StorageError:
        _log.info("local_copy_without_keyring")
        return fresh, False
    return fresh, True


def _is_key(text: str) -> bool:
    return len(text) == 2 * _KEY_BYTES and set(text) <= _KEY_DIGITS


def _prepare(connections: Connections, path: Path) -> None:
    """Make the tables where there are none.

    Raises:
        StorageError: not readable with this key, or of another version.
    """
    with suppress(FileExistsError):
        # For this user alone from the first byte; its side files get the same mode.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with translated():
        connection = connections.connect()
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, VERSION}:
                raise StorageError("The local copy is of another version.")
            if version == 0:
                connection.executescript(f"{TABLES}PRAGMA user_version={VERSION};")
        finally:
            connection.close()


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        try:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"{path} cannot be removed: {error.strerror}. Close other copies of IPpay "
                "Desktop and try again."
            ) from error
