"""What the auditor is given: the world's events, both servers' books and the journals' raw rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulation.bank import Debit
from tests.simulation.books import Doc, Paid, Relation
from tests.simulation.events import Event

if TYPE_CHECKING:
    from pathlib import Path


_ATTEMPTS = (
    "SELECT attempt_id, document_key, customer_id, transaction_id, amount_minor, due_minor, state,"
    " payment_id, action_code FROM attempts ORDER BY sequence"
)


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


@dataclass(frozen=True)
class Evidence:
    """Everything that can be known at the end.

    Attributes:
        blind: The gateway's enquiries tell nothing, ever: what is unknown may stay so.
    """

    events: list[Event]
    ledger: list[Debit]
    payments: list[Paid]
    relations: list[Relation]
    docs: dict[str, Doc]
    claims: list[Claim]
    blind: bool


def read_claims(station: str, path: Path) -> list[Claim]:
    """The attempts in a journal's file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows: list[Any] = connection.execute(_ATTEMPTS).fetchall()
    return [Claim(station, *row) for row in rows]
