"""A ledger elsewhere is reached only through TLS with its certificate and name proven."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ippay_desktop.domain.errors import StorageError
from ippay_desktop.sandbox import tls
from tests.support.postgres import PostgresServer, give_away

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "ledger.example"
SECURED = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl"


def authority_in(folder: Path) -> Path:
    """A test authority's certificate; beside it lies that of a server it has named."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tls, "_NAMES", f"subjectAltName=DNS:{NAME}")
        return tls.server_context(folder)[1]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority_in(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def secured(authority: Path) -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.stop()
    for theirs, ours in (("crt", "pem"), ("key", "key")):
        target = server.data / f"server.{theirs}"
        shutil.copy(authority.parent / f"practice-server.{ours}", target)
        target.chmod(0o600)
        give_away(target)
    server.options += ("ssl=on",)
    server.start()
    yield server
    server.close()


@pytest.fixture
def url(secured: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ledger under a name of elsewhere, which the driver looks for on this computer."""
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    return secured.fresh_url().replace("127.0.0.1", NAME)


def test_a_ledger_that_proves_its_name_is_used(
    secured: PostgresServer, authority: Path, url: str
) -> None:
    journal = secured.open(url, ca_bundle=str(authority))
    assert journal.runs() == ()
    assert secured.sql(SECURED)[0][0] >= 1
    journal.close()


def test_another_name_or_authority_is_refused(
    secured: PostgresServer, authority: Path, url: str, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="could not prove"):
        secured.open(url.replace(NAME, "other.example"), ca_bundle=str(authority))
    with pytest.raises(StorageError, match="could not prove"):
        secured.open(url, ca_bundle=str(authority_in(tmp_path)))
