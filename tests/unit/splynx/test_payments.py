"""Payments and where they went, over a scripted wire."""

import pytest

from ippay_desktop.adapters.splynx import mapping
from ippay_desktop.adapters.transport import WireRequest, WireResponse
from ippay_desktop.domain.errors import (
    NotFoundError,
    ProtocolError,
)
from ippay_desktop.domain.identifiers import (
    PaymentId,
)
from tests.unit.splynx.fakes import (
    ANA,
    EMPTY,
    asked,
    make_client,
    payment,
    refusal,
    reply,
)


def test_payments_under_one_receipt_number() -> None:
    rows = [payment(1), payment(2, receipt_number="ipp-a"), payment(3, deleted="1")]
    client, wire = make_client(reply(200, rows), EMPTY)
    assert [each.id for each in client.payments(ANA, receipt_number="IPP-A")] == [1]
    assert asked(wire.requests[0])["main_attributes[receipt_number]"] == ["IPP-A"]
    client, wire = make_client(reply(200, rows), EMPTY)
    assert [each.id for each in client.payments(ANA)] == [1, 2]
    assert "main_attributes[receipt_number]" not in asked(wire.requests[0])


def test_a_page_of_one_row_ends_a_list_once_the_server_has_sent_two() -> None:
    one, two = [payment(1)], [payment(1), payment(2)]
    client, wire = make_client(
        *(reply(200, one), EMPTY),
        *(reply(200, two), EMPTY),
        *(reply(200, one), reply(200, two), reply(200, [payment(3)])),
    )
    # It may send no more than one row at a time, for all that is known.
    assert len(client.payments(ANA, receipt_number="IPP-A")) == 1
    assert len(wire.requests) == 2
    assert len(client.payments(ANA)) == 2
    assert len(wire.requests) == 4
    assert len(client.payments(ANA, receipt_number="IPP-A")) == 1
    assert len(wire.requests) == 5
    assert [each.id for each in client.payments(ANA)] == [1, 2, 3]
    assert len(wire.requests) == 7


@pytest.mark.parametrize("changes", [{"customer_id": 18}, {"receipt_number": "IPP-B"}])
def test_a_payment_not_asked_for_stops_everything(changes: dict[str, object]) -> None:
    client, _ = make_client(reply(200, [payment(1, **changes)]), EMPTY)
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.payments(ANA, receipt_number="IPP-A")


def test_one_payment() -> None:
    client, _ = make_client(reply(200, payment(5)))
    assert client.payment(PaymentId(5)).amount.minor == 6450
    client, _ = make_client(reply(200, payment(5, deleted=1)))
    with pytest.raises(NotFoundError):
        client.payment(PaymentId(5))


PAID = mapping.payment(payment(5), "USD")
RELATION = {
    "id": 771,
    "customer_id": 17,
    "payer_id": 5,
    "type": "payment",
    "invoice_id": 9,
    "amount": "64.5",
}


@pytest.mark.parametrize(
    "missing",
    [refusal(404, "NOT_FOUND"), refusal(405, "METHOD_DISABLED"), refusal(403, "FORBIDDEN")],
)
def test_servers_without_allocations(missing: WireResponse) -> None:
    client, _ = make_client(missing)
    assert client.allocations(PAID) is None


def test_allocations_paged() -> None:
    part = {**RELATION, "amount": "60"}
    others = [
        {**RELATION, "id": 772, "type": "credit_note"},
        {**RELATION, "id": 773, "payer_id": 6},
    ]
    rest = {**RELATION, "id": 774, "invoice_id": 8, "amount": "4.5"}
    client, wire = make_client(reply(200, [part, *others]), reply(200, [rest]))
    found = client.allocations(PAID)
    assert found is not None
    assert [(each.payment_id, each.invoice_id) for each in found] == [(5, 9), (5, 8)]
    assert asked(wire.requests[0])["main_attributes[customer_id]"] == ["17"]
    # Both pages together account for the payment: nobody asks for a third.
    assert len(wire.requests) == 2


def test_allocations_of_part_of_a_payment_are_read_to_their_end() -> None:
    client, wire = make_client(reply(200, [{**RELATION, "amount": "60"}]), EMPTY)
    found = client.allocations(PAID)
    assert found is not None
    assert [each.amount.minor for each in found] == [6000]
    assert len(wire.requests) == 2


def test_allocations_of_a_server_that_knows_the_plain_filter_only() -> None:
    def answer(request: WireRequest) -> WireResponse:
        is_plain = asked(request).get("customer_id") == ["17"]
        return reply(200, [RELATION] if is_plain else [RELATION, {**RELATION, "customer_id": 18}])

    client, wire = make_client(answer)
    found = client.allocations(PAID)
    assert found is not None
    assert len(found) == 1
    assert wire.requests[-1].url.endswith("invoice-relations?customer_id=17")


def test_allocations_of_strangers_are_never_taken() -> None:
    client, _ = make_client(reply(200, [{**RELATION, "customer_id": 18}]))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.allocations(PAID)
