"""The guided tour: drives the real window through the main jobs and leaves pictures."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentKind
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.filters import DocumentFilter
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.ui.tasks import Lane, until
from ippay_desktop.ui.text import amount, typed
from ippay_desktop.ui.tour_camera import Camera
from ippay_desktop.ui.tour_hands import post, press
from ippay_desktop.ui.widgets.navigation import Place

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.ui.dialogs.pay import PayDialog
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.presenters.session import Session
    from ippay_desktop.ui.widgets.planner_page import PlannerPage
    from ippay_desktop.ui.widgets.table import Table
    from ippay_desktop.ui.widgets.workbench import Workbench

_FEW_ROWS = 6
_PIN = "739152"
_RUN_ROWS = 60
_CANARY = 8
# The practice gateway declines by an amount's last two digits: 05 is "do not honour".
_APPROVED_CENTS = frozenset({0, 50, 95, 99, 45, 49, 89, 25, 20, 98, 88})
_DECLINING_CENTS = 5
_HUNDRED = 100


class Tour:
    """A person's morning in one go; waits for what shows, never for time."""

    def __init__(self, window: MainWindow, folder: Path, control_url: str) -> None:
        self._window = window
        self._folder = folder
        self._control_url = control_url
        self._camera = Camera(window, folder)

    async def run(self) -> None:
        """The whole tour; the window is closed at its end.

        Raises:
            TimeoutError: something did not come to show; says what.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.resize(self._camera.looks[0].size)
        await until(lambda: self._window.workbench is not None, "the profile to open")
        await self._today()
        candidates = await self._candidates()
        await self._search_and_pay(candidates[0])
        await self._decline(candidates[1])
        await self._refill(candidates[2])
        await self._lose_an_answer(candidates[3])
        await self._lists(candidates[4:])
        await self._links(candidates[4:])
        await self._plan()
        await self._runs()
        await self._books(candidates[-1])
        await self._settings()
        await self._lock()
        await self._search_everything(candidates[0])
        await self._first_start()
        self._window.close()

    @property
    def _bench(self) -> Workbench:
        bench = self._window.workbench
        if bench is None:
            raise LookupError("no profile is open")
        return bench

    @property
    def _session(self) -> Session:
        return self._bench.session

    async def _today(self) -> None:
        today = self._bench.today
        await until(lambda: today.unpaid.figure.text() != "…", "today's figures")
        await self._shot("today")

    async def _candidates(self) -> list[DocumentRow]:
        """Unpaid invoices of customers whose saved card can be charged, one for each customer."""

        def read() -> list[DocumentRow]:
            session = self._session
            wanted = DocumentFilter(
                kinds=frozenset({DocumentKind.INVOICE}), states=CHARGEABLE_STATES
            )
            methods = session.saved_methods.of_everybody()
            found: dict[int, DocumentRow] = {}
            for row in session.documents.matching(wanted):
                customer_id, due = row.document.ref.customer_id, row.document.due
                saved = methods.get(customer_id)
                card = saved.card if saved else None
                is_good = card is not None and card.problem is None
                whole, cents = divmod(due.minor, _HUNDRED)
                if is_good and whole > 1 and cents in _APPROVED_CENTS:
                    found.setdefault(customer_id, row)
            return list(found.values())

        return await self._session.lanes.run(Lane.READ, read)

    async def _search_and_pay(self, row: DocumentRow) -> None:
        bench, area = self._bench, self._bench.customers
        bench.go(Place.CUSTOMERS)
        table = area.list.table
        await until(lambda: bool(table.rows_model.rows), "the customer list")
        key = str(row.document.ref.customer_id)
        area.list.search.setText(row.customer_name.split()[-1])
        await until(lambda: table.rows_model.number_of(key) is not None, "the search result")
        await self._quiet()
        await self._shot("customers-search")
        table.select_key(key)
        area.list.customer_chosen.emit(row.document.ref.customer_id)
        await self._page_of(row)
        await self._shot("customer")
        dialog = await self._open_pay(row)
        await self._shot("pay-confirm")
        await self._charge(dialog)
        await self._shot("pay-approved")
        await self._close_pay(dialog)

    async def _decline(self, row: DocumentRow) -> None:
        await self._go_to(row)
        dialog = await self._open_pay(row)
        part = Money(
            (row.document.due.minor // _HUNDRED - 1) * _HUNDRED + _DECLINING_CENTS,
            row.document.due.currency,
        )
        dialog.amount.setText(typed(part))
        dialog.amount.textEdited.emit(typed(part))
        await until(lambda: amount(part) in dialog.charge.text(), "the smaller amount")
        await self._shot("pay-part-of-it")
        await self._charge(dialog)
        await self._shot("pay-declined")
        await self._close_pay(dialog)
        await self._charge_view()

    async def _charge_view(self) -> None:
        """Our charges on the customer's page, and the latest of them opened."""
        page = self._bench.customers.page
        await self._quiet()
        page.tabs.choose(2)
        row = page.attempts.rows_model.rows[0]
        page.attempts.select_key(row.key)
        await self._shot("our-charges")
        page.attempts.chosen.emit(row.value)
        dialog = self._bench.charge_dialog
        if dialog is None:
            raise LookupError("the charge did not open")
        await until(lambda: bool(dialog.history.toPlainText()), "the charge's history")
        await self._shot("charge")
        dialog.reject()
        page.tabs.choose(0)

    async def _refill(self, row: DocumentRow) -> None:
        await self._go_to(row)
        press(self._bench.customers.page.refill)
        dialog = await self._dialog()
        await until(dialog.amount.isEnabled, "the refill's fields")
        dialog.amount.setText("50.00")
        dialog.amount.textEdited.emit("50.00")
        await until(dialog.charge.isEnabled, "the refill to be ready")
        await self._shot("refill-confirm")
        await self._charge(dialog)
        await self._close_pay(dialog)

    async def _lose_an_answer(self, row: DocumentRow) -> None:
        if not self._control_url:
            return
        fault = {"server": "ippay", "type": "SALE", "fault": "drop_after", "times": 1}
        await self._session.lanes.run(Lane.READ, lambda: post(self._control_url, "/faults", fault))
        await self._go_to(row)
        dialog = await self._open_pay(row)
        await self._charge(dialog)
        await self._shot("pay-being-checked")
        press(dialog.see_attention)
        table = self._bench.attention_page.table
        await until(lambda: bool(table.rows_model.rows), "what waits")
        await self._quiet()
        await self._shot("attention")

    async def _lists(self, rows: list[DocumentRow]) -> None:
        bench = self._bench
        # Once the local copy is whole, lists are filled from it anew, without what was selected.
        await until(lambda: bench.session.copy.lists is not None, "the local copy")
        for place, page in (
            (Place.INVOICES, bench.invoices),
            (Place.PROFORMAS, bench.proformas),
        ):
            bench.go(place)
            await until(lambda page=page: bool(page.subtitle.text()), "the list")  # type: ignore[misc]
            page.filter.state.select(CHARGEABLE_STATES)
            page.filter.apply()
            await self._quiet()
            page.table.setFocus()
            for number in range(1, 4):
                index = page.table.rows_model.index(number, 0)
                page.table.selectionModel().select(
                    index,
                    page.table.selectionModel().SelectionFlag.Select
                    | page.table.selectionModel().SelectionFlag.Rows,
                )
            await self._shot(place.value)
        await self._columns(bench.proformas.table)
        chosen = bench.invoices.copy_links
        bench.go(Place.INVOICES)
        await self._quiet()
        said = bench.bottom.line.sentence.text()
        press(chosen)
        await until(lambda: bench.bottom.line.sentence.text() != said or not rows, "the links")
        before = bench.planner.filter.value()
        press(bench.invoices.charge_selected)
        await until(lambda: bench.planner.view is not None, "the plan of the selection")
        await self._shot("plan-selected")
        bench.planner.filter.show_value(before)
        bench.planner.numbers.clear()

    async def _columns(self, table: Table[DocumentRow]) -> None:
        table.columns_asked.emit()
        await self._shot("columns-menu")
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    async def _links(self, rows: list[DocumentRow]) -> None:
        bench = self._bench
        bench.go(Place.LINKS)
        numbers = [row.document.ref.number or "" for row in rows[:_FEW_ROWS]]
        bench.links.numbers.setPlainText("\n".join([*numbers, "999999"]))
        press(bench.links.check)
        model = bench.links.table.rows_model
        await until(lambda: len(model.rows) == len(numbers) + 1, "the links")
        bench.links.table.select_key(model.rows[0].key)
        await self._shot("pay-links")
        press(bench.links.sending.qr)
        await self._shot("qr-code")
        if bench.links.sending.code is not None:
            bench.links.sending.code.reject()
        press(bench.links.sending.words)
        await self._shot("mail-text")
        if bench.links.sending.dialog is not None:
            bench.links.sending.dialog.reject()

    async def _plan(self) -> None:
        bench, planner = self._bench, self._bench.planner
        bench.plan()
        first = planner.filter.first
        while True:
            if planner.show_filter.isVisible():
                press(planner.show_filter)
            press(planner.make)
            await until(lambda: planner.make.isEnabled() and bool(planner.view), "the plan")
            view = planner.view
            if view is None or view.totals.count >= _CANARY:
                break
            # Too little in this month: take the one before as well.
            first.setDate(first.date().addMonths(-1))
        await self._shot("plan")
        await self._confirm_plan(planner)
        press(planner.totals.start)
        await until(lambda: planner.run_panel.bar.value() > 0, "the first row of the run")
        await until(lambda: not bench.desk.is_going_on, "the canary")
        await self._shot("run-canary")
        press(planner.run_panel.resume)
        await until(lambda: planner.run_panel.bar.value() > _CANARY + 4, "the run to go on")
        await self._shot("run-live")
        await until(lambda: not bench.desk.is_going_on, "the run's end", limit_s=180)
        await self._quiet()
        await self._shot("run-results")

    async def _confirm_plan(self, planner: PlannerPage) -> None:
        """Take rows out until the run fits a tour, then type the sum."""
        view = planner.view
        if view is None:
            return
        surplus = view.plan.eligible[_RUN_ROWS:]
        if surplus:
            planner.presenter.drop(frozenset(row.document.key for row in surplus))
        planner.groups.choose(3)
        view = planner.view
        planner.totals.canary_wanted.setChecked(True)
        planner.totals.canary.setValue(_CANARY)
        planner.totals.confirm.setText(amount(view.plan.sum) if view else "")
        await until(planner.totals.start.isEnabled, "the confirmed sum")
        await self._shot("plan-confirm")

    async def _runs(self) -> None:
        runs = self._bench.runs
        self._bench.go(Place.RUNS)
        await until(lambda: bool(runs.table.rows_model.rows), "the run history")
        runs.table.select_key(runs.table.rows_model.rows[0].key)
        await self._shot("runs")
        runs.table.chosen.emit(runs.table.rows_model.rows[0].value)
        await self._quiet()
        runs.panel.tabs.choose(2)
        for row in runs.panel.table.rows_model.rows[:1]:
            runs.panel.table.select_key(row.key)
        await self._shot("run-declined")

    async def _books(self, row: DocumentRow) -> None:
        books = self._bench.books
        self._bench.go(Place.BOOKS)
        if self._control_url:
            # Somebody else's charge, whose payment nobody enters.
            stranger: dict[str, object] = {"invoice_id": row.document.ref.id, "record": False}
            await self._session.lanes.run(
                Lane.READ, lambda: post(self._control_url, "/splynx/addon-charge", stranger)
            )
            await self._session.lanes.run(Lane.READ, self._return_a_debit)
        press(books.compare)
        await until(lambda: books.export.isEnabled() and books.compare.isEnabled(), "the books")
        await self._quiet()
        await self._shot("books")
        self._bench.go(Place.ATTENTION)
        await self._quiet()
        table = self._bench.attention_page.table
        for item in table.rows_model.rows:
            if item.value.attempt is not None and item.value.attempt.return_code:
                table.select_key(item.key)
        await self._shot("bank-return")

    def _return_a_debit(self) -> None:
        """On a worker: the bank sends one of the run's debits back."""
        wanted = AttemptFilter(states=frozenset({AttemptState.RECORDED}))
        debits = (one for one in self._session.workspace.journal.attempts(wanted) if one.is_bank)
        for debit in islice(debits, 1):
            back: dict[str, object] = {"transaction_id": debit.intent.transaction_id}
            post(self._control_url, "/ippay/return", {**back, "code": "R01"})

    async def _settings(self) -> None:
        settings = self._bench.settings
        self._bench.go(Place.SETTINGS)
        press(settings.check)
        await until(lambda: settings.check.isEnabled() and settings.checks.length > 1, "the check")
        await self._shot("settings")

    async def _lock(self) -> None:
        card = self._bench.settings.lock
        for field in (card.new, card.again):
            field.setText(_PIN)
        press(card.set_pin)
        await until(card.now.isEnabled, "the PIN")
        press(card.now)
        page = self._window.curtain.page
        await until(page.isVisible, "the lock")
        await self._shot("locked")
        page.pin.setText(_PIN)
        press(page.unlock)
        await until(lambda: not page.isVisible(), "the window to be unlocked")

    async def _search_everything(self, row: DocumentRow) -> None:
        bench = self._bench
        bench.go(Place.TODAY)
        await self._quiet()
        await self._shot("today-after")
        self._window.activateWindow()
        bench.show_shortcuts()
        await self._shot("shortcuts")
        if bench.shortcuts_dialog is not None:
            bench.shortcuts_dialog.reject()
        bench.search.take_focus()
        try:
            await until(bench.search.field.hasFocus, "the focus", limit_s=2)
        except TimeoutError:
            # A screen without a window manager gives no focus; the list needs it.
            return
        words = row.customer_name.split()[-1][:4]
        bench.search.field.setText(words)
        bench.search.field.textEdited.emit(words)
        await until(lambda: len(bench.search.hits) > 1, "the search hits")
        await self._shot("search-everything")
        bench.nav.setFocus()
        bench.search.field.clear()

    async def _first_start(self) -> None:
        self._bench.settings.new_profile_asked.emit()
        await self._shot("connect")

    async def _go_to(self, row: DocumentRow) -> None:
        self._bench.open_customer(row.document.ref.customer_id)
        await self._page_of(row)

    async def _page_of(self, row: DocumentRow) -> None:
        page = self._bench.customers.page
        wanted = row.document.ref.customer_id
        await until(lambda: page.loaded_id == wanted, "the customer's page")
        await self._quiet()
        page.documents.select_key(row.document.ref.key)

    async def _open_pay(self, row: DocumentRow) -> PayDialog:
        page = self._bench.customers.page
        page.documents.select_key(row.document.ref.key)
        await until(page.pay.isEnabled, "the document to be ready for paying")
        press(page.pay)
        dialog = await self._dialog()
        await until(dialog.charge.isEnabled, "the charge to be ready")
        return dialog

    async def _dialog(self) -> PayDialog:
        await until(lambda: self._bench.pay_dialog is not None, "the dialog")
        dialog = self._bench.pay_dialog
        if dialog is None:
            raise LookupError("the dialog closed by itself")
        return dialog

    async def _charge(self, dialog: PayDialog) -> None:
        press(dialog.charge)
        await until(lambda: bool(dialog.result_view.answer.word), "the result")
        await self._quiet()

    async def _close_pay(self, dialog: PayDialog) -> None:
        press(dialog.cancel)
        await until(lambda: self._bench.pay_dialog is None, "the dialog to close")

    async def _quiet(self) -> None:
        """Until nothing is being read."""
        await until(lambda: not self._session.scope.is_reading, "the reads to end")

    async def _shot(self, name: str) -> None:
        """Save pictures of the window as it is now."""
        await self._camera.shoot(name)
