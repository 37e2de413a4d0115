"""Tables as CSV and as JSON, row by row."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ippay_desktop.domain.cells import safe_cell
from ippay_desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ippay_desktop.domain.tables import Cell, TableColumn


def write_csv(path: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with its mark, so that spreadsheets know it; no text begins a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe_cell(column.heading) for column in columns])
        for row in rows:
            writer.writerow([_text(cell) for cell in row])


def write_json(path: Path, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> None:
    """One array with one object a line; money is a decimal string."""
    names = [column.name for column in columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        separator = "\n"
        for row in rows:
            values = _nested(zip(names, map(_value, row), strict=True))
            file.write(separator + json.dumps(values, ensure_ascii=False))
            separator = ",\n"
        file.write("\n]\n")


def _nested(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Objects of objects: "document.id" is the id in "document"."""
    values: dict[str, object] = {}
    inner: dict[str, dict[str, object]] = {}
    for name, value in pairs:
        head, point, tail = name.partition(".")
        if point:
            values[head] = inner.setdefault(head, {})
            inner[head][tail] = value
        else:
            values[name] = value
    return values


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return safe_cell(cell)
    value = _value(cell)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _value(cell: Cell) -> str | int | bool | None:
    if isinstance(cell, Money):
        return cell.text()
    if isinstance(cell, datetime):
        if cell.tzinfo is None:
            return cell.isoformat(sep=" ", timespec="seconds")
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return cell.isoformat() if isinstance(cell, date) else cell
