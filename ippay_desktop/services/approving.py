"""A second person's approval of what is above the limit, kept in the team's ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.approvals import (
    APPROVAL_KINDS,
    approvals_from,
    approved_id,
    is_same_person,
    used_id,
)
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.domain.notes import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.approvals import Approval, Wanted
    from ippay_desktop.domain.money import Money
    from ippay_desktop.services.workspace import Workspace

_OWN = "You asked for it yourself; somebody else has to approve it."


class ApprovalService:
    """Asks for approvals, gives them and uses them up. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open(self) -> tuple[Approval, ...]:
        """What waits for approval, or is approved and not done yet; oldest first."""
        if not self._workspace.profile.ledger_url:
            return ()
        now = self._workspace.clock.now()
        return tuple(one for one in self._all() if one.is_open(now))

    def obstacle(self, approval: Approval) -> str | None:
        """Why whoever works here may not approve it, a sentence; None when they may."""
        if approval.approved_at is not None:
            return f"{approval.approved_by} has approved it already."
        if is_same_person(approval.asked_by, self._workspace.operator):
            return _OWN
        return self._workspace.authority.obstacle(Task.DECIDE)

    def approve(self, what: str, amount: Money) -> Approval:
        """Allow what somebody else has asked for, once, for a day, at exactly this amount.

        Args:
            what: As `Wanted.what`.
            amount: Of the charge or the refund, or the run's sum.

        Raises:
            InputError: locked, not allowed, nobody else asked for it, somebody has approved it
                already, or there is no team's ledger to keep it in.
        """
        workspace = self._workspace
        workspace.authority.require(Task.DECIDE)
        self._require_ledger()
        asked = [
            one for one in self.open() if one.wanted.what == what and one.wanted.amount == amount
        ]
        if not asked:
            raise InputError(
                f"Nobody has asked to do {what} over {amount.text()} within a day. Whoever wants "
                "it tries it first; that asks for your approval."
            )
        waiting = [one for one in asked if self.obstacle(one) is None]
        if not waiting:
            raise InputError(self.obstacle(asked[-1]) or _OWN)
        chosen = waiting[-1]
        kept = self._note(
            NoteKind.APPROVED, chosen.wanted, approved_id(chosen.asking_id), chosen.asking_id
        )
        if not kept:
            raise InputError("A colleague has approved it already.")
        return next(one for one in self._all() if one.asking_id == chosen.asking_id)

    def require(self, wanted: Wanted) -> None:
        """Return if it is below the limit, or somebody else has approved it; else ask for that.

        Raises:
            InputError: nobody has. Nothing was sent.
        """
        self._allowing(wanted)

    def use(self, wanted: Wanted) -> None:
        """As `require`, and use the approval up: whatever becomes of it, it allows nothing more.

        The journal keeps one use only, so of several who try at once one gets through.

        Raises:
            InputError: nobody has approved it, or somebody was faster. Nothing was sent.
        """
        approval = self._allowing(wanted)
        if approval is None:
            return
        used = used_id(approval.asking_id)
        if not self._note(NoteKind.USED, wanted, used, approval.asking_id):
            raise InputError("This approval was used a moment ago. Nothing was sent.")

    def _allowing(self, wanted: Wanted) -> Approval | None:
        workspace = self._workspace
        limit = workspace.profile.approve_above
        if limit is None or wanted.amount <= limit:
            return None
        self._require_ledger()
        person, now = workspace.operator, workspace.clock.now()
        asked = [one for one in self._all(wanted.subject) if one.is_open(now)]
        for one in asked:
            if one.allows(person, now):
                return one
        if not any(one.approved_at is None and one.asked_by == person for one in asked):
            self._note(NoteKind.ASKED, wanted, workspace.ids.new_id())
        raise InputError(
            f"{wanted.amount.text()} is above {limit.text()}, which needs a second person. A "
            "colleague was asked and finds it under Attention, or types “approve "
            f"{wanted.what} --amount {wanted.amount.text()} --yes”; then try again. Nothing was "
            "sent."
        )

    def _all(self, subject: str | None = None) -> tuple[Approval, ...]:
        workspace = self._workspace
        host = workspace.profile.splynx_host
        return approvals_from(workspace.journal.notes(host, APPROVAL_KINDS, subject=subject))

    def _note(self, kind: NoteKind, wanted: Wanted, note_id: str, asking_id: str = "") -> bool:
        """Keep a note; whether there was none of its id yet."""
        workspace = self._workspace
        about = {"asking": asking_id} if asking_id else wanted.facts()
        facts: Mapping[str, str] = {**about, "splynx_key": workspace.profile.key_mark}
        made = Note(
            note_id,
            kind,
            workspace.profile.splynx_host,
            wanted.subject,
            workspace.clock.now(),
            workspace.operator,
            workspace.station,
            facts,
        )
        try:
            workspace.journal.add_note(made)
        except InvariantError:
            return False
        return True

    def _require_ledger(self) -> None:
        if not self._workspace.profile.ledger_url:
            raise InputError(
                "A second person's approval is kept in the team's ledger, and this profile has "
                "none. Set one with “profile set --ledger”, or lift the limit with "
                "“--approve-above ''”."
            )
