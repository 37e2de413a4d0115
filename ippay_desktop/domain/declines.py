"""When a declined card or bank account may be charged again, and when never.

Card networks count declines per card and fine those who go on; a bank that is asked every day
says no every day. So tries are counted per saved method, across all its documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import (
    IN_SPLYNX_STATES,
    UNRECORDED_STATES,
    Attempt,
    AttemptState,
)
from ippay_desktop.domain.dates_in_words import moment_in_words
from ippay_desktop.domain.decline_words import KNOWN_CODES
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import DeclineClass

if TYPE_CHECKING:
    from collections.abc import Iterable


class CardBrand(StrEnum):
    """The card network, as far as the first digit tells it."""

    VISA = "visa"
    MASTERCARD = "mastercard"
    OTHER = "other"


def brand_of_token(token: str) -> CardBrand | None:
    """The network behind a card token; None when its first character is no digit.

    Source: the gateway's card tokens keep the number's first digit: 4 is Visa's, 5 and 2 are
    Mastercard's.
    """
    first = token[:1]
    if not (first.isascii() and first.isdecimal()):
        return None
    brands = {"4": CardBrand.VISA, "5": CardBrand.MASTERCARD, "2": CardBrand.MASTERCARD}
    return brands.get(first, CardBrand.OTHER)


@dataclass(frozen=True, slots=True)
class MethodKey:
    """A saved method as the journal knows it: it keeps no token.

    Attributes:
        last4: "" when unknown; then it is taken to be any of the customer's methods of that kind.
        mark: `Instrument.mark`; "" when unknown.
    """

    splynx_host: str
    customer_id: CustomerId
    kind: InstrumentKind
    last4: str
    mark: str = ""

    @classmethod
    def of(cls, attempt: Attempt) -> MethodKey:
        """The method that an attempt charged."""
        intent = attempt.intent
        return cls(
            intent.splynx_host,
            attempt.customer_id,
            intent.instrument_kind,
            intent.last4,
            intent.method_mark,
        )

    def may_be(self, other: MethodKey) -> bool:
        """Whether both can be the same card or account."""
        ours = (self.splynx_host, self.customer_id, self.kind)
        theirs = (other.splynx_host, other.customer_id, other.kind)
        return ours == theirs and (self.last4 == other.last4 or not self.last4 or not other.last4)

    def was_saved_anew_since(self, then: MethodKey) -> bool:
        """Whether the customer has saved another one, even with the same last digits."""
        return bool(self.mark and then.mark) and self.mark != then.mark


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` within `window`."""

    tries: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How patient to be after soft declines.

    Attributes:
        days: On which days after the first try one document may be tried again; () for any.
        spacing: Between two tries of one method.
        per_document: Tries of one document on one method, the first included.
        limits: For one method over all documents.
        takes_advice: Whether to wait where a card network advises it, not only where it fines.
        final: Classes of declines after which the method is not tried again.
    """

    days: tuple[int, ...] = (3, 7, 14)
    spacing: timedelta = timedelta(hours=24)
    per_document: int = 4
    limits: tuple[Limit, ...] = (Limit(6, timedelta(days=30)),)
    takes_advice: bool = True
    final: frozenset[DeclineClass] = frozenset({DeclineClass.HARD, DeclineClass.DATA})


# Source: a Visa card may be tried again 15 times in 30 days; Mastercard fines from the eleventh
# decline in 24 hours and from the thirty-sixth in 30 days.
_BRAND_LIMITS = {
    CardBrand.VISA: (Limit(15, timedelta(days=30)),),
    CardBrand.MASTERCARD: (
        Limit(10, timedelta(hours=24)),
        Limit(35, timedelta(days=30)),
    ),
    CardBrand.OTHER: (),
}
# Mastercard's advice "try later" means 72 hours. The gateway does not pass it on, so programs that
# charge by themselves always assume it.
_ADVISED_PAUSE = Limit(1, timedelta(hours=72))
# Source: Visa's first category, the issuer will never approve; lists of several years, joined. 003
# stands in older ones but speaks of the merchant, so it says nothing about a card.
_NEVER_CODES = frozenset(
    {"004", "007", "012", "014", "015", "041", "043", "046", "057", "062", "078", "093"}
)
_STOPPED = {
    InstrumentKind.CARD: "never with this card",
    InstrumentKind.BANK: "never with this bank account",
}
# Soft codes of which even one more try is doubtful, and how many tries they allow in all.
_TRIES_BY_CODE = {"059": 2} | dict.fromkeys(("001", "002", "070", "107"), 3)
_TRIES_OF_UNSEEN_CODE = 2

_APPROVED_STATES = UNRECORDED_STATES | IN_SPLYNX_STATES


class RetryKind(StrEnum):
    """Whether a method may be charged for a document."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RetryVerdict:
    """The answer of the policy.

    Attributes:
        reason: A sentence for staff; "" for NOW.
        allowed_at: From when on, for LATER; UTC.
    """

    kind: RetryKind
    reason: str = ""
    allowed_at: datetime | None = None


_GO = RetryVerdict(RetryKind.NOW)


@dataclass(frozen=True, slots=True)
class RetryQuestion:
    """What is asked: may this method be charged for this document now?

    Attributes:
        document_key: `DocumentRef.key`.
        now: The present instant.
        timezone: The provider's, for the date in the reason.
        brand: The card's network; None when unknown, and then the strictest rules hold.
    """

    method: MethodKey
    document_key: str
    now: datetime
    timezone: tzinfo
    brand: CardBrand | None = None


