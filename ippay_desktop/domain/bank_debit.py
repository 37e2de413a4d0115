"""Where a bank debit stands: when it should settle, when it is late, and what its return means."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ippay_desktop.domain.bank_calendar import expected_settlement, next_banking_day
from ippay_desktop.domain.bank_returns import return_rule

if TYPE_CHECKING:
    from datetime import date, datetime

    from ippay_desktop.domain.charge import Attempt

# The banks' day: the Federal Reserve's operators keep Eastern time.
BANK_ZONE = ZoneInfo("America/New_York")
_PATIENCE_BANKING_DAYS = 2


def bank_day(moment: datetime) -> date:
    """The day of an instant by the banks' calendar."""
    return moment.astimezone(BANK_ZONE).date()


def expected_on(attempt: Attempt) -> date:
    """The day on which a bank debit is expected to settle; an expectation, never a proof."""
    return expected_settlement(bank_day(attempt.intent.created_at))


def is_overdue(attempt: Attempt, now: datetime) -> bool:
    """Whether a bank debit should have settled some banking days ago, and nobody has said so."""
    if not attempt.awaits_bank:
        return False
    return bank_day(now) > next_banking_day(expected_on(attempt), _PATIENCE_BANKING_DAYS)


def return_words(attempt: Attempt) -> str:
    """Such as "Returned R01: There was not enough money on the account."."""
    if not attempt.return_code:
        return "Returned: The bank did not pay."
    rule = return_rule(attempt.return_code)
    return f"Returned {rule.code}: {rule.meaning}"
