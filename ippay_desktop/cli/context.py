"""What a command works with."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

from ippay_desktop.cli.interrupts import Interrupts
from ippay_desktop.cli.output import Output
from ippay_desktop.domain.errors import InputError
from ippay_desktop.services.connection import ConnectionService
from ippay_desktop.services.reconciliation import AttentionService
from ippay_desktop.services.station import Access, Station

if TYPE_CHECKING:
    from ippay_desktop.services.workspace import Workspace

_LEFT_BEHIND = (
    "1 charge was left on its way by a program that ended; run “reconcile” to find out about it.",
    "{} charges were left on their way by a program that ended; run “reconcile” to find out about "
    "them.",
)
_NOT_SETTLED = (
    "1 charge is not settled yet; see “attention”, or run “reconcile”.",
    "{} charges are not settled yet; see “attention”, or run “reconcile”.",
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
        """The chosen profile's workspace; tells of what is not settled.

        Raises:
            InputError: no such profile, or another copy of the program holds the folder.
            StorageError: keyring or journal cannot be used.
        """
        workspace = self.station.open(self.options.profile, access)
        abandoned = {attempt.id for attempt in self.station.left_behind()}
        waiting = {attempt.id for attempt in AttentionService(workspace).open_attempts()}
        self._say_number(_LEFT_BEHIND, len(abandoned))
        self._say_number(_NOT_SETTLED, len(waiting - abandoned))
        return workspace

    def open_to_charge(self, access: Access) -> Workspace:
        """As `open`; a profile that was never checked is checked now, once.

        Raises:
            InputError: something about the connection is not right; nothing may be charged.
            AuthenticationError: Splynx refuses our key or secret.
        """
        workspace = self.open(access)
        if workspace.profile.labels_hash is not None:
            return workspace
        workspace.billing.probe()
        service = ConnectionService(workspace)
        for result in service.check():
            if result.is_in_the_way:
                raise InputError(
                    f"Before the first charge the connection is checked. {result.message}"
                )
        confirmed = service.confirmed_profile()
        self.station.profiles.save(confirmed)
        self.output.say("The connection was checked, and the payment account's fields are stored.")
        return replace(workspace, profile=confirmed)

    def _say_number(self, sentences: tuple[str, str], number: int) -> None:
        if number:
            self.output.say(sentences[number > 1].format(number))
