"""What of a charge went back to the customer, as its reversals add up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The sum of a charge's reversals; amounts in minor units of the charge's currency.

    Attributes:
        is_voided: The whole charge was taken back before it settled.
        refunded_minor: What was sent back after it; never more than the charge.
        not_entered_minor: What of all that Splynx does not know yet, as the deletion of our payment
            or a person's entry is still to come.
        in_doubt_minor: What a reversal that is being checked would send back.
        is_being_reversed: A reversal is open: nothing else may happen to charge or document.
        is_payment_deleted: Our payment in Splynx was deleted with it.
        reason: What the latest reversal that counts says, for staff; "" when there is none.
    """

    is_voided: bool = False
    refunded_minor: int = 0
    not_entered_minor: int = 0
    in_doubt_minor: int = 0
    is_being_reversed: bool = False
    is_payment_deleted: bool = False
    reason: str = ""


NOTHING_GIVEN_BACK = GivenBack()
