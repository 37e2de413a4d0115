"""A payment is posted once; only proof makes it recorded, and only proof makes it refused."""

import dataclasses
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ippay_desktop.adapters.splynx.recording import (
    mask,
    payment_body,
    place_fields,
    read_created,
    read_deleted,
)
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.billing import DocumentKind, DocumentRef, NewPayment
from ippay_desktop.domain.errors import (
    AuthenticationError,
    InvariantError,
    IPpayDesktopError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RejectedError,
)
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentMethodId
from ippay_desktop.domain.money import Money
from tests.unit.splynx.fakes import FakeClock, FakeWire, client_over, make_client, refusal, reply

INVOICE = DocumentRef(DocumentKind.INVOICE, CustomerId(17), DocumentId(5513), "202501000312")
PROFORMA = DocumentRef(DocumentKind.PROFORMA, CustomerId(17), DocumentId(226), "2025000019")
PAYMENT = NewPayment(
    document=INVOICE,
    pinned=True,
    amount=Money(6450, "USD"),
    method=PaymentMethodId(3),
    paid_on=date(2025, 3, 14),
    receipt_number="IPP-9F3K2M7QX1B0C4D5E6",
    transaction_id="9F3K2M7QX1B0C4D5E6",
    masked_number="···· 4242",
    comment="IPpay approval 014467",
)
METHODS = [
    {"id": 3, "name": "Card", "is_active": "1", "name_1": "Number", "name_2": "Transaction ID"}
]
ENVELOPE = {"error": {"message": "No.", "code": 400, "internal_code": "X"}}
WARNING = b"<b>Warning</b>: x in y.php on line 1<br />\n"


@pytest.mark.parametrize(
    ("labels", "filled"),
    [
        (("Number", "Transaction ID", "", "", ""), {1: "**** 4242", 2: "TXN"}),
        (("Account", "Transaction ID", "", "", ""), {1: "**** 4242", 2: "TXN"}),
        (("TRANSACTION", "", "Card no", "", ""), {1: "TXN", 3: "**** 4242"}),
        (("", "", "", "Account", "Number"), {1: "TXN", 5: "**** 4242"}),
        (("Transaction number", "", "", "", ""), {1: "TXN"}),
        (("Payer", "", "", "", ""), {1: "TXN"}),
        (("Card", "", "", "", ""), {1: "TXN"}),
        (("", "", "", "", ""), {1: "TXN"}),
        ((), {1: "TXN"}),
    ],
)
def test_fields_are_placed_by_their_labels(labels: tuple[str, ...], filled: dict[int, str]) -> None:
    fields = place_fields(labels, transaction_id="TXN", masked_number="4111111111114242")
    assert fields == {f"field_{slot}": filled.get(slot, "") for slot in range(1, 6)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("···· 4242", "**** 4242"),
        ("4111111111114242", "**** 4242"),
        ("4111-1111 1111.4242", "**** 4242"),
        ("····", ""),
        ("12", "**** 12"),
    ],
)
def test_never_more_than_four_digits(text: str, expected: str) -> None:
    assert mask(text) == expected


def test_the_body_of_an_invoice_payment() -> None:
    assert payment_body(PAYMENT, ("Number", "Transaction ID", "", "", "")) == {
        "customer_id": 17,
        "invoice_id": 5513,
        "payment_type": 3,
        "date": "2025-03-14",
        "amount": "64.50",
        "receipt_number": "IPP-9F3K2M7QX1B0C4D5E6",
        "comment": "IPpay approval 014467",
        "field_1": "**** 4242",
        "field_2": "9F3K2M7QX1B0C4D5E6",
        "field_3": "",
        "field_4": "",
        "field_5": "",
    }


@pytest.mark.parametrize(
    ("document", "pinned", "pin"),
    [
        (INVOICE, True, {"invoice_id": 5513}),
        (INVOICE, False, {}),
        (PROFORMA, True, {"request_id": 226}),
        (PROFORMA, False, {}),
        (DocumentRef.refill(CustomerId(17)), True, {}),
        (DocumentRef.refill(CustomerId(17)), False, {}),
    ],
)
def test_what_a_payment_is_pinned_to(
    document: DocumentRef,
    pinned: bool,
    pin: dict[str, int],
) -> None:
    payment = dataclasses.replace(PAYMENT, document=document, pinned=pinned)
    body = payment_body(payment, ())
    pins = {name: body[name] for name in ("invoice_id", "request_id") if name in body}
    assert pins == pin
    assert "transaction_id" not in body
    assert None not in body.values()


