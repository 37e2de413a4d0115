"""A yes must agree with itself; a no must be ours and definite; the rest is open."""

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.xml import Answer, Unreadable, parse
from ippay_desktop.domain.errors import NotSentError, OutcomeUnknownError
from ippay_desktop.domain.instrument import Instrument, InstrumentKind
from ippay_desktop.domain.outcome import DeclineClass, EnquiryVerdict, GatewayAnswer, Verdict
from tests.unit.ippay.support import (
    ID,
    Wire,
    accepted,
    approval,
    bank,
    body,
    card,
    gateway,
    request,
)

V, E = Verdict, EnquiryVerdict
CARD, BANK = InstrumentKind.CARD, InstrumentKind.BANK
PAN, CVV, ACCOUNT = "4000300020001000", "731", "5512789"
ECHO = (
    f"<ippay><TransactionType>SALE</TransactionType><TransactionID>{ID}</TransactionID>"
    f"<CardNum>{PAN}</CardNum><CVV2>{CVV}</CVV2><ACH><AccountNumber>{ACCOUNT}</AccountNumber></ACH>"
    "<ActionCode>000</ActionCode><Approval>TEST42</Approval></ippay>"
).encode()


def charge(
    answer: bytes | Exception, instrument: Instrument | None = None, status: int = 200
) -> GatewayAnswer:
    return gateway(Wire(answer, status)).charge(request(instrument or card()))


def no(code: str, **changes: str) -> bytes:
    merged = {"TransactionID": ID, "ActionCode": code, "ResponseText": "DECLINED"} | changes
    return body(**{name: text for name, text in merged.items() if text != "-"})


CARD_ANSWERS: list[tuple[str, bytes, Verdict]] = [
    ("plain", approval(), V.APPROVED),
    ("lower-case id", approval(TransactionID=ID.lower()), V.APPROVED),
    ("blanks around", approval(ActionCode=" 000 ", Approval=" TEST42 "), V.APPROVED),
    ("ipTransID kept", approval(ipTransID="0" * 26), V.APPROVED),
    ("no text", approval(ResponseText="-"), V.APPROVED),
    ("no id", approval(TransactionID="-"), V.UNKNOWN),
    ("another id", approval(TransactionID="0R4W8Z1N6T3Y7H2V5T"), V.UNKNOWN),
    ("an error too", approval(ErrMsg="but"), V.UNKNOWN),
    ("no approval", approval(Approval="-"), V.UNKNOWN),
    ("empty approval", approval(Approval=" "), V.UNKNOWN),
    ("a card number as approval", approval(Approval=PAN), V.UNKNOWN),
    ("text says declined", approval(ResponseText="DECLINED"), V.UNKNOWN),
    ("text says voided", approval(ResponseText="VOIDED"), V.UNKNOWN),
    ("text says not", approval(ResponseText="NOT APPROVED"), V.UNKNOWN),
    ("text says duplicate", approval(ResponseText="DUPLICATE"), V.DUPLICATE),
    ("no code", approval(ActionCode="-"), V.UNKNOWN),
    ("odd code", approval(ActionCode="OK"), V.UNKNOWN),
    (
        "code twice",
        approval().replace(b"</ippay", b"<ActionCode>051</ActionCode></ippay"),
        V.UNKNOWN,
    ),
    ("code with a child", approval(ActionCode="<b>000</b>"), V.UNKNOWN),
    ("declined", no("051"), V.DECLINED),
    ("declined, no text", no("051", ResponseText="-"), V.DECLINED),
    ("declined, no id", no("051", TransactionID="-"), V.UNKNOWN),
    ("declined, another id", no("051", TransactionID="X"), V.UNKNOWN),
    ("declined, but approved", no("051", Approval="TEST42"), V.UNKNOWN),
    ("declined, text says yes", no("051", ResponseText="APPROVED"), V.UNKNOWN),
    ("declined as duplicate", no("012", ResponseText="DUPLICATE"), V.DUPLICATE),
    ("expired at the gateway", no("917"), V.DECLINED),
    ("duplicate", no("094", ResponseText="DUPLICATE"), V.DUPLICATE),
    ("duplicate without id", no("094", TransactionID="-"), V.DUPLICATE),
    ("used id", no("900", TransactionID="-", ErrMsg="Transaction ID has been used."), V.DUPLICATE),
    ("id not unique", no("900", ErrMsg="Must be unique"), V.DUPLICATE),
    ("id complained about", no("900", ErrMsg="TransactionID invalid"), V.DUPLICATE),
    ("already there", no("921", ErrMsg="Record already there"), V.DUPLICATE),
    ("validation", no("900", TransactionID="-", ResponseText="-", ErrMsg="Bad amount."), V.REFUSED),
    ("silent refusal", no("900", TransactionID="-", ResponseText="-"), V.UNKNOWN),
    ("refused, another id", no("996", TransactionID="X"), V.UNKNOWN),
    ("refused, but approved", no("996", Approval="A1"), V.UNKNOWN),
    ("unknown terminal", no("996"), V.REFUSED),
    ("terminal does not exist", no("925", ErrMsg="Terminal does not exist"), V.REFUSED),
    ("network", no("999", ResponseText="NETWORK ERROR"), V.UNKNOWN),
    ("partly approved", approval(ActionCode="010"), V.UNKNOWN),
    ("about another", no("025"), V.UNKNOWN),
    ("unlisted", no("777"), V.DECLINED),
    ("unlisted of the gateway", no("995"), V.UNKNOWN),
    ("root in capitals", approval().replace(b"ippayResponse", b"IPPAYRESPONSE"), V.APPROVED),
    ("JetPay root", approval().replace(b"ippayResponse", b"JetPayResponse"), V.APPROVED),
    ("echo", ECHO, V.UNKNOWN),
    ("JetPay echo", ECHO.replace(b"ippay>", b"JetPay>"), V.UNKNOWN),
    ("report root", approval().replace(b"ippayResponse", b"ippayReport"), V.UNKNOWN),
    ("empty", b"", V.UNKNOWN),
    ("blank", b" \n", V.UNKNOWN),
    ("html", b"<html><body>502</body></html>", V.UNKNOWN),
    ("open html", b"<html><br>", V.UNKNOWN),
    ("truncated", approval()[:-5], V.UNKNOWN),
    ("two roots", approval() * 2, V.UNKNOWN),
    ("json", b'{"ActionCode": "000"}', V.UNKNOWN),
    ("binary", bytes(range(256)), V.UNKNOWN),
    ("DTD", b"<!DOCTYPE ippayResponse>" + approval(), V.UNKNOWN),
    (
        "entity",
        b'<!DOCTYPE x [<!ENTITY a "000">]>' + approval(ActionCode="&a;"),
        V.UNKNOWN,
    ),
    (
        "external entity",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + approval(),
        V.UNKNOWN,
    ),
    ("strange encoding", b'<?xml version="1.0" encoding="no-such"?>' + approval(), V.UNKNOWN),
    ("wide encoding", b'<?xml version="1.0" encoding="utf-32"?>' + approval(), V.UNKNOWN),
    ("too long", approval(Padding="x" * 70_000), V.UNKNOWN),
    ("deep", b"<ippayResponse>" + b"<a>" * 9000, V.UNKNOWN),
    ("namespace", approval().replace(b"<ippayResponse>", b'<ippayResponse xmlns="x">'), V.UNKNOWN),
]


