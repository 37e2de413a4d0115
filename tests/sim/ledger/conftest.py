"""One pair of practice servers, and two stations on one ledger whose time the test moves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.adapters.journal.postgres import server_clock
from tests.support.practice import PracticeServers
from tests.support.workspaces import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.services.workspace import Workspace
    from tests.support.postgres import PostgresServer


class LedgerTime:
    """The server's clock, which a test may set forward for everybody.

    Attributes:
        ahead_s: By how much.
    """

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self, connection: Connection) -> datetime:
        return server_clock(connection) + timedelta(seconds=self.ahead_s)


@pytest.fixture(scope="module")
def practice_servers() -> Iterator[PracticeServers]:
    with PracticeServers(customers=30, invoices=120, seed=37) as practice:
        yield practice


@pytest.fixture
def practice(practice_servers: PracticeServers) -> Iterator[PracticeServers]:
    """Servers with a new population, on a gateway that would process a charge twice."""
    practice_servers.control("POST", "/reset")
    for terminal in (practice_servers.terminal_id, practice_servers.ach_terminal_id):
        practice_servers.terminal(terminal, penny_rule=False)
    practice_servers.switches(ippay={"dup_mode": "process_again"})
    yield practice_servers
    practice_servers.control("DELETE", "/faults")


@pytest.fixture
def ledger_time() -> LedgerTime:
    return LedgerTime()


@pytest.fixture
def stations(
    practice: PracticeServers, postgres: PostgresServer, tmp_path: Path, ledger_time: LedgerTime
) -> Iterator[tuple[Workspace, Workspace]]:
    """Ann's and Bob's."""
    url = postgres.ledger_url()
    ann = postgres.open(url, station="desk-1", who="ann at desk-1", server_time=ledger_time)
    bob = postgres.open(url, station="desk-2", who="bob at desk-2", server_time=ledger_time)
    with (
        open_workspace(practice, tmp_path / "1", station="desk-1", journal=ann) as first,
        open_workspace(practice, tmp_path / "2", station="desk-2", journal=bob) as second,
    ):
        yield first, second
