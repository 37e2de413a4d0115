"""Earlier tries under a charge's transaction id, which the gateway may mean when it says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.outcome import KNOWN_ID_CODE
from ippay_desktop.domain.ports import AttemptFilter

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt
    from ippay_desktop.services.workspace import Workspace

_OTHER_AMOUNT = (
    "IPpay may mean an earlier try of this charge, for {amount}: compare the amount in IPpay's own "
    "pages, then decide."
)


def doubt_about_amount(workspace: Workspace, attempt: Attempt) -> str:
    """Why a yes may not be about this amount, a sentence; "" when it is. Blocks.

    An id is presented again after a try that was never found. Should that try have arrived after
    all, a gateway that repeats its first answer approves the old amount, and neither that answer
    nor an enquiry tells which. A try that provably never left is no such try, unless the gateway
    itself has said that it knows the id.
    """
    intent = attempt.intent
    wanted = AttemptFilter(splynx_host=intent.splynx_host, document_key=intent.document.key)
    for other in workspace.journal.attempts(wanted):
        may_have_arrived = other.enquiries > 0 or attempt.action_code == KNOWN_ID_CODE
        is_other = (
            other.intent.transaction_id == intent.transaction_id
            and other.intent.amount != intent.amount
        )
        if is_other and may_have_arrived:
            return _OTHER_AMOUNT.format(amount=other.intent.amount.text())
    return ""
