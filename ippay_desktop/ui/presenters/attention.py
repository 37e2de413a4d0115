"""Attention: everything that waits, asked about in the background as its time comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ippay_desktop.services.resolving import Decision, decision_event
from ippay_desktop.services.reversal_resolving import ReversalResolveService, can_decide
from ippay_desktop.ui.text import money, tr, trouble_text

if TYPE_CHECKING:
    from ippay_desktop.domain.approvals import Approval
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.domain.findings import Finding
    from ippay_desktop.domain.identifiers import AttemptId
    from ippay_desktop.services.reconciliation import Reconciled
    from ippay_desktop.ui.presenters.session import Session

_ROUND_MS = 5000


class AttentionPresenter(QObject):
    """What waits for evidence or a person.

    Settling asks and records what was asked; it never sends a charge, so it runs beside reads.

    Signals:
        items_changed: A tuple of `AttentionItem`, oldest first.
        failed: A sentence.
        busy_changed: Whether everything is being asked about.
        decided: A person's decision is in the journal.
        charge_read: The `Attempt` behind something that waits.
        decision_refused: A sentence: evidence says otherwise, or nothing can be decided.
    """

    items_changed = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool)
    decided = Signal()
    charge_read = Signal(object)
    decision_refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = session.scope.child("attention")
        self._watch = session.scope.child("watch")
        self._is_asking = False
        self._obstacles: dict[str, str | None] = {}
        self._round = QTimer(self)
        self._round.setInterval(_ROUND_MS)
        self._round.timeout.connect(self._settle_due)
        session.money_moved.connect(self.refresh)

    def start(self) -> None:
        """Begin the background rounds."""
        self._round.start()
        self.refresh()

    def stop(self) -> None:
        """Begin no further round."""
        self._round.stop()

    def refresh(self) -> None:
        """Read what waits."""
        self._scope.read("items", self._look, self._on_items, self._on_error)

    def ask_now(self) -> None:
        """Ask about all that is open, whether its time has come or not."""
        self._is_asking = True
        self.busy_changed.emit(True)  # noqa: FBT003  # a signal's only value
        self._scope.read(
            "settle",
            lambda: self._session.reconciling.reconcile(wait_s=0.0),
            self._on_reconciled,
            self._on_ask_error,
        )

    def read_charge(self, attempt_id: AttemptId) -> None:
        """Read the charge that something is about, for its view."""
        self._scope.read(
            "charge",
            lambda: self._session.workspace.journal.attempt(attempt_id),
            self.charge_read.emit,
            self._on_error,
        )

    def decisions_for(self, item: AttentionItem) -> tuple[Decision, ...]:
        """What a person may decide about a waiting thing; nothing for most."""
        attempt, reversal = item.attempt, item.reversal
        if reversal is not None:
            return tuple(one for one in Decision if can_decide(reversal, one))
        if attempt is None:
            return ()
        return tuple(one for one in Decision if decision_event(attempt, one) is not None)

    def decide(self, item: AttentionItem, decision: Decision, reason: str) -> None:
        """Carry out a person's decision; it may record a payment, hence the charge lane."""
        if item.attempt is None:
            return
        attempt_id, reversal = item.attempt.id, item.reversal

        def carry_out() -> Attempt:
            if reversal is None:
                return self._session.resolving.resolve(attempt_id, decision, reason)
            workspace = self._session.workspace
            ReversalResolveService(workspace).resolve(reversal.id, decision, reason)
            return workspace.journal.attempt(attempt_id)

        begun = self._session.scope.charge(
            f"decide.{attempt_id}",
            carry_out,
            self._on_decided,
            lambda error: self.decision_refused.emit(trouble_text(error)),
        )
        if not begun:
            self.decision_refused.emit(tr("A decision about it is under way already."))

    def approval_obstacle(self, item: AttentionItem) -> str | None:
        """Why whoever works here may not approve it, a sentence; None when they may."""
        return self._obstacles.get(item.about.subject)

    def approve(self, approval: Approval) -> None:
        """Allow what a colleague asked for, in the name of whoever works here."""
        wanted = approval.wanted
        self._scope.read(
            f"approve.{approval.asking_id}",
            lambda: self._session.approvals.approve(wanted.what, wanted.amount),
            self._on_approved,
            self._on_error,
        )

    def dismiss(self, subject: str, reason: str) -> None:
        """Mark what waits as dealt with, in a person's name."""
        self._scope.read(
            f"dismiss.{subject}",
            lambda: self._session.findings.dismiss(subject, reason),
            lambda _: self._on_decided(None),
            lambda error: self.decision_refused.emit(trouble_text(error)),
        )

    def _on_decided(self, _attempt: Attempt | None) -> None:
        self.decided.emit()
        self._session.money_moved.emit()

    def _look(self) -> tuple[tuple[AttentionItem, ...], dict[str, str | None]]:
        items, approvals = self._session.attention.items(), self._session.approvals
        obstacles = {
            item.about.subject: approvals.obstacle(item.approval) for item in items if item.approval
        }
        return items, obstacles

    def _on_items(self, looked: tuple[tuple[AttentionItem, ...], dict[str, str | None]]) -> None:
        items, self._obstacles = looked
        self.items_changed.emit(items)

    def _on_approved(self, given: Approval) -> None:
        self._session.notice.emit(
            tr(
                "Approved {amount}. {person} can do it now, once and within a day.",
                amount=money(given.wanted.amount),
                person=given.asked_by,
            )
        )
        self.refresh()

    def _settle_due(self) -> None:
        # One round at a time: a slow answer must not pile up questions behind it.
        if self._scope.is_reading or self._is_asking:
            return
        self._scope.read("settle", self._session.reconciling.settle_due, self._on_round, _ignore)
        if not self._watch.is_reading:
            self._watch.read("look", self._session.reconciling.look_again, self._on_look, _ignore)

    def _on_round(self, touched: tuple[Attempt, ...]) -> None:
        if touched:
            self._session.money_moved.emit()
        else:
            # A run may have left something waiting meanwhile.
            self.refresh()

    def _on_look(self, found: tuple[Finding, ...]) -> None:
        if found:
            self.refresh()

    def _on_reconciled(self, done: Reconciled) -> None:
        self._end_asking()
        self._session.notice.emit(
            tr(
                "Asked. Settled: {settled}. Still waiting: {waiting}. For a person: {person}.",
                settled=len(done.settled),
                waiting=len(done.waiting),
                person=len(done.for_a_person),
            )
        )
        self._session.money_moved.emit()

    def _on_ask_error(self, error: Exception) -> None:
        self._end_asking()
        self._on_error(error)

    def _end_asking(self) -> None:
        self._is_asking = False
        self.busy_changed.emit(False)  # noqa: FBT003

    def _on_error(self, error: Exception) -> None:
        self.failed.emit(trouble_text(error))


def _ignore(_error: Exception) -> None:
    """A background round that failed is tried again at the next; the scope has logged it."""
