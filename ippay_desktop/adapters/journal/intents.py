"""Committing intents: those that threads bring at the same moment share a question and a statement.

Each is refused or written by itself all the same. Where the database refuses what several bring,
none of it is written, and each is brought once more alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ippay_desktop.adapters.journal import codec, queries
from ippay_desktop.adapters.journal.chain import INTENT_RECORDED, Entry, append_each, canonical
from ippay_desktop.adapters.journal.joint import Joint, Part
from ippay_desktop.adapters.journal.reversals import refuse_while_reversing
from ippay_desktop.adapters.journal.texts import instant_text
from ippay_desktop.adapters.journal.transactions import read_few
from ippay_desktop.domain.charge import Attempt
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import (
    AttemptOpenError,
    NotedMeanwhileError,
    SpendCeiling,
    SpendLimitError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from ippay_desktop.adapters.journal.claims import Claims
    from ippay_desktop.adapters.journal.link import Connection, Step
    from ippay_desktop.adapters.journal.transactions import Transactions

    _Part: TypeAlias = Part["Wanted", bool]

CHARGED_MEANWHILE = "It was charged by someone else a moment ago. Look at it again."
# More workers than a run may have.
_MOST = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attempt to be begun.

    Attributes:
        attempt: Its first record.
        after: Where the document's latest attempt must have begun; None asks for nothing.
        ceilings: What all charges together may come to.
        lease_s: Claims it as well; None claims nothing.
        unless_noted: Id of a note that nobody may have written yet; None for any.
        content: What its entry and its row have alike.
    """

    attempt: Attempt
    after: int | None
    ceilings: Sequence[SpendCeiling]
    lease_s: float | None
    unless_noted: str | None
    content: codec.Columns
    entry: Entry

    @classmethod
    def of(
        cls,
        attempt: Attempt,
        after: int | None,
        ceilings: Sequence[SpendCeiling],
        lease_s: float | None,
        unless_noted: str | None,
    ) -> Wanted:
        """With all that can be made ready before the turn comes."""
        content = codec.intent_columns(attempt.intent)
        at = instant_text(attempt.intent.created_at)
        entry = Entry(attempt.id, None, at, INTENT_RECORDED, canonical(content))
        return cls(attempt, after, ceilings, lease_s, unless_noted, content, entry)

    @property
    def asked_alike(self) -> tuple[object, ...]:
        """Equal for those that one question can be asked for.

        What one comes to counts against the ceilings of the next.
        """
        intent = self.attempt.intent
        alone = intent.attempt_id if self.ceilings else None
        return intent.splynx_host, intent.key_mark, self.unless_noted, alone


class Intents:
    """Commits intents; any thread may call."""

    def __init__(self, database: Transactions, claims: Claims) -> None:
        self._database = database
        self._claims = claims
        self._joint: Joint[Wanted, bool] = Joint(self._commit, most=_MOST)

    @property
    def waiting(self) -> int:
        """How many callers wait for theirs."""
        return self._joint.waiting

    def commit(self, wanted: Wanted) -> None:
        """Write an intent, or raise what `Journal.add_intent` raises."""
        self._joint.have(wanted)

    def _commit(self, gather: Callable[[], Sequence[_Part]]) -> None:
        parts: Sequence[_Part] = ()
        try:
            with self._database.write() as connection:
                parts = gather()
                self._write(connection, parts)
        except StorageError:
            raise
        except Exception as error:
            if any(error is part.trouble for part in parts):
                return
            if len(parts) <= 1:
                raise
            for part in parts:
                self._commit_alone(part)

    def _commit_alone(self, part: _Part) -> None:
        part.told = part.trouble = None
        try:
            with self._database.write() as connection:
                self._write(connection, [part])
        except Exception as error:  # noqa: BLE001  # told to whoever wants it
            part.trouble = error

    def _write(self, connection: Connection, parts: Sequence[_Part]) -> None:
        for each in _rounds(parts):
            self._write_round(connection, each)
        refusals = [part.trouble for part in parts if part.trouble is not None]
        if len(refusals) == len(parts):
            # Nothing was written, so there is nothing to be flushed.
            raise refusals[0]

    def _write_round(self, connection: Connection, parts: Sequence[_Part]) -> None:
        """Begin what nothing is in the way of; no two on one document."""
        found = _in_the_way(connection, [part.asked for part in parts])
        begun = []
        for place, part in enumerate(parts):
            try:
                _refuse(connection, part.asked, found, place)
            except InputError as refusal:
                part.trouble = refusal
            else:
                part.told = True
                begun.append((part.asked.entry, self._beside(connection, part.asked)))
        if begun:
            append_each(connection, begun)

    def _beside(self, connection: Connection, wanted: Wanted) -> Callable[[int], Sequence[Step]]:
        columns = {**wanted.content, **codec.progress_columns(wanted.attempt)}
        claim = (
            []
            if wanted.lease_s is None
            else self._claims.of_new(connection, wanted.attempt.id, wanted.lease_s)
        )
        return lambda sequence: [
            *claim,
            (queries.INSERT_ATTEMPT, {**columns, "sequence": sequence}),
        ]


