"""Books: our journal, IPpay's reports and Splynx's payments of some days, compared to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.ui.dialogs.dismiss import DismissDialog
from ippay_desktop.ui.formats import amount, decimal, moment, money
from ippay_desktop.ui.models import books_rows
from ippay_desktop.ui.presenters.books import BooksPresenter, BooksView
from ippay_desktop.ui.text import button, count, day, label, tr
from ippay_desktop.ui.theme import SPACE_M, SPACE_S
from ippay_desktop.ui.widgets.filters import date_edit, to_date
from ippay_desktop.ui.widgets.parts import (
    Card,
    FigureTile,
    Page,
    SideCard,
    StateLabel,
    colour_on_accent,
    field,
    footer_strip,
    put_icon,
    row,
    rule,
)
from ippay_desktop.ui.widgets.scrolling import scrolled
from ippay_desktop.ui.widgets.table import Table
from ippay_desktop.ui.widgets.table_saver import TableSaver
from ippay_desktop.ui.widgets.told import told

if TYPE_CHECKING:
    from fractions import Fraction

    from PySide6.QtGui import QKeyEvent

    from ippay_desktop.domain.bank_returns import ReturnGauge
    from ippay_desktop.domain.reconciliation_findings import Totals
    from ippay_desktop.domain.tables import Cell
    from ippay_desktop.ui.models.books_rows import BooksEntry
    from ippay_desktop.ui.presenters.session import Session

_SIDE_WIDTH = 256
_PROOF_SHOWN = 16


class BooksPage(Page):
    """A period, the sums of three books, and every difference with what to do.

    Signals:
        customer_asked: Open a customer's page; carries the id.
        charge_asked: Open a charge's view; carries the `Attempt`.
    """

    customer_asked = Signal(int)
    charge_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Books"), "books")
        self.presenter = BooksPresenter(session, self)
        self._view: BooksView | None = None
        self.saver = TableSaver(session, self)
        today = session.workspace.clock.now().astimezone().date()
        self.first = date_edit("books.period_first", today.replace(day=1))
        self.last = date_edit("books.period_last", today)
        self.export = button(tr("Save as…"), "books.export_button")
        put_icon(self.export, "save")
        self.export.setEnabled(False)
        self.compare = button(tr("Compare"), "books.compare_button", variant="primary")
        put_icon(self.compare, "refresh", colour_on_accent)
        self.heading.addLayout(field(tr("From"), self.first))
        self.heading.addLayout(field(tr("To"), self.last))
        for made in (self.export, self.compare):
            # In one line with the dates, whose names stand above them.
            self.heading.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.state = StateLabel("books.state", is_large=True)
        self.state.hide()
        self.body.addWidget(self.state)
        self.tiles = {
            key: FigureTile(title, f"books.{key}") for key, title in _tile_titles().items()
        }
        self.body.addLayout(row(*self.tiles.values(), spacing=SPACE_M))
        self.table: Table[BooksEntry] = Table(
            books_rows.books_model(),
            "books.table",
            empty=tr("Choose a period and compare."),
        )
        self.gauges = label(name="books.gauges", role="small", wraps=True)
        card = Card(margin=1)
        card.box.addWidget(self.table, 1)
        card.box.addWidget(footer_strip(self.gauges))
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(card, 1)
        line.addWidget(self._side())
        self.body.addLayout(line, 1)

    def _side(self) -> Card:
        self.side = SideCard(name="books.detail", width=_SIDE_WIDTH, margin=SPACE_M)
        self.kind = StateLabel("books.kind", wraps=True)
        self.known = label(name="books.known", wraps=True)
        self.next_step = label(name="books.next", wraps=True)
        self.evidence = label(name="books.evidence", wraps=True)
        self.dismiss = button(tr("Mark as dealt with…"), "books.dismiss_button")
        self.open_customer = button(tr("Open customer"), "books.customer_button")
        put_icon(self.open_customer, "customers")
        self.open_charge = button(tr("Open charge"), "books.charge_button")
        put_icon(self.open_charge, "money")
        reading = QWidget()
        box = QVBoxLayout(reading)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.kind)
        for title, words in (
            (tr("What is known"), self.known),
            (tr("What to do"), self.next_step),
            (tr("Where to look"), self.evidence),
        ):
            box.addSpacing(SPACE_S)
            box.addLayout(told(title, words))
        box.addStretch(1)
        box = self.side.box
        box.addWidget(scrolled(reading, is_read=True), 1)
        box.addWidget(rule())
        box.addWidget(self.dismiss)
        box.addWidget(self.open_charge)
        box.addWidget(self.open_customer)
        self.side.hide()
        self.dialog: DismissDialog | None = None
        return self.side

    def _listen(self) -> None:
        self.compare.clicked.connect(self._on_compare_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.open_customer.clicked.connect(self._on_open_clicked)
        self.open_charge.clicked.connect(self._open_charge)
        self.table.chosen.connect(lambda _: self._open_charge())
        self.table.selection_moved.connect(self._show_chosen)
        self.presenter.compared.connect(self._on_compared)
        self.presenter.failed.connect(self.trouble.show_text)
        self.presenter.failed.connect(self.table.say_failed)
        self.presenter.busy_changed.connect(self._on_busy_changed)

    @override
    def enter(self) -> None:
        if not self.presenter.has_reports:
            self.trouble.show_text(
                tr("IPpay's reports are not set up, so the books cannot be compared.")
            )
        self.compare.setEnabled(self.presenter.has_reports)
        self.first.setFocus()

    def _on_compare_clicked(self) -> None:
        if self.compare.isEnabled():
            self.presenter.compare(f"{to_date(self.first)}..{to_date(self.last)}")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A date field does not say that Enter was pressed, it lets the key through.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_compare_clicked()
        super().keyPressEvent(event)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001  # a signal's only value
        self.compare.setEnabled(not is_busy)
        self.compare.setText(tr("Comparing…") if is_busy else tr("Compare"))
        if is_busy:
            self.table.say_reading()

    def _on_compared(self, view: BooksView) -> None:
        self.trouble.show_text("")
        self._view = view
        found = view.found
        self.state.show_state(books_rows.state_shown(found.state))
        self.state.show()
        own = found.result.own
        for book in ("claimed", "charged", "recorded"):
            gross, back, net = (getattr(one, book) for one in (own.gross, own.back, own.net))
            words = tr("{taken} taken, {back} given back", taken=amount(gross), back=amount(back))
            self.tiles[book].show_figure(money(net), words)
        self.tiles["left"].show_figure(
            str(len(found.waiting) + len(found.reopened)),
            tr(
                "{awaited} awaited, {dealt} dealt with",
                awaited=len(found.result.awaited),
                dealt=len(found.result.differences) - len(found.waiting),
            ),
        )
        scope = found.result.scope
        finished = ""
        if found.finished is not None:
            done = found.finished
            words = tr("Finished {at} by {who}", at=moment(done.at), who=done.operator)
            finished = f" {words}."
        self.say(
            tr(
                "{first} to {last}, {charges}.{elsewhere}{finished} Proof of the evidence: {proof}",
                first=day(scope.period.first),
                last=day(scope.period.last),
                charges=count(own.count, "{n} charge", "{n} charges"),
                elsewhere=_elsewhere(found.result.elsewhere),
                finished=finished,
                proof=found.proof[:_PROOF_SHOWN],
            )
        )
        rates = " · ".join(_gauge_words(gauge) for gauge in view.gauges)
        self.gauges.setText(tr("Bank debits that came back in 60 days: {rates}", rates=rates))
        rows = [books_rows.books_row(entry) for entry in books_rows.entries(found)]
        self.table.set_empty_text(tr("The three books agree about every charge of these days."))
        self.table.set_rows(rows)
        if rows and not self.table.selected_rows():
            self.table.select_key(rows[0].key)
        self.export.setEnabled(True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.selected_rows()
        self.side.setVisible(bool(chosen))
        for one in chosen[:1]:
            entry = one.value
            self.kind.show_state(entry.shown)
            self.known.setText(entry.known)
            self.next_step.setText(entry.next_step)
            self.evidence.setText("\n".join(entry.evidence))
            self.dismiss.setVisible(entry.can_be_dismissed)
            self.open_customer.setVisible(entry.attempt is not None)
            self.open_charge.setVisible(entry.attempt is not None)

    def _on_dismiss_clicked(self) -> None:
        for one in self.table.selected_rows()[:1]:
            entry = one.value
            self.dialog = DismissDialog(
                self.presenter,
                entry.subject,
                known=entry.known,
                next_step=entry.next_step,
                parent=self.window(),
            )
            self.dialog.finished.connect(self._on_dialog_finished)
            self.dialog.open()

    def _on_dialog_finished(self) -> None:
        self.dialog = None

    def _on_open_clicked(self) -> None:
        for one in self.table.selected_rows()[:1]:
            if one.value.attempt is not None:
                self.customer_asked.emit(one.value.attempt.customer_id)

    def _open_charge(self) -> None:
        for one in self.table.selected_rows()[:1]:
            if one.value.attempt is not None:
                self.charge_asked.emit(one.value.attempt)

    def exported(self, view: BooksView) -> list[tuple[Cell, ...]]:
        """The rows as they stand on the page, and the sums below them."""
        rows = [books_rows.books_cells(one.value) for one in self.table.rows_model.rows]
        return rows + books_rows.sums_cells(view.found)

    def _on_export_clicked(self) -> None:
        if self._view is None:
            return
        scope = self._view.found.result.scope
        rows = self.exported(self._view)
        name = f"books-{scope.period.first}..{scope.period.last}.csv"
        self.saver.save(name, books_rows.books_heading(), rows, "books.csv_dialog")


def _tile_titles() -> dict[str, str]:
    return {
        "claimed": tr("Our journal"),
        "charged": tr("IPpay's reports"),
        "recorded": tr("Splynx's payments"),
        "left": tr("Left for a person"),
    }


def _elsewhere(totals: Totals) -> str:
    """What others charged and recorded, which no journal of ours could hold."""
    if not totals.count:
        return ""
    words = tr(
        "{n} more charged and recorded elsewhere, {sum}.",
        n=totals.count,
        sum=money(totals.net.charged),
    )
    return f" {words}"


def _gauge_words(gauge: ReturnGauge) -> str:
    names = {
        "unauthorized": tr("unauthorized"),
        "administrative": tr("administrative"),
        "overall": tr("overall"),
    }
    words = tr(
        "{name} {returned} of {debits} (ceiling {ceiling} %)",
        name=names.get(gauge.name, gauge.name),
        returned=gauge.returned,
        debits=gauge.debits,
        ceiling=_in_percent(gauge.ceiling),
    )
    return tr("{words}, exceeded", words=words) if gauge.is_exceeded else words


def _in_percent(share: Fraction) -> str:
    whole, tenths = divmod(int(share * 1000), 10)
    return decimal(f"{whole}.{tenths}" if tenths else str(whole))
