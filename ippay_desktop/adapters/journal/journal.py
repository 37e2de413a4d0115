"""The journal of charge attempts and runs: the port `Journal` over one SQL database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, text, update

from ippay_desktop.adapters.journal import codec
from ippay_desktop.adapters.journal.chain import (
    INTENT_RECORDED,
    ROW_MOVED,
    RUN_MOVED,
    RUN_PLANNED,
    Entry,
    append,
    canonical,
)
from ippay_desktop.adapters.journal.engine import Database, read_rows
from ippay_desktop.adapters.journal.schema import (
    ATTEMPTS,
    HAS_USED_ITS_ID,
    IS_OPEN,
    RUN_ROWS,
    RUNS,
)
from ippay_desktop.adapters.journal.texts import instant_text, safe_text
from ippay_desktop.adapters.journal.verification import JournalCheck, check_journal
from ippay_desktop.domain.bulk import RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import Attempt, Change, Intent, apply_change, first_record
from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.ports import AttemptFilter, AttemptOpenError, Clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ippay_desktop.domain.identifiers import AttemptId, RunId

# Built once: each execution then costs little more than the database itself.
_INSERT_ATTEMPT, _INSERT_RUN, _INSERT_ROW = insert(ATTEMPTS), insert(RUNS), insert(RUN_ROWS)
_UPDATE_ATTEMPT = update(ATTEMPTS).where(ATTEMPTS.c.attempt_id == bindparam("of_attempt"))
_UPDATE_RUN = update(RUNS).where(RUNS.c.run_id == bindparam("of_run"))
_UPDATE_ROW = update(RUN_ROWS).where(
    RUN_ROWS.c.run_id == bindparam("of_run"), RUN_ROWS.c.position == bindparam("at_position")
)
_ATTEMPT = select(ATTEMPTS).where(ATTEMPTS.c.attempt_id == bindparam("of_attempt"))
_USED_ID = select(ATTEMPTS).where(
    ATTEMPTS.c.splynx_host == bindparam("host"),
    ATTEMPTS.c.transaction_id == bindparam("id"),
    text(HAS_USED_ITS_ID),
)
_OPEN = (
    select(ATTEMPTS)
    .where(ATTEMPTS.c.splynx_host == bindparam("host"), text(IS_OPEN))
    .order_by(ATTEMPTS.c.sequence)
)
_OPEN_ON_DOCUMENT = _OPEN.where(ATTEMPTS.c.document_key == bindparam("key"))
_HIGHEST_NUMBER = select(func.max(ATTEMPTS.c.attempt_number)).where(
    ATTEMPTS.c.document_key == bindparam("key"),
    ATTEMPTS.c.splynx_host == bindparam("host"),
    text(HAS_USED_ITS_ID),
)
_ALL_RUNS = select(RUNS).order_by(RUNS.c.sequence.desc())
_RUN = select(RUNS).where(RUNS.c.run_id == bindparam("of_run"))
_ROWS = (
    select(RUN_ROWS).where(RUN_ROWS.c.run_id == bindparam("of_run")).order_by(RUN_ROWS.c.position)
)
_CHARGED_MEANWHILE = "It was charged by someone else a moment ago. Look at it again."
_ENDED_RUNS = frozenset({RunState.STOPPED, RunState.FINISHED})


class SqlJournal:
    """Implements `domain.ports.Journal`; any thread may call, every method blocks.

    Each change is one transaction that appends to the log and moves the projection with it; it is
    on the disk when the method returns.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def close(self) -> None:
        """Close the journal; waits for a write under way."""
        self._database.close()

    def verify(self) -> JournalCheck:
        """Walk the whole log: unbroken chain, and projections that equal its replay."""
        return check_journal(self._database)

    def add_intent(self, intent: Intent) -> Attempt:
        """Commit an intent before anything is sent.

        Raises:
            AttemptOpenError: the document has an open attempt.
            InputError: its transaction id was used up meanwhile, by another charge of it.
            InvariantError: it contradicts what the journal holds.
            StorageError: it is not recorded, so nothing may be sent.
        """
        attempt = first_record(codec.safe_intent(intent))
        content = codec.intent_columns(attempt.intent)
        entry = Entry(
            attempt.id,
            None,
            instant_text(intent.created_at),
            INTENT_RECORDED,
            canonical(content),
        )
        try:
            with self._database.write() as connection:
                sequence = append(connection, entry)
                values = {**content, **codec.progress_columns(attempt), "sequence": sequence}
                connection.execute(_INSERT_ATTEMPT, values)
        except InvariantError:
            existing = self._open_attempt(intent.splynx_host, intent.document.key)
            if existing is not None:
                raise AttemptOpenError(existing) from None
            if self._is_used(intent):
                raise InputError(_CHARGED_MEANWHILE) from None
            raise
        return attempt

    def apply(self, attempt_id: AttemptId, change: Change, at: datetime) -> Attempt:
        """Append a change; the attempt after it.

        Raises:
            InputError: there is no such attempt.
            InvariantError: the change cannot happen now.
            StorageError: it is not recorded.
        """
        safe = codec.safe_change(change)
        entry = Entry(
            attempt_id,
            None,
            instant_text(at),
            str(safe.event),
            canonical(codec.change_content(safe)),
        )
        with self._database.write() as connection:
            after = apply_change(_attempt(connection, attempt_id), safe, at)
            append(connection, entry)
            values = {**codec.progress_columns(after), "of_attempt": attempt_id}
            connection.execute(_UPDATE_ATTEMPT, values)
        return after

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """One attempt; InputError when there is none."""
        with self._database.read() as connection:
            return _attempt(connection, attempt_id)

    def attempts(self, wanted: AttemptFilter) -> tuple[Attempt, ...]:
        """Attempts that fit, in the order of their intents, newest first."""
        with self._database.read() as connection:
            return _attempts(connection, _matching(wanted))

    def open_attempts(self, splynx_host: str) -> tuple[Attempt, ...]:
        """All that block a document of that host, oldest first."""
        with self._database.read() as connection:
            return _attempts(connection, _OPEN, host=splynx_host)

    def next_attempt_number(self, splynx_host: str, document_key: str) -> int:
        """1 + the highest number used; a number whose try was not sent is used again."""
        with self._database.read() as connection:
            asked = {"host": splynx_host, "key": document_key}
            return 1 + (connection.execute(_HIGHEST_NUMBER, asked).scalar() or 0)

    def add_run(self, run: Run, rows: Sequence[RunRow]) -> None:
        """Freeze a plan.

        Raises:
            InvariantError: the run exists, or two rows share a position.
            StorageError: it is not recorded.
        """
        columns = codec.run_columns(run)
        row_columns = [codec.run_row_columns(row) for row in rows]
        content = canonical({**columns, "rows": row_columns})
        entry = Entry(None, run.run_id, instant_text(run.created_at), RUN_PLANNED, content)
        with self._database.write() as connection:
            sequence = append(connection, entry)
            connection.execute(_INSERT_RUN, {**columns, "sequence": sequence})
            if row_columns:
                owned = [{**row, "run_id": run.run_id} for row in row_columns]
                connection.execute(_INSERT_ROW, owned)

    def run(self, run_id: RunId) -> Run:
        """One run; InputError when there is none."""
        with self._database.read() as connection:
            return _run(connection, run_id)

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        with self._database.read() as connection:
            return tuple(codec.run_from(row) for row in read_rows(connection, _ALL_RUNS))

    def run_rows(self, run_id: RunId) -> tuple[RunRow, ...]:
        """A run's rows, in plan order; InputError when there is no such run."""
        with self._database.read() as connection:
            _run(connection, run_id)
            found = read_rows(connection, _ROWS, of_run=run_id)
            return tuple(codec.run_row_from(row) for row in found)

    def set_run_state(self, run_id: RunId, state: RunState, note: str, at: datetime) -> Run:
        """Move a run on; the note says why it paused or stopped.

        Raises:
            InputError: there is no such run.
            InvariantError: it was stopped or finished for good.
            StorageError: it is not recorded.
        """
        moved = {"state": str(state), "note": safe_text(note)}
        entry = Entry(None, run_id, instant_text(at), RUN_MOVED, canonical(moved))
        with self._database.write() as connection:
            before = _run(connection, run_id)
            if before.state in _ENDED_RUNS and state is not before.state:
                raise InvariantError(f"A run that is {before.state} cannot become {state}.")
            append(connection, entry)
            connection.execute(_UPDATE_RUN, {**moved, "of_run": run_id})
        return replace(before, state=state, note=moved["note"])

    def set_row(
        self,
        run_id: RunId,
        position: int,
        state: RowState,
        *,
        attempt_id: AttemptId | None = None,
        reason: str = "",
    ) -> None:
        """Move a row on; without an attempt id it keeps the one it has.

        Raises:
            InputError: there is no such row.
            InvariantError: there is no such attempt.
            StorageError: it is not recorded.
        """
        moved = {"state": str(state), "reason": safe_text(reason)}
        if attempt_id is not None:
            moved["attempt_id"] = attempt_id
        content = canonical({**moved, "position": position})
        at = instant_text(self._clock.now())
        with self._database.write() as connection:
            append(connection, Entry(None, run_id, at, ROW_MOVED, content))
            where = {"of_run": run_id, "at_position": position}
            done = connection.execute(_UPDATE_ROW, {**moved, **where})
            if done.rowcount != 1:
                raise InputError(f"The run {run_id} has no row {position}.")

    def _is_used(self, intent: Intent) -> bool:
        with self._database.read() as connection:
            found = _attempts(
                connection, _USED_ID, host=intent.splynx_host, id=intent.transaction_id
            )
        return bool(found)

    def _open_attempt(self, splynx_host: str, document_key: str) -> Attempt | None:
        with self._database.read() as connection:
            found = _attempts(connection, _OPEN_ON_DOCUMENT, host=splynx_host, key=document_key)
            return found[0] if found else None


