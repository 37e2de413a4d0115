"""Brings a journal to the schema of this program, after a copy, or refuses to touch it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, MetaData, inspect, text

from ippay_desktop.adapters.journal import engine
from ippay_desktop.adapters.journal.failures import translated
from ippay_desktop.domain.errors import PermissionDeniedError, StorageError

if TYPE_CHECKING:
    from datetime import datetime

    from alembic.script import ScriptDirectory

# Known without importing Alembic, which would cost every start a quarter of a second.
HEAD = "0007"
_MIGRATIONS = Path(__file__).with_name("migrations")
_COPY_STAMP = "%Y%m%dT%H%M%S%fZ"

TOO_NEW = (
    "The journal was written by a newer IPpay Desktop. Install that version here; this one must "
    "not touch it."
)
TOO_OLD = (
    "The journal was written by an older IPpay Desktop, and another copy of the program holds it. "
    "Close that copy, then open this one once."
)
_BROKEN_BY_STEP = (
    "The journal could not be brought to this version, and was left as it was. Go back to the "
    "version you used before, and ask for help."
)
_MAY_NOT_COPY = (
    "The team's ledger was written by an older IPpay Desktop. It is copied before it is changed, "
    "and the user of --ledger may not make that copy: have “GRANT CREATE ON DATABASE” given to it."
)
_MAY_MAKE_NO_TABLES = (
    "The team's ledger has no tables yet, and the user of --ledger may make none. Have that user "
    "own the database, or have “GRANT CREATE, USAGE ON SCHEMA public” given to it."
)
_COPY_IS_THERE = (
    "The team's ledger is copied before it is changed, and an earlier copy is in the way: have the "
    "schema {name} renamed or dropped by whoever runs the server."
)
_HAS_REVISION = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
_REVISION = "SELECT version_num FROM alembic_version"
_TAKEN = text("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = :name)")
_MAY_COPY = text("SELECT has_database_privilege(current_database(), 'CREATE')")
# No schema at all is found by a user who may use none.
_MAY_MAKE_TABLES = text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
_PLACE = text("SELECT current_schema(), current_setting('search_path')")
_LOOK_IN = text("SELECT set_config('search_path', :name, true)")


def revision_of(connection: Connection) -> str | None:
    """The schema's version; None while nothing has been written."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text(_REVISION)).scalar()
    return revision


def bring_up_to_date(path: Path, *, now: datetime) -> None:
    """Create the schema, or upgrade it after a copy of the file.

    Raises:
        StorageError: the journal is newer than this program, or the disk refuses.
    """
    if _is_current(path):
        return
    writer = engine.open_writer(path, foreign_keys=False)
    try:
        with translated(), writer.connect() as connection:
            before = revision_of(connection)
            if before is not None:
                _refuse_unknown(before)
                copy_journal(path, before, now=now)
        with translated(), writer.begin() as connection:
            migrate(connection, HEAD)
    finally:
        writer.dispose()


def _is_current(path: Path) -> bool:
    """Whether there is nothing to do, as at nearly every start: an engine for it costs some ms."""
    with translated(), closing(engine.dial_writer(path)) as driver:
        if driver.execute(_HAS_REVISION).fetchone() is None:
            return False
        row: tuple[str] | None = driver.execute(_REVISION).fetchone()
        return row == (HEAD,)


def bring_ledger_up_to_date(connection: Connection) -> None:
    """Create or upgrade a team's ledger in the caller's transaction, which excludes other stations.

    Before an upgrade the whole ledger is copied to a schema of its own, `before_FROM_to_TO`: the
    same tables with all their rules, so that to restore is to give the schemas other names.

    Raises:
        StorageError: the ledger is newer than this program.
        PermissionDeniedError: its user may make no tables, or no schema for the copy.
    """
    before = revision_of(connection)
    if before == HEAD:  # Another station was faster.
        return
    if before is None:
        if not connection.execute(_MAY_MAKE_TABLES).scalar():
            raise PermissionDeniedError(_MAY_MAKE_NO_TABLES)
    else:
        _refuse_unknown(before)
        copy_ledger(connection, before)
    migrate(connection, HEAD)


