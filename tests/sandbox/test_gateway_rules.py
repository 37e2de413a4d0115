"""What each transaction type of the practice gateway answers."""

import pytest

from tests.sandbox.conftest import Gateway
from tests.support.practice import PracticeServers

ACH = '<ACH Type="CHECKING" SEC="WEB">{}<CheckNumber>1004</CheckNumber></ACH>'
STRANGER = "9X9X"
ACCOUNT = "<AccountNumber>5512789</AccountNumber><ABA>{}</ABA>"


def check(gateway: Gateway, number: str, **more: str) -> dict[str, str]:
    inner = ACH.format(ACCOUNT.format(more.pop("aba", "111000025")))
    fields = {"CardName": "Lee Sample", "TotalAmount": "7800", **more}
    return gateway("CHECK", inner, TransactionID=number, **fields)


def test_ping_and_unknown_things(gateway: Gateway) -> None:
    assert gateway("PING", TransactionID="P1")["ResponseText"] == "PING"
    assert gateway("PING", TerminalID="NOBODY")["ActionCode"] == "996"
    assert gateway("DANCE")["ActionCode"] == "900"
    assert gateway.read(gateway.raw("<other/>").content)["ActionCode"] == "900"
    assert gateway.read(gateway.raw("no xml at all").content)["ErrMsg"]


def test_jetpay_root_and_tokenize_root(gateway: Gateway) -> None:
    body = gateway.body("PING").replace("ippay>", "JetPay>")
    assert gateway.read(gateway.raw(body).content)[""] == "JetPayResponse"
    made = gateway("TOKENIZE", CardNum="4242424242424242", CardExpMonth="09", CardExpYear="39")
    assert made[""] == "IPPayResponse"


@pytest.mark.parametrize(
    "bad",
    [
        '<!DOCTYPE ippay [<!ENTITY x "y">]><ippay><TransactionType>&x;</TransactionType></ippay>',
        "<!DOCTYPE ippay SYSTEM 'file:///etc/passwd'><ippay/>",
        '<?xml version="1.0" encoding="UTF-16"?><ippay/>',
        "<ippay>" + "<a>" * 50 + "</a>" * 50 + "</ippay>",
    ],
)
def test_document_types_and_depth_are_refused(gateway: Gateway, bad: str) -> None:
    answer = gateway.read(gateway.raw(bad).content)
    assert answer["ActionCode"] == "900"
    assert "TransactionID" not in answer


def test_token_keeps_shape_and_is_stable(gateway: Gateway) -> None:
    token = gateway.token()
    assert len(token) == 16
    assert token[0] == "4"
    assert token.endswith("4242")
    assert not token.isdigit()
    assert token == gateway.token()
    renewed = gateway("TOKENIZE", Token=token, CardExpMonth="10", CardExpYear="41")["Token"]
    assert renewed != token
    bank = gateway("TOKENIZE", ABA="111000025", AccountNumber="5512789")["Token"]
    assert bank[0].isalpha()
    assert bank.endswith("2789")


@pytest.mark.parametrize(
    ("cents", "code"),
    [(5205, "005"), (4995, "000"), (300, "000"), (6451, "051"), (1014, "014"), (9900, "000")],
)
def test_penny_rule(gateway: Gateway, cents: int, code: str) -> None:
    answer = gateway.sale(gateway.new_id(), cents)
    assert answer["ActionCode"] == code
    assert ("Approval" in answer) == (code == "000")


