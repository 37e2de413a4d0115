"""Small parts that every page is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ippay_desktop.ui import icons
from ippay_desktop.ui.text import PlainLabel, button, button_text, label, picture, set_tip
from ippay_desktop.ui.theme import (
    CONTROL_HEIGHT,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XL,
    Tokens,
    Tone,
    current,
    ink,
)
from ippay_desktop.ui.widgets.room import Roomy, is_low

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.ui.states import Shown

_ICON = 18
_TAB_MARGIN, _LEAST_TAB = 26, 64


def colour_text(tokens: Tokens) -> str:
    """The ordinary text colour."""
    return tokens.text


def colour_dim(tokens: Tokens) -> str:
    """The quiet text colour."""
    return tokens.dim


def colour_accent(tokens: Tokens) -> str:
    """The accent."""
    return tokens.accent


def colour_on_accent(tokens: Tokens) -> str:
    """What is read on the accent."""
    return tokens.on_accent


class _IconPainter(QObject):
    """Repaints a button's icon when light becomes dark; dies with its button."""

    def __init__(self, widget: QAbstractButton, name: str, colour: Callable[[Tokens], str]) -> None:
        super().__init__(widget)
        self._widget, self._name, self._colour = widget, name, colour
        current().changed.connect(self.paint)
        self.paint()

    def paint(self) -> None:
        """Put the icon on in the colours of now."""
        tokens = current().tokens
        self._widget.setIcon(icons.icon(self._name, self._colour(tokens), disabled=tokens.faint))


def put_icon(
    widget: QAbstractButton, name: str, colour: Callable[[Tokens], str] = colour_text
) -> None:
    """Give a button an icon that follows light and dark."""
    widget.setIconSize(QSize(_ICON + icons.GAP, _ICON))
    _IconPainter(widget, name, colour)


def icon_button(icon: str, name: str, spoken: str) -> QPushButton:
    """A button that shows only an icon; its name is spoken and shown as a tip."""
    made = button("", name, variant="quiet")
    put_icon(made, icon, colour_dim)
    made.setAccessibleName(spoken)
    set_tip(made, spoken)
    made.setFixedWidth(40)
    return made


class Elided(PlainLabel):
    """A line that ends in an ellipsis where there is no room; its tip then has the whole."""

    def __init__(self, text: str = "", *, role: str = "", name: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setObjectName(name)

    @override
    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance("\N{HORIZONTAL ELLIPSIS}" * 3)
        return QSize(min(few, self.sizeHint().width()), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room, metrics = self.contentsRect(), self.fontMetrics()
        is_cut = metrics.horizontalAdvance(self.text()) > room.width()
        set_tip(self, self.text() if is_cut else "")
        # Who selects it, by three clicks also what is cut off, sees what is selected.
        if not is_cut or self.hasSelectedText():
            super().paintEvent(event)
            return
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment(), shown)


class StateLabel(QWidget):
    """A state: icon, word and colour."""

    def __init__(
        self,
        name: str,
        *,
        is_large: bool = False,
        wraps: bool = False,
        elides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._size = 24 if is_large else 16
        self._shown: Shown | None = None
        self._icon = picture()
        role = "title" if is_large else ""
        word_name = f"{name}.word"
        self._word = (
            Elided(role=role, name=word_name)
            if elides
            else label(role=role, name=word_name, wraps=wraps or is_large)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        # Beside the first line of words that may take several.
        at = Qt.AlignmentFlag.AlignTop if wraps else Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self._icon, 0, at)
        layout.addWidget(self._word, 1)
        current().changed.connect(self._paint)

    def show_state(self, shown: Shown) -> None:
        """Show a state."""
        self._shown = shown
        self._paint()

    @property
    def word(self) -> str:
        """What it says."""
        return self._word.text()

    def _paint(self) -> None:
        if self._shown is None:
            return
        colour = ink(self._shown.tone).text
        self._icon.setPixmap(icons.pixmap(self._shown.icon, colour, self._size))
        self._word.setText(self._shown.word)
        style = f"color: {colour};"
        # Each setting is worked out anew for the label, also the same one.
        if style != self._word.styleSheet():
            self._word.setStyleSheet(style)


class Card(QFrame):
    """A white surface with a heading and contents."""

    def __init__(self, heading: str = "", *, name: str = "", margin: int = SPACE_L) -> None:
        super().__init__()
        self.setProperty("role", "card")
        if name:
            self.setObjectName(name)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(SPACE_S)
        if heading:
            self.box.addWidget(label(heading, role="heading"))


class SideCard(Card):
    """A card of one width beside a table, wider only where a button's words need it."""

    def __init__(self, heading: str = "", *, name: str, width: int, margin: int = SPACE_L) -> None:
        super().__init__(heading, name=name, margin=margin)
        self._least = width
        self.setFixedWidth(width)

    @override
    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.setFixedWidth(max(self._least, self.box.totalMinimumSize().width()))
        return is_handled


class FigureTile(Card):
    """One number with its noun and a line of detail."""

    def __init__(self, noun: str, name: str) -> None:
        super().__init__(name=name)
        self.box.setSpacing(3)
        self.box.addWidget(label(noun, role="field", wraps=True))
        self.figure = label("…", role="figure", name=f"{name}.figure")
        self.detail = label("", role="small", name=f"{name}.detail", wraps=True)
        self.box.addWidget(self.figure)
        self.box.addWidget(self.detail)
        self.box.addStretch(1)

    def show_figure(self, figure: str, detail: str) -> None:
        """Show a number and its detail."""
        self.figure.setText(figure)
        self.detail.setText(detail)


class Notice(QFrame):
    """A sentence on amber, with its icon, that stays until it no longer holds."""

    def __init__(self, text: str = "", *, name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "notice")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_S)
        self._icon = picture()
        self.sentence = label(text, name=name, wraps=True)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.sentence, 1)
        self._paint()
        current().changed.connect(self._paint)

    def show_text(self, text: str) -> None:
        """Say something, or hide when there is nothing to say."""
        self.sentence.setText(text)
        self.setVisible(bool(text))

    def _paint(self) -> None:
        self._icon.setPixmap(icons.pixmap("alert", ink(Tone.AMBER).text, _ICON))


