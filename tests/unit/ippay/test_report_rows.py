"""What report rows mean: amounts, times, repetitions, and nothing but evidence."""

import contextlib
import logging
import re
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.adapters.ippay.reports.documents import local_span
from ippay_desktop.domain.errors import (
    InvariantError,
    IPpayDesktopError,
    ProtocolError,
)
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.report_port import Operation, ReportWindow
from ippay_desktop.domain.secret import SecretText
from tests.unit.ippay.reports_support import (
    CARD_NUMBER,
    CHICAGO,
    NOON,
    READERS,
    REJECT,
    SALE,
    SECRETS,
    WINDOW,
    answer,
    cards,
    reports,
    row,
)
from tests.unit.ippay.support import CARD_TOKEN, ID, Wire


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


def test_a_time_with_its_own_zone_is_taken_as_told() -> None:
    (found,) = cards(answer(row(SALE, Date="2026-11-09T10:30:00-05:00")))
    assert found.at == datetime(2026, 11, 9, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end"),
    [(NOON, NOON - timedelta(seconds=1)), (NOON.replace(tzinfo=None), NOON)],
)
def test_a_window_is_two_aware_instants_in_order(start: datetime, end: datetime) -> None:
    with pytest.raises(InvariantError):
        ReportWindow(start, end)


@given(
    st.sampled_from(sorted(READERS)),
    st.dictionaries(st.sampled_from([*SALE, *REJECT, "CaseNumber", "OldToken"]), st.text()),
    st.integers(0, 600),
)
def test_any_answer_is_a_report_or_an_error_for_staff(
    report: str, fields: dict[str, str], cut: int
) -> None:
    safe = {name: escape(text) for name, text in fields.items() if text != "-"}
    body = answer(row({**SALE, **REJECT, **safe}))
    for one in (body, body[:cut], body[cut:], body[:cut] + body[-cut:]):
        with contextlib.suppress(IPpayDesktopError):
            assert len(READERS[report](reports(Wire(one)))) <= 1