PLANNED = RetryPolicy()
# A person with the customer on the phone knows what has changed: money was moved, the bank was
# called, the renewed card bears the old digits. What networks fine, and what is lost, stays out.
BY_HAND = RetryPolicy(
    days=(),
    spacing=timedelta(0),
    per_document=15,
    limits=(),
    takes_advice=False,
    final=frozenset({DeclineClass.HARD}),
)


def may_charge(
    question: RetryQuestion, attempts: Iterable[Attempt], policy: RetryPolicy = PLANNED
) -> RetryVerdict:
    """Judge one method by its past; the order of the attempts does not matter.

    An approval starts the count anew. What never reached the bank (not sent, or our own set-up at
    fault) does not count. Nor does what is still being checked: it blocks its own document anyway,
    and is no reason to leave the customer's others unpaid. A bank debit that was accepted and came
    back later is judged by `domain.bank_returns`, not here.
    """
    past = _since_last_approval(question, attempts)
    words = _STOPPED[question.method.kind]
    # The latest of them speaks, since it is what staff last saw.
    for attempt in reversed(past):
        if question.method.was_saved_anew_since(MethodKey.of(attempt)):
            # The no was to another expiry date, number or account. Its try still counts below:
            # networks know a card by more than may be kept here.
            continue
        if attempt.decline_class in policy.final or attempt.action_code in _NEVER_CODES:
            return RetryVerdict(RetryKind.NEVER, _sentence(words, attempt.reason))
    here = [attempt for attempt in past if attempt.document.key == question.document_key]
    doubtful = _tries_by_code(here) if policy.takes_advice else []
    if len(here) >= min([policy.per_document, *doubtful]):
        told = f"for this document {words} again"
        return RetryVerdict(RetryKind.NEVER, _sentence(told, f"tried {len(here)} times"))
    allowed_at = _allowed_at(question, policy, past, here)
    if allowed_at is None or allowed_at <= question.now:
        return _GO
    told = f"not before {moment_in_words(allowed_at, question.timezone, now=question.now)}"
    return RetryVerdict(RetryKind.LATER, _sentence(told, past[-1].reason), allowed_at)


def _since_last_approval(question: RetryQuestion, attempts: Iterable[Attempt]) -> list[Attempt]:
    """The tries that count against the method, oldest first, each once."""
    latest: dict[str, Attempt] = {}
    for attempt in attempts:
        if not MethodKey.of(attempt).may_be(question.method):
            continue
        known = latest.get(attempt.id)
        if known is None or (known.updated_at, known.state) < (attempt.updated_at, attempt.state):
            latest[attempt.id] = attempt
    ordered = sorted(latest.values(), key=lambda attempt: (_at(attempt), attempt.id))
    past: list[Attempt] = []
    for attempt in ordered:
        if attempt.state in _APPROVED_STATES:
            past = []
        elif _counts(attempt):
            past.append(attempt)
    return past


def _counts(attempt: Attempt) -> bool:
    is_declined = attempt.state is AttemptState.DECLINED
    return is_declined and attempt.decline_class != DeclineClass.SETUP


def _at(attempt: Attempt) -> datetime:
    return attempt.intent.created_at


def _tries_by_code(here: list[Attempt]) -> list[int]:
    """How many tries of one document its declines allow in all, where a code says so."""
    codes = {attempt.action_code for attempt in here if attempt.action_code is not None}
    return [
        _TRIES_BY_CODE.get(code, _TRIES_OF_UNSEEN_CODE)
        for code in codes
        if code in _TRIES_BY_CODE or code not in KNOWN_CODES
    ]


def _allowed_at(
    question: RetryQuestion, policy: RetryPolicy, past: list[Attempt], here: list[Attempt]
) -> datetime | None:
    spacing = [Limit(1, policy.spacing)] if policy.spacing else []
    limits = [*spacing, *policy.limits, *_brand_limits(question, policy)]
    moments = [
        _at(past[-limit.tries]) + limit.window for limit in limits if len(past) >= limit.tries
    ]
    if here and policy.days:
        days = policy.days[min(len(here), len(policy.days)) - 1]
        moments.append(_at(here[0]) + timedelta(days=days))
    if not moments:
        return None
    # Told by the minute, so rounded up to one: at the minute told it must be allowed.
    latest = max(moments)
    whole = latest.replace(second=0, microsecond=0)
    return whole if whole == latest else whole + timedelta(minutes=1)


def _brand_limits(question: RetryQuestion, policy: RetryPolicy) -> tuple[Limit, ...]:
    if question.method.kind is InstrumentKind.BANK:
        return ()
    brands = tuple(_BRAND_LIMITS) if question.brand is None else (question.brand,)
    fined = tuple(limit for brand in brands for limit in _BRAND_LIMITS[brand])
    is_advised = policy.takes_advice and CardBrand.MASTERCARD in brands
    return (*fined, _ADVISED_PAUSE) if is_advised else fined


def _sentence(head: str, reason: str) -> str:
    text = f"{head[0].upper()}{head[1:]}"
    return f"{text}: {reason.rstrip('.')}." if reason else f"{text}."
