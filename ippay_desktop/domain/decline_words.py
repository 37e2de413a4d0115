"""What to tell a customer about a declined charge: one copyable sentence for any code.

The words never repeat a bank's suspicion: a customer must not read of fraud, loss or theft in a
mail of an internet provider, least of all when the bank is wrong.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.charge import BEING_CHECKED_STATES, AttemptState
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.outcome import DeclineClass

if TYPE_CHECKING:
    from ippay_desktop.domain.charge import Attempt


class DeclineGroup(StrEnum):
    """Codes that deserve the same words to the customer.

    OURS: the provider's own set-up failed; the customer did nothing wrong. CHECKING: no decline
    at all, or not known to be one.
    """

    BANK_SAYS_NO = "bank_says_no"
    CALL_BANK = "call_bank"
    FUNDS = "funds"
    LIMIT = "limit"
    LATER = "later"
    EXPIRED = "expired"
    REPLACED = "replaced"
    NUMBER = "number"
    SECURITY_CODE = "security_code"
    ADDRESS = "address"
    BANK_NUMBERS = "bank_numbers"
    CLOSED = "closed"
    NOT_USABLE = "not_usable"
    OURS = "ours"
    CHECKING = "checking"


_G = DeclineGroup

_CODES = {
    _G.BANK_SAYS_NO: "005 059 100 899",
    _G.CALL_BANK: "001 002 070 075 086 087 106 107",
    _G.FUNDS: "051",
    _G.LIMIT: "061 065",
    _G.LATER: "006 019 080 089 091 092 182 750 987",
    _G.EXPIRED: "054 101 125 188 917",
    _G.REPLACED: "104 187",
    _G.NUMBER: "014 015 111 905 908 909 912 913 914",
    _G.SECURITY_CODE: "055 082 103 117 122 806 933",
    _G.ADDRESS: "930 931 932 981",
    _G.BANK_NUMBERS: "923 924",
    _G.CLOSED: "039 046 052 053 105",
    _G.NOT_USABLE: "004 007 012 041 043 057 062 063 078 079 083 084 093 115 119 200 601 602 604",
    _G.OURS: "003 013 021 027 028 030 058 071 081 109 110 181 183 189 900 901 903 904 906 911 919 "
    "920 921 925 926 934 935 941 942 943 955 956 960 961 962 996 997",
    _G.CHECKING: "000 008 010 011 025 068 076 077 085 094 096 400 603 940 958 959 988 989 992 995 "
    "999",
}
_GROUPS = {code: group for group, codes in _CODES.items() for code in codes.split()}
KNOWN_CODES = frozenset(_GROUPS)

_PORTAL = "Please save {another} in the customer portal."
_WORDS = {
    _G.BANK_SAYS_NO: "Your bank declined the payment from {method} without giving us a reason. "
    "Please ask your bank, or use {another} in the customer portal.",
    _G.CALL_BANK: "Your bank asks you to call it before it allows the payment from {method}. "
    "Please call the number your bank gave you, and then let us know.",
    _G.FUNDS: "The payment from {method} could not be made because there was not enough money "
    "available. Please make sure there is, or use {another} in the customer portal.",
    _G.LIMIT: "The payment from {method} could not be made because one of your bank's limits was "
    "reached. Please ask your bank, or use {another} in the customer portal.",
    _G.LATER: "Your bank could not process the payment from {method} just now. You need not do "
    "anything; we will try again.",
    _G.EXPIRED: "The dates we have for {method} are no longer valid. " + _PORTAL,
    _G.REPLACED: "Your bank has issued you a new card in place of {method}. "
    "Please save the new one in the customer portal.",
    _G.NUMBER: "The number we have for {method} is not accepted. " + _PORTAL,
    _G.SECURITY_CODE: "The security details of {method} could not be confirmed. "
    "Please save it once more, or another one, in the customer portal.",
    _G.ADDRESS: "The address we have for {method} differs from the one your bank has. "
    "Please correct it in the customer portal.",
    _G.BANK_NUMBERS: "The numbers we have for {method} are not valid. "
    "Please save it once more in the customer portal.",
    _G.CLOSED: "Your bank tells us that payments from {method} are no longer possible. " + _PORTAL,
    _G.NOT_USABLE: "Payments from {method} are not possible at present. " + _PORTAL,
    _G.OURS: "The payment from {method} could not be made because of a fault on our side. You "
    "need not do anything; we are taking care of it.",
    _G.CHECKING: "We are still checking what became of the payment from {method}. "
    "Please don't pay it another way before you hear from us.",
}
_NAMES = {
    InstrumentKind.CARD: ("your card", "another card"),
    InstrumentKind.BANK: ("your bank account", "another bank account"),
}
_CODE = re.compile(r"[0-9]{3}")
_LAST_DIGITS = re.compile(r"[0-9]{1,4}")


def decline_group(code: str | None) -> DeclineGroup:
    """The group of any code; total.

    Source: unseen codes are some bank's no, except those from 900 on, which are the gateway's own
    and may be troubles on the way, after which money can have moved. What is no code at all says
    nothing about the money either.
    """
    if code is None or not _CODE.fullmatch(code):
        return _G.CHECKING
    return _GROUPS.get(code) or (_G.CHECKING if code.startswith("9") else _G.BANK_SAYS_NO)


def customer_sentence(code: str | None, kind: InstrumentKind, *, last4: str = "") -> str:
    """What staff may tell or mail the customer about an answer with this code.

    Args:
        code: The gateway's three digits.
        kind: What was charged.
        last4: Its last digits, to be named; "" leaves them out.

    Raises:
        InvariantError: more than four digits, or something else, would be told.
    """
    if last4 and not _LAST_DIGITS.fullmatch(last4):
        raise InvariantError("Only the last four digits of a card or account may be told.")
    return _sentence(decline_group(code), kind, last4)


def sentence_about(attempt: Attempt) -> str:
    """What to tell the customer of a charge that brought no money, or not for certain; else ""."""
    kind, last4 = attempt.intent.instrument_kind, attempt.intent.last4
    if attempt.state in BEING_CHECKED_STATES:
        return _sentence(_G.CHECKING, kind, last4)
    if attempt.state is AttemptState.NOT_SENT:
        return _sentence(_G.OURS, kind, last4)
    if attempt.state is not AttemptState.DECLINED:
        return ""
    group = decline_group(attempt.action_code)
    if group is _G.OURS and attempt.decline_class == DeclineClass.DATA.value:
        # The gateway's general refusal, with words about the card's number beside it.
        group = _G.NUMBER
    if group is _G.CHECKING:
        # It was found out, or a person decided: it is a no by now.
        group = _G.BANK_SAYS_NO
    return _sentence(group, kind, last4)


def _sentence(group: DeclineGroup, kind: InstrumentKind, last4: str) -> str:
    method, another = _NAMES[kind]
    named = f"{method} ending in {last4}" if last4 else method
    return _WORDS[group].format(method=named, another=another)
