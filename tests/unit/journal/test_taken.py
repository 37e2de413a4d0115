"""Which documents others have begun to charge: asked for many at once, behind a refused one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import StorageError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.ports import AttemptOpenError
from ippay_desktop.services.taken_rows import TakenRows
from tests.unit.journal.build import HOST, START, intent, invoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ippay_desktop.adapters.journal import SqlJournal
    from ippay_desktop.domain.ports import Journal

KEYS = [invoice(number).key for number in range(60)]


class Book:
    """Stands for a journal: which are taken, and what it was asked."""

    def __init__(self, *taken: int) -> None:
        self.open = {KEYS[number] for number in taken}
        self.asked: list[list[str]] = []

    def taken(self, splynx_host: str, document_keys: Sequence[str]) -> frozenset[str]:
        assert splynx_host == HOST
        self.asked.append(list(document_keys))
        return frozenset(self.open.intersection(document_keys))


def rows(book: Any) -> TakenRows:
    return TakenRows(cast("Journal", book), HOST, KEYS)


def test_what_is_taken_is_what_a_position_refuses(journal: SqlJournal) -> None:
    """Whether it was charged before or not, and at that host alone."""
    for number in range(4):
        journal.add_intent(intent(f"a{number}", invoice(number)))
    for number in (1, 2):
        journal.apply(AttemptId(f"a{number}"), Change(ChargeEvent.ANSWERED_DECLINED), START)
    journal.add_intent(intent("b2", invoice(2), 2))
    journal.add_intent(intent("c5", invoice(5), splynx_host="other.example"))
    asked = KEYS[:7]
    found = journal.taken(HOST, asked)
    assert found == {KEYS[number] for number in (0, 2, 3)}
    for key in asked:
        try:
            journal.position_of(HOST, key)
        except AttemptOpenError:
            assert key in found
        else:
            assert key not in found
    assert journal.taken(HOST, []) == frozenset()


def test_nothing_is_asked_before_one_was_refused() -> None:
    book = Book(*range(60))
    assert not any(rows(book).takes_in(key) for key in KEYS)
    assert book.asked == []


def test_those_that_follow_a_refused_one_are_asked_for_at_once() -> None:
    book = Book(*range(10))
    taken = rows(book)
    taken.look_behind(KEYS[2])
    assert [taken.takes_in(key) for key in KEYS[3:12]] == [True] * 7 + [False] * 2
    assert len(book.asked) == 1


def test_what_comes_after_a_free_one_is_asked_for_when_its_turn_comes() -> None:
    book = Book(0, 1, 3, 4)
    taken = rows(book)
    taken.look_behind(KEYS[0])
    assert [taken.takes_in(key) for key in KEYS[1:5]] == [True, False, False, False]


def test_each_is_told_once_as_it_may_be_free_the_next_time() -> None:
    taken = rows(Book(*range(10)))
    taken.look_behind(KEYS[0])
    assert taken.takes_in(KEYS[1])
    assert not taken.takes_in(KEYS[1])


def test_workers_that_are_refused_side_by_side_look_once() -> None:
    book = Book(*range(60))
    taken = rows(book)
    for number in range(4):
        taken.look_behind(KEYS[number])
    assert len(book.asked) == 1
    for key in KEYS[4:17]:
        assert taken.takes_in(key)
    taken.look_behind(KEYS[17])
    assert len(book.asked) == 2
    assert taken.takes_in(KEYS[18])


def test_the_last_one_has_nothing_behind_it() -> None:
    book = Book(59)
    rows(book).look_behind(KEYS[59])
    assert book.asked == []


def test_after_trouble_it_looks_again() -> None:
    class Broken(Book):
        def taken(self, splynx_host: str, document_keys: Sequence[str]) -> frozenset[str]:
            if not self.asked:
                self.asked.append([])
                raise StorageError("out of reach")
            return super().taken(splynx_host, document_keys)

    taken = rows(Broken(1))
    with pytest.raises(StorageError):
        taken.look_behind(KEYS[0])
    taken.look_behind(KEYS[0])
    assert taken.takes_in(KEYS[1])
