"""One pair of practice servers for the folder, and a fresh journal for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.practice import PracticeServers
from tests.support.workspaces import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ippay_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=150, invoices=600, seed=7) as practice:
        practice.control("POST", "/ippay/terminal", {"penny_rule": False})
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    """The servers without faults; what a test leaves set is undone."""
    yield practice_servers
    practice_servers.control("DELETE", "/faults")


@pytest.fixture
def workspace(practice: PracticeServers, tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(practice, tmp_path / "a") as opened:
        yield opened
