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
# What the file states at its top, by the name that the journal has for it in a charge's intent.
_STATED = {
    "attempt_id": "attempt_id",
    "transaction_id": "transaction_id",
    "document": "document_key",
    "amount_minor": "amount_minor",
    "currency": "currency",
    "method": "instrument_kind",
    "last4": "last4",
    "splynx_host": "splynx_host",
    "splynx_key": "key_mark",
    "charged_by": "operator",
    "charged_at": "station",
}
_ENTRY = frozenset(
    {"sequence", "attempt_id", "run_id", "note_id", "at", "event", "content"}
    | {"previous_hash", "hash"}
)


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry of a journal."""

    sequence: int
    hash: str


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(content: Mapping[str, Any]) -> str:
    """JSON with one possible form for one content."""
    return _CANONICAL.encode(content)


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


def written(content: Mapping[str, Any]) -> bytes:
    """A sealed content as the one file that may hold it: not a byte can be another."""
    return f"{json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def check(file: bytes) -> Mapping[str, Any]:
    """The content of an evidence file that proves itself.

    A name that is there twice, a blank more, a number in another form: what does not change the
    content is found too, since the file is compared with what would be written.

    Raises:
        InputError: it is none, or it was changed; says where.
    """
    try:
        content = json.loads(file.decode())
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError("This is no evidence file of this program.")
    without = {name: value for name, value in content.items() if name != _SEAL}
    if content.get(_SEAL) != _seal(without):
        raise InputError("This evidence file was changed after it was made: its seal is broken.")
    if written(content) != file:
        raise InputError("This evidence file was changed: it is not as the program writes it.")
    head = content.get("head")
    entries = content.get("entries")
    if not isinstance(head, dict) or not isinstance(entries, list) or not entries:
        raise InputError("This evidence file holds no entries.")
    last = 0
    for entry in entries:
        last = _check_entry(entry, last, head)
    _check_facts(content, entries)
    return content


def _check_facts(content: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> None:
    """What the file says at its top must be what its own entries say."""
    for entry in entries:
        if entry["attempt_id"] not in {None, content.get("attempt_id")}:
            raise InputError("This evidence file holds entries of another charge.")
    own = [entry for entry in entries if entry["attempt_id"] is not None]
    intent = _content_of(own[0]) if own else {}
    stated = [content.get(name) for name in _STATED]
    if stated != [intent.get(name) for name in _STATED.values()]:
        raise InputError("This evidence file says something else than its own entries.")


def _content_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        content = json.loads(entry["content"])
    except (ValueError, TypeError, RecursionError):
        content = None
    return content if isinstance(content, dict) else {}


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
