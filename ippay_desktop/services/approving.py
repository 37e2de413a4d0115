"""A second person's approval of what is above the limit, kept in the team's ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.notes import Note, NoteKind
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from ippay_desktop.domain.money import Money
    from ippay_desktop.services.workspace import Workspace

_HOLDS = timedelta(hours=24)


class ApprovalService:
    """Gives approvals, and asks for them. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def approve(self, what: str, amount: Money) -> Note:
        """Allow one charge or run of exactly this amount, for a day, to somebody else.

        Args:
            what: A document's key such as "invoice:5513", or a run's plan hash.
            amount: Of the charge, or the run's sum.

        Raises:
            InputError: locked, not allowed, or there is no team's ledger to keep it in.
        """
        workspace = self._workspace
        workspace.authority.require(Task.DECIDE)
        self._require_ledger()
        made = Note(
            workspace.ids.new_id(),
            NoteKind.APPROVED,
            workspace.profile.splynx_host,
            _subject(what, amount),
            workspace.clock.now(),
            workspace.operator,
            workspace.station,
            {"amount": amount.text()},
        )
        workspace.journal.add_note(made)
        return made

    def require(self, what: str, amount: Money) -> None:
        """Return if it is below the limit, or somebody else has approved it within a day.

        Raises:
            InputError: nobody has. Nothing was sent.
        """
        workspace = self._workspace
        limit = workspace.profile.approve_above
        if limit is None or amount <= limit:
            return
        self._require_ledger()
        notes = workspace.journal.notes(
            workspace.profile.splynx_host, {NoteKind.APPROVED}, subject=_subject(what, amount)
        )
        if not any(self._holds(note, what) for note in notes):
            raise InputError(
                f"{amount.text()} is above {limit.text()}, which needs a second person. Let a "
                f"colleague type “approve {what} --amount {amount.text()} --yes” at another "
                "station. Nothing was sent."
            )

    def _holds(self, note: Note, what: str) -> bool:
        workspace = self._workspace
        if note.operator == workspace.operator or note.at < workspace.clock.now() - _HOLDS:
            return False
        # One approval, one charge: a try since then has used it up.
        tries = workspace.journal.attempts(AttemptFilter(document_key=what))
        return all(attempt.intent.created_at < note.at for attempt in tries)

    def _require_ledger(self) -> None:
        if not self._workspace.profile.ledger_url:
            raise InputError(
                "A second person's approval is kept in the team's ledger, and this profile has "
                "none. Set one with “profile set --ledger”, or lift the limit with "
                "“--approve-above ''”."
            )


def _subject(what: str, amount: Money) -> str:
    return f"{what}:{amount.minor}{amount.currency}"
