"""Lists and searches from the local copy: windows of rows, selection, freshness; live without."""

from __future__ import annotations

import threading
from array import array
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ippay_desktop.adapters.station_lock import StationLock
from ippay_desktop.app.copies import LOCK_NAME
from ippay_desktop.domain.billing import DocumentStatus
from ippay_desktop.domain.local_copy import KIND_OF, Freshness, Page, Resource, id_of
from ippay_desktop.domain.money import Money
from ippay_desktop.services.synchronising import SyncProgress
from ippay_desktop.ui.models.table import Column, Row
from ippay_desktop.ui.models.window import PAGE, Chosen, Window, WindowModel, ranges_of
from ippay_desktop.ui.presenters.copy_keeper import CopyState
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS, find, press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.billing import Customer, Document
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench

MANY = 1_300


@dataclass
class FakeSource:
    """Implements `ChangeSource` over the fake Splynx, a hundred rows a page."""

    splynx: fakes.FakeSplynx

    def _all(self, resource: Resource) -> list[Customer | Document]:
        if resource is Resource.CUSTOMERS:
            return [self.splynx.customers[key] for key in sorted(self.splynx.customers)]
        kind = KIND_OF[resource]
        held = self.splynx.held_documents
        return [held[key] for key in sorted(held, key=lambda one: one[1]) if key[0] is kind]

    def server_now(self) -> datetime | None:
        return self.splynx.server_now()

    def last_id(self, resource: Resource) -> int:
        return max(map(id_of, self._all(resource)), default=0)

    def count(self, resource: Resource) -> int | None:
        return len(self._all(resource))

    def page_after(self, resource: Resource, last: int) -> Page:
        return Page([one for one in self._all(resource) if id_of(one) > last][:100])

    def changed_since(self, resource: Resource, moment: datetime) -> Iterator[Page]:
        assert moment.tzinfo is not None
        yield Page(self._all(resource))

    def open_documents(self, resource: Resource) -> Iterator[Page]:
        yield Page(
            [
                one
                for key, one in self.splynx.held_documents.items()
                if key[0] is KIND_OF[resource] and one.status is DocumentStatus.NOT_PAID
            ]
        )

    def by_ids(self, resource: Resource, ids: Iterable[int]) -> Iterator[Page]:
        wanted = set(ids)
        yield Page(
            [
                one
                for key, one in self.splynx.held_documents.items()
                if key[0] is KIND_OF[resource] and key[1] in wanted
            ]
        )


@pytest.fixture
def copied(
    open_window: Callable[..., MainWindow], station: fakes.FakeStation, qtbot: QtBot
) -> Workbench:
    """A window over many customers whose copy is complete."""
    fakes.populate(station.splynx, customers=MANY)
    station.copy_source = lambda: FakeSource(station.splynx)
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    assert window.workbench is not None
    keeper = window.workbench.session.copy
    keeper.renew()
    qtbot.waitUntil(lambda: keeper.lists is not None, timeout=WAIT_MS)
    return window.workbench


def shown(bench: Workbench, qtbot: QtBot) -> None:
    """Invoices, from the copy, read to the end."""
    bench.go(Place.INVOICES)
    model = bench.invoices.model
    qtbot.waitUntil(lambda: model.is_window and model.rowCount() == MANY, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(model.chosen([(0, MANY)]).keys()) == MANY, timeout=WAIT_MS)


def test_a_list_is_a_window_and_reads_no_more_than_it_shows(
    copied: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = copied.session.copy.lists
    assert lists is not None
    read: list[int] = []
    real = lists.copy.documents_at

    def counting(keys: Sequence[int]) -> object:
        read.append(len(keys))
        return real(keys)

    monkeypatch.setattr(lists.copy, "documents_at", counting)
    shown(copied, qtbot)
    page = copied.invoices
    middle = MANY // 2
    page.table.scrollTo(page.model.index(middle, 0), page.table.ScrollHint.PositionAtCenter)
    qtbot.waitUntil(lambda: page.model.row_number(middle) is not None, timeout=WAIT_MS)
    assert max(read) <= PAGE
    # First page twice (at once, and with all keys) and the pages around the middle.
    assert sum(read) <= 5 * PAGE
    assert len(page.model.rows) <= 4 * PAGE
    row = page.model.row_number(middle)
    assert row is not None
    assert page.model.data(page.model.index(middle, 0)) == row.texts[0]


def test_totals_and_counts_are_the_copys(copied: Workbench, qtbot: QtBot) -> None:
    shown(copied, qtbot)
    page = copied.invoices
    due = sum(number * 10 * 100 + 50 for number in range(1, MANY + 1))
    words = f"{due / 100:,.2f}"
    qtbot.waitUntil(lambda: words in page.subtitle.text(), timeout=WAIT_MS)


def test_any_order_keeps_the_selection(copied: Workbench, qtbot: QtBot) -> None:
    shown(copied, qtbot)
    page = copied.invoices
    page.table.selectRow(3)
    (key,) = page.table.selected_window().keys()
    for column, order in ((4, Qt.SortOrder.AscendingOrder), (1, Qt.SortOrder.DescendingOrder)):
        page.table.sortByColumn(column, order)
        qtbot.waitUntil(lambda: list(page.table.selected_window().keys()) == [key], timeout=WAIT_MS)
    page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: list(page.model.page_keys(0))[:2] == [2, 4], timeout=WAIT_MS)