def copy_ledger(connection: Connection, revision: str) -> str:
    """Copy a ledger into a new schema of its database, in the caller's transaction; its name.

    The schema's tables are made by the same steps that made the ledger's, then filled.

    Raises:
        PermissionDeniedError: the user may make no schema.
        StorageError: one of that name is there.
    """
    name = f"before_{revision}_to_{HEAD}"
    asked = {"name": name}
    if connection.execute(_TAKEN, asked).scalar():
        raise StorageError(_COPY_IS_THERE.format(name=name))
    if not connection.execute(_MAY_COPY).scalar():
        raise PermissionDeniedError(_MAY_NOT_COPY)
    original, path = connection.execute(_PLACE).one()
    connection.execute(text(f"CREATE SCHEMA {name}"))
    connection.execute(_LOOK_IN, asked)
    migrate(connection, revision)
    tables = MetaData()
    tables.reflect(connection, schema=name)
    quote = connection.dialect.identifier_preparer.quote
    # In the order of their references.
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            columns = ", ".join(quote(column.name) for column in table.columns)
            target, source = f"{name}.{table.name}", f"{quote(original)}.{table.name}"
            connection.execute(
                text(f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {source}")  # noqa: S608  # names of our own tables
            )
    connection.execute(_LOOK_IN, {"name": path})
    return name


def require_current(revision: str | None) -> None:
    """Refuse to read a schema that is not this program's.

    Raises:
        StorageError: older or newer.
    """
    if revision != HEAD:
        _refuse_unknown(revision)
        raise StorageError(TOO_OLD)


def _refuse_unknown(revision: str | None) -> None:
    known = {script.revision for script in scripts().walk_revisions()}
    if revision not in known:
        raise StorageError(TOO_NEW)


def scripts() -> ScriptDirectory:
    """The steps that ship with the program."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # see HEAD

    return ScriptDirectory(str(_MIGRATIONS))


def migrate(connection: Connection, target: str) -> None:
    """Run the steps to a version, up or down, inside the caller's transaction.

    Args:
        connection: Of an engine with foreign keys off, as SQLite rebuilds tables to alter them.
        target: A revision, or "base".

    Raises:
        StorageError: a step left rows without what they refer to.
    """
    from alembic import command  # noqa: PLC0415  # see HEAD
    from alembic.config import Config  # noqa: PLC0415  # see HEAD

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    current = revision_of(connection)
    is_up = target != "base" and (current is None or current <= target)
    (command.upgrade if is_up else command.downgrade)(config, target)
    if (
        connection.dialect.name == "sqlite"
        and connection.execute(text("PRAGMA foreign_key_check")).first()
    ):
        raise StorageError(_BROKEN_BY_STEP)


def copy_journal(path: Path, revision: str, *, now: datetime) -> Path:
    """A complete copy of the file beside it, made while nobody writes; its path.

    Raises:
        StorageError: the disk refuses.
    """
    stamp = now.strftime(_COPY_STAMP)
    target = path.with_name(f"{path.stem}-before-upgrade-from-{revision}-{stamp}{path.suffix}")
    engine.create_private(target)
    try:
        with (
            translated(),
            closing(engine.connect(path, "ro")) as source,
            closing(engine.connect(target, "rw")) as copy,
        ):
            source.backup(copy)
            # Of a copy nothing else is open, so its own write-ahead log can be dropped.
            copy.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        # Half a copy is no help, and on a full disk it is in the way.
        target.unlink(missing_ok=True)
        raise
    with target.open("rb+") as handle:  # Windows flushes only what may be written.
        os.fsync(handle.fileno())
    return target
