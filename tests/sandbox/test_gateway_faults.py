"""Each fault of the practice gateway, and what is true in its books afterwards."""

import threading
from typing import Any

import pytest
import requests

from tests.sandbox.conftest import Gateway
from tests.support.practice import PracticeServers


def rule(fault: str, **more: Any) -> dict[str, Any]:
    return {"server": "ippay", "type": "SALE", "fault": fault, **more}


def send(gateway: Gateway, number: str, cents: int = 4995) -> requests.Response:
    token = gateway.token()
    body = gateway.body("SALE", TransactionID=number, Token=token, TotalAmount=cents)
    return gateway.raw(body)


@pytest.mark.parametrize(("fault", "status"), [("drop_before", "NONE"), ("drop_after", "CAPTURED")])
def test_dropped_answers(
    gateway: Gateway, practice: PracticeServers, fault: str, status: str
) -> None:
    practice.faults([rule(fault, times=1)])
    with pytest.raises(requests.ConnectionError):
        send(gateway, "DROP1")
    assert gateway.status("DROP1") == status
    found = "000" if status == "CAPTURED" else "025"
    assert gateway.enquire("DROP1")["ActionCode"] == found
    entries = practice.requests_since()["requests"]
    (dropped,) = [entry for entry in entries if entry["fault"] == fault]
    assert (dropped["status"], dropped["transaction_id"]) == (None, "DROP1")
    # The rule is spent: the next one goes through.
    assert send(gateway, "DROP2").status_code == 200


@pytest.mark.parametrize("processed", [True, False])
@pytest.mark.parametrize(
    ("fault", "http", "start"),
    [
        ("http_500", 500, b"Internal"),
        ("http_502_html", 502, b"<html>"),
        ("http_403_html", 403, b"<html>"),
        ("empty", 200, b""),
        ("truncated_xml", 200, b"<ippayResponse><T"),
        ("garbage", 200, b"\x01\x02"),
        ("echo", 200, b"<ippay><TransactionType>SALE"),
    ],
)
def test_replaced_answers(  # noqa: PLR0913, PLR0917
    gateway: Gateway,
    practice: PracticeServers,
    fault: str,
    http: int,
    start: bytes,
    processed: bool,
) -> None:
    practice.faults([rule(fault, args={"processed": processed})])
    answer = send(gateway, "BAD1")
    assert answer.status_code == http
    assert answer.content.startswith(start)
    assert (b"</ippayResponse>" in answer.content) is False
    assert gateway.status("BAD1") == ("CAPTURED" if processed else "NONE")


def test_mangled_answers(gateway: Gateway, practice: PracticeServers) -> None:
    def answer(fault: str, **args: str) -> dict[str, str]:
        practice.faults([rule(fault, args=args)])
        return gateway.read(send(gateway, gateway.new_id()).content)

    assert answer("wrong_txid")["TransactionID"] == "WRONGID00000000000"
    assert "ActionCode" not in answer("no_actioncode")
    assert "TransactionID" not in answer("no_txid")
    assert answer("root_case")[""] == "IPPAYRESPONSE"
    assert answer("root_case", root="IPPayresponse")[""] == "IPPayresponse"
    assert answer("additional_info")["AdditionalInfo"] == "held for review"
    refused = answer("action_code", code="041")
    assert (refused["ActionCode"], "Approval" in refused) == ("041", False)


def test_network_error_with_automatic_void(gateway: Gateway, practice: PracticeServers) -> None:
    practice.faults([rule("neterr_autovoid", args={"seconds": 90})])
    answer = gateway.read(send(gateway, "NET1").content)
    assert (answer["ActionCode"], answer["ResponseText"]) == ("999", "NETWORK ERROR")
    assert gateway.enquire("NET1")["ResponseText"] == "APPROVED"
    practice.advance(91)
    assert gateway.enquire("NET1")["ResponseText"] == "VOIDED"
    assert gateway.status("NET1") == "AUTO_VOIDED"
    assert practice.books_ippay()["net_total"] == 0


