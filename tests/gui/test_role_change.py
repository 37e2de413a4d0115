"""An administrator changes the station's role beside the open window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.authority import StationAuthority
from ippay_desktop.ui.guarded import GuardedButton
from ippay_desktop.ui.text import literal, set_tip
from ippay_desktop.ui.widgets.navigation import Place
from ippay_desktop.ui.widgets.permission import BEGINS
from tests.gui.conftest import WAIT_MS, every_page
from tests.gui.test_permission import PIN, with_a_plan, with_an_invoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


@pytest.fixture
def administer(station: FakeStation) -> Callable[[Role], None]:
    """Another process with the same keyring gives the station another role."""
    held = station.authority
    other = StationAuthority(held._secrets, station.clock, station.screen_lock, owner="desk")
    return lambda role: other.assign(role, SecretText(PIN))


def come_back() -> None:
    """Staff come back to the program from another."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_who_comes_back_finds_it_grey_and_is_told(
    bench: Workbench, administer: Callable[[Role], None], qtbot: QtBot
) -> None:
    with_an_invoice(bench, qtbot)
    page = bench.customers.page
    assert page.pay.isEnabled()
    administer(Role.READ_ONLY)
    with qtbot.waitSignal(bench.roles.changed, timeout=WAIT_MS):
        come_back()
    assert not page.pay.isEnabled()
    assert "may not charge a customer" in page.pay.toolTip()
    assert "may not charge a customer" in page.pay.accessibleDescription()
    assert bench.bottom.role.word == "ada may only look"
    assert bench.bottom.role.isVisible()
    told = "This station's role was changed: ada may only look."
    assert bench.bottom.line.sentence.text() == told
    # A page that is made only now finds it so too.
    bench.go(Place.SETTINGS)
    assert not bench.settings.new_profile.isEnabled()


def test_nothing_is_said_when_nothing_changed(bench: Workbench, qtbot: QtBot) -> None:
    bench.bottom.line.say("")
    come_back()
    assert bench.session.scope.is_reading
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    assert bench.bottom.line.sentence.text() == ""
    assert not bench.bottom.role.isVisible()


def test_another_program_in_front_is_no_reason_to_read(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert not bench.session.scope.is_reading


def test_what_was_refused_is_grey_from_then_on(
    bench: Workbench, administer: Callable[[Role], None], qtbot: QtBot
) -> None:
    with_a_plan(bench, qtbot)
    start = bench.planner.totals.start
    assert start.isEnabled()
    administer(Role.CHARGE_ONE)
    start.click()
    qtbot.waitUntil(bench.planner.trouble.isVisible, timeout=WAIT_MS)
    assert "may not charge a period" in bench.planner.trouble.sentence.text()
    qtbot.waitUntil(lambda: not start.isEnabled(), timeout=WAIT_MS)
    assert bench.bottom.role.word == "ada may charge single customers"


def test_whoever_may_again_finds_it_as_the_page_wants_it_now(
    bench: Workbench, administer: Callable[[Role], None], qtbot: QtBot
) -> None:
    with_an_invoice(bench, qtbot)
    page = bench.customers.page
    administer(Role.READ_ONLY)
    with qtbot.waitSignal(bench.roles.changed, timeout=WAIT_MS):
        come_back()
    page.documents.clearSelection()
    set_tip(page.refill, "Another tip")
    assert "may not charge a customer" in page.refill.toolTip()
    administer(Role.ADMINISTER)
    with qtbot.waitSignal(bench.roles.changed, timeout=WAIT_MS):
        come_back()
    assert not page.pay.isEnabled(), "nothing is chosen"
    assert page.refill.isEnabled()
    assert page.refill.toolTip() == literal("Another tip")
    assert page.refill.accessibleDescription() == ""
    assert not bench.bottom.role.isVisible()
    told = "This station's role was changed: ada may do everything."
    assert bench.bottom.line.sentence.text() == told
    page.documents.select_key("invoice:1")
    assert page.pay.isEnabled()


def test_a_keyring_that_refuses_is_not_asked_again_at_once(
    bench: Workbench, station: FakeStation, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """It may ask for its password each time, and the window is active again after each."""
    # Besides, the local copy may ask for its key meanwhile.
    asked: list[str] = []

    def refuse(_store: object, _owner: str, name: str) -> None:
        asked.append(name)
        raise StorageError("The keyring is locked.")

    monkeypatch.setattr(type(station.authority._secrets), "get", refuse)
    with qtbot.waitSignal(bench.roles.changed, timeout=WAIT_MS):
        come_back()
    assert bench.bottom.role.word == "ada may only look: the role cannot be read"
    assert asked.count("station_policy") == 1
    come_back()
    # Pages may still read anew since the role changed; whatever reads has ended then.
    qtbot.waitUntil(lambda: not bench.session.scope.is_reading, timeout=WAIT_MS)
    assert asked.count("station_policy") == 1


def test_every_button_that_a_role_closes_can_be_opened_again(bench: Workbench) -> None:
    every_page(bench)
    found = {
        one.objectName(): one
        for one in bench.findChildren(QAbstractButton)
        if one.objectName() in BEGINS
    }
    # The others are in the dialog of a charge.
    assert {name for name in BEGINS if not name.startswith("charge.")} == set(found)
    assert [name for name, one in found.items() if not isinstance(one, GuardedButton)] == []
