"""Files that the window writes: as a whole or not at all, readable by this user only."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs: what would begin a formula gets an apostrophe before it.

    Source: OWASP, "CSV Injection". Spaces before the sign are looked through, as some programs
    drop them.
    """
    is_formula = text.startswith(_STARTS_FORMULA) or text.lstrip().startswith(_STARTS_FORMULA)
    return f"'{text}" if is_formula else text


def csv_content(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets and mail merges: UTF-8 with its mark, every cell safe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (heading, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
