"""What a process that knows secrets asks of the system: private files, no image of its memory."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger(__name__)

_PRIVATE = 0o077
# Source: linux/prctl.h.
_PR_SET_DUMPABLE = 4


def guard_process() -> None:
    """Make files for this user alone, and leave no core dump; call it first of all.

    On Linux the process also becomes unreadable to other programs of the same user, debuggers
    among them, unless they run as root. Windows keeps files of a profile folder private by itself;
    its crash reports are a setting of the system and not refused here.
    """
    os.umask(_PRIVATE)
    _replace_closed_streams()
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Unix only

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _refuse_to_be_read()


def _replace_closed_streams() -> None:
    """Put nothing in the place of standard streams that whoever started us has closed.

    Their numbers would go to the next files opened, such as the journal, and what is printed into
    those; and Python itself leaves None where it found them closed.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The system gives out the lowest free number: this one, as those below are taken.
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _refuse_to_be_read() -> None:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            _log.warning("process_stays_readable errno=%d", ctypes.get_errno())
    except (OSError, AttributeError):
        _log.warning("process_stays_readable")
