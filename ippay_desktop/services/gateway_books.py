"""IPpay's reports at work: they settle what enquiries cannot, and bring what the bank says later.

Reports move nothing, may be read as often as one likes, and are applied in any order: each change
is decided from the charge as it stands, under its customer's lock.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionKind
from ippay_desktop.domain.charge import (
    BEING_CHECKED_STATES,
    Attempt,
    AttemptState,
    Change,
    ChargeEvent,
)
from ippay_desktop.domain.errors import IPpayDesktopError, StorageError
from ippay_desktop.domain.findings import Finding
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.notes import NoteKind
from ippay_desktop.domain.ports import AttemptFilter
from ippay_desktop.domain.report_evidence import (
    Evidence,
    evidence_by_id,
    next_change,
    other_amounts,
)
from ippay_desktop.domain.report_port import Operation, ReportWindow
from ippay_desktop.services.card_news import CardNews
from ippay_desktop.services.claiming import attempt_held
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.reversal_books import ReversalBooks
from ippay_desktop.services.waiting import REPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ippay_desktop.domain.identifiers import TransactionId
    from ippay_desktop.domain.ports import Journal
    from ippay_desktop.domain.report_port import Chargeback, GatewayReports, ReportedTransaction
    from ippay_desktop.domain.reversal import Reversal
    from ippay_desktop.services.workspace import Workspace

_log = logging.getLogger(__name__)

_DAY = timedelta(days=1)
# A charge changes a few times at most by one reading of the reports.
_MOST_CHANGES = 4
_EVERY_S = 3600.0
REPORTS_READ = "reports read"


@dataclass(frozen=True, slots=True)
class BooksRead:
    """What reading the reports did.

    Attributes:
        changed: Charges that moved, as they stand now.
        found: Findings that are new.
        trouble: Why the reports could not be read, a sentence; "" when they were.
    """

    changed: tuple[Attempt, ...] = ()
    found: tuple[Finding, ...] = ()
    trouble: str = ""


def last_read_at(journal: Journal, splynx_host: str) -> datetime | None:
    """Up to when the reports were read, to the day; None before the first time."""
    notes = journal.notes(splynx_host, {NoteKind.RECONCILED}, subject=REPORTS_READ)
    return datetime.fromisoformat(notes[-1].facts["until"]) if notes else None


class GatewayBooks:
    """Reads the reports and applies what they prove. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)
        self._cards = CardNews(workspace)
        self._read_at: float | None = None

    @property
    def is_configured(self) -> bool:
        """Whether there are reports to read."""
        return self._workspace.reports is not None

    def refresh_if_due(self) -> BooksRead:
        """As `refresh`, once an hour; the window's background job."""
        now = self._workspace.clock.monotonic()
        if self._read_at is not None and now - self._read_at < _EVERY_S:
            return BooksRead()
        return self.refresh()

    def refresh(self) -> BooksRead:
        """Read the overlapping reports now, and apply them.

        Trouble in reading is told, not raised: it decides nothing, and the next reading covers the
        same days again.

        Raises:
            StorageError: the journal cannot be written.
        """
        reports = self._workspace.reports
        if reports is None:
            return BooksRead()
        self._read_at = self._workspace.clock.monotonic()
        try:
            return self._refresh(reports)
        except StorageError:
            raise
        except IPpayDesktopError as error:
            _log.warning("reports_not_read error=%s", type(error).__name__)
            return BooksRead(trouble=f"IPpay's reports could not be read: {error}")

    def hold_charge(self, attempt: Attempt) -> bool | None:
        """Whether the books of the days around a charge hold anything under its id.

        None when they could not be read. Absence alone proves nothing; it joins enquiries.
        """
        intent = attempt.intent
        rows = self._rows_of(intent.transaction_id, intent.created_at, is_bank=attempt.is_bank)
        return None if rows is None else bool(rows)

    def hold_refund(self, reversal: Reversal) -> bool | None:
        """The same for a refund that has an id of its own.

        One that was voided is not held: what went back was taken back again, by the gateway itself
        after a network error or by a person in its pages.
        """
        intent = reversal.intent
        is_bank = intent.instrument_kind is InstrumentKind.BANK
        rows = self._rows_of(intent.transaction_id, intent.created_at, is_bank=is_bank)
        if rows is None:
            return None
        is_voided = any(row.operation is Operation.VOID and row.is_done for row in rows)
        # A void has no id of its own: what is voided under its id is the charge.
        return bool(rows) and not (is_voided and reversal.operation.has_own_id)

    def _rows_of(
        self, transaction_id: TransactionId, created_at: datetime, *, is_bank: bool
    ) -> list[ReportedTransaction] | None:
        """What the reports show of an id; None when they cannot be read."""
        reports = self._workspace.reports
        if reports is None:
            return []
        window = ReportWindow(
            created_at - _DAY, max(created_at, self._workspace.latest_now()) + _DAY
        )
        read = reports.bank_transactions if is_bank else reports.card_transactions
        try:
            rows = read(window)
        except IPpayDesktopError:
            return None
        return [row for row in rows if row.transaction_id == transaction_id]

    def _refresh(self, reports: GatewayReports) -> BooksRead:
        now = self._workspace.latest_now()
        waiting = self._waiting()
        window = self._window(reports, waiting, now)
        sweep = reports.sweep_window(now)
        rows = [*reports.card_transactions(window), *reports.bank_transactions(window)]
        returns = reports.bank_returns(sweep)
        # Returns come weeks later, and their settlement tells from when their days count.
        settlements = reports.bank_settlements(
            sweep if returns or any(one.is_bank for one in waiting) else window
        )
        evidence = evidence_by_id(rows, settlements, returns)
        voided = {row.transaction_id for row in rows if row.operation is Operation.VOID}
        told = voided | {back.transaction_id for back in returns}
        attempts = {one.id: one for one in (*waiting, *self._by_ids(told))}
        changed = [
            after
            for attempt in sorted(attempts.values(), key=lambda one: one.intent.created_at)
            if (own := evidence.get(attempt.intent.transaction_id)) is not None
            and (after := self._apply(attempt, own, now)) is not None
        ]
        changed += ReversalBooks(self._workspace).apply(tuple(rows), now)
        found = [
            *self._other_amounts(attempts.values(), evidence),
            *self._chargebacks(reports.chargebacks(sweep)),
            *self._cards.news(reports),
        ]
        kept = self._findings.keep(found)
        self._note_reading(now)
        return BooksRead(tuple(changed), kept)

    def _waiting(self) -> tuple[Attempt, ...]:
        """Charges that the reports may settle."""
        journal, host = self._workspace.journal, self._workspace.profile.splynx_host
        unheard = [
            attempt
            for attempt in journal.open_attempts(host)
            if attempt.state in BEING_CHECKED_STATES
        ]
        awaiting = journal.attempts(AttemptFilter(splynx_host=host, awaits_bank=True))
        known = {attempt.id for attempt in unheard}
        return (*unheard, *(one for one in awaiting if one.id not in known))

    def _window(
        self, reports: GatewayReports, waiting: Iterable[Attempt], now: datetime
    ) -> ReportWindow:
        """The overlapping window, widened to what was never read.

        That is back to the oldest charge that is still being checked, and by as many days as the
        program did not run; at the first time, everything a sweep covers.
        """
        usual, sweep = reports.overlapping_window(now), reports.sweep_window(now)
        overlap = usual.end - usual.start
        read_at = self._last_read_at()
        starts = [
            attempt.intent.created_at - _DAY
            for attempt in waiting
            if attempt.state in BEING_CHECKED_STATES
        ]
        starts.append(sweep.start if read_at is None else max(sweep.start, read_at - overlap))
        # Clocks differ: a row may be dated after what this computer takes for now.
        return ReportWindow(min(usual.start, *starts), usual.end + _DAY)

    def _last_read_at(self) -> datetime | None:
        return last_read_at(self._workspace.journal, self._workspace.profile.splynx_host)

    def _note_reading(self, now: datetime) -> None:
        """Remember up to when the reports were read; once a day is enough, as windows overlap."""
        before = self._last_read_at()
        if before is None or now - before >= _DAY:
            self._findings.note(NoteKind.RECONCILED, REPORTS_READ, {"until": now.isoformat()})

    def _by_ids(self, ids: set[str]) -> tuple[Attempt, ...]:
        ids.discard("")
        if not ids:
            return ()
        return self._workspace.journal.attempts(
            AttemptFilter(
                splynx_host=self._workspace.profile.splynx_host, transaction_ids=frozenset(ids)
            )
        )

    def _apply(self, attempt: Attempt, evidence: Evidence, now: datetime) -> Attempt | None:
        """Apply all that the evidence proves; the attempt after it, or None when nothing moved."""
        recheck = timedelta(seconds=self._workspace.profile.policy.approved_recheck_s)
        with (
            self._workspace.locks.hold(attempt.customer_id),
            attempt_held(self._workspace, attempt.id) as holder,
        ):
            if holder is not None:
                return None
            fresh = self._workspace.journal.attempt(attempt.id)
            moved = False
            for _ in range(_MOST_CHANGES):
                change = next_change(fresh, evidence, now=now, recheck=recheck)
                if change is None or fresh.state is AttemptState.INTENT:
                    break
                if self._must_still_hold(fresh, change):
                    break
                at = self._workspace.clock.now()
                fresh = self._workspace.journal.apply(fresh.id, change, at)
                if fresh.reported_at == at:
                    self._workspace.waits.begin(self._workspace, f"{fresh.id}:{REPORTED}", at)
                moved = True
        return fresh if moved else None

    def _must_still_hold(self, attempt: Attempt, change: Change) -> bool:
        """Whether what the books show must still hold, by whatever clock has counted least."""
        if change.event is not ChargeEvent.APPROVAL_CONFIRMED or attempt.reported_at is None:
            return False
        wait_s = self._workspace.profile.policy.approved_recheck_s
        subject = f"{attempt.id}:{REPORTED}"
        return bool(
            self._workspace.waits.left(self._workspace, subject, attempt.reported_at, wait_s)
        )

    def _other_amounts(
        self, attempts: Iterable[Attempt], evidence: Mapping[str, Evidence]
    ) -> Iterable[Finding]:
        for attempt in attempts:
            own = evidence.get(attempt.intent.transaction_id)
            if own is not None and other_amounts(attempt, own):
                yield self._about(
                    attempt,
                    f"other_amount:{attempt.id}",
                    "IPpay's reports tell another amount of this charge than was sent.",
                    "Compare it in IPpay's own pages, and ask IPpay before anything is corrected.",
                )

    def _chargebacks(self, cases: Iterable[Chargeback]) -> Iterable[Finding]:
        cases = tuple(cases)
        attempts: dict[str, Attempt] = {
            one.intent.transaction_id: one
            for one in self._by_ids({case.transaction_id for case in cases})
        }
        for case in cases:
            words = " ".join(filter(None, (case.case_type, case.reason)))
            reason = f"The card's holder disputes a charge (case {case.case_number}: {words})."
            step = (
                "Answer the dispute at IPpay in time, with proof of the service; don't charge this "
                "card again until it is decided. Correct Splynx when the money is taken back."
            )
            subject = f"chargeback:{case.case_number}:{case.case_type}"[:200]
            attempt = attempts.get(case.transaction_id)
            if attempt is not None:
                yield self._about(attempt, subject, reason, step)
                continue
            now = self._workspace.clock.now()
            amount = case.amount_candidates[0] if case.amount_candidates else None
            yield Finding(
                subject,
                AttentionKind.OTHER,
                now,
                reason,
                step,
                transaction_id=case.transaction_id,
                amount=amount,
            )

    def _about(self, attempt: Attempt, subject: str, reason: str, step: str) -> Finding:
        return Finding(
            subject,
            AttentionKind.OTHER,
            self._workspace.clock.now(),
            reason,
            step,
            transaction_id=attempt.intent.transaction_id,
            attempt_id=attempt.id,
            document=attempt.document,
            customer_id=attempt.customer_id,
            customer_name=attempt.intent.customer_name,
            amount=attempt.intent.amount,
        )
