"""What a gateway's answer can mean, apart from any gateway's codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# What the gateway's answer is filed under when it says, in whichever way, that it knows the id.
KNOWN_ID_CODE = "094"


class Verdict(StrEnum):
    """The meaning of the answer to a charge.

    APPROVED and ACCEPTED say money was taken, or will be (bank debit queued). DECLINED is the
    issuer's no; REFUSED is the gateway's no to our set-up or request. NOT_SENT is provably
    nothing. DUPLICATE says the gateway knows the id already: its first outcome is the answer.
    Everything else is UNKNOWN, and never becomes a no by waiting.
    """

    APPROVED = "approved"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"


class DeclineClass(StrEnum):
    """What may be tried after a no.

    SOFT later unchanged; DATA only with corrected or new data; HARD never again with this card
    or account; SETUP not before our own configuration is repaired.
    """

    SOFT = "soft"
    DATA = "data"
    HARD = "hard"
    SETUP = "setup"


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """The classified answer to a SALE or CHECK.

    Attributes:
        verdict: What it means.
        reason: One sentence for staff; no number from the body in it.
        action_code: The gateway's three digits, if it sent any.
        approval: The issuer's approval code.
        decline_class: Set for DECLINED and REFUSED.
        is_credential_failure: The terminal or password is wrong: no other charge will fare better.
    """

    verdict: Verdict
    reason: str
    action_code: str | None = None
    approval: str | None = None
    decline_class: DeclineClass | None = None
    is_credential_failure: bool = False


class EnquiryVerdict(StrEnum):
    """The meaning of the answer to an enquiry about one transaction id."""

    APPROVED = "approved"
    DECLINED = "declined"
    VOIDED = "voided"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class EnquiryAnswer:
    """The classified answer to an enquiry; fields as in `GatewayAnswer`."""

    verdict: EnquiryVerdict
    reason: str
    action_code: str | None = None
    approval: str | None = None
    decline_class: DeclineClass | None = None


class ReversalVerdict(StrEnum):
    """The meaning of the answer to a void or refund.

    DONE says the money goes back. UNFIT is a definite no because of the state that the charge is
    in there: settled, voided or given back already, or forgotten. REFUSED is any other definite no.
    NOT_SENT is provably nothing. DUPLICATE says the gateway knows the request's own id already.
    Everything else is UNKNOWN, and never becomes a no by waiting.
    """

    DONE = "done"
    UNFIT = "unfit"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReversalAnswer:
    """The classified answer to a VOID, CREDIT or REVERSAL; fields as in `GatewayAnswer`."""

    verdict: ReversalVerdict
    reason: str
    action_code: str | None = None
    approval: str | None = None
    is_credential_failure: bool = False
