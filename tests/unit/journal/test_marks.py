"""A journal that may have forgotten charges moves no money: copied, restored, damaged."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ippay_desktop.adapters import journal_marks as marks
from ippay_desktop.adapters.journal import FILE_NAME, open_journal
from ippay_desktop.adapters.journal_marks import JournalKeeper, Station
from ippay_desktop.adapters.secrets.keyring_store import KeyringSecretStore
from ippay_desktop.adapters.station_identity import FILE_NAME as STATION_FILE
from ippay_desktop.adapters.station_identity import place_of, station_id
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.ports import AttemptFilter, SecretStore
from ippay_desktop.domain.secret import SecretText
from tests.unit.journal.build import TestClock, intent, invoice
from tests.unit.journal.stores import FileStore


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@contextmanager
def opened(data_dir: Path, secrets: SecretStore | None = None) -> Iterator[JournalKeeper]:
    """A journal as the program opens it for money, its keeper not asked yet."""
    journal = open_journal(data_dir / FILE_NAME, clock=TestClock())
    station = Station(station_id(data_dir), place_of(data_dir), data_dir)
    try:
        yield JournalKeeper(journal.transactions, station, secrets or KeyringSecretStore())
    finally:
        journal.close()


def charge(data_dir: Path, number: int) -> None:
    """One command's life."""
    with opened(data_dir) as keeper:
        keeper.require_ours()
        journal = open_journal(data_dir / FILE_NAME, clock=TestClock())
        journal.add_intent(intent(f"a{number}", invoice(number)))
        journal.close()
        keeper.close()


def refusal(data_dir: Path) -> str:
    with opened(data_dir) as keeper, pytest.raises(StorageError) as refused:
        keeper.require_ours()
    reader = open_journal(data_dir / FILE_NAME, clock=TestClock(), writable=False)
    assert reader.attempts(AttemptFilter())
    reader.close()
    return str(refused.value)


def test_a_journal_goes_on_where_it_was_made(data_dir: Path) -> None:
    for number in range(1, 4):
        charge(data_dir, number)


@pytest.mark.parametrize("brings_its_id", [True, False])
def test_a_copy_in_another_folder_is_refused_until_adopted(
    data_dir: Path, tmp_path: Path, *, brings_its_id: bool
) -> None:
    charge(data_dir, 1)
    copy = tmp_path / "copy"
    shutil.copytree(data_dir, copy)
    if not brings_its_id:
        (copy / STATION_FILE).unlink()
    assert refusal(copy) == marks.ELSEWHERE
    with opened(copy) as keeper:
        keeper.adopt()
    charge(copy, 2)
    charge(data_dir, 3)


