"""Keeping an intent back once somebody has noted what whoever commits it must read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from ippay_desktop.adapters.journal.schema import NOTES
from ippay_desktop.adapters.journal.transactions import read_few
from ippay_desktop.domain.ports import NotedMeanwhileError

if TYPE_CHECKING:
    from ippay_desktop.adapters.journal.link import Connection

_NOTE = select(NOTES.c.note_id).where(NOTES.c.note_id == bindparam("of_note"))


def refuse_once_noted(connection: Connection, note_id: str | None) -> None:
    """Refuse, in the write that would commit an intent; None asks for nothing.

    Raises:
        NotedMeanwhileError: a note of this id is there.
    """
    if note_id is not None and read_few(connection, _NOTE, of_note=note_id):
        raise NotedMeanwhileError(note_id)
