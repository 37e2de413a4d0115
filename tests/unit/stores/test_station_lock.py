"""One process at a time holds a data folder, and the system frees it however that process ends."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ippay_desktop.adapters.station_lock import FILE_NAME, StationLock, prepare_data_dir
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.domain.errors import InputError, StorageError

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from ippay_desktop.adapters.station_lock import StationLock
from ippay_desktop.adapters.system import SystemClock
lock = StationLock(Path(sys.argv[1]), clock=SystemClock())
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
"""


def holder(data_dir: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", HOLD, str(data_dir)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_copy_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    before = datetime.now(UTC)  # noqa: TID251  # compared with another process's clock
    with holder(tmp_path / "data") as other:
        lock = StationLock(tmp_path / "data", clock=SystemClock())
        with pytest.raises(InputError) as refused:
            lock.acquire()
        assert not lock.is_held
        other.kill()
    sentence = str(refused.value)
    assert f"process {other.pid}" in sentence
    assert f"since {before:%Y-%m-%d %H:}" in sentence
    assert "close that copy" in sentence
    assert sentence.count(".") == 1


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    for _ in range(3):
        with holder(tmp_path) as other:
            other.send_signal(signal.SIGKILL)
        with StationLock(tmp_path, clock=SystemClock()) as lock:
            assert lock.is_held
            note = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))
            assert note["process"] == os.getpid()


def test_the_lock_is_free_again_after_release(tmp_path: Path) -> None:
    first, second = (StationLock(tmp_path, clock=SystemClock()) for _ in range(2))
    first.acquire()
    first.acquire()
    with pytest.raises(InputError, match=f"process {os.getpid()}"):
        second.acquire()
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_a_lock_ends_not_with_a_stranger_closing_its_file(tmp_path: Path) -> None:
    with StationLock(tmp_path, clock=SystemClock()):
        (tmp_path / FILE_NAME).read_text(encoding="utf-8")
        with pytest.raises(InputError):
            StationLock(tmp_path, clock=SystemClock()).acquire()


@pytest.mark.parametrize("note", ["", "{", "[]", '{"process": "x", "since": 5}', '{"since": null}'])
def test_a_note_that_says_nothing_still_refuses(tmp_path: Path, note: str) -> None:
    with StationLock(tmp_path, clock=SystemClock()):
        (tmp_path / FILE_NAME).write_text(note, encoding="utf-8")
        with pytest.raises(InputError, match="Another copy of IPpay Desktop is using"):
            StationLock(tmp_path, clock=SystemClock()).acquire()


def test_folder_and_file_are_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with StationLock(folder, clock=SystemClock()):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be made"):
        prepare_data_dir(tmp_path / "file" / "data")
    (tmp_path / "data" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(StorageError, match="cannot be written"):
        StationLock(tmp_path / "data", clock=SystemClock()).acquire()