def test_network_error_that_kept_the_money(gateway: Gateway, practice: PracticeServers) -> None:
    practice.faults([rule("neterr_kept")])
    assert gateway.read(send(gateway, "NET2").content)["ActionCode"] == "999"
    practice.advance(86400)
    assert gateway.status("NET2") == "CAPTURED"


def test_late_commit(gateway: Gateway, practice: PracticeServers) -> None:
    practice.faults([rule("late_commit", args={"n": 120})])
    with pytest.raises(requests.ConnectionError):
        send(gateway, "LATE1")
    assert gateway.enquire("LATE1")["ActionCode"] == "025"
    practice.advance(121)
    assert gateway.enquire("LATE1")["ActionCode"] == "000"


@pytest.mark.parametrize(("in_flight", "code"), [("not_found", "025"), ("wait", "000")])
def test_enquiry_while_the_answer_is_held_back(
    gateway: Gateway, practice: PracticeServers, in_flight: str, code: str
) -> None:
    practice.terminal(in_flight=in_flight)
    practice.faults([rule("slow", args={"seconds": "0.6"})])
    answers: list[int] = []
    body = gateway.body("SALE", TransactionID="SLOW1", Token=gateway.token(), TotalAmount=4995)
    sender = threading.Thread(
        target=lambda: answers.append(
            requests.post(practice.ippay_url, data=body, timeout=20).status_code
        )
    )
    sender.start()
    waiting = threading.Event()
    while gateway.status("SLOW1") == "NONE":
        waiting.wait(0.01)
    assert gateway.enquire("SLOW1")["ActionCode"] == code
    sender.join()
    assert answers == [200]
    assert gateway.enquire("SLOW1")["ActionCode"] == "000"


def test_redirect_is_not_processed(gateway: Gateway, practice: PracticeServers) -> None:
    practice.faults([rule("redirect_307", times=1)])
    answer = send(gateway, "RED1")
    assert answer.status_code == 307
    assert answer.headers["Location"] == "/ippay?redirected=1"
    assert gateway.status("RED1") == "NONE"


def test_refused_connections(gateway: Gateway, practice: PracticeServers) -> None:
    gateway("PING")
    for close, reopen in (
        (
            lambda: practice.listener("ippay", up=False),
            lambda: practice.listener("ippay", up=True),
        ),
        (
            lambda: practice.faults([{"server": "ippay", "fault": "refuse"}]),
            lambda: practice.faults([]),
        ),
    ):
        before = practice.requests_since()["counters"]["ippay.connections"]
        close()
        with pytest.raises(requests.ConnectionError):
            gateway("PING")
        assert practice.requests_since()["counters"]["ippay.connections"] == before
        reopen()
        assert gateway("PING")["ActionCode"] == "000"


def test_handshake_failure(gateway: Gateway, practice: PracticeServers) -> None:
    practice.faults([{"server": "ippay", "fault": "tls_fail", "times": 1}])
    with pytest.raises(requests.ConnectionError):
        gateway("PING")
    assert gateway("PING")["ActionCode"] == "000"


def test_skip_every_times_and_match(gateway: Gateway, practice: PracticeServers) -> None:
    def codes(count: int) -> list[int]:
        return [send(gateway, gateway.new_id()).status_code for _ in range(count)]

    practice.faults([rule("http_500", skip=1, every=2, times=2)])
    assert codes(7) == [200, 500, 200, 500, 200, 200, 200]
    practice.faults([rule("http_500", match={"transaction_id": "ONLYME"})])
    assert codes(1) == [200]
    assert send(gateway, "ONLYME").status_code == 500
    practice.faults([rule("http_500", probability="0.5")])
    mixed = set(codes(20))
    assert mixed == {200, 500}


@pytest.mark.parametrize(
    "bad",
    [
        {"server": "ippay", "fault": "melt"},
        {"server": "moon", "fault": "drop_after"},
        {"server": "ippay", "fault": "drop_after", "colour": "red"},
        {"server": "ippay", "fault": "refuse", "type": "SALE"},
        {"server": "splynx", "fault": "delay", "path": "("},
    ],
)
def test_senseless_rules_are_refused(practice: PracticeServers, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="BadRuleError"):
        practice.faults([bad])
    assert practice.control("GET", "/faults")["faults"] == []
