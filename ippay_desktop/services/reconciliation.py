"""Reconcile: ask about everything open, now and again, until it is settled or time is up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.approval_attention import item_for_approval
from ippay_desktop.domain.attention import (
    AttentionItem,
    attempt_subject,
    attention_for,
    item_for_finding,
    overdue_item,
)
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.bank_debit import is_overdue
from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    TAKEN_BACK_STATES,
    Attempt,
    AttemptState,
)
from ippay_desktop.domain.findings import Finding
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.reversal import Reversal
from ippay_desktop.services.approving import ApprovalService
from ippay_desktop.services.books_watch import BooksWatch
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.gateway_books import GatewayBooks, last_read_at
from ippay_desktop.services.recording import awaits_settlement
from ippay_desktop.services.reversal_reconciling import ReversalReconciler
from ippay_desktop.services.settling import Settler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from ippay_desktop.services.gateway_books import BooksRead
    from ippay_desktop.services.workspace import Workspace

_FOR_A_PERSON = frozenset({AttemptState.MISPLACED, AttemptState.CONFLICTED})
_NAP_S = 0.2
_LEAST_PAUSE = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling did.

    Attributes:
        settled: Attempts that were open and are not any more.
        waiting: Still open, and evidence may yet settle them.
        for_a_person: Still open, and only a person can decide.
        heard: What the reports changed of charges that were not open, or are not any more.
        found: Findings of the reports, and of finished days that differ now, that are new.
        trouble: Why IPpay's reports could not be read, or "".
        reversals: Voids and refunds that wait, and that evidence may yet settle.
    """

    settled: tuple[Attempt, ...]
    waiting: tuple[Attempt, ...]
    for_a_person: tuple[Attempt, ...]
    heard: tuple[Attempt, ...] = ()
    found: tuple[Finding, ...] = ()
    trouble: str = ""
    reversals: tuple[Reversal, ...] = ()


