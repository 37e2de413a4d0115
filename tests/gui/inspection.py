"""Looks at a window as a strict colleague does: what is cut off, unnamed, unseen or out of order.

Each check gives sentences, none when all is well. They are used by a tour of the whole program in a
process of its own, because Qt takes its scale once, at the start.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from ippay_desktop.ui.theme import FONT_SMALL, SPACE_S
from ippay_desktop.ui.widgets.parts import Elided

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a person fills in, presses or walks through.
CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit),
    QPlainTextEdit,
)
_NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client}
_ARROW = 24
# A date takes Tab for its day, month and year first.
_PARTS = 4


def controls(root: QWidget) -> list[QWidget]:
    """Visible controls of ours; not the parts that Qt builds them from."""
    return [
        one
        for one in root.findChildren(QWidget)
        if isinstance(one, CONTROLS)
        and not isinstance(one, QHeaderView)
        and one.isVisible()
        and one.window() is root.window()
        and one.objectName()
        and not one.objectName().startswith("qt_")
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls of which a screen reader would say nothing, or their id."""
    found = []
    for control in controls(root):
        spoken = QAccessible.queryAccessibleInterface(control)
        name = spoken.text(QAccessible.Text.Name).strip()
        if not name or name == control.objectName() or spoken.role() in _NO_ROLES:
            found.append(f"{control.objectName()} is read out as {name!r}, {spoken.role()}")
    return found


def wordless_cells(root: QWidget) -> list[str]:
    """State cells that say their state by icon and colour alone."""
    found = []
    for view in root.findChildren(QTableView):
        model = view.model()
        if not view.isVisible() or not model.rowCount():
            continue
        for column in range(model.columnCount()):
            cell = model.index(0, column)
            spoken = str(cell.data(int(Qt.ItemDataRole.AccessibleTextRole)) or "")
            shown = str(cell.data(int(Qt.ItemDataRole.DisplayRole)) or "")
            if shown and shown not in spoken:
                found.append(f"{view.objectName()}, column {column}: {shown!r} is not read out")
    return found


def cut_off(root: QWidget) -> list[str]:
    """Words and buttons that do not fit into the room they have."""
    found = [*_outside(root), *_overlapping(root), *_too_wide(root)]
    for one in root.findChildren(QWidget):
        if not one.isVisible() or one.window() is not root.window():
            continue
        lack = _lack(one)
        if lack > 0:
            found.append(f"{_name(one)} lacks {lack} pixels: {_words(one)}")
    return found


