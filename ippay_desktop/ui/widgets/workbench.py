"""Everything one open profile shows: navigation, pages, bars, and how they lead to each other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.billing import DocumentKind, DocumentRef
from ippay_desktop.domain.identifiers import RunId
from ippay_desktop.domain.paylink import LinkBy
from ippay_desktop.ui.dialogs.charge import ChargeDialog
from ippay_desktop.ui.dialogs.pay import PayDialog
from ippay_desktop.ui.dialogs.shortcuts import ShortcutsDialog
from ippay_desktop.ui.presenters.attention import AttentionPresenter
from ippay_desktop.ui.presenters.pay import PayPresenter
from ippay_desktop.ui.presenters.reversing import ReversingPresenter
from ippay_desktop.ui.presenters.role_watch import RoleWatch
from ippay_desktop.ui.presenters.run_desk import RunDesk
from ippay_desktop.ui.presenters.search import Hit, SearchPresenter
from ippay_desktop.ui.text import count, tr
from ippay_desktop.ui.widgets.attention_page import AttentionPage
from ippay_desktop.ui.widgets.bars import BottomBar, TopBar
from ippay_desktop.ui.widgets.books_page import BooksPage
from ippay_desktop.ui.widgets.clipboard import copy_links
from ippay_desktop.ui.widgets.columns import remember_columns
from ippay_desktop.ui.widgets.commands import (
    LOCK,
    PLAN,
    SEARCH,
    SHORTCUTS,
    all_commands,
    closed_because,
    press,
)
from ippay_desktop.ui.widgets.customers_page import CustomersArea
from ippay_desktop.ui.widgets.documents_page import DocumentsPage
from ippay_desktop.ui.widgets.links_page import LinksPage
from ippay_desktop.ui.widgets.navigation import Navigation, Place
from ippay_desktop.ui.widgets.parts import Page
from ippay_desktop.ui.widgets.permission import close_forbidden, role_words
from ippay_desktop.ui.widgets.planner_page import PlannerPage
from ippay_desktop.ui.widgets.room import is_low, is_narrow
from ippay_desktop.ui.widgets.runs_page import RunsPage
from ippay_desktop.ui.widgets.search_box import SearchBox
from ippay_desktop.ui.widgets.settings_page import SettingsPage
from ippay_desktop.ui.widgets.stack import PageStack
from ippay_desktop.ui.widgets.stale_strip import StaleStrip
from ippay_desktop.ui.widgets.today_page import TodayPage

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.documents import DocumentRow
    from ippay_desktop.services.pay_links import LinkRow
    from ippay_desktop.ui.memory import WindowMemory
    from ippay_desktop.ui.presenters.connect import ConnectPresenter
    from ippay_desktop.ui.presenters.copy_keeper import CopyState
    from ippay_desktop.ui.presenters.lock import LockPresenter
    from ippay_desktop.ui.presenters.session import Session


W = TypeVar("W", bound=QWidget)

# Where each place's page is; asking for it makes it.
_PAGES = {
    Place.TODAY: "today",
    Place.CUSTOMERS: "customers",
    Place.INVOICES: "invoices",
    Place.PROFORMAS: "proformas",
    Place.RUNS: "runs",
    Place.LINKS: "links",
    Place.ATTENTION: "attention_page",
    Place.BOOKS: "books",
    Place.SETTINGS: "settings",
}


class Workbench(QWidget):
    """The window's contents for one profile.

    Signals:
        profile_asked: Open another profile; carries its name.
        new_profile_asked: Connect another Splynx.
        forget_asked: Forget everything about the provider; somebody has confirmed it.
        idle_changed: Lock after another time without a touch; carries minutes.
        tray_wanted: Whether an icon is wanted in the tray.
    """

    profile_asked = Signal(str)
    new_profile_asked = Signal()
    forget_asked = Signal()
    idle_changed = Signal(int)
    tray_wanted = Signal(bool)

    def __init__(
        self,
        session: Session,
        connect: ConnectPresenter,
        memory: WindowMemory,
        lock: LockPresenter,
    ) -> None:
        super().__init__()
        self._lock = lock
        self.session = session
        session.setParent(self)
        self._connect = connect
        connect.setParent(self)
        self.desk = RunDesk(session, self)
        self.attention = AttentionPresenter(session, self)
        self.roles = RoleWatch(session, self)
        self.pay_dialog: PayDialog | None = None
        self.charge_dialog: ChargeDialog | None = None
        self.shortcuts_dialog: ShortcutsDialog | None = None
        self._memory = memory
        self._lay_out()
        self._put_first_pages()
        self._connect_bars()
        self.attention.start()
        session.copy.start()
        self.desk.find_unfinished()
        self.go(Place.TODAY)

    def _put_first_pages(self) -> None:
        """Today, and what listens to charges under way; the others are made when first looked at.

        Each page costs some ten milliseconds of the window's thread and two megabytes.
        """
        self.today = self._put(TodayPage(self.session, self._memory))
        self.runs = self._put(RunsPage(self.session, self.desk))
        self.planner = self._put(PlannerPage(self.session, self.desk))
        self.attention_page = self._put(AttentionPage(self.attention))
        for asker in (self.today, self.runs, self.planner, self.attention_page):
            asker.customer_asked.connect(self.open_customer)
        for charges in (self.runs, self.planner, self.attention_page):
            charges.charge_asked.connect(self.show_charge)
        for planning in (self.today, self.runs):
            planning.plan_asked.connect(self.plan)
        self.today.portal_asked.connect(self._browse)
        self.today.attention_asked.connect(lambda: self.go(Place.ATTENTION))
        self.runs.resume_asked.connect(self.plan)
        self.runs.retry_asked.connect(self._on_retry_asked)

    @cached_property
    def customers(self) -> CustomersArea:
        """The customer list and the page of one."""
        area = self._put(CustomersArea(self.session))
        area.page.pay_asked.connect(self.pay)
        area.page.charge_asked.connect(self.show_charge)
        area.page.links_asked.connect(
            lambda chosen: self.invoices.presenter.make_links(chosen, LinkBy.NUMBER)
        )
        area.page.open_asked.connect(self._open_in_splynx)
        area.page.portal_asked.connect(self._copy_portal)
        return area

    @cached_property
    def invoices(self) -> DocumentsPage:
        """The invoices."""
        return self._documents(DocumentKind.INVOICE)

    @cached_property
    def proformas(self) -> DocumentsPage:
        """The proforma invoices."""
        return self._documents(DocumentKind.PROFORMA)

    def _documents(self, kind: DocumentKind) -> DocumentsPage:
        page = self._put(DocumentsPage(self.session, kind, self._memory))
        page.pay_asked.connect(self.pay)
        page.links_made.connect(self._on_links_made)
        page.selection_plan_asked.connect(self._on_selection_plan_asked)
        page.plan_asked.connect(self.plan)
        page.customer_asked.connect(self.open_customer)
        return page

    @cached_property
    def links(self) -> LinksPage:
        """Pay links for an e-mail."""
        return self._put(LinksPage(self.session, self._memory))

    @cached_property
    def books(self) -> BooksPage:
        """The comparison of the books."""
        page = self._put(BooksPage(self.session))
        page.customer_asked.connect(self.open_customer)
        page.charge_asked.connect(self.show_charge)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings."""
        page = self._put(SettingsPage(self.session, self._connect, self._memory, self._lock))
        page.lock.idle_changed.connect(self.idle_changed.emit)
        page.profile_asked.connect(self.profile_asked.emit)
        page.new_profile_asked.connect(self.new_profile_asked.emit)
        page.computer.forget_asked.connect(self.forget_asked.emit)
        page.notices.tray_wanted.connect(self.tray_wanted.emit)
        return page

    def _put(self, page: W) -> W:
        """Take a page in: its tables keep their columns, and have a name to be read out."""
        self.stack.addWidget(page)
        remember_columns(page, self._memory)
        _name_tables(page)
        close_forbidden(page, self.session.standing.forbidden)
        self._come_last(page)
        return page

    def _come_last(self, page: QWidget) -> None:
        """Let Tab come by the bottom line after the page, which was made later."""
        by_tab = Qt.FocusPolicy.TabFocus
        stops = [one for one in page.findChildren(QWidget) if one.focusPolicy() & by_tab]
        if stops:
            QWidget.setTabOrder(stops[-1], self.bottom.show_run)

    def _lay_out(self) -> None:
        self.nav = Navigation()
        self.search = SearchBox(SearchPresenter(self.session, all_commands(), self))
        self.stack = PageStack()
        self.bottom = BottomBar(self.session.catalogue)
        main = QVBoxLayout()
        main.setSpacing(0)
        self.top = TopBar(self.search, self.session.profile)
        main.addWidget(self.top)
        self.stale = StaleStrip(self.session)
        main.addWidget(self.stale)
        main.addWidget(self.stack, 1)
        main.addWidget(self.bottom)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.nav)
        layout.addLayout(main, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.fold(is_folded=is_narrow(self))
        for bar in (self.top, self.bottom):
            bar.show_room(is_low=is_low(self))

    def _connect_bars(self) -> None:
        self.nav.chosen.connect(self.go)
        self.search.chosen.connect(self._on_hit_chosen)
        self.session.answered.connect(self.bottom.show_freshness)
        self.session.lanes.meter.moved.connect(self.bottom.show_reading)
        self.session.notice.connect(self.bottom.line.say)
        self.session.trouble.connect(self.bottom.line.warn)
        self.session.copy.state_changed.connect(self._on_copy_state_changed)
        self.session.reach_changed.connect(self._on_reach_changed)
        self.attention.items_changed.connect(lambda items: self.nav.show_attention(len(items)))
        self.desk.progressed.connect(self.bottom.show_progress)
        self.desk.failed.connect(self.bottom.show_run_trouble)
        self.bottom.run_asked.connect(self.plan)
        self.roles.changed.connect(self._on_role_changed)
        self._show_role()
        QShortcut("Ctrl+R", self).activated.connect(self.plan)
        # A field that is typed into takes the question mark for itself.
        for keys in ("F1", "?"):
            QShortcut(keys, self).activated.connect(self.show_shortcuts)

    def _show_role(self) -> None:
        self.bottom.show_role(self.session.workspace.operator, self.session.standing.role)

    def _on_role_changed(self) -> None:
        """Grey and open the buttons of what is there; pages made later ask for themselves."""
        standing, operator = self.session.standing, self.session.workspace.operator
        for root in filter(None, (self.stack, self.charge_dialog)):
            close_forbidden(root, standing.forbidden)
        self._show_role()
        what = role_words(operator, standing.role)
        self.session.notice.emit(tr("This station's role was changed: {what}.", what=what))

    def _on_copy_state_changed(self, state: CopyState) -> None:
        self.bottom.show_copy(state, self.session.now())

    def _on_reach_changed(self) -> None:
        if self.session.out_since is None:
            # Splynx is back: whatever is open reads again, as after a charge.
            self.session.money_moved.emit()

    def go(self, place: Place) -> None:
        """Show a place."""
        self.nav.show_place(place)
        page: Page | CustomersArea = getattr(self, _PAGES[place])
        self.stack.setCurrentWidget(page)
        page.enter()

    def go_to_notice(self, about: Place) -> None:
        """What a notice was about: the run as it stands, or what waits."""
        if about is Place.RUNS:
            self.plan()
        else:
            self.go(about)

    def plan(self) -> None:
        """Show the planner, or the run that goes on there."""
        self.nav.show_place(Place.RUNS)
        self.stack.setCurrentWidget(self.planner)
        self.planner.enter()

    def _on_selection_plan_asked(self, chosen: tuple[DocumentRow, ...]) -> None:
        self.plan()
        self.planner.plan_documents(chosen[0].document.ref.kind, chosen)

    def _on_retry_asked(self, run_id: str) -> None:
        self.plan()
        self.planner.plan_retry(RunId(run_id))

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's page."""
        self.nav.show_place(Place.CUSTOMERS)
        self.stack.setCurrentWidget(self.customers)
        self.customers.open_customer(customer_id)

    def pay(self, document: DocumentRef) -> None:
        """Open the dialog that charges a document."""
        why_not = self.session.standing.forbidden.get(Task.CHARGE_ONE)
        if why_not:
            self.bottom.line.say(why_not)
            return
        presenter = PayPresenter(self.session, document)
        dialog = PayDialog(presenter, document, self.session.profile.mode, self.window())
        dialog.attention_asked.connect(lambda: self.go(Place.ATTENTION))
        dialog.finished.connect(self._on_pay_finished)
        self.pay_dialog = dialog
        dialog.open()

    def show_charge(self, attempt: Attempt) -> None:
        """Open the dialog that tells a charge's history and gives it back."""
        presenter = ReversingPresenter(self.session, attempt.id)
        dialog = ChargeDialog(presenter, attempt, self.session.profile.mode, self.window())
        close_forbidden(dialog, self.session.standing.forbidden)
        dialog.attention_asked.connect(lambda: self.go(Place.ATTENTION))
        dialog.customer_asked.connect(self.open_customer)
        dialog.finished.connect(self._on_charge_finished)
        self.charge_dialog = dialog
        dialog.open()

    def _on_charge_finished(self) -> None:
        self.charge_dialog = None

    def _on_pay_finished(self) -> None:
        self.pay_dialog = None

    def show_shortcuts(self) -> None:
        """Show what the keyboard can do."""
        if self.shortcuts_dialog is None:
            self.shortcuts_dialog = ShortcutsDialog(all_commands(), self.window())
            self.shortcuts_dialog.finished.connect(self._on_shortcuts_finished)
            self.shortcuts_dialog.open()

    def _on_shortcuts_finished(self) -> None:
        self.shortcuts_dialog = None

    @property
    def is_charging(self) -> bool:
        """Whether money may be moving at this moment."""
        return self.session.scope.is_charging

    def stop_intake(self) -> None:
        """Begin nothing new: no charge, no row of a run, no background round."""
        self.attention.stop()
        self.roles.stop()
        self.session.copy.stop()
        self.desk.pause()
        self._connect.close()
        self.session.scope.close()

    def _on_hit_chosen(self, hit: Hit) -> None:
        if hit.attempt is not None:
            self.show_charge(hit.attempt)
        elif hit.customer_id is not None:
            self.open_customer(hit.customer_id)
        elif hit.command in {PLAN, SEARCH, SHORTCUTS, LOCK}:
            {
                PLAN: self.plan,
                SEARCH: self.search.take_focus,
                SHORTCUTS: self.show_shortcuts,
                LOCK: self._lock.lock,
            }[hit.command]()
        elif hit.command in {place.value for place in Place}:
            self.go(Place(hit.command))
        elif hit.command and not press(self.stack.currentWidget(), hit.command):
            why_not = closed_because(self.stack.currentWidget(), hit.command)
            self.bottom.line.say(why_not or tr("Select a row that this can be done with first."))

    def _on_links_made(self, links: tuple[LinkRow, ...]) -> None:
        """Copy at once when every chosen document may be paid; else show which may not."""
        good = [one.link for one in links if one.link is not None]
        if good:
            copy_links(good)
        words = count(len(good), "{n} link copied.", "{n} links copied.")
        self.bottom.line.say(words)
        if len(good) < len(links):
            self.links.take_rows(links)
            self.go(Place.LINKS)

    def _open_in_splynx(self, customer_id: int) -> None:
        base = self.session.profile.splynx_url.rstrip("/")
        self._browse(f"{base}/admin/customers/view?id={customer_id}")

    def _browse(self, address: str) -> None:
        if not QDesktopServices.openUrl(QUrl(address)):
            self.session.trouble.emit(tr("No browser could be opened for {url}", url=address))

    def _copy_portal(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self.bottom.line.say(tr("Address of the portal page copied."))


def _name_tables(root: QWidget) -> None:
    """A table without a name of its own is read out as its page's."""
    pages = [root] if isinstance(root, Page) else []
    for page in (*pages, *root.findChildren(Page)):
        for table in page.findChildren(QTableView):
            if not table.accessibleName():
                table.setAccessibleName(page.title.text())
