"""A report is read whole or not at all, and nothing but evidence comes out of it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring

from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    NotSentError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.report_port import Operation, ReportWindow
from tests.unit.ippay.reports_support import (
    EMPTY,
    NOON,
    PASSWORD,
    READERS,
    SALE,
    SECRETS,
    WINDOW,
    answer,
    as_port,
    cards,
    reports,
    row,
)
from tests.unit.ippay.support import ID, Wire


def test_a_card_sale_is_read_whole() -> None:
    (sale,) = cards(answer(row(SALE)))
    assert (sale.gateway_number, sale.terminal_id, sale.transaction_id) == (
        90012345,
        "TESTTERMINAL",
        ID,
    )
    assert (sale.kind, sale.operation) == (InstrumentKind.CARD, Operation.CHARGE)
    # Ten in the morning in winter's US Central.
    assert sale.at == datetime(2026, 11, 9, 16, 30, tzinfo=UTC)
    assert sale.amount_candidates == (Money(6495, "USD"),)
    assert sale.is_done
    assert (sale.approval, sale.last4, sale.order_number) == ("TEST42", "1000", "202601000312")
    assert (sale.attempt_reference, sale.software) == ("0" * 31 + "a", "ippay-desktop 1.0")
    assert not sale.is_outside_window


def test_the_request_says_what_is_asked() -> None:
    wire = Wire(EMPTY)
    as_port(reports(wire, terminal_ids=("ONE", "TWO"))).bank_returns(WINDOW)
    roots = [fromstring(request.body or b"") for request in wire.sent]
    assert [root.findtext("TerminalID") for root in roots] == ["ONE", "TWO"]
    for root in roots:
        assert root.tag == "ippayReport"
        assert (root.findtext("MerchantID"), root.findtext("Password")) == ("RPTUSER", PASSWORD)
        span = root.find("TransactionRange")
        assert [(child.tag, child.text) for child in span or ()] == [
            ("TransactionType", "achrejects"),
            ("TransactionStartTime", "2026-11-01T12:00:00"),
            ("TransactionEndTime", "2026-11-10T12:00:00"),
        ]


def test_without_a_window_the_overlapping_one_is_asked() -> None:
    wire = Wire(EMPTY)
    made = reports(wire)
    made.chargebacks()
    assert made.overlapping_window(NOON) == ReportWindow(NOON - timedelta(days=10), NOON)
    assert made.sweep_window(NOON).start == NOON - timedelta(days=70)
    assert b"<TransactionStartTime>2026-10-31T13:00:00<" in (wire.sent[0].body or b"")
    assert b"<TerminalID>" not in (wire.sent[0].body or b"")


@pytest.mark.parametrize("report", READERS)
@pytest.mark.parametrize(
    "body",
    [
        EMPTY,
        b"<ippayReport><Transactions>No Results</Transactions></ippayReport>",
        b"<ippayResponse>No Results</ippayResponse>",
        b"<IPPAYRESPONSE><transactions> no  results\n</transactions></IPPAYRESPONSE>",
        b'<ippayResponse><Transactions records="0"/></ippayResponse>',
    ],
)
def test_nothing_is_nothing(report: str, body: bytes) -> None:
    assert READERS[report](reports(Wire(body))) == ()


@pytest.mark.parametrize("report", READERS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>502</body></html>",
        b"<ippayResponse>",
        b"<!DOCTYPE x><ippayResponse>No Results</ippayResponse>",
        b"<ippayResponse/>",
        b"<ippayResponse><Transactions/></ippayResponse>",
        b'<ippayResponse><Transactions records="1">No Results</Transactions></ippayResponse>',
        b"<ippayResponse><Transactions>No Results</Transactions><Transactions/></ippayResponse>",
        answer(records="1"),
        answer(row(SALE), records="2"),
        answer(row(SALE), row(SALE), records="1"),
        answer(row(SALE), records="-"),
        answer(row(SALE), records="one"),
        answer(row(SALE), records="0"),
        answer(row(SALE), type="else"),
        answer(row(SALE), start="2026-10-01T00:00:00"),
        answer(row(SALE), end="2026-11-12 00:00:00"),
        answer(row(SALE, Token="<b>4</b>")),  # noqa: S106 - not a password
        answer(row(SALE).replace("</Transaction>", "<ipTransID>1</ipTransID></Transaction>")),
        answer(row(SALE), root="ippay"),
    ],
)
def test_what_is_not_whole_is_not_used(report: str, body: bytes) -> None:
    with pytest.raises(ProtocolError) as caught:
        READERS[report](reports(Wire(body)))
    assert str(caught.value).endswith("Try again later.")


@pytest.mark.parametrize("report", ["credit", "ach", "ccsettlement", "achsettlement", "achrejects"])
@pytest.mark.parametrize(
    "changes",
    [
        {"ipTransID": "-"},
        {"ipTransID": "12a"},
        {"Date": "-"},
        {"Date": "11/09/2026"},
        {"Date": "9999-12-31 23:59:59"},
        {"Total_Amount": "1,000.00"},
        {"Total_Amount": "64.955"},
        {"Total_Amount": "abc"},
    ],
)
def test_a_row_that_cannot_be_read_spoils_the_report(report: str, changes: dict[str, str]) -> None:
    body = answer(row(SALE, ipTransID="7"), row(SALE, **changes))
    with pytest.raises(ProtocolError):
        READERS[report](reports(Wire(body)))


def test_the_echo_of_our_request_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wire = Wire(EMPTY)
    wire._answer = lambda: wire.sent[-1].body or b""
    with pytest.raises(ProtocolError, match="sent back") as caught:
        reports(wire).bank_returns(WINDOW)
    assert PASSWORD not in f"{caught.value!r}{caplog.text}"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            b"<ippayResponse><ActionCode>926</ActionCode><ErrMsg>no</ErrMsg></ippayResponse>",
            AuthenticationError,
        ),
        (
            b"<ippayResponse><ActionCode>900</ActionCode><ErrMsg>Unknown type 4000300020001000."
            b"</ErrMsg></ippayResponse>",
            RejectedError,
        ),
        (
            b"<ippayResponse><ErrMsg>" + PASSWORD.encode() + b"</ErrMsg></ippayResponse>",
            RejectedError,
        ),
    ],
)
def test_a_refusal_is_said_in_words(body: bytes, error: type[IPpayDesktopError]) -> None:
    with pytest.raises(error) as caught:
        cards(body)
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthenticationError),
        (403, AuthenticationError),
        (429, RateLimitedError),
        (301, ProtocolError),
        (404, ProtocolError),
        (500, ProtocolError),
    ],
)
def test_other_statuses_are_errors(status: int, error: type[IPpayDesktopError]) -> None:
    with pytest.raises(error, match=str(status) if status != 429 else "fewer"):
        reports(Wire(answer(row(SALE)), status)).card_transactions(WINDOW)


def test_no_answer_may_be_asked_for_again() -> None:
    lost = OutcomeUnknownError("reports gave no answer; it may have been carried out.")
    with pytest.raises(OutcomeUnknownError, match=r"^reports gave no answer; try again later\.$"):
        reports(Wire(lost)).card_transactions(WINDOW)
    with pytest.raises(NotSentError):
        reports(Wire(NotSentError("No connection."))).card_transactions(WINDOW)
