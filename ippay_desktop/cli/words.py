"""State as icon and word, and the sentences that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.billing import DocumentKind, DocumentState
from ippay_desktop.domain.bulk import RunState
from ippay_desktop.domain.charge import Attempt, AttemptState, MoneyTaken, Outcome
from ippay_desktop.domain.given_back import NOTHING_GIVEN_BACK
from ippay_desktop.domain.instrument import InstrumentKind, InstrumentProblem

if TYPE_CHECKING:
    from ippay_desktop.domain.attention import AttentionItem
    from ippay_desktop.domain.billing import DocumentRef
    from ippay_desktop.domain.bulk import PlanRow, RunRow
    from ippay_desktop.domain.forecast import Forecast, Share
    from ippay_desktop.domain.money import Money
    from ippay_desktop.services.tally import Tally

MONEY_TAKEN_WORDS = {
    MoneyTaken.YES: "yes",
    MoneyTaken.NO: "no",
    MoneyTaken.BEING_CHECKED: "being checked",
}
METHOD_PROBLEM_WORDS = {
    InstrumentProblem.RAW_NUMBER: "card number on file",
    InstrumentProblem.EXPIRED: "expired",
    InstrumentProblem.INCOMPLETE: "incomplete",
    InstrumentProblem.BAD_ROUTING: "bad routing number",
    InstrumentProblem.RETURNED: "debit came back",
}
INSTRUMENT_WORDS = {InstrumentKind.CARD: "card", InstrumentKind.BANK: "bank account"}
DOCUMENT_WORDS = {
    DocumentKind.INVOICE: "invoice",
    DocumentKind.PROFORMA: "proforma",
    DocumentKind.REFILL: "refill of customer",
}
DOCUMENT_STATE_WORDS = {
    DocumentState.UNPAID: "○ unpaid",
    DocumentState.PARTIAL: "◐ partly paid",
    DocumentState.OVERDUE: "! overdue",
    DocumentState.PENDING: "… pending",
    DocumentState.PAID: "✔ paid",
    DocumentState.DELETED: "✘ deleted",
    DocumentState.OTHER: "? other",
}
RUN_STATE_WORDS = {
    RunState.PLANNED: "○ planned",
    RunState.RUNNING: "▶ running",
    RunState.PAUSED: "⏸ paused",
    RunState.STOPPED: "■ stopped",
    RunState.FINISHED: "✔ finished",
}
_ATTEMPT_STATE_WORDS = {
    AttemptState.INTENT: "? Being checked, don't charge again",
    AttemptState.UNKNOWN: "? Being checked, don't charge again",
    AttemptState.PROVISIONAL: "? Being checked, don't charge again",
    AttemptState.TAKEN: "◐ Taken, recording…",
    AttemptState.RECORDING: "◐ Taken, recording…",
    AttemptState.POSTED: "◐ Taken, recording…",
    AttemptState.RECORD_REFUSED: "! Taken, Splynx refused to record it",
    AttemptState.CONFLICTED: "! Taken, Splynx holds another payment under its number",
    AttemptState.MISPLACED: "! Taken, recorded on another debt",
    AttemptState.RECORDED: "✔ Paid",
    AttemptState.DECLINED: "✘ Declined",
    AttemptState.NOT_SENT: "○ Not sent",
    AttemptState.VOIDED: "↺ Voided",
    AttemptState.TAKEN_BACK: "! The money went back, see Attention",
    AttemptState.RETURNED: "✘ Returned by the bank",
}
_ACCEPTED_WORD = "◷ Bank debit accepted"
FORECAST_BLIND = (
    "What else the customers owe could not be read, so it is not foreseen whether Splynx settles "
    "something older first. Let the API key list Finance → Transactions and Finance → Invoices."
)
# Their reason says more than the word; of the others it says the same.
_TELLING_STATES = frozenset(AttemptState) - {AttemptState.RECORDED}


def document_words(document: DocumentRef) -> str:
    """Such as "invoice 202501000312"."""
    is_refill = document.kind is DocumentKind.REFILL
    name = document.customer_id if is_refill else document.number or document.id
    return f"{DOCUMENT_WORDS[document.kind]} {name}"


def as_beginning(words: str) -> str:
    """With a capital letter; unlike `capitalize` it leaves the letters of a number as they are."""
    return words[:1].upper() + words[1:]


def method_words(kind: InstrumentKind, last4: str) -> str:
    """Such as "card ···· 4242"."""
    return f"{INSTRUMENT_WORDS[kind]} ····{f' {last4}' if last4 else ''}"


def state_words(attempt: Attempt) -> str:
    """Icon and word of an attempt, with its reason where that says more."""
    if attempt.given_back != NOTHING_GIVEN_BACK and attempt.state is AttemptState.RECORDED:
        return _reversed_words(attempt)
    if attempt.is_payment_gone and attempt.state is AttemptState.RECORDED:
        return f"! {attempt.latest_reason}"
    is_accepted = attempt.state in {AttemptState.RECORDED, AttemptState.TAKEN}
    awaits = attempt.awaits_bank and is_accepted
    word = _ACCEPTED_WORD if awaits else _ATTEMPT_STATE_WORDS[attempt.state]
    return f"{word}: {attempt.reason}" if attempt.state in _TELLING_STATES else word


def _reversed_words(attempt: Attempt) -> str:
    """Of a charge that is being or was given back, whole or in part."""
    if attempt.given_back.is_being_reversed:
        return f"? Being given back: {attempt.latest_reason}"
    if attempt.outcome in {Outcome.VOIDED, Outcome.REFUNDED}:
        return f"↺ {attempt.outcome.capitalize()}"
    part = f", {attempt.refunded} of it refunded" if attempt.refunded else ""
    return f"✔ Paid{part}"


def attempt_line(attempt: Attempt) -> str:
    """One line for the results of many charges."""
    intent = attempt.intent
    return _line(
        state_words(attempt),
        intent.amount,
        method_words(intent.instrument_kind, intent.last4),
        document_words(attempt.document),
        intent.customer_name,
    )


def skipped_line(row: RunRow) -> str:
    """As `attempt_line`, for a row that was left out."""
    return _line(
        f"- Skipped: {row.reason}",
        row.amount,
        method_words(row.instrument_kind, row.last4),
        document_words(row.document),
        row.customer_name,
    )


def attention_line(item: AttentionItem) -> str:
    """One line for what waits."""
    if item.attempt is not None and item.attempt.is_open:
        return attempt_line(item.attempt)
    about = item.about
    named = [
        str(about.amount) if about.amount else "",
        document_words(about.document) if about.document else "",
        f"({about.customer_name})" if about.customer_name else "",
        about.transaction_id,
    ]
    return f"{' '.join(filter(None, named))}  ! {about.reason}".strip()


def _line(state: str, amount: Money, method: str, document: str, customer: str) -> str:
    return f"{amount} from {method} for {document} ({customer})  {state}"


def answer(attempt: Attempt) -> str:
    """The result of one charge: first of all, whether money was taken."""
    taken = MONEY_TAKEN_WORDS[attempt.money_taken]
    return f"Was money taken? {taken.capitalize()}.\n{attempt_line(attempt)}"


def counts_line(counts: Tally) -> str:
    """The totals of a command, in one line; zeros are left out."""
    named = {
        "done": counts.approved,
        "declined": counts.declined,
        "skipped": counts.skipped,
        "not sent": counts.not_sent,
        "being checked": counts.being_checked,
        "taken but not recorded": counts.unrecorded,
    }
    words = ", ".join(f"{number} {word}" for word, number in named.items() if number)
    back = f" Given back later: {counts.amount_given_back}." if counts.given_back else ""
    return (
        f"Of {counts.planned} ({counts.amount_planned}): {words or 'nothing to do'}. "
        f"Approved or accepted: {counts.amount_approved}.{back}"
    )


def plan_warnings(row: PlanRow) -> list[str]:
    """What to read before a row is charged."""
    foreseen = forecast_words(row.forecast) if row.forecast else ""
    return [*row.warnings, foreseen] if foreseen else list(row.warnings)


def forecast_words(forecast: Forecast) -> str:
    """Where the money may go before it reaches its document; "" when there is nothing to read."""
    if not forecast.first:
        return ""
    debts = _debts(forecast.first)
    if forecast.document.kind is DocumentKind.REFILL:
        return (
            f"{forecast.elsewhere} of it is likely to settle {debts}; {forecast.lands} stays on "
            "the balance."
        )
    return (
        f"{forecast.elsewhere} may go to {debts} first; {forecast.still_due} of "
        f"{document_words(forecast.document)} would then stay due."
    )


def _debts(shares: tuple[Share, ...]) -> str:
    if len(shares) > 1:
        return f"{len(shares)} other debts"
    debt = shares[0].debt
    dated = f" of {debt.dated}" if debt.dated else ""
    return document_words(debt.document) if debt.document else f"an open debit{dated}"


def waiting_line(row: RunRow) -> str:
    """As `attempt_line`, for a row that was not begun."""
    return _line(
        "○ Ready",
        row.amount,
        method_words(row.instrument_kind, row.last4),
        document_words(row.document),
        row.customer_name,
    )
