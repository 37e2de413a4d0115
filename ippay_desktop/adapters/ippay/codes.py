"""What IPpay's three-digit action codes mean: a table over all of 000-999.

Source: the code table of IPpay's gateway family as shipped clients and their tests know it; the
classes and sentences are ours. Only 000 is documented as success, and only of a code that is known
to be somebody's no is it said that no money moved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ippay_desktop.domain.outcome import DeclineClass


class CodeKind(Enum):
    """Who speaks, and whether it settles anything.

    APPROVAL: done. DECLINE: a definite no to this card or account. REFUSAL: a definite no to our
    request or set-up. REFERENCE: about another transaction, so strange as the answer to a charge.
    DUPLICATE: the id is known already. UNCERTAIN: money may have moved.
    """

    APPROVAL = auto()
    DECLINE = auto()
    REFUSAL = auto()
    REFERENCE = auto()
    DUPLICATE = auto()
    UNCERTAIN = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one code means.

    Attributes:
        decline_class: Set for DECLINE and REFUSAL.
        sentence: For staff.
        is_credential_failure: Terminal, merchant or password: no other charge will fare better.
    """

    kind: CodeKind
    decline_class: DeclineClass | None
    sentence: str
    is_credential_failure: bool = False


_CALL = "have the customer call the bank"
_NEW_CARD = "have the customer save a new card in the portal"

# Codes, class, sentence. Codes and class follow the card networks where they are theirs.
_DECLINES = (
    ("001 002 070 107", "SOFT", f"The bank wants to be called first; {_CALL}."),
    ("005 100", "SOFT", f"The bank declined without a reason; try later, or {_CALL}."),
    ("006 080 092", "SOFT", "The bank could not handle it; try again tomorrow."),
    ("019", "SOFT", "The bank asks for it to be sent again; try later."),
    ("051", "SOFT", "Not enough money on the account; try later."),
    ("059", "SOFT", f"The bank suspects fraud; {_CALL}."),
    ("061", "SOFT", "The card's limit is reached; try later."),
    ("065", "SOFT", "The card was used too often; try again tomorrow."),
    ("075 086 087 106", "SOFT", f"The bank declined because of the card's PIN; {_CALL}."),
    ("089 091 987", "SOFT", "The bank is not reachable; try again in some hours."),
    ("182", "SOFT", "The bank asks to wait; try later."),
    ("750", "SOFT", "A limit on the number of charges is reached at IPpay; try later."),
    ("899", "SOFT", f"The charge was declined; try later, or {_CALL}."),
    ("014 111", "DATA", f"The card number does not exist; {_NEW_CARD}."),
    ("015", "DATA", f"No bank issues such a card; {_NEW_CARD}."),
    ("054 101 917", "DATA", f"The card has expired; {_NEW_CARD}."),
    ("055 117", "DATA", f"The bank wants the card's PIN; {_NEW_CARD}."),
    ("082 103 122 806 933", "DATA", f"The security code does not match; {_NEW_CARD}."),
    ("104 187", "DATA", f"The bank has issued a new card; {_NEW_CARD}."),
    ("125 188", "DATA", f"The card's dates are wrong or missing; {_NEW_CARD}."),
    (
        "905 908 909 912 913 914",
        "DATA",
        f"IPpay does not accept this card number or kind; {_NEW_CARD}.",
    ),
    (
        "923 924",
        "DATA",
        "The bank account's numbers are not valid; have the customer save it again in the portal.",
    ),
    (
        "930 931 932 981",
        "DATA",
        "The customer's address does not match the bank's; have the customer correct it.",
    ),
    ("004 007 200", "HARD", f"The bank has withdrawn the card; {_NEW_CARD}."),
    ("012 084", "HARD", f"The bank does not allow this charge; {_NEW_CARD}."),
    ("039 052 053", "HARD", "The account does not exist; ask the customer for another."),
    ("041", "HARD", f"The card was reported lost; {_NEW_CARD}."),
    ("043", "HARD", f"The card was reported stolen; {_NEW_CARD}."),
    ("046 105", "HARD", "The account is closed; ask the customer for another."),
    ("057 115 119", "HARD", f"The card must not be used for this; {_NEW_CARD}."),
    ("062", "HARD", f"The card is restricted; {_NEW_CARD}."),
    ("063 083", "HARD", f"The bank declined for its security; {_NEW_CARD}."),
    ("078", "HARD", f"The card is blocked or not yet activated; {_NEW_CARD}."),
    ("079", "HARD", f"The card is no longer valid; {_NEW_CARD}."),
    ("093", "HARD", f"The law forbids the bank to allow it; {_NEW_CARD}."),
    ("601 602 604", "HARD", f"The card's own check declined; {_NEW_CARD}."),
)
_REFUSALS = (
    (
        "003 109 189 901 911 941",
        "IPpay does not know this merchant, or has closed it; check the terminal with IPpay.",
    ),
    ("925 996", "IPpay does not know this terminal; check the terminal ID in Settings."),
    ("926", "IPpay refused the terminal's password; check it in Settings."),
    ("013 110 920", "IPpay does not accept the amount; check it, and the program's limits there."),
    ("030 181 900 921", "IPpay refused the form of the request; tell support."),
    ("058", "The terminal is not set up for this kind of charge; ask IPpay."),
    (
        "021 027 028 071 081 955 956 960 961 962",
        "IPpay reports a fault of the terminal's set-up; ask IPpay.",
    ),
    ("183", "The terminal does not take this currency; ask IPpay."),
    ("903 904 906 919 934 935", "The terminal lacks something in its set-up; ask IPpay."),
    (
        "942 943",
        "IPpay speaks of a refund that is not allowed, though none was asked; tell support.",
    ),
    ("997", "The card network does not take charges from this merchant; ask IPpay."),
)
_REFERENCES = "025 076 077 940 958 959"
_UNCERTAIN = (
    (
        "008 011 085 400",
        "IPpay answered with a yes that does not hold for a charge; what became of it is being "
        "checked.",
    ),
    (
        "010",
        "IPpay speaks of a smaller amount than asked; what became of it is being checked.",
    ),
    (
        "068 096 603 988 989 992 999",
        "IPpay lost contact with the bank on the way; what became of the charge is being checked.",
    ),
)
_CREDENTIAL_FAILURES = frozenset({"003", "109", "189", "901", "911", "925", "926", "941", "996"})

