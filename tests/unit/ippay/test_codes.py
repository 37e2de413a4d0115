"""Every code from 000 to 999 has a meaning, and only one is a yes."""

import re

import pytest

from ippay_desktop.adapters.ippay import codes
from ippay_desktop.adapters.ippay.codes import CodeKind, is_code, meaning
from ippay_desktop.domain.instrument import Instrument, InstrumentKind
from ippay_desktop.domain.outcome import DeclineClass, EnquiryVerdict, Verdict
from tests.unit.ippay.support import ID, Wire, account, body, card, gateway, request

ALL = [f"{number:03d}" for number in range(1000)]
# What must never be taken for a no, as money may have moved.
NEVER_A_NO = frozenset(
    [
        "008",
        "010",
        "011",
        "025",
        "068",
        "076",
        "077",
        "085",
        "094",
        "096",
        "400",
        "603",
        "940",
        "958",
        "959",
        "988",
        "989",
        "992",
        "999",
    ]
)


# Loops, not parameters: a thousand test items each would cost a minute of bookkeeping.


def test_each_has_a_class_and_a_sentence() -> None:
    for code in ALL:
        found = meaning(code)
        is_no = found.kind in {CodeKind.DECLINE, CodeKind.REFUSAL}
        assert (found.decline_class is not None) == is_no, code
        assert (found.decline_class is DeclineClass.SETUP) == (found.kind is CodeKind.REFUSAL)
        assert found.sentence.endswith("."), code
        assert not re.search(r"\d", found.sentence), code
        assert not found.is_credential_failure or found.kind is CodeKind.REFUSAL, code


def test_no_code_is_listed_twice() -> None:
    rows = [row[0] for row in (*codes._DECLINES, *codes._REFUSALS, *codes._UNCERTAIN)]
    listed = " ".join([*rows, codes._REFERENCES, "000 094"]).split()
    assert len(listed) == len(set(listed))
    assert all(is_code(code) for code in listed)


@pytest.mark.parametrize("instrument", [card(), account()], ids=["card", "bank"])
@pytest.mark.parametrize("text", ["DECLINED", "APPROVED", "CHECK ACCEPTED", ""])
def test_only_000_approves(instrument: Instrument, text: str) -> None:
    for code in ALL:
        answer = body(TransactionID=ID, ActionCode=code, Approval="TEST42", ResponseText=text)
        verdict = gateway(Wire(answer)).charge(request(instrument)).verdict
        assert code == "000" or verdict not in {Verdict.APPROVED, Verdict.ACCEPTED}, code


def test_a_plain_no_is_judged_by_its_kind() -> None:
    for code in ALL:
        answer = body(TransactionID=ID, ActionCode=code, ResponseText="DECLINED")
        result = gateway(Wire(answer)).charge(request(card()))
        expected = {
            CodeKind.DECLINE: Verdict.DECLINED,
            CodeKind.REFUSAL: Verdict.REFUSED,
            CodeKind.DUPLICATE: Verdict.DUPLICATE,
        }.get(meaning(code).kind, Verdict.UNKNOWN)
        assert (result.verdict, result.action_code) == (expected, code)
        assert result.decline_class == meaning(code).decline_class, code
        never = code in NEVER_A_NO
        assert not never or result.verdict in {Verdict.UNKNOWN, Verdict.DUPLICATE}, code


def test_an_enquiry_never_says_no_for_the_gateways_own_troubles() -> None:
    for code in ALL:
        answer = body(TransactionID=ID, ActionCode=code, ResponseText="DECLINED")
        verdict = gateway(Wire(answer)).enquire(ID, InstrumentKind.CARD).verdict
        if code in {"025", "076", "940"}:
            assert verdict is EnquiryVerdict.NOT_FOUND, code
        elif code[0] in "3456789" and code not in {"750", "806", "899"}:
            assert verdict is EnquiryVerdict.UNCLEAR, code
        else:
            assert verdict in {EnquiryVerdict.DECLINED, EnquiryVerdict.UNCLEAR}, code
            assert code not in NEVER_A_NO or verdict is EnquiryVerdict.UNCLEAR, code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("005", DeclineClass.SOFT),
        ("051", DeclineClass.SOFT),
        ("054", DeclineClass.DATA),
        ("917", DeclineClass.DATA),
        ("041", DeclineClass.HARD),
        ("046", DeclineClass.HARD),
        ("058", DeclineClass.SETUP),
        ("996", DeclineClass.SETUP),
        ("777", DeclineClass.SOFT),
    ],
)
def test_known_examples(code: str, expected: DeclineClass) -> None:
    assert meaning(code).decline_class is expected


@pytest.mark.parametrize("code", ["925", "996", "926", "003", "109", "189", "901", "911", "941"])
def test_credential_failures_are_marked(code: str) -> None:
    answer = body(TransactionID=ID, ActionCode=code, ResponseText="DECLINED")
    assert gateway(Wire(answer)).charge(request(card())).is_credential_failure


@pytest.mark.parametrize(
    "text", ["", "00", "0000", "OK", "00A", "-01", "\u0660\u0660\u0660", " 000"]
)
def test_anything_else_is_no_code(text: str) -> None:
    assert not is_code(text)
