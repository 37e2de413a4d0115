"""What the two faces need of the composition root: profiles, and workspaces to work in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.notices import NoticeBoard
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.domain.tables import FileStore
    from ippay_desktop.services.authority import StationAuthority
    from ippay_desktop.services.copy_desk import CopyDesk
    from ippay_desktop.services.locking import LockService
    from ippay_desktop.services.profiles import ProfileService
    from ippay_desktop.services.workspace import Workspace


class Access(StrEnum):
    """How a workspace's journal is opened.

    LOOK reads only, beside a program that holds the data folder. MONEY holds the data folder
    exclusively, as whoever may charge or settle must.
    """

    LOOK = "look"
    MONEY = "money"


class Station(Protocol):
    """One data folder on this computer. Blocking; not for the window's thread."""

    @property
    def data_dir(self) -> Path:
        """Where everything the program writes is."""

    @property
    def profiles(self) -> ProfileService:
        """The folder's profiles."""

    @property
    def files(self) -> FileStore:
        """Where tables for other programs are saved."""

    @property
    def notices(self) -> NoticeBoard:
        """Where notices show outside the window."""

    @property
    def screen_lock(self) -> LockService:
        """The lock behind which nothing that moves money starts."""

    @property
    def authority(self) -> StationAuthority:
        """What the person at this station may do."""

    @property
    def secrets_note(self) -> str | None:
        """Why secrets are forgotten when the program ends; None when they are kept."""

    def open(self, profile_name: str | None, access: Access) -> Workspace:
        """Put a profile's workspace together.

        Raises:
            InputError: no such profile, or another copy of the program holds the folder.
            StorageError: keyring or journal cannot be used.
        """

    def erase_traces(self) -> None:
        """Delete logs, settings and what the window remembers; the journal stays.

        Raises:
            StorageError: the disk refuses.
        """

    def left_behind(self) -> tuple[Attempt, ...]:
        """Charges that a dead process left unsettled, found when a workspace was opened."""

    def adopt_journal(self, profile_name: str | None) -> None:
        """Charge with a journal that was copied or restored, because a person says so.

        Raises:
            InputError: no such profile, or another copy of the program holds the folder.
            StorageError: the journal is damaged or cannot be used.
        """

    def local_copy(self, profile: Profile) -> CopyDesk:
        """A profile's local copy, opened when first used; charging has no way to it."""

    def close(self) -> None:
        """Close what was opened and let go of the data folder."""