def _attempt(connection: Connection, attempt_id: AttemptId) -> Attempt:
    found = _attempts(connection, _ATTEMPT, of_attempt=attempt_id)
    if not found:
        raise InputError(f"There is no charge {attempt_id} in the journal.")
    return found[0]


def _attempts(connection: Connection, query: Select[Any], **asked: str) -> tuple[Attempt, ...]:
    return tuple(codec.attempt_from(row) for row in read_rows(connection, query, **asked))


def _run(connection: Connection, run_id: RunId) -> Run:
    found = list(read_rows(connection, _RUN, of_run=run_id))
    if not found:
        raise InputError(f"There is no run {run_id} in the journal.")
    return codec.run_from(found[0])


def _matching(wanted: AttemptFilter) -> Select[Any]:
    query = select(ATTEMPTS).order_by(ATTEMPTS.c.sequence.desc()).limit(wanted.limit)
    exact = {
        ATTEMPTS.c.run_id: wanted.run_id,
        ATTEMPTS.c.customer_id: wanted.customer_id,
        ATTEMPTS.c.document_key: wanted.document_key,
    }
    for column, value in exact.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.states:
        query = query.where(ATTEMPTS.c.state.in_(sorted(wanted.states)))
    if wanted.period is not None:
        first, last = wanted.period.first.isoformat(), wanted.period.last.isoformat()
        query = query.where(ATTEMPTS.c.created_at.between(f"{first}T", f"{last}T23:59:59.999999Z"))
    return query