class _Tab(QPushButton):
    """A word that gives way in the middle where there is no room, so that its count stays."""

    @override
    def sizeHint(self) -> QSize:
        # Room for the bold face that the chosen tab takes.
        self.ensurePolished()
        bold = self.font()
        bold.setBold(True)
        width = QFontMetrics(bold).horizontalAdvance(self.text()) + _TAB_MARGIN
        return QSize(width, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST_TAB, self.sizeHint().width()), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - _TAB_MARGIN + SPACE_S
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class Tabs(QWidget):
    """Tabs drawn as words with a line under the chosen one.

    Signals:
        changed: Number of the tab now chosen.
    """

    changed = Signal(int)

    def __init__(self, titles: list[str], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, title in enumerate(titles):
            tab = _Tab(button_text(title))
            tab.setObjectName(f"{name}.{number}")
            tab.setCheckable(True)
            # Read out as one of several, not as a box to tick.
            tab.setAutoExclusive(True)
            tab.setAutoDefault(False)
            tab.setProperty("role", "tab")
            # It may be narrower than its words, unlike other buttons.
            tab.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._group.addButton(tab, number)
            layout.addWidget(tab)
            self.set_title(number, title)
        layout.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.changed.emit)

    def set_title(self, number: int, title: str) -> None:
        """Rename a tab, for counts in it."""
        tab = self._group.button(number)
        tab.setText(button_text(title))
        set_tip(tab, title)

    def choose(self, number: int) -> None:
        """Choose a tab as if pressed."""
        self._group.button(number).click()


class Page(QWidget):
    """A page of the window: a heading line with actions, its body, and what stays at its foot.

    The body scrolls where the window is too low for it; heading and foot are always seen.
    """

    def __init__(self, title: str, name: str, subtitle: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = QVBoxLayout(self)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self.title = label(title, role="title", name=f"{name}.title")
        self.subtitle = label(subtitle, role="dim", name=f"{name}.subtitle", wraps=True)
        self.subtitle.setVisible(bool(subtitle))
        self._words.addWidget(self.title)
        self._words.addWidget(self.subtitle)
        self.heading = row()
        self.heading.addLayout(self._words, 1)
        self._outer.addLayout(self.heading)
        self.trouble = Notice(name=f"{name}.trouble")
        self.trouble.hide()
        self._outer.addWidget(self.trouble)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._roomy = Roomy(inner)
        self._outer.addWidget(self._roomy, 1)
        self.foot = QVBoxLayout()
        self._outer.addLayout(self.foot)
        self._is_low = False
        self._space(edge=SPACE_XL, gap=SPACE_M)

    def enter(self) -> None:
        """The page comes to the front: read anew, and take the focus."""

    def follow(self, moved: SignalInstance, refresh: Callable[[], None]) -> None:
        """Read again when money moved, if the page is looked at; it reads anyway when entered."""
        moved.connect(lambda: refresh() if self.isVisible() else None)

    def say(self, subtitle: str) -> None:
        """Put a line under the title."""
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    @property
    def is_cramped(self) -> bool:
        """Whether its body has to be scrolled."""
        return self._roomy.scrolls

    def show_room(self, *, is_low: bool) -> None:
        """The window became low, or is no longer: what the page itself can do without goes."""

    def _space(self, *, edge: int, gap: int) -> None:
        self._outer.setContentsMargins(edge, min(edge, SPACE_L), edge, min(edge, SPACE_L))
        self._outer.setSpacing(gap)
        self.body.setSpacing(gap)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = is_low(self)
        if low is self._is_low:
            return
        self._is_low = low
        self._space(edge=SPACE_M if low else SPACE_XL, gap=SPACE_S if low else SPACE_M)
        # In a line of its own it takes less height than beside the buttons.
        self.subtitle.setParent(None)
        (self._outer if low else self._words).insertWidget(1, self.subtitle)
        self.subtitle.setVisible(bool(self.subtitle.text()))
        for table in self.findChildren(QTableView):
            # How many rows it keeps depends on the window.
            table.updateGeometry()
        self.show_room(is_low=low)


def row(*items: QWidget | QBoxLayout, spacing: int = SPACE_S) -> QHBoxLayout:
    """Things side by side."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def field(title: str, editor: QWidget) -> QVBoxLayout:
    """An editor under its name, which is its buddy."""
    layout = QVBoxLayout()
    layout.setSpacing(3)
    name = label(title, role="field")
    if not isinstance(editor, QPlainTextEdit):
        # One height for every kind of field, or their frames dance along the line.
        editor.setFixedHeight(CONTROL_HEIGHT)
    name.setBuddy(editor)
    editor.setAccessibleName(title)
    layout.addWidget(name)
    layout.addWidget(editor)
    return layout


def footer_strip(content: QWidget) -> QFrame:
    """A quiet strip along the foot of a table."""
    made = QFrame()
    made.setProperty("role", "footer")
    line = QHBoxLayout(made)
    line.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
    line.addWidget(content)
    return made


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def spread(widget: QWidget) -> QWidget:
    """Let a widget take the width there is."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
