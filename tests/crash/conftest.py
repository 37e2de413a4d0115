"""Fresh worlds for the real program, and a program that can be killed in them."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import keyring
import pytest

from tests.crash.mortal import Mortal
from tests.crash.worlds import fresh_world
from tests.sim.cli.driver import CommandLine
from tests.support import keyring_backend
from tests.support.practice import PracticeServers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="package")
def mortal() -> Iterator[Mortal]:
    made = Mortal()
    yield made
    made.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=120, invoices=480, seed=31) as practice:
        yield practice


@pytest.fixture
def program(
    servers: PracticeServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """The program on a fresh data folder, and servers with a fresh population.

    Commands that are not to be killed run in this process, on the same keyring file.
    """
    fresh_world(servers)
    secrets = tmp_path / "keyring.json"
    monkeypatch.setenv(keyring_backend.FILE_VARIABLE, str(secrets))
    keyring.set_keyring(keyring_backend.FileKeyring())

    def set_stdin(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    made = CommandLine(servers, tmp_path / "data", secrets, set_stdin)
    made.connect()
    return made
