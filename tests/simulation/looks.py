"""Commands that only look while the window holds the journal: each leaves a note beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.adapters.looks import LookNotes
from ippay_desktop.services.auditing import Deed, NotingAudit

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.ports import IdSource, Journal
    from ippay_desktop.domain.profile import Profile
    from tests.simulation.station import Station


class _Told:
    """Ids for the notes of looks, each told to the world."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def new_id(self) -> str:
        """An id that the auditor will look for."""
        made = self._station.world.dice.hexadecimal(*self._station.next_step("look"))
        self._station.note("looked", note=made)
        return made


class Looks:
    """The looks of one station that wait for its journal."""

    def __init__(self, station: Station, folder: Path) -> None:
        self._station = station
        self._ids: IdSource = _Told(station)
        self._notes = LookNotes(folder, None)

    def look(self, profile: Profile) -> None:
        """Somebody types a command that shows a customer, if the seed says so."""
        station = self._station
        if station.world.faults.happens("staff.look", 0.04, *station.next_step("looks")):
            audit = NotingAudit(
                self._notes.keep,
                profile,
                station.clock,
                self._ids,
                operator="staff",
                station=station.name,
            )
            audit.note(Deed.SAW, "customer:1")

    def move_into(self, journal: Journal) -> None:
        """Take them in, as the program does when it opens the journal."""
        self._notes.move_into(journal)
