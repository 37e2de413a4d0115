"""The journal's record of what was given back: the port `ReversalLog` over one SQL database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select, text, update

from ippay_desktop.adapters.journal import reversal_codec as codec
from ippay_desktop.adapters.journal.chain import (
    REVERSAL,
    REVERSAL_RECORDED,
    Entry,
    append,
    canonical,
)
from ippay_desktop.adapters.journal.codec import safe_transfer
from ippay_desktop.adapters.journal.failures import UnknownCommitError
from ippay_desktop.adapters.journal.heeding import refuse_once_noted
from ippay_desktop.adapters.journal.queries import (
    OPEN_ON_DOCUMENT,
    find_attempt,
    find_few,
)
from ippay_desktop.adapters.journal.reversal_schema import IS_OPEN, IS_WAITING, REVERSALS
from ippay_desktop.adapters.journal.schema import ENTRIES
from ippay_desktop.adapters.journal.texts import instant_text
from ippay_desktop.adapters.journal.transactions import read_few, read_rows
from ippay_desktop.domain.errors import InputError, InvariantError, IPpayDesktopError
from ippay_desktop.domain.identifiers import TransactionId
from ippay_desktop.domain.ports import AttemptOpenError, ReversalOpenError
from ippay_desktop.domain.reversal import (
    Operation,
    ReversalChange,
    ReversalEvent,
    apply_reversal_change,
    first_reversal_record,
    sum_up,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from ippay_desktop.adapters.journal.claims import Claims
    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.adapters.journal.transactions import Transactions
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.identifiers import AttemptId, ReversalId
    from ippay_desktop.domain.ports import Clock
    from ippay_desktop.domain.reversal import Reversal, ReversalIntent
    from ippay_desktop.domain.reversal_port import LogLine

_INSERT = insert(REVERSALS)
_UPDATE = update(REVERSALS).where(REVERSALS.c.reversal_id == bindparam("of_reversal"))
_ALL = select(REVERSALS).order_by(REVERSALS.c.sequence)
_ONE = _ALL.where(REVERSALS.c.reversal_id == bindparam("of_reversal"))
_OF_ATTEMPT = _ALL.where(REVERSALS.c.attempt_id == bindparam("of_attempt"))
_IDS = select(REVERSALS.c.transaction_id, REVERSALS.c.charge_transaction_id).where(
    REVERSALS.c.splynx_host == bindparam("host")
)
_WAITING = _ALL.where(REVERSALS.c.splynx_host == bindparam("host"), text(IS_WAITING))
_OPEN_ON_DOCUMENT = _ALL.where(
    REVERSALS.c.splynx_host == bindparam("host"),
    REVERSALS.c.document_key == bindparam("key"),
    text(IS_OPEN),
)
_ANY = select(func.count()).select_from(_ALL.limit(1).subquery())
_ENTRIES = (
    select(ENTRIES)
    .where(ENTRIES.c.attempt_id == bindparam("of_attempt"))
    .order_by(ENTRIES.c.sequence)
)
_MORE_THAN_LEFT = "Of this charge {left} is left to give back, and not {asked}. Look at it again."


class SqlReversals:
    """Implements `domain.reversal_port.ReversalLog`; any thread may call, every method blocks."""

    def __init__(self, database: Transactions, claims: Claims, clock: Clock) -> None:
        self._database = database
        self._claims = claims
        self._clock = clock

    def add(self, intent: ReversalIntent, unless_noted: str | None = None) -> Reversal:
        """Commit an intent before anything is sent.

        Args:
            intent: What will be sent.
            unless_noted: Id of a note that nobody may have written yet; None for any.

        Raises:
            ReversalOpenError: a charge of the document is being reversed already.
            AttemptOpenError: a charge of the document is not settled.
            InputError: it is more than is left of the charge.
            NotedMeanwhileError: that note is there.
            InvariantError: it contradicts what the journal holds.
            StorageError: it is not known to be recorded, so nothing may be sent.
        """
        reversal = first_reversal_record(safe_transfer(intent))
        content = codec.intent_columns(reversal.intent)
        entry = Entry(
            intent.attempt_id,
            None,
            instant_text(intent.created_at),
            REVERSAL_RECORDED,
            canonical(content),
        )
        try:
            with self._database.write() as connection:
                self._claims.guard(connection, intent.attempt_id)
                refuse_once_noted(connection, unless_noted)
                _refuse_unless_possible(connection, reversal.intent)
                sequence = append(connection, entry)
                values = {**content, **codec.progress_columns(reversal), "sequence": sequence}
                connection.execute(_INSERT, values)
        except UnknownCommitError:
            # If it is there after all, it must not look like one whose request may have left.
            self._withdraw(reversal)
            raise
        return reversal

    def apply(self, reversal_id: ReversalId, change: ReversalChange, at: datetime) -> Reversal:
        """Append a change; the reversal after it.

        Raises:
            InputError: there is no such reversal.
            InvariantError: the change cannot happen now.
            StorageError: it is not known to be recorded, or another station has taken over.
        """
        safe = codec.safe_change(change)
        with self._database.write() as connection:
            before = _find(connection, reversal_id)
            self._claims.guard(connection, before.attempt_id)
            after = apply_reversal_change(before, safe, at)
            entry = Entry(
                before.attempt_id,
                None,
                instant_text(at),
                f"{REVERSAL}{safe.event}",
                canonical(codec.change_content(reversal_id, safe)),
            )
            append(connection, entry)
            values = {**codec.progress_columns(after), "of_reversal": reversal_id}
            connection.execute(_UPDATE, values)
        return after

    def one(self, reversal_id: ReversalId) -> Reversal:
        """One reversal; InputError when there is none."""
        with self._database.read() as connection:
            return _find(connection, reversal_id)

    def of(self, attempt_id: AttemptId) -> tuple[Reversal, ...]:
        """All of one charge, oldest first."""
        with self._database.read() as connection:
            return _of(connection, attempt_id)

    def charges_behind(
        self, splynx_host: str, ids: Iterable[str]
    ) -> Mapping[TransactionId, TransactionId]:
        """The charge that each of these refunds gave back, by the id the refund bore."""
        asked = _IDS.where(REVERSALS.c.transaction_id.in_(sorted(set(ids))))
        with self._database.read() as connection:
            found = read_rows(connection, asked, host=splynx_host)
            return {
                TransactionId(row["transaction_id"]): TransactionId(row["charge_transaction_id"])
                for row in found
            }

    def waiting(self, splynx_host: str) -> tuple[Reversal, ...]:
        """All of that host that wait for evidence or for a person, oldest first."""
        with self._database.read() as connection:
            found = read_rows(connection, _WAITING, host=splynx_host)
            return tuple(codec.reversal_from(row) for row in found)

    def history(self, attempt_id: AttemptId) -> tuple[LogLine, ...]:
        """Everything that happened to a charge and its reversals, oldest first."""
        with self._database.read() as connection:
            found = read_rows(connection, _ENTRIES, of_attempt=attempt_id)
            return tuple(codec.log_line(row) for row in found)

    def _withdraw(self, reversal: Reversal) -> None:
        """Say of an intent that may be committed that nothing was sent for it."""
        change = ReversalChange(
            ReversalEvent.PROVEN_NOT_SENT,
            reason="Not sent: the team's ledger did not answer before anything was to leave.",
        )
        # What cannot be said now is settled like any reversal that was cut off.
        with suppress(IPpayDesktopError):
            self.apply(reversal.id, change, self._clock.now())


def with_given_back(connection: Connection, attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """The attempts, each with what its reversals gave back.

    Few charges are ever given back, so for many attempts all reversals are read at once.
    """
    found = tuple(attempts)
    if not found or not connection.execute(_ANY).scalar():
        return found
    by_attempt: dict[str, list[Reversal]] = {}
    rows = (
        read_few(connection, _OF_ATTEMPT, of_attempt=found[0].id)
        if len(found) == 1
        else read_rows(connection, _ALL)
    )
    for row in rows:
        by_attempt.setdefault(row["attempt_id"], []).append(codec.reversal_from(row))
    return tuple(
        replace(attempt, given_back=sum_up(by_attempt[attempt.id]))
        if attempt.id in by_attempt
        else attempt
        for attempt in found
    )


def refuse_while_reversing(connection: Connection, splynx_host: str, document_key: str) -> None:
    """Refuse when a charge of the document is being given back.

    Raises:
        ReversalOpenError: one is.
    """
    found = read_few(connection, _OPEN_ON_DOCUMENT, host=splynx_host, key=document_key)
    if found:
        attempt = find_attempt(connection, found[0]["attempt_id"])
        raise ReversalOpenError(with_given_back(connection, [attempt])[0])


def _refuse_unless_possible(connection: Connection, intent: ReversalIntent) -> None:
    """The rules that need the journal as it is at this very moment."""
    refuse_while_reversing(connection, intent.splynx_host, intent.document.key)
    asked = {"host": intent.splynx_host, "key": intent.document.key}
    being_charged = find_few(connection, OPEN_ON_DOCUMENT, **asked)
    if being_charged:
        raise AttemptOpenError(being_charged[0])
    attempt = find_attempt(connection, intent.attempt_id)
    if attempt.intent.amount.currency != intent.amount.currency:
        raise InvariantError("A charge is given back in the currency it was taken in.")
    attempt = with_given_back(connection, [attempt])[0]
    if intent.operation is Operation.VOID and intent.amount != attempt.intent.amount:
        raise InvariantError("A void takes back a whole charge.")
    if intent.amount.minor > attempt.left_minor:
        left = replace(intent.amount, minor=attempt.left_minor)
        raise InputError(_MORE_THAN_LEFT.format(left=left, asked=intent.amount))


def _find(connection: Connection, reversal_id: ReversalId) -> Reversal:
    found = read_few(connection, _ONE, of_reversal=reversal_id)
    if not found:
        raise InputError(f"There is no void or refund {reversal_id} in the journal.")
    return codec.reversal_from(found[0])


def _of(connection: Connection, attempt_id: AttemptId) -> tuple[Reversal, ...]:
    found = read_few(connection, _OF_ATTEMPT, of_attempt=attempt_id)
    return tuple(codec.reversal_from(row) for row in found)
