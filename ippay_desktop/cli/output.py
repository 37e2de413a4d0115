"""What goes to standard output and standard error, for programs or for people."""

from __future__ import annotations

import contextlib
import json
import os
import unicodedata
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_GAP = "  "
# Columns that are compared down the page, so their last digits stand under each other.
_FIGURES = frozenset({"ID", "AMOUNT", "TOTAL", "DUE", "UNPAID"})
NOTHING = "Nothing found."


class Output:
    """Two audiences: with JSON, one object per line and nothing else on standard output.

    A reader that goes away never stops a command that moves money: what cannot be written is
    dropped, and the journal holds the truth. Used by one thread.

    Attributes:
        is_json: Whether a program reads.
        has_failed: Standard output could not take everything, and not because its reader left.
    """

    def __init__(self, stdout: TextIO, stderr: TextIO, *, is_json: bool = False) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self._is_broken = False
        self.is_json = is_json
        self.has_failed = False

    def event(self, fields: Mapping[str, object], text: str | None = None) -> None:
        """One object for programs; the text, if any, for people."""
        if self.is_json:
            # ASCII only: a pipe's encoding differs by platform and must not change a name.
            self._put(json.dumps(fields, separators=(",", ":")))
        elif text is not None:
            self._put(_printable(text))

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Aligned columns for people; programs get each row as an event."""
        if self.is_json:
            return
        lines = [list(headers), *([_flat(cell) for cell in row] for row in rows)]
        if len(lines) == 1:
            self._put(NOTHING)
            return
        widths = [max(map(_places, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = map(_padded, line, widths, (header in _FIGURES for header in headers))
            self._put(_GAP.join(cells).rstrip())

    def say(self, text: str) -> None:
        """A sentence beside the results, on standard error."""
        with contextlib.suppress(OSError, ValueError):
            self._stderr.write(f"{_printable(text)}\n")
            self._stderr.flush()

    def raw(self, text: str) -> None:
        """A ready text for people, such as CSV; nothing for programs."""
        if not self.is_json:
            self._put(text)

    def settle(self) -> None:
        """Keep the interpreter from stumbling over a broken stream when it exits."""
        if not self._is_broken:
            return
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)

    def _put(self, line: str) -> None:
        if self._is_broken:
            return
        try:
            self._stdout.write(f"{line}\n")
            self._stdout.flush()
        except BrokenPipeError:
            self._is_broken = True
        except (OSError, ValueError):
            self._is_broken = self.has_failed = True


def _flat(cell: str) -> str:
    """One line for a cell."""
    return _printable(" ".join(cell.split()))


def _padded(cell: str, width: int, is_figure: bool) -> str:  # noqa: FBT001
    room = " " * (width - _places(cell))
    return room + cell if is_figure else cell + room


def _places(text: str) -> int:
    """How many places of a terminal's line a text takes: names are of every script."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "FW" else 1
        for one in text
    )


def _printable(text: str) -> str:
    """Without what would move a terminal's cursor or change its colours: names are foreign."""
    return "".join(
        character if character.isprintable() or character == "\n" else " " for character in text
    )
