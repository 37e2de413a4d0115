"""The one table view: calm rows, states as icon and word, nothing that jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ippay_desktop.ui import icons
from ippay_desktop.ui.models.window import Chosen, Window, WindowModel
from ippay_desktop.ui.text import label, tr, whole
from ippay_desktop.ui.theme import FONT_TINY, ROW_HEIGHT, current, ink
from ippay_desktop.ui.widgets.room import is_low

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ippay_desktop.ui.models.table import Row, TableModel
    from ippay_desktop.ui.states import Shown

T = TypeVar("T")

# More selected rows than this are counted and charged by key, not looked at one by one.
_MOST_SEEN = 2_000
# Rows that are seen at least: a low window scrolls as a whole, and may keep more for its tables.
_LEAST_ROWS, _LOW_ROWS = 2, 5
_ICON, _GAP, _PAD, _BORDER = 16, 6, 11, 2
# Said once: each of these words costs a call, and a screenful has two hundred cells.
_CELL = QStyle.ControlElement.CE_ItemViewItem
_HAS_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_AS_SAID = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def two_lines(words: str, font: QFont, width: int) -> list[str]:
    """Words broken into at most two lines of so many pixels; what is left over is elided."""
    layout = QTextLayout(words, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    metrics, end = QFontMetrics(font), Qt.TextElideMode.ElideRight
    parts = (words[:first].rstrip(), words[first:].lstrip())
    return [metrics.elidedText(part, end, width) for part in parts if part]


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: its text, or a state's icon and word, both in the state's colour."""

    def __init__(self, model: TableModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text, shown = self._model.painted(index)
        if shown is None:
            # What Qt's own `initStyleOption` does with a model that gives a text and its place.
            option.text = text.replace("\n", "\N{LINE SEPARATOR}")
            option.features = _HAS_TEXT
            option.displayAlignment = self._model.alignment(index.column())
        widget = option.widget
        widget.style().drawControl(_CELL, option, painter, widget)
        if shown is not None:
            self._paint_state(painter, option, shown)

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem, shown: Shown) -> None:
        colour = ink(shown.tone).text
        box = option.rect.adjusted(_PAD, 0, -_PAD, -_BORDER)
        top = box.top() + (box.height() - _ICON) // 2
        # The icon stands where reading begins, the words go on from there.
        at = QStyle.visualRect(option.direction, box, QRect(box.left(), top, _ICON, _ICON))
        painter.drawPixmap(at, icons.pixmap(shown.icon, colour, _ICON))
        painter.save()
        painter.setPen(QColor(colour))
        words = QStyle.visualRect(option.direction, box, box.adjusted(_ICON + _GAP, 0, 0, 0))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        font = QFont(option.font)
        word = whole(shown.word)
        lines = [word]
        if option.fontMetrics.horizontalAdvance(word) > words.width():
            # A row has room for two small lines; a reason is rarely longer.
            font.setPixelSize(FONT_TINY)
            lines = two_lines(word, font, words.width())
        painter.setFont(font)
        painter.drawText(words, int(side | _AS_SAID), "\n".join(lines))
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + _ICON + _GAP, ROW_HEIGHT)


