"""What a command works with."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from ippay_desktop.cli.interrupts import Interrupts
from ippay_desktop.cli.output import Output
from ippay_desktop.services.station import Access, Station

if TYPE_CHECKING:
    from ippay_desktop.services.workspace import Workspace

_LEFT_BEHIND = (
    "1 charge was left on its way by a program that ended; run “reconcile” to find out about it.",
    "{} charges were left on their way by a program that ended; run “reconcile” to find out about "
    "them.",
)


@dataclass(frozen=True, slots=True)
class Context:
    """One command's options and surroundings."""

    options: Namespace
    station: Station
    output: Output
    interrupts: Interrupts
    stdin: TextIO

    def open(self, access: Access) -> Workspace:
        """The chosen profile's workspace; tells of what a dead process left behind.

        Raises:
            InputError: no such profile, or another copy of the program holds the folder.
            StorageError: keyring or journal cannot be used.
        """
        workspace = self.station.open(self.options.profile, access)
        number = len(self.station.left_behind())
        if number:
            self.output.say(_LEFT_BEHIND[number > 1].format(number))
        return workspace
