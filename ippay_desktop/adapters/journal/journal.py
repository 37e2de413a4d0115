"""The journal of charge attempts and runs: the port `Journal` over one SQL database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ippay_desktop.adapters.journal import codec, evidence, queries
from ippay_desktop.adapters.journal.chain import (
    NOTE_KEPT,
    ROW_MOVED,
    RUN_MOVED,
    RUN_PLANNED,
    Entry,
    append,
    canonical,
)
from ippay_desktop.adapters.journal.claims import Claims
from ippay_desktop.adapters.journal.failures import UnknownCommitError
from ippay_desktop.adapters.journal.intents import CHARGED_MEANWHILE, Intents, Wanted
from ippay_desktop.adapters.journal.positions import Positions
from ippay_desktop.adapters.journal.queries import (
    find_attempt,
    find_attempts,
    find_few,
    find_run,
)
from ippay_desktop.adapters.journal.reversals import (
    SqlReversals,
    refuse_while_reversing,
)
from ippay_desktop.adapters.journal.standing import as_they_stand
from ippay_desktop.adapters.journal.texts import instant_text, safe_text
from ippay_desktop.adapters.journal.transactions import read_rows
from ippay_desktop.adapters.journal.verification import JournalCheck, check_journal, replayed
from ippay_desktop.domain.bulk import ENDED_RUN_STATES, RowState, Run, RunRow, RunState
from ippay_desktop.domain.charge import (
    Attempt,
    Change,
    ChargeEvent,
    Intent,
    apply_change,
    first_record,
)
from ippay_desktop.domain.errors import InputError, InvariantError, IPpayDesktopError
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import (
    AttemptFilter,
    AttemptOpenError,
    Clock,
    Holder,
    SpendCeiling,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ippay_desktop.adapters.journal.engine import Database
    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.adapters.journal.postgres import TeamDatabase
    from ippay_desktop.domain.evidence import ChainHead
    from ippay_desktop.domain.identifiers import AttemptId, CustomerId, RunId
    from ippay_desktop.domain.notes import Note, NoteKind


class SqlJournal:
    """Implements `domain.ports.Journal`; any thread may call, every method blocks.

    Each change is one transaction that appends to the log and moves the projection with it; it is
    on the disk when the method returns.
    """

    def __init__(
        self,
        database: Database | TeamDatabase,
        clock: Clock,
        *,
        station: str = "here",
        who: str = "",
    ) -> None:
        """Work on an open database.

        Args:
            database: Belongs to the journal from here on.
            clock: Dates what callers give no time for.
            station: Whose claims are ours.
            who: Who makes them, for people at other stations.
        """
        self._database = database
        self._clock = clock
        self._claims = Claims(database, station=station, who=who)
        self._reversals = SqlReversals(database, self._claims, clock)
        self._intents = Intents(database, self._claims)
        self._positions = Positions(database)

    @property
    def reversals(self) -> SqlReversals:
        """The journal's record of what was given back."""
        return self._reversals

    @property
    def transactions(self) -> Database | TeamDatabase:
        """The database below, for what is about the journal and not in it."""
        return self._database

    def close(self) -> None:
        """Close the journal; waits for a write under way."""
        self._claims.close()
        self._database.close()

    def entries_of(self, attempt_id: AttemptId) -> tuple[list[Mapping[str, Any]], ChainHead]:
        """The entries about one charge, whole and in order, and the head of the chain."""
        return evidence.entries_of(self._database, attempt_id)

    def as_of(self, attempt_id: AttemptId, sequence: int) -> Attempt:
        """One attempt as its entries up to that one leave it; InputError when there is none."""
        entries, _ = self.entries_of(attempt_id)
        return replayed(attempt_id, [one for one in entries if one["sequence"] <= sequence])

    def holds(self, head: ChainHead) -> bool:
        """Whether a head is, or was, that of this journal."""
        return evidence.holds(self._database, head)

    def verify(self) -> JournalCheck:
        """Walk the whole log: unbroken chain, and projections that equal its replay."""
        return check_journal(self._database)

    def position_of(self, splynx_host: str, document_key: str) -> int:
        """Where in the log a document's latest attempt began; 0 when there is none.

        Raises:
            AttemptOpenError: that attempt is open, or one is being given back.
        """
        found = self._positions.latest(splynx_host, document_key)
        if found is None:
            return 0
        latest = codec.attempt_from(found)
        if latest.is_open:
            raise AttemptOpenError(latest)
        with self._database.read() as connection:
            refuse_while_reversing(connection, splynx_host, document_key)
        return int(found["sequence"])

    def taken(self, splynx_host: str, document_keys: Sequence[str]) -> frozenset[str]:
        """Those of some documents that have an attempt which is not settled, asked for at once."""
        return self._positions.taken(splynx_host, document_keys)

    def add_intent(
        self,
        intent: Intent,
        after: int | None = None,
        ceilings: Sequence[SpendCeiling] = (),
        lease_s: float | None = None,
        unless_noted: str | None = None,
    ) -> Attempt:
        """Commit an intent before anything is sent.

        Args:
            intent: What will be sent.
            after: Where the document's latest attempt must have begun; None asks for nothing.
            ceilings: What all charges together may come to.
            lease_s: Claim the attempt in the same commit, as `claim_attempt` does; None does not.
            unless_noted: Id of a note that nobody may have written yet; None for any.

        Raises:
            AttemptOpenError: the document has an open attempt, or one is being given back.
            InputError: another charge of it was begun, or has used up its id, meanwhile.
            NotedMeanwhileError: that note is there.
            SpendLimitError: a ceiling would be passed.
            InvariantError: it contradicts what the journal holds.
            StorageError: it is not known to be recorded, so nothing may be sent.
        """
        attempt = first_record(codec.safe_intent(intent))
        # In a local journal the lock on its folder keeps others out, at no cost per charge.
        is_claimed = lease_s is not None and self._database.is_shared
        claimed_s = lease_s if is_claimed else None
        try:
            self._intents.commit(Wanted.of(attempt, after, ceilings, claimed_s, unless_noted))
        except UnknownCommitError:
            if is_claimed:
                self._claims.hold(attempt.id)
            # If it is there after all, it must not look like a charge whose request may have left.
            self._withdraw(attempt)
            raise
        except InvariantError:
            self._explain_refusal(intent)
            raise
        if is_claimed:
            self._claims.hold(attempt.id)
        return attempt

    def apply(self, attempt_id: AttemptId, change: Change, at: datetime) -> Attempt:
        """Append a change; the attempt after it.

        Raises:
            InputError: there is no such attempt.
            InvariantError: the change cannot happen now.
            StorageError: it is not known to be recorded, or another station has taken over.
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
            self._claims.guard(connection, attempt_id)
            before = find_attempt(connection, attempt_id)
            after = apply_change(before, safe, at)
            values = {**codec.progress_columns(after, before), "of_attempt": attempt_id}
            letting_go = [] if after.is_open else self._claims.letting_go(attempt_id)
            append(connection, entry, lambda _: [(queries.UPDATE_ATTEMPT, values), *letting_go])
        if not after.is_open:
            self._claims.forget(attempt_id)
        return after

    def claim_attempt(self, attempt_id: AttemptId, lease_s: float) -> Holder | None:
        """Work on an attempt alone until `release`; the other station if one is at it already."""
        # In a local journal the lock on its folder keeps others out, at no cost per charge.
        return self._claims.take(attempt_id, lease_s) if self._database.is_shared else None

    def claim_run(self, run_id: RunId, lease_s: float) -> Holder | None:
        """The same for a run."""
        return self._claims.take(run_id, lease_s)

    def forget_own_claims(self) -> None:
        """Let go of what a dead process of this station held; for whoever opens the journal."""
        self._claims.release_all()

    def release(self, subject: AttemptId | RunId) -> None:
        """Let others work on it; never raises, as a claim also ends with its station."""
        self._claims.release(subject)

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """One attempt; InputError when there is none."""
        with self._database.read() as connection:
            return as_they_stand(connection, [find_attempt(connection, attempt_id)])[0]

    def attempts(self, wanted: AttemptFilter) -> tuple[Attempt, ...]:
        """Attempts that fit, in the order of their intents, newest first."""
        with self._database.read() as connection:
            return as_they_stand(connection, queries.find_matching(connection, wanted))

    def open_attempts(self, splynx_host: str) -> tuple[Attempt, ...]:
        """All that block a document of that host, oldest first."""
        with self._database.read() as connection:
            found = find_attempts(connection, queries.OPEN, host=splynx_host)
            return as_they_stand(connection, found)

    def spent(self, splynx_host: str, ceiling: SpendCeiling) -> Money:
        """What counts against a ceiling so far."""
        with self._database.read() as connection:
            return _spent(connection, splynx_host, ceiling)

    def declines(
        self, splynx_host: str, customer_id: CustomerId | None = None
    ) -> tuple[Attempt, ...]:
        """Declines of saved methods that were not approved since, oldest first."""
        if customer_id is not None:
            found = self._database.ask(queries.DECLINES_OF, host=splynx_host, customer=customer_id)
            return tuple(map(codec.attempt_from, found))
        with self._database.read() as connection:
            return find_attempts(connection, queries.DECLINES, host=splynx_host)

    def next_attempt_number(self, splynx_host: str, document_key: str) -> int:
        """1 + the highest number used; a number whose try was not sent is used again."""
        found = self._database.ask(queries.HIGHEST_NUMBER, host=splynx_host, key=document_key)
        return 1 + (found[0]["highest"] or 0)

    def add_note(self, note: Note) -> None:
        """Keep a note for ever.

        Raises:
            InvariantError: a note of that id exists, or its subject is too long.
            StorageError: it is not recorded.
        """
        columns = codec.note_columns(note)
        entry = Entry(
            None, None, instant_text(note.at), NOTE_KEPT, canonical(columns), note.note_id
        )
        with self._database.write() as connection:
            sequence = append(connection, entry)
            connection.execute(queries.INSERT_NOTE, {**columns, "sequence": sequence})

    def notes(
        self, splynx_host: str, kinds: Iterable[NoteKind], *, subject: str | None = None
    ) -> tuple[Note, ...]:
        """Notes of these kinds, optionally about one subject, oldest first."""
        with self._database.read() as connection:
            asked = {"host": splynx_host} | ({} if subject is None else {"subject": subject})
            query = queries.notes_of(kinds, has_subject=subject is not None)
            found = read_rows(connection, query, **asked)
            return tuple(codec.note_from(row) for row in found)

    def add_run(self, run: Run, rows: Sequence[RunRow]) -> None:
        """Freeze a plan.

        Raises:
            InputError: the same plan is a run already that has not ended.
            InvariantError: the run exists, or two rows share a position.
            StorageError: it is not recorded.
        """
        columns = codec.run_columns(run)
        row_columns = [codec.run_row_columns(row) for row in rows]
        content = canonical({**columns, "rows": row_columns})
        entry = Entry(None, run.run_id, instant_text(run.created_at), RUN_PLANNED, content)
        with self._database.write() as connection:
            _refuse_same_plan(connection, run)
            sequence = append(connection, entry)
            connection.execute(queries.INSERT_RUN, {**columns, "sequence": sequence})
            if row_columns:
                owned = [{**row, "run_id": run.run_id} for row in row_columns]
                connection.execute(queries.INSERT_ROW, owned)

    def run(self, run_id: RunId) -> Run:
        """One run; InputError when there is none."""
        with self._database.read() as connection:
            return find_run(connection, run_id)

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        with self._database.read() as connection:
            return tuple(codec.run_from(row) for row in read_rows(connection, queries.ALL_RUNS))

    def run_rows(self, run_id: RunId) -> tuple[RunRow, ...]:
        """A run's rows, in plan order; InputError when there is no such run."""
        with self._database.read() as connection:
            find_run(connection, run_id)
            found = read_rows(connection, queries.ROWS, of_run=run_id)
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
            self._claims.guard(connection, run_id)
            before = find_run(connection, run_id)
            if before.state in ENDED_RUN_STATES and state is not before.state:
                raise InvariantError(f"A run that is {before.state} cannot become {state}.")
            append(connection, entry)
            connection.execute(queries.UPDATE_RUN, {**moved, "of_run": run_id})
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
            self._claims.guard(connection, run_id)
            append(connection, Entry(None, run_id, at, ROW_MOVED, content))
            where = {"of_run": run_id, "at_position": position}
            done = connection.execute(queries.UPDATE_ROW, {**moved, **where})
            if done.rowcount != 1:
                raise InputError(f"The run {run_id} has no row {position}.")

    def _withdraw(self, attempt: Attempt) -> None:
        """Say of an intent that may be committed that nothing was sent for it."""
        change = Change(
            ChargeEvent.PROVEN_NOT_SENT,
            reason="Not sent: the team's ledger did not answer before anything was to leave.",
        )
        # What cannot be said now is settled like any charge that was cut off.
        with suppress(IPpayDesktopError):
            self.apply(attempt.id, change, self._clock.now())

    def _explain_refusal(self, intent: Intent) -> None:
        """Raise what it means for staff that the database refused an intent, if that is known."""
        existing = self._open_attempt(intent.splynx_host, intent.document.key)
        if existing is not None:
            raise AttemptOpenError(existing) from None
        if self._is_used(intent):
            raise InputError(CHARGED_MEANWHILE) from None

    def _is_used(self, intent: Intent) -> bool:
        with self._database.read() as connection:
            found = find_few(
                connection, queries.USED_ID, host=intent.splynx_host, id=intent.transaction_id
            )
        return bool(found)

    def _open_attempt(self, splynx_host: str, document_key: str) -> Attempt | None:
        with self._database.read() as connection:
            found = find_few(
                connection, queries.OPEN_ON_DOCUMENT, host=splynx_host, key=document_key
            )
            return found[0] if found else None


def _spent(connection: Connection, splynx_host: str, ceiling: SpendCeiling) -> Money:
    minor = queries.find_spent(connection, splynx_host, ceiling)
    return Money(minor, ceiling.most.currency)


def _refuse_same_plan(connection: Connection, run: Run) -> None:
    asked = {"hash": run.plan_hash, "host": run.splynx_host}
    other = connection.execute(queries.SAME_PLAN, asked).first()
    if other is not None:
        raise InputError(
            f"This very plan is run {other['run_id']} already, which is {other['state']}. "
            "Resume or cancel that one."
        )