def _too_wide(root: QWidget) -> Iterator[str]:
    """Contents wider than what shows of them, without a bar to see the rest by."""
    for area in root.findChildren(QScrollArea):
        inner, hidden = area.widget(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner is None or not area.isVisible() or area.horizontalScrollBarPolicy() != hidden:
            continue
        lack = inner.width() - area.viewport().width()
        if lack > 0:
            yield f"{_name(inner)} is {lack} pixels wider than what shows of it"


def _words(one: QWidget) -> str:
    if isinstance(one, QHeaderView):
        return f"columns {[n for n in range(one.count()) if _section_lack(one, n) > 0]}"
    return repr(one.text()) if isinstance(one, QLabel | QAbstractButton) else ""


def _lack(one: QWidget) -> int:
    """How many pixels more it needs; 0 for what fits and for what nobody reads."""
    if isinstance(one, QLabel):
        return _label_lack(one)
    if isinstance(one, QAbstractButton) and one.text():
        return max(0, one.minimumSizeHint().width() - one.width()) if _is_wordy(one) else 0
    if isinstance(one, QComboBox) and one.count():
        wanted = QFontMetrics(one.font()).horizontalAdvance(one.currentText()) + _ARROW
        return max(0, wanted - one.width())
    if isinstance(one, QHeaderView) and one.orientation() is Qt.Orientation.Horizontal:
        return max([0, *(_section_lack(one, number) for number in range(one.count()))])
    return 0


def _is_wordy(button: QAbstractButton) -> bool:
    return not isinstance(button, QPushButton) or button.property("role") != "nav"


def _label_lack(one: QLabel) -> int:
    if not one.text() or not one.pixmap().isNull():
        return 0
    if isinstance(one, Elided):
        # Its ellipsis says that there is more, and its tip what.
        return 0
    if one.wordWrap():
        return max(0, one.heightForWidth(one.width()) - one.height())
    return max(0, one.sizeHint().width() - one.width())


def _section_lack(header: QHeaderView, number: int) -> int:
    if header.isSectionHidden(number):
        return 0
    title = str(header.model().headerData(number, Qt.Orientation.Horizontal) or "")
    font = QFont(header.font())
    font.setBold(True)
    font.setPixelSize(FONT_SMALL)
    wanted = QFontMetrics(font).horizontalAdvance(title) + 2 * (SPACE_S + 3)
    return wanted - header.sectionSize(number)


def _outside(root: QWidget) -> Iterator[str]:
    """Controls and words beyond the edge of what they stand in, unless they can be scrolled to."""
    words = [
        one
        for one in root.findChildren(QLabel)
        if one.text() and one.isVisible() and one.window() is root.window()
    ]
    for one in (*controls(root), *words):
        for over in _ancestors(one):
            if over.parentWidget() is None or isinstance(over.parentWidget(), QScrollArea):
                break
            place = QRect(one.mapTo(over, QPoint()), one.size())
            if not over.rect().contains(place):
                yield f"{_name(one)} at {place} sticks out of {_name(over)} {over.rect()}"
                break


# Buttons of a form, which come beside or after its fields and scroll with them.
_IN_FORMS = {
    *("connect.check_button", "links.check_button", "links.filter_button"),
    "settings.forget_button",
}


def hidden_actions(root: QWidget) -> list[str]:
    """Buttons that commit something and have to be scrolled to."""
    found = []
    for one in root.findChildren(QPushButton):
        is_action = one.property("variant") in {"primary", "danger"}
        is_action = is_action and one.objectName() not in _IN_FORMS
        if not (is_action and one.isVisible() and one.window() is root.window()):
            continue
        seen = one.visibleRegion().boundingRect().size()
        if seen != one.size():
            found.append(f"{_name(one)} is seen by {seen} of {one.size()}")
    return found


def few_rows(root: QWidget, least: int) -> list[str]:
    """Tables in which fewer rows can be seen at once, the whole of their place scrolled to."""
    found = []
    for view in root.findChildren(QTableView):
        if view.isVisible() and view.window() is root.window():
            rows = view.viewport().height() // view.verticalHeader().defaultSectionSize()
            if rows < least:
                found.append(f"{_name(view)} has room for {rows} rows")
    return found


def _overlapping(root: QWidget) -> Iterator[str]:
    """Controls side by side that reach into each other."""
    for one, other in pairwise(controls(root)):
        if one.parentWidget() is other.parentWidget() and one.geometry().intersects(
            other.geometry()
        ):
            yield f"{_name(one)} and {_name(other)} overlap"


def _ancestors(one: QWidget) -> Iterator[QWidget]:
    over = one.parentWidget()
    while over is not None:
        yield over
        over = over.parentWidget()


def _name(one: QWidget) -> str:
    named = next((n for n in (one.objectName(), *_names_above(one)) if n), "")
    return f"{type(one).__name__} {named}"


def _names_above(one: QWidget) -> list[str]:
    return [f"in {over.objectName()}" for over in _ancestors(one) if over.objectName()]


def tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab comes by, in its order, until it comes round; pressed as on a keyboard."""
    # Not by `nextInFocusChain`: PySide then believes that each belongs to the one before it.
    stops: list[QWidget] = []
    one = _next(root)
    while one is not None and one not in stops:
        stops.append(one)
        one = _next(one)
    return [one for one in stops if root.isAncestorOf(one)]


def _next(one: QWidget) -> QWidget | None:
    before = QApplication.focusWidget()
    for _ in range(_PARTS):
        QTest.keyClick(before or one, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not before:
            break
    return QApplication.focusWidget()


def out_of_order(root: QWidget) -> list[str]:
    """Neighbours in the tab order of which the second stands before the first on the screen.

    Two are compared where their ways up meet: part by part, as one reads.
    """
    stops = tab_stops(root)
    found = [
        f"Tab goes from {_name(first)} back to {_name(second)}"
        for first, second in pairwise([*stops, *stops[:1]])
        if _is_back(first, second, root)
    ]
    # Once round it goes from the last to the first.
    return found if len(found) > 1 else []


def _is_back(first: QWidget, second: QWidget, root: QWidget) -> bool:
    one, other = _meeting(first, second)
    if one is None or other is None:
        return False
    a, b = (QRect(part.mapTo(root, QPoint()), part.size()) for part in (one, other))
    is_above = b.bottom() <= a.top() and b.left() < a.right()
    is_same_line = b.top() < a.bottom() and a.top() < b.bottom()
    return is_above or (is_same_line and b.right() <= a.left())


def _meeting(first: QWidget, second: QWidget) -> tuple[QWidget | None, QWidget | None]:
    """The parts of their nearest common ancestor that hold the two."""
    up = [first, *_ancestors(first)]
    other = second
    for over in (*_ancestors(second),):
        if over in up:
            at = up.index(over)
            return (up[at - 1] if at else None), other
        other = over
    return None, None


def unseen_focus(root: QWidget, known: set[str]) -> list[str]:
    """Kinds of control that look the same with the focus and without; each kind once."""
    found: list[str] = []
    before = QApplication.focusWidget()
    for one in tab_stops(root):
        kind = f"{type(one).__name__} {one.property('role')} {one.property('variant')}"
        if kind in known:
            continue
        one.clearFocus()
        without = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if not one.hasFocus():
            continue
        known.add(kind)
        if one.grab().toImage() == without:
            found.append(f"{_name(one)} ({kind}) shows no focus")
    if before is not None:
        before.setFocus()
    return found


def markup_labels(root: QWidget) -> list[str]:
    """Labels that would read what a customer typed as markup."""
    return [
        f"{_name(one)} takes markup: {one.text()!r}"
        for one in root.findChildren(QLabel)
        if one.pixmap().isNull() and one.textFormat() is not Qt.TextFormat.PlainText
    ]
