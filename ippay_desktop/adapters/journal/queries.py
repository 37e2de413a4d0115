"""The journal's questions and changes as SQL, and the rows they give as domain values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, exists, func, insert, select, text, update

from ippay_desktop.adapters.journal import codec
from ippay_desktop.adapters.journal.schema import (
    ATTEMPTS,
    AWAITS_BANK,
    CLAIMS,
    HAS_USED_ITS_ID,
    IS_OPEN,
    NOTES,
    RUN_ROWS,
    RUNS,
)
from ippay_desktop.adapters.journal.texts import instant_text
from ippay_desktop.adapters.journal.transactions import read_few, read_rows
from ippay_desktop.domain.bulk import ENDED_RUN_STATES
from ippay_desktop.domain.charge import (
    IN_SPLYNX_STATES,
    NO_MONEY_STATES,
    UNRECORDED_STATES,
    AttemptState,
)
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import TRANSACTION_ID_LENGTH
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import AttemptId, CustomerId, RunId
    from ippay_desktop.domain.notes import NoteKind
    from ippay_desktop.domain.ports import SpendCeiling

# Built once: each execution then costs little more than the database itself.
INSERT_ATTEMPT, INSERT_RUN, INSERT_ROW = insert(ATTEMPTS), insert(RUNS), insert(RUN_ROWS)
UPDATE_ATTEMPT = update(ATTEMPTS).where(ATTEMPTS.c.attempt_id == bindparam("of_attempt"))
UPDATE_RUN = update(RUNS).where(RUNS.c.run_id == bindparam("of_run"))
UPDATE_ROW = update(RUN_ROWS).where(
    RUN_ROWS.c.run_id == bindparam("of_run"), RUN_ROWS.c.position == bindparam("at_position")
)
ATTEMPT = select(ATTEMPTS).where(ATTEMPTS.c.attempt_id == bindparam("of_attempt"))
USED_ID = select(ATTEMPTS).where(
    ATTEMPTS.c.splynx_host == bindparam("host"),
    ATTEMPTS.c.transaction_id == bindparam("id"),
    text(HAS_USED_ITS_ID),
)
OPEN = (
    select(ATTEMPTS)
    .where(ATTEMPTS.c.splynx_host == bindparam("host"), text(IS_OPEN))
    .order_by(ATTEMPTS.c.sequence)
)
OPEN_ON_DOCUMENT = OPEN.where(ATTEMPTS.c.document_key == bindparam("key"))
HIGHEST_NUMBER = select(func.max(ATTEMPTS.c.attempt_number)).where(
    ATTEMPTS.c.document_key == bindparam("key"),
    ATTEMPTS.c.splynx_host == bindparam("host"),
    text(HAS_USED_ITS_ID),
)
# A document's latest attempt. No earlier one can be open: a new one waits for the last to end.
LATEST = (
    select(ATTEMPTS)
    .where(ATTEMPTS.c.document_key == bindparam("key"), ATTEMPTS.c.splynx_host == bindparam("host"))
    .order_by(ATTEMPTS.c.sequence.desc())
    .limit(1)
)
_LATER = ATTEMPTS.alias("later")
# A decline counts against a saved method until a charge of that method was approved.
_APPROVED_LATER = exists().where(
    _LATER.c.customer_id == ATTEMPTS.c.customer_id,
    _LATER.c.sequence > ATTEMPTS.c.sequence,
    _LATER.c.splynx_host == ATTEMPTS.c.splynx_host,
    _LATER.c.instrument_kind == ATTEMPTS.c.instrument_kind,
    _LATER.c.last4 == ATTEMPTS.c.last4,
    _LATER.c.state.in_(sorted(UNRECORDED_STATES | IN_SPLYNX_STATES)),
)
_DECLINES = (
    select(ATTEMPTS)
    .where(
        ATTEMPTS.c.splynx_host == bindparam("host"),
        text(f"attempts.state = '{AttemptState.DECLINED}'"),
        ~_APPROVED_LATER,
    )
    .order_by(ATTEMPTS.c.sequence)
)
_DECLINES_OF = _DECLINES.where(ATTEMPTS.c.customer_id == bindparam("customer"))
_RUNS = select(RUNS, CLAIMS.c.who.label("owner"), CLAIMS.c.heartbeat_at).outerjoin(
    CLAIMS, CLAIMS.c.subject == RUNS.c.run_id
)
ALL_RUNS = _RUNS.order_by(RUNS.c.sequence.desc())
RUN = _RUNS.where(RUNS.c.run_id == bindparam("of_run"))
ROWS = (
    select(RUN_ROWS).where(RUN_ROWS.c.run_id == bindparam("of_run")).order_by(RUN_ROWS.c.position)
)


INSERT_NOTE = insert(NOTES)

SAME_PLAN = select(RUNS.c.run_id, RUNS.c.state).where(
    RUNS.c.plan_hash == bindparam("hash"),
    RUNS.c.splynx_host == bindparam("host"),
    RUNS.c.state.not_in(sorted(ENDED_RUN_STATES)),
)


def find_spent(connection: Connection, splynx_host: str, ceiling: SpendCeiling) -> int:
    """What counts against a ceiling, in minor units."""
    asked = {"host": splynx_host, "currency": ceiling.most.currency}
    if ceiling.since is not None:
        asked["since"] = instant_text(ceiling.since)
    if ceiling.run_id is not None:
        asked["run"] = ceiling.run_id
    # PostgreSQL sums whole numbers as exact decimals.
    return int(connection.execute(_spent("since" in asked, "run" in asked), asked).scalar())


@lru_cache
def _spent(has_beginning: bool, is_of_run: bool) -> Select[Any]:  # noqa: FBT001  # what it varies by
    query = select(func.coalesce(func.sum(ATTEMPTS.c.amount_minor), 0)).where(
        ATTEMPTS.c.splynx_host == bindparam("host"),
        ATTEMPTS.c.currency == bindparam("currency"),
        ATTEMPTS.c.state.not_in(sorted(NO_MONEY_STATES)),
    )
    if has_beginning:
        query = query.where(ATTEMPTS.c.created_at >= bindparam("since"))
    if is_of_run:
        query = query.where(ATTEMPTS.c.run_id == bindparam("run"))
    return query


def notes_of(kinds: Iterable[NoteKind], subject: str | None) -> Select[Any]:
    """The query for notes of a host, oldest first."""
    query = select(NOTES).where(
        NOTES.c.splynx_host == bindparam("host"), NOTES.c.kind.in_(sorted(kinds))
    )
    if subject is not None:
        query = query.where(NOTES.c.subject == subject)
    return query.order_by(NOTES.c.sequence)


def find_attempt(connection: Connection, attempt_id: AttemptId) -> Attempt:
    """One attempt; InputError when there is none."""
    found = read_few(connection, ATTEMPT, of_attempt=attempt_id)
    if not found:
        raise InputError(f"There is no charge {attempt_id} in the journal.")
    return codec.attempt_from(found[0])


def find_latest(
    connection: Connection, splynx_host: str, document_key: str
) -> tuple[int, Attempt | None]:
    """A document's latest attempt and where it began in the log; 0 and None when there is none."""
    found = read_few(connection, LATEST, host=splynx_host, key=document_key)
    return (found[0]["sequence"], codec.attempt_from(found[0])) if found else (0, None)


