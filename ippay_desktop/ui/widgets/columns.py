"""A table's columns: chosen in the header's menu, fitted to the window, remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QHeaderView, QMenu
from typing_extensions import override

from ippay_desktop.ui.memory import TableLook
from ippay_desktop.ui.text import button_text, tr
from ippay_desktop.ui.widgets.column_fit import fitted
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from ippay_desktop.ui.memory import WindowMemory


_OTHER_WAY = {
    Qt.SortOrder.AscendingOrder: Qt.SortOrder.DescendingOrder,
    Qt.SortOrder.DescendingOrder: Qt.SortOrder.AscendingOrder,
}
_LEAST_PERCENT, _LEAST_STRETCH = 56, 150


class Columns(QObject):
    """Gives one table its remembered columns and keeps what staff change; dies with the table."""

    def __init__(self, table: Table[Any], memory: WindowMemory) -> None:
        super().__init__(table)
        self._table = table
        self._memory = memory
        self._header = table.horizontalHeader()
        self.menu: QMenu | None = None
        # What staff want; a narrow window shows less of each, and is no wish.
        self._wishes = {
            number: table.wished_width(number)
            for number, column in enumerate(table.rows_model.columns)
            if not column.stretches
        }
        self._is_fitting = False
        self._put(memory.kept.tables.get(table.objectName()))
        self._fit()
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self.show_menu)
        self._header.sectionResized.connect(self._on_section_resized)
        table.viewport().installEventFilter(self)
        table.columns_asked.connect(lambda: self.show_menu(QPoint(0, self._header.height())))

    @property
    def look(self) -> TableLook:
        """The columns as they are; those that take what is left over have no width of their own."""
        numbers = range(self._header.count())
        shown = [number for number in numbers if not self._header.isSectionHidden(number)]
        return TableLook(
            len(numbers),
            {one: self._wishes[one] for one in shown if one in self._wishes},
            frozenset(numbers) - frozenset(shown),
        )

    def show_menu(self, at: QPoint) -> None:
        """Offer the columns; the one that fills the table stays, as it says what matters most."""
        menu = QMenu(self._table)
        menu.setObjectName(f"{self._table.objectName()}.columns_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self._table.rows_model.columns):
            action = menu.addAction(button_text(column.title))
            action.setObjectName(f"{self._table.objectName()}.column.{number}")
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(number))
            action.setEnabled(not self._stretches(number))
            self._listen(action, number)
        self._offer_order(menu)
        menu.addSeparator()
        again = menu.addAction(tr("Columns as at first"))
        again.setObjectName(f"{self._table.objectName()}.columns_reset")
        again.triggered.connect(self.reset)
        menu.destroyed.connect(self._on_menu_gone)
        self.menu = menu
        menu.popup(self._header.mapToGlobal(at))

    def _offer_order(self, menu: QMenu) -> None:
        """What a click on a heading does, for who works by keys; the same again turns it round."""
        orders = menu.addMenu(tr("Sort by"))
        now, order = self._header.sortIndicatorSection(), self._header.sortIndicatorOrder()
        for number, column in enumerate(self._table.rows_model.columns):
            if self._header.isSectionHidden(number):
                continue
            action = orders.addAction(button_text(column.title))
            action.setObjectName(f"{self._table.objectName()}.order.{number}")
            action.setCheckable(True)
            action.setChecked(number == now)
            turned = _OTHER_WAY[order] if number == now else Qt.SortOrder.AscendingOrder
            action.triggered.connect(partial(self._sort, number, turned))

    def _sort(self, number: int, order: Qt.SortOrder) -> None:
        self._header.setSortIndicator(number, order)

    def show_column(self, number: int, *, is_shown: bool) -> None:
        """Show or hide a column."""
        if not self._stretches(number):
            self._header.setSectionHidden(number, not is_shown)
            self._fit()
            self._keep()

    def reset(self) -> None:
        """The columns that are there at first, as wide as at first."""
        for number, column in enumerate(self._table.rows_model.columns):
            self._header.setSectionHidden(number, column.is_extra)
            if number in self._wishes:
                self._wishes[number] = self._table.wished_width(number)
        self._fit()
        self._keep()

    def _listen(self, action: QAction, number: int) -> None:
        action.toggled.connect(lambda is_on: self.show_column(number, is_shown=is_on))

    def _put(self, look: TableLook | None) -> None:
        columns = self._table.rows_model.columns
        hidden = {number for number, column in enumerate(columns) if column.is_extra}
        if look is not None and look.columns == len(columns):
            hidden = set(look.hidden)
            self._wishes |= {
                number: width for number, width in look.widths.items() if number in self._wishes
            }
        for number in hidden:
            if not self._stretches(number):
                self._header.setSectionHidden(number, True)  # noqa: FBT003  # Qt's own

    def _stretches(self, number: int) -> bool:
        return self._table.rows_model.columns[number].stretches

    def _on_section_resized(self, number: int, _before: int, now: int) -> None:
        # Hiding one says 0 as well; `show_column` has kept that.
        if now and not self._is_fitting and number in self._wishes:
            self._wishes[number] = now
            self._keep()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Show every column, however narrow the window, rather than scroll to the last ones."""
        columns = self._table.rows_model.columns
        shown = {
            number: wish
            for number, wish in self._wishes.items()
            if not self._header.isSectionHidden(number)
        }
        floors = {
            # Half a number is misread; half a name is still known.
            number: max(wish * _LEAST_PERCENT // 100, self._table.heading_width(number))
            if columns[number].is_prose
            else wish
            for number, wish in shown.items()
        }
        stretching = {
            number: max(column.width, _LEAST_STRETCH, self._table.heading_width(number))
            for number, column in enumerate(columns)
            if column.stretches
        }
        self._is_fitting = True
        # Off screen a view has a width of no meaning.
        is_seen = self._table.viewport().isVisible()
        least = sum(stretching.values())
        room = self._table.viewport().width() - least if is_seen else sum(shown.values())
        widths = fitted(shown, floors, room)
        for number, width in widths.items():
            self._header.resizeSection(number, width)
        self._fit_rest(stretching, room + least - sum(widths.values()), is_seen=is_seen)
        self._is_fitting = False

    def _fit_rest(self, wishes: dict[int, int], room: int, *, is_seen: bool) -> None:
        """What stretches takes the rest, and keeps a least where the table scrolls sideways."""
        modes = QHeaderView.ResizeMode
        floors = {one: max(_LEAST_STRETCH, self._table.heading_width(one)) for one in wishes}
        is_full = is_seen and sum(floors.values()) > room
        for number, width in floors.items():
            self._header.setSectionResizeMode(number, modes.Fixed if is_full else modes.Stretch)
            if is_full:
                self._header.resizeSection(number, width)

    def _on_menu_gone(self) -> None:
        self.menu = None

    def _keep(self) -> None:
        self._memory.keep_table(self._table.objectName(), self._with_hidden_widths())

    def _with_hidden_widths(self) -> TableLook:
        """The look with the width that each hidden column had, for when it comes back."""
        look = self.look
        known = self._memory.kept.tables.get(self._table.objectName())
        before = known.widths if known is not None else {}
        kept = {number: before[number] for number in look.hidden if number in before}
        return TableLook(look.columns, {**kept, **look.widths}, look.hidden)


def remember_columns(root: QWidget, memory: WindowMemory) -> None:
    """Let every table under a widget keep its columns."""
    for table in root.findChildren(Table):
        Columns(table, memory)
