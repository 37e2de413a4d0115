"""Whether a document whose bank debit came back may be debited again from the same account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.bank_debit import bank_day, expected_on
from ippay_desktop.domain.bank_return_codes import PresentAgain
from ippay_desktop.domain.bank_returns import may_present_again, return_rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ippay_desktop.domain.charge import Attempt

# Source: whether IPpay presents such a debit again by itself, and marks ours as the rules ask, is
# not documented. Until it has said so a run would perhaps be a collection too many.
_BY_HAND = (
    "A run does not debit it again, as IPpay may do so by itself: ask IPpay, then charge it singly."
)


def debit_again_obstacle(
    returned: Iterable[Attempt], *, document_key: str, last4: str, today: date, is_planned: bool
) -> str:
    """Why a document may not be debited once more, as a sentence; "" when it may.

    Args:
        returned: Debits of the customer that came back.
        document_key: Which document would be debited.
        last4: Of the account.
        today: The banks' day.
        is_planned: A run would do it, and no person looks at each.
    """
    same = sorted(
        (
            attempt
            for attempt in returned
            if attempt.is_bank
            and attempt.returned_at is not None
            and (attempt.document.key, attempt.intent.last4) == (document_key, last4)
        ),
        key=lambda attempt: attempt.intent.created_at,
    )
    if not same:
        return ""
    first, latest = same[0], same[-1]
    code = latest.return_code or "?"
    rule = return_rule(code)
    if rule.is_method_unusable:
        # The mark on the saved account speaks for it, and a person may end that.
        return ""
    settled_on = bank_day(first.settled_at) if first.settled_at else expected_on(first)
    leave = may_present_again(code, presentments=len(same), settled_on=settled_on, today=today)
    words = f"Returned {rule.code} before."
    # Whether a cause is remedied, such as a wrong date, only a person can tell.
    is_remedied = rule.again is PresentAgain.CORRECTED and not is_planned
    if not (leave.is_allowed or is_remedied):
        return f"{words} {leave.reason}"
    return f"{words} {_BY_HAND}" if is_planned else ""
