"""What a comparison of the three books can find, as values, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import AttemptId, PaymentId
from ippay_desktop.domain.money import Money, total
from ippay_desktop.domain.profile import RecordBank

if TYPE_CHECKING:
    from collections.abc import Iterable


class FindingKind(StrEnum):
    """What the three books say together about one charge; MATCHED when they agree.

    STRANGER: money that the gateway moved, and not for this program.
    """

    MATCHED = "matched"
    CHARGE_WITHOUT_PAYMENT = "charge_without_payment"
    PAYMENT_WITHOUT_CHARGE = "payment_without_charge"
    DUPLICATE = "duplicate"
    OTHER_AMOUNT = "other_amount"
    STRANGER = "stranger"


class Case(Enum):
    """The situations behind the kinds; each has its next step."""

    AGREED = auto()
    AGREED_ELSEWHERE = auto()
    UNRECORDED = auto()
    STILL_CHECKED = auto()
    DENIED = auto()
    PAYMENT_GONE = auto()
    UNRECORDED_ELSEWHERE = auto()
    OTHER_CUSTOMERS_CHARGE = auto()
    OTHER_CUSTOMERS_PAYMENT = auto()
    NEVER_CHARGED = auto()
    TAKEN_BACK = auto()
    TAKEN_BACK_UNRECORDED = auto()
    CLAIMED_ONLY = auto()
    CHARGED_TWICE = auto()
    RECORDED_TWICE = auto()
    SAME_ORDER = auto()
    AMOUNTS_DIFFER = auto()
    REFUND_NOT_ENTERED = auto()
    DENIED_BUT_AGREED = auto()
    STRANGER_RECORDED = auto()
    STRANGER_UNRECORDED = auto()
    STRANGER_REFUND = auto()
    STRANGER_OTHER = auto()


_K, _C = FindingKind, Case
STEPS: dict[Case, tuple[FindingKind, str]] = {
    _C.AGREED: (_K.MATCHED, "Nothing to do."),
    _C.AGREED_ELSEWHERE: (
        _K.MATCHED,
        "Nothing to do: this program charged and recorded it at another computer.",
    ),
    _C.UNRECORDED: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "The money was taken and Splynx has no payment: open Attention and let it be recorded.",
    ),
    _C.STILL_CHECKED: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "IPpay has the charge while it is still being checked here: open Attention and ask again.",
    ),
    _C.DENIED: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "IPpay has charged what this program counts as not charged: don't charge it again, have "
        "it refunded or record it, and tell support.",
    ),
    _C.PAYMENT_GONE: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "The payment was recorded and is no longer in Splynx: find out who removed it, and why. If "
        "that was a mistake, enter it again under its receipt number; if the money went back, mark "
        "this as dealt with, and the document can be charged again.",
    ),
    _C.UNRECORDED_ELSEWHERE: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "This program charged it at another computer and Splynx has no payment: look there.",
    ),
    _C.OTHER_CUSTOMERS_CHARGE: (
        _K.CHARGE_WITHOUT_PAYMENT,
        "Its payment lies with another customer: move it in Splynx to the one who was charged.",
    ),
    _C.OTHER_CUSTOMERS_PAYMENT: (
        _K.PAYMENT_WITHOUT_CHARGE,
        "Another customer was charged for this payment: move it in Splynx to that one.",
    ),
    _C.NEVER_CHARGED: (
        _K.PAYMENT_WITHOUT_CHARGE,
        "Splynx has a payment that IPpay knows no charge of: ask IPpay, and if it has none, remove "
        "the payment.",
    ),
    _C.TAKEN_BACK: (
        _K.PAYMENT_WITHOUT_CHARGE,
        "The money went back and the payment is still in Splynx: remove it, so that the document "
        "is owed again.",
    ),
    _C.TAKEN_BACK_UNRECORDED: (
        _K.PAYMENT_WITHOUT_CHARGE,
        "The money went back before it was recorded: don't record it; tell support.",
    ),
    _C.CLAIMED_ONLY: (
        _K.PAYMENT_WITHOUT_CHARGE,
        "This program counts it as charged and IPpay's books don't have it: ask IPpay before "
        "anything is recorded or charged again.",
    ),
    _C.CHARGED_TWICE: (
        _K.DUPLICATE,
        "IPpay has charged it more than once under one id: have the surplus refunded.",
    ),
    _C.RECORDED_TWICE: (
        _K.DUPLICATE,
        "Splynx has more than one payment for one charge: remove the surplus.",
    ),
    _C.SAME_ORDER: (
        _K.DUPLICATE,
        "The same order was charged the same amount before: look whether both were owed, and have "
        "one refunded if not.",
    ),
    _C.AMOUNTS_DIFFER: (
        _K.OTHER_AMOUNT,
        "The amounts differ: correct the payment in Splynx to what was charged, or have the "
        "difference refunded.",
    ),
    _C.REFUND_NOT_ENTERED: (
        _K.OTHER_AMOUNT,
        "The money went back to the customer and Splynx does not know it yet: enter it there as "
        "Attention says.",
    ),
    _C.DENIED_BUT_AGREED: (
        _K.OTHER_AMOUNT,
        "IPpay and Splynx agree on a charge that this program counts as not made: tell support.",
    ),
    _C.STRANGER_RECORDED: (
        _K.STRANGER,
        "Charged outside this program, and recorded: nothing to do if somebody knows of it.",
    ),
    _C.STRANGER_UNRECORDED: (
        _K.STRANGER,
        "Charged outside this program, and Splynx has no such payment: find out for whom it was.",
    ),
    _C.STRANGER_REFUND: (
        _K.STRANGER,
        "Paid back outside this program: see that Splynx knows of it.",
    ),
    _C.STRANGER_OTHER: (
        _K.STRANGER,
        "IPpay's books hold an operation that this program does not know: ask IPpay what it was.",
    ),
}


_AGREED_WITHOUT_US = frozenset({_C.AGREED, _C.AGREED_ELSEWHERE, _C.STRANGER_RECORDED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where to look: the ids in the three books, each in order.

    Attributes:
        transaction_id: Of the charge; "#" and the gateway's number where a row bears none.
        related: Transaction ids of charges under the same order.
    """

    transaction_id: str
    attempts: tuple[AttemptId, ...]
    gateway_numbers: tuple[int, ...]
    payments: tuple[PaymentId, ...]
    order_number: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """One amount in each of the three books: our journal, the gateway's, Splynx."""

    claimed: Money
    charged: Money
    recorded: Money

    def __sub__(self, other: Sums) -> Sums:
        return Sums(
            self.claimed - other.claimed,
            self.charged - other.charged,
            self.recorded - other.recorded,
        )


