"""What an answer of IPpay means for money.

An approval must agree with itself in every part; a no must be a definite no and provably ours.
Whatever lies between is UNKNOWN (of a charge) or UNCLEAR (of an enquiry): either costs a question,
never a second charge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ippay_desktop.adapters.ippay.codes import CodeKind, Meaning, is_code, meaning
from ippay_desktop.adapters.ippay.xml import Answer, Unreadable, parse
from ippay_desktop.adapters.redact import plain_words
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import (
    KNOWN_ID_CODE,
    DeclineClass,
    EnquiryAnswer,
    EnquiryVerdict,
    GatewayAnswer,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ippay_desktop.domain.identifiers import TransactionId

_OK_STATUS = 200
_REDIRECTS = range(300, 400)
_FORBIDDEN_STATUS = 403
_QUOTED_CHARACTERS = 60

CHECKED = "what became of the charge is being checked."
_ANOTHER_ID = "IPpay's answer is about another transaction; stop charging and tell support."
_UNREADABLE = {
    Unreadable.ECHO: "IPpay sent the request back in place of an answer",
    Unreadable.MALFORMED: "IPpay's answer is not readable",
}
_VERDICTS = {
    CodeKind.DECLINE: Verdict.DECLINED,
    CodeKind.REFUSAL: Verdict.REFUSED,
    CodeKind.REFERENCE: Verdict.UNKNOWN,
    CodeKind.DUPLICATE: Verdict.DUPLICATE,
    CodeKind.UNCERTAIN: Verdict.UNKNOWN,
}
_CATCH_ALL = "900"

# Words that contradict a yes, and words that contradict a no.
_DOUBT = re.compile(
    r"(?i)declin|denie|\bnot?\b|refus|reject|fail|error|invalid|void|revers|return|refund|pending"
    r"|review|unknown|unable|duplicat"
)
_YES = re.compile(r"(?i)^(check )?(approved|accepted)\b|^captur")
_UNDONE = re.compile(r"(?i)\bvoid|\brevers")
_NOT_UNDONE = re.compile(
    r"(?i)declin|denie|\bnot?\b|refus|reject|fail|error|invalid|pending|unable|cannot|too late"
)
_DUPLICATE = re.compile(r"(?i)duplicat")
# Our ids are always well formed, so a complaint about one can only be that it is taken.
_ID_TAKEN = re.compile(
    r"(?i)duplicat|\balready\b|\bexists\b|\b(re-?)?used\b|unique|trans\w*[ _-]*id\b"
)
_CARD_NUMBER = re.compile(r"(?i)card[ _-]*(number|num\b|no\b)|check digit")
_NOT_FOUND = re.compile(
    r"(?i)not (be )?(found|located|on file|exist)|doesn.?t exist|unknown transaction"
    r"|no (such )?(matching )?(record|transaction|original)|(cannot|unable to) (find|locate)"
)
_CHECK_ACCEPTED = re.compile(r"(?i)^check accepted$")


def read(status: int, body: bytes) -> Answer | str:
    """The answer in an HTTP response, or the beginning of a sentence why there is none.

    Source: IPpay answers approvals, declines and validation errors alike with status 200. Other
    statuses come from whatever stands before it, and say nothing about the charge.
    """
    if status in _REDIRECTS:
        return "The server sent the request elsewhere, and the program did not follow"
    if status == _FORBIDDEN_STATUS:
        return "The server refused access (HTTP 403); ask IPpay whether it lists your address"
    if status != _OK_STATUS:
        return f"The server answered with a fault (HTTP {status})"
    answer = parse(body)
    return _UNREADABLE[answer] if isinstance(answer, Unreadable) else answer


def unknown(reason: str, action_code: str | None = None) -> GatewayAnswer:
    """Money may have moved."""
    return GatewayAnswer(Verdict.UNKNOWN, reason, action_code)


def _is_another(answer: Answer, transaction_id: TransactionId) -> bool:
    return answer.transaction_id not in {"", transaction_id}


def classify_charge(
    answer: Answer, transaction_id: TransactionId, kind: InstrumentKind
) -> GatewayAnswer:
    """What the answer to a SALE (card) or CHECK (bank) means."""
    if _is_another(answer, transaction_id):
        return unknown(_ANOTHER_ID)
    code = answer.action_code
    if not is_code(code):
        return unknown(f"IPpay's answer lacks its code; {CHECKED}")
    known = meaning(code)
    if _is_duplicate(answer, known):
        return GatewayAnswer(Verdict.DUPLICATE, meaning(KNOWN_ID_CODE).sentence, KNOWN_ID_CODE)
    if known.kind is CodeKind.APPROVAL:
        return _approved(answer, kind)
    verdict = _VERDICTS[known.kind]
    if verdict in {Verdict.DECLINED, Verdict.REFUSED}:
        doubt = _doubt_about_no(answer, verdict)
        return unknown(f"{doubt}; {CHECKED}", code) if doubt else _no(answer, known, verdict)
    return GatewayAnswer(verdict, known.sentence, code)


def _is_duplicate(answer: Answer, known: Meaning) -> bool:
    """Whether the answer says that the id was used before.

    Source: nobody has published what a used id is answered with; 094, the catch-all 900 with
    words, and the first answer repeated are all thinkable.
    """
    texts = f"{answer.response_text} {answer.error_message}"
    if known.kind is CodeKind.REFUSAL:
        return bool(_ID_TAKEN.search(texts))
    return known.kind in {CodeKind.APPROVAL, CodeKind.DECLINE} and bool(_DUPLICATE.search(texts))


def _doubt_about_no(answer: Answer, verdict: Verdict) -> str:
    """Why a no cannot be believed; "" when it can.

    Source: validation errors (refusals) come without an id, declines with it.
    """
    if answer.has_approval or _YES.search(answer.response_text):
        return "IPpay's answer says both yes and no"
    if verdict is Verdict.DECLINED and not answer.transaction_id:
        return "IPpay's answer does not say which charge it is about"
    if answer.action_code == _CATCH_ALL and not (answer.error_message or answer.response_text):
        return "IPpay refused without saying why"
    return ""


def _no(answer: Answer, known: Meaning, verdict: Verdict) -> GatewayAnswer:
    sentence, decline_class = known.sentence, known.decline_class
    if answer.action_code == _CATCH_ALL and _CARD_NUMBER.search(answer.error_message):
        sentence, decline_class = meaning("912").sentence, DeclineClass.DATA
    words = plain_words(answer.error_message, _QUOTED_CHARACTERS)
    if words:
        head, separator, tail = sentence.partition(";")
        sentence = f"{head} (“{words}”){separator}{tail}"
    return GatewayAnswer(
        verdict,
        sentence,
        answer.action_code,
        decline_class=decline_class,
        is_credential_failure=known.is_credential_failure,
    )


_Rules = tuple[tuple["Callable[[Answer], bool]", str], ...]

_AGAINST_ANY_YES: _Rules = (
    (lambda answer: not answer.transaction_id, "IPpay's yes does not say which charge it is about"),
    (lambda answer: bool(answer.error_message), "IPpay's yes carries an error"),
    (lambda answer: bool(_DOUBT.search(answer.response_text)), "IPpay's answer says yes and no"),
)
_AGAINST_YES: dict[InstrumentKind, _Rules] = {
    InstrumentKind.CARD: (
        (lambda answer: not answer.approval, "IPpay's yes lacks the bank's approval code"),
    ),
    InstrumentKind.BANK: (
        (lambda answer: answer.has_additional_info, "IPpay holds the bank debit for a reason"),
    ),
}


def _approved(answer: Answer, kind: InstrumentKind) -> GatewayAnswer:
    for is_wrong, doubt in _AGAINST_ANY_YES + _AGAINST_YES[kind]:
        if is_wrong(answer):
            return unknown(f"{doubt}; {CHECKED}", answer.action_code)
    if kind is InstrumentKind.BANK:
        verdict, sentence = Verdict.ACCEPTED, "IPpay accepted the bank debit; it settles later."
    else:
        verdict, sentence = Verdict.APPROVED, "The card was charged."
    return GatewayAnswer(verdict, sentence, answer.action_code, answer.approval or None)


def unclear(reason: str, action_code: str | None = None) -> EnquiryAnswer:
    """The enquiry proved nothing."""
    return EnquiryAnswer(EnquiryVerdict.UNCLEAR, reason, action_code)


def classify_enquiry(
    answer: Answer, transaction_id: TransactionId, kind: InstrumentKind
) -> EnquiryAnswer:
    """What the answer to an enquiry about one id means.

    Source: proven is only that an approved sale is answered with 000; the rest of an enquiry's
    answers is inferred, so each needs every part in agreement.
    """
    code = answer.action_code
    if _is_another(answer, transaction_id) or not is_code(code):
        return unclear(_ANOTHER_ID if is_code(code) else "IPpay's answer lacks its code.")
    contradicts_no = answer.has_approval or bool(_YES.search(answer.response_text))
    if _says_not_found(answer) and not contradicts_no:
        return EnquiryAnswer(EnquiryVerdict.NOT_FOUND, "IPpay has no such charge now.", code)
    if not answer.transaction_id:
        return unclear("IPpay's answer does not say which charge it is about.", code)
    known = meaning(code)
    if known.kind is CodeKind.APPROVAL:
        return _found(answer, kind)
    if _tells_decline(known, code) and not contradicts_no:
        return EnquiryAnswer(
            EnquiryVerdict.DECLINED, known.sentence, code, decline_class=known.decline_class
        )
    return unclear("IPpay's answer to the enquiry tells nothing certain.", code)


_NOT_FOUND_CODES = frozenset({"025", "076", "940"})
_ISSUER_HUNDREDS = frozenset("012")
_OTHER_DECLINES = frozenset({"750", "806", "899"})
# Refusals that can only be about the charge: an enquiry carries no amount.
_ABOUT_THE_AMOUNT = frozenset({"013", "110"})


def _says_not_found(answer: Answer) -> bool:
    return answer.action_code in _NOT_FOUND_CODES or (
        answer.action_code == _CATCH_ALL and bool(_NOT_FOUND.search(answer.error_message))
    )


def _tells_decline(known: Meaning, code: str) -> bool:
    if code in _ABOUT_THE_AMOUNT:
        return True
    is_issuers = code[0] in _ISSUER_HUNDREDS or code in _OTHER_DECLINES
    return known.kind is CodeKind.DECLINE and is_issuers


def _found(answer: Answer, kind: InstrumentKind) -> EnquiryAnswer:
    """An enquiry answered 000: of the gateway's whole answer only the text may tell the state."""
    text, code = answer.response_text, answer.action_code
    if answer.error_message or answer.has_additional_info:
        return unclear("IPpay's answer to the enquiry carries a remark; a person must ask.", code)
    if _UNDONE.search(text):
        if _NOT_UNDONE.search(text):
            return unclear("IPpay's answer to the enquiry contradicts itself.", code)
        return EnquiryAnswer(
            EnquiryVerdict.VOIDED, "IPpay took the charge back; no money was taken.", code
        )
    accepted = kind is InstrumentKind.BANK and bool(_CHECK_ACCEPTED.match(text))
    if _DOUBT.search(text) or not (answer.approval or accepted):
        return unclear("IPpay's answer to the enquiry does not say whether it approved.", code)
    return EnquiryAnswer(
        EnquiryVerdict.APPROVED, "IPpay says it approved the charge.", code, answer.approval or None
    )
