"""Tables that people save as files: their cells, their formats, and the port that writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Cell: TypeAlias = str | int | bool | Money | datetime | date | None


class TableFormat(StrEnum):
    """A kind of file, by the end of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"

    @classmethod
    def of(cls, path: Path) -> TableFormat:
        """The format that a file's name asks for.

        Raises:
            InputError: its end is none of the three.
        """
        try:
            return cls(path.suffix.removeprefix(".").lower())
        except ValueError:
            ends = ", ".join(f".{kind}" for kind in cls)
            raise InputError(f"Name a file that ends in {ends}; “{path.name}” does not.") from None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        name: Key in JSON; a point makes an object: "document.id" is the id in "document".
        title: Heading in CSV and spreadsheets; the name when "".
        width: In characters, for spreadsheets.
    """

    name: str
    title: str = ""
    width: int = 12

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title or self.name


class FileStore(Protocol):
    """Files on disk, whole or not at all, readable by this user only. Blocks; worker threads only.

    An old file is replaced only when the new one is complete and flushed.
    """

    def write_private(self, path: Path, content: bytes) -> None:
        """Replace a small file.

        Raises:
            OSError: the disk refuses; the old file is untouched.
        """

    def save_table(
        self, path: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]
    ) -> int:
        """Write a table in the format that the name asks for; how many rows it has.

        Args:
            path: Of a folder that exists.
            columns: In order.
            rows: Read once, not kept; money stays exact, naive instants are told as they are.

        Raises:
            InputError: it cannot be written there; nothing was changed.
            StorageError: the disk refuses; the old file is untouched.
        """
