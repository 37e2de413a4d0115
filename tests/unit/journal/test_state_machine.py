"""Any sequence of charges, runs and restarts leaves the journal as a plain model says."""

import functools
import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ippay_desktop.adapters.journal import open_journal
from ippay_desktop.domain.bulk import RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import (
    FINAL_STATES,
    IN_SPLYNX_STATES,
    TRANSITIONS,
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
    apply_change,
    first_record,
)
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import AttemptId, PaymentId, RunId
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError
from tests.support.postgres import PostgresServer
from tests.unit.journal.build import HOST, START, TestClock, intent, invoice, run, run_row
from tests.unit.journal.stores import FileStore, ServerStore, Store

DOCUMENTS = st.integers(1, 4)
SAFE_WORDS = st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=12)


@functools.cache
def empty_journal() -> bytes:
    """A journal just made: to make one takes longer than all the steps of an example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        open_journal(path, clock=TestClock()).close()
        return path.read_bytes()


class JournalMachine(RuleBasedStateMachine):
    """The journal beside a model of dictionaries."""

    def __init__(self, make_store: Callable[[], Store]) -> None:
        super().__init__()
        self.store = make_store()
        self.attempts: dict[str, Attempt] = {}
        self.runs: dict[str, Run] = {}
        self.rows: dict[str, list[RunRow]] = {}
        self.entries = 0
        self.minutes = 0
        self.journal = self.store.open()

    def teardown(self) -> None:
        self.journal.close()

    def now(self) -> datetime:
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def open_on(self, key: str) -> Attempt | None:
        on_it = (one for one in self.attempts.values() if one.document.key == key)
        return next((one for one in on_it if one.state not in FINAL_STATES), None)

    @rule(document=DOCUMENTS, name=SAFE_WORDS)
    def charge(self, document: int, name: str) -> None:
        ref = invoice(document)
        number = self.journal.next_attempt_number(HOST, ref.key)
        used = [
            one.intent.attempt_number
            for one in self.attempts.values()
            if one.document.key == ref.key and one.state is not AttemptState.NOT_SENT
        ]
        assert number == 1 + max(used, default=0)
        run_id = RunId(next(iter(self.runs))) if self.runs else None
        made = intent(
            f"a{len(self.attempts)}",
            ref,
            number,
            customer_name=name,
            run_id=run_id,
            created_at=self.now(),
        )
        existing = self.open_on(ref.key)
        if existing is None:
            self.attempts[made.attempt_id] = self.journal.add_intent(made)
            assert self.attempts[made.attempt_id] == first_record(made)
            self.entries += 1
        else:
            with pytest.raises(AttemptOpenError) as refused:
                self.journal.add_intent(made)
            assert refused.value.existing == existing

    @precondition(lambda self: self.attempts)
    @rule(
        data=st.data(),
        event=st.sampled_from(ChargeEvent),
        reason=st.none() | SAFE_WORDS,
        waits=st.booleans(),
    )
    def change(
        self, data: st.DataObject, event: ChargeEvent, reason: str | None, *, waits: bool
    ) -> None:
        key = data.draw(st.sampled_from(sorted(self.attempts)))
        before, at = self.attempts[key], self.now()
        state = TRANSITIONS.get((before.state, event))
        change = Change(
            event,
            reason=reason,
            payment_id=PaymentId(7) if state in IN_SPLYNX_STATES else None,
            next_check_at=at if waits and state not in FINAL_STATES else None,
        )
        if state is None:
            with pytest.raises(InvariantError):
                self.journal.apply(AttemptId(key), change, at)
            return
        after = self.journal.apply(AttemptId(key), change, at)
        assert after == apply_change(before, change, at)
        self.attempts[key] = after
        self.entries += 1

    @precondition(lambda self: len(self.runs) < 3)
    @rule(count=st.integers(0, 3))
    def plan(self, count: int) -> None:
        rows = [run_row(position, invoice(position)) for position in range(count)]
        made = run(f"r{len(self.runs)}", rows)
        self.journal.add_run(made, rows)
        self.runs[made.run_id], self.rows[made.run_id] = made, rows
        self.entries += 1

    @precondition(lambda self: self.runs)
    @rule(data=st.data(), state=st.sampled_from(RunState), note=SAFE_WORDS)
    def move_run(self, data: st.DataObject, state: RunState, note: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.runs)))
        before = self.runs[key]
        if before.state in {RunState.STOPPED, RunState.FINISHED} and state is not before.state:
            with pytest.raises(InvariantError):
                self.journal.set_run_state(RunId(key), state, note, self.now())
            return
        self.runs[key] = replace(before, state=state, note=note)
        assert self.journal.set_run_state(RunId(key), state, note, self.now()) == self.runs[key]
        self.entries += 1

    @precondition(lambda self: any(self.rows.values()))
    @rule(data=st.data(), state=st.sampled_from(RowState), reason=SAFE_WORDS)
    def move_row(self, data: st.DataObject, state: RowState, reason: str) -> None:
        key = data.draw(st.sampled_from([name for name, rows in self.rows.items() if rows]))
        position = data.draw(st.integers(0, len(self.rows[key]) - 1))
        attempt = data.draw(st.sampled_from([None, *sorted(self.attempts)]))
        attempt_id = None if attempt is None else AttemptId(attempt)
        self.journal.set_row(RunId(key), position, state, attempt_id=attempt_id, reason=reason)
        before = self.rows[key][position]
        kept = attempt_id or before.attempt_id
        self.rows[key][position] = replace(before, state=state, reason=reason, attempt_id=kept)
        self.entries += 1

    @rule()
    def restart(self) -> None:
        self.journal.close()
        self.journal = self.store.open()

    @rule()
    def verify(self) -> None:
        found = self.journal.verify()
        assert (found.entries, found.problem) == (self.entries, "")

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        newest_first = tuple(self.attempts.values())[::-1]
        assert self.journal.attempts(AttemptFilter()) == newest_first
        still_open = tuple(one for one in self.attempts.values() if one.is_open)
        assert self.journal.open_attempts(HOST) == still_open
        assert len({one.document.key for one in still_open}) == len(still_open)
        assert self.journal.runs() == tuple(self.runs.values())[::-1]
        for name, rows in self.rows.items():
            assert self.journal.run_rows(RunId(name)) == tuple(rows)


def test_a_journal_in_a_file(tmp_path: Path) -> None:
    numbers = itertools.count()

    def store() -> Store:
        path = tmp_path / f"{next(numbers)}.sqlite"
        path.write_bytes(empty_journal())
        return FileStore(path)

    explore(store, examples=12)


def test_a_journal_on_a_server(postgres: PostgresServer) -> None:
    explore(lambda: ServerStore(postgres), examples=5)


def explore(make_store: Callable[[], Store], *, examples: int) -> None:
    class Machine(JournalMachine):
        """Takes no arguments, as Hypothesis wants it."""

        def __init__(self) -> None:
            super().__init__(make_store)

    run_state_machine_as_test(
        Machine,
        settings=settings(max_examples=examples, stateful_step_count=25, deadline=None),
    )
