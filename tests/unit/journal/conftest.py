"""An open journal for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ippay_desktop.adapters.journal import SqlJournal, open_journal
from tests.unit.journal.build import TestClock


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(journal_path: Path) -> Iterator[SqlJournal]:
    opened = open_journal(journal_path, clock=TestClock())
    yield opened
    opened.close()
