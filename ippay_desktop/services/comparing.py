"""The three books of some days, compared: what agrees, what differs, and the proof that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.attention import AttentionKind, about_attempt
from ippay_desktop.domain.authority import Task
from ippay_desktop.domain.charge import Attempt, AttemptState
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.findings import Finding as Waiting
from ippay_desktop.domain.finished_days import (
    ChangedDay,
    changed_days,
    days_of,
    evidence_of,
    facts_of_days,
    finished_days,
    mark_of,
)
from ippay_desktop.domain.given_back import NOTHING_GIVEN_BACK
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.notes import Note, NoteKind
from ippay_desktop.domain.reconciliation import (
    Books,
    Case,
    Finding,
    FindingKind,
    Reconciliation,
    Scope,
    reconcile,
)
from ippay_desktop.services.findings import FindingService
from ippay_desktop.services.payment_sights import PaymentSights
from ippay_desktop.services.three_books import BooksReader
from ippay_desktop.services.vanished_payments import gone_subject, payment_gone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ippay_desktop.services.workspace import Workspace

# So long may the gateway's reports be behind.
_LAG = timedelta(days=1)
_BOOKS, _UNDATED = "books:", "undated"
# What the gateway's reports may lack while they are behind: a charge, or its void or refund.
_ABSENT = frozenset({Case.CLAIMED_ONLY, Case.NEVER_CHARGED})
_TOO_MUCH = frozenset(
    {Case.AMOUNTS_DIFFER, Case.DENIED, Case.DENIED_BUT_AGREED, Case.REFUND_NOT_ENTERED}
)
_NO_REPORTS = (
    "The books cannot be compared without IPpay's reports. Name them with “profile set NAME "
    "--report-url U --report-merchant-id M”."
)


class BooksState(StrEnum):
    """How the books of some days stand.

    EQUAL: the days are over, nothing is awaited, and nothing differs that nobody dealt with.
    DIFFERENT: somebody must look at something. OPEN: nothing differs, and something may still come.
    """

    EQUAL = "equal"
    DIFFERENT = "different"
    OPEN = "open"


_KINDS = {
    FindingKind.CHARGE_WITHOUT_PAYMENT: AttentionKind.CHARGE_WITHOUT_PAYMENT,
    FindingKind.PAYMENT_WITHOUT_CHARGE: AttentionKind.PAYMENT_WITHOUT_CHARGE,
    FindingKind.DUPLICATE: AttentionKind.DUPLICATE,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, and what is kept of it.

    Attributes:
        result: All findings, and what is awaited.
        dealt_with: Subjects of findings that a person has dealt with, each with the reason.
        changed: Days that were finished once and are different now.
        attempts: The journal's charges behind the findings, by id.
        proof: SHA-256 over all evidence, in hexadecimal.
        is_kept: Whether this comparison is written down; the same again is not.
        finished: The note that first found just these books equal; None while they are not.
        days: Of which days of the period alone it is; None for all.
    """

    result: Reconciliation
    state: BooksState
    dealt_with: Mapping[str, str]
    attempts: Mapping[AttemptId, Attempt]
    proof: str
    changed: tuple[ChangedDay, ...]
    is_kept: bool
    finished: Note | None = None
    days: Set[date] | None = None

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """The differences that nobody has dealt with."""
        found = self.result.differences
        return tuple(one for one in found if finding_subject(one) not in self.dealt_with)

    @property
    def reopened(self) -> tuple[ChangedDay, ...]:
        """The changes of finished days that nobody has dealt with."""
        return tuple(one for one in self.changed if one.subject not in self.dealt_with)


def finding_subject(finding: Finding) -> str:
    """Names a difference and what it rests on: other evidence is another difference.

    A payment that is gone is one thing, whether the books or a second charge brought it to light.
    """
    if finding.case is Case.PAYMENT_GONE:
        return gone_subject(finding.evidence.attempts[0])
    mark = mark_of(evidence_of(finding))[:12]
    words = f"{finding.case.name.lower()}:{finding.evidence.transaction_id}:{mark}"
    return f"{_BOOKS}{finding.day or _UNDATED}:{words}"[:200]


