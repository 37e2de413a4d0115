"""Head equals the models, every step runs both ways, data survive, and a copy is made before."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from ippay_desktop.adapters.journal import codec, engine, open_journal, triggers, upgrade
from ippay_desktop.adapters.journal.chain import GENESIS, INTENT_RECORDED, Entry, canonical
from ippay_desktop.adapters.journal.schema import METADATA
from ippay_desktop.domain.charge import first_record
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from tests.unit.journal.build import START, TestClock, intent, invoice

# The one module that steps share: it knows no table.
SHARED = "from ippay_desktop.adapters.journal.migrations.rebuilding import"
FILE_SCHEMA = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'"
)
# What a server knows of tables, constraints, indexes, triggers and functions, in its own words.
# A column's rank rather than its number: a server never gives the number of a dropped one again.
SERVER_SCHEMA = """
SELECT table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
    is_nullable, column_default,
    rank() OVER (PARTITION BY table_name ORDER BY ordinal_position)) FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT conname, conrelid::regclass || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    AND conrelid <> coalesce(to_regclass('alembic_version'), 0)
UNION ALL SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT proname, pg_get_functiondef(oid)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def schema_of(connection: sa.Connection) -> dict[str, str]:
    is_file = connection.dialect.name == "sqlite"
    rows = connection.exec_driver_sql(FILE_SCHEMA if is_file else SERVER_SCHEMA)
    return {row[0]: row[1] for row in rows}


Make = Callable[[], sa.Engine]


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes databases with nothing in them."""
    if request.param == "sqlite":
        return engine.open_nowhere
    server = request.getfixturevalue("postgres")

    def make_database() -> sa.Engine:
        url = server.fresh_url()
        return sa.create_engine("postgresql+psycopg://", creator=lambda: server.connect(url))

    return make_database


@pytest.fixture
def connection(make: Make) -> Iterator[sa.Connection]:
    nowhere = make()
    with nowhere.begin() as opened:
        yield opened
    nowhere.dispose()


@pytest.fixture
def from_models(make: Make) -> dict[str, str]:
    """What the models alone would create."""
    nowhere = make()
    with nowhere.begin() as opened:
        METADATA.create_all(opened)
        for statement in triggers.statements(opened.dialect.name):
            opened.execute(sa.text(statement))
        schema = schema_of(opened)
    nowhere.dispose()
    return schema


def test_history_is_one_line_and_its_end_is_known() -> None:
    directory = upgrade.scripts()
    assert directory.get_heads() == [upgrade.HEAD]
    assert directory.get_bases() == ["0001"]
    steps = [step.revision for step in directory.walk_revisions()][::-1]
    assert steps == [f"{number:04d}" for number in range(1, len(steps) + 1)]


def test_autogenerate_finds_nothing_to_do(connection: sa.Connection) -> None:
    upgrade.migrate(connection, upgrade.HEAD)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


def test_head_equals_the_models_to_the_letter(
    connection: sa.Connection, from_models: dict[str, str]
) -> None:
    # Autogenerate sees neither checks, nor the conditions of indexes, nor triggers.
    upgrade.migrate(connection, upgrade.HEAD)
    assert schema_of(connection) == from_models


def test_every_step_runs_up_and_down(connection: sa.Connection) -> None:
    steps = [step.revision for step in upgrade.scripts().walk_revisions()][::-1]
    schemas = [schema_of(connection)]
    for step in steps:
        upgrade.migrate(connection, step)
        assert upgrade.revision_of(connection) == step
        schemas.append(schema_of(connection))
    for step, schema in zip([*steps[:-1][::-1], "base"], schemas[:-1][::-1], strict=True):
        upgrade.migrate(connection, step)
        assert schema_of(connection) == schema
    upgrade.migrate(connection, upgrade.HEAD)
    assert schema_of(connection) == schemas[-1]


def test_the_steps_ship_with_the_program() -> None:
    package = Path(upgrade.__file__).parent / "migrations"
    modules = {path.name for path in (package / "versions").glob("[0-9]*.py")}
    assert {name[:4] for name in modules} == {
        step.revision for step in upgrade.scripts().walk_revisions()
    }
    for module in modules:
        # A step that imported the models would change its meaning with them.
        text = (package / "versions" / module).read_text(encoding="utf-8")
        assert "ippay_desktop" not in text.replace(SHARED, "")


def test_postgresql_gets_the_same_rules() -> None:
    dialect = postgresql.dialect()
    attempts = METADATA.tables["attempts"]
    indexes = {str(index.name): index for index in attempts.indexes}
    wanted = {"uq_attempts_open_document", "uq_attempts_used_transaction_id"}
    for name in wanted:
        statement = str(CreateIndex(indexes[name]).compile(dialect=dialect))
        assert re.match(r"CREATE UNIQUE INDEX .* WHERE state ", statement), statement
    assert "BIGINT" in str(CreateTable(attempts).compile(dialect=dialect))


def pretend(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


@pytest.mark.parametrize("writable", [True, False])
def test_a_journal_newer_than_the_program_is_refused_untouched(
    tmp_path: Path, *, writable: bool
) -> None:
    path = tmp_path / "journal.sqlite"
    open_journal(path, clock=TestClock()).close()
    pretend(path, "9999")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="newer"):
        open_journal(path, clock=TestClock(), writable=writable)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if "before" in file.name] == []


@pytest.fixture
def old_journal(tmp_path: Path) -> Path:
    """A journal of this version with one charge, made before the program learns more."""
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "journal.sqlite"
    journal = open_journal(path, clock=TestClock())
    journal.add_intent(intent("a1", invoice(1)))
    journal.close()
    return path


# The last step of this version, whatever a test lets the program believe.
SHIPPED = upgrade.HEAD

NEXT_STEP = '''"""A step of a later version."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9001", "{head}"


