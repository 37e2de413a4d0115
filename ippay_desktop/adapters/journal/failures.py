"""What the database drivers raise, as sentences for staff that say what to do."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    IPpayDesktopError,
    StorageError,
)

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

_LEDGER_NOT_WRITTEN = "Nothing was written to the team's ledger"
LEDGER_GONE = (
    "The team's ledger cannot be reached. Nothing can be charged without it: check the network and "
    "its server, then try again."
)
LEDGER_REFUSED = (
    "The team's ledger refused the user or its password. Check --ledger, and give the password "
    "again as ledger_password with “profile set NAME --secrets-stdin”."
)
UNKNOWN_COMMIT = (
    "The connection to the team's ledger broke while it was being written; whether it was is not "
    "known. It is read again before anything is done about this charge."
)
_LEDGER_BUSY = f"{_LEDGER_NOT_WRITTEN}: it was busy for too long. Try again."
_LEDGER_DAMAGED = (
    "The team's ledger is damaged. Stop charging, and ask whoever runs its server to look at it."
)

# Codes and classes of codes. Source: PostgreSQL's manual, appendix A, "PostgreSQL Error Codes".
_LEDGER_SENTENCES = {
    "08": LEDGER_GONE,
    "57P": LEDGER_GONE,
    "53100": f"{_LEDGER_NOT_WRITTEN}: its server's disk is full.",
    "53300": "The team's ledger takes no more connections. Close unused copies of IPpay Desktop, "
    "or have its server's limit raised.",
    "53": f"{_LEDGER_NOT_WRITTEN}: its server has run out of something. See its log.",
    "25006": f"{_LEDGER_NOT_WRITTEN}: it may only be read. Is its server a standby?",
    "42501": "The user of --ledger may not do that in the team's ledger. It must own its tables.",
    "3D000": "The database that --ledger names does not exist on its server.",
    "55P03": _LEDGER_BUSY,
    "57014": _LEDGER_BUSY,
    "25P03": _LEDGER_BUSY,
    "40": _LEDGER_BUSY,
    "58": f"{_LEDGER_NOT_WRITTEN}: its server's disk failed. See its log.",
    "XX": _LEDGER_DAMAGED,
}
# A refusal while connecting comes without a code, in the server's words.
_REFUSAL_WORDS = ("authentication failed", "no password supplied", "no pg_hba.conf entry", 'role "')
_TLS_WORDS = ("SSL", "certificate", "TLS")
LEDGER_UNSAFE = (
    "The team's ledger could not prove by its certificate who it is, so nothing was sent to it. "
    "Have its server offer TLS with a certificate for that name, and give its authority's "
    "certificate with --ca-bundle."
)


class UnknownCommitError(StorageError):
    """A commit whose answer was lost: it was written, or it was not."""


def sentence_for(error: sqlite3.Error) -> str:
    """What happened and what to do; the driver's own words stay in the exception's cause."""
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _SENTENCES.get(code & _PRIMARY_CODE)
    return (
        known
        or "The journal cannot be used. Start the program again; if that does not help, "
        "keep the data folder as it is and ask for help."
    )


def ledger_error(error: BaseException | None) -> IPpayDesktopError:
    """Our error for one of PostgreSQL's driver, by the server's code."""
    code = getattr(error, "sqlstate", None)
    if code is None:
        return _connecting_error(str(error))
    if code.startswith("28"):
        return AuthenticationError(LEDGER_REFUSED)
    if code.startswith("22"):
        return InvariantError("A number or text is too large for the journal.")
    for length in (5, 3, 2):
        if code[:length] in _LEDGER_SENTENCES:
            return StorageError(_LEDGER_SENTENCES[code[:length]])
    return StorageError(f"The team's ledger cannot be used (code {code}). See its server's log.")


def _connecting_error(words: str) -> IPpayDesktopError:
    if any(word in words for word in _TLS_WORDS):
        return StorageError(LEDGER_UNSAFE)
    if "does not exist" in words and "database" in words:
        return StorageError(_LEDGER_SENTENCES["3D000"])
    if "too many clients" in words or "connection slots" in words:
        return StorageError(_LEDGER_SENTENCES["53300"])
    if any(word in words for word in _REFUSAL_WORDS):
        return AuthenticationError(LEDGER_REFUSED)
    return StorageError(LEDGER_GONE)


_CONSTRAINT = "23"  # PostgreSQL's class of broken constraints.
CONTRADICTION = "The journal refused a record that contradicts it. Nothing was written."
BROKEN_OFF = (
    f"{_NOTHING_WRITTEN}: it broke off in the middle. Try again; if that does not help, start the "
    "program again."
)


def error_for(trouble: BaseException) -> IPpayDesktopError | None:
    """Our error for one of a driver; None for anything else."""
    cause = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    if isinstance(trouble, IntegrityError) or isinstance(cause, sqlite3.IntegrityError):
        return InvariantError(CONTRADICTION)
    if str(getattr(cause, "sqlstate", "")).startswith(_CONSTRAINT):
        return InvariantError(CONTRADICTION)
    if isinstance(cause, sqlite3.Error):
        return StorageError(sentence_for(cause))
    if isinstance(trouble, PoolTimeoutError):
        return StorageError(_LEDGER_BUSY)
    if isinstance(trouble, OverflowError):
        return InvariantError("A number is too large for the journal.")
    return ledger_error(cause) if _is_servers(trouble, cause) else None


def _is_servers(trouble: BaseException, cause: BaseException | None) -> bool:
    # By name: the driver is loaded only by whoever has a team's ledger.
    package = type(cause).__module__.partition(".")[0]
    return isinstance(trouble, DBAPIError) or package == "psycopg"


def error_of_neighbour(trouble: BaseException) -> IPpayDesktopError:
    """What to tell those whose changes were lost by the trouble of another one."""
    if isinstance(trouble, UnknownCommitError):
        return UnknownCommitError(UNKNOWN_COMMIT)
    if isinstance(trouble, StorageError):
        return StorageError(*trouble.args)
    found = error_for(trouble)
    return found if isinstance(found, StorageError) else StorageError(BROKEN_OFF)


class translated:  # noqa: N801  # read like a function
    """Turn the drivers' errors into ours; a broken constraint is our own bug.

    No generator: a charge passes here twenty times.

    Raises:
        StorageError: disk, file, lock, server or network trouble.
        AuthenticationError: the ledger's server refused user or password.
        InvariantError: a constraint of the journal refused what we tried to write.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, trouble: BaseException | None, trace: object) -> None:
        found = error_for(trouble) if isinstance(trouble, Exception) else None
        if found is not None:
            raise found from trouble
