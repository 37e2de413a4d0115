"""The JSON objects and sentences of a comparison of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.cli.objects import instant
from ippay_desktop.services.comparing import (
    CHANGE_STEP,
    BooksState,
    change_words,
    finding_subject,
    reason_of,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from ippay_desktop.cli.objects import Fields
    from ippay_desktop.domain.bank_returns import ReturnGauge
    from ippay_desktop.domain.finished_days import ChangedDay
    from ippay_desktop.domain.reconciliation import Finding
    from ippay_desktop.domain.reconciliation_findings import Sums, Totals
    from ippay_desktop.services.comparing import Comparison

_BOOKS = ("claimed", "charged", "recorded")
_STATE_WORDS = {
    BooksState.EQUAL: "✔ The books are equal, and these days are finished.",
    BooksState.DIFFERENT: "! The books differ; each difference says what to do.",
    BooksState.OPEN: "… Nothing differs, and something may still come.",
}


def finding_object(finding: Finding, found: Comparison, *, is_awaited: bool = False) -> Fields:
    """One difference, with its evidence in the three books."""
    subject = finding_subject(finding)
    evidence = finding.evidence
    return {
        "event": "finding",
        "kind": finding.kind.value,
        "case": finding.case.name.lower(),
        "subject": subject,
        "day": finding.day.isoformat() if finding.day else None,
        "transaction_id": evidence.transaction_id,
        "attempt_ids": list(evidence.attempts),
        "gateway_numbers": list(evidence.gateway_numbers),
        "splynx_payment_ids": list(evidence.payments),
        "order_number": evidence.order_number or None,
        "related": list(evidence.related),
        **sums_object(finding),
        "difference": finding.difference.text(),
        "currency": finding.difference.currency,
        "awaited": is_awaited,
        "dealt_with": found.dealt_with.get(subject),
        "next": finding.next_step,
    }


def finding_line(finding: Finding, found: Comparison) -> str:
    """The same for people."""
    reason = found.dealt_with.get(finding_subject(finding))
    if reason is not None:
        return f"✔ {reason_of(finding)} Dealt with: {reason}"
    return f"! {reason_of(finding)}\n  {finding.next_step}"


def sums_object(sums: Finding | Totals) -> Fields:
    """What each book leaves, and of what: taken, and given back."""
    return {
        **_book_by_book(sums.net),
        "gross": _book_by_book(sums.gross),
        "given_back": _book_by_book(sums.back),
    }


def _book_by_book(sums: Sums) -> Fields:
    return {
        "claimed": sums.claimed.text(),
        "charged": sums.charged.text(),
        "recorded": sums.recorded.text(),
    }


def changed_day_object(changed: ChangedDay, found: Comparison) -> Fields:
    """A day that was finished, and is different now."""
    return {
        "event": "changed_day",
        "day": changed.day.isoformat(),
        "subject": changed.subject,
        "finished_at": instant(changed.finished_at),
        "finished_by": changed.finished_by,
        "before": dict(zip(_BOOKS, changed.before.sums, strict=True)),
        "now": dict(zip(_BOOKS, changed.now.sums, strict=True)),
        "currency": found.result.scope.currency,
        "dealt_with": found.dealt_with.get(changed.subject),
        "next": CHANGE_STEP,
    }


def changed_day_line(changed: ChangedDay, found: Comparison) -> str:
    """The same for people."""
    words = change_words(changed, found.result.scope.currency)
    reason = found.dealt_with.get(changed.subject)
    return f"! {words}\n  {CHANGE_STEP}" if reason is None else f"✔ {words} Dealt with: {reason}"


def books_object(found: Comparison) -> Fields:
    """How the books of the days stand; what others charged and recorded is summed up apart."""
    own, elsewhere, scope = found.result.own, found.result.elsewhere, found.result.scope
    return {
        "period": f"{scope.period.first}..{scope.period.last}",
        "state": found.state.value,
        "count": own.count,
        **sums_object(own),
        "elsewhere": {"count": elsewhere.count, **_book_by_book(elsewhere.net)},
        "currency": scope.currency,
        "differences": len(found.result.differences),
        "waiting": len(found.waiting),
        "awaited": len(found.result.awaited),
        "changed_days": len(found.changed),
        "proof": found.proof,
        "finished_at": instant(found.finished.at) if found.finished else None,
        "finished_by": found.finished.operator if found.finished else None,
    }


def books_line(found: Comparison) -> str:
    """The same for people: taken, less what was given back, in each of the three books."""
    own, elsewhere = found.result.own, found.result.elsewhere
    lines = [f"{own.count} charges:"]
    for name, book in zip(("our journal", "IPpay", "Splynx"), _BOOKS, strict=True):
        gross, back, net = (getattr(one, book) for one in (own.gross, own.back, own.net))
        lines.append(f"  {name:<12}{gross.text():>14} taken {back.text():>12} back {net}")
    if elsewhere.count:
        charged, recorded = elsewhere.net.charged, elsewhere.net.recorded
        lines.append(
            f"  {elsewhere.count} more charged and recorded elsewhere: IPpay {charged}, Splynx "
            f"{recorded}"
        )
    lines.append(_STATE_WORDS[found.state])
    if found.finished:
        done = found.finished
        lines.append(f"  Finished {done.at:%Y-%m-%d} by {done.operator}, proof {found.proof[:16]}")
    return "\n".join(lines)


def gauge_object(gauge: ReturnGauge) -> Fields:
    """One return rate of the last 60 days beside its ceiling."""
    return {
        "event": "return_rate",
        "name": gauge.name,
        "returned": gauge.returned,
        "debits": gauge.debits,
        "percent": percent(gauge),
        "ceiling_percent": in_percent(gauge.ceiling),
        "exceeded": gauge.is_exceeded,
    }


def gauge_line(gauge: ReturnGauge) -> str:
    """The same for people."""
    mark = "!" if gauge.is_exceeded else "✔"
    return (
        f"{mark} Returns, {gauge.name}: {gauge.returned} of {gauge.debits} bank debits in 60 days "
        f"({percent(gauge) or '0.00'} %, at most {in_percent(gauge.ceiling)} %)."
    )


def percent(gauge: ReturnGauge) -> str | None:
    """The rate in percent with two digits; None without debits."""
    return None if gauge.rate is None else in_percent(gauge.rate)


def in_percent(share: Fraction) -> str:
    """A share as percent with two digits."""
    hundredths = round(share * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
