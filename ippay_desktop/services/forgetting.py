"""Forgetting a computer: everything about a provider goes but the journal, which stays for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.station import Access

if TYPE_CHECKING:
    from ippay_desktop.services.station import Station


class ForgetService:
    """Blocks; worker threads only."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def require_possible(self) -> None:
        """Return if it may be done now.

        Raises:
            InputError: locked, not allowed, or charges are not settled: nobody else would.
            StorageError: keyring or journal refuse.
        """
        station = self._station
        station.authority.require(Task.ADMINISTER)
        for profile in station.profiles.all():
            journal, host = station.open(profile.name, Access.LOOK).journal, profile.splynx_host
            number = len(journal.open_attempts(host)) + len(journal.reversals.waiting(host))
            if number:
                raise InputError(
                    f"Charges on {profile.splynx_host} are not settled yet ({number}). Run "
                    "“reconcile” first; see “attention”. Nothing was forgotten."
                )

    def forget(self) -> int:
        """Destroy local copies with their keys, secrets, PINs, profiles and traces, in this order.

        What fails leaves what comes after it, so that it can be done again.

        Returns:
            How many profiles there were.

        Raises:
            InputError: locked, not allowed, or charges are not settled: nobody else would.
            StorageError: keyring or disk refuse.
        """
        self.require_possible()
        station = self._station
        profiles = station.profiles.all()
        for profile in profiles:
            # Its key goes first: what is left on the disk after that is noise.
            station.local_copy(profile).forget()
            station.profiles.remove(profile.name)
        station.screen_lock.wipe()
        station.authority.wipe()
        station.erase_traces()
        return len(profiles)
