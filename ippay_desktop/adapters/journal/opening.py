"""Opening a journal: for charging, or only to look while another process charges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.adapters.journal import upgrade
from ippay_desktop.adapters.journal.engine import (
    Database,
    create_private,
    open_nowhere,
    open_reader,
    open_writer,
)
from ippay_desktop.adapters.journal.failures import translated
from ippay_desktop.adapters.journal.journal import SqlJournal
from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.ports import Clock

FILE_NAME = "journal.sqlite"


def open_journal(path: Path, *, clock: Clock, writable: bool = True) -> SqlJournal:
    """Open the journal in a file; blocks, and is to be closed.

    Args:
        path: The file, usually `FILE_NAME` in the data folder, which must exist.
        clock: Dates what callers give no time for.
        writable: True creates or upgrades the file; the caller holds the station lock. False
            reads what was committed last and changes nothing; no file reads as an empty journal.

    Raises:
        StorageError: damaged, written by a newer program, on a full or unreachable disk.
    """
    try:
        return _open_for_writing(path, clock) if writable else _open_for_reading(path, clock)
    except OSError as error:
        raise StorageError(
            f"The journal {path} cannot be opened: {error.strerror}. Check that the data folder "
            "exists and that this user may write there."
        ) from error


def _open_for_writing(path: Path, clock: Clock) -> SqlJournal:
    create_private(path)
    upgrade.bring_up_to_date(path, now=clock.now())
    return SqlJournal(Database(reader=open_reader(path), writer=open_writer(path)), clock)


def _open_for_reading(path: Path, clock: Clock) -> SqlJournal:
    if not path.exists():
        return _empty(clock)
    reader = open_reader(path)
    try:
        with translated(), reader.connect() as connection:
            revision = upgrade.revision_of(connection)
    except BaseException:
        reader.dispose()
        raise
    if revision is None:  # Created this moment, or by a process that died right then.
        reader.dispose()
        return _empty(clock)
    upgrade.require_current(revision)
    return SqlJournal(Database(reader=reader, writer=None), clock)


def _empty(clock: Clock) -> SqlJournal:
    nowhere = open_nowhere()
    with nowhere.begin() as connection:
        upgrade.migrate(connection, upgrade.HEAD)
    return SqlJournal(Database(reader=nowhere, writer=None), clock)
