"""Whatever goes wrong on the wire: reads are right or an error, a payment is stored at most once.

The recording tests play the recipe's part after an unclear answer, the search, by hand; the
simulator's own books are the judge.
"""

from typing import Any

import pytest

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.system import SystemClock
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.billing import DocumentKind
from ippay_desktop.domain.errors import (
    AuthenticationError,
    IPpayDesktopError,
    OutcomeUnknownError,
    ProtocolError,
    RateLimitedError,
    RejectedError,
)
from ippay_desktop.domain.identifiers import DocumentId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import DocumentQuery
from ippay_desktop.domain.secret import SecretText
from tests.sim.splynx.payments import open_invoice, open_proforma, payment_for, recorded
from tests.support.practice import PracticeServers

INVOICE = DocumentKind.INVOICE
INVOICES, PAYMENTS = "finance/invoices", "finance/payments"
PASSING = ["drop_before", "drop_after", "process_then_502", "http_500", "http_429", "php_warning"]
PASSING += ["truncated_json"]
AUTH_CODES = [
    "UNAUTHORIZED",
    "EXPIRED_ACCESS_TOKEN",
    "EXPIRED_REFRESH_TOKEN",
    "TOKEN_BANNED",
    "USER_AGENT_CHANGED",
    "IP_CHANGED",
    "EMPTY_ACCESS_TOKEN",
    "MISSED_AUTHORIZATION_HEADER",
    "INVALID_SASH",
]


def rule(fault: str, path: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    return {"server": "splynx", "fault": fault, "path": path, "method": method, **more}


def ids(client: SplynxClient) -> list[int | None]:
    return [each.ref.id for each in client.documents(INVOICE, DocumentQuery())]


@pytest.mark.parametrize("fault", PASSING)
def test_a_failure_that_passes_is_not_noticed(
    servers: PracticeServers, client: SplynxClient, fault: str
) -> None:
    true = [row["id"] for row in servers.books_splynx()["invoices"]]
    servers.faults([rule(fault, INVOICES, skip=2, times=3)])
    assert ids(client) == true


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("drop_before", OutcomeUnknownError),
        ("drop_after", OutcomeUnknownError),
        ("process_then_502", OutcomeUnknownError),
        ("http_500", OutcomeUnknownError),
        ("http_429", RateLimitedError),
        ("php_warning", ProtocolError),
        ("truncated_json", ProtocolError),
        ("redirect_307", RejectedError),
        ("duplicate_row", ProtocolError),
    ],
)
def test_a_failure_that_stays_is_an_error_and_no_short_list(
    servers: PracticeServers, client: SplynxClient, fault: str, kind: type[IPpayDesktopError]
) -> None:
    servers.faults([rule(fault, INVOICES, skip=2)])
    with pytest.raises(kind):
        ids(client)


def test_a_row_inserted_between_pages_is_in_the_list(
    servers: PracticeServers, client: SplynxClient
) -> None:
    servers.faults([rule("inserted_row", INVOICES, skip=2, times=1)])
    assert ids(client) == [row["id"] for row in servers.books_splynx()["invoices"]]


def test_counts_that_fail_hold_up_nothing(servers: PracticeServers, client: SplynxClient) -> None:
    for fault in ("drop_before", "http_500", "process_then_502"):
        servers.faults([rule(fault, INVOICES, "HEAD")])
        assert ids(client) == [row["id"] for row in servers.books_splynx()["invoices"]]


def test_one_proforma_failure_is_no_empty_list(
    servers: PracticeServers, client: SplynxClient
) -> None:
    true = len(servers.books_splynx()["proformas"])
    servers.faults([rule("http_500", "finance/proforma-invoices", times=3)])
    assert len(client.documents(DocumentKind.PROFORMA, DocumentQuery())) == true
    servers.faults([rule("http_500", "finance/proforma-invoices", times=4)])
    with pytest.raises(OutcomeUnknownError):
        client.documents(DocumentKind.PROFORMA, DocumentQuery())
    servers.faults([rule("http_500", "finance/proforma-invoices")])
    assert client.documents(DocumentKind.PROFORMA, DocumentQuery()) == ()
    servers.faults([])
    assert len(client.documents(DocumentKind.PROFORMA, DocumentQuery())) == true


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("code", AUTH_CODES)
def test_each_sign_in_code_once(
    servers: PracticeServers, client: SplynxClient, code: str, status: int
) -> None:
    args = {"code": code, "status": status}
    servers.faults([rule("auth_code", INVOICES, args=args, skip=1, times=1)])
    assert len(ids(client)) == len(servers.books_splynx()["invoices"])
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule("auth_code", PAYMENTS, "POST", args=args, times=1)])
    number = client.record_payment(payment)
    assert [row["id"] for row in recorded(servers)] == [number]


@pytest.mark.parametrize("code", AUTH_CODES)
def test_each_sign_in_code_again_and_again(
    servers: PracticeServers, client: SplynxClient, code: str
) -> None:
    servers.faults([rule("auth_code", INVOICES, args={"code": code})])
    before = servers.requests_since()["last"]
    with pytest.raises(AuthenticationError):
        client.document(INVOICE, DocumentId(1))
    assert servers.requests_since()["last"] - before <= 4
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule("auth_code", PAYMENTS, "POST", args={"code": code})])
    with pytest.raises(AuthenticationError):
        client.record_payment(payment)
    assert recorded(servers) == []


@pytest.mark.parametrize("fault", ["drop_before", "http_500", "http_429", "process_then_502"])
def test_a_sign_in_that_fails_at_first(
    servers: PracticeServers, client: SplynxClient, fault: str
) -> None:
    servers.faults([rule(fault, "auth/tokens", "POST", times=2)])
    assert client.partners()