def test_validation_of_cards(gateway: Gateway, practice: PracticeServers) -> None:
    def sale(**fields: str) -> dict[str, str]:
        return gateway("SALE", TransactionID="CARDCHECK", TotalAmount="1000", **fields)

    expiry = {"CardExpMonth": "09", "CardExpYear": "39"}
    bad = sale(CardNum="4111111111111112", **expiry)
    assert (bad["ActionCode"], bad["ErrMsg"]) == ("900", "Invalid card number.  ")
    assert "TransactionID" not in bad
    # A number that passes Luhn but is no known test number must never get in.
    assert sale(CardNum="4012888888881881", **expiry)["ActionCode"] == "900"
    assert sale(Token=STRANGER)["ActionCode"] == "025"
    practice.switches(ippay={"unknown_token": "912"})
    assert sale(Token=STRANGER)["ActionCode"] == "912"
    old = sale(CardNum="4111111111111111", CardExpMonth="01", CardExpYear="20")
    assert old["ActionCode"] == "917"
    assert gateway.status("CARDCHECK") == "DECLINED"


@pytest.mark.parametrize("amount", ["", "0", "-5", "12.34", "1e3", "٣"])
def test_bad_amounts(gateway: Gateway, amount: str) -> None:
    assert gateway.sale(gateway.new_id(), cents=amount)["ActionCode"] == "920"  # type: ignore[arg-type]


def test_capture_only_once(gateway: Gateway) -> None:
    number, token = gateway.new_id(), gateway.token()
    held = gateway("AUTHONLY", TransactionID=number, Token=token, TotalAmount=8900)
    taken = gateway("CAPT", TransactionID=number, TotalAmount=8900)
    assert (taken["ActionCode"], taken["Approval"]) == ("000", held["Approval"])
    assert gateway("CAPT", TransactionID=number, TotalAmount=8900)["ActionCode"] == "025"
    assert gateway("CAPT", TransactionID="UNKNOWN", TotalAmount=8900)["ActionCode"] == "025"


def test_void_needs_the_exact_amount_and_an_open_batch(
    gateway: Gateway, practice: PracticeServers
) -> None:
    first, second = gateway.new_id(), gateway.new_id()
    sale = gateway.sale(first)
    gateway.sale(second)
    wrong = gateway("VOID", TransactionID=first, Approval=sale["Approval"], TotalAmount=100)
    assert wrong["ActionCode"] == "025"
    right = gateway(
        "VOID", TransactionID=first.lower(), Approval=sale["Approval"], TotalAmount=4995
    )
    assert right["ResponseText"] == "VOID SUCCESSFUL"
    assert gateway("VOID", TransactionID=first, TotalAmount=4995)["ActionCode"] == "025"
    assert practice.control("POST", "/ippay/close-batch", {})["settled"] == 1
    assert gateway.status(second) == "SETTLED"
    assert gateway("VOID", TransactionID=second, TotalAmount=4995)["ActionCode"] == "025"


def test_linked_credits_stay_within_the_sale(gateway: Gateway, practice: PracticeServers) -> None:
    number = gateway.new_id()
    gateway.sale(number)
    token = gateway.token()
    part = {"TransactionID": number, "Token": token}
    assert gateway("CREDIT", TotalAmount=4000, **part)["ActionCode"] == "000"
    assert gateway("CREDIT", TotalAmount=996, **part)["ActionCode"] == "942"
    assert gateway("CREDIT", TotalAmount=995, **part)["ActionCode"] == "000"
    assert practice.books_ippay()["net_by_order"]["INV-1"] == 0


def test_unlinked_credit_ignores_the_penny_rule(gateway: Gateway) -> None:
    answer = gateway("CREDIT", TransactionID="CR1", Token=gateway.token(), TotalAmount=1505)
    assert answer["ActionCode"] == "000"
    again = gateway("CREDIT", TransactionID="CR1", Token=gateway.token(), TotalAmount=1505)
    assert again["ActionCode"] == "094"