def test_a_comment_is_cut_to_its_column() -> None:
    body = payment_body(dataclasses.replace(PAYMENT, comment="x" * 300), ())
    assert body["comment"] == "x" * 256


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Money(0, "USD")},
        {"amount": Money(-1, "USD")},
        {"receipt_number": ""},
        {"receipt_number": "R" * 33},
        {"document": dataclasses.replace(INVOICE, id=None)},
        {"amount": Money(100, "EUR")},
    ],
)
def test_what_must_never_be_recorded(changes: dict[str, object]) -> None:
    client, wire = make_client(reply(200, METHODS), reply(200, []), reply(201, {"id": 1}))
    with pytest.raises(InvariantError):
        client.record_payment(dataclasses.replace(PAYMENT, **changes))  # type: ignore[arg-type]  # a table of changes
    assert all(request.method != "POST" for request in wire.requests)


@pytest.mark.parametrize(("body", "number"), [({"id": 9021}, 9021), ({"id": "9021"}, 9021)])
def test_only_a_201_with_an_id_is_proof(body: object, number: int) -> None:
    assert read_created(reply(201, body)) == number


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (reply(201, b""), OutcomeUnknownError),
        (reply(201, {}), OutcomeUnknownError),
        (reply(201, {"id": 0}), OutcomeUnknownError),
        (reply(201, [{"id": 1}]), OutcomeUnknownError),
        (reply(201, WARNING + b'{"id":9021}'), OutcomeUnknownError),
        (reply(201, b'{"id":90'), OutcomeUnknownError),
        (reply(200, {"id": 9021}), OutcomeUnknownError),
        (reply(202, b""), OutcomeUnknownError),
        (reply(204, b""), OutcomeUnknownError),
        (reply(303, b"", Location="https://splynx.example/done"), OutcomeUnknownError),
        (reply(301, b"", Location="https://other.example/"), RejectedError),
        (reply(307, b"", Location="https://other.example/"), RejectedError),
        (reply(308, b""), RejectedError),
        (refusal(400, "BAD_REQUEST"), RejectedError),
        (refusal(403, "FORBIDDEN"), PermissionDeniedError),
        (refusal(404, "NOT_FOUND"), RejectedError),
        (refusal(405, "METHOD_DISABLED"), PermissionDeniedError),
        (refusal(405, "METHOD_NOT_ALLOWED"), PermissionDeniedError),
        (refusal(422, "INVALID_INPUT_DATA"), RejectedError),
        (reply(422, [{"field": "amount", "message": "Bad."}]), RejectedError),
        (reply(422, {"amount": ["Bad."]}), RejectedError),
        (reply(400, b"<html>nginx</html>"), OutcomeUnknownError),
        (reply(401, b"<html>proxy</html>"), OutcomeUnknownError),
        (reply(403, b"<html>firewall</html>"), OutcomeUnknownError),
        (reply(404, b""), OutcomeUnknownError),
        (reply(422, WARNING + b"[]"), OutcomeUnknownError),
        (refusal(408, "TIMEOUT"), OutcomeUnknownError),
        (refusal(409, "CONFLICT"), OutcomeUnknownError),
        (refusal(429, "TOO_MANY_REQUESTS"), OutcomeUnknownError),
        (refusal(500, "SERVER_ERROR"), OutcomeUnknownError),
        (reply(502, b"<html>nginx</html>"), OutcomeUnknownError),
        (reply(503, b""), OutcomeUnknownError),
        (reply(504, b""), OutcomeUnknownError),
    ],
)
def test_what_every_other_answer_proves(
    response: WireResponse, kind: type[IPpayDesktopError]
) -> None:
    with pytest.raises(kind) as raised:
        read_created(response)
    assert type(raised.value) is kind
    if response.status == 307:
        assert "https://other.example" in str(raised.value)


@pytest.mark.parametrize("status", [200, 202, 204])
def test_what_says_that_a_payment_was_deleted(status: int) -> None:
    read_deleted(reply(status, b"<html>whatever</html>"))


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (refusal(404, "NOT_FOUND"), NotFoundError),
        (reply(404, b"<html>nginx</html>"), OutcomeUnknownError),
        (reply(404, b""), OutcomeUnknownError),
        (reply(201, {"id": 9021}), OutcomeUnknownError),
        (reply(303, b"", Location="https://splynx.example/done"), OutcomeUnknownError),
        (reply(307, b"", Location="https://other.example/"), RejectedError),
        (refusal(400, "BAD_REQUEST"), RejectedError),
        (refusal(403, "FORBIDDEN"), PermissionDeniedError),
        (refusal(422, "INVALID_INPUT_DATA"), RejectedError),
        (reply(403, b"<html>firewall</html>"), OutcomeUnknownError),
        (refusal(429, "TOO_MANY_REQUESTS"), OutcomeUnknownError),
        (refusal(500, "SERVER_ERROR"), OutcomeUnknownError),
        (reply(502, b"<html>nginx</html>"), OutcomeUnknownError),
    ],
)
def test_what_every_other_answer_to_a_deletion_proves(
    response: WireResponse, kind: type[IPpayDesktopError]
) -> None:
    """A proxy's "not found" is no word of Splynx's: the payment of a void may still be there."""
    with pytest.raises(kind) as raised:
        read_deleted(response)
    assert type(raised.value) is kind


