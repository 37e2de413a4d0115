"""What the auditor is given: the world's events, both servers' books and the journals' raw rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulation.bank import Credit, Debit
from tests.simulation.books import Doc, Paid, Relation
from tests.simulation.events import Event

if TYPE_CHECKING:
    from pathlib import Path


_ATTEMPTS = (
    "SELECT attempt_id, document_key, customer_id, transaction_id, amount_minor, due_minor, state,"
    " payment_id, action_code, run_id, settled_at FROM attempts ORDER BY sequence"
)
_REVERSALS = (
    "SELECT reversal_id, attempt_id, document_key, operation, charge_transaction_id,"
    " transaction_id, amount_minor, state, payment_id FROM reversals ORDER BY sequence"
)
_ENTRIES = (
    "SELECT sequence, attempt_id, run_id, note_id, at, event, content, previous_hash, hash"
    " FROM entries ORDER BY sequence"
)
_LOOKS = "SELECT note_id FROM notes WHERE kind = 'audit'"
_DECISIONS = "SELECT attempt_id FROM entries WHERE event LIKE 'person_said_%'"


@dataclass(frozen=True)
class Claim:
    """One attempt as its station's journal holds it at the end."""

    station: str
    attempt: str
    key: str
    customer: int
    transaction: str
    cents: int
    due: int
    state: str
    payment: int | None
    code: str | None
    run: str | None
    settled_at: str | None


@dataclass(frozen=True)
class BackClaim:
    """One void or refund as its station's journal holds it at the end."""

    station: str
    reversal: str
    attempt: str
    key: str
    operation: str
    charge: str
    transaction: str
    cents: int
    state: str
    payment: int | None


@dataclass(frozen=True)
class Chain:
    """One journal's log, and the notes of commands that only looked."""

    station: str
    entries: list[tuple[Any, ...]]
    looks: list[str]


@dataclass(frozen=True)
class Journals:
    """What the stations' journals hold at one moment."""

    claims: list[Claim]
    backs: list[BackClaim]
    said_by_persons: set[str]
    chains: list[Chain]


@dataclass(frozen=True)
class Evidence:
    """Everything that can be known at the end.

    Attributes:
        before: The journals before a person decided what evidence had left open.
        said_by_persons: Attempts whose history holds a person's decision.
        blind: The gateway's enquiries tell nothing, ever: what is unknown may stay so.
        is_common: All stations have one ledger.
        is_long: Bank debits have settled or come back by the end, and the reports told of it.
        record_settled: Bank debits are recorded in Splynx once the bank has paid.
        max_run: What a run may charge, 0 for no limit; `max_day` the same of a day.
    """

    events: list[Event]
    ledger: list[Debit]
    credits: list[Credit]
    payments: list[Paid]
    relations: list[Relation]
    docs: dict[str, Doc]
    claims: list[Claim]
    backs: list[BackClaim]
    before: Journals
    said_by_persons: set[str]
    chains: list[Chain]
    blind: bool
    is_common: bool
    is_long: bool
    has_reports: bool
    record_settled: bool
    max_run: int
    max_day: int


def read_journals(stations: dict[Path, str]) -> Journals:
    """The charges and reversals in the journals' files; of a common one, as one station's."""
    claims: list[Claim] = []
    backs: list[BackClaim] = []
    said: set[str] = set()
    chains: list[Chain] = []
    for path, station in stations.items():
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            claims += [Claim(station, *row) for row in connection.execute(_ATTEMPTS)]
            backs += [BackClaim(station, *row) for row in connection.execute(_REVERSALS)]
            said |= {row[0] for row in connection.execute(_DECISIONS)}
            looks = [row[0] for row in connection.execute(_LOOKS)]
            chains.append(Chain(station, connection.execute(_ENTRIES).fetchall(), looks))
    return Journals(claims, backs, said, chains)