@pytest.mark.parametrize(
    ("answer", "verdict"), [row[1:] for row in CARD_ANSWERS], ids=[row[0] for row in CARD_ANSWERS]
)
def test_answers_to_a_sale(answer: bytes, verdict: Verdict) -> None:
    result = charge(answer)
    assert result.verdict is verdict
    assert result.reason.endswith(".")
    assert (result.approval == "TEST42") == (verdict is V.APPROVED)
    assert (result.decline_class is not None) == (verdict in {V.DECLINED, V.REFUSED})


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (accepted(), V.ACCEPTED),
        (accepted(Approval="-"), V.ACCEPTED),
        (accepted(AdditionalInfo="held"), V.UNKNOWN),
        (accepted(AdditionalInfo=" "), V.ACCEPTED),
        (accepted(TransactionID="-"), V.UNKNOWN),
        (accepted(ErrMsg="x"), V.UNKNOWN),
        (accepted(ResponseText="CHECK REJECTED"), V.UNKNOWN),
        (no("923"), V.DECLINED),
        (no("999"), V.UNKNOWN),
    ],
)
def test_answers_to_a_check(answer: bytes, verdict: Verdict) -> None:
    assert charge(answer, bank()).verdict is verdict


@pytest.mark.parametrize("status", [201, 204, 301, 307, 400, 401, 403, 404, 429, 500, 502, 503])
@pytest.mark.parametrize("answer", [approval(), no("051"), no("996"), no("094"), b""])
def test_no_status_but_200_says_anything(status: int, answer: bytes) -> None:
    assert charge(answer, status=status).verdict is V.UNKNOWN
    asked = gateway(Wire(answer, status))
    assert asked.enquire(ID, CARD).verdict is E.UNCLEAR
    assert asked.ping(CARD).verdict is V.UNKNOWN


def test_what_the_transport_says_is_passed_on() -> None:
    sent_nothing = charge(NotSentError("The host refused; nothing was sent."))
    assert sent_nothing == GatewayAnswer(V.NOT_SENT, "The host refused; nothing was sent.")
    assert charge(OutcomeUnknownError("The host broke off; don't repeat it.")).verdict is V.UNKNOWN
    assert charge(ZeroDivisionError(PAN)).verdict is V.UNKNOWN


