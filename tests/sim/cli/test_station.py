"""The composition root: who holds a data folder, what a dead process left, what the log hides."""

import logging
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.app.logs import LogBook
from ippay_desktop.app.practice import practice_at
from ippay_desktop.app.station import DesktopStation
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import AttemptState
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.identifiers import AttemptId, DocumentId, TransactionId
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.profile import Mode, Profile
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.sandbox.parent import is_alive
from ippay_desktop.services.customers import CustomerService
from ippay_desktop.services.station import Access
from tests.sim.cli.driver import CommandLine
from tests.sim.cli.samples import unused
from tests.unit.cli import samples

PROFILE = Profile(
    profile_id="p" * 32,
    name="p",
    mode=Mode.PRACTICE,
    splynx_url="http://127.0.0.1:9",
    splynx_api_key="k" * 32,
    ippay_url="http://127.0.0.1:9/ippay",
    terminal_id="TESTTERMINAL",
)
SECRET = SecretText("hunter2-hunter2")


def station_at(folder: Path) -> DesktopStation:
    station = DesktopStation(folder, secrets=MemorySecretStore())
    station.profiles.save(PROFILE, {"splynx_api_secret": SECRET})
    return station


def leave_behind(folder: Path) -> None:
    """What a process leaves that dies while a charge is on its way."""
    with closing(station_at(folder)) as station:
        workspace = station.open("p", Access.MONEY)
        intent = replace(samples.intent(), splynx_host=PROFILE.splynx_host)
        workspace.journal.add_intent(intent)


def test_one_station_at_a_time_may_charge(tmp_path: Path) -> None:
    with closing(station_at(tmp_path)) as first, closing(station_at(tmp_path)) as second:
        first.open("p", Access.MONEY)
        second.open("p", Access.LOOK)
        with pytest.raises(InputError, match="Another copy"):
            second.open("p", Access.MONEY)
    with closing(station_at(tmp_path)) as third:
        third.open("p", Access.MONEY)


def test_what_was_left_behind_is_found_by_looking_and_marked_once_by_charging(
    tmp_path: Path,
) -> None:
    leave_behind(tmp_path)
    with closing(station_at(tmp_path)) as station:
        looked = station.open("p", Access.LOOK)
        assert [found.state for found in station.left_behind()] == [AttemptState.INTENT]
        assert looked.journal.attempts(AttemptFilter())[0].state is AttemptState.INTENT
        workspace = station.open("p", Access.MONEY)
        assert [found.state for found in station.left_behind()] == [AttemptState.UNKNOWN]
        own = replace(
            samples.intent(),
            attempt_id=AttemptId("9" * 32),
            splynx_host=PROFILE.splynx_host,
            document=replace(samples.INVOICE, id=DocumentId(1)),
            transaction_id=TransactionId("ZZZZZZZZZZZZZZZZZZ"),
        )
        attempt = workspace.journal.add_intent(own)
        # Opened anew while that charge is under way, as after a change of settings.
        station.open("p", Access.MONEY)
        assert workspace.journal.attempt(attempt.id).state is AttemptState.INTENT


def test_a_charge_under_way_elsewhere_was_not_left_behind(tmp_path: Path) -> None:
    with closing(station_at(tmp_path)) as first, closing(station_at(tmp_path)) as second:
        workspace = first.open("p", Access.MONEY)
        workspace.journal.add_intent(replace(samples.intent(), splynx_host=PROFILE.splynx_host))
        second.open("p", Access.LOOK)
        assert second.left_behind() == ()


def test_a_run_that_was_cut_off_stands_still(tmp_path: Path) -> None:
    run = replace(samples.run(RunState.PLANNED), splynx_host=PROFILE.splynx_host)
    with closing(station_at(tmp_path)) as station:
        journal = station.open("p", Access.MONEY).journal
        journal.add_run(run, [samples.run_row()])
        journal.set_run_state(run.run_id, RunState.RUNNING, "", samples.AT)
        assert station.open("p", Access.MONEY).journal.run(run.run_id).state is RunState.RUNNING
    with closing(station_at(tmp_path)) as station:
        assert station.open("p", Access.MONEY).journal.run(run.run_id).state is RunState.PAUSED


def test_workspaces_of_one_splynx_share_their_locks(tmp_path: Path) -> None:
    with closing(station_at(tmp_path)) as station:
        station.profiles.save(replace(PROFILE, name="q", profile_id="q" * 32))
        station.profiles.save(PROFILE, {})
        one, other = station.open("p", Access.LOOK), station.open("q", Access.LOOK)
        assert one.locks is other.locks


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError):
        DesktopStation(tmp_path / "file" / "data")


def test_the_log_hides_secrets_and_a_broken_one_stops_nothing(tmp_path: Path) -> None:
    book = LogBook(tmp_path)
    book.hide(SECRET)
    book.start()
    logging.getLogger("ippay_desktop.x").warning("it is %s", SECRET.reveal(), extra={"n": 3})
    logging.getLogger("urllib3").warning("card 4111 1111 1111 1111")
    book.stop()
    text = (tmp_path / "logs" / "ippay-desktop.log").read_text(encoding="utf-8")
    assert "n=3" in text
    assert SECRET.reveal() not in text
    assert "4111" not in text
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "logs").write_text("in the way", encoding="utf-8")
    broken = LogBook(tmp_path / "other")
    broken.start()
    logging.getLogger("ippay_desktop.x").warning("nobody reads this")
    broken.stop()


def test_practice_is_a_world_of_its_own(tmp_path: Path) -> None:
    words = ["--customers=20", "--invoices=40"]
    with practice_at(tmp_path, words) as (station, announced):
        workspace = station.open(None, Access.MONEY)
        assert workspace.profile.mode is Mode.PRACTICE
        assert workspace.profile.labels_hash is not None
        assert CustomerService(workspace).search("")
        assert station.data_dir.parent == tmp_path
        pid = int(announced["pid"])
    assert list(tmp_path.iterdir()) == []
    assert not is_alive(pid)


def test_a_copied_journal_charges_only_when_it_is_adopted(cli: CommandLine, tmp_path: Path) -> None:
    document = unused(cli)["document"]["id"]
    assert cli(f"pay --invoice-id {document} --account card --yes").code in {0, 3}
    copied = replace(cli, data_dir=tmp_path / "copied")
    shutil.copytree(cli.data_dir, copied.data_dir)
    another, mark = unused(copied)["document"]["id"], copied.mark()
    refused = copied(f"pay --invoice-id {another} --account card --yes")
    assert refused.code == 1
    assert "verify-journal --adopt" in refused.message
    assert copied("history").of("attempt")
    assert copied.sent(mark) == []
    assert copied("verify-journal --adopt").code == 0
    assert copied(f"pay --invoice-id {another} --account card --yes").code in {0, 3}
