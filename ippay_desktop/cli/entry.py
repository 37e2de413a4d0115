"""One command from its words to its exit code; the only place where errors become sentences."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from ippay_desktop.cli import commands, parser
from ippay_desktop.cli.context import Context
from ippay_desktop.cli.exits import Exit, exit_for_error
from ippay_desktop.cli.inputs import refuse_card_numbers
from ippay_desktop.cli.interrupts import Interrupts
from ippay_desktop.cli.objects import error_object
from ippay_desktop.cli.output import Output
from ippay_desktop.cli.trouble import ChargeUnderWayError
from ippay_desktop.domain.charge import MoneyTaken
from ippay_desktop.domain.errors import ErrorKind, InputError, IPpayDesktopError

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
_INTERRUPTED = "Stopped before anything was sent."


class Root(Protocol):
    """What the composition root does for the command line."""

    def station(self, data_dir: Path | None, *, is_verbose: bool) -> Station:
        """The data folder, with its log."""

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
    interrupts = Interrupts()
    try:
        with interrupts.installed():
            code = _guarded(output, lambda: _carry_out(arguments, root, output, interrupts))
    finally:
        output.settle()
    return int(Exit.TROUBLE if output.has_failed else code)


def _carry_out(arguments: Sequence[str], root: Root, output: Output, interrupts: Interrupts) -> int:
    refuse_card_numbers(arguments)
    options = parser.parse(arguments)
    if options.command == "sandbox":
        return root.sandbox(options)
    if options.command in parser.NOT_YET:
        raise InputError(f"“{options.command}” is not yet in this version.")
    station = root.station(options.data_dir, is_verbose=options.verbose)
    try:
        if options.command is None:
            return root.window(station, options.profile)
        if options.command == "demo":
            return root.demo(station, options)
        context = Context(options, station, output, interrupts, sys.stdin)
        # Only inside, where the log is set up, is there a place for the details.
        return _guarded(output, lambda: commands.COMMANDS[options.command](context))
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
    except Exception as error:  # noqa: BLE001 - the command's boundary: staff get a sentence, the log the rest
        _log.exception("command_failed")
        return _end(output, error, ErrorKind.INVARIANT, _UNFORESEEN)


def _end(output: Output, error: Exception, kind: ErrorKind, message: str) -> Exit:
    is_late = isinstance(error, ChargeUnderWayError)
    _tell(output, kind, message, MoneyTaken.BEING_CHECKED if is_late else MoneyTaken.NO)
    return Exit.TROUBLE if is_late else exit_for_error(error)


def _tell(output: Output, kind: ErrorKind, message: str, taken: MoneyTaken) -> None:
    output.event(error_object(kind, message, taken))
    output.say(message)
    if taken is MoneyTaken.BEING_CHECKED:
        output.say("Was money taken? Being checked: don't charge again, run “reconcile”.")
