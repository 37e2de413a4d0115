"""The one search box and the list under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ippay_desktop.ui import icons
from ippay_desktop.ui.presenters.search import Hit, SearchPresenter
from ippay_desktop.ui.text import isolated, tr
from ippay_desktop.ui.theme import current
from ippay_desktop.ui.widgets.inputs import LineField

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _ROW, _MOST = 460, 34, 12
_LEAST_WIDTH, _BESIDE = 240, 60
_HIT = int(Qt.ItemDataRole.UserRole)


class SearchBox(QWidget):
    """Finds customers, documents, charges and commands; Ctrl+K comes here.

    Signals:
        chosen: The `Hit` to go to.
    """

    chosen = Signal(Hit)

    def __init__(self, presenter: SearchPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.field = LineField(
            "search", placeholder=tr("Customer, document number, transaction id, command   Ctrl+K")
        )
        self.field.setMinimumWidth(_LEAST_WIDTH)
        self.field.setMaximumWidth(_WIDTH)
        self.field.setAccessibleName(tr("Search everything"))
        self.field.offer_clearing()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field, 1)
        # Beyond its width it stays at the side where reading begins.
        layout.addStretch()
        self._list: QListWidget | None = None
        self._choices = 0
        self._came_from: QWidget | None = None
        shortcut = QShortcut("Ctrl+K", self)
        shortcut.activated.connect(self.take_focus)
        self.field.textEdited.connect(presenter.search)
        self.field.installEventFilter(self)
        presenter.found.connect(self._on_found)

    def take_focus(self) -> None:
        """Put the cursor here and offer the commands; Escape goes back to where it was."""
        if not self.field.hasFocus():
            self._came_from = QApplication.focusWidget()
        self.field.setFocus()
        self.field.selectAll()
        self.presenter.search(self.field.text())

    @property
    def hits(self) -> list[str]:
        """Titles of what can be chosen in the list, while it is open."""
        listed = self._list
        if listed is None or not listed.isVisible():
            return []
        return [str(listed.item(number).data(_HIT).title) for number in range(self._choices)]

    @property
    def listed(self) -> QListWidget:
        """The list, made when first needed: its parent is the window, known only then."""
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setObjectName("search.results")
            self._list.setAccessibleName(tr("Hits"))
            self._list.setUniformItemSizes(True)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.itemClicked.connect(self._on_item_clicked)
        return self._list

    def _on_found(self, hits: Sequence[Hit]) -> None:
        if not self.field.hasFocus():
            return
        listed = self.listed
        listed.clear()
        for hit in hits[:_MOST]:
            detail = f"   {isolated(hit.detail)}" if hit.detail else ""
            icon = icons.icon(hit.icon, current().tokens.dim)
            item = QListWidgetItem(icon, f"{isolated(hit.title)}{detail}")
            item.setSizeHint(QSize(0, _ROW))
            item.setData(_HIT, hit)
            if hit.is_note:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            listed.addItem(item)
        if not hits:
            listed.hide()
            return
        at = self.field.mapTo(self.window(), QPoint(0, self.field.height() + 4))
        below = self.window().height() - at.y()
        height = min(min(len(hits), _MOST) * _ROW + 12, below)
        listed.setGeometry(at.x(), at.y(), _WIDTH + _BESIDE, height)
        # Notes come last.
        self._choices = sum(not hit.is_note for hit in hits[:_MOST])
        listed.setCurrentRow(0 if self._choices else -1)
        listed.show()
        listed.raise_()

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        if isinstance(hit, Hit) and not hit.is_note:
            self._leave()
            self.chosen.emit(hit)

    def _leave(self) -> None:
        if self._list is not None:
            self._list.hide()
        self.field.clear()

    def _go_back(self) -> bool:
        came_from, self._came_from = self._came_from, None
        # It may be hidden by now, or gone with its page.
        if came_from is None or not isValid(came_from) or not came_from.isVisible():
            return False
        came_from.setFocus()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        listed = self._list
        if event.type() == QEvent.Type.FocusOut and listed is not None:
            listed.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        listed = self._list
        if listed is None or not listed.isVisible():
            return event.key() == Qt.Key.Key_Escape and self._go_back()
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            if self._choices:
                listed.setCurrentRow((listed.currentRow() + step) % self._choices)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._choices:
                self._on_item_clicked(listed.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            listed.hide()
            return True
        return False
