"""Replacing a file as a whole: after a power failure it is the old one or the new one."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.adapters.system import flush_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIVATE = 0o600


def write_private(path: Path, content: bytes) -> None:
    """Replace a small file that only this user may read; makes its folder if need be.

    Raises:
        OSError: the disk refuses; the old file is untouched.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(path) as draft:
        draft.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives the place of a draft; when the block ends well, it takes the file's place.

    The draft is alone in a folder beside the file that only this user may enter, where a library
    may put files of its own too. Nothing of it remains, however the block ends.

    Raises:
        OSError: the disk refuses; the old file is untouched.
    """
    folder = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))  # made with 0700
    try:
        draft = folder / path.name
        yield draft
        draft.chmod(_PRIVATE)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    flush_folder(path.parent)
