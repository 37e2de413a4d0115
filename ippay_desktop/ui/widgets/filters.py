"""The filter fields that lists, plans and links share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QDate, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentState
from ippay_desktop.ui import states
from ippay_desktop.ui.formats import habits
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.text import tr, whole
from ippay_desktop.ui.theme import SPACE_S
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from ippay_desktop.ui.presenters.session import Catalogue


T = TypeVar("T")


class _DateField(QDateEdit):
    """A date that the wheel changes only while it has the focus: pages scroll by the wheel too."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def date_edit(name: str, value: date) -> QDateEdit:
    """A date field with a calendar, as this country writes dates."""
    made = _DateField(QDate(value.year, value.month, value.day))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    # From the right Qt would put the year first, whatever the format says.
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setObjectName(name)
    made.setDisplayFormat(habits().date)
    made.setCalendarPopup(True)
    made.setMinimumWidth(122)
    return made


class Choice(QComboBox, Generic[T]):
    """A drop-down of words that stand for values; the values never pass through Qt."""

    def __init__(self, name: str, entries: Sequence[tuple[str, T]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._values = [value for _, value in entries]
        self.addItems([whole(words) for words, _ in entries])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # As with dates: a page that is scrolled changes no condition.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def compact(self, least: int = 6) -> None:
        """Be narrow, however long the words are; the open list shows them whole."""
        self.setMinimumContentsLength(least)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)

    @property
    def value(self) -> T:
        """What the chosen words stand for."""
        return self._values[self.currentIndex()]

    def select(self, value: T) -> None:
        """Choose the words that stand for a value; the first ones for what is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


def to_date(editor: QDateEdit) -> date:
    """The date in a field."""
    value = editor.date()
    return date(value.year(), value.month(), value.day())


class TwoLinesOfFields(QWidget):
    """Fields side by side that go on in a second line where the window is too narrow for one."""

    def __init__(self, cells: Sequence[tuple[QVBoxLayout, int]] = ()) -> None:
        """Take fields, each with its share of the width that is left over."""
        super().__init__()
        self._cells: list[tuple[QVBoxLayout, int]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE_S)
        self._rows = [QHBoxLayout(), QHBoxLayout()]
        for one in self._rows:
            one.setSpacing(SPACE_S)
            self._box.addLayout(one)
        self._is_broken: bool | None = None
        self.put(cells)

    def put(self, cells: Sequence[tuple[QVBoxLayout, int]]) -> None:
        """Show these fields; once."""
        self._cells = list(cells)
        self._break(is_broken=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            # A field needs more than before: it was dressed, or its words changed.
            self._fit()
        return is_handled

    @override
    def minimumSizeHint(self) -> QSize:
        half = len(self._cells) // 2
        wider = max(self._needed(self._cells[:half]), self._needed(self._cells[half:]))
        return QSize(wider, super().minimumSizeHint().height())

    def _fit(self) -> None:
        is_broken = self._needed(self._cells) > self.width()
        if is_broken is not self._is_broken:
            self._break(is_broken=is_broken)

    def _needed(self, cells: Sequence[tuple[QVBoxLayout, int]]) -> int:
        widths = [cell.minimumSize().width() for cell, _ in cells]
        return sum(widths) + SPACE_S * max(len(widths) - 1, 0)

    def _break(self, *, is_broken: bool) -> None:
        self._is_broken = is_broken
        half = len(self._cells) // 2 if is_broken else len(self._cells)
        for one in self._rows:
            for cell, _ in self._cells:
                one.removeItem(cell)
        for number, (cell, share) in enumerate(self._cells):
            cell.setParent(None)
            self._rows[number >= half].addLayout(cell, share)


class FilterBar(TwoLinesOfFields):
    """Period, status, partner, location, payment type, total and a text.

    Signals:
        applied: A `FilterInput`; staff pressed Enter or changed a drop-down.
    """

    applied = Signal(FilterInput)

    def __init__(self, prefix: str, catalogue: Catalogue, first: date, last: date) -> None:
        super().__init__()
        anything = (tr("Any"), 0)
        self.first = date_edit(f"{prefix}.period_first", first)
        self.last = date_edit(f"{prefix}.period_last", last)
        self.state = Choice(f"{prefix}.status", _state_entries())
        self.partner = Choice(
            f"{prefix}.partner", [anything, *((one.name, one.id) for one in catalogue.partners)]
        )
        self.location = Choice(
            f"{prefix}.location", [anything, *((one.name, one.id) for one in catalogue.locations)]
        )
        self.payment_type = Choice(
            f"{prefix}.payment_type",
            [anything, *((one.name, int(one.id)) for one in catalogue.methods)],
        )
        self.total = LineField(f"{prefix}.total", placeholder=tr(">10"))
        self.total.setFixedWidth(104)
        self.text = LineField(f"{prefix}.text", placeholder=tr("No. or name"))
        self.text.setMinimumWidth(100)
        self._lay_out()
        for box in (self.state, self.partner, self.location, self.payment_type):
            # A condition that is on by itself is read whole.
            box.compact(9 if box is self.state else 6)
            box.activated.connect(self.apply)
        for editor in (self.first, self.last):
            editor.editingFinished.connect(self._on_period_edited)
        for line in (self.total, self.text):
            line.returnPressed.connect(self.apply)
        self._applied = self.value()

    def _lay_out(self) -> None:
        cells = [
            (field(tr("From"), self.first), 0),
            (field(tr("To"), self.last), 0),
            (field(tr("Status"), self.state), 2),
            (field(tr("Partner"), self.partner), 2),
            (field(tr("Location"), self.location), 2),
            (field(tr("Payment type"), self.payment_type), 2),
            (field(tr("Total"), self.total), 1),
            (field(tr("Text"), self.text), 2),
        ]
        self.put(cells)

    def value(self) -> FilterInput:
        """The filter as it stands in the fields."""
        return FilterInput(
            first=to_date(self.first),
            last=to_date(self.last),
            partner=self.partner.value,
            location=self.location.value,
            payment_type=self.payment_type.value,
            states=self.state.value,
            total=self.total.text(),
            search=self.text.text(),
        )

    def show_value(self, wanted: FilterInput) -> None:
        """Put a filter into the fields, without asking for it."""
        for editor, day in ((self.first, wanted.first), (self.last, wanted.last)):
            editor.setDate(QDate(day.year, day.month, day.day))
        self.partner.select(wanted.partner)
        self.location.select(wanted.location)
        self.payment_type.select(wanted.payment_type)
        self.state.select(wanted.states)
        self.total.setText(wanted.total)
        self.text.setText(wanted.search)
        self._applied = self.value()

    def apply(self) -> None:
        """Ask for what the fields say."""
        self._applied = self.value()
        self.applied.emit(self._applied)

    def _on_period_edited(self) -> None:
        # Also emitted when the field merely loses the focus.
        if self.value() != self._applied:
            self.apply()


def _state_entries() -> list[tuple[str, frozenset[DocumentState]]]:
    single = [
        (states.of_document(state).word, frozenset({state}))
        for state in DocumentState
        if state is not DocumentState.OTHER
    ]
    return [(tr("Any"), frozenset()), (tr("All unpaid"), CHARGEABLE_STATES), *single]
