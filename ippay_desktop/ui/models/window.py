"""A model that holds a window of rows, not the table: keys of all rows, and pages of a few.

A million rows as Python objects would take half a gigabyte and make every pause of the garbage
collector one that is felt. Here each row is eight bytes until it is looked at.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from ippay_desktop.ui.models.table import CellRole, Column, Index, Row, TableModel
from ippay_desktop.ui.text import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ippay_desktop.ui.states import Shown

T = TypeVar("T")
PAGE = 200
_KEPT_PAGES = 10
_WAITING = "…"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a window by number; their keys, which may be a million, are only read when needed.

    Attributes:
        ranges: First and last number of neighbouring rows, in order.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    # The window's own, never changed once made.
    _all: array[int] = field(default_factory=lambda: array("q"))

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(last - first + 1 for first, last in self.ranges)

    def keys(self) -> array[int]:
        """Their keys, in order, as far as they are known. Any thread; not the window's for many."""
        found = array("q")
        for first, last in self.ranges:
            found.extend(self._all[first : last + 1])
        return found


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """What a list is at one moment.

    Attributes:
        keys: Of the rows, in order; only the first ones while `is_whole` is False.
        count: How many rows there are in all.
        pages: Rows that came along, by page number.
        selected: Rows that were selected before and are still there, as ranges of numbers.
    """

    keys: array[int]
    count: int
    is_whole: bool
    pages: Mapping[int, Sequence[Row[T] | None]] = field(default_factory=dict)
    selected: Sequence[tuple[int, int]] = ()


def ranges_of(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as ranges of first and last."""
    first = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


class WindowModel(TableModel[T]):
    """A `TableModel` that can also show a window. Window's thread only.

    Signals:
        page_asked: A page is being painted that is not here; its number.
        sort_asked: Another order, a column and a `Qt.SortOrder`; only while it shows a window.
    """

    page_asked = Signal(int)
    sort_asked = Signal(int, Qt.SortOrder)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._window: Window[T] | None = None
        self._pages: OrderedDict[int, Sequence[Row[T] | None]] = OrderedDict()
        # Shown until their successors come, so that a refresh does not flicker.
        self._old: dict[int, Sequence[Row[T] | None]] = {}
        self._asked: set[int] = set()

    @property
    def is_window(self) -> bool:
        """Whether rows come by page."""
        return self._window is not None

    @property
    @override
    def rows(self) -> tuple[Row[T], ...]:
        """All rows; of a window, those that are here."""
        if self._window is None:
            return self._rows
        here = (row for page in sorted(self._pages) for row in self._pages[page])
        return tuple(row for row in here if row is not None)

    @override
    def set_rows(self, rows: Sequence[Row[T]]) -> bool:
        if self._window is not None:
            self.beginResetModel()
            self._forget()
            self._rows = self._in_order(rows)
            self.endResetModel()
            return True
        return super().set_rows(rows)

    def show_window(self, window: Window[T]) -> bool:
        """Show a window; returns whether rows moved, which loses the view's selection."""
        shown = self._window
        if shown is not None and shown.count == window.count and shown.keys == window.keys:
            self._window = window
            self._renew(window)
            return False
        is_rest = (
            shown is not None
            and not shown.is_whole
            and shown.count == window.count
            and shown.keys == window.keys[: len(shown.keys)]
        )
        if is_rest:
            # The rest of what is shown already: nothing moves.
            self._window = window
            return bool(window.selected)
        self.beginResetModel()
        self._forget()
        self._rows = ()
        self._window = window
        self._pages.update(window.pages)
        self.endResetModel()
        return True

    def _forget(self) -> None:
        self._window = None
        self._pages.clear()
        self._old.clear()
        self._asked.clear()

    def _renew(self, window: Window[T]) -> None:
        self._old = dict(self._pages)
        self._pages.clear()
        self._pages.update(window.pages)
        self._asked.clear()
        self._repaint(0, window.count - 1)

    def _repaint(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def put_page(self, number: int, rows: Sequence[Row[T] | None]) -> None:
        """Take a page that was asked for."""
        self._asked.discard(number)
        self._old.pop(number, None)
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        first = number * PAGE
        self._repaint(first, min(first + len(rows), self.rowCount()) - 1)

    def change_rows(self, change: Callable[[Row[T]], Row[T]]) -> None:
        """Change the rows that are here, such as when more is known of them."""
        for number, rows in list(self._pages.items()):
            changed = [None if row is None else change(row) for row in rows]
            if changed != list(rows):
                self.put_page(number, changed)

    def page_keys(self, number: int) -> array[int]:
        """Keys of a page's rows; none while they are not known."""
        if self._window is None:
            return array("q")
        return self._window.keys[number * PAGE : (number + 1) * PAGE]

    def chosen(self, ranges: Iterable[tuple[int, int]]) -> Chosen:
        """Rows of the window given as ranges of first and last number; none of a live list."""
        return Chosen() if self._window is None else Chosen(tuple(ranges), self._window.keys)

    @override
    def row_at(self, index: Index) -> Row[T] | None:
        if self._window is None:
            return super().row_at(index)
        return self.row_number(index.row())

    def row_number(self, number: int) -> Row[T] | None:
        """A row of the window if it is here; else it is asked for."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            rows = self._old.get(page, ())
        return rows[place] if place < len(rows) else None

    def _ask(self, page: int) -> None:
        if page not in self._asked and self._window is not None:
            self._asked.add(page)
            self.page_asked.emit(page)

    @override
    def number_of(self, key: str) -> int | None:
        if self._window is None:
            return super().number_of(key)
        return next(
            (
                page * PAGE + place
                for page, rows in self._pages.items()
                for place, row in enumerate(rows)
                if row is not None and row.key == key
            ),
            None,
        )

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if self._window is None or parent.isValid():
            return super().rowCount(parent)
        return self._window.count

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if self._window is None or not index.isValid():
            return super().data(index, role)
        if role == _DISPLAY:
            return self.painted(index)[0] or None
        row, column = self.row_number(index.row()), index.column()
        if row is None:
            return None
        if role == CellRole.SHOWN:
            return row.shown.get(column)
        return self._told(row, column, role)

    @override
    def painted(self, index: Index) -> tuple[str, Shown | None]:
        if self._window is None:
            return super().painted(index)
        row, column = self.row_number(index.row()), index.column()
        if row is None:
            return ("" if column else _WAITING), None
        return whole(row.texts[column]), row.shown.get(column)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._window is None:
            super().sort(column, order)
        elif 0 <= column < len(self.columns):
            # Kept for the day when the list is read live again.
            self._sorted_by = (column, order)
            self.sort_asked.emit(column, order)
