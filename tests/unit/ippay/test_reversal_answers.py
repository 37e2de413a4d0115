"""What every code means as the answer to a void or refund: told by a table of its own.

The table is written out here, apart from the program's, so that a slip in one shows in the other.
"""

from __future__ import annotations

import pytest

from ippay_desktop.adapters.ippay.reversal_answers import (
    classify_reversal,
    classify_reversal_enquiry,
)
from ippay_desktop.adapters.ippay.xml import Answer, parse
from ippay_desktop.domain.outcome import EnquiryVerdict, ReversalVerdict
from ippay_desktop.domain.reversal import Operation
from tests.unit.ippay.support import ID, body

V, E = ReversalVerdict, EnquiryVerdict
VOID, LINKED = Operation.VOID, Operation.LINKED_CREDIT
FREE, BANK = Operation.FREE_CREDIT, Operation.BANK_CREDIT
ALL = [f"{number:03d}" for number in range(1000)]
YES_TEXTS = {
    VOID: ["VOID SUCCESSFUL", "VOIDED", "APPROVED", "REVERSED", ""],
    LINKED: ["APPROVED", "RETURN ACCEPTED", "CREDIT APPROVED", "REFUNDED", ""],
    FREE: ["APPROVED", "RETURN ACCEPTED", "CREDIT APPROVED", "REFUNDED", ""],
    BANK: ["CHECK ACCEPTED", "REVERSED", "CREDIT", "APPROVED", ""],
}

# The gateway, or who is behind it, may have moved the money.
UNCERTAIN = "008 010 011 068 085 096 400 603 988 989 992 999"
# About the transaction named: the charge, where the operation bears its id.
REFERENCE = "025 076 077 940 958 959"
DUPLICATE = "094"
# Of the nine hundreds only these are known to be somebody's no.
KNOWN_NINES = (
    "900 901 903 904 905 906 908 909 911 912 913 914 917 919 920 921 923 924 925 926 930 931 932 "
    "933 934 935 941 942 943 955 956 960 961 962 981 987 996 997"
)
CREDENTIALS = "003 109 189 901 911 925 926 941 996"


def expected(code: str, operation: Operation) -> ReversalVerdict:
    """What a plain no, named and without a word more, means."""
    is_unseen_nine = code[0] == "9" and code not in f"{KNOWN_NINES} {REFERENCE}".split()
    is_charge_named = operation in {VOID, LINKED}
    if code in {"000", *UNCERTAIN.split()} or is_unseen_nine:
        return V.UNKNOWN
    if code == DUPLICATE:
        return V.UNKNOWN if is_charge_named else V.DUPLICATE
    if code in REFERENCE.split() and is_charge_named:
        return V.UNFIT
    if code == "900" and operation is VOID:
        return V.UNFIT
    return V.REFUSED


def answer(**elements: str) -> Answer:
    given = {"TransactionID": ID, **elements}
    read = parse(body(**{name: text for name, text in given.items() if text != "-"}))
    assert isinstance(read, Answer)
    return read


def verdict(operation: Operation, **elements: str) -> ReversalVerdict:
    return classify_reversal(answer(**elements), ID, operation).verdict


@pytest.mark.parametrize("operation", Operation)
def test_every_code(operation: Operation) -> None:
    for code in ALL:
        found = classify_reversal(answer(ActionCode=code, ResponseText="DECLINED"), ID, operation)
        assert found.verdict is expected(code, operation), code
        assert found.is_credential_failure is (code in CREDENTIALS.split()), code
        assert found.action_code == code
        assert found.reason.endswith("."), found.reason


@pytest.mark.parametrize("operation", Operation)
def test_only_000_gives_money_back(operation: Operation) -> None:
    for text in YES_TEXTS[operation]:
        for code in ALL:
            found = verdict(operation, ActionCode=code, Approval="TEST42", ResponseText=text)
            assert (found is V.DONE) is (code == "000"), (code, text)
            # A no that carries an approval is no proof that nothing went back.
            assert found in {V.DONE, V.UNKNOWN, V.DUPLICATE}, (code, text)


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(
    "spoilt",
    [
        {"TransactionID": "-"},
        {"TransactionID": "0R4W8Z1N6T3Y7H2V5T"},
        {"ActionCode": "-"},
        {"ActionCode": "OK"},
        {"ErrMsg": "but"},
        {"ResponseText": "NOT APPROVED"},
        {"ResponseText": "PENDING"},
        {"ResponseText": "CANNOT VOID"},
        {"ResponseText": "TOO LATE"},
        {"ResponseText": "SOMETHING ELSE"},
    ],
    ids=str,
)
def test_a_yes_that_does_not_agree_with_itself_is_being_checked(
    operation: Operation, spoilt: dict[str, str]
) -> None:
    yes = {"ActionCode": "000", "Approval": "TEST42", "ResponseText": YES_TEXTS[operation][0]}
    assert verdict(operation, **yes) is V.DONE
    assert verdict(operation, **(yes | spoilt)) is V.UNKNOWN