def test_a_copy_on_another_computer_is_refused(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    charge(data_dir, 1)
    monkeypatch.setattr("ippay_desktop.adapters.station_identity.machine_name", lambda: "another")
    assert refusal(data_dir) == marks.ELSEWHERE


def test_a_journal_of_another_station_in_our_folder_is_refused(data_dir: Path) -> None:
    """The place is the same, as on a cloned computer; the ids are not."""
    charge(data_dir, 1)
    (data_dir / STATION_FILE).unlink()
    assert refusal(data_dir) == marks.ELSEWHERE


def test_only_the_journal_restored_from_a_backup_is_refused(data_dir: Path, tmp_path: Path) -> None:
    charge(data_dir, 1)
    backup = tmp_path / "backup.sqlite"
    shutil.copyfile(data_dir / FILE_NAME, backup)
    charge(data_dir, 2)
    for file in data_dir.glob(f"{FILE_NAME}-*"):
        file.unlink()
    shutil.copyfile(backup, data_dir / FILE_NAME)
    assert refusal(data_dir) == marks.OLDER
    with opened(data_dir) as keeper:
        keeper.adopt()
    charge(data_dir, 3)


def test_the_whole_folder_restored_from_a_backup_is_refused(data_dir: Path, tmp_path: Path) -> None:
    charge(data_dir, 1)
    shutil.copytree(data_dir, tmp_path / "backup")
    charge(data_dir, 2)
    shutil.rmtree(data_dir)
    shutil.copytree(tmp_path / "backup", data_dir)
    assert refusal(data_dir) == marks.OLDER


def test_a_backup_that_went_on_by_itself_is_refused(data_dir: Path, tmp_path: Path) -> None:
    """It has come as far as the one before it, and not the same way."""
    charge(data_dir, 1)
    backup = tmp_path / "backup.sqlite"
    shutil.copyfile(data_dir / FILE_NAME, backup)
    charge(data_dir, 2)
    for file in data_dir.glob(f"{FILE_NAME}-*"):
        file.unlink()
    shutil.copyfile(backup, data_dir / FILE_NAME)
    journal = open_journal(data_dir / FILE_NAME, clock=TestClock())
    for number in (3, 4):
        journal.add_intent(intent(f"a{number}", invoice(number)))
    journal.close()
    assert refusal(data_dir) == marks.OLDER


def test_a_newer_backup_than_the_mark_is_fine(data_dir: Path) -> None:
    """A process that died left its mark behind: it is a lower bound."""
    charge(data_dir, 1)
    mark = (data_dir / marks.FILE_NAME).read_bytes()
    charge(data_dir, 2)
    (data_dir / marks.FILE_NAME).write_bytes(mark)
    charge(data_dir, 3)


@pytest.mark.parametrize("half", [b"", b'{"sequence": 1', b"[]"])
def test_a_mark_cut_off_while_it_was_written_says_nothing(data_dir: Path, half: bytes) -> None:
    charge(data_dir, 1)
    (data_dir / marks.FILE_NAME).write_bytes(half)
    charge(data_dir, 2)


class LockedKeyring:
    """Refuses everything."""

    def get(self, *_: str) -> SecretText | None:
        raise StorageError("locked")

    def put(self, *_: object) -> None:
        raise StorageError("locked")

    def remove(self, *_: str) -> None:
        raise StorageError("locked")


def test_without_a_keyring_the_file_still_tells(data_dir: Path) -> None:
    charge(data_dir, 1)
    with opened(data_dir, LockedKeyring()) as keeper:
        keeper.require_ours()
        keeper.mark()
    assert json.loads((data_dir / marks.FILE_NAME).read_text())["sequence"] == 1


def test_without_a_keyring_the_file_alone_tells_of_an_older_journal(
    data_dir: Path, tmp_path: Path
) -> None:
    charge(data_dir, 1)
    backup = tmp_path / "backup.sqlite"
    shutil.copyfile(data_dir / FILE_NAME, backup)
    charge(data_dir, 2)
    for file in data_dir.glob(f"{FILE_NAME}-*"):
        file.unlink()
    shutil.copyfile(backup, data_dir / FILE_NAME)
    with opened(data_dir, LockedKeyring()) as keeper, pytest.raises(StorageError) as refused:
        keeper.require_ours()
    assert str(refused.value) == marks.OLDER


@pytest.mark.parametrize("cheap", [1000, 0])
def test_a_damaged_journal_is_refused_and_its_first_bad_entry_named(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, cheap: int
) -> None:
    for number in range(1, 5):
        charge(data_dir, number)
    FileStore(data_dir / FILE_NAME).tamper(
        "UPDATE entries SET content = replace(content, '64', '65') WHERE sequence = 3"
    )
    monkeypatch.setattr(marks, "_CHEAP", cheap)
    assert refusal(data_dir).startswith("Entry 3 of the journal was changed")


def test_a_table_that_is_not_the_logs_replay_is_refused_and_not_adopted(data_dir: Path) -> None:
    """The chain is whole, so only a check of all of it tells."""
    charge(data_dir, 1)
    FileStore(data_dir / FILE_NAME).tamper("UPDATE attempts SET amount_minor = 1")
    with opened(data_dir) as keeper:
        for step in (keeper.require_ours, keeper.adopt):
            with pytest.raises(StorageError, match="attempts a1 is not what the journal's log"):
                step()


def test_a_thread_keeps_the_mark(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charge(data_dir, 1)
    (data_dir / marks.FILE_NAME).unlink()
    monkeypatch.setattr(marks, "_EVERY_S", 0.01)
    with opened(data_dir) as keeper:
        keeper.start()
        keeper.close()
    assert (data_dir / marks.FILE_NAME).exists()
