"""Exit codes: what each means, and which one a result or an error deserves.

=====  ==========================================================================================
0      all that was asked for is done, or there was nothing to do
1      our bug or the machine's trouble (`StorageError`, `InvariantError`, anything unforeseen)
2      refused before anything was sent: every other error that ends a command
3      finished; some rows were declined, skipped, or provably not sent
4      something this command did waits in `attention`
5      the run stopped itself or was paused; the rest was not sent
=====  ==========================================================================================

An error ends a command before its first charge: once a charge is under way, trouble becomes its
outcome and the command finishes with a summary. So a Splynx out of reach, a refused key, a missing
permission and an answer that broke the contract are all 2, as much as a typing error: nothing was
sent to the gateway, and whoever started the command may mend the cause and start it again. 3 is
kept for charges that exist and were not sent, as when the gateway is out of reach. A keyring that
refuses is 2 although it is this computer's: the command can be repeated once it is unlocked.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InvariantError, IPpayDesktopError, StorageError
from ippay_desktop.services.profiles import KeyringRefusedError

if TYPE_CHECKING:
    from ippay_desktop.services.tally import Tally


class Exit(IntEnum):
    """The process's exit code."""

    DONE = 0
    TROUBLE = 1
    REFUSED = 2
    PARTLY = 3
    WAITING = 4
    STOPPED = 5


_FIRST_MATCH_WINS: tuple[tuple[type[IPpayDesktopError], Exit], ...] = (
    (KeyringRefusedError, Exit.REFUSED),
    (StorageError, Exit.TROUBLE),
    (InvariantError, Exit.TROUBLE),
    (IPpayDesktopError, Exit.REFUSED),
)


def exit_for_error(error: BaseException) -> Exit:
    """The code of a command that ended with an error."""
    for kind, code in _FIRST_MATCH_WINS:
        if isinstance(error, kind):
            return code
    return Exit.TROUBLE


def exit_for_counts(counts: Tally, *, is_stopped: bool = False) -> Exit:
    """The code of a command that finished or was stopped; when several fit, 4, then 5, then 3."""
    if counts.being_checked or counts.unrecorded:
        return Exit.WAITING
    if is_stopped:
        return Exit.STOPPED
    if counts.declined or counts.skipped or counts.not_sent:
        return Exit.PARTLY
    return Exit.DONE
