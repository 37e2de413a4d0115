"""What happened to a charge, in the words of staff: one line for each entry of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import ChargeEvent
from ippay_desktop.domain.reversal import ReversalEvent
from ippay_desktop.ui.text import clock_time, day, mark, said, tr

if TYPE_CHECKING:
    from ippay_desktop.domain.reversal_port import LogLine

_C, _R = ChargeEvent, ReversalEvent
# The journal's own two entries that are no event: an intent, of a charge and of a reversal.
EVENT_WORDS: dict[str, str] = {
    "intent_recorded": mark("Written down, before anything was sent"),
    _C.ANSWERED_APPROVED: mark("IPpay approved it"),
    _C.ANSWERED_DECLINED: mark("IPpay declined it"),
    _C.ANSWERED_UNCLEAR: mark("No answer that can be trusted"),
    _C.PROVEN_NOT_SENT: mark("Not sent"),
    _C.LEFT_BEHIND: mark("The program ended meanwhile"),
    _C.ENQUIRY_APPROVED: mark("Asked: IPpay says approved"),
    _C.ENQUIRY_DECLINED: mark("Asked: IPpay says declined"),
    _C.ENQUIRY_VOIDED: mark("Asked: IPpay says voided"),
    _C.ENQUIRY_NOT_FOUND: mark("Asked: IPpay does not know it"),
    _C.ENQUIRY_UNCLEAR: mark("Asked: no clear answer"),
    _C.APPROVAL_CONFIRMED: mark("Approved, asked twice"),
    _C.HOLD_PASSED: mark("Never found for long enough: nothing happened"),
    _C.POSTING_STARTED: mark("Being recorded in Splynx"),
    _C.POSTING_NOT_SENT: mark("Recording not sent"),
    _C.POSTING_UNCLEAR: mark("Recording: no clear answer from Splynx"),
    _C.POSTING_SEARCHED: mark("Looked for the payment in Splynx"),
    _C.POSTING_REFUSED: mark("Splynx refused the payment"),
    _C.PAYMENT_CONFLICTED: mark("Splynx has more than one payment for it"),
    _C.PAYMENT_POSTED: mark("Payment is in Splynx"),
    _C.PAYMENT_VERIFIED: mark("Payment read back: it settled the document"),
    _C.PAYMENT_MISPLACED: mark("Payment read back: it settled something else"),
    _C.BANK_SETTLED: mark("The bank has paid"),
    _C.BANK_RETURNED: mark("The bank returned it"),
    _C.BOOKS_SHOW_CHARGE: mark("IPpay's reports show the charge"),
    _C.BOOKS_SHOW_REFUSAL: mark("IPpay's reports show a refusal"),
    _C.BOOKS_SHOW_VOID: mark("IPpay's reports show a void"),
    _C.RETURN_CLEARED: mark("The returned payment is out of Splynx"),
    _C.VOID_CLEARED: mark("The voided payment is out of Splynx"),
    _C.PERSON_SAID_SETTLED: mark("A person said: the bank has paid"),
    _C.PERSON_SAID_RETURNED: mark("A person said: the bank returned it"),
    _C.PERSON_SAID_APPROVED: mark("A person said: approved"),
    _C.PERSON_SAID_DECLINED: mark("A person said: declined"),
    _C.PERSON_SAID_NEVER_SENT: mark("A person said: never sent"),
    _C.PERSON_ACCEPTED_LANDING: mark("A person accepted where the payment landed"),
    "reversal_recorded": mark("Written down, before anything was sent"),
    _R.ANSWERED_DONE: mark("IPpay gave it back"),
    _R.ANSWERED_REFUSED: mark("IPpay refused"),
    _R.FOUND_DONE: mark("Asked: IPpay says given back"),
    _R.FOUND_VOIDED: mark("Asked: IPpay says voided"),
    _R.FOUND_REFUSED: mark("Asked: IPpay says refused"),
    _R.FOUND_UNDONE: mark("Asked: IPpay took the refund back"),
    _R.FOUND_NOTHING: mark("Asked: IPpay does not know it"),
    _R.FOUND_UNCLEAR: mark("Asked: no clear answer"),
    _R.DONE_CONFIRMED: mark("Given back, asked twice"),
    _R.REPORT_SAID_DONE: mark("IPpay's reports show it given back"),
    _R.REPORT_SAID_REFUSED: mark("IPpay's reports show a refusal"),
    _R.DELETION_STARTED: mark("Our payment is being deleted in Splynx"),
    _R.DELETION_NOT_SENT: mark("Deletion not sent"),
    _R.DELETION_UNCLEAR: mark("Deletion: no clear answer from Splynx"),
    _R.ENTRY_NEEDED: mark("A person must enter it in Splynx"),
    _R.PAYMENT_GONE: mark("Our payment is gone from Splynx"),
    _R.PERSON_SAID_DONE: mark("A person said: given back"),
    _R.PERSON_SAID_REFUSED: mark("A person said: refused"),
    _R.PERSON_ENTERED: mark("A person entered it in Splynx"),
}


def history_line(line: LogLine) -> str:
    """When, about what, what happened, and why."""
    event = tr(EVENT_WORDS[line.event])
    about = tr("Giving back: ") if line.reversal_id is not None else ""
    reason = line.facts.get("reason")
    told = f". {said(str(reason))}" if reason else ""
    at = line.at.astimezone()
    return f"{day(at.date())} {clock_time(at)}  {about}{event}{told}"