class Table(QTableView, Generic[T]):
    """A table of rows; selection and scrolling survive a refresh.

    Signals:
        chosen: A row was opened by double click or Enter; carries its value.
        selection_moved: Other rows are selected now.
        columns_asked: The menu key was pressed: offer the columns.
    """

    chosen = Signal(object)
    selection_moved = Signal()
    columns_asked = Signal()

    def __init__(
        self, model: TableModel[T], name: str, *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows_model = model
        model.setParent(self)
        self.setModel(model)
        self._empty = label(empty, role="dim", name=f"{name}.empty", wraps=True)
        self._empty.setParent(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_words = empty
        self._marked: object = None
        self._dress()
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        current().changed.connect(self.viewport().update)

    def _dress(self) -> None:
        self.setItemDelegate(CellDelegate(self.rows_model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(44)
        for number, column in enumerate(self.rows_model.columns):
            self.setColumnWidth(number, self.wished_width(number))
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.sortIndicatorChanged.connect(self._on_sort_asked)

    def wished_width(self, number: int) -> int:
        """What a column takes at first: made for its figures, and for its heading's language."""
        return max(self.rows_model.columns[number].width, self.heading_width(number))

    def heading_width(self, number: int) -> int:
        """What a column's heading takes; the column is never narrower."""
        bold = self.horizontalHeader().font()
        bold.setBold(True)
        title = self.rows_model.columns[number].title
        return QFontMetrics(bold).horizontalAdvance(title) + 2 * _PAD

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        rows = _LOW_ROWS if is_low(self) else _LEAST_ROWS
        around = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(least.width(), max(least.height(), rows * ROW_HEIGHT + around + bar))

    @override
    def sizeHint(self) -> QSize:
        # It takes what is left over; layouts with wrapped words ask for this instead of the least.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def set_rows(self, rows: list[Row[T]] | tuple[Row[T], ...]) -> None:
        """Show other rows, keeping what was selected and where the view stood."""
        keys, at = self.selected_keys(), self.verticalScrollBar().value()
        self._say_empty()
        if self.rows_model.set_rows(rows):
            self._select(keys)
            self.verticalScrollBar().setValue(at)
            self._show_empty()

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there are no rows."""
        self._empty_words = text
        self._say_empty()

    def _say_empty(self) -> None:
        """Its rows are known: that there are none may be said again."""
        self._empty.setText(self._empty_words)
        self._show_empty()

    def await_rows(self, failed: SignalInstance) -> None:
        """Say that rows are being read until they come, or that they could not be read.

        Args:
            failed: Emitted when they could not; the page itself says why.
        """
        self.say_reading()
        failed.connect(self.say_failed)

    def say_reading(self) -> None:
        """Until rows are set, nobody knows yet whether there are none."""
        self._empty.setText(tr("Reading…"))
        self._show_empty()

    def say_failed(self) -> None:
        """There may be rows; the page itself says why none is here."""
        self._empty.setText(tr("Not read. Why stands above."))
        self._show_empty()

    def show_window(self, window: Window[T]) -> None:
        """Show a window of rows, keeping what was selected and where the view stood."""
        model = self.rows_model
        if not isinstance(model, WindowModel):
            raise TypeError("this table's model holds all its rows")
        at = self.verticalScrollBar().value()
        self._say_empty()
        if model.show_window(window):
            # At once: put off, it would be painted before and after.
            self.doItemsLayout()
            self._select_ranges(window.selected)
            self.verticalScrollBar().setValue(at)
        self._show_empty()

    @property
    def is_window(self) -> bool:
        """Whether rows come by page just now."""
        return isinstance(self.rows_model, WindowModel) and self.rows_model.is_window

    def rows_in_sight(self) -> range:
        """Numbers of the rows that can be seen."""
        height, most = self.viewport().height(), self.rows_model.rowCount()
        first, last = self.rowAt(0), self.rowAt(max(height - 1, 0))
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else most - 1) + 1)

    def selected_ranges(self) -> tuple[tuple[int, int], ...]:
        """First and last number of each selected range, in order; cheap whatever is selected."""
        selection = self.selectionModel().selection()
        spreads = (selection.at(number) for number in range(selection.size()))
        return tuple(sorted({(spread.top(), spread.bottom()) for spread in spreads}))

    def selected_window(self) -> Chosen:
        """The selected rows of a window; cheap whatever is selected."""
        model = self.rows_model
        return model.chosen(self.selected_ranges()) if isinstance(model, WindowModel) else Chosen()

    def selected_keys(self) -> frozenset[str]:
        """Keys of the selected rows."""
        return frozenset(row.key for row in self.selected_rows())

    def selected_rows(self) -> list[Row[T]]:
        """The selected rows, in order; read from ranges, as select-all would be slow otherwise."""
        model = self.rows_model
        if isinstance(model, WindowModel) and model.is_window:
            return self._selected_here(model)
        numbers: set[int] = set()
        for first, last in self.selected_ranges():
            numbers.update(range(first, last + 1))
        rows = model.rows
        return [rows[number] for number in sorted(numbers) if number < len(rows)]

    def _selected_here(self, model: WindowModel[T]) -> list[Row[T]]:
        """Selected rows of a window, as far as they are here: those that staff can see."""
        if model.chosen(self.selected_ranges()).count > _MOST_SEEN:
            return []
        numbers = [
            number for first, last in self.selected_ranges() for number in range(first, last + 1)
        ]
        return [row for row in map(model.row_number, numbers) if row is not None]

    def _select_ranges(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Select rows by their first and last numbers."""
        last_column = len(self.rows_model.columns) - 1
        selection = QItemSelection()
        for first, last in ranges:
            selection.select(
                self.rows_model.index(first, 0), self.rows_model.index(last, last_column)
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_key(self, key: str) -> None:
        """Select one row and show it."""
        number = self.rows_model.number_of(key)
        if number is not None:
            # Qt's own `selectRow` finds no column where words run from the right.
            flag = QItemSelectionModel.SelectionFlag
            index = self.rows_model.index(number, self._first_column())
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)

    def _first_column(self) -> int:
        """The first that is not hidden: keys go on from there."""
        header = self.horizontalHeader()
        order = map(header.logicalIndex, range(header.count()))
        return next((column for column in order if not header.isSectionHidden(column)), 0)

    def _select(self, keys: frozenset[str]) -> None:
        if keys == self.selected_keys():
            return
        last = len(self.rows_model.columns) - 1
        selection = QItemSelection()
        for number, row in enumerate(self.rows_model.rows):
            if row.key in keys:
                first = self.rows_model.index(number, 0)
                selection.select(first, self.rows_model.index(number, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show_empty(self) -> None:
        self._empty.setVisible(not self.rows_model.rowCount() and bool(self._empty.text()))
        self._empty.setGeometry(self.viewport().rect().adjusted(40, 10, -40, -10))

    def _on_sort_asked(self, column: int, order: Qt.SortOrder) -> None:
        if self.is_window:
            self.rows_model.sort(column, order)
            return
        keys = self.selected_keys()
        self.rows_model.sort(column, order)
        self._select(keys)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None:
            self.chosen.emit(row.value)

    def _on_selection_changed(self) -> None:
        marked = self.selected_ranges() if self.is_window else self.selected_keys()
        if marked != self._marked:
            self._marked = marked
            self.selection_moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = ["\t".join(row.texts) for row in self.selected_rows()]
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.columns_asked.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_empty()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._show_empty()
        return super().viewportEvent(event)
