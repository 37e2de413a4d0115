"""What is sent, byte for byte, and what is never sent."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.documents import Terminal, charge
from ippay_desktop.adapters.ippay.xml import Ach, ascii_text, build
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.identifiers import AttemptId, TransactionId
from ippay_desktop.domain.instrument import Instrument, InstrumentKind, InstrumentProblem
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.reversal import Operation
from ippay_desktop.domain.reversal_port import ReversalRequest
from ippay_desktop.domain.secret import SecretText
from tests.unit.ippay.support import ID, Wire, account, approval, bank, card, gateway, request

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
TERMINAL = Terminal("TESTTERMINAL", None, None, "ippay-desktop 1.0", "WEB")


def sent(instrument: Instrument, changes: dict[str, Any], **options: Any) -> bytes:
    wire = Wire(approval())
    gateway(wire, **options).charge(request(instrument, **changes))
    (only,) = wire.sent
    assert only.body is not None
    return only.body


def parsed(document: bytes) -> Element:
    root: Element = fromstring(document, forbid_dtd=True)
    return root


def test_sale() -> None:
    assert sent(card(), {}) == DECLARATION + (
        b"<ippay><TransactionType>SALE</TransactionType><TerminalID>TESTTERMINAL</TerminalID>"
        b"<TransactionID>0R4W8Z1N6T3Y7H2V5S</TransactionID><Origin>RECURRING</Origin>"
        b"<OrderNumber>INV-20417</OrderNumber><Token>4C7J2A9M5D1H1000</Token>"
        b"<CardName>Dana Example</CardName><TotalAmount>6495</TotalAmount>"
        b"<UDField1>attempt 88123</UDField1><UDField3>ippay-desktop 1.0</UDField3></ippay>"
    )


def test_check_by_token() -> None:
    assert sent(bank(), {"check_number": "1004"}, password=SecretText("p<&>w")) == DECLARATION + (
        b"<ippay><TransactionType>CHECK</TransactionType><TerminalID>ACHTERMINAL</TerminalID>"
        b"<TransactionID>0R4W8Z1N6T3Y7H2V5S</TransactionID><Origin>RECURRING</Origin>"
        b"<Password>p&lt;&amp;&gt;w</Password><OrderNumber>INV-20417</OrderNumber>"
        b'<ACH Type="CHECKING" SEC="WEB"><Token>K4B7C2M9A1F32789</Token>'
        b"<CheckNumber>1004</CheckNumber></ACH><CardName>Lee Sample</CardName>"
        b"<TotalAmount>6495</TotalAmount><UDField1>attempt 88123</UDField1>"
        b"<UDField3>ippay-desktop 1.0</UDField3></ippay>"
    )


@pytest.mark.parametrize("kind", InstrumentKind)
def test_an_enquiry_goes_through_the_terminal_that_was_charged(kind: InstrumentKind) -> None:
    """Through today's, IPpay would not find the charge, and it would be told as never sent."""
    wire = Wire(approval())
    gateway(wire).enquire(ID, kind, terminal_id="OLDTERMINAL")
    (only,) = wire.sent
    assert parsed(only.body or b"").findtext("TerminalID") == "OLDTERMINAL"


def going_back(operation: Operation, instrument: Instrument) -> ReversalRequest:
    return ReversalRequest(
        operation=operation,
        transaction_id=TransactionId("1R4W8Z1N6T3Y7H2V5S"),
        charge_transaction_id=ID,
        approval="TEST42",
        instrument=instrument,
        amount=Money(6495, "USD"),
        order_number="INV-20417",
        attempt_id=AttemptId("attempt 88123"),
        terminal_id="OLDTERMINAL",
    )


@pytest.mark.parametrize(
    ("operation", "instrument", "name"),
    [
        (Operation.VOID, card(), "VOID"),
        (Operation.LINKED_CREDIT, card(), "CREDIT"),
        (Operation.FREE_CREDIT, card(), "CREDIT"),
        (Operation.BANK_CREDIT, bank(), "REVERSAL"),
    ],
)
def test_money_goes_back_through_the_terminal_that_was_charged(
    operation: Operation, instrument: Instrument, name: str
) -> None:
    wire = Wire(approval())
    gateway(wire).give_back(going_back(operation, instrument))
    (only,) = wire.sent
    document = parsed(only.body or b"")
    assert document.findtext("TransactionType") == name
    assert document.findtext("TerminalID") == "OLDTERMINAL"
    # Only a void names the approval it undoes.
    assert document.findtext("Approval") == ("TEST42" if name == "VOID" else None)


