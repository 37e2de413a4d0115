"""Evidence of one charge for a dispute: its entries as the journal has them, bound to its head.

Anybody can check such a file: each entry bears the hash that the journal's chain gave it, and the
file's seal covers all of it with the head of the chain at that moment. The seal is no signature
with a key: it proves that the file was not changed since seal or head were told to somebody, and
the journal itself proves that the head was its own.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ippay_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = "ippay-desktop evidence 1"
_SEAL = "seal"
_ENTRY = frozenset(
    {"sequence", "attempt_id", "run_id", "note_id", "at", "event", "content"}
    | {"previous_hash", "hash"}
)


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry of a journal."""

    sequence: int
    hash: str


def canonical(content: Mapping[str, Any]) -> str:
    """JSON with one possible form for one content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_hash(previous_hash: str, covered: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and everything in an entry."""
    return hashlib.sha256(f"{previous_hash}\n{canonical(covered)}".encode()).hexdigest()


def covered_part(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry's hash covers; the note's id is left out where there is none."""
    names = ("sequence", "attempt_id", "run_id", "at", "event", "content")
    covered = {name: entry[name] for name in names}
    if entry.get("note_id") is not None:
        covered["note_id"] = entry["note_id"]
    return covered


def sealed(
    facts: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], head: ChainHead
) -> dict[str, Any]:
    """An evidence file's content.

    Args:
        facts: The charge as it stands, masked, and who made the file when.
        entries: Of the journal, whole, in order.
        head: Of the chain when it was made.
    """
    content = {
        "format": FORMAT,
        **facts,
        "entries": [dict(entry) for entry in entries],
        "head": {"sequence": head.sequence, "hash": head.hash},
    }
    return {**content, _SEAL: _seal(content)}


def check(text: str) -> Mapping[str, Any]:
    """The content of an evidence file that proves itself.

    Raises:
        InputError: it is none, or it was changed; says where.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError("This is no evidence file of this program.")
    without = {name: value for name, value in content.items() if name != _SEAL}
    if content.get(_SEAL) != _seal(without):
        raise InputError("This evidence file was changed after it was made: its seal is broken.")
    head = content.get("head")
    entries = content.get("entries")
    if not isinstance(head, dict) or not isinstance(entries, list) or not entries:
        raise InputError("This evidence file holds no entries.")
    last = 0
    for entry in entries:
        last = _check_entry(entry, last, head)
    return content


def _check_entry(entry: object, last: int, head: Mapping[str, Any]) -> int:
    if not isinstance(entry, dict) or set(entry) != _ENTRY:
        raise InputError("This evidence file holds something that is no entry.")
    sequence = entry["sequence"]
    if not isinstance(sequence, int) or not last < sequence <= head.get("sequence", 0):
        raise InputError(f"Entry {sequence} of this evidence file is out of order.")
    if entry_hash(entry["previous_hash"], covered_part(entry)) != entry["hash"]:
        raise InputError(f"Entry {sequence} of this evidence file was changed.")
    if sequence == head["sequence"] and entry["hash"] != head["hash"]:
        raise InputError("The head of this evidence file is not that of its last entry.")
    return sequence


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{FORMAT}\n{canonical(content)}".encode()).hexdigest()
