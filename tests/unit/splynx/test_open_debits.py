"""What customers owe apart from invoices: asked for narrowly, and believed only when it fits."""

from datetime import date

import pytest

from ippay_desktop.adapters.transport import WireResponse
from ippay_desktop.domain.errors import ProtocolError
from ippay_desktop.domain.money import Money
from tests.unit.splynx.fakes import EMPTY, asked, make_client, refusal, reply

DEBIT = {
    "id": 771,
    "customer_id": 17,
    "type": "debit",
    "total": "50.0000",
    "remind_amount": "30.0000",
    "date": "2026-09-01",
    "invoice_id": None,
}


def test_the_open_part_of_debits_that_stand_alone() -> None:
    rows = [DEBIT, {**DEBIT, "id": 772, "invoice_id": 9}, {**DEBIT, "id": 773, "invoice_id": "0"}]
    client, wire = make_client(reply(200, rows), EMPTY)
    found = client.open_debits()
    assert found is not None
    assert [(one.id, one.customer_id) for one in found] == [(771, 17), (773, 17)]
    assert (found[0].amount, found[0].dated, found[0].document) == (
        Money(3000, "USD"),
        date(2026, 9, 1),
        None,
    )
    query = asked(wire.requests[0])
    assert query["main_attributes[type]"] == ["debit"]
    assert query["main_attributes[remind_amount][0]"] == [">"]
    assert not any("customer_id" in name for name in query)


def test_many_customers_are_asked_about_in_several_lists() -> None:
    client, wire = make_client(*[EMPTY] * 3)
    assert client.open_debits(frozenset(range(1, 162))) == ()
    asked_about = [
        sum("customer_id" in name for name in asked(request)) - 1 for request in wire.requests
    ]
    assert asked_about == [80, 80, 1]


@pytest.mark.parametrize(
    "missing",
    [refusal(404, "NOT_FOUND"), refusal(405, "METHOD_DISABLED"), refusal(403, "FORBIDDEN")],
)
def test_servers_and_keys_that_cannot_say(missing: WireResponse) -> None:
    client, _ = make_client(missing)
    assert client.open_debits() is None


@pytest.mark.parametrize(
    "stranger",
    [{"type": "credit"}, {"remind_amount": "0.0000"}, {"remind_amount": None}, {"customer_id": 18}],
    ids=str,
)
def test_rows_that_were_not_asked_for_are_never_taken(stranger: dict[str, object]) -> None:
    client, _ = make_client(reply(200, [DEBIT | stranger]))
    with pytest.raises(ProtocolError, match="ignored a filter"):
        client.open_debits(frozenset({17}))
