"""The JSON objects and sentences of a comparison of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.services.comparing import BooksState, finding_subject, reason_of

if TYPE_CHECKING:
    from fractions import Fraction

    from ippay_desktop.cli.objects import Fields
    from ippay_desktop.domain.bank_returns import ReturnGauge
    from ippay_desktop.domain.reconciliation import Finding
    from ippay_desktop.services.comparing import Comparison

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
        "claimed": finding.claimed.text(),
        "charged": finding.charged.text(),
        "recorded": finding.recorded.text(),
        "difference": finding.difference.text(),
        "currency": finding.charged.currency,
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


def books_object(found: Comparison) -> Fields:
    """How the books of the days stand."""
    totals, scope = found.result.totals(), found.result.scope
    return {
        "period": f"{scope.period.first}..{scope.period.last}",
        "state": found.state.value,
        "count": totals.count,
        "claimed": totals.claimed.text(),
        "charged": totals.charged.text(),
        "recorded": totals.recorded.text(),
        "currency": scope.currency,
        "differences": len(found.result.differences),
        "waiting": len(found.waiting),
        "awaited": len(found.result.awaited),
        "proof": found.proof,
    }


def books_line(found: Comparison) -> str:
    """The same for people."""
    totals = found.result.totals()
    return (
        f"Our journal {totals.claimed}, IPpay {totals.charged}, Splynx {totals.recorded} in "
        f"{totals.count} charges. {_STATE_WORDS[found.state]}"
    )


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
