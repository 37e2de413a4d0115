"""Is this journal the one that was written here last? Checked before money moves with it.

A journal that was copied to another place, or restored from a backup, forgets charges: what it
would charge again may be paid, or on its way. So a journal knows its station, and the station knows
how far the journal had come: a mark of its last entry, in a file beside it and in the keyring,
which a restored folder does not bring back. A mark is a lower bound: one that a dead process left
behind is still true. To read, nothing is asked: history can always be looked at.
"""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select

from ippay_desktop.adapters.atomic import write_private
from ippay_desktop.adapters.journal.chain import GENESIS
from ippay_desktop.adapters.journal.schema import ENTRIES, FACTS
from ippay_desktop.adapters.journal.transactions import Transactions, read_few
from ippay_desktop.adapters.journal.verification import check_journal, check_tail
from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from ippay_desktop.domain.secret import SecretText

if TYPE_CHECKING:
    from ippay_desktop.domain.ports import SecretStore

_log = logging.getLogger(__name__)

FILE_NAME = "journal.mark"
_SECRET = "journal_mark"  # noqa: S105  # a name
_EVERY_S = 5.0
# Up to here all of it is checked at each opening; then its end, and all of it by "verify-journal".
_CHEAP = 1000
_HEAD = select(ENTRIES.c.sequence, ENTRIES.c.hash).order_by(ENTRIES.c.sequence.desc()).limit(1)
_AT = select(ENTRIES.c.hash).where(ENTRIES.c.sequence == bindparam("at"))

ELSEWHERE = (
    "This journal belongs to another computer or another folder, where charges may go on that it "
    "does not know of. Nothing is charged with it here until it is adopted with “verify-journal "
    "--adopt”; it can be read."
)
OLDER = (
    "This journal is older than the last one written here: it was restored from a backup, and does "
    "not know the charges made since. Nothing is charged with it until the newer one is back, or "
    "this one is adopted with “verify-journal --adopt”; it can be read."
)


@dataclass(frozen=True, slots=True)
class Station:
    """Where the journal is: the station's id, a fingerprint of the place, and the data folder."""

    id: str
    place: str
    data_dir: Path


class JournalKeeper:
    """Checks the journal of one station before money moves, and keeps its mark up to date."""

    def __init__(self, journal: Transactions, station: Station, secrets: SecretStore) -> None:
        self._journal = journal
        self._station = station
        self._secrets = secrets
        self._kept: tuple[int, str] | None = None
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="journal-mark", daemon=True)

    def require_ours(self) -> None:
        """Refuse to move money with a journal that may have forgotten charges.

        Raises:
            StorageError: it is another station's, older than the last one here, or damaged.
        """
        self._require_whole()
        known = self._facts()
        ours = {"station": self._station.id, "place": self._station.place}
        if known and known != ours:
            raise StorageError(ELSEWHERE)
        for mark in (self._mark_in_file(), self._mark_in_keyring()):
            if mark is not None and not self._contains(*mark):
                raise StorageError(OLDER)
        if not known:
            self._know(ours)

    def adopt(self) -> None:
        """Make the journal this station's as it is: a person has decided that no other goes on."""
        self._require_whole()
        self._know({"station": self._station.id, "place": self._station.place})
        self._kept = None
        self.mark()

    def start(self) -> None:
        """Begin to keep the mark."""
        self._thread.start()

    def close(self) -> None:
        """Keep it once more, and then no longer."""
        self._is_closing.set()
        if self._thread.is_alive():
            self._thread.join()
        self.mark()

    def mark(self) -> None:
        """Remember how far the journal has come; never raises, as an older mark is true as well."""
        try:
            head = self._head()
            if head == self._kept or head[0] == 0:
                return
            words = json.dumps({"sequence": head[0], "hash": head[1]})
            write_private(self._station.data_dir / FILE_NAME, words.encode())
            self._secrets.put(self._station.id, _SECRET, SecretText(words))
        except (IPpayDesktopError, OSError) as error:
            _log.warning("journal_not_marked error=%s", error)
        else:
            self._kept = head

    def _keep(self) -> None:
        while not self._is_closing.wait(_EVERY_S):
            self.mark()

    def _require_whole(self) -> None:
        check = check_journal if self._head()[0] <= _CHEAP else check_tail
        found = check(self._journal)
        if not found.is_sound:
            raise StorageError(found.problem)

    def _head(self) -> tuple[int, str]:
        with self._journal.read() as connection:
            found = read_few(connection, _HEAD)
        return (found[0]["sequence"], found[0]["hash"]) if found else (0, GENESIS)

    def _contains(self, sequence: int, entry_hash: str) -> bool:
        with self._journal.read() as connection:
            return bool(connection.execute(_AT, {"at": sequence}).scalar() == entry_hash)

    def _facts(self) -> dict[str, str]:
        with self._journal.read() as connection:
            return {row["name"]: row["value"] for row in read_few(connection, select(FACTS))}

    def _know(self, facts: dict[str, str]) -> None:
        with self._journal.write() as connection:
            connection.execute(delete(FACTS))
            rows = [{"name": name, "value": value} for name, value in facts.items()]
            connection.execute(insert(FACTS), rows)

    def _mark_in_file(self) -> tuple[int, str] | None:
        try:
            return _read((self._station.data_dir / FILE_NAME).read_text(encoding="utf-8"))
        except OSError:
            return None

    def _mark_in_keyring(self) -> tuple[int, str] | None:
        try:
            kept = self._secrets.get(self._station.id, _SECRET)
        except StorageError as error:
            # Without its keyring no charge gets its secrets, and that is said there.
            _log.warning("journal_mark_unread error=%s", error)
            return None
        return None if kept is None else _read(kept.reveal())


def _read(words: str) -> tuple[int, str] | None:
    """A mark, or None for one that was cut off while it was written."""
    try:
        mark = json.loads(words)
        return int(mark["sequence"]), str(mark["hash"])
    except (ValueError, KeyError, TypeError):
        return None
