"""An open journal for each test, in a file and in PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from tests.unit.journal.stores import FileStore, ServerStore, Store


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """Where a journal can be, for tests that both kinds must pass."""
    if request.param == "sqlite":
        return FileStore(request.getfixturevalue("journal_path"))
    return ServerStore(request.getfixturevalue("postgres"))


@pytest.fixture
def journal(store: Store) -> Iterator[SqlJournal]:
    opened = store.open()
    yield opened
    opened.close()


@pytest.fixture
def local_journal(journal_path: Path) -> Iterator[SqlJournal]:
    """Of a file, for tests about files."""
    opened = FileStore(journal_path).open()
    yield opened
    opened.close()
