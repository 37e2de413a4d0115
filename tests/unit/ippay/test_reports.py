"""A report is read whole or not at all, and nothing but evidence comes out of it."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.reports import IPpayReports
from ippay_desktop.adapters.ippay.reports.documents import local_span
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
from ippay_desktop.domain.report_port import GatewayReports, Operation, ReportWindow
from ippay_desktop.domain.secret import SecretText
from tests.unit.ippay.support import BANK_TOKEN, CARD_TOKEN, ID, Wire

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 10, 18, tzinfo=UTC)
WINDOW = ReportWindow(NOON - timedelta(days=9), NOON)
PASSWORD = "report-secret-47"  # noqa: S105 - invented
NAME, STREET, ACCOUNT = "Dana Example", "9 Long Lane", "5512789"
CARD_NUMBER = "4000300020001000"
SALE = {
    "Date": "2026-11-09 10:30:00",
    "ipTransID": "00000000000000090012345",
    "Terminal_ID": "TESTTERMINAL",
    "Transaction_ID": ID,
    "Request_Type": "SALE",
    "Total_Amount": "64.9500",
    "Fee_Amount": "0",
    "Auth_Code": "TEST42",
    "ActionCode": "000",
    "Response_Text": "APPROVED",
    "CardNum": CARD_TOKEN,
    "Token": CARD_TOKEN,
    "CardHolderName": NAME,
    "Address": STREET,
    "OrderNumber": "202601000312",
    "UD1": "0" * 31 + "a",
    "UD3": "ippay-desktop 1.0",
}
REJECT = {
    "Date": "2026-11-03 04:10:22",
    "Status": "R01",
    "ipTransID": "90012345",
    "Terminal_ID": "ACHTERMINAL",
    "Transaction_ID": ID,
    "Request_Type": "CHECK",
    "Total_Amount": "78",
    "ActionCode": "000",
    "Response_Text": "CHECK ACCEPTED",
    "Token": BANK_TOKEN,
    "AccountNumber": ACCOUNT,
    "CardHolderName": NAME,
    "CompletionDate": "2026-11-08 19:30:01",
    "CompletionAmount": "78",
}
SECRETS = (PASSWORD, NAME, STREET, ACCOUNT, CARD_TOKEN, BANK_TOKEN, CARD_NUMBER)


class StillClock:
    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here waits, least of all {seconds} s")


def reports(wire: Wire, **options: Any) -> IPpayReports:
    settings: dict[str, Any] = {
        "url": "https://reports.invalid/ippayReport/",
        "merchant_id": "RPTUSER",
        "terminal_ids": (),
        "password": SecretText(PASSWORD),
        "currency": "USD",
        "clock": StillClock(),
        "timezone": CHICAGO,
    }
    return IPpayReports(transport=wire, **(settings | options))


def as_port(made: IPpayReports) -> GatewayReports:
    """A type check compares the two here."""
    return made


def row(fields: dict[str, str], **changes: str) -> str:
    merged = {name: text for name, text in (fields | changes).items() if text != "-"}
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in merged.items())
    return f"<Transaction>{inner}</Transaction>"


def answer(*rows: str, root: str = "ippayResponse", **marks: str) -> bytes:
    told = {"records": str(len(rows))} | marks
    head = "".join(f' {name}="{text}"' for name, text in told.items() if text != "-")
    return f"<{root}><Transactions{head}>{''.join(rows)}</Transactions></{root}>".encode()


EMPTY = b"<ippayResponse><Transactions>No Results</Transactions></ippayResponse>"


def cards(body: bytes, **options: Any) -> Any:
    return reports(Wire(body), **options).card_transactions(WINDOW)


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


READERS: dict[str, Callable[[IPpayReports], tuple[Any, ...]]] = {
    "credit": lambda made: made.card_transactions(WINDOW),
    "ach": lambda made: made.bank_transactions(WINDOW),
    "ccsettlement": lambda made: made.card_settlements(WINDOW),
    "achsettlement": lambda made: made.bank_settlements(WINDOW),
    "achrejects": lambda made: made.bank_returns(WINDOW),
    "ccchargebacks": lambda made: made.chargebacks(WINDOW),
    "getAccountUpdaterActivity": lambda made: made.account_updates(WINDOW),
    "getAccountUpdaterPendingActivity": lambda made: made.pending_account_updates(WINDOW),
}


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


DOLLARS, CENTS = "dollars", "cents"


# Report, the element, its text, what it can mean (cents), likelier first.
@pytest.mark.parametrize(
    ("report", "element", "text", "candidates"),
    [
        ("credit", "Total_Amount", "20.0000", [2000]),
        ("credit", "Total_Amount", "0.0100", [1]),
        ("credit", "Total_Amount", "2000", [2000, 200000]),
        ("credit", "Total_Amount", "0", [0]),
        ("credit", "Total_Amount", "-20.0000", [-2000]),
        ("credit", "Total_Amount", "-", []),
        ("ach", "Total_Amount", "20.0000", [2000]),
        ("ach", "Total_Amount", "2000", [2000, 200000]),
        ("ccsettlement", "SettlementAmount", "695", [695, 69500]),
        ("ccsettlement", "SettlementAmount", "6.95", [695]),
        ("achsettlement", "CompletionAmount", "20", [2000, 20]),
        ("achsettlement", "CompletionAmount", "20.5", [2050]),
        ("achrejects", "CompletionAmount", "78", [7800, 78]),
        ("achrejects", "CompletionAmount", "78.95", [7895]),
        ("ccchargebacks", "CaseAmount", "12.00", [1200]),
        ("ccchargebacks", "CaseAmount", "12", [1200, 12]),
    ],
)
def test_units(report: str, element: str, text: str, candidates: list[int]) -> None:
    fields = {**SALE, "Total_Amount": "-", "CaseNumber": "77", element: text}
    (found,) = READERS[report](reports(Wire(answer(row(fields)))))
    assert [money.minor for money in found.amount_candidates] == candidates


def test_one_point_tells_the_unit_of_the_whole_report() -> None:
    rows = [row(REJECT, ipTransID=n, CompletionAmount=a) for n, a in (("1", "78"), ("2", "9.5"))]
    found = reports(Wire(answer(*rows))).bank_returns(WINDOW)
    assert [[money.minor for money in each.amount_candidates] for each in found] == [[7800], [950]]
    # But not of another element of it.
    rows = [
        row(SALE, ipTransID="1", SettlementAmount="695"),
        row(SALE, ipTransID="2", SettlementAmount="-", Total_Amount="9.50"),
    ]
    settled = reports(Wire(answer(*rows))).card_settlements(WINDOW)
    assert [[m.minor for m in each.amount_candidates] for each in settled] == [[695, 69500], [950]]


@given(st.integers(1, 10**7), st.sampled_from(["0.4f", "cents", "plain"]))
def test_the_true_amount_is_always_a_candidate(cents: int, form: str) -> None:
    whole, rest = divmod(cents, 100)
    texts = {
        "0.4f": f"{whole}.{rest:02d}00",
        "cents": str(cents),
        "plain": f"{whole}.{rest:02d}".rstrip("0").rstrip("."),
    }
    fields = {**SALE, "Total_Amount": texts[form]}
    for report in ("credit", "ach", "ccsettlement", "achsettlement", "achrejects"):
        (found,) = READERS[report](reports(Wire(answer(row(fields)))))
        assert Money(cents, "USD") in found.amount_candidates
        assert len(found.amount_candidates) <= 2


def test_repetitions_are_found_by_number_not_by_spelling() -> None:
    padded = row(SALE, ipTransID="000000000000042")
    found = cards(answer(padded, row(SALE, ipTransID="42"), padded))
    assert [each.gateway_number for each in found] == [42]
    # The same rows again, from a server that does not look at the terminal.
    assert cards(answer(padded), terminal_ids=("A", "B", "C")) == found


def test_the_void_of_a_sale_is_no_repetition() -> None:
    found = cards(answer(row(SALE), row(SALE, Request_Type="VOID")))
    assert [each.operation for each in found] == [Operation.CHARGE, Operation.VOID]


@pytest.mark.parametrize("changes", [{"Total_Amount": "1.0000"}, {"Transaction_ID": "OTHER"}])
def test_repetitions_that_differ_are_not_believed(changes: dict[str, str]) -> None:
    with pytest.raises(ProtocolError, match="two ways"):
        cards(answer(row(SALE), row(SALE, **changes)))


def test_one_number_and_code_is_one_return() -> None:
    later = {"CompletionDate": "2026-11-09 19:30:01"}
    rows = [row(REJECT, **later), row(REJECT, ipTransID="0090012345"), row(REJECT, Status="R10")]
    found = reports(Wire(answer(*rows))).bank_returns(WINDOW)
    assert [(each.gateway_number, each.code) for each in found] == [
        (90012345, "R01"),
        (90012345, "R10"),
    ]
    assert found[0].returned_at == datetime(2026, 11, 9, 1, 30, 1, tzinfo=UTC)
    changed = row(REJECT, CompletionAmount="79", **later)
    with pytest.raises(ProtocolError):
        reports(Wire(answer(row(REJECT), changed))).bank_returns(WINDOW)


def test_a_return_is_told_by_its_status_alone() -> None:
    (found,) = reports(Wire(answer(row(REJECT)))).bank_returns(WINDOW)
    assert (found.code, found.operation, found.transaction_id) == ("R01", Operation.CHARGE, ID)
    assert found.accepted_at == datetime(2026, 11, 3, 10, 10, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("r02", "R02"),
        ("R01 INSUFFICIENT", "R01"),
        ("C01", "C01"),
        ("", ""),
        ("R0123", ""),
        ("?", ""),
    ],
)
def test_return_codes(status: str, code: str) -> None:
    (found,) = reports(Wire(answer(row(REJECT, Status=status)))).bank_returns(WINDOW)
    assert found.code == code


@pytest.mark.parametrize(
    ("report", "dates", "outside"),
    [
        ("credit", {"Date": "2026-11-01 12:00:00"}, False),
        ("credit", {"Date": "2026-11-01 11:59:59"}, True),
        ("credit", {"Date": "2026-11-10 12:00:00"}, False),
        ("credit", {"Date": "2026-11-10 12:00:01"}, True),
        # One of a row's times inside is enough: which one a report filters by is not known.
        ("achrejects", {"Date": "2026-10-20 01:00:00"}, False),
        ("achrejects", {"Date": "2026-10-20 01:00:00", "CompletionDate": "-"}, True),
        ("achsettlement", {"Date": "2026-10-20 01:00:00", "SettlementDate": "2026-11-03"}, False),
    ],
)
def test_rows_outside_the_window_are_kept_and_marked(
    report: str, dates: dict[str, str], *, outside: bool
) -> None:
    fields = REJECT if report == "achrejects" else SALE
    (found,) = READERS[report](reports(Wire(answer(row(fields, **dates)))))
    assert found.is_outside_window is outside


def test_the_hour_shown_twice() -> None:
    # Clocks in Chicago went back on 1 November 2026 at 07:00 UTC.
    first = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    later = first - timedelta(days=1)
    assert local_span(ReportWindow(later, second), CHICAGO)[1].hour == 2
    assert local_span(ReportWindow(later, first), CHICAGO)[1].hour == 1
    for window in (ReportWindow(first, first), ReportWindow(second, second)):
        body = answer(row(SALE, Date="2026-11-01 01:30:00"))
        (found,) = reports(Wire(body)).card_transactions(window)
        assert not found.is_outside_window
        assert found.at == first


def test_a_window_is_never_narrowed_by_rounding() -> None:
    window = ReportWindow(NOON.replace(microsecond=900), NOON.replace(microsecond=1, second=7))
    start, end = local_span(window, CHICAGO)
    assert (start.second, start.microsecond) == (0, 0)
    assert (end.second, end.microsecond) == (8, 0)
    (found,) = reports(Wire(answer(row(SALE, Date="2026-11-10 12:00:00")))).card_transactions(
        window
    )
    assert not found.is_outside_window


def test_a_settlement() -> None:
    fields = {**SALE, "SettlementAmount": "6495", "SettlementID": "12"}
    fields["SettlementDate"] = "2026-11-10 02:00:00"
    (found,) = reports(Wire(answer(row(fields)))).card_settlements(WINDOW)
    assert (found.batch, found.kind) == ("12", InstrumentKind.CARD)
    assert found.settled_at == datetime(2026, 11, 10, 8, tzinfo=UTC)


def test_a_chargeback() -> None:
    fields = {
        "CaseNumber": "CB-4711",
        "CaseType": "FIRST",
        "ReasonDesc": f"No such purchase {CARD_NUMBER}",
        "CaseAmount": "64.95",
        "CardholderAccountNumber": "400030******1000",
        "MatchedTransactionID": ID.lower(),
    }
    (found,) = reports(Wire(answer(row(fields)))).chargebacks(WINDOW)
    assert (found.case_number, found.case_type, found.transaction_id) == ("CB-4711", "FIRST", ID)
    assert found.reason == "No such purchase …1000"
    assert found.at is None
    assert not found.is_outside_window
    with pytest.raises(ProtocolError):
        reports(Wire(answer(row(fields, CaseNumber="-")))).chargebacks(WINDOW)


def test_account_updates_hold_tokens_as_secrets() -> None:
    new = "5D1H7A2B9C3E2000"
    fields = {"OldToken": CARD_TOKEN, "NewToken": new, "Status": "UPDATED", "ResponseCode": "A"}
    body = answer(row(fields, Date="2026-11-09 01:00:00"))
    (found,) = reports(Wire(body)).account_updates(WINDOW)
    assert (found.old_token, found.new_token) == (SecretText(CARD_TOKEN), SecretText(new))
    assert (found.response_code, found.is_pending) == ("A", False)
    assert CARD_TOKEN not in repr(found)
    pending = {"OldToken": CARD_NUMBER, "ScheduledDate": "2026-11-20"}
    (waiting,) = reports(Wire(answer(row(pending)))).pending_account_updates(WINDOW)
    assert waiting.is_pending
    # A card number in a token's place is dropped like everywhere else.
    assert not waiting.old_token
    assert waiting.is_outside_window


@pytest.mark.parametrize("report", [name for name in READERS if "Updater" not in name])
def test_no_secret_comes_out(report: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    nasty = dict.fromkeys(
        [
            "OrderNumber",
            "UD1",
            "UD3",
            "Auth_Code",
            "Terminal_ID",
            "Transaction_ID",
            "Status",
            "SettlementID",
            "CaseType",
            "ReasonDesc",
            "MatchedTransactionID",
            "Request_Type",
            "ActionCode",
        ],
        CARD_NUMBER,
    )
    body = answer(row({**SALE, **REJECT, "CaseNumber": CARD_NUMBER} | nasty))
    found = READERS[report](reports(Wire(body)))
    shown = f"{found!r}{caplog.text}"
    assert not [secret for secret in SECRETS if secret in shown]
    assert not re.search(r"\d{13}", shown)


def test_what_it_is_is_not_guessed() -> None:
    (found,) = cards(answer(row(SALE, Request_Type="NEWTHING", ActionCode="")))
    assert (found.operation, found.is_done, found.action_code) == (Operation.OTHER, False, "")
