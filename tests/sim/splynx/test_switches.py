"""Under every undocumented behaviour of a server, the client tells the truth of its books.

The switches are assumptions about real servers: each unknown of the API is one, in both values.
"""

import dataclasses
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.domain.billing import DocumentKind, DocumentStatus
from ippay_desktop.domain.errors import (
    NotFoundError,
    NotSentError,
    PermissionDeniedError,
    ProtocolError,
    RejectedError,
)
from ippay_desktop.domain.filters import Period
from ippay_desktop.domain.identifiers import CustomerId, DocumentId, PaymentAccountId
from ippay_desktop.domain.money import Money
from ippay_desktop.domain.ports import DocumentQuery
from tests.sim.splynx.payments import open_invoice, payment_for
from tests.support.practice import PracticeServers
from tests.unit.splynx.fakes import FakeClock

INVOICE, PROFORMA = DocumentKind.INVOICE, DocumentKind.PROFORMA
EVERYTHING = DocumentQuery()
OPEN = DocumentQuery(statuses=frozenset({DocumentStatus.NOT_PAID, DocumentStatus.PENDING}))
# What a read must survive unchanged. Paging caps are apart, for they meet every list.
READ_SWITCHES = [
    {},
    {"ids_as_strings": "on"},
    {"total_as_string": "on"},
    {"ids_as_strings": "on", "total_as_string": "on"},
    {"like_autowrap": "on"},
    {"unknown_column": "500"},
    {"null_constant_known": "off"},
    {"head_supported": "405"},
    {"account_get_shape": "object"},
    {"account_missing": "404"},
    {"refresh_rotation": "old valid"},
    {"access_lifetime": "20"},
    {"refresh_lifetime": "1", "access_lifetime": "20"},
    {"check_nonce": "on"},
    {"pin_ip": "off", "pin_ua": "off"},
    {"default_limit_cap": "7"},
    {"default_limit_cap": "1"},
    {"default_limit_cap": "25"},
    {"default_limit_cap": "7", "head_supported": "405"},
    {"offset_ignored": "on"},
    {"deleted_payments_listed": "on"},
    {"unsecure_access": "off"},
]


def set_switches(servers: PracticeServers, switches: dict[str, str]) -> None:
    if switches:
        servers.switches(splynx=switches)


def dues(rows: Iterable[dict[str, Any]]) -> dict[int, tuple[str, str]]:
    return {row["id"]: (row["status"], row.get("due", row["total"])) for row in rows}


@pytest.mark.parametrize("switches", READ_SWITCHES, ids=str)
def test_lists_tell_the_truth(
    servers: PracticeServers, client: SplynxClient, switches: dict[str, str]
) -> None:
    set_switches(servers, switches)
    books = servers.books_splynx()
    invoices = client.documents(INVOICE, EVERYTHING)
    assert [each.ref.id for each in invoices] == [row["id"] for row in books["invoices"]]
    for found, row in zip(invoices, books["invoices"], strict=True):
        assert found.status.value == row["status"]
        assert found.total == Money.parse(row["total"], "USD")
        assert found.due == Money.parse(row["due"], "USD")
        assert found.ref.number == row["number"]
        assert found.issued_on == date.fromisoformat(row["date_created"])
    proformas = client.documents(PROFORMA, EVERYTHING)
    assert [each.ref.id for each in proformas] == [row["id"] for row in books["proformas"]]
    assert len(client.partners()) == 3
    assert [each.labels[0] for each in client.account_definitions()] == ["Token"]
    methods = {each.id: each for each in client.payment_methods()}
    assert methods[servers.card_method].labels[:2] == ("Number", "Transaction ID")


@pytest.mark.parametrize("switches", READ_SWITCHES, ids=str)
def test_customers_and_payments_tell_the_truth(
    servers: PracticeServers, client: SplynxClient, switches: dict[str, str]
) -> None:
    set_switches(servers, switches)
    account = PaymentAccountId(servers.payment_account)
    books = servers.books_splynx()
    ids = [CustomerId(number) for number in range(1, 70)]
    customers = client.customers_by_id(ids)
    assert list(customers) == ids[:60]
    assert client.customer(CustomerId(17)) == customers[CustomerId(17)]
    everybody = client.all_saved_fields(account)
    assert everybody
    for number in range(1, 61, 7):
        customer = CustomerId(number)
        assert client.saved_fields(customer, account) == everybody.get(customer)
        balance = client.customer_billing(customer).balance
        assert balance == Money.parse(books["deposits"][str(number)], "USD")
        payments = client.payments(customer)
        rows = [row for row in books["payments"] if row["customer_id"] == number]
        assert [each.id for each in payments] == [row["id"] for row in rows]
        relations = [row for row in books["relations"] if row["type"] == "payment"]
        for payment in payments:
            allocations = client.allocations(payment)
            assert allocations is not None
            assert [(each.payment_id, each.invoice_id) for each in allocations] == [
                (payment.id, row["invoice_id"])
                for row in relations
                if row["payer_id"] == payment.id
            ]


