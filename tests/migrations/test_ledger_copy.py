"""Before a team's ledger is upgraded it is copied, and the copy can take its place again."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa

from ippay_desktop.adapters.journal import upgrade
from ippay_desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from tests.support.postgres import PostgresServer

OLD = "0002"
COPY = f"before_{OLD}_to_{upgrade.HEAD}"
ENTRY = (
    "INSERT INTO entries (sequence, run_id, at, event, content, previous_hash, hash) VALUES "
    "(1, 'r1', '2026-11-22T23:59:59.000000Z', 'run_planned', '{}', "
    "repeat('0', 64), repeat('a', 64))"
)


@pytest.fixture
def url(postgres: "PostgresServer") -> Iterator[str]:
    """A ledger of an older program, with one entry in it."""
    address = postgres.fresh_url()
    made = sa.create_engine("postgresql+psycopg://", creator=lambda: postgres.connect(address))
    with made.begin() as connection:
        upgrade.migrate(connection, OLD)
    made.dispose()
    postgres.sql(ENTRY, address)
    yield address
    postgres.sql(f"DROP DATABASE {address.rpartition('/')[2]} WITH (FORCE)")


def test_the_copy_restores_the_ledger_by_two_names(postgres: "PostgresServer", url: str) -> None:
    before = postgres.sql("SELECT * FROM entries", url)
    postgres.open(url).close()
    assert postgres.sql("SELECT version_num FROM alembic_version", url) == [(upgrade.HEAD,)]
    postgres.sql("ALTER SCHEMA public RENAME TO upgraded", url)
    postgres.sql(f"ALTER SCHEMA {COPY} RENAME TO public", url)
    assert postgres.sql("SELECT version_num FROM alembic_version", url) == [(OLD,)]
    assert postgres.sql("SELECT * FROM entries", url) == before
    # What is recorded stays in the copy too.
    with closing(postgres.connect(url)) as owner, pytest.raises(psycopg.Error, match="stays"):
        owner.execute("DELETE FROM entries")
    # And it is a ledger: this program upgrades it once more.
    postgres.open(url).close()
    assert postgres.sql("SELECT version_num FROM alembic_version", url) == [(upgrade.HEAD,)]


def test_a_copy_in_the_way_stops_the_upgrade_untouched(
    postgres: "PostgresServer", url: str
) -> None:
    postgres.sql(f"CREATE SCHEMA {COPY}", url)
    with pytest.raises(StorageError, match=COPY):
        postgres.open(url)
    assert postgres.sql("SELECT version_num FROM alembic_version", url) == [(OLD,)]


def test_an_upgrade_that_fails_leaves_ledger_and_no_copy(
    postgres: "PostgresServer", url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate = upgrade.migrate

    def fail(connection: sa.Connection, target: str) -> None:
        migrate(connection, target)
        if target == upgrade.HEAD:
            raise StorageError("the server went away")

    monkeypatch.setattr(upgrade, "migrate", fail)
    with pytest.raises(StorageError, match="went away"):
        postgres.open(url)
    assert postgres.sql("SELECT version_num FROM alembic_version", url) == [(OLD,)]
    assert postgres.sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'", url) == []
