"""Settings can forget the computer: everything but the journal goes, once somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Role
from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.charging import ChargeService
from ippay_desktop.services.station import Access
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, press
from tests.security.test_roles import order_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.dialogs.base import ConfirmDialog
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.widgets.forget_card import ForgetCard
    from tests.gui.fakes import FakeStation


def card(window: MainWindow) -> ForgetCard:
    assert window.workbench is not None
    window.workbench.go(Place.SETTINGS)
    return window.workbench.settings.computer


def ask(settings: ForgetCard, qtbot: QtBot) -> ConfirmDialog:
    press(settings, "settings.forget_button")
    qtbot.waitUntil(lambda: settings.dialog is not None, timeout=WAIT_MS)
    assert settings.dialog is not None
    return settings.dialog


def test_everything_goes_when_somebody_confirms(
    window: MainWindow, station: FakeStation, qtbot: QtBot
) -> None:
    settings = card(window)
    dialog = ask(settings, qtbot)
    assert dialog.safe.isDefault()
    dialog.safe.click()
    assert window.workbench is not None
    assert station.profiles.all()
    ask(settings, qtbot).other.click()
    qtbot.waitUntil(lambda: station.has_erased_traces, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.connect_page, timeout=WAIT_MS)
    assert "was destroyed" in window.connect_page.trouble.sentence.text()
    assert window.session is None
    assert station.profiles.all() == ()
    assert "main" not in window.windowTitle()


def test_what_stands_in_the_way_is_said_before_anything_is_asked(
    window: MainWindow, station: FakeStation, qtbot: QtBot
) -> None:
    settings = card(window)

    def said(words: str) -> None:
        press(settings, "settings.forget_button")
        qtbot.waitUntil(lambda: words in settings.trouble.sentence.text(), timeout=WAIT_MS)
        assert settings.dialog is None

    station.gateway.answer = lambda _: GatewayAnswer(Verdict.UNKNOWN, "No answer.")
    workspace = station.open(None, Access.MONEY)
    ChargeService(workspace).charge(order_of(station, workspace))
    said("not settled")
    station.authority.assign(Role.CHARGE_RUNS, SecretText("administrator-1"))
    said("role")
    assert station.profiles.all()
