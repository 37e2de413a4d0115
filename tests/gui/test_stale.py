"""What is shown says when it is not Splynx as it is now: out of reach, or an old copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import NotSentError, PermissionDeniedError
from ippay_desktop.domain.local_copy import Freshness
from ippay_desktop.ui.presenters.copy_keeper import STALE_AFTER, CopyState
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS
from tests.gui.test_copy import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def words(bench: Workbench) -> str:
    return bench.stale.notice.sentence.text()


def test_splynx_out_of_reach_is_said_on_every_page_until_it_is_back(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bench.today.unpaid.figure.text() != "…", timeout=WAIT_MS)
    assert bench.stale.isHidden()
    station.splynx.trouble = NotSentError("Splynx is out of reach.")
    bench.today.presenter.refresh()
    qtbot.waitUntil(bench.stale.isVisible, timeout=WAIT_MS)
    since = bench.session.out_since
    assert "Splynx out of reach since" in words(bench)
    assert "Splynx is out of reach." in words(bench)
    assert "Nothing can be charged" in words(bench)
    # Said once, not by the page again.
    assert bench.today.trouble.isHidden()
    for place in (Place.ATTENTION, Place.CUSTOMERS, Place.INVOICES):
        bench.go(place)
        assert bench.stale.isVisible(), place
    # Failing again does not make it younger.
    with qtbot.waitSignal(bench.customers.list.presenter.failed, timeout=WAIT_MS):
        bench.customers.list.presenter.search("a")
    assert bench.customers.list.trouble.isHidden()
    assert bench.session.out_since == since
    bench.go(Place.TODAY)
    # A read that began before may still fail, and would be told after Splynx is back.
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    station.splynx.trouble = None
    with qtbot.waitSignal(bench.today.presenter.loaded, timeout=WAIT_MS):
        bench.session.mark_answered()
    assert bench.stale.isHidden()
    assert bench.session.out_since is None


def test_a_missing_permission_is_not_out_of_reach(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bench.today.unpaid.figure.text() != "…", timeout=WAIT_MS)
    station.splynx.trouble = PermissionDeniedError("Invoices may not be read.")
    bench.today.presenter.refresh()
    qtbot.waitUntil(bench.today.trouble.isVisible, timeout=WAIT_MS)
    assert bench.today.trouble.sentence.text() == "Invoices may not be read."
    assert bench.session.out_since is None
    assert bench.stale.isHidden()


def test_an_old_copy_says_of_when_it_is(
    open_window: Callable[..., MainWindow], station: FakeStation, qtbot: QtBot
) -> None:
    station.copy_source = lambda: FakeSource(station.splynx)
    window = open_window(station)
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
    bench = window.workbench
    assert bench is not None
    bench.session.copy.renew()
    qtbot.waitUntil(lambda: bench.session.copy.lists is not None, timeout=WAIT_MS)
    now = bench.session.now()
    keeper = bench.session.copy
    for age, is_said in ((timedelta(), False), (2 * STALE_AFTER, True)):
        keeper.state = CopyState(Freshness(True, now - age, True))
        keeper.state_changed.emit(keeper.state)
        assert bench.stale.isVisible() is is_said
    assert "Lists show Splynx as it was at" in words(bench)