def test_select_all_is_summed_by_the_copy(copied: Workbench, qtbot: QtBot) -> None:
    shown(copied, qtbot)
    page = copied.invoices
    page.table.selectAll()
    assert page.table.selected_ranges() == ((0, MANY - 1),)
    label = find(page, QLabel, "invoices.selected")
    qtbot.waitUntil(lambda: "1,300" in label.text() or "1300" in label.text(), timeout=WAIT_MS)
    assert page.charge_selected.isEnabled()
    assert not page.pay.isEnabled()


def test_what_is_selected_is_put_together_behind_the_window(
    copied: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys of many rows are read on a worker, and all rows are summed without any."""
    threads: list[threading.Thread] = []
    real = Chosen.keys

    def noting(chosen: Chosen) -> array[int]:
        threads.append(threading.current_thread())
        return real(chosen)

    monkeypatch.setattr(Chosen, "keys", noting)
    shown(copied, qtbot)
    threads.clear()
    page = copied.invoices
    label = find(page, QLabel, "invoices.selected")
    page.table.selectAll()
    qtbot.waitUntil(
        lambda: f"{MANY:,}" in label.text() or str(MANY) in label.text(), timeout=WAIT_MS
    )
    assert threads == []
    model = page.table.selectionModel()
    flags = model.SelectionFlag.Deselect | model.SelectionFlag.Rows
    model.select(page.model.index(1, 0), flags)
    assert page.table.selected_window().count == MANY - 1
    qtbot.waitUntil(
        lambda: f"{MANY - 1:,}" in label.text() or str(MANY - 1) in label.text(), timeout=WAIT_MS
    )
    page.presenter.refresh()
    qtbot.waitUntil(lambda: not copied.session.scope.is_reading, timeout=WAIT_MS)
    assert page.table.selected_ranges() == ((0, 0), (2, MANY - 1))
    assert threads
    assert threading.main_thread() not in threads


def test_what_is_chosen_is_read_again_before_it_is_planned(
    copied: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    """The copy still says unpaid; Splynx says paid; the plan goes by Splynx."""
    shown(copied, qtbot)
    page = copied.invoices
    page.table.selectRow(0)
    page.table.selectionModel().select(
        page.model.index(1, 0),
        page.table.selectionModel().SelectionFlag.Select
        | page.table.selectionModel().SelectionFlag.Rows,
    )
    keys = page.table.selected_window().keys()
    assert len(keys) == 2
    for place, document in station.splynx.held_documents.items():
        if place[1] == keys[0] // 2:
            paid = replace(document, status=DocumentStatus.PAID, due=Money(0, "USD"))
            station.splynx.held_documents[place] = paid
    qtbot.waitUntil(page.charge_selected.isEnabled, timeout=WAIT_MS)
    press(page, "invoices.charge_selected_button")
    qtbot.waitUntil(lambda: copied.planner.view is not None, timeout=WAIT_MS)
    view = copied.planner.view
    assert view is not None
    chargeable = [row.document.id for row in view.plan.rows if not row.reason]
    assert keys[0] // 2 not in chargeable
    assert chargeable == [keys[1] // 2]


def test_a_change_in_splynx_shows_after_the_next_renewal_and_nothing_jumps(
    copied: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    shown(copied, qtbot)
    page = copied.invoices
    page.table.selectRow(5)
    chosen = list(page.table.selected_window().keys())
    row = page.model.row_number(5)
    assert row is not None
    place = next(key for key in station.splynx.held_documents if key[1] == chosen[0] // 2)
    held = station.splynx.held_documents[place]
    worth = Money(77_777, "USD")
    station.splynx.held_documents[place] = replace(held, total=worth, due=worth)
    copied.session.copy.renew()

    def is_renewed() -> bool:
        now = page.model.row_number(5)
        return now is not None and now.value.document.due.minor == 77_777

    qtbot.waitUntil(is_renewed, timeout=WAIT_MS)
    assert list(page.table.selected_window().keys()) == chosen


def test_customers_are_searched_at_each_key_press(
    copied: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    copied.go(Place.CUSTOMERS)
    area = copied.customers.list
    qtbot.waitUntil(lambda: area.model.rowCount() == MANY, timeout=WAIT_MS)
    before = len(station.splynx.searches)
    expected = sum("127" in str(number) for number in range(1, MANY + 1))
    qtbot.keyClicks(area.search, "nr 127")
    qtbot.waitUntil(lambda: area.model.rowCount() == expected, timeout=WAIT_MS)
    assert len(station.splynx.searches) == before
    qtbot.waitUntil(lambda: area.model.rows[0].texts[6] not in {"…", ""}, timeout=WAIT_MS)
    qtbot.keyClick(area.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: copied.customers.page.loaded_id == 127, timeout=WAIT_MS)


def test_the_search_box_finds_in_the_copy(
    copied: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    before = len(station.splynx.searches)
    copied.window().activateWindow()
    copied.search.take_focus()
    qtbot.waitUntil(copied.search.field.hasFocus, timeout=WAIT_MS)
    qtbot.keyClicks(copied.search.field, "2026001234")
    qtbot.waitUntil(lambda: any("2026001234" in hit for hit in copied.search.hits), timeout=WAIT_MS)
    copied.search.field.clear()
    qtbot.keyClicks(copied.search.field, "omer 1299")
    found = "Customer Nr 1299"
    qtbot.waitUntil(lambda: found in copied.search.hits, timeout=WAIT_MS)
    assert len(station.splynx.searches) == before


def test_without_a_copy_all_is_read_live_and_trouble_is_told(
    bench: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    bench.session.copy.renew()
    qtbot.waitUntil(lambda: bench.session.copy.state.trouble != "", timeout=WAIT_MS)
    assert bench.session.copy.lists is None
    bench.go(Place.INVOICES)
    qtbot.waitUntil(lambda: bench.invoices.model.rowCount() == 6, timeout=WAIT_MS)
    assert not bench.invoices.model.is_window
    assert station.splynx.customers


def test_a_payment_type_is_asked_of_splynx(copied: Workbench, qtbot: QtBot) -> None:
    shown(copied, qtbot)
    page = copied.invoices
    today = datetime.now(UTC).date()  # noqa: TID251
    page.presenter.apply(
        FilterInput(today - timedelta(days=3), today, payment_type=int(fakes.CARD_METHOD))
    )
    qtbot.waitUntil(lambda: not page.model.is_window, timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CopyState(), ""),
        (CopyState(progress=SyncProgress(Resource.INVOICES, 50, 200)), "25"),
        (CopyState(Freshness(True, datetime(2026, 11, 26, 9, 0, tzinfo=UTC), True)), "Copy of"),
        (
            CopyState(Freshness(True, datetime(2026, 11, 26, 9, 0, tzinfo=UTC), True, 2)),
            "; 2 records unreadable",
        ),
        (CopyState(Freshness(True, datetime(2026, 11, 26, 6, 0, tzinfo=UTC), True)), "Old copy of"),
        (CopyState(Freshness(True, datetime(2026, 11, 20, 6, 0, tzinfo=UTC), True)), "6 days"),
    ],
)
def test_how_fresh_the_copy_is_stands_below(bench: Workbench, state: CopyState, words: str) -> None:
    bench.bottom.show_copy(state, datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    assert bench.bottom.copy.isVisibleTo(bench.bottom) is bool(words)
    assert words in find(bench.bottom, QLabel, "status.copy.word").text()


def rows_of(keys: Iterable[int]) -> list[Row[int] | None]:
    return [Row(str(key), (str(key), "x"), key) for key in keys]


def test_the_model_keeps_its_promises(qtmodeltester: object) -> None:
    model: WindowModel[int] = WindowModel((Column("Id"), Column("Text")))
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    keys = array("q", range(100, 1_100))
    first = Window(keys[:PAGE], 1_000, is_whole=False, pages={0: rows_of(keys[:PAGE])})
    assert model.show_window(first)
    asked: list[int] = []
    model.page_asked.connect(asked.append)
    assert model.data(model.index(999, 0)) == "…"
    assert model.data(model.index(999, 1)) is None
    assert asked == [4]
    assert not model.show_window(Window(keys, 1_000, is_whole=True))
    model.put_page(4, rows_of(keys[800:]))
    assert model.data(model.index(999, 0)) == "1099"
    for number in range(1, 4):
        model.put_page(number, rows_of(model.page_keys(number)))
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert not model.show_window(Window(keys, 1_000, is_whole=True))
    # What was shown stays until its successor comes.
    assert model.data(model.index(999, 0)) == "1099"
    assert model.show_window(Window(keys[:10], 10, is_whole=True, pages={0: rows_of(keys[:10])}))
    assert model.rowCount() == 10
    model.set_rows([Row("a", ("a", "b"), 1)])
    assert (model.rowCount(), model.is_window) == (1, False)
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_numbers_become_ranges() -> None:
    assert list(ranges_of([])) == []
    assert list(ranges_of([4])) == [(4, 4)]
    assert list(ranges_of([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]


def test_a_copy_that_another_program_renews_is_used_all_the_same(
    copied: Workbench, station: fakes.FakeStation, qtbot: QtBot
) -> None:
    keeper = copied.session.copy
    qtbot.waitUntil(lambda: not copied.session.scope.is_reading, timeout=WAIT_MS)
    told: list[CopyState] = []
    with StationLock(station.data_dir, clock=station.clock, file_name=LOCK_NAME):
        keeper.state_changed.connect(told.append)
        keeper.renew()
        qtbot.waitUntil(lambda: len(told) >= 2, timeout=WAIT_MS)
    assert [one.trouble for one in told] == ["", ""]
    assert told[-1].freshness is not None
    assert told[-1].freshness.is_complete
