"""The navigation at the left, with a count beside Attention."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ippay_desktop.ui import icons
from ippay_desktop.ui.text import button_text, label, picture, set_tip, tr
from ippay_desktop.ui.theme import SPACE_M, SPACE_S, Tone, base_font, current, ink
from ippay_desktop.ui.widgets.parts import colour_dim, put_icon

_WIDTH, _FOLDED = 196, 66
# Around a place's words: its icon, margins, and the frame's own.
_BESIDE = 72


class Place(StrEnum):
    """Where the navigation leads."""

    TODAY = "today"
    CUSTOMERS = "customers"
    INVOICES = "invoices"
    PROFORMAS = "proformas"
    RUNS = "runs"
    LINKS = "links"
    ATTENTION = "attention"
    BOOKS = "books"
    SETTINGS = "settings"


def place_title(place: Place) -> str:
    """What a place is called."""
    return {
        Place.TODAY: tr("Today"),
        Place.CUSTOMERS: tr("Customers"),
        Place.INVOICES: tr("Invoices"),
        Place.PROFORMAS: tr("Proformas"),
        Place.RUNS: tr("Runs"),
        Place.LINKS: tr("Pay links"),
        Place.ATTENTION: tr("Attention"),
        Place.BOOKS: tr("Books"),
        Place.SETTINGS: tr("Settings"),
    }[place]


_ICONS = {
    Place.TODAY: "today",
    Place.CUSTOMERS: "customers",
    Place.INVOICES: "invoice",
    Place.PROFORMAS: "proforma",
    Place.RUNS: "runs",
    Place.LINKS: "link",
    Place.ATTENTION: "alert",
    Place.BOOKS: "table",
    Place.SETTINGS: "settings",
}


class Navigation(QFrame):
    """One button for each place; Ctrl+1 to Ctrl+9 press them.

    Signals:
        chosen: The `Place` that was pressed.
    """

    chosen = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setProperty("role", "side")
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_S + 2, SPACE_M, SPACE_S + 2, SPACE_M)
        box.setSpacing(3)
        box.addLayout(self._brand())
        box.addSpacing(SPACE_M)
        self._group = QButtonGroup(self)
        self.buttons: dict[Place, QPushButton] = {}
        for number, place in enumerate(Place, 1):
            if place is Place.SETTINGS:
                box.addStretch(1)
            made = self._button(place, number)
            box.addWidget(made)
        self._unfolded = max(_WIDTH, self._widest())
        self.is_folded = False
        self.setFixedWidth(self._unfolded)
        self._put_count()
        current().changed.connect(self._paint)
        self._paint()

    def fold(self, *, is_folded: bool) -> None:
        """Show icons only, with the words as tips, or both."""
        if is_folded is self.is_folded:
            return
        self.is_folded = is_folded
        self.setFixedWidth(_FOLDED if is_folded else self._unfolded)
        self._name.setVisible(not is_folded)
        for place, one in self.buttons.items():
            title = place_title(place)
            one.setText("" if is_folded else button_text(f"  {title}"))
            set_tip(one, title if is_folded else "")
            # Qt forgets the shortcut with the text.
            one.setShortcut(f"Ctrl+{list(Place).index(place) + 1}")
        self._paint()
        top = Qt.AlignmentFlag.AlignTop if is_folded else Qt.AlignmentFlag.AlignVCenter
        self._host.setContentsMargins(0, 0, 0 if is_folded else SPACE_S, 0)
        self._host.setAlignment(self.count, top)

    def _widest(self) -> int:
        """What the longest place takes while it is marked, in bold."""
        bold = base_font()
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        return _BESIDE + max(metrics.horizontalAdvance(one.text()) for one in self.buttons.values())

    def _brand(self) -> QHBoxLayout:
        self._mark = picture()
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_S, 0, 0, 0)
        line.setSpacing(SPACE_S)
        line.addWidget(self._mark)
        self._name = label("IPpay Desktop", role="strong")
        line.addWidget(self._name, 1)
        return line

    def _button(self, place: Place, number: int) -> QPushButton:
        made = QPushButton(button_text(f"  {place_title(place)}"))
        made.setObjectName(f"nav.{place}")
        made.setProperty("role", "nav")
        made.setCheckable(True)
        # Read out as one of several, not as a box to tick.
        made.setAutoExclusive(True)
        made.setAccessibleName(place_title(place))
        made.setShortcut(f"Ctrl+{number}")
        put_icon(made, _ICONS[place], colour_dim)
        made.clicked.connect(lambda: self.chosen.emit(place))
        self._group.addButton(made)
        self.buttons[place] = made
        return made

    def _put_count(self) -> None:
        host = self.buttons[Place.ATTENTION]
        self._host = layout = QHBoxLayout(host)
        layout.setContentsMargins(0, 0, SPACE_S, 0)
        self.count = label(name="nav.attention_count")
        self.count.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addStretch(1)
        layout.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.count.hide()

    def _paint(self) -> None:
        self._mark.setPixmap(icons.pixmap("app", current().tokens.accent, 22))
        amber = ink(Tone.AMBER)
        radius, above, beside, size = (7, 0, 4, 11) if self.is_folded else (9, 1, 7, 12)
        self.count.setStyleSheet(
            f"background: {amber.text}; color: {amber.tint}; border-radius: {radius}px;"
            f"padding: {above}px {beside}px; font-weight: 700; font-size: {size}px;"
        )
        self.count.setFixedHeight(2 * radius + (1 if self.is_folded else 0))

    def show_place(self, place: Place) -> None:
        """Mark where staff are."""
        self.buttons[place].setChecked(True)

    def show_attention(self, waiting: int) -> None:
        """Show how many things wait."""
        self.count.setText(str(waiting))
        self.count.setVisible(waiting > 0)
        spoken = tr("Attention, {n} waiting", n=waiting) if waiting else tr("Attention")
        self.buttons[Place.ATTENTION].setAccessibleName(spoken)
