"""The journal's questions and changes as SQL, and the rows they give as domain values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Select,
    bindparam,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from ippay_desktop.adapters.journal import codec
from ippay_desktop.adapters.journal.reversal_schema import IS_OPEN as REVERSAL_IS_OPEN
from ippay_desktop.adapters.journal.reversal_schema import REVERSALS
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.domain.bulk import Run
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import AttemptId, RunId
    from ippay_desktop.domain.notes import NoteKind
    from ippay_desktop.domain.ports import AttemptFilter, SpendCeiling

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
HIGHEST_NUMBER = select(func.max(ATTEMPTS.c.attempt_number).label("highest")).where(
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
# Declines that count against a saved method, oldest first.
DECLINES = (
    select(ATTEMPTS)
    .where(
        ATTEMPTS.c.splynx_host == bindparam("host"),
        text(f"attempts.state = '{AttemptState.DECLINED}'"),
        ~_APPROVED_LATER,
    )
    .order_by(ATTEMPTS.c.sequence)
)
DECLINES_OF = DECLINES.where(ATTEMPTS.c.customer_id == bindparam("customer"))
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


@lru_cache
def latest_of(count: int) -> Select[Any]:
    """The query for the latest attempts of so many documents of one host, their keys by place."""
    last = select(func.max(_LATER.c.sequence)).where(
        _LATER.c.document_key == ATTEMPTS.c.document_key,
        _LATER.c.splynx_host == ATTEMPTS.c.splynx_host,
    )
    return select(ATTEMPTS).where(
        ATTEMPTS.c.document_key.in_([bindparam(f"key_{place}") for place in range(count)]),
        ATTEMPTS.c.splynx_host == bindparam("host"),
        ATTEMPTS.c.sequence == last.scalar_subquery(),
    )


@lru_cache
def states_of(count: int) -> Select[Any]:
    """The same for the states of those attempts alone.

    Which of them are open is for the caller to tell: asked for those, a server walks through all
    that are open, by the index that is the shorter one.
    """
    return latest_of(count).with_only_columns(ATTEMPTS.c.document_key, ATTEMPTS.c.state)


def by_place(keys: Sequence[str]) -> tuple[int, dict[str, str]]:
    """For how many documents to ask about these, and the keys by their places.

    It is 1, 2, 4, 8 or so on, the last one repeated: a server soon knows so few forms by heart.
    """
    count = 1 << (len(keys) - 1).bit_length()
    filled = [*keys, *[keys[-1]] * (count - len(keys))]
    return count, {f"key_{place}": key for place, key in enumerate(filled)}


@lru_cache
def in_the_way(count: int) -> Select[Any]:
    """The query for what may stand in the way of attempts on so many documents, all in one row.

    For each, by its place: where its latest attempt began, which of its charges is being given
    back, and the other name of the same Splynx under which an attempt on it is open. Besides, which
    note is there.
    """
    note = select(NOTES.c.note_id).where(NOTES.c.note_id == bindparam("note"))
    asked = [note.scalar_subquery().label("noted")]
    for place in range(count):
        key = bindparam(f"key_{place}", type_=ATTEMPTS.c.document_key.type)
        latest = (
            select(ATTEMPTS.c.sequence)
            .where(ATTEMPTS.c.document_key == key, ATTEMPTS.c.splynx_host == bindparam("host"))
            .order_by(ATTEMPTS.c.sequence.desc())
        )
        reversed_ = select(REVERSALS.c.attempt_id).where(
            REVERSALS.c.splynx_host == bindparam("host"),
            REVERSALS.c.document_key == key,
            text(REVERSAL_IS_OPEN),
        )
        elsewhere = select(ATTEMPTS.c.splynx_host).where(
            ATTEMPTS.c.document_key == key,
            ATTEMPTS.c.splynx_host != bindparam("host"),
            ATTEMPTS.c.key_mark == bindparam("mark"),
            text(IS_OPEN),
        )
        for name, query in (("latest", latest), ("reversed", reversed_), ("elsewhere", elsewhere)):
            asked.append(query.limit(1).scalar_subquery().label(f"{name}_{place}"))
    return select(*asked)


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


def notes_of(kinds: Iterable[NoteKind], *, has_subject: bool) -> Select[Any]:
    """The query for notes of a host, perhaps about one subject, oldest first."""
    return _notes_of(tuple(sorted(kinds)), has_subject)


@lru_cache
def _notes_of(kinds: tuple[NoteKind, ...], has_subject: bool) -> Select[Any]:  # noqa: FBT001  # what it varies by
    query = select(NOTES).where(NOTES.c.splynx_host == bindparam("host"), NOTES.c.kind.in_(kinds))
    if has_subject:
        query = query.where(NOTES.c.subject == bindparam("subject"))
    return query.order_by(NOTES.c.sequence)


def find_attempt(connection: Connection, attempt_id: AttemptId) -> Attempt:
    """One attempt; InputError when there is none."""
    found = read_few(connection, ATTEMPT, of_attempt=attempt_id)
    if not found:
        raise InputError(f"There is no charge {attempt_id} in the journal.")
    return codec.attempt_from(found[0])


def find_attempts(
    connection: Connection, query: Select[Any], **asked: str | int
) -> tuple[Attempt, ...]:
    """All attempts that a query gives, whatever their number."""
    return tuple(codec.attempt_from(row) for row in read_rows(connection, query, **asked))


def find_few(connection: Connection, query: Select[Any], **asked: str | int) -> tuple[Attempt, ...]:
    """The same for a query that can only find a few, at once."""
    return tuple(codec.attempt_from(row) for row in read_few(connection, query, **asked))


def find_run(connection: Connection, run_id: RunId) -> Run:
    """One run; InputError when there is none."""
    found = read_few(connection, RUN, of_run=run_id)
    if not found:
        raise InputError(f"There is no run {run_id} in the journal.")
    return codec.run_from(found[0])


def find_matching(connection: Connection, wanted: AttemptFilter) -> tuple[Attempt, ...]:
    """The attempts for a filter, newest first."""
    asked: dict[str, str | int] = {
        name: value for name in _EXACT if (value := getattr(wanted, name)) is not None
    }
    if wanted.transaction_prefix:
        # Between the least and the greatest id of that beginning: a range of the index, whatever
        # the database's collation, as ids are of digits and capitals alone.
        begin = wanted.transaction_prefix.upper()[:TRANSACTION_ID_LENGTH]
        asked["least"], asked["greatest"] = (
            begin.ljust(TRANSACTION_ID_LENGTH, filler) for filler in "0Z"
        )
    if wanted.before is not None:
        asked["before"] = wanted.before
    if wanted.period is not None:
        first, last = wanted.period.first.isoformat(), wanted.period.last.isoformat()
        asked |= {"first": f"{first}T", "last": f"{last}T23:59:59.999999Z"}
    if wanted.limit is not None:
        asked["most"] = wanted.limit
    query = _matching(tuple(asked), tuple(sorted(wanted.states)), wanted.awaits_bank)
    if wanted.transaction_ids:
        ids = ATTEMPTS.c.transaction_id.in_(sorted(wanted.transaction_ids))
        query = query.where(ids, text(HAS_USED_ITS_ID))
    return find_attempts(connection, query, **asked)


_EXACT = ("run_id", "customer_id", "document_key", "splynx_host")
_CONDITIONS = {
    **{name: (ATTEMPTS.c[name] == bindparam(name),) for name in _EXACT},
    "least": (
        ATTEMPTS.c.transaction_id.between(bindparam("least"), bindparam("greatest")),
        text(HAS_USED_ITS_ID),
    ),
    "before": (
        ATTEMPTS.c.sequence
        < select(_LATER.c.sequence)
        .where(_LATER.c.attempt_id == bindparam("before"))
        .scalar_subquery(),
    ),
    "first": (ATTEMPTS.c.created_at.between(bindparam("first"), bindparam("last")),),
}


@lru_cache
def _matching(
    names: tuple[str, ...],
    states: tuple[AttemptState, ...],
    awaits_bank: bool,  # noqa: FBT001  # what it varies by
) -> Select[Any]:
    """The statement for values of these names: what is asked again is compiled already."""
    query = select(ATTEMPTS).order_by(ATTEMPTS.c.sequence.desc())
    for name in names:
        query = query.where(*_CONDITIONS.get(name, ()))
    if states:
        query = query.where(ATTEMPTS.c.state.in_(states))
    if awaits_bank:
        query = query.where(text(AWAITS_BANK))
    return query.limit(bindparam("most")) if "most" in names else query
