"""Makes and checks evidence files. Blocks; worker threads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ippay_desktop.domain import evidence
from ippay_desktop.domain.errors import InputError, StorageError
from ippay_desktop.domain.evidence import ChainHead
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.services.auditing import Deed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ippay_desktop.domain.ports import Journal
    from ippay_desktop.domain.tables import FileStore
    from ippay_desktop.services.workspace import Workspace

_LARGEST_BYTES = 8 * 2**20


class EvidenceService:
    """What the journal knows about one charge, as a file that proves itself."""

    def __init__(self, workspace: Workspace, files: FileStore) -> None:
        self._workspace = workspace
        self._files = files

    def save(self, attempt_id: AttemptId, path: Path) -> ChainHead:
        """Write a charge's evidence; the head to tell the other side with it.

        Raises:
            InputError: there is no such charge here.
            StorageError: the journal or the disk refuses.
        """
        workspace = self._workspace
        attempt = workspace.journal.attempt(attempt_id)
        if attempt.intent.splynx_host != workspace.profile.splynx_host:
            raise InputError("This charge belongs to another profile. Choose that profile first.")
        workspace.audit.note(Deed.EXPORTED, f"evidence:{attempt_id}")
        entries, head = workspace.journal.entries_of(attempt_id)
        intent = attempt.intent
        facts = {
            "attempt_id": attempt_id,
            "transaction_id": intent.transaction_id,
            "document": attempt.document.key,
            "amount": intent.amount.text(),
            "amount_minor": intent.amount.minor,
            "currency": intent.amount.currency,
            "method": str(intent.instrument_kind),
            "last4": intent.last4,
            "charged_by": intent.operator,
            "charged_at": intent.station,
            "state": str(attempt.state),
            "reason": attempt.reason,
            "made_at": workspace.clock.now().isoformat(),
            "made_by": f"{workspace.operator} at {workspace.station}",
            "splynx_host": intent.splynx_host,
            "splynx_key": intent.key_mark or None,
        }
        content = evidence.written(evidence.sealed(facts, entries, head))
        try:
            self._files.write_private(path, content)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}.") from error
        return head


def check_file(path: Path) -> Mapping[str, Any]:
    """The content of an evidence file that proves itself, on whatever computer.

    Raises:
        InputError: there is none, it is none, or it was changed.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read.") from error
    if len(content) > _LARGEST_BYTES:
        raise InputError(f"{path.name} is too large for an evidence file.")
    return evidence.check(content)


def is_of(journal: Journal, content: Mapping[str, Any]) -> bool:
    """Whether a checked file is what a journal would have written at that head.

    The head alone does not tell: whoever has seen one can write other entries above it.
    """
    head = ChainHead(content["head"]["sequence"], content["head"]["hash"])
    if not journal.holds(head):
        return False
    try:
        entries, _ = journal.entries_of(AttemptId(content["attempt_id"]))
        then = journal.as_of(AttemptId(content["attempt_id"]), head.sequence)
    except InputError:
        return False
    stated = (content.get("amount"), content.get("state"), content.get("reason"))
    return [dict(one) for one in entries if one["sequence"] <= head.sequence] == content[
        "entries"
    ] and stated == (then.intent.amount.text(), str(then.state), then.reason)