def proof_of(result: Reconciliation) -> str:
    """One number for all evidence of a period: the same books give the same."""
    lines = [evidence_of(finding) for finding in (*result.findings, *result.awaited)]
    return mark_of([str(result.scope.period.first), str(result.scope.period.last), lines])


class CompareService:
    """Reads three books and compares them. Blocks; worker threads only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._findings = FindingService(workspace)
        self._sights = PaymentSights(workspace)

    def compare(self, period: Period, *, keep: bool = True) -> Comparison:
        """Compare the books of some days.

        Args:
            period: Days of Splynx's calendar.
            keep: Write down the differences for Attention, and how the books stood; where the
                station's role only looks, it is not written down.

        Raises:
            InputError: no reports are set up.
            IPpayDesktopError: a book could not be read whole; nothing was compared.
        """
        found = self._compared(period)
        is_over = period.last < self._workspace.today()
        if found.waiting or found.reopened:
            found = replace(found, state=BooksState.DIFFERENT)
        elif is_over and not found.result.awaited:
            found = replace(found, state=BooksState.EQUAL)
        if keep and self._workspace.authority.allows(Task.SETTLE):
            self._tell(found, found.changed)
            found = replace(found, is_kept=self._write_down(found))
        return replace(found, finished=self._finished(found))

    def look_again(self, since: date) -> tuple[Waiting, ...]:
        """Compare finished days once more, and tell Attention which of them differ now.

        That a day's books changed and are equal again is told when somebody compares it.

        Args:
            since: The first day that is looked at.

        Returns:
            What is new.

        Raises:
            InputError: no reports are set up.
            IPpayDesktopError: a book could not be read whole; nothing was compared.
        """
        days = {day for day in finished_days(self.kept()) if day >= since}
        if not days:
            return ()
        found = self._compared(Period(min(days), max(days)), days)
        differ = {one.day for one in found.waiting}
        return self._tell(found, [one for one in found.changed if one.day in differ])

    def _compared(self, period: Period, days: Set[date] | None = None) -> Comparison:
        """What the books of a period, or of some days of it only, say; nothing is kept."""
        reports = self._workspace.reports
        if reports is None:
            raise InputError(_NO_REPORTS)
        now = self._workspace.latest_now()
        books = BooksReader(self._workspace, reports).read(period, now)
        result = reconcile(books, self._scope(period, books, now))
        result = _without_lag(result, books, now, self._given_back_at(books.attempts))
        if days is not None:
            result = _of_days(result, days)
        return Comparison(
            result,
            BooksState.OPEN,
            self._dealt_with(),
            {one.id: one for one in books.attempts},
            proof_of(result),
            tuple(
                one
                for one in changed_days(self.kept(), days_of(result))
                if days is None or one.day in days
            ),
            is_kept=False,
            days=days,
        )

    def _finished(self, found: Comparison) -> Note | None:
        """The first of the unbroken row of comparisons that found just these books equal."""
        finished = None
        for note in self.kept():
            if note.subject == _subject_of(found.result.scope.period):
                is_same = note.facts["proof"] == found.proof
                is_equal = note.facts["state"] == BooksState.EQUAL
                finished = (finished or note) if is_same and is_equal else None
        return finished if found.state is BooksState.EQUAL else None

    def kept(self) -> tuple[Note, ...]:
        """How the books of earlier comparisons stood, oldest first."""
        host = self._workspace.profile.splynx_host
        notes = self._workspace.journal.notes(host, {NoteKind.RECONCILED})
        return tuple(note for note in notes if "proof" in note.facts)

    def _scope(self, period: Period, books: Books, now: datetime) -> Scope:
        profile = self._workspace.profile
        used = {attempt.intent.terminal_id for attempt in books.attempts}
        own = {profile.terminal_id, profile.ach_terminal_id or profile.terminal_id}
        return Scope(
            period=period,
            currency=profile.currency,
            timezone=ZoneInfo(profile.splynx_timezone),
            as_of=now + timedelta(minutes=1),
            terminals=frozenset(own | used),
            record_bank=profile.policy.record_bank,
        )

    def _given_back_at(self, attempts: Iterable[Attempt]) -> dict[AttemptId, datetime]:
        """When charges were last given back, of those that were."""
        reversals = self._workspace.journal.reversals
        return {
            attempt.id: max(one.updated_at for one in reversals.of(attempt.id))
            for attempt in attempts
            if attempt.given_back != NOTHING_GIVEN_BACK
        }

    def _dealt_with(self) -> Mapping[str, str]:
        host = self._workspace.profile.splynx_host
        notes = self._workspace.journal.notes(host, {NoteKind.DEALT_WITH})
        return {note.subject: note.facts.get("reason", "") for note in notes}

    def _tell(self, found: Comparison, changed: Iterable[ChangedDay]) -> tuple[Waiting, ...]:
        """Write down what waits for a person, and let go of what does no longer; what is new."""
        self._note_payments(found)
        differences = {finding_subject(one): one for one in found.result.differences}
        waiting = [
            self._waiting(subject, finding, found)
            for subject, finding in differences.items()
            if not _waits_already(finding, found)
        ]
        new = self._findings.keep([*waiting, *(self._reopened(one, found) for one in changed)])
        known = {*differences, *(one.subject for one in found.changed)}
        gone = [
            one.subject
            for one in self._findings.open()
            if one.subject not in known and _is_of(one.subject, found)
        ]
        self._findings.let_go(gone, "The books agree about it now.")
        return new

    def _note_payments(self, found: Comparison) -> None:
        """Write down of our charges whose payments have gone, or are there again."""
        for finding in found.result.findings:
            attempt = _attempt_of(finding, found)
            if attempt is None or attempt.state is not AttemptState.RECORDED:
                continue
            if finding.case is Case.PAYMENT_GONE:
                self._sights.note(attempt.id, is_there=False)
            elif attempt.is_payment_gone and finding.evidence.payments:
                self._sights.note(attempt.id, is_there=True)

    def _write_down(self, found: Comparison) -> bool:
        """Write down how the books stood; whether it was news."""
        subject = _subject_of(found.result.scope.period)
        host = self._workspace.profile.splynx_host
        before = self._workspace.journal.notes(host, {NoteKind.RECONCILED}, subject=subject)
        if before and (before[-1].facts["proof"], before[-1].facts["state"]) == (
            found.proof,
            found.state.value,
        ):
            return False
        self._findings.note(NoteKind.RECONCILED, subject, _facts(found))
        return True

    def _waiting(self, subject: str, finding: Finding, found: Comparison) -> Waiting:
        attempt = _attempt_of(finding, found)
        if attempt is not None and finding.case is Case.PAYMENT_GONE:
            return payment_gone(attempt)
        about = None if attempt is None else about_attempt(attempt)
        net = finding.net
        return Waiting(
            subject,
            _KINDS.get(finding.kind, _stranger_kind(finding)).value,
            self._workspace.clock.now(),
            reason_of(finding),
            finding.next_step,
            transaction_id=finding.evidence.transaction_id,
            attempt_id=attempt.id if attempt else None,
            document=about.document if about else None,
            customer_id=about.customer_id if about else None,
            customer_name=about.customer_name if about else "",
            amount=next((one for one in (net.charged, net.recorded) if one.minor), net.claimed),
        )

    def _reopened(self, changed: ChangedDay, found: Comparison) -> Waiting:
        return Waiting(
            changed.subject,
            AttentionKind.OTHER.value,
            self._workspace.clock.now(),
            change_words(changed, found.result.scope.currency),
            CHANGE_STEP,
        )


def _subject_of(period: Period) -> str:
    return f"books of {period.first}..{period.last}"


def change_words(changed: ChangedDay, currency: str) -> str:
    """What became of a finished day, with its sums."""
    journal, gateway, splynx = (f"{sum_of} {currency}" for sum_of in changed.before.sums)
    now = [f"{sum_of} {currency}" for sum_of in changed.now.sums]
    return (
        f"The books of {changed.day} were finished on {changed.finished_at:%Y-%m-%d} by "
        f"{changed.finished_by}, and have changed since: our journal from {journal} to {now[0]}, "
        f"IPpay from {gateway} to {now[1]}, Splynx from {splynx} to {now[2]}."
    )


CHANGE_STEP = (
    "Compare the day in Books and look at what differs. Mark this as dealt with when all of it is "
    "right: then the day is finished again."
)


def reason_of(finding: Finding) -> str:
    """What the three books say about a difference, with its sums."""
    net, number = finding.net, finding.evidence.order_number
    told = (
        f"{_WORDS[finding.kind]}: our journal {net.claimed}, IPpay {net.charged}, "
        f"Splynx {net.recorded}."
    )
    return f"{told} Order {number}." if number else told


_WORDS = {
    FindingKind.MATCHED: "The books agree",
    FindingKind.CHARGE_WITHOUT_PAYMENT: "A charge without a payment",
    FindingKind.PAYMENT_WITHOUT_CHARGE: "A payment without a charge",
    FindingKind.DUPLICATE: "A duplicate",
    FindingKind.OTHER_AMOUNT: "Amounts that differ",
    FindingKind.STRANGER: "A charge by somebody else",
}


def _stranger_kind(finding: Finding) -> AttentionKind:
    is_unrecorded = finding.case is Case.STRANGER_UNRECORDED
    return AttentionKind.CHARGE_WITHOUT_PAYMENT if is_unrecorded else AttentionKind.OTHER


def _attempt_of(finding: Finding, found: Comparison) -> Attempt | None:
    known = (found.attempts.get(attempt_id) for attempt_id in finding.evidence.attempts)
    return next((attempt for attempt in known if attempt is not None), None)


def _waits_already(finding: Finding, found: Comparison) -> bool:
    """Whether charge or reversal itself stands in Attention, so that a finding would repeat it."""
    attempt = _attempt_of(finding, found)
    return attempt is not None and (
        attempt.is_open
        or attempt.state is AttemptState.TAKEN_BACK
        or attempt.given_back.is_being_reversed
        or finding.case is Case.REFUND_NOT_ENTERED
    )


def _is_of(subject: str, found: Comparison) -> bool:
    """Whether a kept difference belongs to the days compared, or, of a whole period, to none."""
    if not subject.startswith(_BOOKS):
        return False
    day, period = subject.removeprefix(_BOOKS).partition(":")[0], found.result.scope.period
    if found.days is not None:
        return day in {str(one) for one in found.days}
    return day == _UNDATED or str(period.first) <= day <= str(period.last)


def _of_days(result: Reconciliation, days: Set[date]) -> Reconciliation:
    findings = tuple(one for one in result.findings if one.day in days)
    awaited = tuple(one for one in result.awaited if one.day in days)
    return replace(result, findings=findings, awaited=awaited)


def _facts(found: Comparison) -> dict[str, str]:
    totals = found.result.own
    days = days_of(found.result) if found.state is BooksState.EQUAL else {}
    return {
        "state": found.state.value,
        "proof": found.proof,
        "currency": found.result.scope.currency,
        "count": str(totals.count),
        "claimed": totals.net.claimed.text(),
        "charged": totals.net.charged.text(),
        "recorded": totals.net.recorded.text(),
        "differences": str(len(found.result.differences)),
        "waiting": str(len(found.waiting)),
        "awaited": str(len(found.result.awaited)),
        **facts_of_days(days),
    }


def _without_lag(
    result: Reconciliation, books: Books, now: datetime, given_back: Mapping[AttemptId, datetime]
) -> Reconciliation:
    """What the gateway's reports lack only because they are behind is awaited, not accused.

    They are behind for what is younger than their newest row, for a day at most; that may be a
    charge, or, since `given_back`, what took it back.
    """
    newest = max((row.at for row in books.transactions), default=now - _LAG)
    created = {one.id: one.intent.created_at for one in books.attempts}
    since = max(newest, now - _LAG)

    def is_behind(finding: Finding) -> bool:
        moments = {**dict.fromkeys(_ABSENT, created), **dict.fromkeys(_TOO_MUCH, given_back)}
        known = moments.get(finding.case, {})
        return any(known[one] > since for one in finding.evidence.attempts if one in known)

    awaited = tuple(one for one in result.findings if is_behind(one))
    kept = tuple(one for one in result.findings if one not in awaited)
    return replace(result, findings=kept, awaited=(*result.awaited, *awaited))