def test_bank_debits(gateway: Gateway, practice: PracticeServers) -> None:
    answer = check(gateway, "CHK1")
    assert (answer["ActionCode"], answer["Approval"]) == ("000", "000000")
    assert answer["ResponseText"] == "CHECK ACCEPTED"
    assert check(gateway, "CHK2", aba="111000026")["ActionCode"] == "923"
    assert check(gateway, "CHK3", CardName="")["ActionCode"] == "900"
    assert check(gateway, "CHK4", TerminalID=practice.ach_terminal_id)["ActionCode"] == "000"
    assert gateway.sale("SALE9", TerminalID=practice.ach_terminal_id)["ActionCode"] == "058"
    assert gateway("VOIDACH", TransactionID="CHK1")["ActionCode"] == "900"
    practice.control("POST", "/ippay/run-ach", {})
    assert gateway.status("CHK1") == "ACH_SETTLED"
    practice.control("POST", "/ippay/return", {"transaction_id": "CHK1", "code": "R01"})
    assert gateway.status("CHK1") == "RETURNED"
    # A return changes neither the stored answer nor what an enquiry says.
    assert gateway.enquire("CHK1")["ResponseText"] == "CHECK ACCEPTED"


def test_bank_debits_settle_on_the_next_banking_day(
    gateway: Gateway, practice: PracticeServers
) -> None:
    # Wednesday before Thanksgiving: Thursday is a holiday, Friday settles.
    practice.control("POST", "/clock", {"set": "2026-11-25T20:00:00Z"})
    check(gateway, "CHK1")
    practice.control("POST", "/clock", {"set": "2026-11-27T05:59:00Z"})
    assert gateway.status("CHK1") == "QUEUED"
    practice.control("POST", "/clock", {"set": "2026-11-27T06:01:00Z"})
    assert gateway.status("CHK1") == "ACH_SETTLED"


@pytest.mark.parametrize(
    ("mode", "code", "text", "processed"),
    [
        ("reject094", "094", "DUPLICATE", 1),
        ("reject900", "900", "", 1),
        ("replay", "000", "APPROVED", 1),
        ("process_again", "000", "APPROVED", 2),
    ],
)
def test_duplicate_modes(  # noqa: PLR0913, PLR0917
    gateway: Gateway, practice: PracticeServers, mode: str, code: str, text: str, processed: int
) -> None:
    practice.terminal(dup_mode=mode)
    first = gateway.sale("DUP1")
    second = gateway.sale("dup1")
    assert (second["ActionCode"], second.get("ResponseText", "")) == (code, text)
    if mode == "replay":
        assert second == first
    row = practice.books_ippay()["transactions"][0]
    assert (row["times_received"], row["times_processed"]) == (2, processed)
    assert practice.books_ippay()["net_by_order"]["INV-1"] == 4995 * processed
    assert len(practice.audit()["double_charged"]) == processed - 1


def test_ids_are_forgotten_after_ninety_days(gateway: Gateway, practice: PracticeServers) -> None:
    gateway.sale("OLD1")
    practice.advance(89 * 86400)
    assert gateway.enquire("OLD1")["ActionCode"] == "000"
    practice.advance(2 * 86400)
    assert gateway.enquire("OLD1")["ActionCode"] == "025"


def test_enquiry_modes(gateway: Gateway, practice: PracticeServers) -> None:
    sale = gateway.sale("ENQ1")
    gateway.sale("ENQ2", 6451)
    assert gateway.enquire("enq1") == sale
    assert gateway.enquire("ENQ2")["ActionCode"] == "051"
    assert gateway.enquire("NEVER")["ActionCode"] == "025"
    practice.terminal(enq_mode="late 30")
    assert gateway.enquire("ENQ1")["ActionCode"] == "025"
    practice.advance(31)
    assert gateway.enquire("ENQ1")["ActionCode"] == "000"
    practice.terminal(enq_mode="not_found")
    assert gateway.enquire("ENQ1")["ActionCode"] == "025"
    practice.terminal(enq_mode="always_000")
    answers = [gateway.enquire(number) for number in ("ENQ1", "ENQ2", "NEVER")]
    assert {answer["ActionCode"] for answer in answers} == {"000"}
    texts = [answer["ResponseText"] for answer in answers]
    assert texts == ["APPROVED", "DECLINED", "NOT FOUND"]


