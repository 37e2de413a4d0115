"""Checking a journal: the log's chain of hashes, and that its replay gives what the tables hold."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select, text

from ippay_desktop.adapters.journal import codec, reversal_codec
from ippay_desktop.adapters.journal.chain import (
    GENESIS,
    INTENT_RECORDED,
    NOTE_KEPT,
    REVERSAL,
    REVERSAL_RECORDED,
    ROW_MOVED,
    RUN_MOVED,
    RUN_PLANNED,
    Entry,
)
from ippay_desktop.adapters.journal.failures import DAMAGED
from ippay_desktop.adapters.journal.reversal_schema import ALL_TABLES
from ippay_desktop.adapters.journal.schema import ENTRIES
from ippay_desktop.adapters.journal.texts import read_instant
from ippay_desktop.adapters.journal.transactions import Transactions, read_few, read_rows
from ippay_desktop.domain.charge import Attempt, apply_change, first_record
from ippay_desktop.domain.errors import InputError, IPpayDesktopError, StorageError
from ippay_desktop.domain.reversal import (
    Reversal,
    apply_reversal_change,
    first_reversal_record,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.adapters.journal.link import Connection

_ENTRIES = select(ENTRIES).order_by(ENTRIES.c.sequence)
_LAST_ENTRIES = select(ENTRIES).order_by(ENTRIES.c.sequence.desc()).limit(500)
_RESTORE = "Stop charging, keep the data folder as it is, and compare it with a backup."
_PROJECTIONS = {
    "attempts": ("attempt_id",),
    "runs": ("run_id",),
    "run_rows": ("run_id", "position"),
    "notes": ("note_id",),
    "reversals": ("reversal_id",),
}

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """What a check found.

    Attributes:
        entries: How many entries are sound, from the first on.
        problem: A sentence about the first thing wrong, or "".
        bad_entry: The sequence number of the first bad entry, if one is.
    """

    entries: int
    problem: str = ""
    bad_entry: int | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problem


class _BadEntryError(Exception):
    """An entry that cannot be; its text completes "Entry 7 …"."""


@dataclass
class _Replay:
    """What the tables must hold after the entries so far."""

    attempts: dict[str, tuple[int, Attempt]] = field(default_factory=dict)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[Key, dict[str, Any]] = field(default_factory=dict)
    notes: dict[Key, dict[str, Any]] = field(default_factory=dict)
    reversals: dict[str, tuple[int, Reversal]] = field(default_factory=dict)

    def take(self, row: Mapping[str, Any]) -> None:
        """Play one entry."""
        content = json.loads(row["content"])
        players = {
            INTENT_RECORDED: self._intent,
            RUN_PLANNED: self._plan,
            RUN_MOVED: self._run_move,
            ROW_MOVED: self._row_move,
            NOTE_KEPT: self._note,
            REVERSAL_RECORDED: self._reversal,
        }
        is_reversal = row["event"].startswith(REVERSAL)
        other = self._reversal_change if is_reversal else self._change
        players.get(row["event"], other)(row, content)

    def _intent(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        attempt = first_record(codec.intent_from(content))
        if attempt.id != row["attempt_id"]:
            raise _BadEntryError("speaks of another charge than it is filed under")
        self.attempts[attempt.id] = (row["sequence"], attempt)

    def _change(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        sequence, attempt = self.attempts[row["attempt_id"]]
        change = codec.change_from(row["event"], content)
        after = apply_change(attempt, change, read_instant(row["at"]))
        self.attempts[attempt.id] = (sequence, after)

    def _reversal(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        reversal = first_reversal_record(reversal_codec.intent_from(content))
        self._refuse_elsewhere(reversal, row)
        self.reversals[reversal.id] = (row["sequence"], reversal)

    def _reversal_change(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        sequence, reversal = self.reversals[content["reversal_id"]]
        self._refuse_elsewhere(reversal, row)
        change = reversal_codec.change_from(row["event"], content)
        after = apply_reversal_change(reversal, change, read_instant(row["at"]))
        self.reversals[reversal.id] = (sequence, after)

    def _refuse_elsewhere(self, reversal: Reversal, row: Mapping[str, Any]) -> None:
        if reversal.attempt_id != row["attempt_id"] or reversal.attempt_id not in self.attempts:
            raise _BadEntryError("reverses another charge than it is filed under")

    def _plan(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        for planned in content.pop("rows"):
            self.rows[row["run_id"], planned["position"]] = {**planned, "run_id": row["run_id"]}
        self.runs[row["run_id"]] = {**content, "sequence": row["sequence"]}

    def _run_move(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        self.runs[row["run_id"]].update(content)

    def _row_move(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        self.rows[row["run_id"], content["position"]].update(content)

    def _note(self, row: Mapping[str, Any], content: dict[str, Any]) -> None:
        if content["note_id"] != row["note_id"]:
            raise _BadEntryError("holds another note than it is filed under")
        self.notes[row["note_id"],] = {**content, "sequence": row["sequence"]}

    def expected(self, table: str) -> dict[Key, dict[str, Any]]:
        """The rows that a table must hold, by key."""
        if table == "runs":
            return {(run_id,): columns for run_id, columns in self.runs.items()}
        if table in {"run_rows", "notes"}:
            return self.rows if table == "run_rows" else self.notes
        if table == "reversals":
            return {
                (reversal_id,): {
                    **reversal_codec.intent_columns(reversal.intent),
                    **reversal_codec.progress_columns(reversal),
                    "sequence": sequence,
                }
                for reversal_id, (sequence, reversal) in self.reversals.items()
            }
        return {
            (attempt_id,): {
                **codec.intent_columns(attempt.intent),
                **codec.progress_columns(attempt),
                "sequence": sequence,
            }
            for attempt_id, (sequence, attempt) in self.attempts.items()
        }


def check_journal(database: Transactions) -> JournalCheck:
    """Check everything in one consistent view; may take seconds for a large journal."""
    entries = 0
    try:
        with database.read() as connection:
            replay, previous_hash = _Replay(), GENESIS
            with closing(read_rows(connection, _ENTRIES)) as rows:
                for row in rows:
                    try:
                        previous_hash = _check_entry(row, entries + 1, previous_hash)
                        replay.take(row)
                    except _BAD as error:
                        return _bad_entry(entries, row["sequence"], error)
                    entries += 1
            problem = _table_problem(connection, replay) or _file_problem(connection)
    except StorageError as error:
        return JournalCheck(entries, str(error))
    return JournalCheck(entries, problem)


def replayed(attempt_id: str, entries: Iterable[Mapping[str, Any]]) -> Attempt:
    """An attempt as its own entries, in order, leave it.

    Raises:
        InputError: they do not begin it.
    """
    replay = _Replay()
    for row in entries:
        replay.take(row)
    if attempt_id not in replay.attempts:
        raise InputError(f"There is no charge {attempt_id} in the journal.")
    return replay.attempts[attempt_id][1]


def check_tail(database: Transactions) -> JournalCheck:
    """Check the chain of the last entries only: quick, however long the journal is."""
    try:
        with database.read() as connection:
            newest_first = read_few(connection, _LAST_ENTRIES)
    except StorageError as error:
        return JournalCheck(0, str(error))
    rows = newest_first[::-1]
    for before, row in pairwise(rows):
        try:
            _check_entry(row, before["sequence"] + 1, before["hash"])
        except _BadEntryError as error:
            return _bad_entry(before["sequence"], row["sequence"], error)
    return JournalCheck(rows[-1]["sequence"] if rows else 0)


# What replaying content that nobody can have written on purpose may raise.
_BAD = (_BadEntryError, IPpayDesktopError, ValueError, KeyError, TypeError, AttributeError)


def _check_entry(row: Mapping[str, Any], sequence: int, previous_hash: str) -> str:
    """The entry's hash, once it is proven to follow the one before."""
    if row["sequence"] != sequence:
        raise _BadEntryError(f"follows a gap: entry {sequence} is missing")
    if row["previous_hash"] != previous_hash:
        raise _BadEntryError("does not follow from the entry before it")
    subjects = (row["attempt_id"], row["run_id"])
    entry = Entry(*subjects, row["at"], row["event"], row["content"], row["note_id"])
    if row["hash"] != entry.hash_after(previous_hash, sequence):
        raise _BadEntryError("was changed after it was written")
    return entry.hash_after(previous_hash, sequence)


def _bad_entry(sound: int, sequence: int, error: Exception) -> JournalCheck:
    what = str(error) if isinstance(error, _BadEntryError) else "cannot have been written like this"
    return JournalCheck(sound, f"Entry {sequence} of the journal {what}. {_RESTORE}", sequence)


def _table_problem(connection: Connection, replay: _Replay) -> str:
    """The first row that is not what the log says, as a sentence."""
    for name, key_names in _PROJECTIONS.items():
        expected = dict(replay.expected(name))
        table: Table = ALL_TABLES[name]
        with closing(read_rows(connection, select(table))) as rows:
            for row in rows:
                key = tuple(row[part] for part in key_names)
                if expected.pop(key, None) != row:
                    return f"{name} {key[0]} is not what the journal's log says. {_RESTORE}"
        if expected:
            return f"{name} {next(iter(expected))[0]} is missing, though logged. {_RESTORE}"
    return ""


def _file_problem(connection: Connection) -> str:
    """What the database finds wrong with its own file, as a sentence."""
    if connection.kind != "sqlite":
        return ""
    verdict = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
    return "" if verdict == "ok" else DAMAGED
