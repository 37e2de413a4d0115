"""What a killed program left is the first thing to read, and a profile does not leave it behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.outcome import GatewayAnswer, Verdict
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.profile import Mode
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.ui.presenters.connect import ConnectionInput, ConnectPresenter
from tests.gui.conftest import WAIT_MS
from tests.gui.test_runs import run_everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.profile import Profile
    from ippay_desktop.services.station import Station
    from ippay_desktop.ui.main_window import MainWindow
    from ippay_desktop.ui.tasks import Lanes
    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation


def lose_every_answer(bench: Workbench, station: FakeStation, qtbot: QtBot) -> tuple[Attempt, ...]:
    """Charges that are being checked, and stay so."""
    station.gateway.answer = lambda _: GatewayAnswer(Verdict.UNKNOWN, "The answer was lost.")
    run_everything(bench, qtbot)
    qtbot.waitUntil(lambda: not bench.desk.is_going_on, timeout=WAIT_MS)
    return bench.session.workspace.journal.attempts(AttemptFilter())


def filled_in(profile: Profile, **changes: str) -> ConnectionInput:
    wanted = {"splynx_url": profile.splynx_url, "ippay_url": profile.ippay_url, **changes}
    return ConnectionInput(
        name=profile.name,
        mode=Mode.PRACTICE,
        api_key=profile.splynx_api_key,
        api_secret=SecretText("s"),
        terminal_id=profile.terminal_id,
        ach_terminal_id="",
        ippay_password=SecretText(""),
        currency=profile.currency,
        timezone="UTC",
        **wanted,
    )


@pytest.mark.parametrize(
    "change",
    [{"splynx_url": "http://127.0.0.1:9"}, {"ippay_url": "http://127.0.0.1:9/ippay"}],
    ids=["another Splynx", "another gateway"],
)
def test_a_profile_is_not_moved_away_from_its_open_charges(
    bench: Workbench, station: FakeStation, lanes: Lanes, qtbot: QtBot, change: dict[str, str]
) -> None:
    assert lose_every_answer(bench, station, qtbot)
    before = station.profiles.choose(None)
    presenter = ConnectPresenter(station, lanes)
    with qtbot.waitSignal(presenter.failed, timeout=WAIT_MS) as failed:
        presenter.save_and_check(filled_in(before, **change))
    assert "not settled yet" in failed.args[0]
    assert station.profiles.choose(None) == before
    presenter.close()


def test_the_first_page_says_what_a_killed_program_left(
    bench: Workbench,
    station: FakeStation,
    open_window: Callable[[Station], MainWindow],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts = lose_every_answer(bench, station, qtbot)
    assert not bench.today.left_behind.isVisible()
    monkeypatch.setattr(station, "left_behind", lambda: attempts)
    again = open_window(station)
    qtbot.waitUntil(lambda: again.workbench is not None, timeout=WAIT_MS)
    assert again.workbench is not None
    today = again.workbench.today
    qtbot.waitUntil(lambda: today.checked.figure.text() == str(len(attempts)), timeout=WAIT_MS)
    assert today.left_behind.isVisible()
    said = today.left_behind.sentence.text()
    assert said.startswith(f"The program ended during {len(attempts)} charges; they are being")
    assert "Nothing is charged twice" in said
