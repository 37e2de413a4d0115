"""The log's hash chain: each entry's hash covers its content and the hash before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import insert, select

from ippay_desktop.adapters.journal.schema import ENTRIES
from ippay_desktop.domain import evidence
from ippay_desktop.domain.evidence import covered_part, entry_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ippay_desktop.adapters.journal.link import Connection, Step

GENESIS = "0" * 64
canonical = evidence.canonical
INTENT_RECORDED = "intent_recorded"
RUN_PLANNED = "run_planned"
RUN_MOVED = "run_moved"
ROW_MOVED = "row_moved"
NOTE_KEPT = "note_kept"
REVERSAL_RECORDED = "reversal_recorded"
# Before the event of a change of a reversal, which is filed under the charge it reverses.
REVERSAL = "reversal."

_LAST = select(ENTRIES.c.sequence, ENTRIES.c.hash).order_by(ENTRIES.c.sequence.desc()).limit(1)
_INSERT = insert(ENTRIES)


Beside: TypeAlias = "Callable[[int], Sequence[Step]]"


def _nothing(sequence: int) -> Sequence[Step]:
    del sequence
    return ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one attempt or one run, or one note.

    Attributes:
        at: UTC text.
        content: Canonical JSON.
    """

    attempt_id: str | None
    run_id: str | None
    at: str
    event: str
    content: str
    note_id: str | None = None

    def hash_after(self, previous_hash: str, sequence: int) -> str:
        """SHA-256 over the previous hash and everything in this entry."""
        return entry_hash(
            previous_hash,
            covered_part(
                {
                    "sequence": sequence,
                    "attempt_id": self.attempt_id,
                    "run_id": self.run_id,
                    "at": self.at,
                    "event": self.event,
                    "content": self.content,
                    "note_id": self.note_id,
                }
            ),
        )


def append(connection: Connection, entry: Entry, beside: Beside = _nothing) -> int:
    """Write the next entry inside the caller's write transaction; its sequence number.

    Args:
        connection: Writes.
        entry: What happened.
        beside: The changes that go with it, for its sequence number.
    """
    return append_each(connection, [(entry, beside)])


def append_each(connection: Connection, entries: Sequence[tuple[Entry, Beside]]) -> int:
    """The same for several entries in a row, all of them written or none; the last one's number."""
    last, previous_hash = connection.head or _last(connection)
    steps: list[Step] = []
    others: list[Step] = []
    for sequence, (entry, beside) in enumerate(entries, last + 1):
        own_hash = entry.hash_after(previous_hash, sequence)
        values = {
            "sequence": sequence,
            "attempt_id": entry.attempt_id,
            "run_id": entry.run_id,
            "at": entry.at,
            "event": entry.event,
            "content": entry.content,
            "previous_hash": previous_hash,
            "hash": own_hash,
            "note_id": entry.note_id,
        }
        steps.append((_INSERT, values))
        others += beside(sequence)
        previous_hash = own_hash
    connection.execute_together([*steps, *others])
    connection.head = (last + len(entries), previous_hash)
    return last + len(entries)


def _last(connection: Connection) -> tuple[int, str]:
    head = connection.execute(_LAST).first()
    return (0, GENESIS) if head is None else (head["sequence"], head["hash"])
