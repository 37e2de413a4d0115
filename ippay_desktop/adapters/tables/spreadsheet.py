"""Tables as spreadsheets: amounts are numbers, dates are dates, and no text is ever a formula."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.money import Money, currency_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from ippay_desktop.domain.tables import Cell, TableColumn

# Source: Microsoft, "Excel specifications and limits".
_MOST_ROWS = 1_048_575
_LONGEST_TEXT = 32_767
_MOMENT, _DAY = "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"


def write_xlsx(path: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> None:
    """One sheet, written row by row; its library's own drafts lie beside the file.

    Raises:
        InputError: there are more rows than a sheet takes.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        writer = _SheetWriter(book, sheet)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.heading, bold)
        for line, row in enumerate(rows, 1):
            if line > _MOST_ROWS:
                raise InputError(
                    f"A spreadsheet takes {_MOST_ROWS:,} rows. Save as .csv, or choose less."
                )
            writer.write(line, row)


class _SheetWriter:
    """Writes cells, each by its own kind: never by what its text looks like."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._money: dict[str, Format] = {}
        self._moment = book.add_format({"num_format": _MOMENT})
        self._day = book.add_format({"num_format": _DAY})

    def write(self, line: int, row: Sequence[Cell]) -> None:
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(line, number, cell[:_LONGEST_TEXT])
            elif isinstance(cell, Money):
                # Exact: a cell holds sixteen digits, an amount has at most as many.
                self._sheet.write_number(line, number, cell.decimal(), self._format(cell.currency))
            elif isinstance(cell, bool):
                self._sheet.write_boolean(line, number, cell)
            elif isinstance(cell, int):
                self._sheet.write_number(line, number, cell)
            elif isinstance(cell, datetime):
                moment = cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
                self._sheet.write_datetime(line, number, moment, self._moment)
            elif isinstance(cell, date):
                self._sheet.write_datetime(line, number, cell, self._day)

    def _format(self, currency: str) -> Format:
        if currency not in self._money:
            decimals = "0" * currency_digits(currency)
            point = f".{decimals}" if decimals else ""
            words = f'#,##0{point} "{currency}"'
            self._money[currency] = self._book.add_format({"num_format": words})
        return self._money[currency]