def added_up(sums: Iterable[Sums], currency: str) -> Sums:
    """Sums, book by book."""
    every = tuple(sums)
    return Sums(
        total([one.claimed for one in every], currency),
        total([one.charged for one in every], currency),
        total([one.recorded for one in every], currency),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one charge.

    Attributes:
        day: The day it belongs to; None when nothing tells.
        gross: What each book says was taken, before anything went back. The gateway's amounts are
            in the reading that agrees with ours.
        back: What each says went back: voids, refunds and bank returns. Splynx's interface shows
            no refunds, so of those its book holds what a person said is entered there.
        next_step: One sentence.
    """

    kind: FindingKind
    case: Case
    evidence: Evidence
    day: date | None
    gross: Sums
    back: Sums
    next_step: str

    @property
    def net(self) -> Sums:
        """What each book leaves of it: equal where the books are."""
        return self.gross - self.back

    @property
    def is_elsewhere(self) -> bool:
        """Whether gateway and Splynx agree about a charge that is not in our journal to claim."""
        return self.case in _AGREED_WITHOUT_US and not self.gross.claimed.minor

    @property
    def difference(self) -> Money:
        """Charged and not recorded; negative when recorded and not charged."""
        return self.net.charged - self.net.recorded


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over findings; see `Finding`."""

    count: int
    gross: Sums
    back: Sums

    @property
    def net(self) -> Sums:
        """What each book leaves."""
        return self.gross - self.back


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be judged.

    Attributes:
        period: Days of the provider's calendar.
        as_of: Up to when the gateway's reports can be taken for whole; what is younger and does
            not agree yet is awaited, not accused.
        terminals: Of this profile; none for all.
        record_bank: SETTLED leaves an accepted bank debit unrecorded until it is held long enough.
    """

    period: Period
    currency: str
    timezone: tzinfo
    as_of: datetime
    terminals: frozenset[str] = frozenset()
    record_bank: RecordBank = RecordBank.ACCEPTED


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The findings of a period, by day and id.

    Attributes:
        awaited: Charges of the period that cannot be judged yet.
    """

    scope: Scope
    findings: tuple[Finding, ...]
    awaited: tuple[Finding, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything that can be judged matched."""
        return all(finding.kind is FindingKind.MATCHED for finding in self.findings)

    @property
    def differences(self) -> tuple[Finding, ...]:
        """What somebody must look at: not what matched, nor strangers that Splynx knows of."""
        return tuple(
            finding
            for finding in self.findings
            if finding.kind is not FindingKind.MATCHED
            and finding.case is not Case.STRANGER_RECORDED
        )

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @property
    def own(self) -> Totals:
        """Sums to compare: without what others charged and recorded, of which we have no book."""
        return totals_of(
            (one for one in self.findings if not one.is_elsewhere), self.scope.currency
        )

    @property
    def elsewhere(self) -> Totals:
        """Sums of what others charged and recorded."""
        return totals_of((one for one in self.findings if one.is_elsewhere), self.scope.currency)

    def totals(self, kind: FindingKind | None = None) -> Totals:
        """Sums over one kind, or over all findings."""
        return totals_of(self.findings if kind is None else self.of(kind), self.scope.currency)


def totals_of(findings: Iterable[Finding], currency: str) -> Totals:
    """Sums over some findings."""
    chosen = tuple(findings)
    return Totals(
        len(chosen),
        added_up((one.gross for one in chosen), currency),
        added_up((one.back for one in chosen), currency),
    )
