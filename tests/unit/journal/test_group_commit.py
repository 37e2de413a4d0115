"""Callers who write together share a flush: each is told the truth about its own change."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from ippay_desktop.adapters.journal import SqlJournal, open_journal
from ippay_desktop.adapters.journal.intents import CHARGED_MEANWHILE
from ippay_desktop.adapters.journal.link import Connection
from ippay_desktop.domain.bulk import RowState
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import InputError, InvariantError, StorageError
from ippay_desktop.domain.identifiers import RunId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.notes import Note, NoteKind
from ippay_desktop.domain.ports import (
    AttemptFilter,
    AttemptOpenError,
    NotedMeanwhileError,
    SpendCeiling,
)
from tests.unit.journal.build import HOST, START, TestClock, intent, invoice, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ippay_desktop.adapters.journal.writing import Writer

ROOT = Path(__file__).resolve().parents[3]


def line_of(journal: SqlJournal) -> Any:
    writer: Any = journal.transactions
    return writer._writer._line


def writer_of(journal: SqlJournal) -> Writer:
    transactions: Any = journal.transactions
    writer: Writer = transactions._writer
    return writer


def behind_leader(journal: SqlJournal) -> int:
    """How many leave it to another one to have their intents committed."""
    return max(journal._intents.waiting - 1, 0)


@contextmanager
def together(journal: SqlJournal, works: Sequence[Callable[[], object]]) -> Iterator[list[Any]]:
    """Let all of it wait for one turn, so that it becomes one group; gives what became of each."""
    writer = writer_of(journal)
    told: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            told[place] = works[place]()
        except Exception as error:  # noqa: BLE001  # what became of it
            told[place] = error

    with ThreadPoolExecutor(len(works)) as pool:
        with writer._turn:
            futures = [pool.submit(run, place) for place in range(len(works))]
            pause = threading.Event()
            while writer._waiting + behind_leader(journal) < len(works):
                pause.wait(0.001)
        for future in futures:
            future.result()
        yield told


def commits_of(journal: SqlJournal, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every commit."""
    line, commits = line_of(journal), []
    real = line.commit

    def counted() -> None:
        real()
        commits.append(1)

    monkeypatch.setattr(line, "commit", counted)
    return commits


def add(journal: SqlJournal, number: int, *words: Any, **changes: Any) -> Callable[[], object]:
    return lambda: journal.add_intent(intent(f"a{number}", invoice(number), **changes), *words).id


