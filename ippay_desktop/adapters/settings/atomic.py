"""Replacing a small file as a whole: after a power failure it is the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ippay_desktop.adapters.system import flush_folder


def write_private(path: Path, content: bytes) -> None:
    """Replace a file that only this user may read; makes its folder if need be.

    Raises:
        OSError: the disk refuses; the old file is untouched.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # made with 0600
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
