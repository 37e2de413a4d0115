"""What the program is made of is known, fits, and comes from nowhere else than the lock."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import supply as supply_chain

ROOT = Path(__file__).resolve().parents[2]
NOT_AUDITED = 3
TRAPS = (
    *("requests", "sqlalchemy", "keyring", "PySide6", "platformdirs", "truststore", "defusedxml"),
    *("sitecustomize", "usercustomize", "ippay_desktop", "typing_extensions", "logging", "json"),
)


def test_every_library_is_in_the_bill_with_its_hashes_and_licence() -> None:
    found = supply_chain.libraries()
    lines = re.findall(r"^\S+==", supply_chain.LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(lines) > 30
    bill = supply_chain.sbom(found)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill == supply_chain.sbom(supply_chain.libraries()), "the same for the same lock"
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", supply_chain.LOCK.read_text("utf-8")))
    told = {one["content"] for part in bill["components"] for one in part["hashes"]}
    assert told == hashes
    for part in bill["components"]:
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}"
        assert part["hashes"]
        assert part["licenses"][0]["expression"] in supply_chain.FIT
    refs = {part["bom-ref"] for part in bill["components"]}
    assert set(bill["dependencies"][0]["dependsOn"]) == refs


def test_every_licence_is_known_and_fits() -> None:
    assert supply_chain.unfit(supply_chain.libraries()) == []


def test_a_licence_nobody_has_judged_is_noticed() -> None:
    lock = f"nobody-knows==1.0 \\\n    --hash=sha256:{'a' * 64}\n"
    found = supply_chain.libraries(lock)
    assert found[0].hashes == ("a" * 64,)
    assert supply_chain.unfit(found) == ["nobody-knows 1.0: unknown"]


def supply(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-m", "tests.supply", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands(tmp_path: Path) -> None:
    assert json.loads(supply("sbom").stdout)["components"]
    assert supply("sbom", str(tmp_path / "sbom.json")).returncode == 0
    assert json.loads((tmp_path / "sbom.json").read_text())["components"]
    assert "requests" in supply("licences").stdout
    assert supply("licences").returncode == 0
    assert supply("nonsense").returncode == 2


def test_an_audit_that_cannot_be_made_says_so_aloud_and_is_no_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert supply_chain.audit() == NOT_AUDITED
    assert "SKIPPED: NOT AUDITED" in capsys.readouterr().err
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(supply_chain, "DATABASE", ("127.0.0.1", 1))
    assert supply_chain.audit() == NOT_AUDITED
    assert "cannot be reached" in capsys.readouterr().err


SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        ([SOUND], 0, "1 libraries looked up"),
        ([SOUND, WEAK], 1, "WEAK: b 2: X-1, mended in 3"),
        ([WEAK, UNKNOWN], 1, "WEAK: b 2"),
        # What pip-audit says with 0 and "No known vulnerabilities found" behind a bare mirror.
        ([UNKNOWN, UNKNOWN], NOT_AUDITED, "2 of 2 libraries could not be looked up: c, c"),
        ([SOUND, UNKNOWN], NOT_AUDITED, "1 of 2"),
        ([], NOT_AUDITED, "0 of 0"),
        (None, NOT_AUDITED, "no list"),
    ],
)
def test_only_libraries_that_were_looked_up_count_as_sound(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    told: list[dict[str, object]] | None,
    code: int,
    words: str,
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert str(supply_chain.LOCK) in command
        said = "" if told is None else json.dumps({"dependencies": told, "fixes": []})
        return subprocess.CompletedProcess(command, 0, said)

    class Reached:
        def close(self) -> None:
            pass

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: Reached())
    monkeypatch.setattr(subprocess, "run", run)
    assert supply_chain.audit() == code
    said = capsys.readouterr()
    assert words in said.out + said.err


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A folder in which every library is a trap that leaves a mark when it is loaded."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in TRAPS:
        trap = f"open({str(tmp_path / 'sprung')!r}, 'a').write({name!r} + ' ')\n"
        (folder / f"{name}.py").write_text(trap)
    (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=requests.Keyring\n")
    (folder / "qt.conf").write_text(f"[Paths]\nPlugins={folder}\n")
    (folder / "pyvenv.cfg").write_text("home = .\n")
    return folder


# What run.py becomes when it has made its environment.
AS_RUN_PY = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import run
run.PYTHON = Path(sys.executable)
sys.exit(run.run_program(sys.argv[2:], dict(os.environ)))
"""


@pytest.mark.parametrize(
    "start",
    [
        [sys.executable, "-P", "-c", AS_RUN_PY, str(ROOT)],
        [str(Path(sys.executable).parent / "ippay-desktop")],
    ],
    ids=["as run.py starts it", "the installed command"],
)
def test_nothing_is_loaded_from_the_working_folder(trapped: Path, start: list[str]) -> None:
    if not Path(start[0]).exists():
        pytest.skip(f"NOT INSTALLED HERE: {start[0]}")
    for words in (["history"], ["profile", "list"], ["station", "show"]):
        done = subprocess.run(  # noqa: S603  # our own program
            [*start, "--json", *words],
            cwd=trapped,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert done.stdout
    assert not (trapped.parent / "sprung").exists()


def test_typed_by_hand_libraries_are_not_taken_from_the_working_folder(trapped: Path) -> None:
    # `python -m` itself looks here for the program's own name and for what it needs to find it;
    # everything after that is loaded from where it is installed.
    for name in ("ippay_desktop", "sitecustomize", "usercustomize"):
        (trapped / f"{name}.py").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "ippay_desktop", "--json", "station", "show"],
        cwd=trapped,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    assert not (trapped.parent / "sprung").exists()
