"""The one table view: calm rows, states as icon and word, nothing that jumps."""

from __future__ import annotations

from typing import Generic, TypeVar

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
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
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
from ippay_desktop.ui.models.table import CellRole, Row, TableModel
from ippay_desktop.ui.states import Shown
from ippay_desktop.ui.text import label
from ippay_desktop.ui.theme import ROW_HEIGHT, current, ink

T = TypeVar("T")

_ICON, _GAP, _PAD, _BORDER = 16, 6, 11, 2


class StateDelegate(QStyledItemDelegate):
    """Paints a state cell: the icon and the word, both in the state's colour."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = index.data(CellRole.SHOWN)
        if not isinstance(shown, Shown):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        colour = ink(shown.tone).text
        box = option.rect.adjusted(_PAD, 0, -_PAD, -_BORDER)
        top = box.top() + (box.height() - _ICON) // 2
        painter.drawPixmap(
            QRect(box.left(), top, _ICON, _ICON), icons.pixmap(shown.icon, colour, _ICON)
        )
        painter.save()
        painter.setPen(QColor(colour))
        words = box.adjusted(_ICON + _GAP, 0, 0, 0)
        elided = option.fontMetrics.elidedText(
            shown.word, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), elided)
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
        self._keys: frozenset[str] = frozenset()
        self._dress()
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        current().changed.connect(self.viewport().update)

    def _dress(self) -> None:
        self.setItemDelegate(StateDelegate(self))
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
            self.setColumnWidth(number, column.width)
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.sortIndicatorChanged.connect(self._on_sort_asked)

    def set_rows(self, rows: list[Row[T]] | tuple[Row[T], ...]) -> None:
        """Show other rows, keeping what was selected and where the view stood."""
        keys, at = self.selected_keys(), self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        self._select(keys)
        self.verticalScrollBar().setValue(at)
        self._show_empty()

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there are no rows."""
        self._empty.setText(text)
        self._show_empty()

    def selected_keys(self) -> frozenset[str]:
        """Keys of the selected rows."""
        return frozenset(row.key for row in self.selected_rows())

    def selected_rows(self) -> list[Row[T]]:
        """The selected rows, in order; read from ranges, as select-all would be slow otherwise."""
        numbers: set[int] = set()
        selection = self.selectionModel().selection()
        for spread in (selection.at(number) for number in range(selection.size())):
            numbers.update(range(spread.top(), spread.bottom() + 1))
        rows = self.rows_model.rows
        return [rows[number] for number in sorted(numbers) if number < len(rows)]

    def select_key(self, key: str) -> None:
        """Select one row and show it."""
        number = self.rows_model.number_of(key)
        if number is not None:
            self.selectRow(number)
            self.scrollTo(self.rows_model.index(number, 0))

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
        self._empty.setVisible(not self.rows_model.rows and bool(self._empty.text()))
        self._empty.setGeometry(self.viewport().rect().adjusted(40, 10, -40, -10))

    def _on_sort_asked(self, column: int, order: Qt.SortOrder) -> None:
        keys = self.selected_keys()
        self.rows_model.sort(column, order)
        self._select(keys)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None:
            self.chosen.emit(row.value)

    def _on_selection_changed(self) -> None:
        keys = self.selected_keys()
        if keys != self._keys:
            self._keys = keys
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
