"""Files that people ask for: refused where they make no sense, else written whole or not at all."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from ippay_desktop.adapters.atomic import replacing, write_private
from ippay_desktop.adapters.tables.texts import write_csv, write_json
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.tables import TableFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ippay_desktop.domain.tables import Cell, TableColumn

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class LocalFiles:
    """Implements `domain.tables.FileStore` on this computer's disks."""

    def __init__(self, data_dir: Path) -> None:
        """Spare the program's own files.

        Args:
            data_dir: Where no JSON is replaced by a table: it may be the settings.
        """
        self._data_dir = data_dir

    def write_private(self, path: Path, content: bytes) -> None:
        """Replace a small file as a whole."""
        write_private(path, content)

    def save_table(
        self, path: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]
    ) -> int:
        """Write a table in the format that the name asks for; how many rows it has."""
        write = _writer(TableFormat.of(path))
        target = self._target(path)
        counted = _Counted(rows)
        try:
            with replacing(target) as draft:
                write(draft, columns, counted)
        except OSError as error:
            if error.errno in _FORBIDDEN:
                raise InputError(
                    f"You may not write in {target.parent}. Choose another folder."
                ) from error
            raise StorageError(
                f"{target.name} could not be written ({error.strerror or error}). Nothing was "
                "changed; check the disk's free space."
            ) from error
        return counted.number

    def _target(self, path: Path) -> Path:
        target = path.expanduser().absolute().resolve()
        if not target.parent.is_dir():
            raise InputError(f"There is no folder {target.parent}. Make it, or choose another.")
        if target.exists() and not target.is_file():
            raise InputError(f"{target} is no file that could be replaced. Choose another name.")
        is_ours = target.is_relative_to(self._data_dir.resolve()) and target.suffix == ".json"
        if is_ours and target.exists():
            raise InputError(f"{target} may be a file of the program's own. Choose another name.")
        return target


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.number += 1
            yield row


def _writer(
    kind: TableFormat,
) -> Callable[[Path, Sequence[TableColumn], Iterable[Sequence[Cell]]], None]:
    if kind is TableFormat.XLSX:
        # Only who writes a spreadsheet loads its library.
        from ippay_desktop.adapters.tables.spreadsheet import write_xlsx  # noqa: PLC0415

        return write_xlsx
    return write_json if kind is TableFormat.JSON else write_csv
