"""Splynx's records become our values, of either server generation."""

from datetime import date
from typing import Any

import pytest

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.splynx.values import parse_json
from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.bulk import document_obstacle
from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.domain.identifiers import PaymentId
from ippay_desktop.domain.money import Money

# Documented: the shapes of the API's sample records; the data are made up.
INVOICE = b"""{"id":5513,"customer_id":17,"number":"202501000312","date_created":"2025-03-01",
"date_till":"2025-03-16","total":64.5,"due":14.5,"payment_id":0,"status":"not_paid","note":"N",
"items":[{"description":"Internet 100"},{"description":"Phone"}],"additional_attributes":[]}"""
PAYMENT = b"""{"id":9021,"customer_id":17,"invoice_id":5513,"request_id":null,"payment_type":3,
"receipt_number":"IPP-9F3K2M7Q","date":"2025-03-14","amount":"64.5000","remind_amount":"0.5000",
"comment":"IPpay approval 014467","field_1":"**** 4242"}"""
CUSTOMER = b"""{"id":"17","partner_id":"1","location_id":"2","status":"active","login":"100017",
"name":"Ana Petrov","email":"ana@example.net","phone":null,"street_1":"12 Fern Rd","city":"Jackson",
"zip_code":"83001","category":"person","date_add":"2023-06-02","password":"hunter2",
"additional_attributes":[]}"""


def row(body: bytes, **changes: object) -> dict[str, Any]:
    parsed = parse_json(body)
    assert isinstance(parsed, dict)
    return {name: value for name, value in {**parsed, **changes}.items() if value is not ...}


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def test_an_invoice() -> None:
    found = mapping.document(row(INVOICE), DocumentKind.INVOICE, "USD")
    assert (found.ref.key, found.ref.customer_id, found.ref.number) == (
        "invoice:5513",
        17,
        "202501000312",
    )
    assert (found.total, found.due) == (usd("64.50"), usd("14.50"))
    assert (found.issued_on, found.due_on) == (date(2025, 3, 1), date(2025, 3, 16))
    assert found.payment_id is None
    assert found.description == "Internet 100; Phone"


@pytest.mark.parametrize(
    ("kind", "status", "due", "expected"),
    [
        (DocumentKind.INVOICE, "not_paid", "14.5", "14.50"),
        (DocumentKind.INVOICE, "not_paid", 0, "0"),
        (DocumentKind.INVOICE, "not_paid", ..., "64.50"),
        (DocumentKind.INVOICE, "not_paid", None, "64.50"),
        (DocumentKind.INVOICE, "paid", ..., "0"),
        (DocumentKind.INVOICE, "pending", ..., "0"),
        (DocumentKind.PROFORMA, "not_paid", ..., "64.50"),
        (DocumentKind.PROFORMA, "not_paid", "1.5", "64.50"),
        (DocumentKind.PROFORMA, "paid", ..., "0"),
    ],
)
def test_what_is_due(kind: DocumentKind, status: str, due: object, expected: str) -> None:
    found = mapping.document(row(INVOICE, status=status, due=due), kind, "USD")
    assert found.due == usd(expected)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("not_paid", DocumentStatus.NOT_PAID),
        ("paid", DocumentStatus.PAID),
        ("pending", DocumentStatus.PENDING),
        ("deleted", DocumentStatus.DELETED),
        ("frozen", DocumentStatus.OTHER),
        ("Paid", DocumentStatus.OTHER),
    ],
)
def test_an_unseen_status_is_never_acted_upon(status: str, expected: DocumentStatus) -> None:
    found = mapping.document(row(INVOICE, status=status), DocumentKind.INVOICE, "USD")
    assert found.status is expected


@pytest.mark.parametrize(
    "changes",
    [
        {"status": None},
        {"id": 0},
        {"customer_id": None},
        {"total": ...},
        {"total": "64.5e3"},
        {"due": "a little"},
        {"date_till": "soon"},
        {"payment_id": "x"},
    ],
)
def test_a_broken_document_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        mapping.document(row(INVOICE, **changes), DocumentKind.INVOICE, "USD")


@pytest.mark.parametrize(
    ("changes", "total", "due"),
    [
        ({"total": "64.5051"}, "64.51", "14.50"),
        ({"due": "0.001"}, "64.50", "0.00"),
        ({"due": "4.399999999999999"}, "64.50", "4.40"),
    ],
)
def test_a_document_finer_than_money_is_read_and_never_charged(
    changes: dict[str, object], total: str, due: str
) -> None:
    """One such invoice must not keep the list from being read, nor anybody be charged near it."""
    assert not document_obstacle(
        mapping.document(row(INVOICE), DocumentKind.INVOICE, "USD"), date(2025, 3, 1)
    )
    found = mapping.document(row(INVOICE, **changes), DocumentKind.INVOICE, "USD")
    assert (found.total.text(), found.due.text()) == (total, due)
    assert "more decimals" in document_obstacle(found, date(2025, 3, 1))


