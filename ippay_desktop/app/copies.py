"""The local copy of one profile: its file and key here, its source at Splynx."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ippay_desktop.adapters.station_lock import StationLock
from ippay_desktop.domain.errors import InputError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ippay_desktop.adapters.mirror import MirrorReader
    from ippay_desktop.adapters.mirror.opening import OpenedCopy
    from ippay_desktop.domain.local_copy import ChangeSource
    from ippay_desktop.domain.ports import Clock, SecretStore
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.synchronising import Synchroniser, SyncProgress

LOCK_NAME = "local-copy.lock"
# A renewal that is asked to stop ends with its page, and Splynx may be slow.
_LONGEST_PAGE_S = 90.0
_NAP_S = 0.1


class ProfileCopy:
    """Implements `services.copy_desk.CopyDesk`; any worker thread may use it."""

    def __init__(  # noqa: PLR0913 - the parts of one profile's copy
        self,
        data_dir: Path,
        profile: Profile,
        *,
        secrets: SecretStore,
        clock: Clock,
        source: Callable[[], ChangeSource],
        is_session_only: Callable[[], bool],
    ) -> None:
        """Touch neither keyring nor file yet.

        Args:
            data_dir: Where the file is.
            profile: Whose Splynx is copied.
            secrets: Keeps the key.
            clock: For rests between pages.
            source: Connects to Splynx when a renewal begins.
            is_session_only: Whether the key, now stored, will be forgotten with this session.
        """
        self._data_dir = data_dir
        self._profile = profile
        self._secrets = secrets
        self._clock = clock
        self._source = source
        self._is_session_only = is_session_only
        self._guard = threading.Lock()
        self._opened: OpenedCopy | None = None
        self._is_forgotten = False

    @property
    def reader(self) -> MirrorReader:
        """Lists and searches; the file is opened at the first use."""
        from ippay_desktop.adapters.mirror import MirrorReader  # noqa: PLC0415 - not always needed

        return MirrorReader(self._open(), self._profile.currency)

    @contextmanager
    def renewal(
        self, on_progress: Callable[[SyncProgress], None], is_stopped: Callable[[], bool]
    ) -> Iterator[Synchroniser]:
        """Hold the copy to renew it; one program at a time may."""
        from ippay_desktop.adapters.mirror import MirrorWriter  # noqa: PLC0415 - not always needed
        from ippay_desktop.services.synchronising import (  # noqa: PLC0415 - not always needed
            Synchroniser,
        )

        lock = StationLock(self._data_dir, clock=self._clock, file_name=LOCK_NAME)
        try:
            lock.acquire()
        except InputError:
            raise InputError(
                "Another copy of IPpay Desktop renews the local copy just now; it is shared, so "
                "there is nothing to do."
            ) from None
        try:
            writer = MirrorWriter(self._open().connections)
            try:
                yield Synchroniser(
                    self._source(),
                    writer,
                    self._clock,
                    on_progress=on_progress,
                    is_stopped=is_stopped,
                )
            finally:
                writer.close()
        finally:
            lock.release()

    def forget(self) -> None:
        """Destroy the copy, its key first; waits for a renewal under way, and opens it no more."""
        from ippay_desktop.adapters.mirror import forget_copy  # noqa: PLC0415 - not always needed

        with self._guard:
            self._is_forgotten = True
        lock = StationLock(self._data_dir, clock=self._clock, file_name=LOCK_NAME)
        until = self._clock.monotonic() + _LONGEST_PAGE_S
        while True:
            try:
                lock.acquire()
                break
            except InputError:
                if self._clock.monotonic() > until:
                    raise
                self._clock.sleep(_NAP_S)
        try:
            self.close()
            forget_copy(self._data_dir, self._profile.profile_id, self._secrets)
        finally:
            lock.release()

    def close(self) -> None:
        """Let go of the file; it may be opened again."""
        with self._guard:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def _open(self) -> OpenedCopy:
        from ippay_desktop.adapters.mirror import open_copy  # noqa: PLC0415 - not always needed

        with self._guard:
            if self._is_forgotten:
                raise StorageError("The local copy was forgotten.")
            if self._opened is None:
                self._opened = open_copy(
                    self._data_dir,
                    self._profile.profile_id,
                    self._secrets,
                    is_session_only=self._is_session_only,
                )
            return self._opened
