"""A test that needs a Debian package gets it, or says so aloud."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.support import debian


@pytest.fixture(autouse=True)
def nobody_remembers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run as somebody who may not install, on a system with xvfb but nothing else."""
    debian._provide.cache_clear()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(debian, "_missing", lambda names: [one for one in names if one != "xvfb"])
    monkeypatch.delenv("CI", raising=False)
    yield
    debian._provide.cache_clear()


def test_what_is_installed_is_enough() -> None:
    debian.require_debian("xvfb")


def test_what_cannot_be_installed_skips_with_the_command() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"MISSING: sudo apt-get install .* openbox$"):
        debian.require_debian("openbox", "xvfb")


def test_continuous_integration_cannot_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="openbox"):
        debian.require_debian("openbox")


def test_a_system_without_apt_is_told_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(pytest.skip.Exception, match="openbox; this system has no apt-get"):
        debian.require_debian("openbox")
