"""When the gateway's "not found" may be believed, of charges and of what is given back alike."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ippay_desktop.domain.profile import ChargingPolicy

FORGOTTEN = "IPpay may forget an id after 90 days, and this is older: ask IPpay what became of it."
# Source: IPpay wants ids unique within 90 days, so it may know none that is older.
_ID_IS_KEPT = timedelta(days=89)
# However long a clock says that a hold has lasted: so many answers, each after its own delay.
_LEAST_ENQUIRIES = 5


def may_be_forgotten(sent_at: datetime, now: datetime) -> bool:
    """Whether the gateway may have dropped an id, so that "not found" says nothing about it."""
    return now - sent_at >= _ID_IS_KEPT


def hold_has_passed(
    policy: ChargingPolicy, not_found_since: datetime | None, enquiries: int, now: datetime
) -> bool:
    """Whether a series of "not found" has lasted long enough to prove that nothing was processed.

    A computer's clock is set right, or wrong, by hours or days at once. So the series must also
    hold as many answers as the schedule brings in that time, five at the most.
    """
    hold = timedelta(seconds=policy.not_found_hold_s)
    return (
        not_found_since is not None
        and now - not_found_since >= hold
        and enquiries >= _least_enquiries(policy)
    )


def _least_enquiries(policy: ChargingPolicy) -> int:
    left, count, delays = policy.not_found_hold_s, 1, policy.enquiry_delays_s
    while count < _LEAST_ENQUIRIES and left > 0:
        left -= delays[min(count, len(delays) - 1)]
        count += left >= 0
    return count