@pytest.mark.parametrize("switches", READ_SWITCHES, ids=str)
def test_searches_find_in_every_column(
    servers: PracticeServers, client: SplynxClient, switches: dict[str, str]
) -> None:
    set_switches(servers, switches)
    somebody = client.customer(CustomerId(17))
    for text in (somebody.name, somebody.name[:4].upper(), somebody.login, somebody.email, "17"):
        assert somebody in client.search_customers(text, limit=60), text
    assert client.search_customers("no such customer", limit=5) == ()
    assert client.search_customers("1%0", limit=5) == ()
    assert client.search_customers("_", limit=5) == ()
    everybody = client.search_customers("example.net", limit=60)
    assert [each.id for each in everybody] == sorted({each.id for each in everybody})
    assert client.search_customers("example.net", limit=5) == everybody[:5]
    first = client.search_customers("", limit=5)
    assert [each.id for each in first] == list(range(1, len(first) + 1))


@pytest.mark.parametrize(
    "switches", [{}, {"ids_as_strings": "on", "default_limit_cap": "3"}], ids=str
)
def test_filters(servers: PracticeServers, client: SplynxClient, switches: dict[str, str]) -> None:
    set_switches(servers, switches)
    rows = servers.books_splynx()["invoices"]

    def found(**conditions: Any) -> list[int | None]:
        return [each.ref.id for each in client.documents(INVOICE, DocumentQuery(**conditions))]

    month = Period.parse(servers.period)
    of_month = {
        row["id"] for row in rows if str(month.first) <= row["date_created"] <= str(month.last)
    }
    assert found(period=month) == [row["id"] for row in rows if row["id"] in of_month]
    assert found(statuses=frozenset({DocumentStatus.NOT_PAID})) == [
        row["id"] for row in rows if row["status"] == "not_paid"
    ]
    customers = frozenset(range(1, 30))
    assert found(customers=customers) == [
        row["id"] for row in rows if row["customer_id"] in customers
    ]
    numbers = frozenset(row["number"] for row in rows[::2])
    assert found(numbers=numbers) == [row["id"] for row in rows[::2]]
    assert found(numbers=numbers, customers=customers, period=month) == [
        row["id"] for row in rows[::2] if row["customer_id"] in customers and row["id"] in of_month
    ]


def test_without_the_due_column_all_of_an_unpaid_invoice_is_due(
    servers: PracticeServers, client: SplynxClient
) -> None:
    servers.switches(splynx={"due_present": "off"})
    for found in client.documents(INVOICE, EVERYTHING):
        is_open = found.status is DocumentStatus.NOT_PAID
        assert found.due == (found.total if is_open else Money.zero("USD"))


def test_without_the_due_column_a_part_is_not_charged_twice(
    servers: PracticeServers, client: SplynxClient
) -> None:
    invoice = open_invoice(servers)
    payment = payment_for(servers, invoice)
    part = dataclasses.replace(payment, amount=Money(100, "USD"))
    number = DocumentId(invoice["id"])
    servers.switches(splynx={"due_present": "off"})
    before = client.document(INVOICE, number)
    assert before.due == before.total
    client.record_payment(part)
    with pytest.raises(ProtocolError, match="Part of this invoice"):
        client.document(INVOICE, number)


@pytest.mark.parametrize("value", ["405", "403"])
def test_without_the_proforma_module_there_are_none(
    servers: PracticeServers, client: SplynxClient, value: str
) -> None:
    servers.switches(splynx={"proforma_module": value})
    assert client.documents(PROFORMA, OPEN) == ()
    before = servers.requests_since()["last"]
    assert client.documents(PROFORMA, OPEN) == ()
    assert servers.requests_since()["last"] == before
    assert client.documents(INVOICE, OPEN)
    servers.switches(splynx={"proforma_module": "on"})
    client.probe()
    assert client.documents(PROFORMA, OPEN)


