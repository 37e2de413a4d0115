"""Proof from outside: a gateway client that others wrote works with the practice gateway.

Debian's Business::OnlinePayment::IPPay was tested by its authors against IPpay's own test gateway;
what it sends and expects here is what that gateway takes and gives.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.debian import require_debian
from tests.support.practice import PracticeServers

_SCRIPT = Path(__file__).with_name("ippay_client.pl")
_CARD = {
    "type": "VISA",
    "login": "TESTTERMINAL",
    "password": "",
    "name": "Tofu Beast",
    "card_number": "4000300020001000",
    "expiration": "09/39",
}
_ADDRESS = {"address": "123 Anystreet", "city": "Anywhere", "state": "UT", "zip": "84058"}
_BANK = {
    "type": "check",
    "login": "TESTTERMINAL",
    "password": "",
    "name": "Tofu Beast",
    "account_number": "5512789",
    "routing_code": "111000025",
    "account_type": "Personal Checking",
}


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServers]:
    require_debian("libbusiness-onlinepayment-ippay-perl")
    with PracticeServers(tls=True, customers=10, invoices=20) as servers:
        yield servers


class Client:
    def __init__(self, practice: PracticeServers, ca_file: str | None = None) -> None:
        self.practice = practice
        self.ca_file = ca_file or practice.ca_bundle

    def __call__(self, action: str, fields: dict[str, str], **more: str) -> dict[str, str]:
        content = {"action": action, **fields, **more}
        port = self.practice.ippay_url.split(":")[2].split("/")[0]
        done = subprocess.run(  # noqa: S603  # our own script
            [shutil.which("perl") or "perl", _SCRIPT, *(f"{k}={v}" for k, v in content.items())],
            env={**os.environ, "PORT": port, "CA_FILE": self.ca_file or ""},
            check=True,
            capture_output=True,
            text=True,
            timeout=15,
        )
        return dict(part.split("=", 1) for part in done.stdout.strip().split("|"))


@pytest.fixture
def client(practice: PracticeServers) -> Client:
    return Client(practice)


def booked(practice: PracticeServers, transaction_id: str) -> list[dict[str, Any]]:
    return [
        row
        for row in practice.books_ippay()["transactions"]
        if row["transaction_id"] == transaction_id
    ]


def test_sale_with_address_and_security_code(client: Client, practice: PracticeServers) -> None:
    result = client("Normal Authorization", _CARD | _ADDRESS, amount="49.95", cvv2="123")
    assert result["success"] == "1"
    assert result["code"] == "000"
    assert result["authorization"].startswith("TEST")
    assert (result["cvv2"], result["avs"], result["http"]) == ("P", "Y", "200 OK")
    # Sent without an id of its own: the client first fetched one from the gateway with GET.
    assert result["order"][0] in "ABCDEFG"
    assert len(result["order"]) == 18
    (row,) = booked(practice, result["order"])
    assert (row["type"], row["status"], row["amount_minor"]) == ("SALE", "CAPTURED", 4995)
    assert row["ud_field3"].startswith("Business::OnlinePayment::IPPay")


def test_decline_by_the_penny_rule(client: Client, practice: PracticeServers) -> None:
    result = client("Normal Authorization", _CARD, amount="52.05")
    assert (result["success"], result["code"]) == ("0", "005")
    assert result["authorization"] == ""
    (row,) = booked(practice, result["order"])
    assert (row["status"], row["net_minor"]) == ("DECLINED", 0)


def test_bad_card_number_has_no_transaction_id(client: Client, practice: PracticeServers) -> None:
    before = len(practice.books_ippay()["transactions"])
    bad = _CARD | {"card_number": "4111111111111112"}
    result = client("Normal Authorization", bad, amount="49.95")
    assert (result["success"], result["code"], result["order"]) == ("0", "900", "")
    assert result["message"] == "Invalid card number.  "
    assert len(practice.books_ippay()["transactions"]) == before


def test_authorization_capture_and_second_capture(
    client: Client, practice: PracticeServers
) -> None:
    held = client("Authorization Only", _CARD, amount="49.95")
    assert held["success"] == "1"
    assert booked(practice, held["order"])[0]["net_minor"] == 0
    more = {"amount": "49.95", "order_number": held["order"]}
    taken = client("Post Authorization", _CARD, **more)
    assert (taken["success"], taken["authorization"]) == ("1", held["authorization"])
    assert booked(practice, held["order"])[0]["net_minor"] == 4995
    again = client("Post Authorization", _CARD, **more)
    assert (again["success"], again["code"]) == ("0", "025")


def test_reversal_of_an_authorization(client: Client, practice: PracticeServers) -> None:
    held = client("Authorization Only", _CARD, amount="3.00")
    released = client(
        "Reverse Authorization",
        _CARD,
        amount="3.00",
        order_number=held["order"],
        authorization=held["authorization"],
    )
    assert (released["success"], released["code"]) == ("1", "000")
    assert released["message"] == "VOID SUCCESSFUL"
    assert booked(practice, held["order"])[0]["status"] == "REVERSED"


def test_void_once_and_not_twice(client: Client, practice: PracticeServers) -> None:
    sale = client("Normal Authorization", _CARD, amount="49.95")
    more = {
        "amount": "49.95",
        "order_number": sale["order"],
        "authorization": sale["authorization"],
    }
    void = client("Void", _CARD, **more)
    assert (void["success"], void["message"]) == ("1", "VOID SUCCESSFUL")
    assert booked(practice, sale["order"])[0]["status"] == "VOIDED"
    assert client("Void", _CARD, **more)["code"] == "025"


def test_credit_is_outside_the_penny_rule(client: Client, practice: PracticeServers) -> None:
    result = client("Credit", _CARD, amount="15.05")
    assert (result["success"], result["code"]) == ("1", "000")
    assert result["authorization"].startswith("TEST")
    assert booked(practice, result["order"])[0]["net_minor"] == -1505


def test_bank_debit_and_bank_credit(client: Client, practice: PracticeServers) -> None:
    debit = client("Normal Authorization", _BANK, amount="49.95")
    assert (debit["success"], debit["authorization"]) == ("1", "000000")
    assert debit["message"] == "CHECK ACCEPTED"
    (row,) = booked(practice, debit["order"])
    assert (row["type"], row["status"], row["net_minor"]) == ("CHECK", "QUEUED", 4995)
    assert row["sec"] == "PPD"
    credit = client("Credit", _BANK, amount="49.95")
    assert (credit["success"], credit["message"]) == ("1", "CHECK ACCEPTED")
    assert booked(practice, credit["order"])[0]["net_minor"] == -4995


def test_void_of_a_bank_debit_is_not_supported(client: Client) -> None:
    debit = client("Normal Authorization", _BANK, amount="49.95")
    void = client("Void", _BANK, amount="49.95", order_number=debit["order"])
    assert (void["success"], void["code"]) == ("0", "900")
    assert "not supported" in void["message"]


def test_the_certificate_is_really_checked(practice: PracticeServers, tmp_path: Path) -> None:
    nobody = tmp_path / "empty.pem"
    nobody.write_text("", encoding="utf-8")
    before = practice.requests_since()["counters"].get("ippay.requests", 0)
    result = Client(practice, str(nobody))(
        "Normal Authorization", _CARD, amount="1.00", order_number="X" * 18
    )
    assert (result["success"], result["code"]) == ("0", "")
    assert practice.requests_since()["counters"].get("ippay.requests", 0) == before
