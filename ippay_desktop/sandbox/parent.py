"""Tells whether the process that started the sandbox is still there."""

import os
import sys


def is_alive(pid: int) -> bool:
    """Tell whether a process exists.

    A parent that has died but was not yet waited for counts as gone, because its children have
    another parent by then.
    """
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class ParentWatch:
    """Remembers whether the process was our own parent, to notice when we are orphaned."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._was_parent = os.getppid() == pid

    def is_gone(self) -> bool:
        """Tell whether the process is gone."""
        if self._was_parent and os.getppid() != self._pid:
            return True
        return not is_alive(self._pid)


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE = 0x0010_0000
    _STILL_RUNNING = 0x102

    def _is_alive_on_windows(pid: int) -> bool:
        # os.kill(pid, 0) would end the process on Windows.
        handle = ctypes.windll.kernel32.OpenProcess(_SYNCHRONIZE, 0, pid)
        if not handle:
            return False
        state = ctypes.windll.kernel32.WaitForSingleObject(handle, 0)
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(state == _STILL_RUNNING)