def test_without_relations_nothing_is_said(servers: PracticeServers, client: SplynxClient) -> None:
    servers.switches(splynx={"relations_supported": "404"})
    (payment, *_) = client.payments(CustomerId(17))
    assert client.allocations(payment) is None


def test_a_permission_that_is_missing_is_named(
    servers: PracticeServers, client: SplynxClient
) -> None:
    denied = {"admin\\finance\\Payments": {"index": "deny", "add": "deny"}}
    servers.switches(splynx={"permissions": denied})
    with pytest.raises(PermissionDeniedError, match="“Finance → Payments”, list"):
        client.payments(CustomerId(17))
    granted = client.granted()["admin\\finance\\Payments"]
    assert (granted["index"], granted["view"], granted["add"]) == (False, True, False)
    with pytest.raises(PermissionDeniedError, match="“Finance → Payments”, add"):
        client.record_payment(payment_for(servers, open_invoice(servers)))


def test_a_disabled_module_is_named(servers: PracticeServers, client: SplynxClient) -> None:
    servers.switches(splynx={"disabled_modules": ["finance/payments"]})
    with pytest.raises(PermissionDeniedError, match="switched off"):
        client.payments(CustomerId(17))
    with pytest.raises(PermissionDeniedError, match="switched off"):
        client.record_payment(payment_for(servers, open_invoice(servers)))


def test_single_records_that_do_not_exist(client: SplynxClient) -> None:
    with pytest.raises(NotFoundError):
        client.document(INVOICE, DocumentId(99999))
    with pytest.raises(NotFoundError):
        client.customer(CustomerId(99999))
    with pytest.raises(NotFoundError):
        client.customer_billing(CustomerId(99999))
    assert client.saved_fields(CustomerId(99999), PaymentAccountId(1)) is None


def test_the_probe_and_the_servers_clock(servers: PracticeServers, client: SplynxClient) -> None:
    assert client.server_now() is None
    client.probe()
    told = client.server_now()
    assert told is not None
    true = datetime.fromisoformat(servers.control("GET", "/clock")["now"]).astimezone(UTC)
    assert abs((true - told).total_seconds()) < 5


def test_a_session_outlives_its_tokens(
    servers: PracticeServers, client: SplynxClient, clock: FakeClock
) -> None:
    before = servers.requests_since()["last"]
    for _ in range(3):
        client.partners()
        servers.advance(1900)
        clock.pass_s(1900)
    requests = servers.requests_since(before)["requests"]
    sign_ins = [each["method"] for each in requests if "/auth/tokens" in each["path"]]
    assert sign_ins == ["POST", "GET", "GET"]


def test_a_session_that_ends_unforeseen_is_renewed(
    servers: PracticeServers, client: SplynxClient
) -> None:
    client.partners()
    servers.advance(1900)
    client.partners()
    servers.advance(400 * 86400)
    client.partners()


@pytest.mark.parametrize("extra", ["off", "on"])
def test_signing_out_and_in_again(
    servers: PracticeServers, client: SplynxClient, extra: str
) -> None:
    servers.switches(splynx={"delete_body_after_204": extra})
    client.partners()
    client.sign_out()
    assert client.partners()


def test_the_search_before_a_post_finds_what_was_posted(
    servers: PracticeServers, client: SplynxClient
) -> None:
    invoice = open_invoice(servers)
    payment = payment_for(servers, invoice)
    number = client.record_payment(payment)
    (found,) = client.payments(payment.document.customer_id, receipt_number=payment.receipt_number)
    assert found.id == number
    assert (found.amount, found.invoice_id) == (payment.amount, invoice["id"])


@pytest.mark.parametrize("shape", ["list", "envelope", "map"])
def test_a_refused_payment_says_why(
    servers: PracticeServers, client: SplynxClient, shape: str
) -> None:
    servers.switches(splynx={"error_422_shape": shape, "receipt_duplicate_error": "on"})
    payment = payment_for(servers, open_invoice(servers))
    client.record_payment(payment)
    with pytest.raises(RejectedError, match="already been taken"):
        client.record_payment(payment)


def test_a_server_that_refuses_connections(servers: PracticeServers, client: SplynxClient) -> None:
    client.partners()
    servers.listener("splynx", up=False)
    try:
        with pytest.raises(NotSentError, match="refused the connection"):
            client.partners()
    finally:
        servers.listener("splynx", up=True)
    assert client.partners()
