"""Forgetting a computer leaves nothing of the provider on it but the journal."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.mirror.opening import KEY_NAME
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.adapters.station_lock import StationLock
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.app.copies import LOCK_NAME, ProfileCopy
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.ui.main_window import MainWindow
from tests.gui import fakes
from tests.gui.conftest import WAIT_MS
from tests.security.test_evidence import paid

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ippay_desktop.domain.local_copy import ChangeSource
    from ippay_desktop.ui.tasks import Lanes
    from tests.conftest import MemoryKeyring
    from tests.sim.cli.driver import CommandLine


def left_of(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_copy_secrets_pins_profiles_and_logs_are_destroyed_and_the_journal_stays(
    cli: CommandLine, memory_keyring: MemoryKeyring
) -> None:
    attempt = paid(cli)
    assert cli("sync").code == 0
    pin = json.dumps({"admin_pin": "administrator-1"})
    assert cli("station role charge-one", stdin=pin).code == 0
    # Whoever may only charge may not forget.
    assert cli("station forget --yes").code == 2
    assert cli("station role administer", stdin=pin).code == 0
    assert cli("station forget").code == 2
    assert len(memory_keyring.passwords) >= 4
    before = left_of(cli.data_dir)
    done = cli("station forget --yes")
    assert (done.code, done.last["journal_kept"]) == (0, True)
    kept = [user for _, user in memory_keyring.passwords]
    assert [user for user in kept if not user.endswith("/journal_mark")] == []
    gone = before - left_of(cli.data_dir)
    assert {"profiles.json", "ippay-desktop.log"} <= gone
    assert any(name.endswith(".db") and "copy" in name for name in before)
    assert not any(name.endswith(".db") and "copy" in name for name in left_of(cli.data_dir))
    assert cli("profile list").last["count"] == 0
    # Connected again, the history is there.
    cli.connect()
    assert attempt in [one["attempt_id"] for one in cli("history").of("attempt")]
    assert cli("verify-journal").code == 0


def test_nothing_is_forgotten_while_a_charge_is_not_settled(
    cli: CommandLine, memory_keyring: MemoryKeyring
) -> None:
    cli.practice.faults([{"server": "ippay", "fault": "drop_after", "times": 1}])
    rows = cli(f"charge --period={cli.practice.period} --account=card --preview").of("row")
    number = next(row["document"]["id"] for row in rows if row["eligible"])
    assert cli(f"pay --invoice-id {number} --yes").code == 4
    assert cli("attention").of("attention")
    passwords = dict(memory_keyring.passwords)
    assert "not settled" in cli("station forget --yes").message
    # Nor while a void is in doubt.
    assert cli("reconcile --wait 30").code == 0
    charge = cli("history").of("attempt")[0]["attempt_id"]
    cli.practice.faults([{"server": "ippay", "fault": "drop_after", "times": 1}])
    assert cli(f"void {charge} --yes").code == 4
    assert "not settled" in cli("station forget --yes").message
    assert cli("profile list").last["count"] == 1
    assert passwords.keys() <= memory_keyring.passwords.keys()


def test_nothing_of_the_provider_is_left_on_a_real_station(
    cli: CommandLine, memory_keyring: MemoryKeyring, qtbot: QtBot, lanes: Lanes
) -> None:
    """With a copy being made at that moment, which must not come back."""
    station = DesktopStation(cli.data_dir)
    window = MainWindow()
    try:
        window.start(station, lanes, None)
        qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT_MS)
        assert window.workbench is not None
        window.workbench.session.copy.renew()
        window.workbench.forget_asked.emit()
        with qtbot.waitSignal(window.connect_presenter.forgotten, timeout=100_000):
            pass
    finally:
        window.begin_closing()
        draining = lanes.loop.create_task(window.drain())
        qtbot.waitUntil(draining.done, timeout=WAIT_MS)
        window.let_go()
        window.deleteLater()
        station.close()
    kept = {user for _, user in memory_keyring.passwords}
    assert {user for user in kept if not user.endswith("/journal_mark")} == set()
    left = {path.name for path in cli.data_dir.rglob("*") if path.is_file()}
    assert not [name for name in left if "copy" in name and name.endswith(".db")]
    assert not left & {"profiles.json", "window.json", "ippay-desktop.log"}
    assert "journal.sqlite" in left


class NeverAsked:
    """Splynx in a test that renews nothing."""

    def changes(self) -> ChangeSource:
        raise AssertionError("nothing is read")


def test_a_copy_that_was_forgotten_does_not_come_back(tmp_path: Path) -> None:
    """Whoever was about to read or renew it gets an error, and no new file, and no new key."""
    secrets = MemorySecretStore()
    copy = ProfileCopy(
        tmp_path,
        fakes.profile(),
        secrets=secrets,
        clock=SystemClock(),
        source=NeverAsked().changes,
        is_session_only=lambda: False,
    )
    assert not copy.reader.freshness().is_complete
    (file,) = tmp_path.glob("*.db")
    profile_id = fakes.profile().profile_id
    assert secrets.get(profile_id, KEY_NAME) is not None
    held, forgotten = threading.Event(), threading.Event()

    def renew() -> None:
        lock = StationLock(tmp_path, clock=SystemClock(), file_name=LOCK_NAME)
        with lock:
            held.set()
            # Waited for: a renewal that went on beside it would write the file again.
            assert not forgotten.wait(0.5)

    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(renew)
        assert held.wait(30)
        copy.forget()
        forgotten.set()
        renewing.result()
    for use in (
        lambda: copy.reader,
        lambda: copy.renewal(lambda _: None, lambda: False).__enter__(),
    ):
        with pytest.raises(StorageError, match="forgotten"):
            use()
    assert secrets.get(profile_id, KEY_NAME) is None
    assert not file.exists()
