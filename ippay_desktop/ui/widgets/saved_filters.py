"""Kept filters as a line of buttons, each with how many documents pass it now."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget
from typing_extensions import override

from ippay_desktop.ui.dialogs.name import NameDialog
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.presenters.filter_counts import FilterCounts
from ippay_desktop.ui.saved_filters import (
    LONGEST_NAME,
    MOST_FILTERS,
    SavedFilter,
    first_filters,
)
from ippay_desktop.ui.text import button, button_text, in_figures, restyle, tr
from ippay_desktop.ui.theme import SPACE_S
from ippay_desktop.ui.widgets.parts import clear, colour_dim, put_icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from ippay_desktop.domain.billing import DocumentKind
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.session import Session


_COUNT_PAUSE_MS = 3000


class SavedFilters(QWidget):
    """Puts a kept filter into the fields at one press; keeps and forgets filters.

    Signals:
        chosen: A `FilterInput` to ask for.
    """

    chosen = Signal(FilterInput)

    def __init__(
        self, prefix: str, session: Session, kind: DocumentKind, memory: WindowMemory
    ) -> None:
        super().__init__()
        self.setObjectName(f"{prefix}.saved")
        self._prefix = prefix
        self._session = session
        self._memory = memory
        self._now: FilterInput | None = None
        self._chips: dict[str, QPushButton] = {}
        self.dialog: NameDialog | None = None
        self.counts = FilterCounts(session, kind, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        self._line = QHBoxLayout()
        self._line.setSpacing(SPACE_S)
        self.more = button(tr("Filters…"), f"{prefix}.saved_button", variant="quiet")
        put_icon(self.more, "star", colour_dim)
        layout.addLayout(self._line)
        layout.addWidget(self.more)
        layout.addStretch(1)
        # A run moves money many times a second, and each count reads whole lists.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_COUNT_PAUSE_MS)
        self._pause.timeout.connect(self.count)
        self.more.clicked.connect(self._show_menu)
        self.counts.counted.connect(self._on_counted)
        memory.loaded.connect(self._show_filters)
        self._show_filters()

    @property
    def filters(self) -> tuple[SavedFilter, ...]:
        """The kept filters; at first, some that most offices want."""
        kept = self._memory.kept.filters.get(self._prefix)
        return first_filters(self._today()) if kept is None else kept

    def show_applied(self, wanted: FilterInput) -> None:
        """Mark the filter that is asked for now, if it is a kept one."""
        self._now = wanted
        for one in self.filters:
            is_on = one.at(self._today()) == wanted
            restyle(self._chips[one.name], "is_on", is_on)
            self._chips[one.name].setAccessibleDescription(tr("shown now") if is_on else "")

    def count(self) -> None:
        """Count all anew."""
        self.counts.ask(self.filters)

    def count_soon(self) -> None:
        """Count all anew in a moment; what moves meanwhile is counted along."""
        if not self._pause.isActive():
            self._pause.start()

    def _today(self) -> date:
        return self._session.now().astimezone().date()

    def _show_filters(self) -> None:
        clear(self._line)
        self._chips = {}
        for number, one in enumerate(self.filters):
            chip = button(one.name, f"{self._prefix}.saved.{number}")
            chip.setProperty("role", "chip")
            chip.clicked.connect(self._chooser(one))
            self._chips[one.name] = chip
            self._line.addWidget(chip)
        self._order()
        if self._now is not None:
            self.show_applied(self._now)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt takes no order from what stands in no window yet.
        self._order()

    def _order(self) -> None:
        """Let Tab come by the filters before the button that was made before them."""
        for before, after in pairwise((*self._chips.values(), self.more)):
            QWidget.setTabOrder(before, after)

    def _chooser(self, kept: SavedFilter) -> Callable[[], None]:
        return lambda: self.chosen.emit(kept.at(self._today()))

    def _on_counted(self, counts: dict[str, int | None]) -> None:
        for name, number in counts.items():
            chip = self._chips.get(name)
            if chip is not None:
                shown = "?" if number is None else in_figures(number)
                chip.setText(button_text(tr("{name} · {n}", name=name, n=shown)))

    def build_menu(self) -> QMenu:
        """What can be done with filters now."""
        menu = QMenu(self)
        menu.setObjectName(f"{self._prefix}.saved_menu")
        keep = menu.addAction(tr("Keep this filter…"))
        keep.setObjectName(f"{self._prefix}.saved_keep")
        keep.setEnabled(self._now is not None and len(self.filters) < MOST_FILTERS)
        keep.triggered.connect(self._on_keep_chosen)
        menu.addSeparator()
        for number, one in enumerate(self.filters):
            action = menu.addAction(button_text(tr("Forget “{name}”", name=one.name)))
            action.setObjectName(f"{self._prefix}.saved_forget.{number}")
            action.triggered.connect(self._forgetter(one))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show_menu(self) -> None:
        self.build_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _forgetter(self, kept: SavedFilter) -> Callable[[], None]:
        return lambda: self._keep(tuple(one for one in self.filters if one != kept))

    def _on_keep_chosen(self) -> None:
        self.dialog = NameDialog(
            tr("Keep this filter"),
            tr("Its name"),
            taken=frozenset(one.name for one in self.filters),
            longest=LONGEST_NAME,
            name=f"{self._prefix}.saved_name",
            parent=self.window(),
        )
        self.dialog.named.connect(self._on_named)
        self.dialog.open()

    def _on_named(self, name: str) -> None:
        if self._now is not None:
            self._keep((*self.filters, SavedFilter.of(name, self._now, self._today())))

    def _keep(self, filters: tuple[SavedFilter, ...]) -> None:
        kept = self._memory.kept
        self._memory.keep(replace(kept, filters={**kept.filters, self._prefix: filters}))
        self._show_filters()
        self.count()
