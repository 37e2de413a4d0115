"""An empty journal, made once: making its tables takes longer than most tests."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.system import SystemClock


def lay_empty_journal(path: Path) -> None:
    """Put one there, as the program makes it, unless there is a journal already."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_made(), path)


@cache
def _made() -> Path:
    # Kept until the process ends, which removes its folder.
    folder = tempfile.TemporaryDirectory(prefix="journal-")
    _FOLDERS.append(folder)
    path = Path(folder.name) / FILE_NAME
    open_journal(path, clock=SystemClock()).close()
    return path


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
