"""When the gateway's "not found" may be believed, of charges and of what is given back alike."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ippay_desktop.services.waiting import ABSENT

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.profile import ChargingPolicy
    from ippay_desktop.services.workspace import Workspace

FORGOTTEN = "IPpay may forget an id after 90 days, and this is older: ask IPpay what became of it."
# Source: IPpay wants ids unique within 90 days, so it may know none that is older.
_ID_IS_KEPT = timedelta(days=89)
# However long a clock says that a hold has lasted: so many answers, each after its own delay.
_LEAST_ENQUIRIES = 5


def may_be_forgotten(sent_at: datetime, now: datetime) -> bool:
    """Whether the gateway may have dropped an id, so that "not found" says nothing about it."""
    return now - sent_at >= _ID_IS_KEPT


def hold_has_passed(
    workspace: Workspace, subject: str, not_found_since: datetime | None, enquiries: int
) -> bool:
    """Whether a series of "not found" has lasted long enough to prove that nothing was processed.

    A computer's clock is set right, or wrong, by hours or days at once. So another clock must agree
    (`Waits`), and the series must also hold as many answers as the schedule brings in that time,
    five at the most. Blocks.

    Args:
        workspace: Whose policy says how long and how often.
        subject: The id of the attempt or reversal.
        not_found_since: When the unbroken series began.
        enquiries: How often was asked in all.
    """
    policy = workspace.profile.policy
    return (
        not_found_since is not None
        and enquiries >= _least_enquiries(policy)
        and not workspace.waits.left(
            workspace, f"{subject}:{ABSENT}", not_found_since, policy.not_found_hold_s
        )
    )


def _least_enquiries(policy: ChargingPolicy) -> int:
    left, count, delays = policy.not_found_hold_s, 1, policy.enquiry_delays_s
    while count < _LEAST_ENQUIRIES and left > 0:
        left -= delays[min(count, len(delays) - 1)]
        count += left >= 0
    return count
