"""What the journal holds about one charge, entry by entry, with the head of its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, or_, select

from ippay_desktop.adapters.journal.chain import GENESIS
from ippay_desktop.adapters.journal.schema import ATTEMPTS, ENTRIES, NOTES
from ippay_desktop.adapters.journal.transactions import read_few
from ippay_desktop.domain.evidence import ChainHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, ScalarSelect

    from ippay_desktop.adapters.journal.transactions import Transactions

_HEAD = select(ENTRIES.c.sequence, ENTRIES.c.hash).order_by(ENTRIES.c.sequence.desc()).limit(1)


def _of_attempt(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(column).where(ATTEMPTS.c.attempt_id == bindparam("of_attempt")).scalar_subquery()


_KEY = _of_attempt(ATTEMPTS.c.document_key)
_SUM = _of_attempt(cast(ATTEMPTS.c.amount_minor, Text) + ATTEMPTS.c.currency)
# Its own entries, and the notes about its document and about the charge itself. Not the run's: they
# name every customer of the run.
_ABOUT = select(NOTES.c.note_id).where(
    or_(
        NOTES.c.subject == "charged:" + _KEY,
        NOTES.c.subject == "resolved:" + bindparam("of_attempt"),
        NOTES.c.subject == "reversed:" + bindparam("of_attempt"),
        # What a second person was asked for, and allowed.
        NOTES.c.subject == _KEY + ":" + _SUM,
        NOTES.c.subject.like("reversal:" + bindparam("of_attempt") + ":%"),
    )
)
_OF = (
    select(ENTRIES)
    .where(or_(ENTRIES.c.attempt_id == bindparam("of_attempt"), ENTRIES.c.note_id.in_(_ABOUT)))
    .order_by(ENTRIES.c.sequence)
)
_AT = select(ENTRIES.c.hash).where(ENTRIES.c.sequence == bindparam("at"))


def entries_of(
    database: Transactions, attempt_id: str
) -> tuple[list[Mapping[str, Any]], ChainHead]:
    """The entries about a charge in order, and the head of the chain, as of one moment."""
    with database.read() as connection:
        found: list[Mapping[str, Any]] = list(read_few(connection, _OF, of_attempt=attempt_id))
        head = read_few(connection, _HEAD)
    last = ChainHead(head[0]["sequence"], head[0]["hash"]) if head else ChainHead(0, GENESIS)
    return found, last


def holds(database: Transactions, head: ChainHead) -> bool:
    """Whether a head is, or was, that of this journal."""
    with database.read() as connection:
        return bool(connection.execute(_AT, {"at": head.sequence}).scalar() == head.hash)
