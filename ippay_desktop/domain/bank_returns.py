"""Bank debits that come back: rules by code, leave to present again, and return rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_return_codes import (
    RETURN_RULES,
    PresentAgain,
    ReturnClass,
    ReturnRule,
)
from ippay_desktop.domain.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTICE_OF_CHANGE = re.compile(r"C[0-9]{2}")
_SHOWABLE = re.compile(r"[A-Z][0-9]{1,3}")


def return_rule(code: str) -> ReturnRule:
    """What a code means, in any letter case; total: an unseen one is for a person to decide.

    Source: notices of change (C01 and the like) are not documented to come by the same way; should
    one come, it must not be taken for a return, since the debit stands.
    """
    name = code.strip().upper()
    if name in RETURN_RULES:
        return RETURN_RULES[name]
    shown = name if _SHOWABLE.fullmatch(name) else "?"
    if _NOTICE_OF_CHANGE.fullmatch(name):
        return ReturnRule(
            shown,
            "The debit stands, and the bank sends new details of the account.",
            ReturnClass.CORRECTION,
            PresentAgain.CORRECTED,
            is_method_unusable=False,
            next_step="Ask IPpay for the new details; they must be used from the next debit on.",
        )
    return ReturnRule(
        shown,
        "The debit came back for a reason that this program does not know.",
        ReturnClass.OTHER,
        PresentAgain.NEVER,
        is_method_unusable=True,
        next_step="Ask IPpay what this code means before the account is debited again.",
        is_known=False,
    )


# Source: the ACH rules let a debit returned for its funds be presented twice more, unchanged in
# name and amount, within 180 days of the original's settlement.
MOST_PRESENTMENTS = 3
_PRESENT_AGAIN_DAYS = 180


@dataclass(frozen=True, slots=True)
class Presentable:
    """Whether a returned debit may be presented again today.

    Attributes:
        reason: A sentence why not, or within what limits.
        last_day: The last day on which it may be; None when it may not.
    """

    is_allowed: bool
    reason: str
    last_day: date | None = None


_AGAIN_REASONS = {
    PresentAgain.REAUTHORIZED: "Not before the customer has permitted it anew, as a new debit.",
    PresentAgain.CORRECTED: "Only as a new debit, once its cause is remedied.",
    PresentAgain.NEVER: "Never with this bank account.",
}


def may_present_again(
    code: str, *, presentments: int, settled_on: date, today: date
) -> Presentable:
    """Whether the network's rules allow the same debit once more; leave and not advice.

    Whether the gateway marks a repeated debit as the rules ask, or repeats it by itself, is not
    documented: until IPpay has said so, a program should not use this leave unattended.

    Args:
        code: Of the latest return. R01 and R09 share one count.
        presentments: How often it was presented so far, the first time included.
        settled_on: When it settled the first time.
        today: The day it would be presented.

    Raises:
        InvariantError: a debit that was never presented cannot have come back.
    """
    if presentments < 1:
        raise InvariantError("A debit comes back only after it was presented.")
    rule = return_rule(code)
    if rule.again is not PresentAgain.TWICE:
        return Presentable(is_allowed=False, reason=_AGAIN_REASONS[rule.again])
    if presentments >= MOST_PRESENTMENTS:
        return Presentable(
            is_allowed=False, reason="Presented three times already; a fourth is not allowed."
        )
    last_day = settled_on + timedelta(days=_PRESENT_AGAIN_DAYS)
    if today > last_day:
        return Presentable(
            is_allowed=False,
            reason="Its first settlement is more than 180 days ago; ask the customer to pay anew.",
        )
    left = MOST_PRESENTMENTS - presentments
    times = "once more" if left == 1 else "twice more"
    return Presentable(
        is_allowed=True, reason=f"May be presented {times}, unchanged.", last_day=last_day
    )


RATE_DAYS = 60


@dataclass(frozen=True, slots=True)
class ReturnGauge:
    """One return rate over `RATE_DAYS` days, beside its ceiling.

    Attributes:
        returned: Debits that came back for such a reason.
        debits: All debits sent in the same days.
        ceiling: The share that must not be exceeded.
    """

    name: str
    returned: int
    debits: int
    ceiling: Fraction

    @property
    def rate(self) -> Fraction | None:
        """The share that came back; None without debits."""
        return Fraction(self.returned, self.debits) if self.debits else None

    @property
    def is_exceeded(self) -> bool:
        """Whether the share is above the ceiling; any return without a debit is."""
        return self.returned > self.ceiling * self.debits

    @property
    def room(self) -> int:
        """How many more may come back before the ceiling is exceeded; negative when it is."""
        return int(self.ceiling * self.debits // 1) - self.returned


# Source: the ACH network's return-rate ceilings over 60 days: unauthorized 0.5 %, administrative
# 3 %, all returns 15 %. None in place of the codes: all of them.
_GAUGES: tuple[tuple[str, frozenset[str] | None, Fraction], ...] = (
    ("unauthorized", frozenset({"R05", "R07", "R10", "R11", "R29", "R51"}), Fraction(5, 1000)),
    ("administrative", frozenset({"R02", "R03", "R04"}), Fraction(3, 100)),
    ("overall", None, Fraction(15, 100)),
)


def return_gauges(returns: Mapping[str, int], debits: int) -> tuple[ReturnGauge, ...]:
    """The three rates that the network watches, in the order above.

    Args:
        returns: How many debits came back by each code in the last 60 days. Notices of change are
            left out; unknown codes count in the overall rate.
        debits: How many debits were sent in those days.

    Raises:
        InvariantError: a count is negative.
    """
    if debits < 0 or any(count < 0 for count in returns.values()):
        raise InvariantError("Debits and returns are counted from zero.")
    counted = [
        (rule.code, count)
        for rule, count in ((return_rule(code), count) for code, count in returns.items())
        if rule.is_return
    ]
    return tuple(
        ReturnGauge(
            name,
            sum(count for code, count in counted if codes is None or code in codes),
            debits,
            ceiling,
        )
        for name, codes, ceiling in _GAUGES
    )