def _rounds(parts: Sequence[_Part]) -> Generator[list[_Part]]:
    """The parts, in groups that one question and one statement are enough for."""
    waiting = list(parts)
    while waiting:
        now: list[_Part] = []
        later: list[_Part] = []
        documents: set[str] = set()
        for part in waiting:
            key = part.asked.attempt.intent.document.key
            is_alike = part.asked.asked_alike == waiting[0].asked.asked_alike
            (now if is_alike and key not in documents else later).append(part)
            documents.add(key)
        yield now
        waiting = later


def _in_the_way(connection: Connection, wanted: Sequence[Wanted]) -> dict[str, Any]:
    intent = wanted[0].attempt.intent
    count, keys = queries.by_place([one.attempt.intent.document.key for one in wanted])
    asked = {"host": intent.splynx_host, "mark": intent.key_mark, **keys}
    note = wanted[0].unless_noted or ""
    (found,) = read_few(connection, queries.in_the_way(count), note=note, **asked)
    return found


def _refuse(connection: Connection, wanted: Wanted, found: dict[str, Any], place: int) -> None:
    """Refuse for what the journal holds about the document, all of it asked for before."""
    intent = wanted.attempt.intent
    if found["noted"] is not None:
        raise NotedMeanwhileError(found["noted"])
    latest = found[f"latest_{place}"]
    if latest is not None and latest != wanted.after:
        _refuse_latest(connection, wanted)
    if found[f"reversed_{place}"] is not None:
        refuse_while_reversing(connection, intent.splynx_host, intent.document.key)
    splynx_host = found[f"elsewhere_{place}"]
    if splynx_host is not None:
        # The index that allows one open attempt goes by the name; an API key is a server's own.
        raise InputError(
            f"It is being charged through {splynx_host}, which is this same Splynx under another "
            "name. Write one address in every profile; nothing was sent."
        )
    for ceiling in wanted.ceilings:
        _refuse_above(connection, wanted, ceiling)


def _refuse_latest(connection: Connection, wanted: Wanted) -> None:
    """Refuse because of an attempt that was begun after the caller looked."""
    intent = wanted.attempt.intent
    asked = {"host": intent.splynx_host, "key": intent.document.key}
    (latest,) = queries.find_few(connection, queries.LATEST, **asked)
    if latest.is_open:
        raise AttemptOpenError(latest)
    if wanted.after is not None:
        raise InputError(CHARGED_MEANWHILE)


def _refuse_above(connection: Connection, wanted: Wanted, ceiling: SpendCeiling) -> None:
    intent = wanted.attempt.intent
    spent = Money(
        queries.find_spent(connection, intent.splynx_host, ceiling), ceiling.most.currency
    )
    if spent + intent.amount > ceiling.most:
        raise SpendLimitError(ceiling.refusal(intent.amount, intent.document, intent.customer_name))