def posts(wire: FakeWire) -> list[WireRequest]:
    return [request for request in wire.requests if request.method == "POST"]


def test_a_payment_is_posted_once_on_a_connection_of_its_own() -> None:
    client, wire = make_client(reply(200, METHODS), reply(200, []), reply(201, {"id": 9021}))
    assert client.record_payment(PAYMENT) == 9021
    (post,) = posts(wire)
    assert post.url == "https://splynx.example/api/2.0/admin/finance/payments"
    assert post.fresh_connection
    assert post.body is not None
    assert json.loads(post.body)["field_2"] == PAYMENT.transaction_id
    client.record_payment(PAYMENT)
    assert len(wire.requests) == 4, "the labels are read once"


@pytest.mark.parametrize(
    "answer",
    [
        reply(500, b""),
        refusal(429, "TOO_MANY_REQUESTS"),
        OutcomeUnknownError("dropped"),
    ],
)
def test_an_unclear_write_is_never_repeated(answer: WireResponse | Exception) -> None:
    client, wire = make_client(reply(200, METHODS), reply(200, []), answer)
    with pytest.raises(OutcomeUnknownError):
        client.record_payment(PAYMENT)
    assert len(posts(wire)) == 1


def test_a_write_that_was_not_sent_says_so() -> None:
    client, wire = make_client(reply(200, METHODS), reply(200, []), NotSentError("refused"))
    with pytest.raises(NotSentError):
        client.record_payment(PAYMENT)
    assert len(posts(wire)) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_sign_in_is_repeated_once(status: int) -> None:
    refused = refusal(status, "IP_CHANGED")
    client, wire = make_client(
        reply(200, METHODS), reply(200, []), refused, reply(201, {"id": 9021})
    )
    assert client.record_payment(PAYMENT) == 9021
    assert len(posts(wire)) == 2
    client, wire = make_client(reply(200, METHODS), reply(200, []), refused)
    with pytest.raises(AuthenticationError):
        client.record_payment(PAYMENT)
    assert len(posts(wire)) == 2


@pytest.mark.parametrize(
    "answer",
    [OutcomeUnknownError("dropped"), reply(502, b""), reply(429, b""), reply(201, b"<html>")],
)
def test_trouble_with_the_sign_in_means_the_payment_was_not_sent(
    answer: WireResponse | Exception,
) -> None:
    clock = FakeClock()
    recorded = reply(201, {"id": 1})
    banned = refusal(401, "TOKEN_BANNED")
    wire = FakeWire(clock, reply(200, METHODS), reply(200, []), recorded, banned)
    client = client_over(wire, clock)
    client.record_payment(PAYMENT)
    wire.login = lambda _: answer
    with pytest.raises(NotSentError, match="nothing was sent"):
        client.record_payment(PAYMENT)
    assert len(posts(wire)) == 2


def test_labels_hold_up_no_money() -> None:
    client, wire = make_client(refusal(403, "FORBIDDEN"), reply(201, {"id": 9021}))
    assert client.record_payment(PAYMENT) == 9021
    (post,) = posts(wire)
    assert post.body is not None
    assert json.loads(post.body)["field_1"] == PAYMENT.transaction_id


def test_without_a_connection_nothing_is_posted() -> None:
    client, wire = make_client(OutcomeUnknownError("dropped"))
    with pytest.raises(NotSentError, match="not sent"):
        client.record_payment(PAYMENT)
    assert posts(wire) == []


def test_writes_go_one_by_one() -> None:
    under_way = threading.Semaphore(1)
    crowded = []

    def slowly(request: WireRequest) -> WireResponse:
        if request.method == "GET":
            return reply(200, [])
        if not under_way.acquire(blocking=False):
            crowded.append(request)
        threading.Event().wait(0.01)
        under_way.release()
        return reply(201, {"id": 9021})

    client, wire = make_client(slowly)
    with ThreadPoolExecutor(6) as pool:
        for future in [pool.submit(client.record_payment, PAYMENT) for _ in range(6)]:
            assert future.result() == 9021
    assert crowded == []
    assert len(posts(wire)) == 6
