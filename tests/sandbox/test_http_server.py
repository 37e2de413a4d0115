"""The web server under the practice servers, byte by byte, and under many callers at once."""

import socket
import threading
from collections import Counter

import pytest

from tests.sandbox.conftest import Gateway, Splynx
from tests.support.practice import PracticeServers

PING = (
    b"<ippay><TransactionType>PING</TransactionType><TerminalID>TESTTERMINAL</TerminalID></ippay>"
)


def talk(practice: PracticeServers, *pieces: bytes) -> bytes:
    """Send pieces on one connection and return everything until the server closes it."""
    port = int(practice.ippay_url.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for piece in pieces:
            connection.sendall(piece)
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
        return answer


def test_keep_alive_then_close(practice: PracticeServers) -> None:
    first = b"GET /ippay HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /ippay HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = talk(practice, first + first, last)
    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert answer.count(b"Connection: keep-alive") == 2


def test_http_1_0_closes_by_itself(practice: PracticeServers) -> None:
    assert talk(practice, b"GET /ippay HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 OK")


def test_chunked_and_expected_bodies(practice: PracticeServers) -> None:
    head = b"POST /ippay/ HTTP/1.1\r\nConnection: close\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (PING[:9], PING[9:])) + b"0\r\n\r\n"
    answer = talk(practice, head + b"Transfer-Encoding: chunked\r\n\r\n", chunks)
    assert b"<ActionCode>000</ActionCode>" in answer
    expect = b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(PING)
    answer = talk(practice, head + expect, PING)
    assert answer.startswith(b"HTTP/1.1 100 Continue")
    assert b"<ActionCode>000</ActionCode>" in answer


@pytest.mark.parametrize(
    "nonsense",
    [
        b"hello\r\n\r\n",
        b"GET /ippay HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST /ippay HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST /ippay HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_nonsense_is_hung_up_on(practice: PracticeServers, nonsense: bytes) -> None:
    assert talk(practice, nonsense) == b""
    assert practice.control("GET", "/health") == {"status": "ok"}


def test_the_same_id_from_many_callers_moves_money_once(
    practice: PracticeServers, gateway: Gateway
) -> None:
    token, codes = gateway.token(), Counter[str]()
    body = gateway.body("SALE", TransactionID="RACE1", Token=token, TotalAmount=4995)
    start = threading.Barrier(8)

    def charge() -> None:
        caller = Gateway(practice)
        start.wait()
        codes[caller.read(caller.raw(body).content)["ActionCode"]] += 1
        caller.session.close()

    callers = [threading.Thread(target=charge) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert codes == {"000": 1, "094": 7}
    (row,) = practice.books_ippay()["transactions"]
    assert (row["times_received"], row["times_processed"]) == (8, 1)


def test_payments_from_many_callers_add_up(practice: PracticeServers, splynx: Splynx) -> None:
    customer = splynx.post("customers/customer", {"name": "N", "partner_id": 1, "location_id": 1})
    made = practice.control("POST", "/splynx/invoice", {"customer_id": customer, "total": "40.00"})

    def pay() -> None:
        caller = Splynx(practice)
        for _ in range(5):
            caller.pay(customer, "1.25", invoice_id=made["id"])
        caller.session.close()

    callers = [threading.Thread(target=pay) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert splynx.get(f"customers/customer-billing/{customer}")["deposit"] == "10.0000"
    invoice = splynx.get(f"finance/invoices/{made['id']}")
    assert (invoice["status"], invoice["due"]) == ("paid", 0)
    links = splynx.get(f"finance/invoice-relations?invoice_id={made['id']}")
    assert len(links) == 32
