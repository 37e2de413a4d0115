"""The return codes of bank debits as data: what happened, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReturnClass(StrEnum):
    """Why a debit came back.

    FUNDS: the account is right, the money was not there. ADMINISTRATIVE: the account cannot be
    debited so. UNAUTHORIZED: the account holder denies having allowed it. STOPPED: the holder or
    the law stopped it. FORMAT: the file between the banks was wrong. DUPLICATE: the bank has had
    it already. CORRECTION: no return at all; the debit stands and the bank sends new details.
    """

    FUNDS = "funds"
    ADMINISTRATIVE = "administrative"
    UNAUTHORIZED = "unauthorized"
    STOPPED = "stopped"
    FORMAT = "format"
    DUPLICATE = "duplicate"
    OTHER = "other"
    CORRECTION = "correction"


class PresentAgain(StrEnum):
    """Whether the same debit may be presented again, and after what.

    TWICE: unchanged, within limits. REAUTHORIZED: once the customer has allowed it anew.
    CORRECTED: as a new debit, once its cause is remedied. NEVER: not at all.
    """

    TWICE = "twice"
    REAUTHORIZED = "reauthorized"
    CORRECTED = "corrected"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ReturnRule:
    """What one return code means.

    Attributes:
        code: Such as "R01".
        meaning: What happened, in words for staff.
        again: Whether it may be presented again; only TWICE lets a program do so by itself.
        is_method_unusable: Whether the saved bank account must not be debited again as it is.
        next_step: One sentence.
        is_known: False for a code that is in no table of ours.
    """

    code: str
    meaning: str
    return_class: ReturnClass
    again: PresentAgain
    is_method_unusable: bool
    next_step: str
    is_known: bool = True

    @property
    def is_return(self) -> bool:
        """Whether money was taken back; a notice of change takes none."""
        return self.return_class is not ReturnClass.CORRECTION


_NEW_ACCOUNT = "Have the customer save another bank account in the portal, or pay by card."
_CHECK_ACCOUNT = "Have the customer check the bank account's numbers and save them again."
_NEW_PERMISSION = (
    "Don't debit this account again; call the customer, and go on only with a new written "
    "permission."
)
_LATER = (
    "Tell the customer; after some days the same amount may be debited again, twice at the most."
)
_ASK_IPPAY = "The customer did nothing wrong: ask IPpay what was wrong with the debit."
_PAPER = "Such a code belongs to paper checks, which this program never sends: ask IPpay."

_CLASSES = {
    "FUND": ReturnClass.FUNDS,
    "ADMI": ReturnClass.ADMINISTRATIVE,
    "UNAU": ReturnClass.UNAUTHORIZED,
    "STOP": ReturnClass.STOPPED,
    "FORM": ReturnClass.FORMAT,
    "DUPL": ReturnClass.DUPLICATE,
    "OTHR": ReturnClass.OTHER,
    "CORR": ReturnClass.CORRECTION,
}
_AGAIN = {
    "twice": PresentAgain.TWICE,
    "reauth": PresentAgain.REAUTHORIZED,
    "correct": PresentAgain.CORRECTED,
    "never": PresentAgain.NEVER,
}

# Code, class, again, "x" when the method is unusable, meaning, next step.
# Source: the ACH network's return reasons for debits, as processors publish them; the class and
# what may be repeated follow its rules, the sentences are ours.
_TABLE = (
    ("R01", "FUND", "twice", "", "There was not enough money on the account.", _LATER),
    ("R02", "ADMI", "never", "x", "The account was closed.", _NEW_ACCOUNT),
    (
        "R03",
        "ADMI",
        "never",
        "x",
        "There is no such account, or it belongs to another name.",
        _CHECK_ACCOUNT,
    ),
    ("R04", "ADMI", "never", "x", "The account number cannot exist.", _CHECK_ACCOUNT),
    (
        "R05",
        "UNAU",
        "reauth",
        "x",
        "A private account was debited as if it were a company's, without permission for that.",
        _NEW_PERMISSION,
    ),
    (
        "R06",
        "OTHR",
        "never",
        "",
        "Our own bank asked for the debit back.",
        "Ask IPpay why, before this account is debited again.",
    ),
    ("R07", "UNAU", "reauth", "x", "The customer has withdrawn the permission.", _NEW_PERMISSION),
    (
        "R08",
        "STOP",
        "reauth",
        "x",
        "The customer told the bank to stop this payment.",
        "Call the customer; debit it again only if the customer allows this very payment anew.",
    ),
    (
        "R09",
        "FUND",
        "twice",
        "",
        "The money on the account was not available yet.",
        _LATER,
    ),
    (
        "R10",
        "UNAU",
        "reauth",
        "x",
        "The customer told the bank that the debit was not permitted.",
        _NEW_PERMISSION,
    ),
    (
        "R11",
        "UNAU",
        "correct",
        "x",
        "The customer told the bank that the debit was not as agreed, in amount or date.",
        "Compare it with what was agreed; a corrected debit is possible within 60 days.",
    ),
    (
        "R12",
        "ADMI",
        "correct",
        "x",
        "The account has moved to another bank.",
        "Ask the customer for the new routing number.",
    ),
    (
        "R13",
        "ADMI",
        "correct",
        "x",
        "The routing number belongs to no bank that takes debits.",
        _CHECK_ACCOUNT,
    ),
    (
        "R14",
        "STOP",
        "never",
        "x",
        "The person who acts for the account holder has died, or no longer may.",
        "Don't debit this account again; settle it with the family or the estate.",
    ),
    (
        "R15",
        "STOP",
        "never",
        "x",
        "The account holder has died.",
        "Don't debit this account again; settle it with the family or the estate.",
    ),
    ("R16", "STOP", "never", "x", "The account is frozen.", _NEW_ACCOUNT),
    (
        "R17",
        "ADMI",
        "never",
        "x",
        "The bank could not process the debit, or doubts it.",
        "Check the account's numbers and the permission with the customer, and ask IPpay.",
    ),
    ("R18", "FORM", "correct", "", "The debit's date was not acceptable.", _ASK_IPPAY),
    ("R19", "FORM", "correct", "", "The debit's amount was not acceptable.", _ASK_IPPAY),
    (
        "R20",
        "ADMI",
        "never",
        "x",
        "The account does not allow debits, as many savings accounts don't.",
        _NEW_ACCOUNT,
    ),
    ("R21", "ADMI", "correct", "", "The company's identification was not accepted.", _ASK_IPPAY),
    ("R22", "ADMI", "correct", "", "The customer's identification was not accepted.", _ASK_IPPAY),
    (
        "R23",
        "OTHR",
        "never",
        "",
        "The customer refused a refund to the account.",
        "Ask the customer how to pay the money back.",
    ),
    (
        "R24",
        "DUPL",
        "never",
        "",
        "The bank says that it has had this debit already.",
        "Look whether the customer was debited twice, before anything else is charged.",
    ),
    ("R25", "FORM", "correct", "", "The debit's additional record was wrong.", _ASK_IPPAY),
    ("R26", "FORM", "correct", "", "The debit lacked something it must have.", _ASK_IPPAY),
    ("R27", "FORM", "correct", "", "The debit's trace number was wrong.", _ASK_IPPAY),
    (
        "R28",
        "FORM",
        "correct",
        "x",
        "The routing number's check digit is wrong.",
        _CHECK_ACCOUNT,
    ),
    (
        "R29",
        "UNAU",
        "reauth",
        "x",
        "The company that owns the account has not permitted the debit.",
        _NEW_PERMISSION,
    ),
    (
        "R31",
        "UNAU",
        "never",
        "x",
        "The company's bank returned the debit, and our bank agreed.",
        "Call the customer before this account is debited again.",
    ),
    ("R33", "OTHR", "never", "x", "The bank returned a destroyed check.", _PAPER),
    (
        "R34",
        "ADMI",
        "never",
        "x",
        "The customer's bank may not take part in debits at present.",
        _NEW_ACCOUNT,
    ),
    ("R37", "OTHR", "never", "x", "The check was also presented on paper.", _PAPER),
    ("R38", "OTHR", "never", "x", "The check had been stopped.", _PAPER),
    ("R39", "OTHR", "never", "x", "The check is not allowed to be turned into a debit.", _PAPER),
    ("R51", "OTHR", "never", "x", "A check presented again was not permitted.", _PAPER),
    ("R52", "OTHR", "never", "x", "A check presented again had been stopped.", _PAPER),
    ("R53", "OTHR", "never", "x", "A check was presented again twice.", _PAPER),
)
RETURN_RULES = {
    code: ReturnRule(code, meaning, _CLASSES[kind], _AGAIN[again], bool(mark), step)
    for code, kind, again, mark, meaning, step in _TABLE
}
