"""A plot with its figures in a sentence above it and its table behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ippay_desktop.ui.text import label, tr
from ippay_desktop.ui.widgets.parts import Card, icon_button, row
from ippay_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from ippay_desktop.ui.models.table import Row, TableModel

T = TypeVar("T")

_LEAST_TABLE = 120


class PlotCard(Card, Generic[T]):
    """Shows either the plot or the table; the sentence says the same for those who see neither."""

    def __init__(self, title: str, name: str, plot: QWidget, model: TableModel[T]) -> None:
        super().__init__(name=name)
        self.plot = plot
        self.table: Table[T] = Table(model, f"{name}.table", empty=tr("Nothing yet."))
        # Beside the plot, which is as low.
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.summary = label(role="small", name=f"{name}.summary", wraps=True)
        self.as_table = icon_button("table", f"{name}.table_button", tr("Show as a table"))
        self.as_plot = icon_button("chart", f"{name}.plot_button", tr("Show as a plot"))
        self.as_plot.hide()
        head = row()
        head.addWidget(label(title, role="heading", wraps=True), 1)
        head.addWidget(self.as_table)
        head.addWidget(self.as_plot)
        self.box.addLayout(head)
        self.box.addWidget(self.summary)
        self._faces = QStackedWidget()
        for face in (plot, self.table):
            # Neither face may make the card wider than its share of the page.
            face.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._faces.addWidget(face)
        self.box.addWidget(self._faces, 1)
        plot.setAccessibleName(title)
        self.table.setAccessibleName(title)
        # There are several of each on a page.
        self.as_table.setAccessibleName(tr("{title}: show as a table", title=title))
        self.as_plot.setAccessibleName(tr("{title}: show as a plot", title=title))
        self.as_table.clicked.connect(lambda: self._show_face(self.table))
        self.as_plot.clicked.connect(lambda: self._show_face(plot))

    def show_figures(self, summary: str, rows: list[Row[T]]) -> None:
        """Put in the sentence and the table; the plot is the caller's."""
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        self.plot.setAccessibleDescription(summary)
        self.table.set_rows(rows)

    def _show_face(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        is_table = face is self.table
        shown, hidden = (self.as_plot, self.as_table) if is_table else (self.as_table, self.as_plot)
        shown.show()
        # The focus moves before its button goes, or it would jump to another part of the page.
        shown.setFocus()
        hidden.hide()
