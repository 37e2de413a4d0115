"""One pair of practice servers per module, and a fresh data folder for each test."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sim.cli.driver import CommandLine
from tests.support.practice import PracticeServers


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=120, invoices=500, seed=5) as practice:
        practice.terminal(penny_rule=False)
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    """The servers without faults; what a test leaves set is undone."""
    yield practice_servers
    practice_servers.control("DELETE", "/faults")
    for server in ("splynx", "ippay"):
        practice_servers.listener(server, up=True)


@pytest.fixture
def bare(practice: PracticeServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A command line that knows no profile yet."""

    def set_stdin(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return CommandLine(practice, tmp_path / "data", tmp_path / "keyring.json", set_stdin)


@pytest.fixture
def cli(bare: CommandLine) -> CommandLine:
    """A command line with a checked profile."""
    bare.connect()
    return bare
