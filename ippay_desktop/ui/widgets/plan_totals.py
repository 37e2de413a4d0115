"""Control totals of a plan, and the sum that must be typed before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from ippay_desktop.ui.text import (
    NONE,
    amount,
    button,
    button_text,
    count,
    day,
    document_name,
    in_figures,
    isolated,
    label,
    money,
    tr,
)
from ippay_desktop.ui.theme import CONTROL_HEIGHT, SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.inputs import LineField
from ippay_desktop.ui.widgets.parts import (
    SideCard,
    clear,
    colour_on_accent,
    field,
    put_icon,
    rule,
)
from ippay_desktop.ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from ippay_desktop.domain.bulk import PlanRow
    from ippay_desktop.ui.presenters.planner import PlanView, Share

_WIDTH = 304
_CANARY = 5
_LEAST_READING = 32


class PlanTotals(SideCard):
    """What a person compares with their own records.

    Signals:
        typed: The text in the confirmation field.
        start_asked: The start button was pressed; carries the canary's size, 0 for none.
    """

    typed = Signal(str)
    start_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Control totals"), name="planner.totals", width=_WIDTH, margin=SPACE_M)
        self.sum = label(NONE, role="figure", name="planner.sum")
        self.count = label(role="dim", name="planner.count", wraps=True)
        self.box.addWidget(self.sum)
        self.box.addWidget(self.count)
        self._lines = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, SPACE_S, 0)
        self._grid.setVerticalSpacing(5)
        inner = QWidget()
        inner.setLayout(self._grid)
        reading = scrolled(inner, is_read=True)
        reading.setMinimumHeight(_LEAST_READING)
        self.box.addWidget(reading, 1)
        self.box.addWidget(rule())
        self._put_start()
        self.blank()

    def _put_start(self) -> None:
        self.canary_wanted = QCheckBox(tr("Review after"))
        self.canary_wanted.setObjectName("planner.canary")
        self.canary = QSpinBox()
        self.canary.setObjectName("planner.canary_size")
        self.canary.setAccessibleName(tr("Rows before the review"))
        self.canary.setRange(1, 999)
        self.canary.setValue(_CANARY)
        self.canary.setFixedSize(52, CONTROL_HEIGHT)
        self.canary.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canary.setEnabled(False)
        self.canary_wanted.toggled.connect(self.canary.setEnabled)
        line = QHBoxLayout()
        line.addWidget(self.canary_wanted)
        line.addWidget(self.canary)
        line.addStretch(1)
        self.box.addLayout(line)
        self.confirm = LineField("planner.confirm")
        self.box.addLayout(field(tr("Type the sum to confirm"), self.confirm))
        self.start = button(tr("Charge"), "planner.start_button", variant="primary")
        put_icon(self.start, "money", colour_on_accent)
        self.box.addWidget(self.start)
        self.confirm.textChanged.connect(self.typed.emit)
        self.start.clicked.connect(self._on_start_clicked)

    def blank(self) -> None:
        """No plan: nothing to compare, nothing to start."""
        self._grid.setRowStretch(self._lines, 0)
        self._lines = 0
        clear(self._grid)
        self.sum.setText(NONE)
        self.count.setText(tr("No plan yet"))
        self.confirm.clear()
        self.confirm.setEnabled(False)
        self.confirm.setPlaceholderText("")
        self.canary_wanted.setEnabled(False)
        self.start.setText(tr("Charge"))
        self.start.setEnabled(False)

    def show_view(self, view: PlanView) -> None:
        """Show a plan's totals; what was typed for an earlier one no longer counts."""
        self.blank()
        totals = view.totals
        documents = count(totals.count, "{n} document", "{n} documents")
        self.sum.setText(money(totals.sum))
        self.count.setText(tr("{documents} will be charged", documents=documents))
        self._add_shares(tr("By method"), totals.by_method)
        self._add_shares(tr("By partner"), totals.by_partner)
        if totals.largest is not None:
            row = totals.largest
            self._add_head(tr("Largest"))
            self._add(_whose(row), amount(row.amount))
        if totals.oldest is not None:
            row = totals.oldest
            self._add_head(tr("Oldest"))
            self._add(_whose(row), day(row.issued_on))
        self._add_head(tr("Charged with a warning"))
        self._add(tr("Rows in amber"), in_figures(totals.warnings), "warnings")
        excluded = sum(times for _, times in totals.excluded)
        self._add_head(tr("Left out"))
        self._add(tr("All reasons"), in_figures(excluded), "excluded")
        for reason, times in totals.excluded:
            self._add(reason, in_figures(times))
        self._add(tr("Taken out by you"), in_figures(totals.dropped), "dropped")
        self._grid.setRowStretch(self._lines, 1)
        has_rows = totals.count > 0
        self.confirm.setEnabled(has_rows)
        self.canary_wanted.setEnabled(has_rows)
        self.confirm.setPlaceholderText(amount(totals.sum) if has_rows else "")
        words = tr("Charge {n} for {sum}", n=in_figures(totals.count), sum=money(totals.sum))
        self.start.setText(button_text(words) if has_rows else tr("Nothing to charge"))

    def set_confirmed(self, *, is_confirmed: bool) -> None:
        """Let the start button be pressed, or not."""
        self.start.setEnabled(is_confirmed)

    def set_starting(self, *, is_starting: bool) -> None:
        """The start was pressed: nothing can be pressed twice."""
        self.start.setEnabled(False)
        self.confirm.setEnabled(not is_starting)
        if not is_starting:
            self.typed.emit(self.confirm.text())

    def _on_start_clicked(self) -> None:
        self.start.setEnabled(False)
        self.start_asked.emit(self.canary.value() if self.canary_wanted.isChecked() else 0)

    def _add_shares(self, title: str, shares: tuple[Share, ...]) -> None:
        self._add_head(title)
        for share in shares:
            self._add(
                tr("{name} · {n}", name=share.name, n=in_figures(share.count)), amount(share.sum)
            )

    def _add_head(self, title: str) -> None:
        head = label(title, role="field")
        head.setContentsMargins(0, SPACE_S, 0, 0)
        self._grid.addWidget(head, self._lines, 0, 1, 2)
        self._lines += 1

    def _add(self, noun: str, figure: str, name: str = "") -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(noun, wraps=True), self._lines, 0)
        value = label(figure, role="strong", name=f"planner.total.{name}" if name else "")
        self._grid.addWidget(value, self._lines, 1, right)
        self._grid.setColumnStretch(0, 1)
        self._lines += 1


def _whose(row: PlanRow) -> str:
    return f"{document_name(row.document)}, {isolated(row.customer_name)}"
