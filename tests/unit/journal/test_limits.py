"""Limits that hold between stations: what may be spent, and that one plan is one run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import AttemptId, RunId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import SpendCeiling, SpendLimitError
from tests.unit.journal.build import HOST, START, intent, invoice, run
from tests.unit.journal.stores import ServerStore, Store

STATIONS, CHARGES = 4, 12
# Three charges of 64.50 and not a fourth.
OF_THE_DAY = SpendCeiling(Money(4 * 6450 - 1, "USD"), START, None, "of the day", "Wait.")


@pytest.fixture
def stations(store: Store) -> Iterator[list[SqlJournal]]:
    """Several stations on one ledger; one journal for all threads where only one can be open."""
    with ExitStack() as opened:
        number = STATIONS if isinstance(store, ServerStore) else 1
        journals = [opened.enter_context(closing(store.open())) for _ in range(number)]
        yield [journals[station % number] for station in range(STATIONS)]


def spend(journal: SqlJournal, number: int) -> bool:
    """Whether a charge was let through."""
    try:
        journal.add_intent(intent(f"a{number}", invoice(number)), 0, [OF_THE_DAY])
    except SpendLimitError:
        return False
    return True


def test_stations_together_do_not_pass_a_limit(stations: list[SqlJournal]) -> None:
    with ThreadPoolExecutor(STATIONS) as pool:
        numbers = range(CHARGES)
        let_through = list(pool.map(lambda n: spend(stations[n % STATIONS], n), numbers))
    assert sum(let_through) == 3
    assert stations[0].spent(HOST, OF_THE_DAY) == Money(3 * 6450, "USD")
    assert stations[0].verify().entries == 3


def test_what_took_no_money_counts_no_more(journal: SqlJournal) -> None:
    assert [spend(journal, number) for number in range(4)] == [True, True, True, False]
    journal.apply(AttemptId("a0"), Change(ChargeEvent.ANSWERED_DECLINED), START)
    journal.apply(AttemptId("a1"), Change(ChargeEvent.ANSWERED_UNCLEAR), START)
    assert spend(journal, 4), "the decline made room"
    with pytest.raises(SpendLimitError, match=r"The limit of the day, 257\.99 USD, would be"):
        # An unclear charge may have taken it.
        journal.add_intent(intent("a5", invoice(5)), 0, [OF_THE_DAY])


def test_a_limit_looks_at_its_own_day_run_host_and_currency(journal: SqlJournal) -> None:
    yesterday = START - timedelta(seconds=1)
    others = (
        intent("b1", invoice(101), created_at=yesterday),
        intent("b2", invoice(102), splynx_host="other.example"),
        intent("b3", invoice(103), amount=Money(9999, "CAD"), due=Money(9999, "CAD")),
    )
    for other in others:
        journal.add_intent(other)
    assert journal.spent(HOST, OF_THE_DAY) == Money(0, "USD")
    assert journal.spent(HOST, replace(OF_THE_DAY, since=None)) == Money(6450, "USD")
    assert journal.spent(HOST, replace(OF_THE_DAY, run_id=RunId("r1"))) == Money(0, "USD")


def start(journal: SqlJournal, run_id: str) -> bool:
    """Whether a run of one and the same plan was made."""
    try:
        journal.add_run(run(run_id, [], plan_hash="f" * 64), ())
    except InputError:
        return False
    return True


def test_one_plan_is_one_run_whoever_starts_it(stations: list[SqlJournal]) -> None:
    with ThreadPoolExecutor(STATIONS) as pool:
        made = list(pool.map(lambda n: start(stations[n], f"r{n}"), range(STATIONS)))
    assert sum(made) == 1
    with pytest.raises(InputError, match=r"This very plan is run r\d already, which is planned"):
        stations[0].add_run(run("again", [], plan_hash="f" * 64), ())
    first = stations[0].runs()[0]
    stations[0].set_run_state(first.run_id, RunState.STOPPED, "", START)
    assert start(stations[-1], "later"), "the first was stopped for good"
