"""The one table model: immutable rows of prepared strings under a fixed list of columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ippay_desktop.ui.states import Shown
from ippay_desktop.ui.text import literal, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

# Absolute: decimals stay under each other where words run from right to left.
_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
# Rows are frozen.
_put = object.__setattr__
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_READ_OUT = int(Qt.ItemDataRole.AccessibleTextRole)


class CellRole(IntEnum):
    """What a cell gives beyond its text."""

    SHOWN = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and behaviour.

    Attributes:
        is_number: Right-aligned, so that decimals line up.
        stretches: Takes what width is left over.
        is_prose: A name or a sentence, which may be cut in a narrow window; figures never are.
        width: Pixels at first; of a column that stretches, what names give way to.
        is_extra: Shown only to whoever asks for it in the header's menu.
    """

    title: str
    width: int = 120
    is_number: bool = False
    stretches: bool = False
    is_prose: bool = False
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One row, ready to paint.

    Attributes:
        key: Identity across refreshes; selection and scrolling hold on to it.
        texts: One per column.
        value: What the row stands for.
        shown: States by column number; painted as icon, word and colour.
        order: What to sort by where the text would sort wrongly (amounts, dates), by column.
    """

    key: str
    texts: tuple[str, ...]
    value: T
    shown: dict[int, Shown] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)

    def sort_key(self, column: int) -> tuple[int, str]:
        """What the row sorts by in a column; the text decides between equals."""
        return self.order.get(column, 0), self.texts[column].casefold()


class LaterRow(Row[T]):
    """A row that is put into words when somebody first looks: of a long table, few ever are.

    Attributes:
        key, value: Known from the start; everything else is made, once, of the value.
    """

    __slots__ = ("_made", "_make")

    _make: Callable[[T], Row[T]]
    _made: Row[T] | None

    def __init__(self, key: str, value: T, make: Callable[[T], Row[T]]) -> None:
        # One by one: a run makes thousands of them while its window waits to be painted.
        _put(self, "key", key)
        _put(self, "value", value)
        _put(self, "_make", make)
        _put(self, "_made", None)

    @override
    def __eq__(self, other: object) -> bool:
        """Whether it says the same; told by the values, as words would have to be made first."""
        if not isinstance(other, LaterRow):
            return NotImplemented
        return self is other or (self.key == other.key and self.value == other.value)

    __hash__ = None  # type: ignore[assignment]  # as of any row: its words are in dicts

    @property
    def texts(self) -> tuple[str, ...]:
        """One per column."""
        return self._whole().texts

    @property
    def shown(self) -> dict[int, Shown]:
        """States by column number."""
        return self._whole().shown

    @property
    def order(self) -> dict[int, int]:
        """What to sort by, by column."""
        return self._whole().order

    def _whole(self) -> Row[T]:
        made = self._made
        if made is None:
            made = self._make(self.value)
            _put(self, "_made", made)
        return made


class TableModel(QAbstractTableModel, Generic[T]):
    """Rows under columns. Window's thread only."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row[T], ...] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row[T], ...]:
        """The rows as they stand, in order."""
        return self._rows

    def set_rows(self, rows: Sequence[Row[T]]) -> bool:
        """Show other rows; if only their contents changed, nothing moves.

        Returns:
            Whether rows moved, came or went.
        """
        ordered = self._in_order(rows)
        pairs = enumerate(zip(self._rows, ordered, strict=False))
        others = [number for number, (old, new) in pairs if old is not new]
        is_in_place = len(ordered) == len(self._rows) and all(
            ordered[number].key == self._rows[number].key for number in others
        )
        if is_in_place:
            self._update(ordered, others)
            return False
        self.beginResetModel()
        self._rows = ordered
        self.endResetModel()
        return True

    def _update(self, rows: tuple[Row[T], ...], others: list[int]) -> None:
        before, self._rows = self._rows, rows
        last = len(self.columns) - 1
        for number in others:
            if before[number] != rows[number]:
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))

    def _in_order(self, rows: Sequence[Row[T]]) -> tuple[Row[T], ...]:
        if self._sorted_by is None:
            return tuple(rows)
        column, order = self._sorted_by
        is_down = order is Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=lambda row: row.sort_key(column), reverse=is_down))

    def row_at(self, index: Index) -> Row[T] | None:
        """The row of an index; None when it points nowhere."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def number_of(self, key: str) -> int | None:
        """Where a row is now."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), None)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _DISPLAY:
            return self.painted(index)[0]
        if role == CellRole.SHOWN:
            return row.shown.get(column)
        return self._told(row, column, role)

    def painted(self, index: Index) -> tuple[str, Shown | None]:
        """What a cell looks like: its text, or a state instead of it.

        All of it in one call: Qt asks for seven roles a cell, and for each of them Python's lock
        would be waited for while a run's workers have it.
        """
        row, column = self._rows[index.row()], index.column()
        # Copying and saving take the text as it is.
        return whole(row.texts[column]), row.shown.get(column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where a column's texts stand."""
        return _RIGHT if self.columns[column].is_number else _LEFT

    def _told(self, row: Row[T], column: int, role: int) -> object:
        """What a cell gives beyond its text and state."""
        if role == _ALIGNMENT:
            return int(self.alignment(column))
        return self._spoken(row, column, role)

    def _spoken(self, row: Row[T], column: int, role: int) -> str | None:
        """What a tooltip and a screen reader say."""
        if role == _TIP:
            return literal(row.texts[column])
        if role == _READ_OUT:
            return f"{self.columns[column].title}: {whole(row.texts[column])}"
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        return int(self.alignment(section)) if role == _ALIGNMENT else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self._sorted_by = (column, order)
        ordered = self._in_order(self._rows)
        if ordered != self._rows:
            self.beginResetModel()
            self._rows = ordered
            self.endResetModel()