def test_a_refusal_quotes_the_words_of_the_gateway() -> None:
    answer = no("900", TransactionID="-", ErrMsg=f"Amount 64 of {PAN} is wrong.  ")
    result = charge(answer)
    assert "(“Amount of is wrong”)" in result.reason
    assert result.decline_class is DeclineClass.SETUP
    data = charge(no("900", TransactionID="-", ErrMsg="Invalid card number.  "))
    assert (data.verdict, data.decline_class) == (V.REFUSED, DeclineClass.DATA)
    assert not data.is_credential_failure


ENQUIRIES: list[tuple[str, bytes, InstrumentKind, EnquiryVerdict]] = [
    ("approved", approval(), CARD, E.APPROVED),
    ("approved, no text", approval(ResponseText="-"), CARD, E.APPROVED),
    ("accepted", accepted(), BANK, E.APPROVED),
    ("accepted by text", accepted(Approval="-"), BANK, E.APPROVED),
    ("accepted with a remark", accepted(AdditionalInfo="held"), BANK, E.UNCLEAR),
    ("text of a check for a card", accepted(Approval="-"), CARD, E.UNCLEAR),
    ("no approval", approval(Approval="-"), CARD, E.UNCLEAR),
    ("000, text declined", approval(Approval="-", ResponseText="DECLINED"), CARD, E.UNCLEAR),
    ("000, text not found", approval(Approval="-", ResponseText="NOT FOUND"), CARD, E.UNCLEAR),
    ("000, text approved", approval(Approval="-"), BANK, E.UNCLEAR),
    ("000, contradiction", approval(ResponseText="DECLINED"), CARD, E.UNCLEAR),
    ("000, error", approval(ErrMsg="x"), CARD, E.UNCLEAR),
    ("voided", approval(ResponseText="VOIDED"), CARD, E.VOIDED),
    ("void successful", approval(ResponseText="VOID SUCCESSFUL"), CARD, E.VOIDED),
    ("reversed", approval(Approval="-", ResponseText="REVERSED"), CARD, E.VOIDED),
    ("void declined", approval(ResponseText="VOID DECLINED"), CARD, E.UNCLEAR),
    ("not voided", approval(ResponseText="APPROVED, NOT VOIDED"), CARD, E.UNCLEAR),
    ("void pending", approval(ResponseText="VOID PENDING"), CARD, E.UNCLEAR),
    ("voided, another id", approval(TransactionID="X", ResponseText="VOIDED"), CARD, E.UNCLEAR),
    ("approved, another id", approval(TransactionID="X"), CARD, E.UNCLEAR),
    ("approved, no id", approval(TransactionID="-"), CARD, E.UNCLEAR),
    ("voided, no id", approval(TransactionID="-", ResponseText="VOIDED"), CARD, E.UNCLEAR),
    ("declined", no("051"), CARD, E.DECLINED),
    ("declined, no id", no("051", TransactionID="-"), CARD, E.UNCLEAR),
    ("declined with approval", no("051", Approval="TEST42"), CARD, E.UNCLEAR),
    ("not found", no("025"), CARD, E.NOT_FOUND),
    ("not found, no id", no("025", TransactionID="-"), CARD, E.NOT_FOUND),
    ("not found, another id", no("025", TransactionID="X"), CARD, E.UNCLEAR),
    ("not found with approval", no("025", Approval="TEST42"), CARD, E.UNCLEAR),
    ("not found in words", no("900", ErrMsg="Transaction not found"), CARD, E.NOT_FOUND),
    ("900 otherwise", no("900", ErrMsg="Bad request"), CARD, E.UNCLEAR),
    ("network, not found", no("999", ErrMsg="Transaction not found"), CARD, E.UNCLEAR),
    ("refused, not found", no("996", ErrMsg="Terminal not found"), CARD, E.UNCLEAR),
    ("terminal wrong", no("996"), CARD, E.UNCLEAR),
    ("password wrong", no("926"), CARD, E.UNCLEAR),
    ("merchant unknown", no("003"), CARD, E.UNCLEAR),
    ("amount refused", no("013"), CARD, E.DECLINED),
    ("too many", no("959"), CARD, E.UNCLEAR),
    ("duplicate", no("094"), CARD, E.UNCLEAR),
    ("network", no("999"), CARD, E.UNCLEAR),
    ("late", no("068"), CARD, E.UNCLEAR),
    ("echo", ECHO, CARD, E.UNCLEAR),
    ("empty", b"", CARD, E.UNCLEAR),
    ("no code", approval(ActionCode="-"), CARD, E.UNCLEAR),
]