class AttentionService:
    """Everything that waits for evidence or for a person."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)
        self._reversals = ReversalReconciler(workspace)
        self._approvals = ApprovalService(workspace)

    def open_attempts(self) -> tuple[Attempt, ...]:
        """Open attempts that nobody is at work on, oldest first.

        Left out are bank debits that only await their settlement, and what this process is
        charging or settling at this moment.
        """
        record_bank = self._workspace.profile.policy.record_bank
        host = self._workspace.profile.splynx_host
        return tuple(
            attempt
            for attempt in self._workspace.journal.open_attempts(host)
            if not awaits_settlement(attempt, record_bank)
            and not self._workspace.locks.is_held(attempt.customer_id)
        )

    def items(self) -> tuple[AttentionItem, ...]:
        """Everything that waits, in words: charges, what came back, findings, approvals; by age."""
        items = [attention_for(attempt) for attempt in self.open_attempts()]
        items += [attention_for(attempt) for attempt in self.taken_back()]
        items += [overdue_item(attempt) for attempt in self.overdue()]
        items += self._reversals.items()
        items += [item_for_finding(finding) for finding in self._findings.open()]
        items += [item_for_approval(approval) for approval in self._approvals.open()]
        return tuple(sorted(items, key=lambda item: item.about.since))

    def unsettled(self) -> tuple[Attempt, ...]:
        """All that asking may move: what is open, and payments of money that went back."""
        gone = (one for one in self.taken_back() if one.state is AttemptState.TAKEN_BACK)
        return (*self.open_attempts(), *gone)

    def taken_back(self) -> tuple[Attempt, ...]:
        """Charges whose money went back: the payment is still in Splynx, or nobody knows of it."""
        host = self._workspace.profile.splynx_host
        journal = self._workspace.journal
        found = journal.attempts(AttemptFilter(splynx_host=host, states=TAKEN_BACK_STATES))
        if not found:
            return ()
        seen = {note.subject for note in journal.notes(host, {NoteKind.DEALT_WITH})}
        return tuple(
            attempt
            for attempt in found
            if attempt.state is AttemptState.TAKEN_BACK
            # A payment that was removed from Splynx was removed by somebody who knew why.
            or (attempt.payment_id is None and attempt_subject(attempt) not in seen)
        )

    def awaiting_bank(self) -> tuple[Attempt, ...]:
        """Bank debits that were accepted, and neither settled nor returned yet."""
        found = self._workspace.journal.attempts(
            AttemptFilter(splynx_host=self._workspace.profile.splynx_host, awaits_bank=True)
        )
        return tuple(attempt for attempt in found if attempt.awaits_bank)

    def _latest_known(self) -> datetime:
        """The present, or up to when the reports were read: no question to Splynx for a look."""
        host, now = self._workspace.profile.splynx_host, self._workspace.clock.now()
        read = last_read_at(self._workspace.journal, host)
        return now if read is None else max(now, read)

    def overdue(self) -> tuple[Attempt, ...]:
        """Bank debits that should have settled some banking days ago.

        Without IPpay's reports nothing can ever say that a debit settled; then only those that are
        recorded at settlement wait for somebody to say so.
        """
        profile, now = self._workspace.profile, self._latest_known()
        return tuple(
            attempt
            for attempt in self.awaiting_bank()
            if is_overdue(attempt, now)
            and (
                profile.report_url is not None
                or awaits_settlement(attempt, profile.policy.record_bank)
            )
        )


@dataclass
class _Heard:
    """What the reports brought so far, while reconciling."""

    attempts: dict[AttemptId, Attempt] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    trouble: str = ""

    def take(self, read: BooksRead, on_settled: Callable[[Attempt], None] | None) -> None:
        """Add one reading; tell of each charge that it moved and that waits for nothing else."""
        self.trouble = read.trouble
        self.found += read.found
        self.tell(read.changed, on_settled)

    def tell(
        self, changed: Iterable[Attempt], on_settled: Callable[[Attempt], None] | None
    ) -> None:
        """Add charges that moved though they were not open, and tell of each."""
        for attempt in changed:
            self.attempts[attempt.id] = attempt
            if on_settled is not None and not attempt.is_open:
                on_settled(attempt)


class ReconcileService:
    """Settles open attempts. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._settler = Settler(workspace)
        self._attention = AttentionService(workspace)
        self._books = GatewayBooks(workspace)
        self._watch = BooksWatch(workspace)
        self._reversals = ReversalReconciler(workspace)

    def settle_once(self, attempts: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
        """Ask about each of these now; several at a time, never two of one customer."""
        workers = min(self._workspace.profile.policy.concurrency, max(len(attempts), 1))
        with ThreadPoolExecutor(workers, thread_name_prefix="settle") as pool:
            return tuple(pool.map(self._settler.settle, attempts))

    def settle_charge(self, attempt_id: AttemptId) -> None:
        """Ask about one charge, and about what is given back of it, now.

        Raises:
            InputError: locked, or the station's role does not allow it. Nobody was asked.
        """
        self._workspace.authority.require(Task.SETTLE)
        journal = self._workspace.journal
        attempt = journal.attempt(attempt_id)
        if attempt.is_open:
            self.settle_once((attempt,))
        self._reversals.settle(one for one in journal.reversals.of(attempt_id) if one.is_waiting)

    def settle_due(self) -> tuple[Attempt, ...]:
        """Ask about those whose time has come (the window's background job).

        IPpay's reports are read once an hour; charges that they changed are among those returned.
        Goes on behind the lock, and does nothing where the station's role only looks.
        """
        if not self._workspace.authority.allows(Task.SETTLE):
            return ()
        heard = self._books.refresh_if_due().changed
        now = self._workspace.clock.now()
        due = [
            attempt for attempt in self._attention.open_attempts() if self._due_at(attempt) <= now
        ]
        back = [one for one, at in self._reversals.due_times().items() if at <= now]
        return (*heard, *self.settle_once(tuple(due)), *self._reversals.settle(back))

    def look_again(self) -> tuple[Finding, ...]:
        """Look at finished days once a day (the window's other background job); what is new.

        It reads much and settles nothing, so that it must not keep `settle_due` waiting. What it
        finds it tells the journal, so a station that only looks leaves it to others.
        """
        if not self._workspace.authority.allows(Task.SETTLE):
            return ()
        return self._watch.look_if_due()

    def reconcile(
        self,
        *,
        wait_s: float = 0.0,
        on_settled: Callable[[Attempt], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Reconciled:
        """Ask about all that is open now; then again as delays allow, for at most `wait_s`.

        Args:
            wait_s: Seconds to stay for evidence that comes later.
            on_settled: Told of each attempt as it stops being open, on the calling thread.
            should_stop: Polled while waiting.

        Raises:
            InputError: locked, or the station's role does not allow it. Nobody was asked.
        """
        self._workspace.authority.require(Task.SETTLE)
        clock = self._workspace.clock
        deadline = clock.now() + timedelta(seconds=wait_s)
        settled: list[Attempt] = []
        asked_at: dict[AttemptId, datetime] = {}
        heard = _Heard()
        heard.take(self._books.refresh(), on_settled)
        due, back = self._attention.unsettled(), self._reversals.waiting()
        while True:
            heard.tell(self._reversals.settle(back), on_settled)
            asked_at |= dict.fromkeys((attempt.id for attempt in due), clock.now())
            for attempt in self.settle_once(due):
                if not attempt.is_open and attempt.state is not AttemptState.TAKEN_BACK:
                    settled.append(attempt)
                    if on_settled is not None:
                        on_settled(attempt)
            next_at, back_at = self._next_times(asked_at), self._reversals.due_times()
            earliest = min((*next_at.values(), *back_at.values()), default=None)
            if earliest is None or earliest > deadline:
                break
            if not self._nap_until(earliest, should_stop):
                break
            due = tuple(attempt for attempt, at in next_at.items() if at <= clock.now())
            back = tuple(reversal for reversal, at in back_at.items() if at <= clock.now())
            if any(attempt.state in BEING_CHECKED_STATES for attempt in due):
                heard.take(self._books.refresh(), on_settled)
        heard.found += self._watch.look()
        remaining = self._attention.open_attempts()
        done = {attempt.id for attempt in settled}
        return Reconciled(
            tuple(settled),
            tuple(attempt for attempt in remaining if attempt.state not in _FOR_A_PERSON),
            tuple(attempt for attempt in remaining if attempt.state in _FOR_A_PERSON),
            tuple(one for one in heard.attempts.values() if one.id not in done),
            tuple(heard.found),
            heard.trouble,
            tuple(self._reversals.due_times()),
        )

    def _next_times(self, asked_at: Mapping[AttemptId, datetime]) -> dict[Attempt, datetime]:
        """When to ask next about what still waits for evidence."""
        now = self._workspace.clock.now()
        return {
            # What cannot be reached is asked again after a pause, not at full speed.
            attempt: max(self._due_at(attempt), asked_at.get(attempt.id, now) + _LEAST_PAUSE)
            for attempt in self._attention.open_attempts()
            if attempt.state not in _FOR_A_PERSON
        }

    def _due_at(self, attempt: Attempt) -> datetime:
        """When to ask next; what has no time of its own is tried again after the first delay."""
        pause = timedelta(seconds=self._workspace.profile.policy.recording_delays_s[0])
        return attempt.next_check_at or attempt.updated_at + pause

    def _nap_until(self, moment: datetime, should_stop: Callable[[], bool] | None) -> bool:
        clock = self._workspace.clock
        while (remaining := (moment - clock.now()).total_seconds()) > 0:
            if should_stop is not None and should_stop():
                return False
            clock.sleep(min(remaining, _NAP_S))
        return not (should_stop is not None and should_stop())
