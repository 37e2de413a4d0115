"""Notes: what the journal keeps beside charges, each written once and never changed.

A note is about a subject, named by a key that stays the same however often the same thing is seen
again. Of one subject the latest note tells how it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_SUBJECT = 200
# Begins the subject of what was seen of a charge's payment in Splynx; the charge's id follows.
PAYMENT_OF = "payment:"
# What such a note says: whether the payment is there.
IN_SPLYNX, YES, NO = "in_splynx", "yes", "no"


class NoteKind(StrEnum):
    """What a note says about its subject.

    FINDING: something waits for a person, such as a charge that nobody recorded.
    GONE: the evidence for a finding is there no longer.
    DEALT_WITH: a person says that a finding, or a mark on a saved method, is settled, and why.
    RECONCILED: how the three books of some days, or the payment of one charge, stood.
    AUDIT: a person did something; the subject names it, such as "seen:customer:17".
    ASKED: somebody wants to charge, or give back, more than one person may.
    APPROVED: a second person allows what was asked for; its id is made from the asking's.
    USED: an approval was used up, before anything was sent; its id is made from the asking's.
    """

    FINDING = "finding"
    GONE = "gone"
    DEALT_WITH = "dealt_with"
    RECONCILED = "reconciled"
    AUDIT = "audit"
    ASKED = "asked"
    APPROVED = "approved"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Note:
    """One note.

    Attributes:
        splynx_host: Which installation it belongs to.
        subject: What it is about, such as "chargeback:4711"; at most `LONGEST_SUBJECT` characters.
        facts: Texts by name; no secrets, no more of a number than its last four digits.
    """

    note_id: str
    kind: NoteKind
    splynx_host: str
    subject: str
    at: datetime
    operator: str
    station: str
    facts: Mapping[str, str]
