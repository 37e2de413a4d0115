"""One command from its words to its exit code; the only place where errors become sentences."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.cli import parser
from ippay_desktop.cli.context import Context
from ippay_desktop.cli.exits import Exit, exit_for_error
from ippay_desktop.cli.inputs import refuse_card_numbers
from ippay_desktop.cli.interrupts import Interrupts
from ippay_desktop.cli.objects import error_object
from ippay_desktop.cli.output import Output
from ippay_desktop.cli.trouble import ChargeUnderWayError, ContradictedError
from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.errors import ErrorKind, IPpayDesktopError
from ippay_desktop.domain.ports import AttemptOpenError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ippay_desktop.services.station import Station

_log = logging.getLogger(__name__)
_UNFORESEEN = (
    "Something went wrong inside this program; the log in the data folder has the details. What "
    "happened to money is in the journal: see “attention”."
)
_NOT_WRITTEN = (
    "Not all of the output could be written; is the disk full? Charges are in “history”, and what "
    "waits for evidence is in “attention”."
)
_INTERRUPTED = "Stopped before anything was sent."


class Root(Protocol):
    """What the composition root does for the command line."""

    def station(self, data_dir: Path | None, *, is_session: bool, is_verbose: bool) -> Station:
        """The data folder, with its log; for a person's session, or for a single command."""

    def window(self, station: Station, profile_name: str | None) -> int:
        """Open the window; blocks until it is closed."""

    def demo(self, station: Station, options: Namespace) -> int:
        """The window on the practice servers; blocks until it is closed."""

    def sandbox(self, options: Namespace) -> int:
        """The practice servers alone; blocks until interrupted."""


def run(arguments: Sequence[str], root: Root) -> int:
    """Carry out a command line; blocks until it is done.

    Returns:
        The exit code.

    Raises:
        SystemExit: help or version was asked for.
    """
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal cannot show must not end a command.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # or not, and caught
    output = Output(sys.stdout, sys.stderr, is_json="--json" in arguments)
    try:
        code = _guarded(output, lambda: _carry_out(arguments, root, output))
    finally:
        output.settle()
    if output.has_failed:
        output.say(_NOT_WRITTEN)
    return int(Exit.TROUBLE if output.has_failed else code)


def _carry_out(arguments: Sequence[str], root: Root, output: Output) -> int:
    refuse_card_numbers(arguments)
    options = parser.parse(arguments)
    if options.command == "sandbox":
        return root.sandbox(options)
    if options.command is None:
        return _at_station(root, options, output, lambda at: root.window(at, options.profile))
    if options.command == "demo":
        return _at_station(root, options, output, lambda at: root.demo(at, options))
    # The window, which starts without any, does not wait for the commands.
    from ippay_desktop.cli import commands  # noqa: PLC0415

    # Not for the window, which has its own way of ending.
    interrupts = Interrupts()

    def carry_out(station: Station) -> int:
        context = Context(options, station, output, interrupts, sys.stdin)
        return commands.COMMANDS[options.command](context)

    with interrupts.installed():
        return _at_station(root, options, output, carry_out)


def _at_station(
    root: Root, options: Namespace, output: Output, work: Callable[[Station], int]
) -> int:
    station = root.station(
        options.data_dir, is_session=options.command is None, is_verbose=options.verbose
    )
    try:
        # Only inside, where the log is set up, is there a place for an error's details.
        return _guarded(output, lambda: work(station))
    finally:
        station.close()


def _guarded(output: Output, work: Callable[[], int]) -> int:
    """Turn whatever ends a command into its last line and its exit code."""
    try:
        return work()
    except IPpayDesktopError as error:
        _log.info("command_refused", extra={"kind": error.kind.value})
        return _end(output, error, error.kind, str(error))
    except KeyboardInterrupt:
        _tell(output, ErrorKind.INPUT, _INTERRUPTED, MoneyTaken.NO)
        return Exit.STOPPED
    except Exception as error:  # noqa: BLE001 - the boundary: a sentence here, the rest in the log
        _log.exception("command_failed")
        return _end(output, error, ErrorKind.INVARIANT, _UNFORESEEN)


def _end(output: Output, error: Exception, kind: ErrorKind, message: str) -> Exit:
    is_late = isinstance(error, ChargeUnderWayError)
    # A refusal because of an earlier charge must not read as "no money was taken" for that one.
    is_unclear = is_late or isinstance(error, (AttemptOpenError, ContradictedError))
    _tell(output, kind, message, MoneyTaken.BEING_CHECKED if is_unclear else MoneyTaken.NO)
    return Exit.TROUBLE if is_late else exit_for_error(error)


def _tell(output: Output, kind: ErrorKind, message: str, taken: MoneyTaken) -> None:
    output.event(error_object(kind, message, taken))
    output.say(message)
    if taken is MoneyTaken.BEING_CHECKED:
        output.say("Was money taken? Being checked: don't charge again, run “reconcile”.")