def test_a_balance_and_an_open_debit_may_be_finer_than_money() -> None:
    record: dict[str, object] = {"customer_id": 17, "deposit": "-12.3456", "payment_method": "3"}
    assert mapping.customer_billing(record, "USD").balance == Money(-1235, "USD")
    debit = mapping.open_debit({"id": 1, "customer_id": 17, "remind_amount": "0.0049"}, "USD")
    assert debit is not None
    assert debit.amount == Money.zero("USD")


def test_a_document_with_hardly_anything() -> None:
    bare = {"id": "1", "customer_id": "2", "status": "paid", "total": "0.0000", "payment_id": "9"}
    found = mapping.document(bare, DocumentKind.INVOICE, "USD")
    assert (found.ref.number, found.issued_on, found.payment_id) == (None, None, 9)
    assert found.description == ""
    noted = mapping.document({**bare, "items": [7], "note": "n"}, DocumentKind.INVOICE, "USD")
    assert noted.description == "n"


def test_a_customer_without_the_password() -> None:
    record = row(CUSTOMER)
    assert "password" not in record
    found = mapping.customer(record)
    assert (found.id, found.partner_id, found.location_id, found.phone) == (17, 1, 2, "")
    assert (found.name, found.login, found.city) == ("Ana Petrov", "100017", "Jackson")
    assert found.added_on == date(2023, 6, 2)
    assert mapping.customer(row(CUSTOMER, date_add="long ago")).added_on is None


def test_billing() -> None:
    found = mapping.customer_billing(
        {"customer_id": 17, "deposit": "-64.5000", "payment_method": "3"}, "USD"
    )
    assert (found.balance, found.payment_method) == (usd("-64.50"), 3)
    unset = {"customer_id": "17", "deposit": "0.0000", "payment_method": "0"}
    assert mapping.customer_billing(unset, "USD").payment_method is None


def test_a_payment() -> None:
    found = mapping.payment(row(PAYMENT), "USD")
    assert (found.id, found.invoice_id, found.proforma_id, found.method) == (9021, 5513, None, 3)
    assert (found.amount, found.unallocated) == (usd("64.50"), usd("0.50"))
    assert (found.receipt_number, found.paid_on) == ("IPP-9F3K2M7Q", date(2025, 3, 14))
    assert mapping.payment(row(PAYMENT, remind_amount=...), "USD").unallocated == usd("0")


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ({}, False),
        ({"deleted": "0"}, False),
        ({"status": "ok"}, False),
        ({"deleted": "1"}, True),
        ({"is_deleted": True}, True),
        ({"status": "deleted"}, True),
    ],
)
def test_deleted_payments_are_told_by_any_mark(mark: dict[str, object], expected: bool) -> None:
    assert mapping.is_deleted(row(PAYMENT, **mark)) is expected


def test_allocations() -> None:
    sent = {"payer_id": "9021", "type": "payment", "invoice_id": 5513, "amount": "64.5"}
    found = mapping.allocation(sent, PaymentId(9021), "USD")
    assert found is not None
    assert (found.payment_id, found.invoice_id, found.amount) == (9021, 5513, usd("64.50"))
    assert mapping.allocation({**sent, "type": "credit_note"}, PaymentId(9021), "USD") is None
    assert mapping.allocation(sent, PaymentId(9022), "USD") is None
    with pytest.raises(ProtocolError, match="payer_id"):
        mapping.allocation({**sent, "payer_id": "x"}, PaymentId(9021), "USD")
    plain_debit = mapping.allocation({**sent, "invoice_id": None}, PaymentId(9021), "USD")
    assert plain_debit is not None
    assert plain_debit.invoice_id is None


def test_small_records() -> None:
    assert mapping.partner({"id": "1", "name": "Main"}).name == "Main"
    assert mapping.location({"id": 2, "name": "North"}).id == 2
    method = mapping.payment_method(
        {"id": 3, "name": "Credit card", "is_active": "1", "name_1": "Number", "name_2": None}
    )
    assert method.is_active
    assert method.labels == ("Number", "", "", "", "")
    account = mapping.account_definition({"id": 1, "title": "Ippay", "field_1": "Token"})
    assert account.labels == ("Token", *[""] * 9)


def test_saved_fields_hide_themselves() -> None:
    saved = mapping.saved_fields({"field_1": "TKN-CANARY", "field_3": 4242, "field_10": None})
    assert saved is not None
    assert (saved.slot(1), saved.slot(3), saved.slot(10)) == ("TKN-CANARY", "4242", "")
    assert "CANARY" not in repr(saved)
    assert mapping.saved_fields({"field_1": "", "field_2": " ", "account_id": 1}) is None
