"""A copy of the practice servers' Splynx, filled once per module where a test only reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ippay_desktop.adapters.mirror import MirrorReader, MirrorWriter, open_copy
from ippay_desktop.adapters.secrets.memory_store import MemorySecretStore
from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.secret import SecretText
from ippay_desktop.services.synchronising import Depth, Synchroniser
from tests.support.practice import PracticeServers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ippay_desktop.adapters.mirror.opening import OpenedCopy
    from ippay_desktop.adapters.splynx.changes import Changes

PROFILE = "0" * 32


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServers]:
    with PracticeServers(customers=130, invoices=900, seed=3) as servers:
        yield servers


@contextmanager
def source_of(practice: PracticeServers) -> Iterator[Changes]:
    """Splynx as a renewal reads it."""
    transport = Transport(user_agent="tests", read_timeout_s=20, origins=[practice.splynx_url])
    client = SplynxClient(
        base_url=practice.splynx_url,
        api_key=practice.splynx_api_key,
        api_secret=SecretText(practice.splynx_api_secret),
        currency="USD",
        transport=transport,
        clock=SystemClock(),
    )
    try:
        yield client.changes(ZoneInfo(practice.splynx_timezone))
    finally:
        transport.close()


class Copy:
    """One copy with everything a test does to it."""

    def __init__(self, folder: Path, practice: PracticeServers, source: Changes) -> None:
        self.practice = practice
        self.source = source
        self.secrets = MemorySecretStore()
        self.folder = folder
        self.opened: OpenedCopy = open_copy(folder, PROFILE, self.secrets)
        self.reader = MirrorReader(self.opened, "USD")

    def renew(self, depth: Depth = Depth.OPEN, stop: Callable[[], bool] = lambda: False):
        writer = MirrorWriter(self.opened.connections)
        try:
            return Synchroniser(self.source, writer, SystemClock(), is_stopped=stop).run(depth)
        finally:
            writer.close()

    def rows(self, table: str) -> dict[int, tuple[Any, ...]]:
        with self.opened.connections.reading() as connection:
            return {row[0]: row for row in connection.execute(f"SELECT * FROM {table}")}  # noqa: S608


@pytest.fixture(scope="module")
def filled(practice: PracticeServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Filled once; for tests that only read it."""
    with source_of(practice) as source:
        copy = Copy(tmp_path_factory.mktemp("filled"), practice, source)
        copy.renew()
        yield copy
        copy.opened.close()


@pytest.fixture
def empty(practice: PracticeServers, tmp_path: Path) -> Iterator[Copy]:
    """One that a test fills itself."""
    with source_of(practice) as source:
        copy = Copy(tmp_path, practice, source)
        yield copy
        copy.opened.close()
