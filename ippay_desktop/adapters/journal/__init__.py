"""The journal: an append-only log of charge attempts in SQL, and what it amounts to now."""

from ippay_desktop.adapters.journal.journal import SqlJournal
from ippay_desktop.adapters.journal.opening import FILE_NAME, open_journal, open_ledger
from ippay_desktop.adapters.journal.verification import JournalCheck

__all__ = [
    "FILE_NAME",
    "JournalCheck",
    "SqlJournal",
    "open_journal",
    "open_ledger",
]