@pytest.mark.parametrize(
    ("answer", "kind", "verdict"), [row[1:] for row in ENQUIRIES], ids=[row[0] for row in ENQUIRIES]
)
def test_answers_to_an_enquiry(
    answer: bytes, kind: InstrumentKind, verdict: EnquiryVerdict
) -> None:
    result = gateway(Wire(answer)).enquire(ID, kind)
    assert result.verdict is verdict
    assert result.reason.endswith(".")
    assert (result.decline_class is not None) == (verdict is E.DECLINED)


@pytest.mark.parametrize("error", [NotSentError("a; b."), OutcomeUnknownError("a; don't repeat.")])
def test_an_enquiry_that_fails_is_unclear(error: Exception) -> None:
    result = gateway(Wire(error)).enquire(ID, CARD)
    assert (result.verdict, result.reason) == (E.UNCLEAR, "a.")


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (body(ActionCode="000", ResponseText="PING"), V.APPROVED),
        (body(ActionCode="000", ErrMsg="x"), V.UNKNOWN),
        (no("996"), V.REFUSED),
        (no("926"), V.REFUSED),
        (no("051"), V.UNKNOWN),
        (ECHO, V.UNKNOWN),
        (body(), V.UNKNOWN),
    ],
)
def test_ping(answer: bytes, verdict: Verdict) -> None:
    result = gateway(Wire(answer)).ping(CARD)
    assert result.verdict is verdict
    assert result.is_credential_failure == (verdict is V.REFUSED)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [(NotSentError("a; b."), V.NOT_SENT), (OutcomeUnknownError("a; b."), V.UNKNOWN)],
)
def test_a_ping_that_fails_speaks_of_the_allow_list(error: Exception, verdict: Verdict) -> None:
    result = gateway(Wire(error)).ping(CARD)
    assert result.verdict is verdict
    assert "allow-list" in result.reason


# -- nothing leaks -------------------------------------------------------------------------

LEAKY = [
    ECHO,
    ECHO[:-3],
    approval(ResponseText=PAN, ErrMsg=f"{PAN} {CVV} {ACCOUNT}", Approval=PAN),
    no("900", ErrMsg=f"Card {PAN} cvv {CVV} account {ACCOUNT}", ResponseText=PAN),
    no("051", ErrMsg=PAN, ResponseText=ACCOUNT, ActionCode=PAN),
    no("996", TransactionID=PAN),
    body(f"c{PAN}", CardNum=PAN),
]


@pytest.mark.parametrize("answer", LEAKY)
@pytest.mark.parametrize("status", [200, 500])
def test_nothing_of_a_body_gets_out(
    answer: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = gateway(Wire(answer, status))
    results: list[Any] = [asked.charge(request(card())), asked.charge(request(bank()))]
    results += [asked.enquire(ID, CARD), asked.ping(CARD), parse(answer)]
    assert caplog.records
    shown = repr(results[:-1]) + caplog.text.replace(ID, "")
    for canary in (PAN, CVV, ACCOUNT, "4C7J2A9M5D1H1000", "Dana", "Lee Sample"):
        assert canary not in shown
    # An id is compared and never shown, so it alone may hold what the gateway put there.
    assert PAN not in repr(results[-1]).replace(f"transaction_id='{PAN}'", "")


def test_a_failure_of_ours_is_logged_without_the_body(caplog: pytest.LogCaptureFixture) -> None:
    def explode() -> bytes:
        raise ZeroDivisionError(PAN)

    result = gateway(Wire(explode)).charge(request(card()))
    assert result.verdict is V.UNKNOWN
    assert "ZeroDivisionError" in caplog.text
    assert "explode" in caplog.text
    assert PAN not in caplog.text


@given(st.binary(max_size=300))
def test_any_bytes_are_no_answer_or_a_bounded_one(data: bytes) -> None:
    found = parse(data)
    assert isinstance(found, Unreadable | Answer)
    assert charge(data).verdict is V.UNKNOWN


ELEMENTS = ["TransactionID", "ActionCode", "Approval", "ResponseText", "ErrMsg", "AdditionalInfo"]


@given(
    st.dictionaries(
        st.sampled_from(ELEMENTS),
        st.sampled_from(["", ID, "000", "051", "900", "TEST42", "APPROVED", "DECLINED", "VOIDED"]),
    )
)
def test_only_a_whole_yes_is_a_yes(elements: dict[str, str]) -> None:
    result = charge(body(**elements))
    whole = (
        elements.get("ActionCode") == "000"
        and elements.get("TransactionID") == ID
        and bool(elements.get("Approval"))
        and not elements.get("ErrMsg")
        and elements.get("ResponseText") not in {"DECLINED", "VOIDED"}
    )
    if result.verdict is V.APPROVED:
        assert whole
    if result.verdict is V.DECLINED:
        assert elements["ActionCode"] == "051"
        assert elements["TransactionID"] == ID
        assert not elements.get("Approval")