@pytest.mark.parametrize(
    ("operation", "elements", "wanted"),
    [
        # A no about a card must name what it is about; one about the request's form need not.
        (FREE, {"TransactionID": "-", "ActionCode": "051"}, V.UNKNOWN),
        (FREE, {"TransactionID": "-", "ActionCode": "996"}, V.REFUSED),
        (LINKED, {"TransactionID": "-", "ActionCode": "025"}, V.UNKNOWN),
        (VOID, {"TransactionID": "-", "ActionCode": "900", "ErrMsg": "bad"}, V.REFUSED),
        # The catch-all without a word may be anything.
        (FREE, {"ActionCode": "900"}, V.UNKNOWN),
        (FREE, {"ActionCode": "900", "ErrMsg": "Bad amount."}, V.REFUSED),
        # A used id of its own: its first use decides. Under the charge's id that is natural.
        (FREE, {"ActionCode": "900", "ErrMsg": "TransactionID used"}, V.DUPLICATE),
        (BANK, {"ActionCode": "921", "ErrMsg": "Must be unique"}, V.DUPLICATE),
        (LINKED, {"ActionCode": "921", "ErrMsg": "Must be unique"}, V.REFUSED),
        # Words of a yes beside the code of a no.
        (FREE, {"ActionCode": "051", "ResponseText": "RETURN ACCEPTED"}, V.UNKNOWN),
        (VOID, {"ActionCode": "025", "ResponseText": "VOIDED"}, V.UNKNOWN),
        # A void where a refund was asked.
        (
            LINKED,
            {"ActionCode": "000", "Approval": "A1", "ResponseText": "VOID APPROVED"},
            V.UNKNOWN,
        ),
        # A bank refund that is held back for a reason.
        (
            BANK,
            {"ActionCode": "000", "ResponseText": "CHECK ACCEPTED", "AdditionalInfo": "NOC"},
            V.UNKNOWN,
        ),
        (FREE, {"ActionCode": "942"}, V.REFUSED),
    ],
)
def test_single_answers(
    operation: Operation, elements: dict[str, str], wanted: ReversalVerdict
) -> None:
    assert verdict(operation, **elements) is wanted


@pytest.mark.parametrize("text", ["APPROVED", "DECLINED", "RETURN ACCEPTED", ""])
def test_no_enquiry_settles_a_linked_refund_or_says_no_to_a_void(text: str) -> None:
    for code in ALL:
        told = answer(ActionCode=code, Approval="TEST42", ResponseText=text)
        assert classify_reversal_enquiry(told, ID, LINKED).verdict is E.UNCLEAR, code
        about_void = classify_reversal_enquiry(told, ID, VOID).verdict
        assert about_void in {E.UNCLEAR, E.VOIDED}, code


@pytest.mark.parametrize("operation", [FREE, BANK])
def test_an_enquiry_says_that_a_refund_is_not_there_by_three_codes_only(
    operation: Operation,
) -> None:
    """Not found frees the refund for another try, so nothing else may be read so."""
    missing = [
        code
        for code in ALL
        if classify_reversal_enquiry(
            answer(ActionCode=code, ResponseText="DECLINED"), ID, operation
        ).verdict
        is E.NOT_FOUND
    ]
    assert missing == ["025", "076", "940"]


@pytest.mark.parametrize(
    ("operation", "text", "wanted"),
    [
        (VOID, "VOIDED", E.VOIDED),
        (VOID, "APPROVED", E.UNCLEAR),
        (FREE, "APPROVED", E.APPROVED),
        (FREE, "RETURN ACCEPTED", E.APPROVED),
        (FREE, "VOIDED", E.VOIDED),
        (FREE, "REVERSED", E.UNCLEAR),
        (BANK, "CHECK ACCEPTED", E.APPROVED),
        (BANK, "REVERSED", E.UNCLEAR),
        (LINKED, "RETURN ACCEPTED", E.UNCLEAR),
    ],
)
def test_enquiries_with_the_code_of_a_yes(
    operation: Operation, text: str, wanted: EnquiryVerdict
) -> None:
    told = answer(ActionCode="000", Approval="TEST42", ResponseText=text)
    assert classify_reversal_enquiry(told, ID, operation).verdict is wanted
