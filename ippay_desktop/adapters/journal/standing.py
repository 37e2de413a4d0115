"""Charges as they stand now: with what their own records do not hold, but others beside them do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from ippay_desktop.adapters.journal.reversals import with_given_back
from ippay_desktop.adapters.journal.schema import NOTES
from ippay_desktop.adapters.journal.transactions import read_few, read_rows
from ippay_desktop.domain.notes import IN_SPLYNX, NO, PAYMENT_OF, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.adapters.journal.link import Connection
    from ippay_desktop.domain.charge import Attempt

_SIGHTS = (
    select(NOTES.c.subject, NOTES.c.facts)
    .where(NOTES.c.splynx_host == bindparam("host"), NOTES.c.kind == NoteKind.RECONCILED.value)
    .order_by(NOTES.c.sequence)
)
_OF_ONE = _SIGHTS.where(NOTES.c.subject == bindparam("subject"))
_OF_ALL = _SIGHTS.where(NOTES.c.subject.startswith(PAYMENT_OF))


def as_they_stand(connection: Connection, attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """The attempts, each with what was given back of it and whether its payment has gone."""
    found = with_given_back(connection, attempts)
    gone = _without_payment(connection, found)
    return tuple(
        replace(attempt, is_payment_gone=True) if PAYMENT_OF + attempt.id in gone else attempt
        for attempt in found
    )


def _without_payment(connection: Connection, attempts: tuple[Attempt, ...]) -> set[str]:
    """Subjects of those whose payment was seen to be gone last.

    Few payments ever go, so for many charges all that was seen of any is read at once.
    """
    recorded = [attempt for attempt in attempts if attempt.payment_id is not None]
    latest: dict[str, str] = {}
    for host in {attempt.intent.splynx_host for attempt in recorded}:
        rows = (
            read_few(connection, _OF_ONE, host=host, subject=PAYMENT_OF + recorded[0].id)
            if len(recorded) == 1
            else read_rows(connection, _OF_ALL, host=host)
        )
        latest |= {row["subject"]: json.loads(row["facts"])[IN_SPLYNX] for row in rows}
    return {subject for subject, is_there in latest.items() if is_there == NO}