def find_attempts(
    connection: Connection, query: Select[Any], **asked: str | int
) -> tuple[Attempt, ...]:
    """All attempts that a query gives, whatever their number."""
    return tuple(codec.attempt_from(row) for row in read_rows(connection, query, **asked))


def find_declines(
    connection: Connection, splynx_host: str, customer_id: CustomerId | None
) -> tuple[Attempt, ...]:
    """Declines that count against a saved method, oldest first; of all customers for None."""
    if customer_id is None:
        return find_attempts(connection, _DECLINES, host=splynx_host)
    return find_attempts(connection, _DECLINES_OF, host=splynx_host, customer=customer_id)


def find_run(connection: Connection, run_id: RunId) -> Run:
    """One run; InputError when there is none."""
    found = read_few(connection, RUN, of_run=run_id)
    if not found:
        raise InputError(f"There is no run {run_id} in the journal.")
    return codec.run_from(found[0])


def find_matching(connection: Connection, wanted: AttemptFilter) -> tuple[Attempt, ...]:
    """The attempts for a filter, newest first."""
    given = {name: getattr(wanted, name) for name in _EXACT}
    exact = {name: value for name, value in given.items() if value is not None}
    if wanted != AttemptFilter(**exact, limit=wanted.limit):
        return find_attempts(connection, matching(wanted))
    # What runs ask for again and again has a statement that is compiled already.
    if wanted.limit is not None:
        exact["most"] = wanted.limit
    return find_attempts(connection, _equal_in(tuple(exact)), **exact)


_EXACT = ("run_id", "customer_id", "document_key", "splynx_host")


@lru_cache
def _equal_in(names: tuple[str, ...]) -> Select[Any]:
    query = select(ATTEMPTS).order_by(ATTEMPTS.c.sequence.desc())
    for name in names:
        if name == "most":
            query = query.limit(bindparam("most"))
        else:
            query = query.where(ATTEMPTS.c[name] == bindparam(name))
    return query


def matching(wanted: AttemptFilter) -> Select[Any]:
    """The query for a filter, newest first."""
    query = select(ATTEMPTS).order_by(ATTEMPTS.c.sequence.desc()).limit(wanted.limit)
    exact = {
        ATTEMPTS.c.run_id: wanted.run_id,
        ATTEMPTS.c.customer_id: wanted.customer_id,
        ATTEMPTS.c.document_key: wanted.document_key,
        ATTEMPTS.c.splynx_host: wanted.splynx_host,
    }
    for column, value in exact.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.states:
        query = query.where(ATTEMPTS.c.state.in_(sorted(wanted.states)))
    if wanted.transaction_ids:
        query = query.where(
            ATTEMPTS.c.transaction_id.in_(sorted(wanted.transaction_ids)), text(HAS_USED_ITS_ID)
        )
    if wanted.transaction_prefix:
        # Between the least and the greatest id of that beginning: a range of the index, whatever
        # the database's collation, as ids are of digits and capitals alone.
        begin = wanted.transaction_prefix.upper()[:TRANSACTION_ID_LENGTH]
        least, greatest = (begin.ljust(TRANSACTION_ID_LENGTH, filler) for filler in "0Z")
        query = query.where(
            ATTEMPTS.c.transaction_id.between(least, greatest), text(HAS_USED_ITS_ID)
        )
    if wanted.awaits_bank:
        query = query.where(text(AWAITS_BANK))
    if wanted.before is not None:
        at = select(_LATER.c.sequence).where(_LATER.c.attempt_id == wanted.before)
        query = query.where(ATTEMPTS.c.sequence < at.scalar_subquery())
    if wanted.period is not None:
        first, last = wanted.period.first.isoformat(), wanted.period.last.isoformat()
        query = query.where(ATTEMPTS.c.created_at.between(f"{first}T", f"{last}T23:59:59.999999Z"))
    return query
