"""Files are this user's alone, the process leaves no image of itself, the journal no secret."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ippay_desktop.adapters.atomic import write_private
from ippay_desktop.adapters.journal.engine import create_private
from ippay_desktop.adapters.mirror.opening import open_copy
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from tests.sim.cli.driver import CommandLine

ROOT = Path(__file__).resolve().parents[2]


def test_everything_written_is_for_this_user_alone(cli: CommandLine, tmp_path: Path) -> None:
    os.umask(0)
    folder = tmp_path / "parent" / "data"
    cli = CommandLine(cli.practice, folder, cli.keyring_file, cli.set_stdin)
    cli.connect()
    period = f"--period={cli.practice.period}"
    confirm = cli(f"charge {period} --customer=1,2,3 --preview").last["confirm"]
    cli(f"charge {period} --customer=1,2,3 --confirm {confirm}")
    written = [folder, *folder.rglob("*")]
    assert {path.name for path in written} >= {"profiles.json", "ippay-desktop.log", "logs"}
    open_to_others = [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in written if path.is_dir())


SHOW = """
import resource, os, sys, ctypes
from ippay_desktop import __main__
seen = {}
def look(*_):
    umask = os.umask(0); os.umask(umask)
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
    print(umask, *resource.getrlimit(resource.RLIMIT_CORE), dumpable)
    return 0
from ippay_desktop.app import main
main.main = look
sys.exit(__main__.main(["history"]))
"""


@pytest.fixture
def careless() -> Iterator[None]:
    """A user whose own settings let everybody read new files."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.usefixtures("careless")
def test_each_file_is_private_by_itself_too(tmp_path: Path) -> None:
    # The process makes all files private; should that ever be lost, these stay so.
    create_private(tmp_path / "journal")
    write_private(tmp_path / "profiles", b"{}")
    open_copy(tmp_path, "p", MemorySecretStore()).close()
    made = [one for one in tmp_path.iterdir() if one.is_file()]
    assert len(made) == 3
    assert {one.stat().st_mode & 0o777 for one in made} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.usefixtures("careless")
def test_the_program_refuses_to_leave_a_core_dump_or_be_read() -> None:
    told = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", SHOW], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert told == [str(0o077), "0", "0", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own switch")
def test_without_the_guard_a_process_could_be_read() -> None:
    # What the one above must change.
    told = subprocess.run(  # our own words
        [sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert told == ["1"]
