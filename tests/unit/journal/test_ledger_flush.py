"""Stations share the flushes of a ledger's server; nobody is told of a charge before its own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING

import psycopg
import pytest

from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import HOST, TestClock, intent, invoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.adapters.journal import SqlJournal

STATIONS = 4
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture(scope="module")
def lazy_server() -> Iterator[PostgresServer]:
    """A server that flushes nothing unless it is asked to."""
    server = PostgresServer("wal_writer_delay=10s")
    yield server
    server.close()


def claim(journal: SqlJournal, number: int, station: str = "x") -> str:
    document = invoice(number)
    after = journal.position_of(HOST, document.key)
    made = intent(f"{station}-{number}", document)
    return journal.add_intent(made, after, lease_s=60.0).id


def test_a_server_that_dies_forgets_no_claim_it_was_told_of(lazy_server: PostgresServer) -> None:
    url = lazy_server.ledger_url()
    told: list[str] = []
    are_many = threading.Event()

    def work(number: int) -> None:
        station = f"desk-{number}"
        journal = lazy_server.open(url, station=station, clock=TestClock())
        with closing(journal), suppress(StorageError):
            for each in range(number, 100_000, STATIONS):
                told.append(claim(journal, each, station))
                if len(told) > 60:
                    are_many.set()

    with ThreadPoolExecutor(STATIONS) as pool:
        works = [pool.submit(work, number) for number in range(STATIONS)]
        assert are_many.wait(60)
        lazy_server.stop()
        for each in works:
            each.result()
    lazy_server.start()
    with closing(lazy_server.open(url, clock=TestClock())) as journal:
        held = {attempt.id for attempt in journal.attempts(AttemptFilter(limit=100_000))}
        assert len({one.rpartition("-")[0] for one in told}) == STATIONS
        assert set(told) <= held
        assert journal.verify().is_sound


def test_the_turn_is_free_while_the_server_waits_for_its_disk(lazy_server: PostgresServer) -> None:
    """A standby that never comes stands for a disk that takes for ever."""
    url = lazy_server.ledger_url()
    told: list[str] = []
    is_seen = threading.Event()
    with ExitStack() as stack, ThreadPoolExecutor(1) as pool:
        ann, bob = (
            stack.enter_context(closing(lazy_server.open(url, station=name, clock=TestClock())))
            for name in ("desk-1", "desk-2")
        )

        def work() -> None:
            while not is_seen.is_set():
                told.append(claim(ann, len(told)))

        lazy_server.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        lazy_server.sql("SELECT pg_reload_conf()")
        claiming = pool.submit(work)
        try:
            while lazy_server.sql(WAITING) == [(0,)]:
                assert not claiming.done(), claiming.result()
            before = len(told)
            # The other station takes its turn, and is refused by what nobody was told of yet.
            with pytest.raises(AttemptOpenError):
                bob.add_intent(intent("b", invoice(before)), after=0)
            assert len(told) == before
        finally:
            is_seen.set()
            lazy_server.sql("ALTER SYSTEM RESET synchronous_standby_names")
            lazy_server.sql("SELECT pg_reload_conf()")
        claiming.result(60)
        assert len(told) == before + 1 == ann.verify().entries


def test_a_server_that_was_started_again_costs_no_charge(lazy_server: PostgresServer) -> None:
    with closing(lazy_server.open(lazy_server.ledger_url(), clock=TestClock())) as journal:
        claim(journal, 1)
        lazy_server.stop()
        lazy_server.start()
        claim(journal, 2)
        lazy_server.stop()
        lazy_server.start()
        assert len(journal.attempts(AttemptFilter())) == 2


def test_a_write_that_the_server_undid_is_no_yes(lazy_server: PostgresServer) -> None:
    with closing(lazy_server.open(lazy_server.ledger_url(), clock=TestClock())) as journal:
        with (
            pytest.raises(StorageError, match="broke off in the middle"),
            journal.transactions.write() as connection,
            suppress(psycopg.Error),
        ):
            connection.driver.execute("SELECT 1 / 0")
        claim(journal, 1)
        assert journal.verify().entries == 1
