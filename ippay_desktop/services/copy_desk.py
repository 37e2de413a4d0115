"""One profile's local copy as both faces use it: to read from, and to renew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ippay_desktop.domain.local_copy import LocalCopy
    from ippay_desktop.services.synchronising import Synchroniser, SyncProgress


class CopyDesk(Protocol):
    """A profile's copy. Opened at the first use; blocks, so never on the window's thread."""

    @property
    def reader(self) -> LocalCopy:
        """Lists and searches.

        Raises:
            StorageError: the file can neither be used nor made anew.
        """

    def renewal(
        self,
        on_progress: Callable[[SyncProgress], None],
        is_stopped: Callable[[], bool],
    ) -> AbstractContextManager[Synchroniser]:
        """Hold the copy to renew it; one program at a time may.

        Raises:
            InputError: another program renews it just now.
            StorageError: the file can neither be used nor made anew.
        """

    def forget(self) -> None:
        """Destroy the copy, its key first.

        Raises:
            StorageError: the keyring or the disk refused.
        """
