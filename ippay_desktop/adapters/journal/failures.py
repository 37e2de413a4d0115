"""What the database driver raises, as sentences for staff that say what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError

from ippay_desktop.domain.errors import InvariantError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING_WRITTEN = "Nothing was written to the journal"
DAMAGED = (
    "The journal is damaged. Stop charging, keep the data folder as it is, and restore the journal "
    "from a backup before going on."
)
_OUT_OF_REACH = (
    "The journal cannot be opened. Check that the data folder exists and that this user may write "
    "there."
)
_PRIMARY_CODE = 0xFF

# SQLite's primary result codes. Source: sqlite.org, "Result and Error Codes".
_SENTENCES = {
    sqlite3.SQLITE_FULL: f"{_NOTHING_WRITTEN}: the disk is full. Free some space and try again.",
    sqlite3.SQLITE_IOERR: f"{_NOTHING_WRITTEN}: the disk failed, or may take no more. Check its "
    "free space and health, then start the program again.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_BUSY: f"{_NOTHING_WRITTEN}: another program holds it. Close other copies of "
    "IPpay Desktop and try again.",
    sqlite3.SQLITE_READONLY: f"{_NOTHING_WRITTEN}: it may only be read. Allow this user to write "
    "to the data folder.",
    sqlite3.SQLITE_CANTOPEN: _OUT_OF_REACH,
    sqlite3.SQLITE_PERM: _OUT_OF_REACH,
    sqlite3.SQLITE_AUTH: _OUT_OF_REACH,
    sqlite3.SQLITE_TOOBIG: f"{_NOTHING_WRITTEN}: a text is too long for it.",
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]


def sentence_for(error: sqlite3.Error) -> str:
    """What happened and what to do; the driver's own words stay in the exception's cause."""
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _SENTENCES.get(code & _PRIMARY_CODE)
    return (
        known
        or "The journal cannot be used. Start the program again; if that does not help, "
        "keep the data folder as it is and ask for help."
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into ours; a broken constraint is our own bug.

    Raises:
        StorageError: disk, file or lock trouble.
        InvariantError: a constraint of the journal refused what we tried to write.
    """
    try:
        yield
    except IntegrityError as error:
        raise InvariantError(
            "The journal refused a record that contradicts it. Nothing was written."
        ) from error
    except DBAPIError as error:
        cause = error.orig
        if isinstance(cause, sqlite3.Error):
            raise StorageError(sentence_for(cause)) from error
        raise StorageError("The journal's database cannot be reached. Try again.") from error
    except sqlite3.Error as error:
        raise StorageError(sentence_for(error)) from error
    except OverflowError as error:
        raise InvariantError("A number is too large for the journal.") from error
