"""Notes of commands that only look, kept beside the journal until somebody opens it for writing.

A window may hold the journal all day, so a look by command cannot write to it. Each look is a small
file of its own: nothing is ever shared or half written, and a note that is taken in twice is known
by its id.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING

from ippay_desktop.adapters.atomic import write_private
from ippay_desktop.domain.errors import InvariantError, IPpayDesktopError, StorageError
from ippay_desktop.domain.notes import LONGEST_SUBJECT, NoteKind

if TYPE_CHECKING:
    from pathlib import Path

    from ippay_desktop.domain.notes import Note
    from ippay_desktop.domain.ports import Journal

_log = logging.getLogger(__name__)
FOLDER = "looks"
_NAME_LENGTH = 16
# What cannot be read again, because somebody changed it: it is kept, and looked at once.
_ODD = ".odd"


class LookNotes:
    """The looks that wait for one journal. Blocks; any thread."""

    def __init__(self, data_dir: Path, ledger_url: str | None) -> None:
        """Work beside the data folder's own journal, or for a team's ledger."""
        named = hashlib.sha256((ledger_url or "").encode()).hexdigest()[:_NAME_LENGTH]
        self._folder = data_dir / FOLDER / named

    def keep(self, note: Note) -> None:
        """Keep a note until it is taken in.

        Raises:
            StorageError: the disk refuses.
        """
        from ippay_desktop.adapters.journal.codec import note_columns  # noqa: PLC0415 - slow

        content = json.dumps(note_columns(note), ensure_ascii=False).encode()
        try:
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(self._folder / f"{note.note_id}.json", content)
        except OSError as error:
            raise StorageError(f"{self._folder} cannot be written: {error.strerror}.") from error

    def move_into(self, journal: Journal) -> int:
        """Take all into the journal, in the order of their times; how many.

        Raises:
            StorageError: the journal or the disk refuses; what is left is taken in another time.
        """
        try:
            found = sorted(self._read(), key=lambda one: one[1].at)
            for file, note in found:
                try:
                    journal.add_note(note)
                except InvariantError:
                    # Taken in by a process that died before it could delete the file.
                    _log.info("look_known note=%s", note.note_id)
                file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{self._folder} cannot be changed: {error.strerror}.") from error
        return len(found)

    def _read(self) -> list[tuple[Path, Note]]:
        found = []
        for file in sorted(self._folder.glob("*.json")):
            note = _note_in(file)
            if note is None:
                _log.warning("look_not_read file=%s", file.name)
                file.rename(file.with_suffix(_ODD))
            else:
                found.append((file, note))
        return found


def _note_in(file: Path) -> Note | None:
    """The note that a file holds, if it is one that was kept here."""
    from ippay_desktop.adapters.journal.codec import note_from  # noqa: PLC0415 - slow

    try:
        columns = json.loads(file.read_bytes())
        note = note_from(columns)
        texts = (*columns.values(), *note.facts.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, IPpayDesktopError):
        return None
    is_ours = note.kind is NoteKind.AUDIT and note.note_id == file.stem
    fits = all(isinstance(one, str) for one in texts) and 0 < len(note.subject) <= LONGEST_SUBJECT
    return note if is_ours and fits else None