@pytest.mark.parametrize(
    ("operation", "instrument"),
    [
        (Operation.VOID, bank()),
        (Operation.LINKED_CREDIT, bank()),
        (Operation.FREE_CREDIT, bank()),
        (Operation.BANK_CREDIT, card()),
    ],
)
def test_money_never_goes_back_to_another_kind_of_method(
    operation: Operation, instrument: Instrument
) -> None:
    wire = Wire(approval())
    with pytest.raises(InputError, match="another kind"):
        gateway(wire).give_back(going_back(operation, instrument))
    assert wire.sent == []


def test_check_by_account() -> None:
    assert (
        b'<ACH Type="SAVINGS" SEC="PPD"><AccountNumber>5512789</AccountNumber><ABA>111000025</ABA>'
        b"<CheckNumber>564879</CheckNumber></ACH>"
    ) in sent(account(), {}, sec_code="PPD")


def test_enquiry_and_ping() -> None:
    wire = Wire(approval())
    asked = gateway(wire, ach_terminal_id=None, password=SecretText("x"))
    asked.enquire(ID, InstrumentKind.BANK)
    asked.ping(InstrumentKind.CARD)
    assert [request.body for request in wire.sent] == [
        DECLARATION + b"<ippay><TransactionType>ENQ</TransactionType>"
        b"<TerminalID>TESTTERMINAL</TerminalID><TransactionID>0R4W8Z1N6T3Y7H2V5S</TransactionID>"
        b"<Password>x</Password></ippay>",
        DECLARATION + b"<ippay><TransactionType>PING</TransactionType>"
        b"<TerminalID>TESTTERMINAL</TerminalID><Password>x</Password></ippay>",
    ]


def test_how_it_is_sent() -> None:
    wire = Wire(approval())
    asked = gateway(wire, timeout_s=7)
    asked.charge(request(card()))
    asked.enquire(ID, InstrumentKind.CARD)
    asked.ping(InstrumentKind.CARD)
    for each in wire.sent:
        assert (each.method, each.url) == ("POST", "https://gateway.invalid/ippay")
        assert each.headers["Content-Type"] == "text/xml"
        assert each.fresh_connection
        assert each.read_timeout_s == 7


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Žofia Łukasz-Ångström", "Zofia Lukasz-Angstrom"),
        ("Groß & Söhne", "Gross & Sohne"),
        ("O\u2019Brien\t\n “Bob”", 'O\'Brien "Bob"'),
        ("李雷", ""),
        ("a\x00b\x07c\ud800", "abc"),
        ("x" * 31, "x" * 30),
        ("ab " * 10 + "c", "ab " * 9 + "ab"),
        ("½ ①", "12 1"),
    ],
)
def test_names_become_ascii(text: str, plain: str) -> None:
    assert ascii_text(text, 30) == plain


@given(st.text(), st.integers(1, 60))
def test_ascii_text_is_printable_and_bounded(text: str, limit: int) -> None:
    plain = ascii_text(text, limit)
    assert len(plain) <= limit
    assert plain.isascii()
    assert plain == "" or plain.isprintable()
    assert plain == plain.strip()


@given(
    st.integers(1, 10**12),
    st.text(max_size=60),
    st.text(max_size=60),
    st.text(max_size=80),
)
def test_every_request_is_well_formed_and_exact(
    cents: int, holder: str, order: str, attempt: str
) -> None:
    made = request(
        card(holder=holder),
        amount=Money(cents, "USD"),
        order_number=order,
        attempt_id=attempt,
    )
    try:
        root = parsed(charge(TERMINAL, made))
    except InputError:
        assert sum(character.isdigit() for character in holder) >= 13
        return
    assert root.findtext("TotalAmount") == str(cents)
    assert root.findtext("TransactionID") == ID
    assert all(child.text for child in root)
    assert len(root.findtext("OrderNumber") or "") <= 20
    assert not (root.findtext("UDField1") or "").endswith("#")