def test_a_wrong_secret_is_tried_once(servers: PracticeServers, transport: Transport) -> None:
    # The computer's own clock: one far behind the server's is a reason to sign in once more.
    client = SplynxClient(
        base_url=servers.splynx_url,
        api_key=servers.splynx_api_key,
        api_secret=SecretText("canary-secret"),
        currency="USD",
        transport=transport,
        clock=SystemClock(),
    )
    before = servers.requests_since()["last"]
    with pytest.raises(AuthenticationError, match="API key and secret") as raised:
        client.probe()
    assert "canary" not in str(raised.value)
    requests = servers.requests_since(before)["requests"]
    assert sum("/auth/tokens" in each["path"] for each in requests) == 1


@pytest.mark.parametrize(
    ("fault", "stored"),
    [
        ("drop_before", 0),
        ("drop_after", 1),
        ("process_then_502", 1),
        ("http_500", 0),
        ("http_429", 0),
        ("php_warning", 1),
        ("truncated_json", 1),
    ],
)
def test_an_unclear_answer_to_a_payment_is_said_to_be_unclear(
    servers: PracticeServers, client: SplynxClient, fault: str, stored: int
) -> None:
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule(fault, PAYMENTS, "POST", times=1)])
    with pytest.raises(OutcomeUnknownError):
        client.record_payment(payment)
    assert len(recorded(servers)) == stored
    customer, receipt = payment.document.customer_id, payment.receipt_number
    found = client.payments(customer, receipt_number=receipt)
    assert [each.id for each in found] == [row["id"] for row in recorded(servers)]


def test_a_500_after_the_work_is_unclear_too(
    servers: PracticeServers, client: SplynxClient
) -> None:
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule("http_500", PAYMENTS, "POST", args={"processed": True}, times=1)])
    with pytest.raises(OutcomeUnknownError):
        client.record_payment(payment)
    assert len(recorded(servers)) == 1


def test_a_redirected_payment_is_not_followed(
    servers: PracticeServers, client: SplynxClient
) -> None:
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule("redirect_307", PAYMENTS, "POST")])
    with pytest.raises(RejectedError, match="Splynx address"):
        client.record_payment(payment)
    assert recorded(servers) == []


def test_an_answer_that_comes_too_late_is_unclear(
    servers: PracticeServers, client: SplynxClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ippay_desktop.adapters.splynx.api._WRITE_TIMEOUT_S", 0.3)
    payment = payment_for(servers, open_invoice(servers))
    servers.faults([rule("delay", PAYMENTS, "POST", args={"seconds": 1}, times=1)])
    with pytest.raises(OutcomeUnknownError):
        client.record_payment(payment)


@pytest.mark.parametrize("pin", ["honoured", "ignored"])
def test_where_a_payment_went(servers: PracticeServers, client: SplynxClient, pin: str) -> None:
    servers.switches(splynx={"invoice_pin": pin})
    rows = [row for row in servers.books_splynx()["invoices"] if row["status"] == "not_paid"]
    customers = [row["customer_id"] for row in rows]
    customer = next(number for number in customers if customers.count(number) > 1)
    newest = [row for row in rows if row["customer_id"] == customer][-1]
    payment = payment_for(servers, newest)
    number = client.record_payment(payment)
    allocations = client.allocations(client.payment(number))
    assert allocations is not None
    ours = {each.invoice_id: each.amount for each in allocations}
    is_paid = client.document(INVOICE, DocumentId(newest["id"])).due == Money.zero("USD")
    assert is_paid is (pin == "honoured")
    assert (ours.get(DocumentId(newest["id"])) == payment.amount) is (pin == "honoured")


def test_fields_as_the_books_keep_them(servers: PracticeServers, client: SplynxClient) -> None:
    invoice = open_invoice(servers)
    client.record_payment(payment_for(servers, invoice))
    (row,) = recorded(servers)
    assert row["invoice_id"] == invoice["id"]
    assert row["request_id"] is None
    assert (row["field_1"], row["field_2"]) == ("**** 4242", "9F3K2M7QX1B0C4D5E6")
    assert row["payment_type"] == servers.card_method
    assert Money.parse(row["amount"], "USD") == Money.parse(invoice["due"], "USD")


@pytest.mark.parametrize("auto_paid", ["on", "off"])
def test_a_proforma_payment(servers: PracticeServers, client: SplynxClient, auto_paid: str) -> None:
    servers.switches(splynx={"proforma_auto_paid": auto_paid})
    proforma = open_proforma(servers)
    kind = DocumentKind.PROFORMA
    number = client.record_payment(payment_for(servers, proforma, kind=kind))
    (row,) = recorded(servers)
    assert (row["request_id"], row["invoice_id"]) == (proforma["id"], None)
    found = client.payment(number)
    assert (found.proforma_id, found.unallocated) == (proforma["id"], found.amount)
    due = client.document(kind, DocumentId(proforma["id"])).due
    assert due.is_positive is (auto_paid == "off")


def test_an_unpinned_payment(servers: PracticeServers, client: SplynxClient) -> None:
    client.record_payment(payment_for(servers, open_invoice(servers), pinned=False))
    (row,) = recorded(servers)
    assert (row["request_id"], row["invoice_id"]) == (None, None)


def test_the_document_is_read_as_it_is_now(servers: PracticeServers, client: SplynxClient) -> None:
    invoice = open_invoice(servers)
    number = DocumentId(invoice["id"])
    servers.faults([rule("addon_race", INVOICES, args={"to": "pending"}, times=1)])
    assert client.document(INVOICE, number).status.value == "not_paid"
    assert client.document(INVOICE, number).status.value == "pending"