def test_enquiry_after_a_void(gateway: Gateway, practice: PracticeServers) -> None:
    gateway.sale("ENQ3")
    gateway("VOID", TransactionID="ENQ3", TotalAmount=4995)
    assert gateway.enquire("ENQ3")["ResponseText"] == "VOIDED"
    practice.terminal(enq_after_void="original")
    assert gateway.enquire("ENQ3")["ResponseText"] == "APPROVED"


def test_terminal_options(gateway: Gateway, practice: PracticeServers) -> None:
    token, secret = gateway.token(), "sesame"
    practice.terminal(penny_rule="off", password=secret)
    fields = {"Token": token, "TransactionID": "OPT1", "TotalAmount": "6451"}
    assert gateway("SALE", **fields)["ActionCode"] == "926"
    assert gateway("SALE", **fields, Password=secret)["ActionCode"] == "000"
    with pytest.raises(ValueError, match="no switch"):
        practice.terminal(colour="red")


def test_batch_closes_by_itself(gateway: Gateway, practice: PracticeServers) -> None:
    practice.control("POST", "/clock", {"set": "2026-12-01T18:00:00Z"})
    practice.control("POST", "/ippay/close-batch", {})
    practice.terminal(batch_close_at="23:00")
    gateway.sale("DAY1")
    practice.control("POST", "/clock", {"set": "2026-12-02T05:58:00Z"})
    assert gateway.status("DAY1") == "CAPTURED"
    practice.control("POST", "/clock", {"set": "2026-12-02T06:01:00Z"})
    assert gateway.status("DAY1") == "SETTLED"


def report(gateway: Gateway, kind: str, **more: str) -> str:
    p = gateway.practice
    fields = {
        "MerchantID": p.report_merchant_id,
        "Password": p.report_password,
        "start": "2026-01-01T00:00:00",
        "end": "2030-01-01T00:00:00",
        **more,
    }
    body = (
        f"<ippayReport><MerchantID>{fields['MerchantID']}</MerchantID>"
        f"<Password>{fields['Password']}</Password><TransactionRange>"
        f"<TransactionType>{kind}</TransactionType>"
        f"<TransactionStartTime>{fields['start']}</TransactionStartTime>"
        f"<TransactionEndTime>{fields['end']}</TransactionEndTime></TransactionRange></ippayReport>"
    )
    return gateway.session.post(p.report_url, data=body, timeout=20).text


def test_reports(gateway: Gateway, practice: PracticeServers) -> None:
    assert "No Results" in report(gateway, "credit")
    gateway.sale("REP1")
    check(gateway, "REP2")
    credit = report(gateway, "credit")
    assert "<Transaction_ID>REP1</Transaction_ID>" in credit
    assert "<Total_Amount>49.9500</Total_Amount>" in credit
    assert 'records="1"' in credit
    assert "REP2" in report(gateway, "ach")
    practice.control("POST", "/ippay/close-batch", {})
    practice.control("POST", "/ippay/run-ach", {})
    assert "<SettlementAmount>4995</SettlementAmount>" in report(gateway, "ccsettlement")
    assert "<CompletionAmount>78</CompletionAmount>" in report(gateway, "achsettlement")
    practice.control("POST", "/ippay/return", {"transaction_id": "REP2", "code": "R02"})
    assert "<Status>R02</Status>" in report(gateway, "achrejects")
    assert "<Request_Type>CREATE</Request_Type>" in report(gateway, "token")
    for empty in ("ccchargebacks", "getAccountUpdaterActivity"):
        assert "No Results" in report(gateway, empty)
    assert "<ErrMsg>" in report(gateway, "credit", MerchantID="WRONG")
    practice.switches(ippay={"report_dup": "on", "report_units": "alt"})
    assert report(gateway, "credit").count("<Total_Amount>4995<") == 2
    practice.switches(ippay={"report_lag_h": 2})
    assert "No Results" in report(gateway, "credit")
