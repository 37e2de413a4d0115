"""Asking about every void and refund that waits, now and when its time comes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.reversal_attention import is_for_a_person, item_for_reversal
from ippay_desktop.services.reversal_settling import ReversalSettler

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.services.workspace import Workspace

_LEAST_PAUSE = timedelta(seconds=0.5)


class ReversalReconciler:
    """Settles reversals. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._settler = ReversalSettler(workspace)
        self._asked_at: dict[str, datetime] = {}

    def waiting(self) -> tuple[Reversal, ...]:
        """All that wait, but for those that this process is at work on; oldest first."""
        host, locks = self._workspace.profile.splynx_host, self._workspace.locks
        return tuple(
            reversal
            for reversal in self._workspace.journal.reversals.waiting(host)
            if not locks.is_held(reversal.customer_id)
        )

    def items(self) -> list[AttentionItem]:
        """The same, in words."""
        journal = self._workspace.journal
        return [
            item_for_reversal(journal.attempt(reversal.attempt_id), reversal)
            for reversal in self.waiting()
        ]

    def due_times(self) -> dict[Reversal, datetime]:
        """When to ask next about what evidence may yet settle."""
        now = self._workspace.clock.now()
        pause = timedelta(seconds=self._workspace.profile.policy.recording_delays_s[0])
        return {
            # What cannot be reached is asked again after a pause, not at full speed.
            reversal: max(
                reversal.next_check_at or reversal.updated_at + pause,
                self._asked_at.get(reversal.id, now - _LEAST_PAUSE) + _LEAST_PAUSE,
            )
            for reversal in self.waiting()
            if not is_for_a_person(reversal)
        }

    def settle(self, reversals: Iterable[Reversal]) -> tuple[Attempt, ...]:
        """Ask about each now; the charges of those that wait for evidence no longer."""
        changed = []
        for before in reversals:
            self._asked_at[before.id] = self._workspace.clock.now()
            after = self._settler.settle(before)
            if after != before and (not after.is_waiting or is_for_a_person(after)):
                changed.append(self._workspace.journal.attempt(after.attempt_id))
        return tuple(changed)