def upgrade() -> None:
    """Rebuild the busiest table, as batch mode does."""
    with op.batch_alter_table("attempts", recreate="always") as table:
        table.add_column(sa.Column("refunded_minor", sa.Integer(), nullable=True))
    {extra}


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("attempts", recreate="always") as table:
        table.drop_column("refunded_minor")
'''


@pytest.fixture
def later(
    request: pytest.FixtureRequest,
    old_journal: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The old journal, in the hands of a program that knows one step more."""
    shipped = Path(upgrade.__file__).parent / "migrations"
    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    for module in (*shipped.glob("*.py"), *shipped.glob("versions/*.py")):
        (steps / module.relative_to(shipped)).write_bytes(module.read_bytes())
    extra = getattr(request, "param", "")
    (steps / "versions" / "9001_later.py").write_text(
        NEXT_STEP.replace("{extra}", extra).replace("{head}", SHIPPED), encoding="utf-8"
    )
    monkeypatch.setattr(upgrade, "_MIGRATIONS", steps)
    monkeypatch.setattr(upgrade, "HEAD", "9001")
    return old_journal


def attempts_in(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT attempt_id, state FROM attempts").fetchall()


def test_data_survive_an_upgrade_and_a_copy_is_made_before(later: Path) -> None:
    upgrade.bring_up_to_date(later, now=START)
    journal = open_journal(later, clock=TestClock())
    assert [one.id for one in journal.attempts(AttemptFilter())] == ["a1"]
    journal.close()
    (copy,) = later.parent.glob(f"journal-before-upgrade-from-{SHIPPED}-*.sqlite")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert attempts_in(copy) == attempts_in(later) == [("a1", "intent")]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            SHIPPED,
        )
    assert {file.suffix for file in later.parent.iterdir()} <= {
        ".sqlite",
        ".sqlite-wal",
        ".sqlite-shm",
    }


def test_data_survive_the_way_back(later: Path) -> None:
    upgrade.bring_up_to_date(later, now=START)
    writer = engine.open_writer(later, foreign_keys=False)
    with writer.begin() as connection:
        upgrade.migrate(connection, SHIPPED)
    writer.dispose()
    assert attempts_in(later) == [("a1", "intent")]


@pytest.mark.parametrize("later", ['op.execute("SELECT nonsense")'], indirect=True)
def test_a_step_that_fails_changes_nothing(later: Path) -> None:
    with pytest.raises(StorageError):
        upgrade.bring_up_to_date(later, now=START)
    with closing(sqlite3.connect(later)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            SHIPPED,
        )
        columns = connection.execute("PRAGMA table_info(attempts)").fetchall()
    assert "refunded_minor" not in {column[1] for column in columns}


@pytest.mark.parametrize(
    "later", ["op.execute(\"UPDATE attempts SET run_id = 'x'\")"], indirect=True
)
def test_a_step_that_breaks_a_reference_is_undone(later: Path) -> None:
    with pytest.raises(StorageError, match="left as it was"):
        upgrade.bring_up_to_date(later, now=START)
    assert attempts_in(later) == [("a1", "intent")]


def test_an_older_journal_is_not_upgraded_only_to_look(later: Path) -> None:
    with pytest.raises(StorageError, match="older"):
        open_journal(later, clock=TestClock(), writable=False)
    assert attempts_in(later) == [("a1", "intent")]


def test_without_a_copy_there_is_no_upgrade(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dial = engine.connect

    def fill(path: Path, mode: str) -> sqlite3.Connection:
        connection = dial(path, mode)
        if "before-upgrade" in path.name:
            connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(engine, "connect", fill)
    with pytest.raises(StorageError, match="disk is full"):
        upgrade.bring_up_to_date(later, now=START)
    assert not list(later.parent.glob("*before-upgrade*"))
    with closing(sqlite3.connect(later)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            SHIPPED,
        )


def test_charges_recorded_before_the_bank_was_heard_survive_and_stay_verifiable(
    tmp_path: Path,
) -> None:
    """From the second step, by hand, as that version wrote it: rows, chain, triggers, indexes."""
    path = tmp_path / "journal.sqlite"
    engine.create_private(path)
    writer = engine.open_writer(path, foreign_keys=False)
    made = intent("a1", invoice(1))
    content = codec.intent_columns(made)
    del content["method_mark"], content["key_mark"]
    progress = codec.progress_columns(first_record(made))
    old = {name: value for name, value in progress.items() if name not in _LATER}
    entry = Entry("a1", None, str(content["created_at"]), INTENT_RECORDED, canonical(content))
    logged = {"sequence": 1, "attempt_id": "a1", "at": entry.at, "event": entry.event}
    logged |= {"content": entry.content, "previous_hash": GENESIS}
    logged |= {"hash": entry.hash_after(GENESIS, 1)}
    with writer.begin() as connection:
        upgrade.migrate(connection, "0002")
        for table, row in (("entries", logged), ("attempts", {**content, **old, "sequence": 1})):
            columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in row]
            connection.execute(sa.insert(sa.table(table, *columns)).values(row))
    writer.dispose()
    journal = open_journal(path, clock=TestClock())
    assert journal.attempt(made.attempt_id) == first_record(made)
    assert journal.verify().is_sound
    with pytest.raises(AttemptOpenError):
        journal.add_intent(intent("a2", invoice(1), 2))
    journal.close()
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM attempts")


_LATER = {"settled_at", "returned_at", "return_code", "reported_at"}


_OPEN_AGAIN = """
import sys
from pathlib import Path
from ippay_desktop.adapters.journal import open_journal
from tests.unit.journal.build import TestClock
open_journal(Path(sys.argv[1]), clock=TestClock()).close()
print("sqlalchemy.sql" in sys.modules, "sqlalchemy.orm" in sys.modules)
"""


def test_a_journal_is_opened_without_what_maps_objects(tmp_path: Path) -> None:
    """It takes eleven megabytes, and nothing here is mapped."""
    path = tmp_path / "journal.sqlite"
    open_journal(path, clock=TestClock()).close()
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", _OPEN_AGAIN, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True False\n"
