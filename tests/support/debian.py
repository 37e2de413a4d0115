"""Debian packages that a test needs: installed on the way, or asked for aloud."""

import fcntl
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_UPDATED_FOR_S = 3600
_APT_LIMIT_S = 900
_LINES_OF_A_FAILURE = 15


def require_debian(*packages: str) -> None:
    """Return once all the packages are installed, or end the test.

    Root on Debian installs what is missing, one process at a time. Anybody else skips the test
    with the command that would help; in continuous integration (CI=true) that is a failure, so
    that a test cannot vanish there. May take minutes at the first call; then it is remembered.

    Args:
        *packages: Debian package names, such as "xvfb".
    """
    problem = _provide(tuple(sorted(set(packages))))
    if not problem:
        return
    reason = f"DEBIAN PACKAGES MISSING: {problem}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@functools.cache
def _provide(packages: tuple[str, ...]) -> str:
    """Install what is missing; what went wrong, in words, or nothing."""
    missing = _missing(packages)
    if not missing:
        return ""
    command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        return f"{', '.join(missing)}; this system has no apt-get"
    if os.geteuid() != 0:
        return f"sudo {command}"
    with _machine_to_itself() as folder:
        missing = _missing(packages)  # Another process may have brought them meanwhile.
        return _install(missing, folder) if missing else ""


def _missing(packages: tuple[str, ...]) -> list[str]:
    """Those of the packages that are not installed."""
    if shutil.which("dpkg-query") is None:
        return list(packages)
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Abbrev}", "--"]
    states = {
        package: subprocess.run(  # noqa: S603  # package names from our tests
            [*query, package], check=False, capture_output=True, text=True
        ).stdout
        for package in packages
    }
    return [package for package, state in states.items() if not state.startswith("ii")]


@contextmanager
def _machine_to_itself() -> Iterator[Path]:
    """One installing test process at a time on this machine; gives the folder it guards.

    Meanwhile the test's own time limit stands still: a slow mirror is not the test's fault.
    """
    folder = Path(tempfile.gettempdir()) / f"ippay-desktop-tests-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        pytest.fail(f"{folder} belongs to someone else", pytrace=False)
    left_s, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        with (folder / "apt.lock").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        signal.setitimer(signal.ITIMER_REAL, left_s)


def _install(packages: list[str], folder: Path) -> str:
    """Install packages as root; the end of apt's words if it failed, or nothing."""
    options = ["-q", "-o", "DPkg::Lock::Timeout=600"]
    updated = folder / "apt.updated"
    if not _is_fresh(updated):
        # A source out of reach need not matter: the install below tells.
        _apt("update", *options)
        updated.touch()
    result = _apt("install", "-y", "--no-install-recommends", *options, *packages)
    if result.returncode == 0:
        return ""
    updated.unlink(missing_ok=True)
    ending = "\n".join(result.stdout.strip().splitlines()[-_LINES_OF_A_FAILURE:])
    return f"{', '.join(packages)} could not be installed:\n{ending}"


def _is_fresh(mark: Path) -> bool:
    """Whether the package lists were renewed within the hour, by the disk's own clock."""
    now = mark.with_suffix(".now")
    now.touch()
    return mark.exists() and now.stat().st_mtime - mark.stat().st_mtime < _UPDATED_FOR_S


def _apt(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own words
        ["apt-get", *words],  # noqa: S607  # wherever the system has it
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        timeout=_APT_LIMIT_S,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
