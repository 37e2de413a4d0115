"""Runs: a plan is frozen, rows and state move, and what ended stays ended."""

from datetime import timedelta

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.identifiers import AttemptId, RunId
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import START, intent, invoice, run, run_row

RUN = RunId("r1")
ROWS = [run_row(position, invoice(100 + position)) for position in range(3)]


def test_a_plan_comes_back_as_it_was_frozen(journal: SqlJournal) -> None:
    journal.add_run(run("r1", ROWS), ROWS[::-1])
    assert journal.run(RUN) == run("r1", ROWS)
    assert journal.run_rows(RUN) == tuple(ROWS)
    assert journal.verify().is_sound


def test_runs_come_newest_first(journal: SqlJournal) -> None:
    for name in ("r1", "r2", "r3"):
        journal.add_run(run(name, []), [])
    assert [one.run_id for one in journal.runs()] == ["r3", "r2", "r1"]
    assert journal.run_rows(RunId("r2")) == ()


def test_a_run_moves_until_it_ended(journal: SqlJournal) -> None:
    journal.add_run(run("r1", ROWS), ROWS)
    for state in (RunState.RUNNING, RunState.PAUSED, RunState.RUNNING, RunState.STOPPED):
        moved = journal.set_run_state(RUN, state, f"now {state}", START + timedelta(hours=1))
        assert moved == journal.run(RUN)
        assert (moved.state, moved.note) == (state, f"now {state}")
    with pytest.raises(InvariantError):
        journal.set_run_state(RUN, RunState.RUNNING, "", START)
    assert journal.set_run_state(RUN, RunState.STOPPED, "as before", START).note == "as before"
    assert journal.verify().entries == 6


def test_a_row_keeps_its_attempt_and_says_why_it_was_skipped(journal: SqlJournal) -> None:
    journal.add_run(run("r1", ROWS), ROWS)
    journal.add_intent(intent("a1", invoice(101), run_id=RUN))
    journal.set_row(RUN, 1, RowState.STARTED, attempt_id=AttemptId("a1"))
    journal.set_row(RUN, 1, RowState.DONE)
    journal.set_row(RUN, 2, RowState.SKIPPED, reason="It is paid already.")
    waiting, done, skipped = journal.run_rows(RUN)
    assert waiting == ROWS[0]
    assert (done.state, done.attempt_id) == (RowState.DONE, "a1")
    assert (skipped.state, skipped.reason) == (RowState.SKIPPED, "It is paid already.")
    assert [one.id for one in journal.attempts(AttemptFilter(run_id=RUN))] == ["a1"]
    assert journal.verify().is_sound


def test_what_is_not_there_is_an_input_error(journal: SqlJournal) -> None:
    with pytest.raises(InputError):
        journal.run(RUN)
    with pytest.raises(InputError):
        journal.run_rows(RUN)
    with pytest.raises(InputError):
        journal.set_run_state(RUN, RunState.RUNNING, "", START)
    journal.add_run(run("r1", ROWS), ROWS)
    with pytest.raises(InputError):
        journal.set_row(RUN, 3, RowState.DONE)
    assert journal.verify().entries == 1


def test_a_run_is_frozen_once(journal: SqlJournal) -> None:
    journal.add_run(run("r1", ROWS), ROWS)
    with pytest.raises(InvariantError):
        journal.add_run(run("r1", [], plan_hash="e" * 64), [])
    with pytest.raises(InvariantError):
        journal.add_run(run("r2", ROWS), [ROWS[0], ROWS[0]])
    with pytest.raises(InvariantError):
        journal.set_row(RUN, 0, RowState.DONE, attempt_id=AttemptId("never committed"))
    assert journal.verify().entries == 1
    assert len(journal.runs()) == 1