_UNSEEN_DECLINE = "The charge was declined with a code this program does not know; try later."
# The nine hundreds are the gateway's own. Those we know nothing about may be troubles on the way,
# like their neighbours 988-999, after which money can have moved.
_UNSEEN_SYSTEM = (
    "IPpay answered with a code this program does not know; what became of the charge is being "
    "checked."
)


def _table() -> dict[str, Meaning]:
    table = {"000": Meaning(CodeKind.APPROVAL, None, "Approved.")}
    for codes, decline_class, sentence in _DECLINES:
        meaning = Meaning(CodeKind.DECLINE, DeclineClass[decline_class], sentence)
        table |= dict.fromkeys(codes.split(), meaning)
    for codes, sentence in _REFUSALS:
        for code in codes.split():
            table[code] = Meaning(
                CodeKind.REFUSAL, DeclineClass.SETUP, sentence, code in _CREDENTIAL_FAILURES
            )
    for code in _REFERENCES.split():
        table[code] = Meaning(
            CodeKind.REFERENCE,
            None,
            "IPpay answered about another transaction; what became of the charge is being checked.",
        )
    for codes, sentence in _UNCERTAIN:
        table |= dict.fromkeys(codes.split(), Meaning(CodeKind.UNCERTAIN, None, sentence))
    table["094"] = Meaning(
        CodeKind.DUPLICATE, None, "IPpay has had this charge before; its first outcome counts."
    )
    return table


_MEANINGS = _table()
_CODE = re.compile(r"[0-9]{3}")
_OTHER_DECLINE = Meaning(CodeKind.DECLINE, DeclineClass.SOFT, _UNSEEN_DECLINE)
_OTHER_SYSTEM = Meaning(CodeKind.UNCERTAIN, None, _UNSEEN_SYSTEM)


def is_code(text: str) -> bool:
    """Whether a text is an action code at all."""
    return bool(_CODE.fullmatch(text))


def meaning(code: str) -> Meaning:
    """The meaning of any three-digit code; unseen ones are soft declines, or uncertain from 900."""
    return _MEANINGS.get(code) or (_OTHER_SYSTEM if code.startswith("9") else _OTHER_DECLINE)
