"""Many threads, one journal: one open attempt a document, and an unbroken chain."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from tests.unit.journal.build import HOST, START, intent, invoice
from tests.unit.journal.stores import Store

THREADS = 8
DOCUMENTS = 12


def together(work: Callable[[int], list[str]]) -> list[list[str]]:
    """Run it in all threads, started at one moment."""
    barrier = threading.Barrier(THREADS)

    def one(number: int) -> list[str]:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_only_one_of_eight_threads_gets_each_document(journal: SqlJournal) -> None:
    losers = []

    def charge_all(thread: int) -> list[str]:
        won = []
        for document in range(DOCUMENTS):
            attempt_id = f"a{thread}-{document}"
            try:
                journal.add_intent(intent(attempt_id, invoice(document)))
                won.append(attempt_id)
            except AttemptOpenError as refused:
                losers.append((document, refused.existing))
        return won

    winners = [attempt_id for won in together(charge_all) for attempt_id in won]
    assert len(winners) == DOCUMENTS
    assert {attempt.id for attempt in journal.open_attempts(HOST)} == set(winners)
    assert len(losers) == DOCUMENTS * (THREADS - 1)
    assert all(one and one.document == invoice(document) for document, one in losers)
    assert journal.verify().entries == DOCUMENTS


def test_changes_from_many_threads_make_one_chain(journal: SqlJournal) -> None:
    def whole_charge(thread: int) -> list[str]:
        for round_number in range(5):
            attempt_id = AttemptId(f"a{thread}-{round_number}")
            number = journal.next_attempt_number(HOST, f"invoice:{thread}")
            journal.add_intent(intent(attempt_id, invoice(thread), number))
            for event in (ChargeEvent.LEFT_BEHIND, ChargeEvent.ENQUIRY_DECLINED):
                journal.apply(attempt_id, Change(event), START + timedelta(minutes=1))
            assert journal.attempt(attempt_id).intent.attempt_number == round_number + 1
        return []

    together(whole_charge)
    assert journal.verify().entries == THREADS * 5 * 3
    assert len(journal.attempts(AttemptFilter())) == THREADS * 5


def test_a_closed_journal_says_so(store: Store) -> None:
    journal = store.open()
    journal.close()
    with pytest.raises(StorageError, match="closed"):
        journal.add_intent(intent("a1", invoice(1)))
    with pytest.raises(StorageError, match="closed"):
        journal.runs()
