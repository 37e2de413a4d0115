"""Files that the window writes: as a whole or not at all, readable by this user only."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ippay_desktop.domain.cells import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def write_private(path: Path, content: bytes) -> None:
    """Replace a file as a whole. Blocks; worker threads only.

    Raises:
        OSError: the disk refuses; the old file is untouched.
    """
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


def csv_content(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets and mail merges: UTF-8 with its mark, every cell safe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (heading, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