@pytest.mark.parametrize("cents", [1, 9, 10, 99, 100, 800, 6495, 10**7])
def test_money_is_sent_in_cents(cents: int) -> None:
    amount = Money.parse(Money(cents, "USD").text(), "USD")
    root = parsed(charge(TERMINAL, request(card(), amount=amount)))
    assert root.findtext("TotalAmount") == str(cents)


def test_long_order_numbers_keep_their_end_and_empty_ones_are_left_out() -> None:
    root = parsed(charge(TERMINAL, request(card(), order_number="INVOICE-2026-000000000417")))
    assert root.findtext("OrderNumber") == "CE-2026-000000000417"
    assert parsed(charge(TERMINAL, request(card(), order_number=""))).find("OrderNumber") is None
    assert parsed(charge(TERMINAL, request(card(holder="")))).find("CardName") is None


def test_free_fields_never_hold_a_telephone_number() -> None:
    root = parsed(charge(TERMINAL, request(card(), attempt_id="8005551234#")))
    assert root.findtext("UDField1") == "8005551234"


def test_check_numbers_follow_from_the_id() -> None:
    other = TransactionId("0R4W8Z1N6T3Y7H2V5T")
    numbers = [
        parsed(charge(TERMINAL, request(bank(), transaction_id=each))).findtext("ACH/CheckNumber")
        for each in (ID, ID, other)
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    assert all(number and number.isdigit() and len(number) == 6 for number in numbers)


REFUSED: dict[str, tuple[Instrument, dict[str, Any]]] = {
    "no amount": (card(), {"amount": Money(0, "USD")}),
    "negative amount": (card(), {"amount": Money(-1, "USD")}),
    "a currency without cents": (card(), {"amount": Money(100, "JPY")}),
    "a raw card number": (card(credential=SecretText("4000300020001000")), {}),
    "a spaced card number": (card(credential=SecretText("4000 3000 2000 1000")), {}),
    "a card number as bank token": (bank(credential=SecretText("4000300020001000")), {}),
    "a card number as name": (card(holder="4000-3000-2000-1000"), {}),
    "no token": (card(credential=SecretText("")), {}),
    "a blank in the token": (card(credential=SecretText("4C7J 2A9M")), {}),
    "a card without token": (card(is_token=False), {}),
    "digits in place of a token": (card(is_token=False, credential=SecretText("5512789")), {}),
    "a short id": (card(), {"transaction_id": TransactionId("0R4W8Z1N6T3Y7H2V5")}),
    "a lower-case id": (card(), {"transaction_id": TransactionId(ID.lower())}),
    "an id with a break": (card(), {"transaction_id": TransactionId(ID + "\n")}),
    "a bad routing number": (account(routing=SecretText("111000026")), {}),
    "no routing number": (account(routing=SecretText("")), {}),
    "an account that is none": (account(credential=SecretText("55-12")), {}),
    "no account type": (bank(account_type=""), {}),
    "an odd account type": (bank(account_type="LOAN"), {}),
    "no holder": (bank(holder=" "), {}),
    "a holder without Latin letters": (bank(holder="李雷"), {}),
    "a check number with letters": (bank(), {"check_number": "12a"}),
    "an expired card": (card(problem=InstrumentProblem.EXPIRED), {}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_before_anything_is_sent(name: str) -> None:
    instrument, changes = REFUSED[name]
    wire = Wire(approval())
    with pytest.raises(InputError) as caught:
        gateway(wire).charge(request(instrument, **changes))
    assert wire.sent == []
    assert instrument.credential.reveal() not in str(caught.value) or not instrument.credential


def test_an_enquiry_about_no_id_is_refused() -> None:
    wire = Wire(approval())
    with pytest.raises(InputError):
        gateway(wire).enquire(TransactionId("?"), InstrumentKind.CARD)
    assert wire.sent == []


@given(
    st.text(max_size=9),
    st.text(st.sampled_from("<>&'\"]\t\r\u00e9\U0001f600a"), min_size=1, max_size=9),
)
def test_a_document_is_written_as_an_xml_library_writes_it(one: str, other: str) -> None:
    root = Element("ippay")
    if one:
        SubElement(root, "A").text = one
    parent = SubElement(root, "B", {"Type": "CHECKING", "SEC": "WEB"})
    SubElement(parent, "C").text = other
    made = build([("A", one), ("B", Ach("CHECKING", "WEB", [("C", other)]))])
    assert made == DECLARATION + tostring(root)