def test_callers_who_wait_together_share_one_commit(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = commits_of(journal, monkeypatch)
    with together(journal, [add(journal, number) for number in range(8)]) as told:
        assert told == [f"a{number}" for number in range(8)]
    assert len(commits) == 1
    assert journal.verify().entries == 8


def test_whoever_is_alone_commits_at_once(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = commits_of(journal, monkeypatch)
    for number in range(3):
        add(journal, number)()
    assert len(commits) == 3


def test_nobody_returns_before_the_flush(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = line_of(journal)
    returned: list[object] = []
    seen: list[int] = []
    real = line.commit

    def slow() -> None:
        seen.append(len(returned))
        real()
        seen.append(len(returned))

    def noted(work: Callable[[], object]) -> Callable[[], object]:
        return lambda: returned.append(work())

    monkeypatch.setattr(line, "commit", slow)
    with together(journal, [noted(add(journal, number)) for number in range(6)]):
        assert seen == [0, 0]
    assert len(returned) == 6


def test_a_change_that_fails_is_undone_alone(journal: SqlJournal) -> None:
    works = [add(journal, number) for number in range(4)]
    works.insert(2, lambda: journal.add_intent(intent("b", invoice(9), attempt_number=0)))
    works.append(lambda: journal.add_intent(intent("c", invoice(1))).id)
    with together(journal, works) as told:
        errors = [type(each) for each in told if isinstance(each, Exception)]
        # Two charges of invoice 1: whichever came first has it, the other learns of it.
        assert sorted(each.__name__ for each in errors) == ["AttemptOpenError", "InvariantError"]
    assert len(journal.attempts(AttemptFilter())) == 4
    assert journal.verify().is_sound


def test_an_entry_that_was_undone_is_nobodys_predecessor(journal: SqlJournal) -> None:
    journal.add_run(run("r1", []), [])
    works = [add(journal, number) for number in range(6)]
    # It finds only after its entry that there is no such row.
    works.insert(3, lambda: journal.set_row(RunId("r1"), 7, RowState.DONE))
    with together(journal, works) as told:
        assert [type(each) for each in told if not isinstance(each, str)] == [InputError]
    check = journal.verify()
    assert (check.entries, check.problem) == (7, "")


def test_changes_that_fail_take_none_along_that_came_before(journal: SqlJournal) -> None:
    def note(number: int) -> Callable[[], object]:
        kept = Note(f"n{number}", NoteKind.RECONCILED, HOST, "x", START, "ann", "desk-1", {})
        return lambda: journal.add_note(kept)

    journal.add_run(run("r1", []), [])
    works = [note(number) for number in range(6)]
    works += [lambda: journal.set_row(RunId("r1"), 7, RowState.DONE)] * 3
    with together(journal, works) as told:
        assert [type(each) for each in told if each is not None] == [InputError] * 3
    assert len(journal.notes(HOST, {NoteKind.RECONCILED})) == 6
    assert journal.verify().is_sound


def test_who_is_refused_by_a_neighbour_in_the_group_learns_its_name(journal: SqlJournal) -> None:
    def one(name: str) -> Callable[[], object]:
        return lambda: journal.add_intent(intent(name, invoice(1))).id

    with together(journal, [one(name) for name in ("first", "second", "third")]) as told:
        (winner,) = (each for each in told if isinstance(each, str))
        refused = [each for each in told if isinstance(each, AttemptOpenError)]
        assert [each.existing and each.existing.id for each in refused] == [winner, winner]


def test_intents_of_a_group_share_a_question_and_a_statement(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    ask, change = Connection.execute, Connection.execute_together
    is_changing = threading.local()

    def asked(self: Connection, *words: Any) -> Any:
        if not getattr(is_changing, "so", False):
            said.append("asked")
        return ask(self, *words)

    def changed(self: Connection, steps: Any) -> None:
        said.append("changed")
        is_changing.so = True
        change(self, steps)
        is_changing.so = False

    add(journal, 0)()
    monkeypatch.setattr(Connection, "execute", asked)
    monkeypatch.setattr(Connection, "execute_together", changed)
    with together(journal, [add(journal, number, 0) for number in range(1, 6)]) as told:
        assert told == [f"a{number}" for number in range(1, 6)]
    # The chain's head is known: from the turn before, or told by a server as the turn comes.
    assert said == ["asked", "changed"]


def test_those_of_a_group_are_kept_below_a_ceiling_together(journal: SqlJournal) -> None:
    """Each comes to 64.50: two come to just that, whichever they are."""
    ceiling = SpendCeiling(Money(12900, "USD"), None, None, "of the day", "Wait.")
    with together(journal, [add(journal, number, 0, [ceiling]) for number in range(4)]) as told:
        assert sorted(type(each).__name__ for each in told) == [
            "SpendLimitError",
            "SpendLimitError",
            "str",
            "str",
        ]
    assert journal.verify().entries == 2


def test_a_note_that_is_there_holds_back_all_of_a_group(journal: SqlJournal) -> None:
    journal.add_note(Note("n1", NoteKind.RECONCILED, HOST, "x", START, "ann", "desk-1", {}))
    works = [add(journal, number, 0, (), None, "n1") for number in range(3)]
    works.append(add(journal, 9, 0, (), None, "n2"))
    with together(journal, works) as told:
        assert [type(each) for each in told[:3]] == [NotedMeanwhileError] * 3
        assert told[3] == "a9"


def test_each_of_a_group_is_asked_about_under_its_own_key(journal: SqlJournal) -> None:
    """Two keys, each with a charge under way that another name of its Splynx shows."""
    keys = {1: "0123456789ab", 2: "ba9876543210"}
    for number, key in keys.items():
        name = f"splynx-{number}.example"
        journal.add_intent(intent(f"b{number}", invoice(number), splynx_host=name, key_mark=key))
    works = [add(journal, number, key_mark=key) for number, key in keys.items()]
    with together(journal, works) as told:
        assert [type(each) for each in told] == [InputError] * 2
        assert ["splynx-1" in str(told[0]), "splynx-2" in str(told[1])] == [True, True]


def test_each_of_a_group_is_asked_about_at_its_own_server(journal: SqlJournal) -> None:
    """On each server one document has been charged since its position was read."""
    hosts = {1: HOST, 2: "other.example"}
    for number, host in hosts.items():
        made = intent(f"b{number}", invoice(number), splynx_host=host)
        journal.add_intent(made)
        journal.apply(made.attempt_id, Change(ChargeEvent.ANSWERED_DECLINED), START)
    works = [
        lambda number=number, host=host: (
            journal.add_intent(intent(f"a{number}", invoice(number), 2, splynx_host=host), 0).id
        )
        for number, host in hosts.items()
    ]
    with together(journal, works) as told:
        assert [str(each) for each in told] == [CHARGED_MEANWHILE] * 2


def test_a_commit_that_fails_is_told_to_everybody(
    local_journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = line_of(local_journal)

    def broken() -> None:
        line.rollback()
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(line, "commit", broken)
        with together(local_journal, [add(local_journal, number) for number in range(5)]) as told:
            assert [type(each) for each in told] == [StorageError] * 5
    assert local_journal.attempts(AttemptFilter()) == ()
    add(local_journal, 1)()
    assert local_journal.verify().entries == 1


def test_a_full_disk_ends_the_group_and_nobody_believes_otherwise(
    local_journal: SqlJournal,
) -> None:
    def limit(pages: int) -> None:
        with local_journal.transactions.write() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def large(number: int) -> Callable[[], object]:
        return add(local_journal, number, customer_name="Z" * 3000)

    limit(1)
    with together(local_journal, [large(number) for number in range(12)]) as told:
        written = {each for each in told if isinstance(each, str)}
        assert any(isinstance(each, StorageError) for each in told)
    assert {attempt.id for attempt in local_journal.attempts(AttemptFilter())} == written
    limit(100_000)
    add(local_journal, 99)()
    assert local_journal.verify().is_sound


def test_a_broken_rule_of_ours_passes_through(journal: SqlJournal) -> None:
    def break_off(connection: Connection) -> None:
        connection.execute(text("DELETE FROM entries"))

    add(journal, 1)()
    with pytest.raises(InvariantError), journal.transactions.write() as connection:
        break_off(connection)
    add(journal, 2)()
    assert journal.verify().entries == 2


def test_closing_waits_for_a_group_and_refuses_whoever_comes_later(
    journal: SqlJournal,
) -> None:
    with together(journal, [add(journal, number) for number in range(4)]) as told:
        assert len([each for each in told if isinstance(each, str)]) == 4
    journal.close()
    with pytest.raises(StorageError, match="closed"):
        add(journal, 5)()


_VICTIM = """
import sys, threading
from pathlib import Path
from ippay_desktop.adapters.journal import open_journal
from tests.unit.journal.build import TestClock, intent, invoice
journal = open_journal(Path(sys.argv[1]), clock=TestClock())
telling = threading.Lock()
def work(first):
    for number in range(first, 100_000, 8):
        journal.add_intent(intent(f"a{number}", invoice(number)))
        with telling:
            print(f"a{number}", flush=True)
for each in range(8):
    threading.Thread(target=work, args=(each,), daemon=True).start()
threading.Event().wait()
"""


def test_what_was_told_survives_the_death_of_the_process(journal_path: Path) -> None:
    open_journal(journal_path, clock=TestClock()).close()
    victim = subprocess.Popen(  # noqa: S603  # our own words
        [sys.executable, "-c", _VICTIM, str(journal_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with victim:
        assert victim.stdout is not None
        told = {victim.stdout.readline().strip() for _ in range(120)}
        victim.send_signal(signal.SIGKILL)
        told |= {line.strip() for line in victim.stdout if line.endswith("\n")}
    with closing(open_journal(journal_path, clock=TestClock())) as journal:
        held = {attempt.id for attempt in journal.attempts(AttemptFilter(limit=100_000))}
        assert told <= held
        assert journal.verify().is_sound
