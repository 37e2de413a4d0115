"""What an answer of IPpay to a void or refund means for money.

The same rule as for charges: a yes must agree with itself in every part, a no must be a definite no
and provably ours, and whatever lies between is UNKNOWN: it costs a question, never a second refund.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ippay_desktop.adapters.ippay.answers import classify_enquiry, unclear
from ippay_desktop.adapters.ippay.codes import CodeKind, is_code, meaning
from ippay_desktop.adapters.redact import plain_words
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import (
    EnquiryAnswer,
    EnquiryVerdict,
    ReversalAnswer,
    ReversalVerdict,
)
from ippay_desktop.domain.reversal import Operation

if TYPE_CHECKING:
    from ippay_desktop.adapters.ippay.codes import Meaning
    from ippay_desktop.adapters.ippay.xml import Answer
    from ippay_desktop.domain.identifiers import TransactionId

CHECKED = "whether the money went back is being checked."
_ANOTHER_ID = "IPpay's answer is about another transaction; stop, and tell support."
_CATCH_ALL = "900"
_NOT_ALLOWED = frozenset({"942", "943"})
_QUOTED_CHARACTERS = 60

# Words of a yes by operation. Source: current and older texts of IPpay's test host; only a text
# that contradicts itself is doubted, as a text alone decides nothing.
_YES = {
    Operation.VOID: re.compile(r"(?i)\bvoid|^approved|^accepted|\brevers"),
    Operation.LINKED_CREDIT: re.compile(r"(?i)^approved|^accepted|\breturn|\brefund|\bcredit"),
    Operation.FREE_CREDIT: re.compile(r"(?i)^approved|^accepted|\breturn|\brefund|\bcredit"),
    Operation.BANK_CREDIT: re.compile(r"(?i)^(check )?(approved|accepted)|\brevers|\bcredit"),
}
_DOUBT = re.compile(
    r"(?i)declin|denie|\bnot?\b|refus|reject|fail|error|invalid|pending|review|unknown|unable"
    r"|cannot|too late|duplicat|already"
)
_DUPLICATE = re.compile(r"(?i)duplicat|trans\w*[ _-]*id\b|\b(re-?)?used\b|unique|\bexists\b")
_WENT_BACK = re.compile(r"(?i)^(return|refund|credit|check)? ?(approved|accepted|successful)\b")
_VOID = re.compile(r"(?i)\bvoid")

_DONE = {
    Operation.VOID: "The charge was voided.",
    Operation.LINKED_CREDIT: "The refund was accepted.",
    Operation.FREE_CREDIT: "The refund was accepted.",
    Operation.BANK_CREDIT: "IPpay accepted the refund to the bank account; it takes some days.",
}
_UNFIT = {
    Operation.VOID: "IPpay does not void it any more; the day's batch has probably closed.",
    Operation.LINKED_CREDIT: "IPpay does not find the charge, or it was given back already.",
}


def unknown(reason: str, action_code: str | None = None) -> ReversalAnswer:
    """Money may have gone back."""
    return ReversalAnswer(ReversalVerdict.UNKNOWN, reason, action_code)


def classify_reversal(
    answer: Answer, transaction_id: TransactionId, operation: Operation
) -> ReversalAnswer:
    """What the answer to a VOID, CREDIT or REVERSAL means."""
    code = answer.action_code
    if answer.transaction_id not in {"", transaction_id}:
        return unknown(_ANOTHER_ID)
    if not is_code(code):
        return unknown(f"IPpay's answer lacks its code; {CHECKED}")
    known = meaning(code)
    if _is_duplicate(answer, known, operation):
        return _duplicate(operation, code)
    if known.kind is CodeKind.APPROVAL:
        return _done(answer, operation)
    if known.kind in {CodeKind.DECLINE, CodeKind.REFUSAL, CodeKind.REFERENCE}:
        return _no(answer, known, operation)
    return unknown(f"IPpay's answer settles nothing; {CHECKED}", code)


def _is_duplicate(answer: Answer, known: Meaning, operation: Operation) -> bool:
    if known.kind is CodeKind.DUPLICATE:
        return True
    texts = f"{answer.response_text} {answer.error_message}"
    return operation.has_own_id and bool(_DUPLICATE.search(texts))


def _duplicate(operation: Operation, code: str) -> ReversalAnswer:
    if operation.has_own_id:
        reason = "IPpay has had this refund before; its first outcome counts."
        return ReversalAnswer(ReversalVerdict.DUPLICATE, reason, code)
    # It bears the charge's id, so no enquiry could tell which of the two was meant.
    return unknown(f"IPpay speaks of a duplicate; {CHECKED}", code)


def _done(answer: Answer, operation: Operation) -> ReversalAnswer:
    text, code = answer.response_text, answer.action_code
    doubt = ""
    if not answer.transaction_id:
        doubt = "IPpay's yes does not say what it is about"
    elif answer.error_message:
        doubt = "IPpay's yes carries an error"
    elif answer.has_additional_info and operation is Operation.BANK_CREDIT:
        doubt = "IPpay holds the refund for a reason"
    elif _DOUBT.search(text) or (text and not _YES[operation].search(text)):
        doubt = "IPpay's answer says yes and something else"
    elif operation is not Operation.VOID and _VOID.search(text):
        doubt = "IPpay's answer speaks of a void, not of a refund"
    if doubt:
        return unknown(f"{doubt}; {CHECKED}", code)
    return ReversalAnswer(ReversalVerdict.DONE, _DONE[operation], code, answer.approval or None)


def _no(answer: Answer, known: Meaning, operation: Operation) -> ReversalAnswer:
    code = answer.action_code
    # A refusal of the request's form may lack the id; a no about a charge must name it.
    must_be_named = known.kind is not CodeKind.REFUSAL
    if answer.has_approval or _says_yes(answer, operation):
        return unknown(f"IPpay's answer says both yes and no; {CHECKED}", code)
    if must_be_named and not answer.transaction_id:
        return unknown(f"IPpay's answer does not say what it is about; {CHECKED}", code)
    if code == _CATCH_ALL and not (answer.error_message or answer.response_text):
        return unknown(f"IPpay refused without saying why; {CHECKED}", code)
    if operation in _UNFIT and _is_about_the_charge(answer, known, operation):
        return ReversalAnswer(ReversalVerdict.UNFIT, _UNFIT[operation], code)
    return ReversalAnswer(
        ReversalVerdict.REFUSED,
        _why_refused(answer, known),
        code,
        is_credential_failure=known.is_credential_failure,
    )


def _says_yes(answer: Answer, operation: Operation) -> bool:
    text = answer.response_text
    return bool(_YES[operation].search(text)) and not _DOUBT.search(text)


def _is_about_the_charge(answer: Answer, known: Meaning, operation: Operation) -> bool:
    """Whether the state of the charge is why it was refused.

    Source: the code of a void after the batch has closed is not documented; 025, 077, 958 and the
    catch-all are thinkable.
    """
    if known.kind is CodeKind.REFERENCE:
        return True
    return (
        operation is Operation.VOID
        and answer.action_code == _CATCH_ALL
        and bool(answer.transaction_id)
    )


def _why_refused(answer: Answer, known: Meaning) -> str:
    if answer.action_code in _NOT_ALLOWED:
        return f"IPpay does not allow this refund (code {answer.action_code}); ask IPpay."
    words = plain_words(answer.error_message, _QUOTED_CHARACTERS)
    said = f" (“{words}”)" if words else ""
    if known.kind is CodeKind.REFUSAL:
        head, separator, tail = known.sentence.partition(";")
        return f"{head}{said}{separator}{tail}"
    # Sentences about declined charges give advice for another try to charge.
    return f"The refund was refused with code {answer.action_code}{said}."


def classify_reversal_enquiry(
    answer: Answer, transaction_id: TransactionId, operation: Operation
) -> EnquiryAnswer:
    """What the answer to an enquiry says about a void or refund.

    Source: whether an enquiry under a shared id describes the charge or what followed it is not
    documented. So of a void only the words that it was voided count, and of a linked refund none.
    """
    kind = InstrumentKind.BANK if operation is Operation.BANK_CREDIT else InstrumentKind.CARD
    found = classify_enquiry(answer, transaction_id, kind)
    if operation is Operation.LINKED_CREDIT:
        return unclear("IPpay's enquiry cannot tell a refund from its charge.", found.action_code)
    if operation is Operation.VOID:
        if found.verdict is EnquiryVerdict.VOIDED:
            return found
        return unclear("IPpay's enquiry does not say that it was voided.", found.action_code)
    return _about_a_refund(answer, found)


def _about_a_refund(answer: Answer, found: EnquiryAnswer) -> EnquiryAnswer:
    text, code = answer.response_text, found.action_code
    reasons = {
        EnquiryVerdict.APPROVED: "IPpay says it accepted the refund.",
        EnquiryVerdict.NOT_FOUND: "IPpay has no such refund now.",
        EnquiryVerdict.DECLINED: f"The refund was refused with code {code}.",
    }
    if found.verdict is EnquiryVerdict.VOIDED:
        # "Reversal" is also the name of what was asked for: only a void says that it was undone.
        if _VOID.search(text):
            return EnquiryAnswer(
                EnquiryVerdict.VOIDED, "IPpay took the refund back; no money was sent.", code
            )
        return unclear("IPpay's answer to the enquiry tells nothing certain.", code)
    if (
        found.verdict is EnquiryVerdict.UNCLEAR
        and code is not None
        and meaning(code).kind is CodeKind.APPROVAL
        and answer.transaction_id
        and answer.approval
        and not (answer.error_message or answer.has_additional_info)
        and _WENT_BACK.fullmatch(text)
    ):
        return EnquiryAnswer(
            EnquiryVerdict.APPROVED, reasons[EnquiryVerdict.APPROVED], code, answer.approval
        )
    return EnquiryAnswer(
        found.verdict, reasons.get(found.verdict, found.reason), code, found.approval
    )
