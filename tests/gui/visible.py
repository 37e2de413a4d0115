"""Every word that a window shows: widgets, tables, lists, tooltips, what screen readers say."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ippay_desktop.ui.language import CONTEXT
from ippay_desktop.ui.widgets.side_bars import SideBars
from tests.tooling import translations

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = re.compile(r"https?://\S+")
_TAG = re.compile(r"<[^>]+>")
# Words that stand in every English sentence and in no Spanish one.
_ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|and|or|not|with|this|that|it|its|by|from|for|to|be|been|an|at|"
    r"then|again|charges?|charged|payments?|paid|card|bank|customers?|answer|which|cannot|must|"
    r"due|unpaid|invoices?|declined|skipped|approved|taken|ready|running|stopped|nothing)\b",
    re.IGNORECASE,
)


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where and what, of everything visible under a widget."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        where = widget.objectName() or type(widget).__name__
        for text in _of(widget):
            if text.strip():
                yield where, text.strip()


def _of(widget: QWidget) -> Iterator[str]:
    yield _plain(widget.toolTip())
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&&", "&")
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QAbstractItemView):
        yield from _of_model(widget)
    elif isinstance(widget, SideBars):
        # Painted, not made of labels.
        yield from (line.words for line in widget._lines)
    if widget.isWindow():
        yield widget.windowTitle()


def _plain(tip: str) -> str:
    return html.unescape(_TAG.sub("", tip))


def _of_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            index = model.index(row, column, QModelIndex())
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield _plain(str(model.data(index, role) or ""))


def english(*data: str) -> list[str]:
    """What is left in English in every window that is open; `data` are names, not words."""
    short = {
        one.source
        for one in translations.messages()
        if one.context == CONTEXT and "{" not in one.source
    }
    same = {one for one in short if QCoreApplication.translate(CONTEXT, one) == one}
    left = []
    for window in QApplication.topLevelWidgets():
        for where, text in texts(window):
            bare = _ADDRESS.sub("", text)
            for name in sorted(data, key=len, reverse=True):
                bare = bare.replace(name, "")
            if bare.strip() in short - same or _ENGLISH.search(bare):
                left.append(f"{where}: {text}")
    return sorted(set(left))
