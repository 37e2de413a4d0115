"""Opening a journal: for charging, or only to look while another process charges."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal import upgrade
from ippay_desktop.adapters.journal.engine import (
    Database,
    create_private,
    dial_copy,
    dial_reader,
    dial_writer,
    open_nowhere,
    open_reader,
)
from ippay_desktop.adapters.journal.failures import translated
from ippay_desktop.adapters.journal.journal import SqlJournal
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.profile import Mode, ledger_address

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.adapters.journal.postgres import TeamDatabase
    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.domain.secret import SecretText

FILE_NAME = "journal.sqlite"


def open_journal(path: Path, *, clock: Clock, writable: bool = True, who: str = "") -> SqlJournal:
    """Open the journal in a file; blocks, and is to be closed.

    Args:
        path: The file, usually `FILE_NAME` in the data folder, which must exist.
        clock: Dates what callers give no time for.
        writable: True creates or upgrades the file; the caller holds the station lock. False
            reads what was committed last and changes nothing; no file reads as an empty journal.
        who: Who works here, for whoever looks at a run meanwhile.

    Raises:
        StorageError: damaged, written by a newer program, on a full or unreachable disk.
    """
    try:
        if writable:
            return _open_for_writing(path, clock, who)
        return _open_for_reading(path, clock)
    except OSError as error:
        raise StorageError(
            f"The journal {path} cannot be opened: {error.strerror}. Check that the data folder "
            "exists and that this user may write there."
        ) from error


def open_ledger(  # noqa: PLR0913  # each is a fact of its own, given by name
    url: str,
    password: SecretText | None,
    *,
    clock: Clock,
    station: str,
    who: str,
    ca_bundle: str | None = None,
    writable: bool = True,
    server_time: Callable[[Connection], datetime] | None = None,
) -> SqlJournal:
    """Open a team's shared ledger; blocks, and is to be closed.

    Args:
        url: As the profile holds it.
        password: From the keyring.
        clock: Dates what callers give no time for.
        station: This station's id, which no other station that lives has.
        who: Who works at it, for people at other stations.
        ca_bundle: A file of certificates to trust instead of the usual.
        writable: False only looks, and changes nothing.
        server_time: Instead of the server's clock, for tests.

    Raises:
        InputError: the address is not one.
        AuthenticationError: user or password were refused.
        PermissionDeniedError: the user may not make or upgrade its tables.
        StorageError: it cannot be reached, or not safely; or a newer program has written it.
    """
    from ippay_desktop.adapters.journal.postgres import (  # noqa: PLC0415  # not always needed
        TeamDatabase,
        dialler,
    )

    dial = dialler(ledger_address(url, Mode.LIVE), password, ca_bundle)
    database = TeamDatabase(dial, writable=writable, server_time=server_time)
    try:
        if not _is_ready(database, writable=writable):
            database.close()
            return _empty(clock)
        journal = SqlJournal(database, clock, station=station, who=who)
        if writable:
            journal.forget_own_claims()
    except BaseException:
        database.close()
        raise
    return journal


def _is_ready(database: TeamDatabase, *, writable: bool) -> bool:
    """Whether there is a ledger to work with; one to be written is made or upgraded."""
    if writable:
        database.require_durability()
        if database.revision() != upgrade.HEAD:
            database.bring_up_to_date()
        return True
    revision = database.revision()
    if revision is None:
        return False
    upgrade.require_current(revision)
    return True


def _open_for_writing(path: Path, clock: Clock, who: str) -> SqlJournal:
    create_private(path)
    upgrade.bring_up_to_date(path, now=clock.now())
    database = Database(reader=partial(dial_reader, path), writer=dial_writer(path), clock=clock)
    return SqlJournal(database, clock, who=who)


def _open_for_reading(path: Path, clock: Clock) -> SqlJournal:
    if not path.exists():
        return _empty(clock)
    reader = open_reader(path)
    try:
        with translated(), reader.connect() as connection:
            revision = upgrade.revision_of(connection)
    finally:
        reader.dispose()
    if revision is None:  # Created this moment, or by a process that died right then.
        return _empty(clock)
    upgrade.require_current(revision)
    return _only_reading(partial(dial_reader, path), clock)


def _empty(clock: Clock) -> SqlJournal:
    nowhere = open_nowhere()
    with nowhere.begin() as connection:
        upgrade.migrate(connection, upgrade.HEAD)
    with closing(nowhere.raw_connection()) as raw:
        driver: Any = raw.driver_connection
        content: bytes = driver.serialize()
    nowhere.dispose()
    return _only_reading(partial(dial_copy, content), clock)


def _only_reading(dial: Callable[[], sqlite3.Connection], clock: Clock) -> SqlJournal:
    return SqlJournal(Database(reader=dial, writer=None, clock=clock), clock)
