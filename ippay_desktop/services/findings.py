"""Findings and marks: keep them, tell which still wait, and let a person settle them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.findings import Finding, facts_of, finding_from, open_notes
from ippay_desktop.domain.notes import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.services.workspace import Workspace

_KINDS = frozenset({NoteKind.FINDING, NoteKind.GONE, NoteKind.DEALT_WITH})


class FindingService:
    """Reads and keeps findings. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open(self) -> tuple[Finding, ...]:
        """What still waits for a person, oldest first."""
        notes = self._workspace.journal.notes(self._host, _KINDS)
        return tuple(finding_from(note) for note in open_notes(notes))

    def keep(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Write down what is new; what is known, or was dealt with by a person, stays as it is."""
        notes = self._workspace.journal.notes(self._host, _KINDS)
        # What has gone may come back; what a person dealt with is over for good.
        known = {note.subject for note in open_notes(notes)}
        known |= {note.subject for note in notes if note.kind is NoteKind.DEALT_WITH}
        new = {one.subject: one for one in findings if one.subject not in known}
        for finding in new.values():
            self.note(NoteKind.FINDING, finding.subject, facts_of(finding))
        return tuple(new.values())

    def let_go(self, subjects: Iterable[str], reason: str) -> None:
        """Say of open findings that their evidence is there no longer."""
        for subject in subjects:
            self.note(NoteKind.GONE, subject, {"reason": reason})

    def dismiss(self, subject: str, reason: str) -> None:
        """Let a person mark something as dealt with; for good, with name and reason.

        Args:
            subject: Of an open finding or of a mark, as Attention and `accounts` show it.
            reason: Why.

        Raises:
            InputError: no reason, the program is locked, or the role does not allow it.
        """
        self._workspace.authority.require(Task.DECIDE)
        if not reason.strip():
            raise InputError("Give the reason: --reason TEXT.")
        facts = {"reason": reason.strip(), "splynx_key": self._workspace.profile.key_mark}
        self.note(NoteKind.DEALT_WITH, subject, facts)

    def note(self, kind: NoteKind, subject: str, facts: Mapping[str, str]) -> Note:
        """Keep one note as of now, by whoever works here."""
        workspace = self._workspace
        made = Note(
            workspace.ids.new_id(),
            kind,
            self._host,
            subject,
            workspace.clock.now(),
            workspace.operator,
            workspace.station,
            facts,
        )
        workspace.journal.add_note(made)
        return made

    @property
    def _host(self) -> str:
        return self._workspace.profile.splynx_host
